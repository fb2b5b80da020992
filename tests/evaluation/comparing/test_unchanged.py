"""Why a change of rules changed nobody's standing, rule by rule."""

from __future__ import annotations

from pilot.evaluation.comparing.unchanged import Unchanged
from pilot.ruleset.model import Ruleset
from tests.evaluation.comparing.comparisons import GIFT, LATE, SCALE, compared, of_rules


class TestUnchanged:
    def reasons(self, before: Ruleset, after: Ruleset) -> list[tuple[str | None, str]]:
        return [(rule.rule_id, rule.reason) for rule in compared(before, after).unchanged_because]

    def test_the_same_ruleset_changes_nothing(self) -> None:
        comparison = compared(of_rules(LATE), of_rules(LATE))

        assert comparison.nothing_changed
        assert (Unchanged(None, "same ruleset"),) == comparison.unchanged_because

    def test_other_words_change_nothing(self) -> None:
        assert [(None, "words only")] == self.reasons(of_rules(LATE), of_rules(LATE, title="Another"))

    def test_other_rights_change_nobodys_standing(self) -> None:
        public = of_rules(LATE, scale=f"{SCALE}\ndisclosure: {{public: {{grade: shown}}}}")

        assert [(None, "rights only")] == self.reasons(of_rules(LATE), public)
        assert [(None, "rights only")] == self.reasons(of_rules(LATE, title="Another"), public)

    def test_a_rule_whose_words_alone_differ_says_so(self) -> None:
        worded = LATE.replace("{id", "{text: You pay late., id")

        assert [("late", "words only")] == self.reasons(of_rules(LATE), of_rules(worded, GIFT))

    def test_nobody_meets_it(self) -> None:
        assert [("war", "nobody meets it")] == self.reasons(
            of_rules(), of_rules("{id: war, when: {kind: war}, points: -9}")
        )

    def test_its_time_is_past(self) -> None:
        past = "{id: late, when: {kind: late}, points: -9, valid_until: 2021-01-15}"

        assert [("late", "out of force")] == self.reasons(of_rules(), of_rules(past))

    def test_a_heavier_rule_takes_its_place(self) -> None:
        light = "{id: light, when: {kind: late}, points: -1}"
        one, other = of_rules(LATE, overlap="heaviest"), of_rules(LATE, light, overlap="heaviest")

        assert [("light", "heavier rule")] == self.reasons(one, other)

    def test_the_cap_takes_the_difference_away(self) -> None:
        capped = "{id: late, when: {kind: late}, points: -9, cap: {per: ever, points: 5}}"

        assert [("late", "capped")] == self.reasons(of_rules(capped), of_rules(capped.replace("-9", "-8")))

    def test_what_it_posts_has_been_taken_back(self) -> None:
        brief = "{id: late, when: {kind: late}, points: -9, expires_after_months: 1}"

        assert [("late", "taken back")] == self.reasons(of_rules(brief), of_rules(brief.replace("-9", "-8")))

    def test_it_posts_nothing(self) -> None:
        assert [("late", "no points")] == self.reasons(of_rules(), of_rules("{id: late, when: {kind: late}}"))

    def test_it_is_met_but_never_where_the_difference_counts(self) -> None:
        repeated = LATE.replace("points: -5", "points: -5, repeat: {within_months: 1, multiply: [1, 3]}")

        assert [("late", "no occasion")] == self.reasons(of_rules(LATE), of_rules(repeated))

    def test_nobody_stands_where_the_grades_differ(self) -> None:
        moved = SCALE.replace("from: 105", "from: 110")
        assert moved != SCALE

        assert [(None, "nobody there")] == self.reasons(of_rules(LATE), of_rules(LATE, scale=moved))

    def test_a_rule_that_makes_a_difference_is_not_named(self) -> None:
        assert [] == self.reasons(of_rules(LATE), of_rules(LATE.replace("-5", "-6")))
