"""Which parts a rule could have and does not, and which it could do without: what a form can add and take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.model.values import LARGEST_POINTS
from pilot.ruleset.sentences.lists_open import lists_open_to
from pilot.ruleset.sentences.slots import Path

NOUNS: dict[Path, str] = {
    ("points",): "points",
    ("points_per",): "points by the amount",
    ("points_per", "within"): "a span in which amounts add up",
    ("repeat",): "a weight for repeats",
    ("cap",): "a cap",
    ("carry",): "a share for relatives",
    ("factor",): "a factor of the score",
    ("lists",): "a list",
    ("override",): "a grade whatever the score",
    ("override", "months"): "an end of that grade",
    ("expires_after_months",): "an expiry",
    ("until",): "an end once settled",
    ("valid_from",): "a first day",
    ("valid_until",): "a last day",
}
"""What can be added and taken away, in the order of the sentences, as a button names it."""


@dataclass(frozen=True)
class Offer:
    """A part that a rule could have: the words of a button, where it would stand, and a first value.

    The value is plain, as a file would give it: numbers, texts, dates, and lists and maps of them. What `inserts` is an
    entry of a list, which comes to stand at that position.
    """

    label: str
    path: Path
    value: Any
    inserts: bool = False


@dataclass(frozen=True)
class Removal:
    """A part that a rule could do without: the words of a button, and where it stands."""

    label: str
    path: Path


def absent(rule: Rule, ruleset: Ruleset) -> tuple[Offer, ...]:
    """What the format allows for such a rule in this ruleset, and the rule lacks; any of it can be added as it is."""
    firsts = dict(_firsts(rule, ruleset))
    return tuple(Offer(f"Add {noun}", path, firsts[path]) for path, noun in NOUNS.items() if path in firsts)


def removable(rule: Rule) -> tuple[Removal, ...]:
    """What the rule has and could do without."""
    found = (path for path in NOUNS if _has(rule, path) and not (path == ("points",) and _lives_by_points(rule)))
    return tuple(Removal(f"Take away {_the(NOUNS[path])}", path) for path in found)


def _lives_by_points(rule: Rule) -> bool:
    """Whether the rule could do nothing but move points: one on the profile or on contacts."""
    return not {"lists", "override"} & rule.when.allows


def _the(noun: str) -> str:
    article, _, rest = noun.partition(" ")
    return f"the {rest}" if article in ("a", "an") else f"the {noun}"


def _has(rule: Rule, path: Path) -> bool:
    part: Any = rule
    for key in path:
        part = getattr(part, str(key), None)
    return part is not None and part != ()


def _firsts(rule: Rule, ruleset: Ruleset) -> Iterator[tuple[Path, Any]]:
    """The paths that can be added, each with its first value."""
    found = (*_priced(rule, ruleset), *_of_points(rule), *_of_matches(rule, ruleset))
    return ((path, value) for path, value in found if path[0] in rule.when.allows and not _has(rule, path))


def _priced(rule: Rule, ruleset: Ruleset) -> Iterator[tuple[Path, Any]]:
    if ruleset.score is None:
        return
    if not rule.has_points:
        yield ("points",), -1
        yield ("points_per",), {"amount": 100, "points": -1}
    elif ruleset.score.factors:
        yield ("factor",), next(iter(ruleset.score.factors))
    if rule.has_points:
        yield ("cap",), {"per": "year", "points": _two_matches(rule)}


def _two_matches(rule: Rule) -> int:
    points = rule.points_per.points if rule.points_per else rule.points or 0
    return min(2 * abs(points), LARGEST_POINTS) or 10


def _of_points(rule: Rule) -> Iterator[tuple[Path, Any]]:
    if rule.points_per:
        yield ("points_per", "within"), "year"
    if rule.has_points:
        yield ("repeat",), {"within_months": 12, "multiply": [1, 2]}
        yield ("carry",), [{"to": "spouse", "share": Decimal("0.5")}]
        yield ("expires_after_months",), 12


def _of_matches(rule: Rule, ruleset: Ruleset) -> Iterator[tuple[Path, Any]]:
    if names := lists_open_to(rule, ruleset):
        yield ("lists",), [names[0]]
    if ruleset.bands:
        yield ("override",), {"grade": ruleset.grades[-1]}
    if rule.override:
        yield ("override", "months"), 12
    if rule.has_points or rule.lists or rule.override:
        yield ("until",), "settled"
    yield ("valid_from",), min(ruleset.opens_on, rule.valid_until or ruleset.opens_on)
    yield ("valid_until",), dt.date((rule.valid_from or ruleset.opens_on).year, 12, 31)
