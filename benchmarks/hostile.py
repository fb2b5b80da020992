"""A hostile pupil against a room of thirty at work: `python -m benchmarks.hostile`.

A real server, started as README starts it, and visits that speak its own messages. Thirty people sit in one room and
put other points on a rule every five seconds; the facilitator's table and the projector look on. A tenth of the time
they are left alone, then one client does everything in `benchmarks.mischief` at once, then they are alone again. It
comes from an address of its own, as another laptop does; with `--same-address` from that of the class, as behind one
router. While it goes on, a pupil reloads and the facilitator comes back to the room. Bar: no change that was
acknowledged is lost, nobody in the room sees an error, the hostile pupil gets nothing; and the 95th percentile of what
the others wait for is at most four times that of before.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
import os
import random
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median, quantiles

from benchmarks.crowd import Waits, looking, working
from benchmarks.hostile_pupil import Target
from benchmarks.mischief import KINDS, Tally
from benchmarks.people import PIN, Person, onlookers, room_of, token_of
from benchmarks.serving import ROOT, Server, served
from benchmarks.visits import Visit
from pilot.ruleset.reading.load import read_ruleset
from pilot.workshop.store import Store

PEOPLE, EVERY, MOST = 30, 5.0, 4
OWN_ADDRESS, OF_THE_CLASS = "127.0.0.2", "127.0.0.1"
AGAIN = 20.0
"""Seconds after which somebody reloads, and the facilitator comes back."""


@dataclass
class Report:
    """What the room had to wait for in each part of the time, what the hostile pupil did, and what is kept after it."""

    before: Waits = field(default_factory=Waits)
    during: Waits = field(default_factory=Waits)
    after: Waits = field(default_factory=Waits)
    reloads: list[float] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """All that must not be."""
        waits = (self.before, self.during, self.after)
        got = [f"{kind} got {what}" for kind, tally in self.tallies.items() for what in tally.breaches]
        failed = [f"{kind} saw {what}" for kind, tally in self.tallies.items() for what in tally.failed]
        return [*self.lost, *got, *failed, *(error for part in waits for error in part.errors)]


@dataclass(frozen=True)
class Lesson:
    """So many people at work for so many seconds, in most of which a hostile pupil is at it."""

    people: int
    seconds: float
    source: str
    kinds: tuple[str, ...] = ()
    every: float = EVERY

    async def run(self, server: Server) -> Report:
        """The room, from its opening to what the store holds at its end."""
        report, dice = Report(), random.Random(1)
        people = [Person(Visit(server.address), random.Random(dice.random())) for _ in range(self.people)]
        with room_of(server, people) as (code, copies):
            for person, copy in zip(people, copies, strict=True):
                await person.visit.open("workshop", f"ruleset={copy}")
            room = Room(server, code, people, await onlookers(server, code), self.every)
            report.memory.append(server.memory or 0)
            await room.work(report.before, self.seconds / 10)
            visits = tuple(person.visit.number for person in people)
            target = Target(server.address, code, tuple(copies), visits, self.seconds * 0.8, self.source, self.kinds)
            report.tallies = (
                await asyncio.gather(
                    _attacked(target),
                    room.work(report.during, target.seconds),
                    room.come_back(report, target.seconds),
                )
            )[0]
            report.memory.append(server.memory or 0)
            await room.work(report.after, self.seconds / 10)
            report.memory.append(server.memory or 0)
            report.lost.extend(_lost(server, code, people))
            await room.leave()
        return report


@dataclass(frozen=True)
class Room:
    """The people in it, and the visits of the table and the projector."""

    server: Server
    code: str
    people: list[Person]
    watching: list[Visit]
    every: float

    async def work(self, waits: Waits, seconds: float) -> None:
        """Everybody for so many seconds."""
        changes = (working(person, waits, seconds, self.every) for person in self.people)
        await asyncio.gather(*changes, *(looking(visit, waits, seconds) for visit in self.watching))

    async def come_back(self, report: Report, seconds: float) -> None:
        """A pupil reloads the copy, and the facilitator the table, again and again."""
        until, turn = time.monotonic() + seconds - AGAIN, 0
        while time.monotonic() < until:
            await asyncio.sleep(AGAIN)
            turn += 1
            try:
                report.reloads.append(await self._reload(self.people[turn % len(self.people)]))
                await self._lead_again()
            except Exception as error:
                report.during.errors.append(f"coming back: {type(error).__name__}: {error}")

    async def _reload(self, person: Person) -> float:
        begun = time.perf_counter()
        visit = Visit(self.server.address, person.visit.cookie)
        await visit.open("workshop", person.visit.query)
        waited = time.perf_counter() - begun
        await visit.close()
        return waited

    async def _lead_again(self) -> None:
        visit = Visit(self.server.address, self.watching[0].cookie)
        await visit.open("room", f"room={self.code}")
        await visit.press("Lead the room", PIN=PIN)
        if not visit.offers("Put on the projector"):
            raise PermissionError("the facilitator was not let in again")
        await visit.close()

    async def leave(self) -> None:
        """Ends all visits."""
        for visit in (*self.watching, *(person.visit for person in self.people)):
            await visit.close()


async def _attacked(target: Target) -> dict[str, Tally]:
    """What came of a hostile client in a process of its own."""
    client = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.mischief",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    printed, _ = await client.communicate(json.dumps(dataclasses.asdict(target)).encode())
    return {kind: Tally(**tally) for kind, tally in json.loads(printed).items()}


def _lost(server: Server, code: str, people: Iterable[Person]) -> list[str]:
    """The changes that were acknowledged and are not in the store."""
    store = Store.open(server.database)
    lost = []
    for person in people:
        (draft,) = store.desk(token_of(person.visit), code).drafts()
        rules = {rule.id: rule.points for rule in read_ruleset(draft.text, draft.origin).rules}
        kept = (draft.revision, {rule_id: rules.get(rule_id) for rule_id in person.made})
        if kept != (person.number, person.made):
            lost.append(f"{draft.id}: {person.number} changes were acknowledged, {draft.revision} are kept")
    store.close()
    return lost


def _print(report: Report) -> bool:
    """What was found; whether the bar is met."""
    for name, waits in (("before", report.before), ("with it", report.during), ("after", report.after)):
        looks = f"table and projector median {_ms(median(waits.looks))}, 95th percentile {_ms(_p95(waits.looks))}"
        print(
            f"{name}: {len(waits.whole):,} changes, median {_ms(median(waits.whole))}, 95th percentile "
            f"{_ms(waits.p95)}, longest {_ms(max(waits.whole))}; {looks}; {len(waits.errors)} errors"
        )
    for kind, tally in report.tallies.items():
        cut = ", ".join(f"{times} {what}" for what, times in tally.cut_off.items()) or "nothing"
        print(f"  {kind}: {tally.tries:,} tries; got {len(tally.breaches)}; cut off by {cut}")
    if report.reloads:
        print(f"reloads with it: {len(report.reloads)}, median {_ms(median(report.reloads))}")
    print(f"server: {', '.join(f'{memory:,.0f}' for memory in report.memory)} MB before, at its end, after")
    print(*(f"  {fault}\n" for fault in list(dict.fromkeys(report.faults))[:20]), sep="", end="")
    ratio = report.during.p95 / report.before.p95
    met = ratio <= MOST and not report.faults
    print(f"95th percentile with it over before: {ratio:.2f}, at most {MOST}; {len(report.faults)} faults")
    return met


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else max(seconds, default=0)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def main() -> None:
    """Measures before, during and after, and says whether the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--same-address", action="store_true", help="it comes from the address of the class")
    parser.add_argument("--kinds", nargs="+", default=[], choices=[kind.__name__ for kind in KINDS])
    given = parser.parse_args()
    source = OF_THE_CLASS if given.same_address else OWN_ADDRESS
    with served() as server:
        print(f"load {os.getloadavg()[0]:.1f} before; {given.minutes:g} minutes", flush=True)
        report = asyncio.run(Lesson(given.people, given.minutes * 60, source, tuple(given.kinds)).run(server))
    print("the bar is met" if _print(report) else "the bar is missed")


if __name__ == "__main__":
    main()
