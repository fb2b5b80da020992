"""Steps 4 and 8: which record rules match which records, and what each match is worth."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

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
            heaviest = _heaviest(matches, record) if self._overlap == "heaviest" else None
            for place, rule in matches:
                lighter = rule.has_points and heaviest is not None and rule is not heaviest
                points, note, origin = pricing.price(rule, place, record, heaviest if lighter else None)
                yield Posting(subject.subject_id, record.date, "rule", points, rule, place, record, None, note, origin)

    def _for_kind(self, kind: str) -> list[tuple[int, Rule, RecordWhen]]:
        if kind not in self._by_kind:
            self._by_kind[kind] = [entry for entry in self._rules if kind_is(entry[2].kind, kind)]
        return self._by_kind[kind]


def base_points(rule: Rule, record: Record) -> tuple[int, int | None]:
    """Step 4a: the points before repeats and caps, and the full units counted where the rule has `points_per`."""
    if rule.points_per is None:
        return rule.points or 0, None
    units = 0 if record.amount is None else int(abs(record.amount) // rule.points_per.amount)
    return rule.points_per.points * units, units


def _heaviest(matches: Sequence[Placed], record: Record) -> Rule | None:
    priced = [rule for _, rule in matches if rule.has_points]
    return max(priced, key=lambda rule: abs(base_points(rule, record)[0]), default=None)


class _Pricing:
    """What one subject's records have used up in one pass: each rule's earlier matches, and its caps."""

    def __init__(self) -> None:
        self._run_out: defaultdict[int, list[dt.date]] = defaultdict(list)
        self._used: defaultdict[tuple[int, tuple[int, ...]], int] = defaultdict(int)

    def price(self, rule: Rule, place: int, record: Record, heavier: Rule | None) -> tuple[int, str | None, Priced]:
        base, units = base_points(rule, record)
        if heavier:
            return 0, HEAVIER, Priced(base, units, heavier)
        occurrence, multiplier = self._repeated(rule, place, record.date)
        if rule.cap is None:
            return base * multiplier, None, Priced(base, units, None, occurrence, multiplier)
        period = (place, period_of(rule.cap.per, record.date))
        left = rule.cap.points - self._used[period]
        origin = Priced(base, units, None, occurrence, multiplier, left)
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


def period_of(per: str, date: dt.date) -> tuple[int, ...]:
    """The calendar month, the calendar year, or all of time, that a cap counts in."""
    return {"month": (date.year, date.month), "year": (date.year,), "ever": ()}[per]
