"""Step 7: who is on which list, from when to when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pilot.evaluation.plain.aftermath import removals
from pilot.evaluation.plain.matching import months_later
from pilot.evaluation.plain.posting import Posting
from pilot.evaluation.plain.rows import Record, Rows
from pilot.ruleset.model import EnteredWhen, Rule, Ruleset


@dataclass(frozen=True, slots=True)
class Membership:
    """One stay on a list; `left_on` is None while it lasts. A derived list's stays have no record, rule or via.

    `left_by` says what ended it: an appeal, a settlement, the list's own term, or lists of which too few were left.
    """

    subject_id: str
    list_id: str
    entered_on: dt.date
    left_on: dt.date | None
    record: Record | None = None
    rule: Rule | None = None
    place: int = -1
    via_id: str | None = None
    left_by: Literal["appeal", "settlement", "term", "lists"] | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """By subject, list, day of entry, record, rule's place and via; nulls first."""
        record_id = self.record.record_id if self.record else ""
        via = (self.via_id is not None, self.via_id or "")
        return (self.subject_id, self.list_id, self.entered_on, self.record is not None, record_id, self.place, via)

    def holds_on(self, date: dt.date) -> bool:
        """Whether the stay covers the day; the day of entry is in it, the day of leaving is not."""
        return self.entered_on <= date and (self.left_on is None or date < self.left_on)


def memberships_from(posting: Posting, ruleset: Ruleset, rows: Rows, as_of: dt.date) -> Iterator[Membership]:
    """The stays that a posting of a record rule causes: its subject's, and those of relatives whom the list adds."""
    rule, record = posting.rule, posting.record
    if rule is None or record is None:
        return
    for list_id in dict.fromkeys(rule.lists):
        left_on, left_by = _leaving(posting, ruleset.lists[list_id].lasts_months, as_of)
        for subject_id in [posting.subject_id, *rows.relatives_of(posting.subject_id, ruleset.lists[list_id].carry)]:
            via_id = None if subject_id == posting.subject_id else posting.subject_id
            yield Membership(subject_id, list_id, record.date, left_on, record, rule, posting.place, via_id, left_by)


Leaving = tuple[dt.date | None, Literal["appeal", "settlement", "term"] | None]


def _leaving(posting: Posting, lasts_months: int | None, as_of: dt.date) -> Leaving:
    if posting.rule is None or posting.record is None:
        return None, None
    ends: list[Leaving] = [
        (day, "appeal" if by == "appeal" else "settlement") for day, by in removals(posting.rule, posting.record)
    ]
    if lasts_months is not None:
        ends.append((months_later(posting.record.date, lasts_months), "term"))
    past = [end for end in ends if end[0] is not None and end[0] <= as_of]
    return min(past, key=lambda end: end[0] or as_of, default=(None, None))


def derived_memberships(ruleset: Ruleset, memberships: Iterable[Membership]) -> Iterator[Membership]:
    """The unbroken spans in which somebody stands on enough of the lists that a list with `entered_when` counts."""
    of_subject: defaultdict[str, list[Membership]] = defaultdict(list)
    for membership in memberships:
        of_subject[membership.subject_id].append(membership)
    for list_id, listing in ruleset.lists.items():
        if listing.entered_when:
            for subject_id, own in of_subject.items():
                yield from _spans(subject_id, list_id, listing.entered_when, own)


def _spans(subject_id: str, list_id: str, entered: EnteredWhen, memberships: list[Membership]) -> Iterator[Membership]:
    counted = [membership for membership in memberships if membership.list_id in entered.of]
    days = sorted({day for m in counted for day in (m.entered_on, m.left_on) if day is not None})
    held = [(day, len({m.list_id for m in counted if m.holds_on(day)}) >= entered.at_least) for day in days]
    changes = [(day, on) for (_, before), (day, on) in pairwise([(None, False), *held]) if on != before]
    for (entered_on, on), (left_on, _) in pairwise([*changes, (None, False)]):
        if on and entered_on is not None:
            yield Membership(subject_id, list_id, entered_on, left_on, left_by="lists" if left_on else None)
