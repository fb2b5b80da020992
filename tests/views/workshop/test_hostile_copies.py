"""A copy that cannot be read, compared or evaluated takes nothing from the others on the facilitator's screens."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pilot.views.room import copies, merge_table, projector
from tests.views.screen import words
from tests.views.visits import Visitor, press, text_of
from tests.views.workshop.hostile import BOMB

TEXT = text_of("rongcheng")
HOSTILE = {
    "no ruleset": "schema: [1\n",
    "aliases upon aliases": BOMB + TEXT,
    "points at the bounds": re.sub(r"points: -\d+", "points: -1000000000", TEXT),
    "multipliers at the bounds": re.sub(r"points: -\d+\n", "points: -5\n    repeat: {multiply: [1, 1000]}\n", TEXT),
    "an opening at the end of time": re.sub(r"opens_on: .*", "opens_on: 2200-12-31", TEXT, count=1),
    "no rules": re.sub(r"^rules:.*?^(?=[a-z])", "rules: []\n", TEXT, count=1, flags=re.DOTALL | re.MULTILINE),
    "many rules": TEXT.replace("rules:\n", "rules:\n" + "".join(
        f"  - {{id: r{n}, text: A., when: {{kind: traffic.*}}, points: -1, source: {{}}}}\n" for n in range(300)
    ), 1),
    "rules without end": TEXT.replace("rules:\n", "rules:\n" + "".join(
        f"  - {{id: r{n}, text: A., when: {{kind: traffic.*}}, points: -1, source: {{}}}}\n" for n in range(2_000)
    ), 1),
}  # fmt: skip


def with_copy(tables: tuple[Visitor, Visitor, Visitor], text: str) -> tuple[Visitor, str]:
    """The facilitator of a room in which Mallory holds this text, and Bo and Cy honest ones; and its code."""
    lead, pupil, other = tables
    room, at = lead.room()
    honest = Visitor(lead.store)
    for visitor, alias in ((pupil, "Mallory"), (other, "Bo"), (honest, "Cy")):
        visitor.joins(room, alias, *(() if alias == "Mallory" else ("points: -5\n", f"points: -{len(alias)}\n")))
    desk = lead.store.desk(pupil.token, room.code)
    copy = desk.drafts()[0]
    desk.apply(copy.id, copy.revision, text, "a change")
    at.project("Mallory")
    return lead, room.code


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_room_goes_on_on_every_screen(tables: tuple[Visitor, Visitor, Visitor], text: str) -> None:
    lead, code = with_copy(tables, text)
    people = lead.at("room", room=code, part="people")
    assert all(alias in words(people) for alias in ("Mallory", "Bo", "Cy"))
    press(people, "_lead_Collect a version of every copy")
    assert "Bo" in words(lead.at("room", room=code, part="merge"))
    lead.at("room", room=code, part="keep")
    lead.at("room", room=code, show="projector")


@pytest.mark.parametrize("module", [copies, merge_table, projector])
def test_whatever_fails_with_a_copy_is_said_in_its_place(
    tables: tuple[Visitor, Visitor, Visitor], module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OverflowError

    monkeypatch.setattr(module, "comparison_of", fails)
    lead, code = with_copy(tables, TEXT.replace("points: -5\n", "points: -9\n", 1))
    where: dict[object, Callable[[], object]] = {
        copies: lambda: lead.at("room", room=code, part="people"),
        merge_table: lambda: lead.at("room", room=code, part="merge"),
        projector: lambda: lead.at("room", room=code, show="projector"),
    }
    assert "cannot be reckoned: the work with it fails (OverflowError)" in words(where[module]())
