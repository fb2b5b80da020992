"""Rules and rulesets as plain maps and lists, so that a test can put a value at a path or take one away."""

from __future__ import annotations

from functools import reduce
from typing import Any

from hypothesis import strategies as st

from pilot.ruleset.model import Part, Rule, Ruleset
from tests.evaluation.dice import DAYS
from tests.evaluation.random_rulesets import RulesetDice

Path = tuple[str | int, ...]


def plainly(part: Part) -> dict[str, Any]:
    """A part as its file gives it, with only what is given."""
    return part.model_dump(by_alias=True, exclude_unset=True)


def at(plain: Any, path: Path) -> Any:
    """What stands at a path, in a part or in plain maps and lists."""
    return reduce(lambda part, key: getattr(part, key) if isinstance(part, Part) else part[key], path, plain)


def put(plain: Any, path: Path, value: Any) -> Any:
    """The same with that value at the path, between maps that are made where there are none."""
    key, *rest = path
    changed = list(plain) if isinstance(plain, (list, tuple)) else dict(plain)
    below = changed[key] if isinstance(changed, list) else changed.get(key)  # type: ignore[index]
    changed[key] = put(below or {}, tuple(rest), value) if rest else value  # type: ignore[index]
    return changed


def without(plain: Any, path: Path) -> Any:
    """The same without what stands at the path."""
    *above, key = path
    if above:
        return put(plain, tuple(above), without(at(plain, tuple(above)), (key,)))
    changed = list(plain) if isinstance(plain, (list, tuple)) else dict(plain)
    changed.pop(key)  # type: ignore[arg-type]
    return changed


def with_rule(ruleset: Ruleset, rule: dict[str, Any]) -> dict[str, Any]:
    """The ruleset with that rule in the place of the one of its id."""
    whole = plainly(ruleset)
    return whole | {"rules": [rule if other["id"] == rule["id"] else other for other in whole["rules"]]}


def rulesets() -> st.SearchStrategy[Ruleset]:
    """Random rulesets with every feature of the format."""
    dice = st.randoms(use_true_random=False).map(RulesetDice)
    return st.builds(lambda dice, day: Ruleset.model_validate(dice.ruleset(day)), dice, st.sampled_from(DAYS[:3]))


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, Ruleset]:
    """A rule of a random ruleset, and the ruleset."""
    ruleset = draw(rulesets())
    return draw(st.sampled_from(ruleset.rules)), ruleset
