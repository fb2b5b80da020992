"""The difference of two rulesets, case by case: the sentence that every change gets, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from pilot import load_ruleset
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.model import Rule
from tests.ruleset.sentences.test_rule_sentences import rule, ruleset


def sentences(before: Rule, after: Rule, **parts: Any) -> list[str]:
    return [
        sentence
        for change in changes(ruleset(before, **parts), ruleset(after, **parts)).changes
        for sentence in change.sentences
    ]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"points": -5}, {"points": -10}, "Falls by 10 points instead of 5."),
        ({"points": -5}, {"points": 1}, "Rises by 1 point instead of falling by 5 points."),
        ({"points": 0}, {"points": -5}, "Falls by 5 points instead of staying as it is."),
        ({"points": 5}, {"points": 0}, "Stays as it is instead of rising by 5 points."),
        ({}, {"points": -5}, "The weight, falling by 5 points, is new."),
        ({"points": 0}, {}, "The weight, staying as it is, is gone."),
        ({}, {"cap": {"per": "year", "points": 20}}, "The cap of 20 points in a calendar year is new."),
        ({"cap": {"per": "ever", "points": 1}}, {}, "The cap of 1 point in all is gone."),
        (
            {"cap": {"per": "year", "points": 20}},
            {"cap": {"per": "month", "points": 20}},
            "The cap holds in a calendar month instead of in a calendar year.",
        ),
        (
            {"expires_after_months": 12},
            {"expires_after_months": 1},
            "The points count for 1 month instead of 12 months.",
        ),
        ({}, {"until": "settled"}, "Settling the matter now ends it."),
        ({}, {"valid_from": "2020-05-01"}, "The first day, 1 May 2020, is new."),
        ({"lists": ["l"]}, {}, "It no longer puts on “Debtors”."),
        (
            {"carry": [{"to": "child", "share": 1}]},
            {"carry": [{"to": "child", "share": 0.5}]},
            "The share for relatives is half of the points for every child instead of the same points for every child.",
        ),
        ({"text": "One."}, {"text": "Two."}, "The text is reworded."),
        ({"repair": True}, {}, "Whether it is a way to put a standing right is no longer said; before, yes."),
        (
            {"when": {"kind": "late", "amount": {"at_least": 500}}},
            {"when": {"kind": "late", "amount": {"at_least": 1500}}},
            "The lowest amount that counts is 1,500 instead of 500.",
        ),
        (
            {"when": {"profile": {"pet": "true"}}},
            {"when": {"kind": "late"}},
            "It holds for records instead of the profile.",
        ),
        (
            {"when": {"profile": {"born": {"below": 1960}}}},
            {"when": {"profile": {"born": "1960"}}},
            "The condition on born is 1960 instead of below 1960.",
        ),
    ],
)
def test_a_changed_field_is_a_sentence(before: dict[str, Any], after: dict[str, Any], sentence: str) -> None:
    lists = {"l": {"title": "Debtors", "kind": "blacklist"}}

    assert [sentence] == sentences(rule(**before), rule(**after), lists=lists)


def test_a_changed_rule_holds_the_sentences_that_differ_and_no_others() -> None:
    before = rule(points=-5, expires_after_months=12, until="settled")
    after = rule(points=-10, cap={"per": "year", "points": 20}, expires_after_months=12, until="settled")

    (change,) = changes(ruleset(before), ruleset(after)).changes
    assert [
        ("The score falls by 5 points.", "The score falls by 10 points."),
        ("", "It moves nobody by more than 20 points in a calendar year."),
    ] == [(pair.before, pair.after) for pair in change.sentence_pairs]


def test_a_reworded_text_is_shown_word_by_word() -> None:
    (change,) = changes(ruleset(rule(text="Five points.")), ruleset(rule(text="Five points, or 1,250."))).changes

    (field,) = change.fields
    assert [("equal", "Five points"), ("added", ", or 1,250"), ("equal", ".")] == [
        (span.kind, span.text) for span in field.words
    ]


def test_a_rule_that_differs_in_its_id_alone_is_renamed() -> None:
    (change,) = changes(ruleset(rule(id="a", points=1)), ruleset(rule(id="b", points=1))).changes

    assert ("renamed", "b", "a") == (change.what, change.id, change.former_id)
    assert ("It is called b instead of a; nothing else in it changed.",) == change.sentences


def test_of_rules_in_another_order_as_few_as_can_be_have_moved() -> None:
    rules = [rule(id=name) for name in "abcde"]

    diff = changes(ruleset(*rules), ruleset(rules[4], *rules[:4]))

    assert [("e", "moved", (5, 1))] == [(change.id, change.what, change.places) for change in diff.changes]
    assert ("It stands in place 1 instead of 5.",) == diff.changes[0].sentences


def test_what_is_new_stands_where_it_is_and_what_is_gone_where_it_stood() -> None:
    a, b, c, d = (rule(id=name, points=place) for place, name in enumerate("abcd"))

    diff = changes(ruleset(a, b, c), ruleset(d, a, c))

    assert [("d", "added"), ("b", "removed")] == [(change.id, change.what) for change in diff.changes]


def test_what_people_are_shown_changes_cell_by_cell() -> None:
    before, after = {"subject": {"score": "hidden"}}, {"subject": {"score": "shown"}, "notice": "on_change"}

    (change,) = changes(ruleset(disclosure=before), ruleset(disclosure=after)).changes
    assert (
        "To the resident: score shown instead of hidden.",
        "Notice is due on the day of a change; before, it was not promised.",
    ) == change.sentences
    assert not change.counts


def test_grades_lists_and_a_score_are_articles_too() -> None:
    before = ruleset(score={"start": 100}, bands=[{"grade": "A", "from": 90}, {"grade": "D"}])
    after = ruleset(
        score={"start": 100, "floor": 0},
        bands=[{"grade": "A", "from": 80}, {"grade": "D"}],
        lists={"l": {"title": "Debtors", "kind": "blacklist"}},
    )

    assert {
        "Score": ("The lower end of the score, 0, is new.",),
        "Grade A": ("It holds from 80 points instead of 90.",),
        "List “Debtors”": ("The list “Debtors” is new.",),
    } == {change.name: change.sentences for change in changes(before, after).changes}


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ([], [], "nothing changed"),
        ([{"id": "a"}], [{"id": "a", "points": 1}], "1 rule changed"),
        (
            [{"id": "a"}, {"id": "b", "points": 2}, {"id": "c", "points": 3}],
            [{"id": "a", "points": 1}, {"id": "b", "points": 1}, {"id": "d", "points": 4}],
            "2 rules changed, 1 added, 1 taken out",
        ),
    ],
)
def test_a_difference_in_one_line(before: list[dict[str, Any]], after: list[dict[str, Any]], line: str) -> None:
    sides = (ruleset(*(rule(**entry) for entry in rules)) for rules in (before, after))

    assert line == changes(*sides).summary


def test_the_line_names_the_other_parts_that_changed() -> None:
    graded = ruleset(rule(points=1), score={"start": 1}, bands=[{"grade": "A"}], title="T")

    assert "1 rule added; general provisions, score and grades changed" == changes(ruleset(), graded).summary


def test_two_shipped_rulesets_that_differ_in_what_they_disclose_touch_nothing_that_is_counted() -> None:
    diff = changes(load_ruleset("rongcheng"), load_ruleset("rongcheng-disclosed"))

    assert not diff.counts
    assert ["General provisions", "Who is shown what"] == [change.name for change in diff.changes]


def test_of_several_examples_with_one_name_every_one_stands_for_itself() -> None:
    case = {"name": "One", "as_of": "2020-02-01", "expect": {"score": 0}}
    before, after = ruleset(examples=[{**case, "name": "One (2)"}]), ruleset(examples=[case, case])

    found = [(change.id, change.what) for change in changes(before, after).changes]
    assert [("One", "renamed"), ("One (3)", "added")] == found
