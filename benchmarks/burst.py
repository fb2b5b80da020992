"""A class that opens the app at once: `python -m benchmarks.burst`.

A real server, started as README starts it, and visits that speak its own messages. So many people open the first screen
within two seconds, each at a moment of their own. Measured is the time from asking for the page to the whole screen,
beside the same of one who comes alone, before and after. Bar: the 95th percentile of a class of forty is at most four
times that of one alone, and no error, however many come.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from benchmarks.serving import Server, served
from benchmarks.visits import Visit

CLASS, MOST = 40, 4
"""The bar is for a class of that size; more are measured beside it."""
ONE_BY_ONE = 20
"""So many come alone, one after the other."""


@dataclass(frozen=True)
class Arrivals:
    """What those who came had to wait for, in seconds, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """The 95th percentile."""
        return quantiles(self.waits, n=20)[-1]


@dataclass(frozen=True)
class Burst:
    """So many people who open a screen within so many seconds, and stay until the last of them has it."""

    people: int
    within: float
    seed: int
    screen: str = ""

    async def run(self, server: Server) -> Arrivals:
        """Everybody comes at a moment of their own."""
        arrivals, dice = Arrivals(), random.Random(self.seed)
        moments = sorted(dice.random() * self.within for _ in range(self.people))
        visits = await asyncio.gather(*(self._come(server, moment, arrivals) for moment in moments))
        for visit in visits:
            if visit is not None:
                await visit.close()
        return arrivals

    async def _come(self, server: Server, moment: float, arrivals: Arrivals) -> Visit | None:
        """One visit that fails does not end the others; it is counted."""
        await asyncio.sleep(moment)
        begun = time.perf_counter()
        try:
            visit = await asyncio.to_thread(Visit, server.address)
            await visit.open(self.screen)
        except Exception as error:
            arrivals.errors.append(f"{type(error).__name__}: {error}")
            return None
        arrivals.waits.append(time.perf_counter() - begun)
        return visit


async def _one_by_one(server: Server, screen: str) -> Arrivals:
    """People who come alone, each when the one before has gone; the very first warms the server up."""
    arrivals = Arrivals()
    for turn in range(ONE_BY_ONE + 1):
        came = await Burst(1, 0.0, turn, screen).run(server)
        arrivals.waits.extend(came.waits if turn else [])
        arrivals.errors.extend(came.errors)
    return arrivals


def measured(who: str, coming: Coroutine[Any, Any, Arrivals], server: Server) -> Arrivals:
    """Lets people come, and prints what they waited for and what the server spent on each."""
    before = server.cpu
    arrivals = asyncio.run(coming)
    spent = (server.cpu or 0) - (before or 0)
    waits = arrivals.waits
    print(
        f"{who}: {len(waits)} visits; to the whole screen median {_ms(median(waits))}, 95th percentile "
        f"{_ms(arrivals.p95)}, longest {_ms(max(waits))}; server {_ms(spent / len(waits))} a visit, "
        f"{server.memory or 0:,.0f} MB; {len(arrivals.errors)} errors"
    )
    print(*(f"  {error}\n" for error in dict.fromkeys(arrivals.errors)), sep="", end="")
    return arrivals


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def main() -> None:
    """Measures those who come alone, then each class, and those who come alone again; says whether the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[40, 100])
    parser.add_argument("--within", type=float, default=2.0, help="seconds in which everybody comes")
    parser.add_argument("--screen", default="", help="the screen that they open, by the end of its address")
    given = parser.parse_args()
    with served() as server:
        print(f"load {os.getloadavg()[0]:.1f} before")
        before = measured("alone", _one_by_one(server, given.screen), server)
        classes = []
        for people in given.people:
            burst = Burst(people, given.within, seed=people, screen=given.screen)
            classes.append(measured(f"{people} within {given.within:g} s", burst.run(server), server))
        after = measured("alone again", _one_by_one(server, given.screen), server)
    one = Arrivals([*before.waits, *after.waits], [*before.errors, *after.errors])
    errors = sum(len(arrivals.errors) for arrivals in (one, *classes))
    for people, arrivals in zip(given.people, classes, strict=True):
        ratio = arrivals.p95 / one.p95
        bar = f", at most {MOST}: {'met' if ratio <= MOST and not errors else 'missed'}" if people <= CLASS else ""
        print(f"95th percentile of {people} over that of one alone: {ratio:.2f}{bar}")
    print(f"{errors} errors; none are tolerated")


if __name__ == "__main__":
    main()
