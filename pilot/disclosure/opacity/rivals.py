"""How many rules, and pairs of rules, could explain the last change that somebody saw."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pandas as pd

from pilot.disclosure.opacity.day_ends import day_ends, turned
from pilot.disclosure.shown.screen_codes import past_of
from pilot.evaluation import Assessment
from pilot.evaluation.kernel.balance import FURTHEST, scores_of
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.model.values import Audience, Item

_COLUMNS: dict[Item, str] = {"score": "score", "grade": "held"}


@dataclass(frozen=True)
class Amounts:
    """What one posting of a rule can come to: single amounts, or everything between two ends (both included)."""

    low: int
    high: int
    exact: frozenset[int] | None

    def meets(self, low: int, high: int) -> bool:
        """Whether an amount from `low` to `high` is possible."""
        if self.exact is not None:
            return any(low <= amount <= high for amount in self.exact)
        return self.low <= high and low <= self.high

    def plus(self, other: Amounts) -> Amounts:
        """What two postings can come to together."""
        if self.exact is not None and other.exact is not None:
            sums = frozenset(one + two for one in self.exact for two in other.exact)
            return Amounts(min(sums), max(sums), sums)
        return Amounts(self.low + other.low, self.high + other.high, None)


@dataclass(frozen=True)
class SeenChange:
    """The last change that a subject saw: its day, the least and the most points that it can stand for, and the grades
    held before and after, None where the grade stayed. `named` tells whether the screen names the rule.
    """

    subject_id: str
    on: dt.date
    low: int
    high: int
    grade_before: str | None
    grade: str | None
    named: bool


@dataclass(frozen=True)
class Rivals:
    """For one subject who saw a change: the rules that could each explain it, and how many pairs could together."""

    change: SeenChange
    rules: tuple[str, ...]
    pairs: int

    @property
    def number(self) -> int:
        """All explanations, single rules and pairs."""
        return len(self.rules) + self.pairs


def amounts_of(rule: Rule) -> Amounts | None:
    """What a posting of the rule, or its reversal, can come to; None for a rule that never moves points."""
    times = {1} if rule.repeat is None else set(rule.repeat.multiply)
    if rule.points_per is not None:
        end = rule.cap.points if rule.cap else FURTHEST
        return Amounts(-end, end, None) if rule.points_per.points else None
    if not rule.points:
        return None
    exact = {rule.points * factor for factor in times}
    if rule.cap is not None:
        end = min(max(abs(amount) for amount in exact), rule.cap.points)
        return Amounts(-end, end, None)
    if rule.when.posts != "at the opening":
        exact |= {-amount for amount in exact}
    moves = frozenset(exact - {0})
    return Amounts(min(moves), max(moves), moves) if moves else None


def last_changes(assessment: Assessment, audience: Audience, *, requested: bool = False) -> list[SeenChange]:
    """The last change of score or grade on each subject's screen, for those who saw one; in order of subject id.

    The grade is the one that was held, whether the score or a rule had set it.
    """
    items, past = assessment.ruleset.disclosure.open_to(audience, requested=requested), past_of(assessment)
    columns = [_COLUMNS[item] for item in ("score", "grade") if item in items]
    if past is None or not columns or past.ruleset.score is None:
        return []
    ends = day_ends(past)
    changed = pd.concat([turned(ends, column) for column in columns], axis=1).any(axis=1)
    before = ends[["score", "held"]].shift().add_suffix("_before")
    rows = ends[changed].join(before).drop_duplicates("subject_id", keep="last")
    named = "reasons" in items
    return [_change(past.ruleset, row, "score" in items, named) for row in rows.itertuples(index=False)]


def _change(ruleset: Ruleset, row: object, score_shown: bool, named: bool) -> SeenChange:
    cells = row._asdict()  # type: ignore[attr-defined]
    before, now = int(cells["held_before"]), int(cells["held"])
    if score_shown:
        low = high = int(cells["score"]) - int(cells["score_before"])
    else:
        (old_low, old_high), (new_low, new_high) = (
            scores_of(ruleset.grades[place], ruleset) for place in (before, now)
        )
        low, high = new_low - old_high, new_high - old_low
    return SeenChange(
        subject_id=str(cells["subject_id"]),
        on=cells["date"].date(),
        low=low,
        high=high,
        grade_before=None if now == before else ruleset.grades[before],
        grade=None if now == before else ruleset.grades[now],
        named=named,
    )


def rivals(assessment: Assessment, audience: Audience = "subject", *, requested: bool = False) -> list[Rivals]:
    """For each subject who saw a change, what could explain it. A screen that names the rule leaves one explanation."""
    rules = assessment.once("amounts of rules", lambda: _Known(assessment.ruleset))
    explained = cache(rules.explaining)
    found = []
    for change in last_changes(assessment, audience, requested=requested):
        if change.named:
            found.append(Rivals(change, ("named on the screen",), 0))
        else:
            found.append(Rivals(change, *explained(change.low, change.high, change.grade_before, change.grade)))
    return found


class _Known:
    """The rules and pairs of rules that can move a score, with what each comes to."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.rules, self.grades = ruleset.rules, ruleset.grades
        self.amounts = {rule.id: found for rule in ruleset.rules if (found := amounts_of(rule)) is not None}
        self.pairs = Counter(one.plus(two) for one, two in combinations(self.amounts.values(), 2))

    def explaining(
        self, low: int, high: int, grade_before: str | None, grade: str | None
    ) -> tuple[tuple[str, ...], int]:
        """The rules that explain a change of `low` to `high` points from one grade to another, and how many pairs do.

        A rule that sets a grade explains a fall to that grade when it begins, and a rise from it when it ends.
        """
        single = [name for name, possible in self.amounts.items() if possible.meets(low, high)]
        set_by_rule = max(filter(None, (grade_before, grade)), key=self.grades.index, default=None)
        by_order = [rule.id for rule in self.rules if rule.override and rule.override.grade == set_by_rule]
        pairs = sum(count for possible, count in self.pairs.items() if possible.meets(low, high))
        return tuple(dict.fromkeys([*single, *by_order])), pairs
