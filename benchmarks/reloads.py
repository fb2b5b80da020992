"""Forty people who reload the app again and again: `python -m benchmarks.reloads`.

A real server, started as README starts it. Everybody opens the screens in turn, each time as a visit of its own, as a
reload is; an earlier visit stays with the server for some minutes. Measured is the memory that the server holds after
the last of them beside what it held before the first, and the files that it has open. Bar: 800 reloads cost less than
300 MB, and no error.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from dataclasses import dataclass, field

from benchmarks.serving import Server, served
from benchmarks.visits import Visit, cookie_of

MOST_MB, PARTS = 300, 4
SCREENS = ("", "resident", "city", "compare", "opacity", "rulebook", "workshop", "room", "guess", "sources")


@dataclass
class Reloads:
    """So many people, each of whom reloads so many times; what went wrong, and the most files open at once."""

    people: int
    times: int
    errors: list[str] = field(default_factory=list)
    files: int = 0

    async def run(self, server: Server) -> None:
        """All reload at the same time, each when the screen before stands."""
        await asyncio.gather(*(self._person(server, place) for place in range(self.people)))

    async def _person(self, server: Server, place: int) -> None:
        cookie = await asyncio.to_thread(cookie_of, server.address)
        for time in range(self.times):
            visit = Visit(server.address, cookie)
            try:
                await visit.open(SCREENS[(place + time) % len(SCREENS)])
            except Exception as error:
                self.errors.append(f"{type(error).__name__}: {error}")
            self.files = max(self.files, server.files or 0)
            await visit.close()


def main() -> None:
    """The reloads in four parts, to see whether the memory goes on rising."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--times", type=int, default=20, help="how often each of them reloads")
    given = parser.parse_args()
    parts = [given.times // PARTS + (part < given.times % PARTS) for part in range(PARTS)]
    with served() as server:
        begun, errors = server.memory or 0, list[str]()
        print(f"load {os.getloadavg()[0]:.1f} before; {begun:,.0f} MB before anybody came")
        for times in parts:
            reloads = Reloads(given.people, times)
            asyncio.run(reloads.run(server))
            errors.extend(reloads.errors)
            print(f"{given.people * times} more: {server.memory or 0:,.0f} MB, at most {reloads.files} files open")
        grown = (server.memory or 0) - begun
        verdict = "met" if grown < MOST_MB and not errors else "missed"
        print(*(f"  {error}\n" for error in dict.fromkeys(errors)), sep="", end="")
        number = given.people * given.times
        print(f"{number} reloads: {grown:,.0f} MB, less than {MOST_MB}, {len(errors)} errors: {verdict}")


if __name__ == "__main__":
    main()
