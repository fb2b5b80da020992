"""What counts as words only: no table depends on it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from pilot.ruleset.counted import counted
from pilot.ruleset.model import Ruleset
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import by_kernel, by_plain_reading

OTHER_WORDS: dict[str, Any] = {"text": "Other words.", "title": "Other words", "source": {"basis": "adapted"}}


def reworded(world: World) -> Ruleset:
    """The world's ruleset with everything put differently that is said to be words only."""
    whole = world.given
    rule = {**OTHER_WORDS, "topic": "tax", "repair": True, "plausible": {"points": [-1, 1]}}
    del rule["title"]
    listing = {**OTHER_WORDS, "kind": "redlist", "publishes": ["name"]}
    factors = {
        name: {**each, "title": "Other words"} for name, each in whole.get("score", {}).get("factors", {}).items()
    }
    return Ruleset.model_validate(
        {
            **whole,
            **{key: "Other words" for key in ("title", "place", "period", "summary")},
            "id": "other",
            "disclosure": {"subject": {"score": "shown"}, "delay_hours": 48},
            "recourse": {"appeal": {"available": False}},
            "rules": [{**each, **rule} for each in whole["rules"]],
            "lists": {name: {**each, **listing} for name, each in whole["lists"].items()},
            "bands": [{**each, "title": "Other words"} for each in whole.get("bands", [])],
            "consequences": {
                name: {**each, **OTHER_WORDS, "basic_right": True} for name, each in whole["consequences"].items()
            },
            **({"score": {**whole["score"], "factors": factors}} if "score" in whole else {}),
        }
    )


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_other_words_leave_every_table_as_it_is(world: World) -> None:
    other = reworded(world)

    assert counted(world.ruleset) == counted(other)
    for read in (by_kernel, by_plain_reading):
        assert (
            read(world.ruleset, world.city, world.as_of, world.joined).tables
            == read(other, world.city, world.as_of, world.joined).tables
        )
