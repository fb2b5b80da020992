"""What a small form gives makes something new that fits the ruleset, under an id made from its own words."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from pilot import load_ruleset
from pilot.ruleset.editing import Draft, NewEntry, SwitchOff, read_draft, with_what_follows
from pilot.ruleset.editing.dump import ruleset_text
from pilot.ruleset.editing.empty import empty_ruleset
from pilot.ruleset.editing.following.new_ids import id_from
from pilot.ruleset.forms.makings import Making, Section, makings
from pilot.ruleset.sentences.known import Known
from tests.conftest import SMALL

EVERYTHING = read_draft(ruleset_text(load_ruleset(SMALL / "everything.yaml")))
EMPTY = read_draft(empty_ruleset("Our street", EVERYTHING.ruleset.opens_on, ()).text)
KNOWN = Known({"district": ("North", "South")}, ("Court",))
TYPED = {"prose": "You feed pigeons in the square.", "text": "Words", "texts": "pigeons.fed", "integer": -3}


def filled(making: Making) -> dict[str, Any]:
    """What the page sends when somebody has filled every field."""
    value = {**making.rest}
    for slot in making.fields:
        given = slot.options[-1][0] if slot.options else TYPED[slot.kind]
        *above, last = slot.path
        holder = value
        for key in above:
            holder[str(key)] = holder = {**holder.get(str(key), {})}
        holder[str(last)] = given
    return value


def made(draft: Draft, making: Making) -> Draft:
    return with_what_follows(draft, NewEntry(making.into, filled(making))).draft


@pytest.mark.parametrize("draft", [EVERYTHING, EMPTY], ids=["full", "empty"])
@pytest.mark.parametrize("section", get_args(Section))
def test_whatever_is_made_makes_a_ruleset_that_can_be_read(section: Section, draft: Draft) -> None:
    for making in makings(section, draft.ruleset, KNOWN):
        after = made(draft, making)
        assert () == after.problems
        assert len(getattr(draft.ruleset, section)) + 1 == len(getattr(after.ruleset, section))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You feed pigeons in the square.", "feed-pigeons-in-the-square"),
        ("Whoever has not paid, by the end of a year, what was owed", "has-not-paid-by-the-end"),
        ("You", "you"),
        ("帮助邻居", "帮助邻居"),
        ("!?", "rule"),
        ("x" * 300, "x" * 40),
    ],
)
def test_an_id_is_made_of_the_first_words(text: str, expected: str) -> None:
    assert expected == id_from(text, (), "rule")


def test_an_id_that_is_taken_gets_a_number_also_where_its_rule_is_switched_off() -> None:
    (making, *_) = makings("rules", EMPTY.ruleset, KNOWN)
    once = made(EMPTY, making)
    off = with_what_follows(once, SwitchOff("feed-pigeons-in-the-square")).draft

    assert ["feed-pigeons-in-the-square", "feed-pigeons-in-the-square-2"] == [
        rule.id for rule in made(once, making).ruleset.rules
    ]
    assert ["feed-pigeons-in-the-square-2"] == [rule.id for rule in made(off, making).ruleset.rules]


def test_it_is_told_where_the_new_entry_stands() -> None:
    (making,) = makings("lists", EMPTY.ruleset, KNOWN)

    assert ("lists", "feed-pigeons-in-the-square") == with_what_follows(EMPTY, NewEntry("lists", filled(making))).new


def test_without_a_score_no_points_are_given_and_no_rule_looks_at_scores() -> None:
    without = EMPTY.ruleset.model_copy(update={"score": None})

    assert ["rule"] == [making.key for making in makings("rules", without, KNOWN)]
    assert [("text",), ("when", "kind")] == [slot.path for slot in makings("rules", without, KNOWN)[0].fields]


def test_an_empty_ruleset_has_its_title_and_an_id_that_no_other_has() -> None:
    source = empty_ruleset("  Our\nstreet ", EVERYTHING.ruleset.opens_on, {"our-street"})
    ruleset = read_draft(source.text).ruleset

    assert ("our-street-2", "our-street-2", "Our street") == (source.name, ruleset.id, ruleset.title)
    assert (100, (), ()) == (ruleset.score and ruleset.score.start, ruleset.rules, ruleset.bands)
    assert "A ruleset of our own" == read_draft(empty_ruleset(" ", ruleset.opens_on, ()).text).ruleset.title
