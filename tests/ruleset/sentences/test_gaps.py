"""What a ruleset leaves undefined is found in the ruleset alone."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from pilot import Ruleset, load_ruleset
from pilot.ruleset.model.values import Item
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.sentences.gaps import Gap, gaps, vague_words

DEFINED: dict[str, Any] = {
    "schema": 1,
    "id": "defined",
    "title": "Everything is said",
    "sources": {"s": {"title": "S", "url": "https://example.org"}},
    "participation": "mandatory",
    "opens_on": "2020-01-01",
    "score": {"start": 100, "floor": 0, "ceiling": 200},
    "bands": [{"grade": "A", "from": 90, "consequences": ["c"]}, {"grade": "B", "consequences": ["c"]}],
    "rules": [
        {
            "id": "late",
            "text": "You pay a bill late.",
            "when": {"kind": "utility.bill_late"},
            "points": -5,
            "expires_after_months": 12,
            "lists": ["l"],
            "source": {"ref": "s", "at": "Article 1", "basis": "reported"},
        }
    ],
    "lists": {"l": {"title": "L", "kind": "blacklist", "agency": "Court", "lasts_months": 6, "consequences": ["c"]}},
    "consequences": {"c": {"title": "C", "effect": "burden", "agency": "Court"}},
    "disclosure": {audience: dict.fromkeys(get_args(Item), "shown") for audience in ("subject", "public", "partner")}
    | {"notice": "on_change", "basis_of": {name: {"ref": "s"} for name in ("subject", "public", "partner")}},
    "recourse": {
        "appeal": {"available": True, "window_days": 30, "decided_by": "A court"},
        "repair": {"available": True, "text": "Pay."},
    },
}


def found(**changes: Any) -> list[Gap]:
    return list(gaps(Ruleset.model_validate(DEFINED | changes)))


def changed(**parts: Any) -> dict[str, Any]:
    """The one rule with other parts; None takes a part away."""
    whole = DEFINED["rules"][0] | parts
    return {"rules": [{key: value for key, value in whole.items() if value is not None}]}


def test_a_ruleset_that_says_everything_has_no_gap() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "beginning", "names"),
    [
        (changed(expires_after_months=None), "One rule has points that never end.", ("late",)),
        (changed(override={"grade": "B"}), "One rule holds the grade down without an end.", ("late",)),
        (changed(source={"basis": "invented"}), "One rule names no source.", ("late",)),
        (changed(source={"ref": "s", "basis": "reported"}), "One rule names a source and no place in it.", ("late",)),
        (
            changed(source={"ref": "s", "at": "1"}),
            "One rule has no basis: how much the source carries is not said.",
            ("late",),
        ),
        (
            changed(source={"ref": "s", "at": "1", "basis": "conjectured"}),
            "One rule is a guess: the real scheme does not disclose what it counts.",
            ("late",),
        ),
        (
            changed(plausible={"points": [-9, 0]}),
            "One rule has a range in place of its weight; the points are a choice inside it.",
            ("late",),
        ),
        ({"sources": {"s": {"title": "S"}}}, "One source has no address to look it up.", ("s",)),
        ({"score": {"start": 100, "floor": 0}}, "The score has no upper end.", ()),
        (
            {"bands": [{"grade": "A", "from": 90, "consequences": ["c"]}, {"grade": "B"}]},
            "What follows from the grade B is not said.",
            ("B",),
        ),
        (
            {"disclosure": DEFINED["disclosure"] | {"notice": "none"}},
            "No notice is promised: nobody has to be told",
            (),
        ),
        (
            {"disclosure": DEFINED["disclosure"] | {"public": {}}},
            "What the public may see is not said at all, and so everything is hidden.",
            (),
        ),
        (
            {"disclosure": DEFINED["disclosure"] | {"basis_of": {"subject": {"ref": "s"}, "public": {"ref": "s"}}}},
            "11 cells of who is shown what name no source.",
            (),
        ),
        ({"recourse": {}}, "Whether an entry can be contested is not said.", ()),
    ],
)
def test_whatever_is_left_open_is_one_sentence(changes: dict[str, Any], beginning: str, names: tuple[str, ...]) -> None:
    gap = next(gap for gap in found(**changes) if gap.sentence.startswith(beginning))

    assert names == gap.names


def test_a_list_without_an_end_is_a_gap_only_where_a_rule_leaves_it_open() -> None:
    endless = {"lists": {"l": {key: value for key, value in DEFINED["lists"]["l"].items() if key != "lasts_months"}}}

    assert [gap.sentence for gap in found(**endless)] == ["One list has a way in and no way out."]
    assert found(**endless, **changed(until="settled")) == []


def test_an_appeal_that_exists_can_still_leave_its_time_and_its_judge_open() -> None:
    sentences = [gap.sentence for gap in found(recourse=DEFINED["recourse"] | {"appeal": {"available": True}})]

    assert sentences == [
        "Within which time an entry can be contested is not said.",
        "Who decides on an appeal is not said.",
    ]


def test_words_that_somebody_has_to_judge_are_found_and_their_neighbours_are_not() -> None:
    assert vague_words("You behave in some other way; an official judges it by circumstances.") == (
        "in some other way",
        "official judges",
        "by circumstances",
    )
    assert vague_words("Your post is held to do serious harm.") == ("is held to", "serious", "harm")
    assert vague_words("The other side takes you to court; others are disturbed by a harmonica.") == ()


def test_vague_words_stand_with_their_rules() -> None:
    gap = found(**changed(text="You hold a lavish funeral."))[0]

    assert (gap.concerns, gap.names, gap.words) == ("rules", ("late",), (("lavish",),))


@pytest.mark.parametrize("name", shipped_rulesets())
def test_every_gap_of_a_shipped_ruleset_names_things_that_are_in_it(name: str) -> None:
    ruleset = load_ruleset(name)
    there = {
        "rules": {rule.id for rule in ruleset.rules},
        "lists": set(ruleset.lists),
        "consequences": set(ruleset.consequences),
        "sources": set(ruleset.sources),
        "bands": set(ruleset.grades),
        "ruleset": set[str](),
    }

    for gap in gaps(ruleset):
        assert gap.sentence.endswith(".")
        assert set(gap.names) <= there[gap.concerns]
        assert not gap.words or len(gap.words) == len(gap.names)


def test_the_open_pilot_leaves_less_undefined_than_the_schemes_it_answers() -> None:
    count = {name: len(gaps(load_ruleset(name))) for name in ("rongcheng", "honest-shanghai", "open-pilot")}

    assert count["open-pilot"] < min(count["rongcheng"], count["honest-shanghai"])
