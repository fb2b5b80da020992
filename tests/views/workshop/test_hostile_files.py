"""Files that are no rulesets and no sessions are refused in a sentence, and names in good ones stay plain text."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot.ruleset.reading.load import fingerprint, read_ruleset
from pilot.workshop.sessions.session import KeptCopy, KeptVersion, Session, SessionReceipt
from pilot.workshop.sessions.session_file import session_bytes
from tests.views.screen import HOSTILE, words
from tests.views.visits import Visitor, text_of
from tests.views.workshop.hostile import BOMB, YAML, ZIP, harmless
from tests.workshop.sessions.hostile_zips import Entry, hostile_zip


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
        app = lead.at("room", room=room.code, part="merge")
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
