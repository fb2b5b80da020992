"""Whom a ruleset covers, in words: who of the people and companies, by their columns, and whether they choose to."""

from __future__ import annotations

from pilot.phrases import listed
from pilot.ruleset.model import Bounds, Conditions, Ruleset
from pilot.ruleset.sentences.condition_sentences import conditions_phrase

_KINDS = {"person": "residents", "company": "companies"}


def who_is_rated(ruleset: Ruleset) -> str:
    """All residents of 18 or over and all companies; residents and companies who join."""
    joins = ruleset.participation == "voluntary"
    kinds = [_KINDS[kind] + _of(kind, ruleset.scope) for kind in ruleset.applies_to]
    return f"{listed(kinds, 'and')} who join" if joins else listed([f"all {kind}" for kind in kinds], "and")


def those_who(conditions: Conditions) -> str:
    """Conditions on a subject, after a noun: of 18 or over, whose district is North."""
    age, others = conditions.get("age"), {column: of for column, of in conditions.items() if column != "age"}
    parts = [_aged(age)] if age is not None else []
    return " ".join([*parts, *([f"whose {conditions_phrase(others)}"] if others else [])])


def _of(kind: str, scope: Conditions) -> str:
    # Companies have no age, and are not asked for one.
    conditions = {column: wanted for column, wanted in scope.items() if kind == "person" or column != "age"}
    return f" {those_who(conditions)}" if conditions else ""


def _aged(wanted: Bounds | tuple[str, ...]) -> str:
    if not isinstance(wanted, Bounds):
        return f"of {listed(wanted, 'or')}"
    low, high = wanted.at_least, wanted.below
    if low is None:
        return f"below {high}"
    return f"of {low} or over" if high is None else f"from {low} on and below {high}"
