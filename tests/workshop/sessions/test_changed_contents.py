"""Session files whose contents were changed by hand are refused with the place of every fault."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from pilot import load_ruleset
from pilot.ruleset.editing.dump import ruleset_text
from pilot.workshop.sessions.manifest import SHEET
from pilot.workshop.sessions.session import Session
from pilot.workshop.sessions.session_file import read_session, session_bytes
from tests.workshop.sessions.saved_session import (
    DAY,
    FEW_RULES,
    MILDER,
    RECEIPT,
    changed,
    changed_sheet,
    codes,
    refusal,
)


class TestChangedContents:
    def test_a_ruleset_that_was_changed_by_hand_is_refused(self, data: bytes) -> None:
        for text in (MILDER, FEW_RULES + "# a comment\n"):
            assert ["changed-file"] == codes(
                changed(data, lambda members, text=text: members.update({"start.yaml": text.encode()}))
            )

    def test_a_text_that_is_no_ruleset_is_reported_with_its_name_and_place(self, data: bytes) -> None:
        broken = b"schema: 1\n"

        def change(members: dict[str, bytes]) -> None:
            sheet = json.loads(members[SHEET])
            sheet["start"]["sha256"] = hashlib.sha256(broken).hexdigest()
            members.update({"start.yaml": broken, SHEET: json.dumps(sheet).encode()})

        problems = refusal(changed(data, change)).problems
        assert {"given.zip: start.yaml"} == {problem.place.file for problem in problems}
        assert {"missing-key"} == {problem.code for problem in problems}

    def test_a_fingerprint_that_is_not_the_rulesets_is_refused(self, data: bytes) -> None:
        assert ["other-fingerprint"] == codes(
            changed_sheet(data, lambda sheet: sheet["merged"].update(fingerprint="0" * 12))
        )

    def test_votes_that_are_not_the_rooms_choices_are_refused(self, data: bytes) -> None:
        assert ["wrong-votes"] == codes(
            changed_sheet(data, lambda sheet: sheet["votes"][0]["counts"][0].update(votes=20))
        )

    def test_a_room_may_not_stand_there_twice(self, data: bytes) -> None:
        assert ["repeated-room"] == codes(
            changed_sheet(data, lambda sheet: sheet["choices"].append(sheet["choices"][0]))
        )

    def test_all_that_is_wrong_with_the_sheet_is_reported_at_once_with_its_place(self, data: bytes) -> None:
        def change(sheet: dict[str, Any]) -> None:
            del sheet["title"]
            sheet["at"] = "yesterday"
            sheet["copies"][0]["versions"][1]["number"] = "2"
            sheet["more"] = 1

        places = {problem.place.path for problem in refusal(changed_sheet(data, change)).problems}
        assert {("title",), ("at",), ("copies", 0, "versions", 1, "number"), ("more",)} == places

    @pytest.mark.parametrize("sheet", [b"", b"{", b"[" * 100_000, b"\xff", b"null", b"[]", b'{"format": 2}'])
    def test_a_sheet_of_any_other_kind_is_refused(self, data: bytes, sheet: bytes) -> None:
        refusal(changed(data, lambda members: members.update({SHEET: sheet})))

    def test_a_newer_format_is_refused_with_the_mend(self, data: bytes) -> None:
        def change(sheet: dict[str, Any]) -> None:
            sheet.update(format=2, votes="elsewhere")
            sheet["receipt"]["version"] = "9.1\n"

        (problem,) = refusal(changed_sheet(data, change)).problems
        assert problem.found.startswith("the session was saved by Points Pilot 9.1 in format 2;")
        assert "open it with a newer version of Points Pilot." == problem.mend

    def test_a_file_that_is_missing_or_called_otherwise_is_refused(self, data: bytes) -> None:
        assert ["missing-file"] == codes(changed(data, lambda members: members.pop("start.yaml")))
        assert ["not-a-session-file"] == codes(changed(data, lambda members: members.pop(SHEET)))
        assert ["wrong-name"] == codes(changed_sheet(data, lambda sheet: sheet["start"].update(file="../../etc")))

    def test_a_sheet_that_names_a_file_twice_is_refused(self, data: bytes) -> None:
        def change(sheet: dict[str, Any]) -> None:
            sheet["copies"][0]["versions"].append(sheet["copies"][0]["versions"][0])

        assert ["repeated-file"] == codes(changed_sheet(data, change))

    def test_a_text_that_is_not_utf_8_is_refused(self, data: bytes) -> None:
        assert "changed-file" in codes(changed(data, lambda members: members.update({"start.yaml": b"\xff"})))

    def test_a_ruleset_that_extends_a_shipped_one_comes_back(self) -> None:
        text = "schema: 1\nid: mine\nextends: open-pilot\ntitle: Mine\n"
        kept = Session("x", DAY, RECEIPT, text, merged=ruleset_text(load_ruleset("open-pilot")))

        assert kept == read_session(session_bytes(kept), "given.zip")
