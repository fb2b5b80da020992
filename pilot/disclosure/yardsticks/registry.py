"""A ruleset held against every yardstick: met, not met, not applicable, or cannot be told, with the reason.

A teaching comparison, not advice: a duty is shortened to what a ruleset can show, and most of them bind other people in
other places than the ruleset is drawn from. Where a duty would be met or missed by conjectured rules alone, it cannot
be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from pilot.disclosure.yardsticks import duties
from pilot.disclosure.yardsticks.answers import Answer
from pilot.disclosure.yardsticks.yardstick import Yardstick
from pilot.evaluation import Assessment, evaluate
from pilot.ruleset.model import Ruleset

__all__ = ["NOT_ADVICE", "YARDSTICKS", "Answer", "YardstickVerdict", "yardsticks"]

NOT_ADVICE = "A teaching comparison, not advice. Each duty is shortened to what a ruleset can show."


def _found() -> tuple[Yardstick, ...]:
    modules = (import_module(f"{duties.__name__}.{module.name}") for module in iter_modules(duties.__path__))
    return tuple(sorted((module.YARDSTICK for module in modules), key=lambda yardstick: int(yardstick.id[1:])))


YARDSTICKS = _found()
"""The yardstick of every module in `duties`, by id."""


@dataclass(frozen=True)
class YardstickVerdict:
    """The answer of one yardstick, the reason in a sentence or two, and the lines of the ruleset that it rests on.

    `rests_on` holds ways down to keys, such as `disclosure.subject.reasons` or `rules.red-light`.
    """

    yardstick: Yardstick
    answer: Answer
    reason: str
    rests_on: tuple[str, ...]


def yardsticks(ruleset: Ruleset, assessment: Assessment) -> list[YardstickVerdict]:
    """All of them, in order. `assessment` is of this ruleset, or of one that differs in its disclosure alone."""
    if assessment.ruleset is not ruleset:
        assessment = evaluate(ruleset, assessment.city, assessment.as_of, assessment.joined)
    return [_verdict(yardstick, ruleset, assessment) for yardstick in YARDSTICKS]


def _verdict(yardstick: Yardstick, ruleset: Ruleset, assessment: Assessment) -> YardstickVerdict:
    finding = yardstick.check(ruleset, assessment)
    return YardstickVerdict(yardstick, finding.answer, finding.reason, tuple(dict.fromkeys(finding.rests_on)))
