"""What a part begins with when it is added: the least that the format wants of it."""

from __future__ import annotations

from typing import Any

from pilot.ruleset.model import Cap, EnteredWhen, ExampleRecord, Part, Plausible, Ruleset, Score
from pilot.ruleset.sentences.slots import Path


def first_part(part: type[Part], path: Path, ruleset: Ruleset) -> dict[str, Any] | None:
    """A first value for a part at a path that cannot be empty; None where there is nothing to make one of."""
    if issubclass(part, EnteredWhen):
        others = _lists_to_count(str(path[1]), ruleset)
        return {"at_least": 1, "of": others[:1]} if others else None
    firsts: dict[type[Part], dict[str, Any]] = {
        Score: {"start": 100},
        Cap: {"per": "year", "points": 10},
        Plausible: {"points": [-10, 0]},
    }
    return firsts.get(part)


def _lists_to_count(name: str, ruleset: Ruleset) -> list[str]:
    """The lists that could fill this one; none where it is entered in another way, has a term, or is counted itself."""
    own = ruleset.lists[name]
    is_named = any(name in (*rule.lists, *rule.when.lists_read) for rule in ruleset.rules)
    is_counted = any(other.entered_when and name in other.entered_when.of for other in ruleset.lists.values())
    if own.carry or own.lasts_months is not None or is_named or is_counted:
        return []
    return [other for other, listing in ruleset.lists.items() if listing.entered_when is None and other != name]


def first_entry(part: type[Part], ruleset: Ruleset) -> dict[str, Any] | None:
    """A first entry for a list of parts."""
    if issubclass(part, ExampleRecord):
        kinds = [kind for rule in ruleset.rules for kind in rule.when.kinds if not kind.endswith("*")]
        return {"date": ruleset.opens_on.isoformat(), "kind": next(iter(kinds), "kind")}
    return None
