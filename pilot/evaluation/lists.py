"""Who is on which list, from when to when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from pilot.evaluation.calendar import NEVER, Days, later
from pilot.evaluation.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.match import Matched
from pilot.evaluation.post import settled_on
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
        return Memberships(*(getattr(self, field.name)[keep] for field in fields(self)))

    def on(self, list_number: int, subject: Ints, day: Days) -> Flags:
        """Whether each subject is on the list on each day."""
        mine = self.only((self.list == list_number) & (self.entered < self.left))
        entered = np.sort(_moment(mine.subject, mine.entered))
        left = np.sort(_moment(mine.subject, mine.left))
        now, dawn = _moment(subject, day), _moment(subject, np.full(len(day), -NEVER, dtype=np.int32))
        came = np.searchsorted(entered, now, side="right") - np.searchsorted(entered, dawn)
        went = np.searchsorted(left, now, side="right") - np.searchsorted(left, dawn)
        active: Flags = came > went
        return active


def _moment(subject: Ints, day: Days) -> Longs:
    """Subject and day as one number that sorts by subject, then day."""
    return (subject.astype(np.int64) << 33) + (day.astype(np.int64) + NEVER)


def gathered(parts: Iterable[Memberships]) -> Memberships:
    """Several tables as one."""
    parts = list(parts)
    none = np.empty(0, dtype=np.int32)
    if not parts:
        return Memberships(none, none, none, none, none, none, none)
    return Memberships(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Memberships)))


def memberships_of(rule: Rule, place: int, matched: Matched, ruleset: Ruleset, columns: Columns, as_of: int) -> Memberships:
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
        list=np.full(size, number, dtype=np.int32),
        entered=matched.day,
        left=left,
        row=matched.rows,
        place=np.full(size, place, dtype=np.int32),
        via=np.full(size, -1, dtype=np.int32),
    )
    yield own
    if named.carry and size:
        pairs = [columns.links(relationship).of(matched.subject) for relationship in dict.fromkeys(named.carry)]
        reached = np.unique(np.concatenate([position * columns.subjects + other for position, other in pairs]))
        source = reached // columns.subjects
        carried = own.only(source)
        yield Memberships(
            subject=(reached % columns.subjects).astype(np.int32),
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
    return np.full(len(day), NEVER, dtype=np.int32) if months is None else later(day, months)


def derived_memberships(number: int, entered_when: EnteredWhen, names: Sequence[str], direct: Memberships) -> Memberships:
    """Step 7, last part: who stands on enough of the named lists, one row for each unbroken span."""
    wanted = np.isin(direct.list, [names.index(name) for name in set(entered_when.of)])
    stays = direct.only(wanted & (direct.entered < direct.left))
    per_list = _changes(stays.subject.astype(np.int64) * len(names) + stays.list, stays.entered, stays.left, 1)
    subject = (per_list.who // len(names)).astype(np.int64)
    spans = _changes(subject[0::2], per_list.day[0::2], per_list.day[1::2], entered_when.at_least)
    size = len(spans.who) // 2
    missing = np.full(size, -1, dtype=np.int32)
    return Memberships(
        subject=spans.who[0::2].astype(np.int32),
        list=np.full(size, number, dtype=np.int32),
        entered=spans.day[0::2],
        left=spans.day[1::2],
        row=missing,
        place=missing,
        via=missing,
    )


@dataclass(frozen=True)
class _Changes:
    """Alternating beginnings and ends of spans, sorted by whom they concern and by day; an open end is NEVER."""

    who: Longs
    day: Days


def _changes(who: Longs, entered: Days, left: Days, at_least: int) -> _Changes:
    """The unbroken spans in which at least so many of the given stays run at once."""
    everyone = np.concatenate([who, who])
    day = np.concatenate([entered, left])
    step = np.concatenate([np.ones(len(who), dtype=np.int64), -np.ones(len(who), dtype=np.int64)])
    order = np.lexsort((day, everyone))
    everyone, day, running = everyone[order], day[order], np.cumsum(step[order])
    last_of_day = np.ones(len(day), dtype=bool)
    last_of_day[:-1] = (everyone[1:] != everyone[:-1]) | (day[1:] != day[:-1])
    everyone, day, reached = everyone[last_of_day], day[last_of_day], running[last_of_day] >= at_least
    before = np.zeros(len(reached), dtype=bool)
    before[1:] = reached[:-1]
    turns = reached != before
    return _Changes(everyone[turns], day[turns])
