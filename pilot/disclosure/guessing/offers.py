"""Whole rules to choose from: the hidden one among others that could as well have moved the scores of its round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random

from pilot.disclosure.guessing.rounds import MOST_POINTS, Round
from pilot.evaluation.plain.matching import kind_is
from pilot.ruleset.model import RecordWhen, Rule, Ruleset

OFFERED = 6
FEWEST_OTHERS = 2
WEIGHTS = (1, 2, 5, 10, 20, 40)
"""Points without their sign, for a rule about a kind that no ruleset prices or that has a rule already."""


@dataclass(frozen=True, slots=True)
class SimpleRule:
    """A candidate of the family: every record of this kind moves the score by so many points."""

    kind: str
    points: int


def offered(round_: Round, rulesets: Sequence[Ruleset]) -> tuple[SimpleRule, ...]:
    """Rules about what happened in the round, the hidden one among them, no two alike, by kind in the cards' order.

    A kind is priced as the first of the rulesets prices it that does. What none of them prices has a rule only where
    fewer than two other kinds have one. Where all that makes fewer than six, the same kinds are offered again with
    other points, one after the other.
    """
    dice = Random(round_.seed)
    kinds = list(dict.fromkeys(happening.kind for episode in round_.episodes for happening in episode.happenings))
    chosen = [SimpleRule(round_.kind, round_.points), *_others(round_, kinds, rulesets, dice)]
    further = zip(*(_reweighed(rule, dice) for rule in dice.sample(chosen, len(chosen))), strict=True)
    chosen += list(chain.from_iterable(further))[: OFFERED - len(chosen)]
    return tuple(sorted(dice.sample(chosen, len(chosen)), key=lambda rule: kinds.index(rule.kind)))


def _others(round_: Round, kinds: Sequence[str], rulesets: Sequence[Ruleset], dice: Random) -> list[SimpleRule]:
    prices = {kind: price(kind, rulesets) for kind in kinds if kind != round_.kind}
    priced = [SimpleRule(kind, points) for kind, points in prices.items() if points]
    if len(priced) < FEWEST_OTHERS:
        priced += [SimpleRule(kind, dice.choice((-1, 1)) * dice.choice(WEIGHTS)) for kind in prices if not prices[kind]]
    return dice.sample(priced, min(len(priced), OFFERED - 1))


def price(kind: str, rulesets: Iterable[Ruleset]) -> int | None:
    """The points of the first rule for records of a kind, None where no ruleset has one that a candidate could be."""
    rules = (rule for ruleset in rulesets for rule in ruleset.rules)
    found = (_points(rule) for rule in rules if isinstance(rule.when, RecordWhen) and kind_is(rule.when.kind, kind))
    return next((points for points in found if points and abs(points) <= MOST_POINTS), None)


def _points(rule: Rule) -> int | None:
    return rule.points_per.points if rule.points_per else rule.points


def _reweighed(rule: SimpleRule, dice: Random) -> list[SimpleRule]:
    """The same kind at as many other weights for every rule, on the same side of 0."""
    sign = 1 if rule.points > 0 else -1
    others = [weight for weight in WEIGHTS if weight != abs(rule.points)]
    return [SimpleRule(rule.kind, sign * weight) for weight in dice.sample(others, len(WEIGHTS) - 1)]
