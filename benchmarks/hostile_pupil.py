"""A pupil who wants to see a room fall, and keeps to none of a browser's rules: see `benchmarks.mischief`."""

from __future__ import annotations

import random
import re
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.visits import Visit

ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"


class BreachError(Exception):
    """Something was got that nobody may get."""


@dataclass(frozen=True)
class Target:
    """What can be read off the screens of a room, and for how long it is attacked, from which address."""

    address: str
    code: str
    copies: tuple[str, ...]
    visits: tuple[str, ...]
    seconds: float
    source: str
    kinds: tuple[str, ...] = ()
    """Only these kinds; all where none is named."""
    seed: int = 1


class Pupil:
    """A client that keeps to no rule; every visit has a cookie of its own unless one is given."""

    def __init__(self, target: Target) -> None:
        self.target, self.dice = target, random.Random(target.seed)
        self.cookie = fresh_cookie()
        self.copy = ""
        """The copy of the one seat that is taken in earnest, to lay texts into."""

    @asynccontextmanager
    async def visiting(
        self, screen: str = "", query: str = "", *, cookie: str | None = None, earlier: str = ""
    ) -> AsyncIterator[Visit]:
        """A visit that ends whatever happens."""
        visit = Visit(self.target.address, cookie or fresh_cookie(), self.target.source)
        try:
            await visit.open(screen, query, earlier=earlier)
            yield visit
        finally:
            await visit.close()

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Visit]:
        """A connection on which nothing has been sent."""
        visit = Visit(self.target.address, fresh_cookie(), self.target.source)
        try:
            await visit.connect()
            yield visit
        finally:
            await visit.close()

    async def sit(self, cookie: str, alias: str) -> str:
        """Takes a seat in the room; what the copy there is called, or nothing where it was refused."""
        async with self.visiting("room", f"room={self.target.code}", cookie=cookie) as visit:
            await visit.press("Join", Alias=alias)
            found = re.search("draft-[0-9]+", visit.query)
        return found[0] if found else ""

    @asynccontextmanager
    async def at_the_copy(self, face: str) -> AsyncIterator[Visit]:
        """The pupil's own copy in the room, in the workshop."""
        self.copy = self.copy or await self.sit(self.cookie, "Table 99")
        async with self.visiting("workshop", f"ruleset={self.copy}&face={face}", cookie=self.cookie) as visit:
            yield visit

    async def edit(self, visit: Visit, edit: Any) -> None:
        """Asks for a change of the copy, as the articles do."""
        item = {"seq": int(time.monotonic() * 1000), "edit": edit}
        await visit.say("amending", {"edits": {"client": secrets.token_hex(4), "turn": 1, "items": [item]}})
        await visit.finished()

    async def apply(self, visit: Visit, text: str) -> None:
        """Applies a text in the editor."""
        shown = visit.components["editor"].data
        sent = {"revision": shown["revision"], "text": text, "seq": int(time.monotonic() * 1000)}
        await visit.say("editor", {"sent": {"of": shown["of"], "typed": None, "apply": sent}})
        await visit.finished()

    def word(self, length: int = 8) -> str:
        """Letters by chance."""
        return "".join(self.dice.choice(ALPHABET) for _ in range(length))


def fresh_cookie() -> str:
    """A browser's word, as whoever likes can make one up."""
    return f"points_pilot_visitor={secrets.token_urlsafe(32)}"
