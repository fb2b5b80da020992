"""What a value in a ruleset file is read as: its key settles that, and not its look."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pilot.ruleset.model import ProfileWhen, RecordWhen
from pilot.ruleset.reading.load import read_ruleset
from tests.ruleset.reading.one_rule import SMALL, small


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
