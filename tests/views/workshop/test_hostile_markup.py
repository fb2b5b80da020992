"""Markup that a hostile pupil puts into every field stays plain text, on every screen and for everybody in the room."""

from __future__ import annotations

import pytest

from pilot.workshop.drafts.versions import Imprint
from tests.views.every_screen import is_plain, markdown
from tests.views.screen import HOSTILE, words
from tests.views.visits import Visitor
from tests.views.workshop.hostile import SCRIPT, YAML, harmless


def hostile(text: str) -> str:
    """Rongcheng with markup in its title, in a rule, in a grade and in a source."""
    for found, put in (
        ("title: ", f"title: '{HOSTILE}' # "),
        ("text: You walk or drive through a red light.", f"text: '{SCRIPT}{HOSTILE}'"),
        ("points: -5\n", "points: -90\n"),
        ("title: Model of honesty", f"title: '{HOSTILE}'"),
        ("title: Deutschlandfunk", f"title: '{HOSTILE}' # "),
    ):
        text = text.replace(found, put, 1)
    return text


class TestMarkup:
    @pytest.mark.parametrize("face", ["articles", "grades", "told", "text"])
    @pytest.mark.parametrize("part", ["who", "groups", "follows", "change"])
    def test_it_stays_text_on_every_face_and_in_every_part_of_the_impact(
        self, visitor: Visitor, face: str, part: str
    ) -> None:
        draft = visitor.draft("rongcheng")
        draft = visitor.desk.apply(draft.id, 0, hostile(draft.text), HOSTILE)
        visitor.desk.save(draft.id, 1, HOSTILE, f"{SCRIPT} {HOSTILE}", Imprint("x", HOSTILE, "0" * 12))

        app = visitor.at("workshop", ruleset=f"draft-{draft.id}", face=face, impact=part, words=HOSTILE)

        assert HOSTILE in words(app)
        assert harmless(app)

    def test_it_stays_text_in_what_was_not_taken_over(self, visitor: Visitor) -> None:
        app = visitor.app(ruleset="rongcheng").run()
        name = f"{HOSTILE}.yaml"
        app.file_uploader(key="_own_ruleset").set_value((name, f"id: '{HOSTILE}'\n".encode(), YAML))
        app.run()

        assert not app.exception
        assert HOSTILE in words(app)
        assert harmless(app)

    def test_it_stays_text_on_every_screen_of_a_room(self, tables: tuple[Visitor, Visitor, Visitor]) -> None:
        lead, red, blue = tables
        room, facilitator = lead.room(f"{HOSTILE} room")
        for visitor, alias in ((red, HOSTILE), (blue, "![b](//192.0.2.1/x) O’Brien")):
            copy = visitor.joins(room, alias)
            desk = visitor.store.desk(visitor.token, room.code)
            desk.apply(copy.id, 0, hostile(copy.text).replace("-90", "-9" if visitor is red else "-8"), SCRIPT)
        facilitator.project(HOSTILE)

        shown = [red.at("room", room=room.code), red.at("room", room=room.code, show="projector"), lead.at("room")]
        for part in ("people", "merge", "keep"):
            shown.append(lead.at("room", room=room.code, part=part))
        shown.append(lead.at("room", room=room.code, show="projector"))

        assert all(harmless(app) and all(map(is_plain, markdown(app))) for app in shown)
        assert all(HOSTILE in words(app) for app in (shown[0], shown[1], shown[3], shown[4], shown[6]))
