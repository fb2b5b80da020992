"""Which records a rule matches, which subjects it describes, and who is in scope at all."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import cast

import numpy as np

from pilot.evaluation.kernel.columns import AMOUNT_UNIT, NO_AMOUNT, UNBORN, Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.days import Days, day_of, year_of
from pilot.evaluation.merge_runs import merge_runs
from pilot.ruleset.model import Bounds, CellsOrBounds, Conditions, ProfileWhen, RecordWhen, Rule, Ruleset

AGE = "age"
"""The column that every subject has, whatever the tables hold: the year of the day asked for, less that of birth."""


@dataclass(frozen=True)
class Scope:
    """The subjects and the days that an evaluation looks at; `key` distinguishes the scopes of one city."""

    inside: Flags
    opens: int
    as_of: int
    key: tuple[object, ...]
    everybody: bool


@dataclass(frozen=True)
class Matched:
    """The records that a rule matches: row numbers, and their subject and day.

    They stand in ledger order where `needs_order` says so, else kind by kind.
    """

    rows: Ints
    subject: Ints
    day: Days

    def only(self, keep: Flags) -> Matched:
        """Those for which `keep` is true."""
        kept = np.flatnonzero(keep)
        return Matched(self.rows.take(kept), self.subject.take(kept), self.day.take(kept))


def scope_of(ruleset: Ruleset, columns: Columns, as_of: dt.date) -> Scope:
    """Step 1: subjects of the types that the ruleset applies to and as its scope has them, enrolled where it is
    voluntary; records in its time.
    """
    opens, last = day_of(ruleset.opens_on), day_of(as_of)
    inside = np.zeros(columns.subjects, dtype=bool)
    if "person" in ruleset.applies_to:
        inside |= ~columns.is_company
    if "company" in ruleset.applies_to:
        inside |= columns.is_company
    if ruleset.participation == "voluntary":
        inside &= columns.subjects_where("enrolled", lambda cell: cell == "true")
    for column, wanted in ruleset.scope.items():
        met = _subjects_meeting(column, wanted, columns, last)
        # Of an age only persons are asked: companies have none, and stay.
        inside &= met | columns.is_company if column == AGE else met
    return Scope(
        inside=inside,
        opens=opens,
        as_of=last,
        key=(tuple(sorted(set(ruleset.applies_to))), ruleset.participation, repr(ruleset.scope), opens, last),
        everybody=bool(inside.all()),
    )


def kinds_matched(kinds: list[str], patterns: tuple[str, ...]) -> list[int]:
    """The codes of the kinds that any of the patterns names; `a.*` names every kind that begins with `a.`."""
    exact = {pattern for pattern in patterns if not pattern.endswith(".*")}
    prefixes = tuple(pattern[:-1] for pattern in patterns if pattern.endswith(".*"))
    return [code for code, kind in enumerate(kinds) if kind in exact or (prefixes and kind.startswith(prefixes))]


def needs_order(rule: Rule) -> bool:
    """Whether what a match is worth hangs on the matches before it."""
    adds_up = rule.points_per is not None and rule.points_per.within is not None
    return rule.repeat is not None or rule.cap is not None or adds_up


def match_records(rule: Rule, when: RecordWhen, columns: Columns, scope: Scope) -> Matched:
    """The records that a rule with that condition matches, `while_on` left aside (steps 1 and 4)."""
    matched = _of_kinds(kinds_matched(columns.kinds, when.kind), columns, in_order=needs_order(rule))
    met: Flags | None = None
    for condition in _conditions(rule, when, matched, columns, scope):
        met = condition if met is None else met & condition
    return matched if met is None else matched.only(met)


def _conditions(rule: Rule, when: RecordWhen, matched: Matched, columns: Columns, scope: Scope) -> Iterator[Flags]:
    """Which matches meet each condition that can fail at all."""
    first = max(scope.opens, day_of(rule.valid_from)) if rule.valid_from else scope.opens
    last = min(scope.as_of, day_of(rule.valid_until)) if rule.valid_until else scope.as_of
    if first > columns.days[0]:
        yield matched.day >= first
    if last < columns.days[1]:
        yield matched.day <= last
    if not scope.everybody:
        yield scope.inside.take(matched.subject)
    if when.amount is not None:
        yield amount_within(columns.amount.take(matched.rows), when.amount)
    if when.agency is not None:
        wanted = np.array([agency in when.agency for agency in columns.agencies] + [False], dtype=bool)
        yield wanted.take(columns.agency.take(matched.rows))
    for column, wanted_cells in when.subject.items():
        if column == AGE:
            yield _ages_met(wanted_cells, year_of(matched.day) - columns.born.take(matched.subject))
        else:
            yield columns.subjects_where(column, _holds(wanted_cells)).take(matched.subject)


def _of_kinds(codes: list[int], columns: Columns, *, in_order: bool) -> Matched:
    slices = [slice(columns.kind_starts[code], columns.kind_starts[code + 1]) for code in codes]
    if len(slices) == 1:
        part = slices[0]
        return Matched(*(by_kind[part] for by_kind in columns.by_kind))
    if not slices:
        none = np.empty(0, dtype=np.int64)
        return Matched(none, none, none)
    if not in_order:
        return Matched(*(np.concatenate([by_kind[part] for part in slices]) for by_kind in columns.by_kind))
    rows = merge_runs(np.concatenate([columns.rows_by_kind[part] for part in slices]))
    return Matched(rows, columns.subject.take(rows), columns.day.take(rows))


def amount_within(amounts: Longs, bounds: Bounds) -> Flags:
    """Which amounts (in millionths) reach the lower bound and stay below the upper; one that is missing does not."""
    inside = amounts != NO_AMOUNT
    if bounds.at_least is not None:
        inside &= amounts >= int(bounds.at_least * AMOUNT_UNIT)
    if bounds.below is not None:
        inside &= amounts < int(bounds.below * AMOUNT_UNIT)
    return cast(Flags, inside)


def number_in(cell: str) -> Decimal | None:
    """A cell read as a number, or None where it is none."""
    return Decimal(cell) if re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", cell) else None


def _number_within(cell: str, bounds: Bounds) -> bool:
    number = number_in(cell)
    if number is None:
        return False
    return (bounds.at_least is None or number >= bounds.at_least) and (bounds.below is None or number < bounds.below)


def _holds(wanted: CellsOrBounds) -> Callable[[str], bool]:
    return partial(_number_within, bounds=wanted) if isinstance(wanted, Bounds) else wanted.__contains__


def _ages_met(wanted: CellsOrBounds, ages: Ints) -> Flags:
    """Which ages (in years, negative before birth and where no birth is known) are as they must be."""
    if isinstance(wanted, Bounds):
        met = ages > -UNBORN // 2
        if wanted.at_least is not None:
            met &= ages >= math.ceil(wanted.at_least)
        if wanted.below is not None:
            met &= ages < math.ceil(wanted.below)
        return met
    return np.isin(
        ages, [int(word) for word in wanted if re.fullmatch("-?[0-9]{1,6}", word) and str(int(word)) == word]
    )


def _subjects_meeting(column: str, wanted: CellsOrBounds, columns: Columns, day: int) -> Flags:
    if column == AGE:
        return _ages_met(wanted, int(year_of(np.array([day]))[0]) - columns.born)
    return columns.subjects_where(column, _holds(wanted))


def subjects_meeting(conditions: Conditions, columns: Columns, day: int) -> Flags:
    """Which subjects, in scope or not, have all that is named on that day."""
    met = np.ones(columns.subjects, dtype=bool)
    for column, wanted in conditions.items():
        met &= _subjects_meeting(column, wanted, columns, day)
    return met


def match_profiles(when: ProfileWhen, columns: Columns, scope: Scope) -> Ints:
    """The subjects in scope whom a profile describes (step 3)."""
    return np.flatnonzero(scope.inside & subjects_meeting(when.profile, columns, scope.opens)).astype(np.int64)
