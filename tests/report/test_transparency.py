"""The transparency record: two tiers, the figures of opacity, and blanks where nothing is said."""

from __future__ import annotations

import pytest

from pilot import City, Ruleset, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import MEANINGS, Opacity
from pilot.disclosure.shown.view import Blank
from pilot.evaluation.assess import last_day
from pilot.report.transparency import TransparencyRecord, transparency_record
from pilot.report.transparency_pages import record_html, record_markdown


def record_of(ruleset: Ruleset, city: City) -> TransparencyRecord:
    return transparency_record(Opacity(evaluate(ruleset, city, last_day(city))))


def answers(record: TransparencyRecord) -> dict[str, str | Blank | None]:
    return {field.question: field.answer for section in record.sections for field in section.fields}


def test_a_rulebook_that_the_public_may_not_read_is_a_blank(lantern_ford: City) -> None:
    record = record_of(load_ruleset("honest-shanghai"), lantern_ford)

    assert Blank("rules") == record.rules == answers(record)["How does it work?"]
    assert Blank("thresholds") == answers(record)["Grades"]
    assert "You walk or drive through a red light." not in record_markdown(record)


def test_an_open_rulebook_stands_in_it_rule_by_rule(lantern_ford: City) -> None:
    ruleset = load_ruleset("open-pilot")
    record = record_of(ruleset, lantern_ford)

    assert isinstance(record.rules, tuple)
    assert [rule.id for rule in ruleset.rules] == [row[0] for row in record.rules]


def test_hiding_more_leaves_more_questions_open(lantern_ford: City) -> None:
    open_, closed = (record_of(load_ruleset(name), lantern_ford) for name in ("open-pilot", "open-pilot-closed"))

    assert open_.blanks < closed.blanks


def test_what_no_ruleset_can_say_is_not_stated(few_rules: Ruleset, hill_end: City) -> None:
    found = answers(record_of(few_rules, hill_end))

    assert [None] * 4 == [
        found[question] for question in ("Whom can I ask?", "Responsible organisation", "Supplier", "Impact assessment")
    ]


def test_every_figure_stands_with_what_it_means(few_rules: Ruleset, hill_end: City) -> None:
    assert set(MEANINGS.values()) <= set(answers(record_of(few_rules, hill_end)))


@pytest.mark.parametrize("draw", [record_markdown, record_html])
def test_both_pages_have_two_tiers_and_the_receipt(few_rules: Ruleset, hill_end: City, draw: object) -> None:
    record = record_of(few_rules, hill_end)
    page = draw(record)  # type: ignore[operator]

    assert page.index("Tier 1: for everybody") < page.index("Tier 2: for specialists") < page.index("Receipt:")
    assert record.blanks + 1 == page.count("▨") + page.count('class="blank"')


def test_markup_in_a_ruleset_stays_text(few_rules: Ruleset, hill_end: City) -> None:
    hostile = few_rules.model_copy(update={"title": "<b>x</b> | [y](z)", "summary": "a | b\n# c <script>"})
    record = record_of(hostile, hill_end)

    assert "<script>" not in record_html(record) + record_markdown(record)
    assert r"a \| b \# c &lt;script>" in record_markdown(record)
