"""A session goes into one file and comes out of it as it was; what could not come out again is not saved."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import City, DataError, Ruleset, evaluate
from pilot.evaluation.assess import last_day
from pilot.report.receipt import Receipt
from pilot.workshop.merging.choices import Choice
from pilot.workshop.sessions.manifest import LONGEST_LINE, SHEET
from pilot.workshop.sessions.session import KeptCopy, KeptVersion, Session, SessionReceipt
from pilot.workshop.sessions.session_file import read_session, session_bytes
from pilot.workshop.sessions.zip_bytes import MOST_ENTRIES, members_of
from tests.workshop.sessions.saved_session import DAY, FEW_RULES, MILDER, RECEIPT

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
