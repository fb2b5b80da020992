"""What counts as words only: no table depends on it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from pilot.ruleset.model import Band, Clamp, Consequence, Part, Rule, Ruleset, RulesetList
from pilot.ruleset.model.counted import counted, counted_fields
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import by_kernel, by_plain_reading

TITLE = {"title": "Other words"}
TEXT = {"text": "Other words.", "source": {"basis": "adapted"}}
BASIS = {"basis_of": {"title": {"basis": "adapted"}}}
OTHER: dict[str, dict[str, Any]] = {
    "": {
        **dict.fromkeys(("id", "title", "place", "period", "summary", "extends"), "other"),
        "sources": {"made": {"title": "Made anew"}},
        "disclosure": {"subject": {"score": "shown"}, "delay_hours": 48},
        "recourse": {"appeal": {"available": False}},
        "since": [{"on": "2020-01-01", "title": "A law"}],
        "promises": [{"id": "calm", "template": "none"}],
        **BASIS,
        "examples": [{"name": "One", "as_of": "2020-01-01", "expect": {"score": 0}}],
    },
    "rules": {**TEXT, **BASIS, "topic": "tax", "repair": True, "plausible": {"points": [-1, 1]}},
    "bands": {**TITLE, **BASIS, "source": {"basis": "invented"}},
    "factors": TITLE,
    "lists": {**TITLE, **TEXT, "kind": "redlist", "publishes": ["name"], "notice": "on_change", **BASIS},
    "consequences": {**TITLE, **TEXT, "basic_right": True, "publishes": ["name"], "remains": True, **BASIS},
}
"""Another value for each field that is said to be words only."""


def reworded(world: World) -> Ruleset:
    """The world's ruleset with all its words put differently."""
    whole = world.given | OTHER[""]
    for part in ("rules", "bands"):
        whole[part] = [entry | OTHER[part] for entry in whole.get(part, [])]
    for part in ("lists", "consequences"):
        whole[part] = _with_other_words(whole[part], part)
    if "score" in whole:
        whole["score"] = whole["score"] | {"factors": _with_other_words(whole["score"].get("factors", {}), "factors")}
    return Ruleset.model_validate(whole)


def _with_other_words(entries: dict[str, Any], part: str) -> dict[str, Any]:
    return {name: entry | OTHER[part] for name, entry in entries.items()}


def test_every_field_that_is_words_only_is_tried_here() -> None:
    parts: dict[str, type[Part]] = {
        "": Ruleset, "rules": Rule, "bands": Band, "factors": Clamp, "lists": RulesetList, "consequences": Consequence,
    }  # fmt: skip
    words_only = {name: set(part.model_fields) - set(counted_fields(part)) for name, part in parts.items()}
    assert {name: set(fields) for name, fields in OTHER.items()} == words_only


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
