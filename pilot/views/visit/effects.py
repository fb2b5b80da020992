"""What an article does to a city, measured for a small drawing: as wide as those reached, as tall as its points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log1p
from typing import Literal

from pilot.city.city import City
from pilot.phrases import count, number
from pilot.ruleset.model import Rule
from pilot.ruleset.sentences.rule_sentences import price
from pilot.views.visit.figures import Figures, Row

Way = Literal["up", "down", "level"]
TALLEST = log1p(1000)
"""From so many points on, on a logarithmic scale, a block is as tall as can be; the scale is one for all rulesets."""


@dataclass(frozen=True)
class DrawnBlock:
    """One state of an article: whether it lifts or lowers those whom it reaches, its width and height in per cent."""

    way: Way
    wide: float
    high: float


@dataclass(frozen=True)
class Effect:
    """An article as it is, and as it was where that differs; the words say what the drawing shows."""

    now: DrawnBlock
    words: str
    before: DrawnBlock | None = None

    def against(self, other: Effect | None) -> Effect:
        """The same set against what the article did before; as it is where there was none."""
        if other is None or (other.now, other.words) == (self.now, self.words):
            return self
        return replace(self, before=other.now, words=f"{self.words}; before {other.words}")


def of_rule(rule: Rule, figures: Figures) -> Effect:
    """What a rule does to a city: to the residents who met it, or to the companies where only these did."""
    whom, wide = _whom(figures.by_rule[rule.id], figures.assessment.city)
    points = weight(rule)
    way: Way = "up" if points > 0 else "down" if points < 0 else "level"
    high = round(100 * min(1.0, log1p(abs(points)) / TALLEST), 1)
    return Effect(DrawnBlock(way, wide, high), f"{price(rule) or 'no points'} for {whom}")


def of_rules(rules: Iterable[Rule], figures: Figures, before: Figures) -> dict[str, Effect]:
    """What rules do, by id, each set against the rule of that id before."""
    there = {rule.id: rule for rule in before.assessment.ruleset.rules}
    return {
        rule.id: of_rule(rule, figures).against(of_rule(there[rule.id], before) if rule.id in there else None)
        for rule in rules
    }


def weight(rule: Rule) -> int:
    """The points of one match, or of one unit of its amount; 0 where a rule has none."""
    return rule.points_per.points if rule.points_per else rule.points or 0


def _whom(row: Row, city: City) -> tuple[str, float]:
    """How many of the city are reached, in words and as a share in per cent."""
    many, whole, one, several = row["persons"], len(city.residents), "resident", "residents"
    if not many and row["companies"]:
        many, whole, one, several = row["companies"], len(city.companies), "company", "companies"
    if not many or not whole:
        return "nobody", 0.0
    return f"{number(many)} of {count(whole, one, several)}", round(max(1.0, 100 * many / whole), 1)
