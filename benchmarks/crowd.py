"""Forty people who each change a rule every five seconds, beside one who does so alone: `python -m benchmarks.crowd`.

A real server, and visits that speak its own messages. Measured is the time from sending a change to having the
impact of that very change on the screen. Bar: the 95th percentile of the crowd is at most four times that of one alone,
and no error.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from benchmarks.visits import Visit

ROOT = Path(__file__).resolve().parents[1]
MOST = 4
RULESETS = ("rongcheng", "honest-shanghai", "open-pilot")
_REVISION = re.compile(r'data-revision="([0-9]+)"')


@dataclass(frozen=True)
class Waits:
    """The seconds from change to impact of all changes, and what went wrong."""

    seconds: list[float]
    errors: list[str]

    @property
    def p95(self) -> float:
        """The 95th percentile."""
        return quantiles(self.seconds, n=20)[-1]


@contextmanager
def served() -> Iterator[str]:
    """The app on a free port with a database of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PILOT_DATABASE_URL": f"sqlite:///{folder}/workshop.sqlite"}
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
        flags = ["--server.headless", "true", "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"]
        with subprocess.Popen(
            [*command, *flags], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                yield _answering(f"http://127.0.0.1:{port}")
            finally:
                process.kill()


def _answering(address: str) -> str:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return address
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("The app did not come up.")


def revision(visit: Visit) -> int:
    """Which state of the draft the impact on the screen is of."""
    return max((int(found[1]) for body in visit.html.values() if (found := _REVISION.search(body))), default=-1)


async def changes(address: str, ruleset: str, seconds: float, every: float, waits: Waits, dice: random.Random) -> None:
    """One person's visit: a change each `every` seconds, the first after a part of it."""
    visit = Visit(address)
    try:
        await visit.open("workshop", f"ruleset={ruleset}")
        await asyncio.sleep(dice.random() * every)
        until, number = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            number += 1
            begun = time.monotonic()
            await change(visit, number, dice)
            waits.seconds.append(time.monotonic() - begun)
            await asyncio.sleep(max(0.0, every - (time.monotonic() - begun)))
    except Exception as error:
        waits.errors.append(f"{type(error).__name__}: {error}")
    finally:
        await visit.close()


async def change(visit: Visit, number: int, dice: random.Random) -> None:
    """Puts other points on one of the rules that are shown, and waits for their impact."""
    _, _, data = visit.components["amending"]
    rule = dice.choice([each for each in data["rules"] if each.get("points") is not None])
    value = rule["points"] + dice.choice([-3, -2, -1, 1, 2, 3])
    edit = {"op": "put", "path": ["rules", rule["id"], "points"], "value": value}
    before = revision(visit)
    await visit.say("amending", {"edits": {"client": "crowd", "turn": 1, "items": [{"seq": number, "edit": edit}]}})
    await visit.until(lambda seen: revision(seen) > before)


async def crowd(address: str, people: int, seconds: float, every: float, seed: int) -> Waits:
    """So many people at once."""
    waits = Waits([], [])
    dice = random.Random(seed)
    visits = [
        changes(address, RULESETS[place % len(RULESETS)], seconds, every, waits, random.Random(dice.random()))
        for place in range(people)
    ]
    await asyncio.gather(*visits)
    return waits


def main() -> None:
    """Measures one alone, then the crowd, then one alone again, and says whether the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--every", type=float, default=5)
    given = parser.parse_args()
    with served() as address:
        alone = asyncio.run(crowd(address, 1, given.seconds / 2, given.every, seed=1))
        many = asyncio.run(crowd(address, given.people, given.seconds, given.every, seed=2))
        after = asyncio.run(crowd(address, 1, given.seconds / 2, given.every, seed=3))
    one = Waits(alone.seconds + after.seconds, alone.errors + after.errors)
    for name, waits in (("alone", one), (f"{given.people} people", many)):
        print(
            f"{name}: {len(waits.seconds)} changes, median {median(waits.seconds) * 1000:.0f} ms, "
            f"95th percentile {waits.p95 * 1000:.0f} ms, {len(waits.errors)} errors"
        )
        print(*dict.fromkeys(waits.errors), sep="\n")
    ratio = many.p95 / one.p95
    met = ratio <= MOST and not one.errors and not many.errors
    verdict = "met" if met else "missed"
    print(f"95th percentile of the crowd over that of one alone: {ratio:.2f} (at most {MOST}: {verdict})")


if __name__ == "__main__":
    main()
