"""The reloads of `benchmarks.reloads`, few and quick: every screen comes, and memory and files are read."""

from __future__ import annotations

from benchmarks.reloads import SCREENS, Reloads
from benchmarks.serving import served
from tests import own_loop


def test_every_screen_comes_to_whoever_reloads() -> None:
    with served() as server:
        reloads = Reloads(people=2, times=len(SCREENS) // 2)
        own_loop.run(reloads.run(server))
        assert [] == reloads.errors
        assert server.files is None or reloads.files > 0
