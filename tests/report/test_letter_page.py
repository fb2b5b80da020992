"""Letters on paper: plain text of 80 columns, and a page that prints."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot import City, Ruleset, evaluate, load_ruleset
from pilot.disclosure.shown.letters import letters
from pilot.evaluation import Assessment
from pilot.evaluation.assess import last_day
from pilot.report.letter_page import WIDTH, letter_text, letters_html, letters_text
from pilot.report.receipt import Receipt

DAY = dt.date(2020, 12, 31)
LETTER = """\
                                                                      2020-03-10
To Sorrel Anvil (P2)

A small scheme

You are put on a list today.

List                 Defaulters
What follows         No fast trains
Grounds              [reasons: withheld, given on request]
Record               [records: withheld]
Source of the data   Court
Remedy               You may contest this until 2020-04-09. Decided by: A panel
                     that belongs to no office."""
ENVELOPE = """\
+------------------------------------------------------------------------------+
|                                                                  2020-03-10  |
|                                                                              |
|                                                                              |
|                              No letter was due.                              |
|                                                                              |
|                                                                              |
+------------------------------------------------------------------------------+"""


def disclosing(few_rules: Ruleset, city: City, subject: dict[str, str], notice: str) -> Assessment:
    appeal = {"available": True, "window_days": 30, "decided_by": "A panel that belongs to no office"}
    parts = {"disclosure": {"subject": subject, "notice": notice}, "recourse": {"appeal": appeal}}
    ruleset = Ruleset.model_validate(few_rules.model_dump(by_alias=True, exclude_unset=True) | parts)
    return evaluate(ruleset, city, DAY)


def test_a_letter_names_what_it_withholds(few_rules: Ruleset, hill_end: City) -> None:
    subject = {"lists": "shown", "consequences": "shown", "agencies": "shown", "reasons": "on_request"}
    assessment = disclosing(few_rules, hill_end, subject, "on_change")

    assert LETTER == letter_text(letters(assessment, "P2")[1], assessment)


def test_an_empty_envelope_has_a_date_and_nothing_else(few_rules: Ruleset, hill_end: City) -> None:
    assessment = disclosing(few_rules, hill_end, {}, "none")

    assert {ENVELOPE} == {letter_text(letter, assessment) for letter in letters(assessment, "P2")[:3]}


def test_the_first_sentence_does_not_betray_a_hidden_list(few_rules: Ruleset, hill_end: City) -> None:
    assessment = disclosing(few_rules, hill_end, {}, "on_change")

    assert "A change is made in your file today." in letter_text(letters(assessment, "P2")[1], assessment).splitlines()


@pytest.mark.parametrize("name", ["open-pilot", "rongcheng-disclosed", "rongcheng"])
def test_no_line_of_a_letter_is_longer_than_80_columns(name: str, lantern_ford: City) -> None:
    assessment = evaluate(load_ruleset(name), lantern_ford, last_day(lantern_ford))

    for letter in letters(assessment, "P0001"):
        assert all(len(line) <= WIDTH for line in letter_text(letter, assessment).splitlines())


def test_the_post_ends_with_its_receipt(few_rules: Ruleset, hill_end: City) -> None:
    assessment = disclosing(few_rules, hill_end, {"score": "shown"}, "on_change")
    post = letters_text(letters(assessment, "P2"), assessment)

    assert f"Receipt: {Receipt.of(assessment)}" == " ".join(post.split("\n\n")[-1].split("\n"))


def test_somebody_to_whom_nothing_happened_reads_so(few_rules: Ruleset, hill_end: City) -> None:
    assessment = evaluate(few_rules, hill_end, dt.date(2020, 1, 1))

    assert letters_text([], assessment).startswith("Nothing changed. No letter was due.")
    assert "Nothing changed. No letter was due." in letters_html([], assessment)


def test_every_sheet_carries_the_receipt_and_nothing_is_loaded_from_elsewhere(
    few_rules: Ruleset, hill_end: City
) -> None:
    assessment = disclosing(few_rules, hill_end, {"score": "shown"}, "on_change")
    page = letters_html(letters(assessment, "P2"), assessment)

    assert page.count("<article") == page.count('class="receipt"') == len(letters(assessment, "P2"))
    assert "src=" not in page
    assert "@import" not in page


def test_markup_in_a_ruleset_stays_text(few_rules: Ruleset, hill_end: City) -> None:
    hostile = few_rules.model_copy(update={"title": "<img src=x onerror=alert(1)>"})
    assessment = disclosing(hostile, hill_end, {}, "on_change")

    assert "<img" not in letters_html(letters(assessment, "P2"), assessment)
