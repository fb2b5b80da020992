"""Steps 4 and 8: which record rules match which records, and what each match is worth."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pilot.evaluation.plain.matching import kind_is, months_later, record_matches
from pilot.evaluation.plain.posting import CAPPED, HEAVIER, Posting, Priced, no_more_than
from pilot.evaluation.plain.rows import Record, Subject
from pilot.ruleset.model import RecordWhen, Rule, Ruleset

Placed = tuple[int, Rule]
"""A rule with its place in the file, counted from 0."""
IsOn = Callable[[str, str, dt.date], bool]
"""Whether a subject is on a list on a day."""


class RecordRules:
    """The record rules of one pass: those without `while_on` (step 4), or those with it (step 8)."""

    def __init__(self, ruleset: Ruleset, *, waiting: bool) -> None:
        self._overlap = ruleset.overlap
        rules = ruleset.by_kind.records
        self._rules = [(place, rule, when) for place, rule, when in rules if (when.while_on is not None) == waiting]
        self._by_kind: dict[str, list[tuple[int, Rule, RecordWhen]]] = {}

    def postings(self, subject: Subject, records: Iterable[Record], is_on: IsOn) -> Iterator[Posting]:
        """One posting for each record and rule that match; `records` are one subject's, by date and id."""
        pricing = _Pricing()
        for record in records:
            matches = [
                (place, rule)
                for place, rule, when in self._for_kind(record.kind)
                if record_matches(rule, when, record, subject)
                and (when.while_on is None or is_on(subject.subject_id, when.while_on, record.date))
            ]
            bases = {place: pricing.base(rule, place, record) for place, rule in matches}
            heaviest = _heaviest(matches, bases) if self._overlap == "heaviest" else None
            for place, rule in matches:
                gives_way = heaviest is not None and rule.has_points and rule is not heaviest[0]
                points, note, origin = pricing.price(rule, place, record, bases[place], heaviest if gives_way else None)
                yield Posting(subject.subject_id, record.date, "rule", points, rule, place, record, None, note, origin)

    def _for_kind(self, kind: str) -> list[tuple[int, Rule, RecordWhen]]:
        if kind not in self._by_kind:
            self._by_kind[kind] = [entry for entry in self._rules if kind_is(entry[2].kind, kind)]
        return self._by_kind[kind]


def _heaviest(matches: Sequence[Placed], bases: Mapping[int, Base]) -> tuple[Rule, int] | None:
    """The rule with the largest base points, the first of several, and these."""
    priced = [(rule, bases[place].points) for place, rule in matches if rule.has_points]
    return max(priced, key=lambda weighed: abs(weighed[1]), default=None)


class Base(NamedTuple):
    """Step 4a: the points before repeats and caps; where the rule has `points_per`, the full units that they count,
    and what earlier amounts add up to.
    """

    points: int
    units: int | None = None
    earlier: Decimal = Decimal(0)


class _Pricing:
    """What one subject's records have used up in one pass: each rule's earlier matches, its amounts and its caps."""

    def __init__(self) -> None:
        self._amounts: defaultdict[tuple[int, tuple[int, ...]], Decimal] = defaultdict(Decimal)
        self._run_out: defaultdict[int, list[dt.date]] = defaultdict(list)
        self._used: defaultdict[tuple[int, tuple[int, ...]], int] = defaultdict(int)

    def base(self, rule: Rule, place: int, record: Record) -> Base:
        per = rule.points_per
        if per is None:
            return Base(rule.points or 0)
        amount = abs(record.amount or Decimal(0))
        if per.within is None:
            units = full_units(amount, per.amount)
            return Base(per.points * units, units)
        period = (place, period_of(per.within, record.date))
        before = self._amounts[period]
        self._amounts[period] = before + amount
        units = full_units(before + amount, per.amount) - full_units(before, per.amount)
        return Base(per.points * units, units, before)

    def price(
        self, rule: Rule, place: int, record: Record, found: Base, heavier: tuple[Rule, int] | None
    ) -> tuple[int, str | None, Priced]:
        base, units, earlier = found
        if heavier:
            return 0, HEAVIER, Priced(base, units, earlier, heavier)
        occurrence, multiplier = self._repeated(rule, place, record.date)
        if rule.cap is None:
            return base * multiplier, None, Priced(base, units, earlier, None, occurrence, multiplier)
        period = (place, period_of(rule.cap.per, record.date))
        left = rule.cap.points - self._used[period]
        origin = Priced(base, units, earlier, None, occurrence, multiplier, left)
        points = no_more_than(left, origin.before_cap)
        self._used[period] += abs(points)
        return points, CAPPED if points != origin.before_cap else None, origin

    def _repeated(self, rule: Rule, place: int, date: dt.date) -> tuple[int, int]:
        if rule.repeat is None:
            return 1, 1
        # Matches come in order of their dates and run out in that order, so those that have not are at the end.
        run_out, multiply = self._run_out[place], rule.repeat.multiply
        occurrence = 1 + len(run_out) - bisect_right(run_out, date)
        run_out.append(months_later(date, rule.repeat.within_months))
        return occurrence, multiply[min(occurrence, len(multiply)) - 1]


def full_units(amount: Decimal, step: Decimal) -> int:
    """How many whole steps an amount holds, exactly."""
    (size, below), (of, parts) = amount.as_integer_ratio(), step.as_integer_ratio()
    return size * parts // (below * of)


def period_of(per: str, date: dt.date) -> tuple[int, ...]:
    """The calendar month, the calendar year, or all of time, that a cap counts in."""
    return {"month": (date.year, date.month), "year": (date.year,), "ever": ()}[per]
