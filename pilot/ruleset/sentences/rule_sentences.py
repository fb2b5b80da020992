"""What a rule reads and what it does, in plain sentences that say neither more nor less than the evaluation does.

The sentences are those of `condition_sentences` and `effect_sentences`, where each value is a slot.
"""

from __future__ import annotations

from pilot.phrases import number, signed
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.condition_sentences import reads_parts
from pilot.ruleset.sentences.effect_sentences import does_parts
from pilot.ruleset.sentences.slots import Sentence, Slot, plain

__all__ = [
    "Sentence",
    "Slot",
    "does",
    "does_parts",
    "price",
    "reads",
    "reads_parts",
    "sign_of",
]


def sign_of(rule: Rule) -> str:
    """Which way the rule moves a score: `adds`, `takes`, or `none` where it has no points or 0."""
    points = rule.points_per.points if rule.points_per else rule.points or 0
    return "adds" if points > 0 else "takes" if points < 0 else "none"


def price(rule: Rule) -> str:
    """The points of one match as they stand beside the rule: −5, +1 per 100, 0; empty without points."""
    if rule.points_per:
        return f"{signed(rule.points_per.points)} per {number(rule.points_per.amount)}"
    return "" if rule.points is None else signed(rule.points)


def reads(rule: Rule, ruleset: Ruleset) -> str:
    """What the rule looks at, in one sentence; kinds of record stand as in the file."""
    return plain(reads_parts(rule, ruleset))


def does(rule: Rule, ruleset: Ruleset) -> tuple[str, ...]:
    """What a match does, a sentence for each part of the rule, in the order in which they take effect."""
    return tuple(plain(parts) for parts in does_parts(rule, ruleset))
