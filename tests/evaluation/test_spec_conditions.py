"""Who is scored and who bears it, by their columns; ages on the day that is asked about; records that act later."""

from __future__ import annotations

import datetime as dt

from tests.evaluation.small import Assess, small_city, small_ruleset

END = dt.date(2021, 12, 31)
DAY = dt.date.fromisoformat


class TestScope:
    """Step 1: who is scored."""

    def test_only_whoever_meets_the_scope_is_scored_and_a_company_is_not_asked_for_its_age(
        self, assess: Assess
    ) -> None:
        ruleset = small_ruleset("{score: {start: 0}, applies_to: [person, company], scope: {age: {at_least: 18}}}")
        city = small_city("p1 born=2003\np2 born=2004\np3", companies="c1")

        assert ["c1", "p1"] == assess(ruleset, city, END).standing("subject_id")

    def test_other_columns_are_asked_of_companies_too(self, assess: Assess) -> None:
        ruleset = small_ruleset("{score: {start: 0}, applies_to: [person, company], scope: {district: North}}")
        city = small_city("p1 district=North\np2", companies="c1 district=North\nc2")

        assert ["c1", "p1"] == assess(ruleset, city, END).standing("subject_id")

    def test_whoever_grows_into_it_brings_all_earlier_records(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 100}
            scope: {age: {at_least: 18}}
            rules: [{id: a, when: {kind: k}, points: -5}]
        """)
        city = small_city("p1 born=2003", "r1 p1 2021-02-01 k")

        assert [95] == assess(ruleset, city, END).standing("score")

    def test_type_is_a_column_of_everybody(self, assess: Assess) -> None:
        ruleset = small_ruleset("{score: {start: 0}, applies_to: [person, company], scope: {type: company}}")

        assert ["c1"] == assess(ruleset, small_city("p1", companies="c1"), END).standing("subject_id")


class TestAge:
    """The year of the day asked for, less the year of birth."""

    def test_a_rule_asks_for_the_age_in_the_year_of_the_record(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 100}
            rules: [{id: a, when: {kind: k, subject: {age: {at_least: 18}}}, points: -5}]
        """)
        city = small_city("p1 born=2004\np2", "r1 p1 2021-12-31 k\nr2 p1 2022-01-01 k\nr3 p2 2022-01-01 k")

        assert ["r2"] == assess(ruleset, city, DAY("2022-12-31")).ledger("record_id", of="p1")[1:]

    def test_an_age_may_be_one_of_several_as_text(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 100}
            rules: [{id: a, when: {profile: {age: [17, "018", 20]}}, points: -5}]
        """)
        city = small_city("p1 born=2004\np2 born=2003\np3 born=2001")

        assert [95, 100, 95] == assess(ruleset, city, END).standing("score")


class TestEffectLater:
    """A record takes effect so many days after its date; from there on that day is its date."""

    RULES = """
        score: {start: 100}
        effect_after_days: 14
        rules: [{id: a, when: {kind: k}, points: -5, expires_after_months: 1, until: settled}]
    """

    def test_postings_are_dated_the_day_of_effect_and_expire_from_there(self, assess: Assess) -> None:
        tables = assess(small_ruleset(self.RULES), small_city(records="r1 p1 2021-01-18 k"), END)

        assert [(DAY("2021-02-01"), -5), (DAY("2021-03-01"), 5)] == tables.ledger("date", "points")[1:]

    def test_what_takes_effect_after_the_day_does_not_count_yet_and_what_began_before_the_opening_may(
        self, assess: Assess
    ) -> None:
        city = small_city(records="r1 p1 2021-12-18 k\nr2 p1 2020-12-18 k\nr3 p1 2020-12-17 k")

        assert ["r2", "r2"] == assess(small_ruleset(self.RULES), city, END).ledger("record_id")[1:]

    def test_what_was_settled_or_upheld_before_is_taken_back_on_the_day_of_effect(self, assess: Assess) -> None:
        city = small_city(
            records="r1 p1 2021-02-01 k settled_on=2021-02-03\nr2 p1 2021-03-01 k", appeals="r2 2021-03-05 upheld"
        )
        tables = assess(small_ruleset(self.RULES), city, END)

        assert [
            (DAY("2021-02-15"), "rule"), (DAY("2021-02-15"), "settlement"), (DAY("2021-03-15"), "rule"),
            (DAY("2021-03-15"), "appeal"),
        ] == tables.ledger("date", "type")[1:]  # fmt: skip


class TestAmountsThatAddUp:
    """Step 4a with `within`."""

    def _points(self, assess: Assess, within: str) -> list[object]:
        ruleset = small_ruleset(f"""
            score: {{start: 0}}
            rules: [{{id: a, when: {{kind: k}}, points_per: {{amount: 0.3, points: 2, within: {within}}}}}]
        """)
        days = ("2021-01-05", "2021-01-06", "2021-01-07", "2021-02-01", "2022-01-01", "2022-01-02")
        records = "\n".join(f"r{number} p1 {day} k amount=-0.1" for number, day in enumerate(days))
        return assess(ruleset, small_city(records=f"{records}\nr9 p1 2022-01-03 k"), DAY("2022-12-31")).ledger("points")

    def test_amounts_add_up_exactly_within_the_month_the_year_or_ever(self, assess: Assess) -> None:
        assert [0, 0, 0, 2, 0, 0, 0, 0] == self._points(assess, "month")
        assert [0, 0, 0, 2, 0, 0, 0, 0] == self._points(assess, "year")
        assert [0, 0, 0, 2, 0, 0, 2, 0] == self._points(assess, "ever")

    def test_the_largest_amounts_add_up_without_loss(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 0}
            rules: [{id: a, when: {kind: k}, points_per: {amount: 999999999999, points: 1, within: ever}}]
        """)
        records = "\n".join(f"r{n:02} p1 2021-02-01 k amount=999999999999.9" for n in range(40))

        assert [41] == assess(ruleset, small_city(records=f"{records}\nr99 p1 2021-03-01 k amount=999999999999"), END
        ).standing("score")  # fmt: skip


class TestWhere:
    """Step 12: of those on whom it falls, who bears it."""

    def test_a_consequence_falls_on_those_alone_who_are_as_it_says_at_the_end(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            lists: {w: {consequences: [school, loan]}}
            consequences:
              school: {falls_on: [child], where: {age: {at_least: 6, below: 18}}}
              loan: {where: {type: company}}
            rules: [{id: a, when: {kind: k}, lists: [w]}]
        """)
        city = small_city(
            "p1\np2 born=2010\np3 born=1990\np4", "r1 p1 2021-02-01 k", "p1 p2 child\np1 p3 child\np1 p4 child"
        )

        assert [("p2", "school")] == assess(ruleset, city, END).consequences("bearer_id", "consequence_id")
