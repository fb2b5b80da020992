"""What is read from a ruleset file is what stands there: by path, by id or from an editor, typed by its key."""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pilot import DataError, Ruleset, load_ruleset
from pilot.evaluation.examples import check_examples
from pilot.ruleset.model import ProfileWhen, RecordWhen
from pilot.ruleset.reading.load import fingerprint, read_ruleset, shipped_rulesets

SMALL = """\
schema: 1
id: small
title: A small ruleset
sources: {}
participation: mandatory
opens_on: 2019-01-01
score: {start: 100}
rules:
  - {id: late, text: A notice is paid late., when: {kind: notice.late}, points: -5, source: {}}
"""


def small(more: str = "", **replaced: str) -> Ruleset:
    """The small ruleset with a rule's or the file's further keys, and with parts of its text replaced."""
    text = SMALL
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    return read_ruleset(text + more, "small.yaml")


class TestReadingAgain:
    """A rule whose words stay as they were is the same rule, so that what was worked out for it is known already."""

    def test_an_edit_elsewhere_leaves_a_rule_as_it_was(self) -> None:
        assert small().rules[0] is small(**{"title: A small": "title: A changed"}).rules[0]

    def test_a_rule_whose_words_differ_is_another(self) -> None:
        assert -6 == small(**{"points: -5": "points: -6"}).rules[0].points

    def test_a_number_put_in_quotes_is_refused_although_the_rule_was_read_without_them(self) -> None:
        small()
        with pytest.raises(DataError) as caught:
            small(**{"points: -5": 'points: "-5"'})

        assert ["number-in-quotes"] == [problem.code for problem in caught.value.problems]

    def test_a_rule_with_a_fault_is_refused_every_time_in_the_same_words(self) -> None:
        messages = []
        for _ in range(2):
            with pytest.raises(DataError) as caught:
                small(**{"points: -5": "pionts: -5"})
            messages.append(str(caught.value))

        assert messages[0] == messages[1]


class TestFinding:
    def test_a_shipped_ruleset_is_found_by_its_id(self) -> None:
        assert all(load_ruleset(ruleset_id).id == ruleset_id for ruleset_id in shipped_rulesets())

    def test_a_file_wins_over_a_shipped_ruleset_of_that_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("rongcheng").write_text(SMALL, encoding="utf-8")

        assert load_ruleset("rongcheng").id == "small"

    def test_a_folder_does_not_hide_a_shipped_ruleset(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("rongcheng").mkdir()

        assert load_ruleset("rongcheng").id == "rongcheng"

    @pytest.mark.parametrize("name", ["rongchen", "", "no\0name", "x" * 5000])
    def test_a_name_that_leads_nowhere_is_answered_with_the_ids_there_are(self, name: str) -> None:
        with pytest.raises(DataError) as caught:
            load_ruleset(name)

        [problem] = caught.value.problems
        assert problem.code == "unknown-ruleset"
        assert "rongcheng" in problem.allowed

    def test_the_nearest_id_is_offered(self) -> None:
        with pytest.raises(DataError, match='did you mean "rongcheng"'):
            load_ruleset("rongchen")

    def test_problems_call_a_shipped_file_by_its_place_in_the_project(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "rulesets"
        folder.mkdir()
        (folder / "faulty.yaml").write_text(SMALL + "titel: Small\n", encoding="utf-8")
        monkeypatch.setattr("pilot.ruleset.reading.shipped.FOLDER", folder)

        with pytest.raises(DataError) as caught:
            load_ruleset("faulty")

        assert str(caught.value).startswith("rulesets/faulty.yaml:10:1: unknown-key")


class TestTypes:
    """The key settles the kind of a value; the look of the word does not."""

    def test_a_word_stays_the_word_that_it_is(self) -> None:
        when = (
            small(**{"kind: notice.late": "kind: off, subject: {district: [no, 12:30, 007, 2020-01-01]}"}).rules[0].when
        )

        assert isinstance(when, RecordWhen)
        assert when.kind == ("off",)
        assert when.subject == {"district": ("no", "12:30", "007", "2020-01-01")}

    def test_true_and_false_are_written_in_lower_case_as_cells_are(self) -> None:
        ruleset = small(**{"{kind: notice.late}": "{profile: {enrolled: True, note: 'True'}}"})

        assert isinstance(ruleset.rules[0].when, ProfileWhen)
        assert ruleset.rules[0].when.profile == {"enrolled": ("true",), "note": ("True",)}

    def test_numbers_keep_their_decimals_and_points_are_whole(self) -> None:
        ruleset = small(**{"{kind: notice.late}": "{kind: a, amount: {at_least: -0.10, below: 1e3}}", "-5": "+5"})

        when = ruleset.rules[0].when
        assert isinstance(when, RecordWhen)
        assert when.amount is not None
        assert (when.amount.at_least, when.amount.below) == (Decimal("-0.1"), Decimal(1000))
        assert ruleset.rules[0].points == 5

    def test_a_date_may_stand_in_quotes(self) -> None:
        assert small(**{"2019-01-01": '"2019-01-01"'}).opens_on == dt.date(2019, 1, 1)

    def test_a_single_word_may_stand_for_a_list_where_a_condition_allows_several(self) -> None:
        assert small().rules[0].when == small(**{"notice.late}": "[notice.late]}"}).rules[0].when

    def test_a_null_stands_for_a_key_that_is_not_given(self) -> None:
        nulls = "place: ~\nbands: null\nlists:\ndisclosure: {notice: null, public: }\nexamples:\n"

        assert small(nulls) == small()

    def test_a_quoted_null_is_a_text(self) -> None:
        assert small('place: "null"\nperiod: ""\n').place == "null"

    def test_a_repeat_of_a_part_above_is_read_as_if_it_were_written_out(self) -> None:
        written = "lists:\n  a: {title: A, kind: redlist, text: Both}\n  b: {title: A, kind: redlist, text: Both}\n"
        repeated = "lists:\n  a: &a {title: A, kind: redlist, text: &t Both}\n  b: *a\nplace: *t\n"

        assert small(repeated).lists == small(written).lists
        assert small(repeated).place == "Both"

    def test_a_file_of_another_system_reads_the_same(self) -> None:
        """Windows ends its lines otherwise, and YAML begins a document with three dashes if one likes."""
        assert read_ruleset("---\r\n" + SMALL.replace("\n", "\r\n") + "...\r\n", "small.yaml") == small()


class TestAccepted:
    """What the specification does not forbid is read, however odd."""

    @pytest.mark.parametrize(
        "rule",
        [
            "points: 0",
            "points: -5, cap: {per: ever, points: 0}",
            "points: -5, repeat: {within_months: 0, multiply: [0, -1]}",
            "points: -5, expires_after_months: 0",
            "points: -5, valid_from: 2019-05-01, valid_until: 2019-05-01",
            "points: -5, carry: [{to: spouse, share: 0.000001}, {to: spouse, share: 10}]",
            "points: -5, repair: true, cap: null, lists: []",
            "override: {grade: B, months: 0}",
            "lists: [watch]",
            "factor: credit",
            "plausible: {points: [0, 0]}",
        ],
    )
    def test_a_rule_may_have(self, rule: str) -> None:
        lists = "bands: [{grade: A, from: 50}, {grade: B}]\nlists: {watch: {title: Watch, kind: watchlist}}\n"

        assert small(lists, **{"points: -5": rule, "{start: 100}": "{start: 100, factors: {credit: {}}}"})

    @pytest.mark.parametrize(
        "condition",
        [
            "kind: [notice.*, notice.late, notice.late]",
            "kind: a.b.c.*",
            "kind: notice.late, subject: {}",
            "kind: notice.late, subject: {home town: Hill End, a/b: x}",
            "kind: notice.late, amount: {at_least: 5, below: 5}",
            "kind: notice.late, while_on: double",
            "profile: {born: {below: 1980.5}, income: [low, middle]}",
            "contacts: {relationship: friend, score_at_least: -5}",
        ],
    )
    def test_a_condition_may_be(self, condition: str) -> None:
        lists = """\
lists:
  a: {title: A, kind: blacklist, lasts_months: 0, carry: [child, child]}
  b: {title: B, kind: redlist}
  double: {title: Both, kind: watchlist, entered_when: {at_least: 3, of: [a, b, b]}}
"""
        assert small(lists, **{"kind: notice.late": condition})

    def test_a_ruleset_may_have_no_rule_no_source_and_no_band(self) -> None:
        text = "{schema: 1, id: x, title: X, sources: {}, participation: voluntary, opens_on: 2020-02-29, rules: []}"

        assert read_ruleset(text, "x.yaml").rules == ()

    def test_a_null_cell_of_an_example_is_an_empty_one(self) -> None:
        example = "{name: A, as_of: 2019-01-01, subject: {born: ~, income: low}, expect: {score: 100}}"

        assert small(f"examples: [{example}]\n").examples[0].subject == {"income": "low"}

    def test_an_example_may_name_records_after_its_day(self) -> None:
        example = "{name: A, as_of: 2019-01-01, records: [{date: 2030-01-01, kind: a}], expect: {points: []}}"

        assert small(f"examples: [{example}]\n").examples[0].expect.points == ()


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


def test_a_ruleset_can_be_sent_to_another_process() -> None:
    ruleset = load_ruleset("rongcheng")

    assert pickle.loads(pickle.dumps(ruleset)) == ruleset


def test_what_is_read_keeps_nothing_of_the_file_but_its_values() -> None:
    assert {str} == {type(word) for word in _texts(load_ruleset("rongcheng").model_dump())}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, (list, tuple)):
        yield from (text for part in value for text in _texts(part))
    elif isinstance(value, str):
        yield value


def test_a_copy_of_a_shipped_file_is_the_same_ruleset(tmp_path: Path) -> None:
    copy = shutil.copy(shipped_rulesets()["rongcheng"], tmp_path / "mine.yaml")

    assert fingerprint(load_ruleset(copy)) == fingerprint(load_ruleset("rongcheng"))


def test_what_the_format_does_not_forbid_is_accepted() -> None:
    """A window of one day, a record before the opening, a consequence or a type named twice: odd, and meant."""
    ruleset = read_ruleset(
        """
schema: 1
id: odd
title: Odd
sources: {}
participation: mandatory
applies_to: [person, person]
opens_on: 2020-01-01
score: {start: 100}
bands: [{grade: A, consequences: [tram, tram]}]
rules:
  - {id: once, text: Once., when: {kind: a}, source: {}, points: -1, valid_from: 2022-01-01, valid_until: 2022-01-01}
consequences: {tram: {title: Free tram, effect: reward}}
examples:
  - name: What came before the opening counts for nothing
    as_of: 2020-06-30
    records: [{date: 2019-06-30, kind: a}]
    expect: {points: []}
""",
        "odd.yaml",
    )
    assert not check_examples(ruleset)
