"""The fingerprint of a ruleset: it sees every value and nothing of the layout."""

from __future__ import annotations

import shutil
from pathlib import Path

from pilot import load_ruleset
from pilot.ruleset.reading.load import fingerprint, read_ruleset, shipped_rulesets
from tests.ruleset.reading.one_rule import SMALL, small


class TestFingerprint:
    def test_it_does_not_see_the_layout_of_the_file(self) -> None:
        laid_out = SMALL.replace("score: {start: 100}", "score:\n  start: +100   # everybody\n") + "bands: []\n"

        assert fingerprint(read_ruleset(laid_out, "other name")) == fingerprint(small())

    def test_it_sees_every_value(self) -> None:
        others = [
            small(**{"-5": "-6"}),
            small(**{"late.,": "late,"}),
            small("place: Here\n"),
            small("overlap: heaviest\n"),
        ]

        assert len({fingerprint(ruleset) for ruleset in [small(), *others]}) == 5

    def test_it_sees_the_order_of_consequences_since_they_come_out_in_it(self) -> None:
        one, two = "a: {title: A, effect: reward}", "b: {title: B, effect: reward}"

        first, second = small(f"consequences: {{{one}, {two}}}\n"), small(f"consequences: {{{two}, {one}}}\n")

        assert fingerprint(first) != fingerprint(second)

    def test_it_has_12_hexadecimal_digits(self) -> None:
        assert len(fingerprint(small())) == 12
        assert int(fingerprint(small()), 16)


def test_a_copy_of_a_shipped_file_is_the_same_ruleset(tmp_path: Path) -> None:
    copy = shutil.copy(shipped_rulesets()["rongcheng"], tmp_path / "mine.yaml")

    assert fingerprint(load_ruleset(copy)) == fingerprint(load_ruleset("rongcheng"))
