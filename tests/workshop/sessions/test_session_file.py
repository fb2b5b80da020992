"""A session goes into one file and comes out of it as it was; whatever else is in such a file is refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import City, DataError, Ruleset, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.report.receipt import Receipt
from pilot.ruleset.editing.dump import ruleset_text
from pilot.workshop.merging.choices import Choice
from pilot.workshop.sessions.manifest import LONGEST_LINE, SHEET
from pilot.workshop.sessions.session import KeptCopy, KeptVersion, Session, SessionReceipt
from pilot.workshop.sessions.session_file import read_session, session_bytes
from pilot.workshop.sessions.zip_bytes import (
    HIGHEST_RATIO,
    LARGEST_TEXT,
    LARGEST_TOTAL,
    MOST_ENTRIES,
    members_of,
    zip_bytes,
)
from tests.workshop.sessions.hostile_zips import STORED, Entry, hostile_zip

FEW_RULES = (Path(__file__).parents[2] / "small" / "few-rules.yaml").read_text(encoding="utf-8")
MILDER = FEW_RULES.replace("points: -5", "points: -4") + "# Children cross too.\r\n"
DAY = dt.datetime(2025, 3, 1, 10, 30, tzinfo=dt.UTC)
RECEIPT = SessionReceipt("0.1.0", "few-rules", "0" * 12, "hill-end", "1" * 12, dt.date(2020, 6, 30))

aliases = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["../../up", "C:\\con", "nul", "a\x00b", "\u202e", "<script>alert(1)</script>", "Ⅳ", "ﬁ", "\U0001f6b2", "公", ""]
)
rulesets = st.sampled_from([FEW_RULES, MILDER])
moments = st.datetimes(timezones=st.just(dt.UTC))
versions = st.builds(KeptVersion, st.integers(1, 9), aliases, moments, aliases, rulesets)
copies = st.builds(
    KeptCopy, aliases, st.lists(versions, max_size=3, unique_by=lambda version: version.number).map(tuple), rulesets
)
choices = st.builds(Choice, aliases, aliases, aliases, st.lists(aliases, max_size=2).map(tuple))
receipts = st.builds(
    SessionReceipt,
    aliases,
    aliases,
    aliases,
    aliases,
    aliases,
    st.dates(),
    st.none() | st.just(()) | st.tuples(aliases),
)
sessions = st.builds(
    Session,
    aliases,
    moments,
    receipts,
    rulesets,
    st.lists(copies, max_size=3).map(tuple),
    st.dictionaries(aliases, st.lists(choices, max_size=3).map(tuple), max_size=3),
    st.none() | rulesets,
)


@pytest.fixture(scope="module")
def session() -> Session:
    """Two tables of one room, which chose once."""
    versions = tuple(KeptVersion(number, "Table 1", DAY, f"Reason {number}", FEW_RULES) for number in (1, 2))
    copies = (KeptCopy("Table 1", versions, MILDER), KeptCopy("Table 2", (), FEW_RULES))
    chosen = {"Room A": (Choice("bands", "0" * 12, "because", ("Table 1",)),)}
    return Session("Our morning", DAY, RECEIPT, FEW_RULES, copies, chosen, MILDER)


@pytest.fixture(scope="module")
def data(session: Session) -> bytes:
    return session_bytes(session)


def changed(data: bytes, change: Callable[[dict[str, bytes]], Any]) -> bytes:
    """The session file after a change to its members."""
    members = members_of(data, "x")
    change(members)
    return zip_bytes(members, "x")


def changed_sheet(data: bytes, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """The session file after a change to its session.json."""

    def apply(members: dict[str, bytes]) -> None:
        sheet = json.loads(members[SHEET])
        change(sheet)
        members[SHEET] = json.dumps(sheet).encode()

    return changed(data, apply)


def refusal(data: bytes) -> DataError:
    with pytest.raises(DataError) as caught:
        read_session(data, "given.zip")
    assert all(problem.place.file.startswith("given.zip") for problem in caught.value.problems)
    assert all(problem.found.endswith(".") and problem.mend.endswith(".") for problem in caught.value.problems)
    return caught.value


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in refusal(data).problems]


class TestRoundTrip:
    @settings(max_examples=100, deadline=None)
    @given(session=sessions)
    def test_what_was_saved_comes_back_as_it_was(self, session: Session) -> None:
        assert session == read_session(session_bytes(session), "given.zip")

    @settings(max_examples=25, deadline=None)
    @given(session=sessions)
    def test_the_same_session_gives_the_same_bytes(self, session: Session) -> None:
        assert session_bytes(session) == session_bytes(session)

    @settings(max_examples=25, deadline=None)
    @given(session=sessions)
    def test_every_name_in_the_zip_can_be_unpacked_on_any_system(self, session: Session) -> None:
        with zipfile.ZipFile(io.BytesIO(session_bytes(session))) as archive:
            names = archive.namelist()
        assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-./READMEtx") for name in names)
        assert len(names) == len({name.lower() for name in names})

    def test_the_file_can_be_read_without_points_pilot(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert [
                "README.txt", "merged.yaml", "rulesets/01-table-1/1.yaml", "rulesets/01-table-1/2.yaml",
                "rulesets/01-table-1/current.yaml", "rulesets/02-table-2/current.yaml", "session.json", "start.yaml",
            ] == archive.namelist()  # fmt: skip
            assert FEW_RULES == archive.read("start.yaml").decode()
            assert "All people in Points Pilot are invented" in archive.read("README.txt").decode()
            sheet = json.loads(archive.read(SHEET))
        assert [{"chosen": "0" * 12, "rooms": ["Room A"], "votes": 1}] == sheet["votes"][0]["counts"]

    def test_the_receipt_is_that_of_an_assessment(self, few_rules: Ruleset, hill_end: City, session: Session) -> None:
        receipt = Receipt.of(evaluate(few_rules, hill_end, last_day(hill_end)))
        kept = Session("x", DAY, SessionReceipt(**vars(receipt)), FEW_RULES)

        sheet = json.loads(members_of(session_bytes(kept), "x")[SHEET])
        assert receipt.as_dict() == sheet["receipt"]

    def test_markup_stays_the_text_that_it_is(self, session: Session) -> None:
        marked = Session("<b>x</b>", DAY, RECEIPT, FEW_RULES, (KeptCopy("<script>", (), FEW_RULES),))

        assert marked == read_session(session_bytes(marked), "given.zip")

    def test_a_text_that_packs_very_well_is_no_bomb(self) -> None:
        dense = Session("x", DAY, RECEIPT, FEW_RULES + "# " + "a" * 1_000_000 + "\n")

        assert dense == read_session(session_bytes(dense), "given.zip")


class TestSaving:
    def test_a_text_that_is_no_ruleset_is_refused_with_its_file(self) -> None:
        with pytest.raises(DataError, match=r"rulesets/01-a/current.yaml:1:1: missing-key"):
            session_bytes(Session("x", DAY, RECEIPT, FEW_RULES, (KeptCopy("a", (), "title: x\n"),)))

    def test_an_alias_that_is_too_long_or_no_text_is_refused(self) -> None:
        for alias in ("a" * (LONGEST_LINE + 1), "\ud800"):
            with pytest.raises(DataError, match="copies > 0 > alias"):
                session_bytes(Session("x", DAY, RECEIPT, FEW_RULES, (KeptCopy(alias, (), FEW_RULES),)))

    def test_a_time_without_its_zone_is_refused(self) -> None:
        with pytest.raises(DataError, match="at: input should have timezone info"):
            session_bytes(Session("x", DAY.replace(tzinfo=None), RECEIPT, FEW_RULES))

    def test_more_versions_than_a_file_holds_are_refused(self) -> None:
        versions = tuple(KeptVersion(number, "a", DAY, "", FEW_RULES) for number in range(1, MOST_ENTRIES + 1))
        with pytest.raises(DataError, match="a session file holds at most 500"):
            session_bytes(Session("x", DAY, RECEIPT, FEW_RULES, (KeptCopy("a", versions, FEW_RULES),)))

    def test_two_versions_of_one_number_are_refused(self) -> None:
        version = KeptVersion(1, "a", DAY, "", FEW_RULES)
        with pytest.raises(DataError, match="version 1 stands there twice"):
            session_bytes(Session("x", DAY, RECEIPT, FEW_RULES, (KeptCopy("a", (version, version), FEW_RULES),)))


class TestHostileZips:
    def test_what_is_no_zip_is_refused(self, data: bytes) -> None:
        for other in (b"", b"schema: 1\n", FEW_RULES.encode(), b"x" + data, b"PK\x05\x06" + bytes(18)):
            assert ["not-a-session-file"] == codes(other)

    @settings(max_examples=60, deadline=None)
    @given(share=st.floats(0, 1, exclude_max=True))
    def test_a_file_that_is_cut_short_is_refused_wherever_it_is_cut(self, data: bytes, share: float) -> None:
        assert codes(data[: int(len(data) * share)])[0] in ("damaged-zip", "not-a-session-file")

    @settings(max_examples=200, deadline=None)
    @given(share=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
    def test_a_damaged_byte_is_refused_or_changes_nothing(
        self, data: bytes, session: Session, share: float, byte: int
    ) -> None:
        place = int(len(data) * share)
        damaged = data[:place] + bytes([byte]) + data[place + 1 :]
        with contextlib.suppress(DataError):
            assert session == read_session(damaged, "given.zip")

    @pytest.mark.parametrize(
        "name",
        [
            "../up.yaml",
            "a/../../up",
            "/etc/passwd",
            "C:/x",
            "C:x",
            "..\\up",
            "a\\b",
            "a\x00.yaml",
            "a//b",
            ".",
            "a/",
            "",
        ],
    )
    def test_a_name_that_leads_out_of_the_zip_is_refused(self, name: str) -> None:
        assert "unsafe-name" in codes(hostile_zip([Entry(name.encode(), b"x")]))

    def test_links_and_devices_are_refused(self) -> None:
        for kind in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK, stat.S_IFDIR):
            assert ["not-a-file"] == codes(hostile_zip([Entry(b"start.yaml", b"/etc/passwd", mode=kind | 0o777)]))

    def test_two_files_of_one_name_are_refused_in_capitals_too(self) -> None:
        for other in (b"a", b"A"):
            assert ["repeated-file"] == codes(hostile_zip([Entry(b"a", b"x"), Entry(other, b"y")]))

    def test_an_encrypted_file_is_refused(self) -> None:
        assert ["encrypted"] == codes(hostile_zip([Entry(b"a", b"x", flags=0x801)]))

    def test_a_packing_that_is_not_used_here_is_refused(self) -> None:
        assert ["unknown-packing"] == codes(hostile_zip([Entry(b"a", b"x", method=14)]))

    def test_too_many_files_are_refused_before_they_are_listed(self) -> None:
        many = [Entry(b"%d" % number) for number in range(MOST_ENTRIES + 1)]

        assert ["too-many-files"] == codes(hostile_zip(many))

    def test_a_file_that_says_it_is_a_bomb_is_refused(self) -> None:
        assert ["zip-bomb"] == codes(hostile_zip([Entry(b"a", bytes(LARGEST_TEXT))]))
        assert ["too-large-file"] == codes(hostile_zip([Entry(b"a", b"x" * (LARGEST_TEXT + 1), method=STORED)]))

    def test_a_bomb_that_says_it_is_small_is_never_unpacked_beyond_what_it_says(self) -> None:
        liar = Entry(b"a", bytes(50_000_000), declared=1000)
        assert len(hostile_zip([liar])) < 100_000
        assert ["damaged-zip"] == codes(hostile_zip([liar]))

    def test_files_that_are_too_much_together_are_refused(self) -> None:
        share = b"x" * LARGEST_TEXT
        packed = hostile_zip([Entry(b"a", share, method=STORED, packed=b"y" * (LARGEST_TEXT // HIGHEST_RATIO))] * 17)

        assert "too-large-file" in codes(packed)
        assert ["too-large-file"] == codes(b"PK\x03\x04" + bytes(LARGEST_TOTAL))

    def test_files_that_share_their_bytes_are_refused(self) -> None:
        sharing = [Entry(b"a", b"x" * 50, method=STORED), Entry(b"a", b"x" * 50, method=STORED, at=0)]

        assert "overlapping-files" in codes(hostile_zip(sharing))

    def test_a_zip_in_the_zip_is_a_file_that_does_not_belong_there(self, data: bytes) -> None:
        assert ["unknown-file"] == codes(changed(data, lambda members: members.update({"inner.zip": b"PK\x03\x04"})))

    def test_all_that_is_wrong_with_the_entries_is_reported_at_once(self) -> None:
        entries = [Entry(b"../a", b"x"), Entry(b"b", b"x", flags=1), Entry(b"c", mode=stat.S_IFLNK)]

        assert ["unsafe-name", "encrypted", "not-a-file"] == codes(hostile_zip(entries))

    def test_what_is_shown_of_a_name_has_no_control_characters(self) -> None:
        assert "\x1b" not in str(refusal(hostile_zip([Entry(b"\x1b[31m/../a", b"x")])))


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
