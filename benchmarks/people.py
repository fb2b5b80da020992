"""People of the workshop's crowd: those who change rules, and a room with its facilitator's table and projector."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.serving import Server
from benchmarks.visits import ScreenError, Visit
from pilot.city.reading.load import shipped_city
from pilot.ruleset.reading.load import shipped_rulesets
from pilot.workshop.rooms.rooms import Plan
from pilot.workshop.store import Store

BEGINS_FROM, PIN = "rongcheng", "2468"
_TOKEN = re.compile("points_pilot_visitor=([^;]+)")
_REVISION = re.compile('data-revision="([0-9]+)"')


def revision(visit: Visit) -> int:
    """Which state of the draft the impact on the screen is of; -1 where there is none."""
    found = (_REVISION.search(body) for body in reversed(visit.html.values()))
    return next((int(match[1]) for match in found if match), -1)


@dataclass
class Person:
    """Somebody who changes the points of rules; `made` has the points last requested for each rule."""

    visit: Visit
    dice: random.Random
    made: dict[str, int] = field(default_factory=dict)
    number: int = 0

    async def change(self) -> tuple[float, float]:
        """Puts other points on one of the rules that are shown; the seconds to its summary and to the whole screen."""
        shown = self._shown()
        rule = self.dice.choice([rule for rule in shown if rule.get("points")])
        rule_id, points = rule["id"], rule["points"]
        value = points + self.dice.choice([step for step in (-3, -2, -1, 1, 2, 3) if points + step])
        edit = {"op": "put", "path": ["rules", rule_id, "points"], "value": value}
        before, self.number, self.made[rule_id] = max(revision(self.visit), 0), self.number + 1, value
        begun = time.perf_counter()
        sent = {"client": "crowd", "turn": 1, "items": [{"seq": self.number, "edit": edit}]}
        await self.visit.say("amending", {"edits": sent})
        await self.visit.until(lambda seen: revision(seen) > before)
        summary = time.perf_counter() - begun
        await self.visit.finished()
        whole = time.perf_counter() - begun
        self._demand_the_answer(rule_id, before + 1)
        return summary, whole

    def _shown(self) -> list[dict[str, Any]]:
        return [json.loads(drawn) for _, drawn in self.visit.components["amending"].data["rules"]]

    def _demand_the_answer(self, rule_id: str, expected: int) -> None:
        """ScreenError unless the article on the screen shows it, the impact is of it, and nothing was refused."""
        data = self.visit.components["amending"].data
        shown = next((rule.get("points") for rule in self._shown() if rule["id"] == rule_id), None)
        got = (shown, revision(self.visit), data["ack"].get("seq"), data["ack"].get("refused"))
        wanted = (self.made[rule_id], expected, self.number, [])
        if got != wanted:
            raise ScreenError(f"change {self.number} of {rule_id} should give {wanted}, but {got} came")


@contextmanager
def room_of(server: Server, people: Sequence[Person]) -> Iterator[tuple[str, list[str]]]:
    """A room in which those people sit, the first on the projector: its code, and what their copies are called."""
    store = Store.open(server.database)
    text = shipped_rulesets()[BEGINS_FROM].read_text(encoding="utf-8")
    try:
        plan = Plan("The crowd", BEGINS_FROM, text, shipped_city().name, 2)
        room, lead = store.open_room("the facilitator of the crowd", PIN, plan)
        copies = []
        for place, person in enumerate(people):
            token = token_of(person.visit)
            store.join(token, room.code, f"Table {place + 1}")
            copies.append(f"draft-{store.desk(token, room.code).drafts()[0].id}")
        lead.project("Table 1" if people else None)
        yield room.code, copies
    finally:
        store.close()


def token_of(visit: Visit) -> str:
    """The word by which the store knows a visitor."""
    found = _TOKEN.search(visit.cookie)
    assert found is not None, "the app gives everybody a word"
    return found[1]


async def onlookers(server: Server, code: str) -> list[Visit]:
    """The facilitator's table and the projector of a room, which draw themselves again every few seconds."""
    table, projector = Visit(server.address), Visit(server.address)
    for visit in (table, projector):
        await visit.open("room", f"room={code}")
        await visit.press("Lead the room", PIN=PIN)
    await projector.press("Open the projector’s page")
    return [table, projector]
