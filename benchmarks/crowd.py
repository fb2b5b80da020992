"""Forty people who each change a rule every five seconds, beside one who does so alone: `python -m benchmarks.crowd`.

A real server, and visits that speak its own messages. A part of the people sit in one room, whose facilitator's table
and projector look on; the others begin from the shipped rulesets in turn. Measured is the time from sending a change to
having the impact of that very change on the screen, with all that is drawn beside it. Bar: the 95th percentile of the
crowd is at most four times that of one alone, and no error. `--seconds 300` is the whole run; with `--in-room 1` all
sit in the one room.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from benchmarks.people import Person, onlookers, room_of
from benchmarks.serving import Server, served
from benchmarks.visits import Visit
from pilot.ruleset.reading.load import shipped_rulesets

MOST = 4
IN_ROOM = 0.25
"""The share of the people who sit in one room."""


@dataclass(frozen=True)
class Waits:
    """What the crowd had to wait for, in seconds, the bytes that came with each change, and what went wrong."""

    summary: list[float] = field(default_factory=list)
    """From a change to the sentence that says whom it moves."""
    whole: list[float] = field(default_factory=list)
    """From a change to everything beside the sentence."""
    looks: list[float] = field(default_factory=list)
    """One drawing of the facilitator's table or the projector."""
    bytes: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """The 95th percentile of the time until everything stands."""
        return quantiles(self.whole, n=20)[-1]

    def and_(self, other: Waits) -> Waits:
        """Both together."""
        return Waits(*(one + two for one, two in zip(vars(self).values(), vars(other).values(), strict=True)))


@dataclass(frozen=True)
class Crowd:
    """So many people for so many seconds, each making a change every `every` seconds."""

    people: int
    seconds: float
    every: float
    seed: int
    in_room: float = IN_ROOM

    async def run(self, server: Server) -> tuple[Waits, list[Person]]:
        """Everybody opens the workshop, then begins; a room's table and projector look on as long as they go on."""
        waits, dice = Waits(), random.Random(self.seed)
        people = [Person(Visit(server.address), random.Random(dice.random())) for _ in range(self.people)]
        sitting = people[: round(self.people * self.in_room)]
        with room_of(server, sitting) as (code, copies):
            shipped = sorted(shipped_rulesets())
            others = [shipped[place % len(shipped)] for place in range(len(people) - len(copies))]
            for person, ruleset in zip(people, [*copies, *others], strict=True):
                await person.visit.open("workshop", f"ruleset={ruleset}")
            watching = await onlookers(server, code) if sitting else []
            looks = [asyncio.create_task(looking(visit, waits)) for visit in watching]
            await asyncio.gather(*(working(person, waits, self.seconds, self.every) for person in people))
            for look in looks:
                look.cancel()
            for visit in (*watching, *(person.visit for person in people)):
                await visit.close()
        return waits, people


async def working(person: Person, waits: Waits, seconds: float, every: float) -> None:
    """Makes a change every so many seconds; the first comes after a part of the time between two."""
    async with _heard(waits):
        await asyncio.sleep(person.dice.random() * every)
        until = time.perf_counter() + seconds
        while (begun := time.perf_counter()) < until:
            already = person.visit.bytes
            summary, whole = await person.change()
            waits.summary.append(summary)
            waits.whole.append(whole)
            waits.bytes.append(person.visit.bytes - already)
            await asyncio.sleep(max(0.0, begun + every - time.perf_counter()))


async def looking(visit: Visit, waits: Waits, seconds: float = math.inf) -> None:
    """Lets the browser's clock run: what draws itself again does so when its time has come."""
    async with _heard(waits):
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            for fragment, pause in dict(visit.repeats).items():
                await asyncio.sleep(pause)
                begun = time.perf_counter()
                await visit.again(fragment, by_itself=True)
                await visit.finished()
                waits.looks.append(time.perf_counter() - begun)


@asynccontextmanager
async def _heard(waits: Waits) -> AsyncIterator[None]:
    """One visit that fails does not end the others; it is counted."""
    try:
        yield
    except Exception as error:
        waits.errors.append(f"{type(error).__name__}: {error}")


def measured(crowd: Crowd, server: Server) -> Waits:
    """Runs a crowd and prints its waits, with what the server spent on a change."""
    before = server.cpu
    waits, _ = asyncio.run(crowd.run(server))
    spent = (server.cpu or 0) - (before or 0)
    print(
        f"{crowd.people} at once: {len(waits.whole):,} changes; to the summary median {_ms(median(waits.summary))}, "
        f"to the whole screen median {_ms(median(waits.whole))}, 95th percentile {_ms(waits.p95)}, "
        f"longest {_ms(max(waits.whole))}; {median(waits.bytes):,.0f} bytes; "
        f"server {_ms(spent / len(waits.whole))} a change, {server.memory or 0:,.0f} MB; {len(waits.errors)} errors"
    )
    if waits.looks:
        print(f"  table and projector: {len(waits.looks):,} looks, median {_ms(median(waits.looks))}")
    print(*(f"  {error}" for error in dict.fromkeys(waits.errors)), sep="\n", end="")
    return waits


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def main() -> None:
    """Measures one alone, then the crowd, then one alone again, and says whether the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--every", type=float, default=5)
    parser.add_argument("--in-room", type=float, default=IN_ROOM, help="the share of the people who sit in one room")
    given = parser.parse_args()
    with served() as server:
        print(f"load {os.getloadavg()[0]:.1f} before")
        alone = measured(Crowd(1, given.seconds / 2, given.every, seed=1), server)
        many = measured(Crowd(given.people, given.seconds, given.every, seed=2, in_room=given.in_room), server)
        after = measured(Crowd(1, given.seconds / 2, given.every, seed=3), server)
    one = alone.and_(after)
    ratio = many.p95 / one.p95
    met = ratio <= MOST and not one.errors and not many.errors
    verdict = "met" if met else "missed"
    print(f"95th percentile of the crowd over that of one alone: {ratio:.2f}, at most {MOST}: {verdict}")


if __name__ == "__main__":
    main()
