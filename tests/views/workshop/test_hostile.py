"""A hostile pupil: markup in every field, files that are no files, another's numbers, guesses. Each is refused in a
sentence or stays plain text, and the room goes on for the others.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from pilot.ruleset.reading.load import fingerprint, read_ruleset
from pilot.views.visit import own_drafts
from pilot.views.workshop.editor import EditorText
from pilot.workshop.drafts.versions import Imprint
from pilot.workshop.sessions.session import KeptCopy, KeptVersion, Session, SessionReceipt
from pilot.workshop.sessions.session_file import session_bytes
from pilot.workshop.store import Store
from tests.views.screen import HOSTILE, markup, on_screen, words
from tests.views.visits import PIN, Visitor, store, text_of
from tests.workshop.sessions.hostile_zips import Entry, hostile_zip

__all__ = ["store"]

SCRIPT = "<script>alert(1)</script>"
ZIP, YAML = "application/zip", "application/yaml"


@pytest.fixture
def visitor(store: Store) -> Visitor:
    return Visitor(store)


@pytest.fixture
def tables(store: Store) -> tuple[Visitor, Visitor, Visitor]:
    """A facilitator and two tables."""
    return Visitor(store), Visitor(store), Visitor(store)


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


def harmless(app: AppTest) -> bool:
    """Whether nothing that was typed has become a tag."""
    page = markup(app).lower()
    return "<img src=x" not in page and "<script" not in page


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
        for visitor, alias in ((red, HOSTILE), (blue, f"{SCRIPT} b")):
            copy = visitor.joins(room, alias)
            desk = visitor.store.desk(visitor.token, room.code)
            desk.apply(copy.id, 0, hostile(copy.text).replace("-90", "-9" if visitor is red else "-8"), SCRIPT)
        facilitator.project(HOSTILE)

        shown = [red.at("room", room=room.code), red.at("room", room=room.code, show="projector"), lead.at("room")]
        for part in ("people", "merge", "keep"):
            shown.append(leading(lead, room.code, part=part))
        shown.append(leading(lead, room.code, show="projector"))

        assert all(harmless(app) for app in shown)
        assert all(HOSTILE in words(app) for app in (shown[0], shown[1], shown[3], shown[4], shown[6]))


def leading(lead: Visitor, code: str, **address: str) -> AppTest:
    """The room as the facilitator sees it, once the PIN was given."""
    app = lead.at("room", room=code, **({"part": address["part"]} if "part" in address else {}))
    app.text_input(key="_unlock_pin").set_value(PIN)
    next(button for button in app.button if button.label == "Lead the room").click().run()
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in itertools.pairwise("abcdefghi")
)


class TestFiles:
    @pytest.mark.parametrize(
        "text",
        [
            BOMB,
            f"summary: {'x' * 10_000_000}\n",
            "[" * 100_000,
            "&a [*a]\n",
            "!!python/object/apply:os.system [id]\n",
            "\0\0\0\0",
            "id: ../../../etc/passwd\n",
        ],
        ids=["bomb", "10 MB", "deep", "in itself", "tag", "NUL", "path"],
    )
    def test_a_ruleset_that_is_none_is_refused_in_words(self, visitor: Visitor, text: str) -> None:
        app = visitor.app(ruleset="rongcheng").run()
        app.file_uploader(key="_own_ruleset").set_value(("../../mine.yaml", text.encode(), YAML))
        app.run()

        assert not app.exception
        assert "wrong with what was opened" in words(app)
        assert "rongcheng" == app.session_state["ruleset"]

    @pytest.mark.parametrize(
        "data",
        [
            b"no zip at all",
            b"",
            hostile_zip([Entry(b"../../../tmp/evil", b"x")]),
            hostile_zip([Entry(b"/etc/passwd", b"x")]),
            hostile_zip([Entry(b"session.json", b"\0" * 60_000_000)]),
            hostile_zip([Entry(b"session.json", b"{}"), *(Entry(f"{n}".encode(), at=0) for n in range(5_000))]),
        ],
        ids=["none", "empty", "climbs", "absolute", "bomb", "overlap"],
    )
    def test_a_session_file_that_is_none_is_refused_in_words(
        self, visitor: Visitor, tables: tuple[Visitor, Visitor, Visitor], data: bytes
    ) -> None:
        app = visitor.at("workshop")
        app.session_state["_popover_files"] = True
        app.run()
        app.file_uploader(key="_session_file").set_value((f"{HOSTILE}.zip", data, ZIP))
        app.run()
        assert not app.exception
        assert "This was not taken over." in words(app)
        assert harmless(app)

        lead, red, blue = tables
        room, _ = lead.room()
        red.joins(room, "Red", "points: -5\n", "points: -9\n")
        blue.joins(room, "Blue", "points: -5\n", "points: -8\n")
        app = leading(lead, room.code, part="merge")
        app.file_uploader(key="_votes").set_value([(f"{HOSTILE}.zip", data, ZIP)])
        app.run()
        assert not app.exception
        assert app.get("html")
        assert harmless(app)

    def test_names_in_a_good_session_file_stay_plain_words(self, visitor: Visitor) -> None:
        start = text_of("rongcheng")
        at = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
        kept = KeptCopy(HOSTILE, (KeptVersion(1, HOSTILE, at, HOSTILE, start),), start)
        receipt = SessionReceipt(
            "0.1.0", "rongcheng", fingerprint(read_ruleset(start, "r")), "lantern-ford", "0" * 12, at.date()
        )
        app = visitor.at("workshop")
        app.session_state["_popover_files"] = True
        app.run()
        app.file_uploader(key="_session_file").set_value(
            ("s.zip", session_bytes(Session(HOSTILE, at, receipt, start, (kept,))), ZIP)
        )
        app.run()

        assert not app.exception
        assert HOSTILE in words(app)
        assert harmless(app)


class TestNumbersOfOthers:
    def test_anothers_draft_in_the_address_is_refused_in_words(self, tables: tuple[Visitor, Visitor, Visitor]) -> None:
        lead, red, blue = tables
        room, _ = lead.room()
        mine, copy = red.draft("rongcheng", "points: -5\n", "points: -77\n"), red.joins(room, "Red")

        for number in (mine.id, copy.id, 10**9, 10**30, "x"):
            app = blue.app(ruleset=f"draft-{number}").run()
            assert "rongcheng" == app.session_state["ruleset"]
            assert "you have no such draft here." in words(app)
            assert "77" not in words(on_screen(app, "workshop"))

    def test_nonsense_in_the_address_is_left_aside(self, visitor: Visitor) -> None:
        nonsense = dict.fromkeys(("face", "impact", "by", "baseline", "articles", "words", "part"), f"{HOSTILE}[(\\")

        assert harmless(visitor.at("workshop", **nonsense))
        assert harmless(visitor.at("room", **nonsense, show="x"))

    @pytest.mark.parametrize("word", ["", "A", "A" * 2_000, "../..", HOSTILE])
    def test_a_link_that_carries_nothing_is_refused_in_words(self, visitor: Visitor, word: str) -> None:
        app = visitor.at("workshop", edit=word)
        assert "link" in words(app)
        assert harmless(app)

    def test_codes_that_are_guessed_are_refused_and_slowed(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        guesser = Visitor(store)
        monkeypatch.setattr("pilot.views.server.visitor.device", lambda: "10.0.0.66")
        screens = [
            words(guesser.at("room", room=code)) for code in ("AAA-AAA", "AAA-AAB", "AAA-AAC", "AAA-AAD", "x", "0" * 99)
        ]
        assert all("here is no room of that code." in screen for screen in screens[:4])
        assert "such as ABC-DEF" in screens[4]
        # The wait doubles with every guess that comes after it, so one of them comes too early however slow they are.
        assert any("seconds are left" in words(guesser.at("room", room=f"AAA-AA{letter}")) for letter in "EFGHJKMNPQRS")

        monkeypatch.setattr("pilot.views.server.visitor.device", lambda: "10.0.0.67")
        lead, red = Visitor(store), Visitor(store)
        room, _ = lead.room()
        app = red.at("room", room=room.code)
        app.text_input(key="_join_alias").set_value("Red")
        next(button for button in app.button if button.label == "Join").click().run()
        assert "You change a copy of your own" in words(app)


class TestAnExpiredRoom:
    @pytest.fixture
    def clock(self, store: Store) -> Iterator[list[dt.datetime]]:
        """The time of the screens' own store, in a list of one."""
        now = [dt.datetime.now(dt.UTC)]
        own = own_drafts.store()._database
        before, own.now = own.now, lambda: now[0]
        yield now
        own.now = before

    def test_it_can_be_looked_at_and_not_changed(
        self, tables: tuple[Visitor, Visitor, Visitor], clock: list[dt.datetime]
    ) -> None:
        lead, red, blue = tables
        room, _ = lead.room()
        copy = red.joins(room, "Red", "points: -5\n", "points: -9\n")
        clock[0] += dt.timedelta(hours=3)

        app = red.at("workshop", ruleset=f"draft-{copy.id}")
        assert "has expired: your copy is kept, and nothing can be changed in it." in words(app)
        assert app.button(key="_undo").disabled
        assert "what was made in it can be looked at" in words(red.at("room", room=room.code))
        app = blue.at("room", room=room.code)
        app.text_input(key="_join_alias").set_value("Blue")
        next(button for button in app.button if button.label == "Join").click().run()
        assert not app.exception
        assert "The room's time was over" in words(app)
        for part in ("people", "merge", "keep"):
            leading(lead, room.code, part=part)


def hearing() -> None:
    """A screen that takes what is in the session's `sent` as the form and the editor hand it over."""
    import streamlit as st

    from pilot.views.visit import frame, own_drafts, world
    from pilot.views.workshop import draft_changes, open_draft
    from pilot.views.workshop.amending import Sent
    from pilot.views.workshop.editor import EditorText

    city = world.city(next(iter(world.cities().values()))).value
    ruleset = world.ruleset(world.rulesets()["rongcheng"]).value
    assert city is not None
    assert ruleset is not None
    own_drafts.mine()
    selection = frame.Selection(city, ruleset, ruleset.opens_on, "", {})
    sent = st.session_state["sent"]
    if isinstance(sent, EditorText):
        draft_changes.typed(selection, sent)
        draft_changes.applied(selection, sent)
        st.session_state["refused"] = open_draft.problems()
    else:
        changes = [Sent(f"c:{place}", edit) for place, edit in enumerate(sent)]
        st.session_state["refused"] = draft_changes.by_form(selection)(changes)


class TestWhatTheBrowserSends:
    @pytest.fixture
    def send(self, visitor: Visitor) -> Callable[[object], list[str]]:
        """Sends changes, or what the editor says, and gives what was refused."""

        def send_(sent: object) -> list[str]:
            app = AppTest.from_function(hearing, default_timeout=60)
            app.session_state["_visitor"] = visitor.token
            app.session_state["ruleset"] = "rongcheng"
            app.session_state["sent"] = sent
            app.run()
            assert not app.exception
            return [problem.found for problem in app.session_state["refused"]]

        return send_

    @pytest.mark.parametrize(
        "edit",
        [
            None, 7, "put", [], {}, {"op": "burn"}, {"op": "put"}, {"op": "put", "path": "rules", "value": 1},
            {"op": "put", "path": ["rules", -1, "points"], "value": 1},
            {"op": "put", "path": ["rules", "red-light", "points"], "value": 10**300},
            {"op": "put", "path": ["rules", "red-light", "points"], "value": float("nan")},
            {"op": "put", "path": ["rules", "red-light", "text"], "value": "\ud800"},
            {"op": "put", "path": ["extends"], "value": "/etc/passwd"},
            {"op": "copy_rule", "rule_id": "red-light", "new_id": "../x: y"},
            [{"op": "put", "path": ["title"], "value": "x"}] * 10_000,
        ],
        ids=str,
    )  # fmt: skip
    def test_it_is_refused_in_a_sentence_and_the_next_change_is_made(
        self, visitor: Visitor, send: Callable[[object], list[str]], edit: object
    ) -> None:
        refused = send([edit, {"op": "put", "path": ["rules", "red-light", "points"], "value": -9}])

        assert 1 <= len(refused)
        assert all(sentence.endswith(".") for sentence in refused)
        (draft,) = visitor.desk.drafts()
        assert text_of("rongcheng").replace("points: -5\n", "points: -9\n", 1) == draft.text

    def test_a_change_that_comes_twice_is_made_once(
        self, visitor: Visitor, send: Callable[[object], list[str]]
    ) -> None:
        copy = {"op": "copy_rule", "rule_id": "red-light", "new_id": "again"}

        assert [[], []] == [send([copy]), send([copy])]
        assert 1 == visitor.desk.drafts()[0].behind

    @pytest.mark.parametrize("revision", ["x", -1, 10**30, "0"])
    def test_a_text_on_a_revision_that_never_was_is_refused_and_stays_typed(
        self, visitor: Visitor, send: Callable[[object], list[str]], revision: int | str
    ) -> None:
        text = text_of("rongcheng").replace("points: -5\n", "points: -9\n", 1)

        (sentence,) = send(EditorText(revision, text, 1))

        assert sentence.startswith("the draft was changed meanwhile")
        (draft,) = visitor.desk.drafts()
        assert (text_of("rongcheng"), text) == (draft.text, draft.typed)

    @pytest.mark.parametrize("text", ["x" * 5_000_000, "\ud800", "a\0b", BOMB, "[" * 100_000, ""])
    def test_a_text_that_is_no_ruleset_is_refused(
        self, visitor: Visitor, send: Callable[[object], list[str]], text: str
    ) -> None:
        assert send(EditorText(0, text, 1))
        assert text_of("rongcheng") == visitor.desk.drafts()[0].text
