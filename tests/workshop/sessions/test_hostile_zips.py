"""Zips that are damaged or made to do harm are refused before anything in them is unpacked beyond what it says."""

from __future__ import annotations

import contextlib
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import DataError
from pilot.workshop.sessions.session import Session
from pilot.workshop.sessions.session_file import read_session
from pilot.workshop.sessions.zip_bytes import HIGHEST_RATIO, LARGEST_TEXT, LARGEST_TOTAL, MOST_ENTRIES
from tests.workshop.sessions.hostile_zips import STORED, Entry, hostile_zip
from tests.workshop.sessions.saved_session import FEW_RULES, changed, codes, refusal


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
