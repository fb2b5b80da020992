"""Who is on which list, from when to when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from pilot.evaluation.kernel.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.days import FIRST_DAY, NEVER, Days, later
from pilot.evaluation.kernel.match import Matched
from pilot.evaluation.kernel.price import settled_on
from pilot.evaluation.merge_runs import merge_runs
from pilot.ruleset.model import EnteredWhen, Rule, Ruleset


@dataclass(frozen=True)
class Memberships:
    """Rows of list membership: `list` counts the ruleset's lists in order, `left` is NEVER while it lasts.

    `row` is the record, `place` the rule, `via` the subject whose listing it is; each -1 where there is none.
    """

    subject: Ints
    list: Ints
    entered: Days
    left: Days
    row: Ints
    place: Ints
    via: Ints

    def only(self, keep: Flags | Longs) -> Memberships:
        """The rows chosen by a mask or by positions."""
        kept = np.flatnonzero(keep) if keep.dtype == bool else keep
        return Memberships(*(getattr(self, field.name).take(kept) for field in fields(self)))

    @cached_property
    def now(self) -> Memberships:
        """The rows that still last."""
        return self.only((self.left == NEVER) & (self.entered < self.left))

    def stays(self, lists: Iterable[int], names: int) -> Stays:
        """The rows of these lists (of so many that there are) that last at least a day, as far as time is concerned."""
        wanted = np.zeros(names, dtype=bool)
        wanted[list(lists)] = True
        rows = np.flatnonzero(wanted.take(self.list) & (self.entered < self.left))
        return Stays(*(column.take(rows) for column in (self.subject, self.list, self.entered, self.left)))


@dataclass(frozen=True)
class Stays:
    """Whom and when: stays on lists that begin before they end."""

    subject: Ints
    list: Ints
    entered: Days
    left: Days

    def on(self, subject: Ints, day: Days) -> Flags:
        """Whether each subject is in one of these stays on each day; the stays of each rule are a run."""
        ever = np.zeros(int(max(subject.max(initial=0), self.subject.max(initial=0))) + 1, dtype=bool)
        ever[self.subject] = True
        active = ever.take(subject)
        possible = np.flatnonzero(active)
        subject, day = subject.take(possible), day.take(possible)
        entered, left = merge_runs(_packed(self.subject, self.entered)), merge_runs(_packed(self.subject, self.left))
        now, dawn = _packed(subject, day), subject << _DAY_BITS
        came = np.searchsorted(entered, now, side="right") - np.searchsorted(entered, dawn)
        went = np.searchsorted(left, now, side="right") - np.searchsorted(left, dawn)
        active[possible] = came > went
        return active


def gathered(parts: Iterable[Memberships]) -> Memberships:
    """Several tables as one."""
    parts = list(parts)
    none = np.empty(0, dtype=np.int64)
    if not parts:
        return Memberships(none, none, none, none, none, none, none)
    return Memberships(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Memberships))
    )


def memberships_of(
    rule: Rule, place: int, matched: Matched, ruleset: Ruleset, columns: Columns, as_of: int
) -> Memberships:
    """Step 7 for one rule: a row for each posting and list, and for each relative that the list carries to."""
    return gathered(
        part
        for name in rule.lists
        for part in _on_list(rule, place, matched, list(ruleset.lists).index(name), ruleset, columns, as_of)
    )


def _on_list(
    rule: Rule, place: int, matched: Matched, number: int, ruleset: Ruleset, columns: Columns, as_of: int
) -> Iterable[Memberships]:
    named = list(ruleset.lists.values())[number]
    left = np.minimum(falls_on(rule, matched, columns), _runs_out(matched.day, named.lasts_months))
    left[left > as_of] = NEVER
    size = len(matched.rows)
    own = Memberships(
        subject=matched.subject,
        list=np.full(size, number, dtype=np.int64),
        entered=matched.day,
        left=left,
        row=matched.rows,
        place=np.full(size, place, dtype=np.int64),
        via=np.full(size, -1, dtype=np.int64),
    )
    yield own
    if named.carry and size:
        pairs = [columns.links(relationship).of(matched.subject) for relationship in dict.fromkeys(named.carry)]
        reached = np.unique(np.concatenate([position * columns.subjects + other for position, other in pairs]))
        source = reached // columns.subjects
        carried = own.only(source)
        yield Memberships(
            subject=(reached % columns.subjects).astype(np.int64),
            list=carried.list,
            entered=carried.entered,
            left=carried.left,
            row=carried.row,
            place=carried.place,
            via=carried.subject,
        )


def falls_on(rule: Rule, matched: Matched, columns: Columns) -> Days:
    """The day on which a listing or an override falls: upheld appeal, or settlement where the rule ends with it."""
    ends = columns.upheld[matched.rows]
    return np.minimum(ends, settled_on(matched, columns)) if rule.until == "settled" else ends.copy()


def _runs_out(day: Days, months: int | None) -> Days:
    return np.full(len(day), NEVER, dtype=np.int64) if months is None else later(day, months)


def derived_memberships(
    number: int, entered_when: EnteredWhen, names: Sequence[str], direct: Memberships
) -> Memberships:
    """Step 7, last part: who stands on enough of the named lists, one row for each unbroken span."""
    stays = direct.stays((names.index(name) for name in entered_when.of), len(names))
    who = stays.subject * len(names) + stays.list
    enough = np.flatnonzero(_distinct_lists(stays, len(names)).take(stays.subject) >= entered_when.at_least)
    per_list = _changes(who.take(enough), stays.entered.take(enough), stays.left.take(enough), 1)
    subject = per_list.who // len(names)
    spans = _changes(subject[0::2], per_list.day[0::2], per_list.day[1::2], entered_when.at_least)
    size = len(spans.who) // 2
    missing = np.full(size, -1, dtype=np.int64)
    return Memberships(
        subject=spans.who[0::2].astype(np.int64),
        list=np.full(size, number, dtype=np.int64),
        entered=spans.day[0::2],
        left=spans.day[1::2],
        row=missing,
        place=missing,
        via=missing,
    )


def _distinct_lists(stays: Stays, names: int) -> Ints:
    """On how many of the lists each subject ever was."""
    ever = np.zeros((names, int(stays.subject.max(initial=0)) + 1), dtype=bool)
    ever[stays.list, stays.subject] = True
    count: Ints = ever.sum(axis=0)
    return count


@dataclass(frozen=True)
class _Changes:
    """Alternating beginnings and ends of spans, sorted by whom they concern and by day; an open end is NEVER."""

    who: Longs
    day: Days


def _changes(who: Longs, entered: Days, left: Days, at_least: int) -> _Changes:
    """The unbroken spans in which at least so many of the given stays run at once; the stays come in runs."""
    events = merge_runs(np.concatenate([_packed(who, entered) * 2 + 1, _packed(who, left) * 2]))
    running = np.cumsum((events & 1) * 2 - 1)
    moment = events >> 1
    last_of_day = np.ones(len(moment), dtype=bool)
    last_of_day[:-1] = moment[1:] != moment[:-1]
    moment, reached = moment[last_of_day], running[last_of_day] >= at_least
    turns = np.diff(reached, prepend=False)
    return _Changes(*_unpacked(moment[turns]))


_DAY_BITS = 18
_NO_DAY = (1 << _DAY_BITS) - 1


def _packed(who: Longs, day: Days) -> Longs:
    """Whom and when as one number that sorts by whom, then when."""
    return (who.astype(np.int64) << _DAY_BITS) | np.where(day == NEVER, _NO_DAY, day - FIRST_DAY)


def _unpacked(moment: Longs) -> tuple[Longs, Days]:
    day = moment & _NO_DAY
    return moment >> _DAY_BITS, np.where(day == _NO_DAY, NEVER, day + FIRST_DAY).astype(np.int64)
