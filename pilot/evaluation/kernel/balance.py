"""From points to balance, score and grade."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pilot.evaluation.kernel.columns import Ints, Longs
from pilot.ruleset.model import Ruleset, Score

FURTHEST = 10**18
"""Farther than any score can be: stands for an end that is open."""


def factor_number(ruleset: Ruleset, place: int) -> int:
    """Which factor a rule counts towards: 0 for the shared one without bounds, else 1 + the factor's place."""
    factor = ruleset.rules[place].factor
    return 0 if factor is None or ruleset.score is None else 1 + list(ruleset.score.factors).index(factor)


def clamped(total: Longs, low: int | None, high: int | None) -> Longs:
    """Totals held between two ends, either of which may be open."""
    if low is not None:
        total = np.maximum(total, low)
    if high is not None:
        total = np.minimum(total, high)
    return total


def factor_ends(ruleset: Ruleset) -> list[tuple[int | None, int | None]]:
    """The least and the most of each named factor, in their order; None where that end is open."""
    return [] if ruleset.score is None else [(factor.min, factor.max) for factor in ruleset.score.factors.values()]


def balance_of(score: Score, sums: Mapping[int, Longs]) -> Longs:
    """Step 10: the start plus each factor's sum, clamped to its ends; `sums` by factor number."""
    ends = [(None, None), *((factor.min, factor.max) for factor in score.factors.values())]
    total = np.zeros(1, dtype=np.int64)
    for number, points in sums.items():
        total = total + clamped(points, *ends[number])
    balance: Longs = total + score.start
    return balance


def score_of(score: Score, balance: Longs) -> Longs:
    """The balance between floor and ceiling."""
    return clamped(balance, score.floor, score.ceiling)


def band_of(ruleset: Ruleset, score: Longs) -> Ints:
    """The number of the band that each score falls in: the first, best first, that it reaches, else the last."""
    starts = [band.from_ for band in ruleset.bands[:-1] if band.from_ is not None]
    rising = np.array(starts[::-1], dtype=np.int64)
    low, high = int(score.min(initial=0)), int(score.max(initial=0))
    if high - low > len(score):
        return len(starts) - np.searchsorted(rising, score, side="right")
    bands: Ints = len(starts) - np.searchsorted(rising, np.arange(low, high + 1), side="right")
    return bands.take(score - low)


def scores_of(grade: str, ruleset: Ruleset) -> tuple[int, int]:
    """The lowest and the highest score of a grade, both included; FURTHEST where nothing ends it."""
    place = ruleset.grades.index(grade)
    low = ruleset.bands[place].from_
    above = ruleset.bands[place - 1].from_ if place else None
    floor, ceiling = (ruleset.score.floor, ruleset.score.ceiling) if ruleset.score else (None, None)
    lowest = low if low is not None else floor if floor is not None else -FURTHEST
    highest = above - 1 if above is not None else ceiling if ceiling is not None else FURTHEST
    return lowest, highest
