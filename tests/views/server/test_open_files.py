"""A server that starts with few files allowed gives itself more, and says how many people fit into them."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from benchmarks.serving import Server, served
from benchmarks.visits import Visit
from pilot.views.server import open_files
from pilot.views.server.open_files import people_held
from tests import own_loop
from tests.views.screen import ROOT

resource = pytest.importorskip("resource")
PROGRAM = """
import resource
from pilot.views.server.open_files import WANTED, raise_limit, sentence
from tests import own_loop
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
raise_limit()
now, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
assert now == (WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)), now
resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300))
raise_limit()
assert "This server holds about 15 people at once, since it may open only 300 files." == sentence()
assert (300, 300) == resource.getrlimit(resource.RLIMIT_NOFILE)
"""


def test_it_raises_the_limit_as_far_as_it_may_and_never_beyond() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, cwd=ROOT)


@pytest.mark.parametrize(
    ("limit", "people"),
    [
        (64, 1),
        (256, 12),  # 100 of the server's own; 12 times a visit of 4 and 3 earlier ones of 3
        (1_024, 135),  # 128 closed visits are kept at most, 384 files, which leaves 540 for visits of 4
        (16_384, 3_975),
    ],
)
def test_people_fit_into_the_files_that_are_left(limit: int, people: int) -> None:
    assert people == people_held(limit)


def test_no_more_people_are_promised_than_were_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_files, "_limit", lambda: 16_384)
    assert "This server holds 100 people at once; more were never measured." == open_files.sentence()


def test_a_visit_and_an_earlier_one_hold_no_more_files_than_is_reckoned() -> None:
    with served() as server:
        if server.files is None:
            pytest.skip("The system does not say how many files a process has open.")
        own_loop.run(_come_and_go(server))


async def _come_and_go(server: Server) -> None:
    """Ten come to warm the server up, ten more are counted; then all twenty go."""
    files = [server.files or 0]
    visits: list[Visit] = []
    for _ in range(2):
        ten = [await asyncio.to_thread(Visit, server.address) for _ in range(10)]
        for visit in ten:  # one after the other: what opens for those who wait at once stays open for all
            await visit.open()
        visits.extend(ten)
        files.append(server.files or 0)
    await asyncio.gather(*(visit.close() for visit in visits))
    files.append(server.files or 0)
    before, ten_there, twenty_there, all_gone = files
    others = 5
    assert twenty_there - ten_there <= 10 * open_files.OF_A_VISIT + others
    assert all_gone - ten_there <= 20 * open_files.OF_AN_EARLIER - 10 * open_files.OF_A_VISIT + others
    assert before < ten_there - 10 * open_files.OF_A_VISIT + others < open_files.OF_THE_SERVER
