"""What a posting is and what it came from; the postings that need no record (steps 2, 3 and 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pilot.evaluation.plain.matching import conditions_hold
from pilot.evaluation.plain.rows import Record, Rows, Subject
from pilot.ruleset.model import CarryTo, ContactWhen, Rule, Ruleset

HEAVIER = "heavier rule applies"
CAPPED = "cap reached"

PostingType = Literal["opening", "profile", "rule", "carry", "appeal", "settlement", "expiry", "contact"]
PHASES: dict[PostingType, int] = {
    "opening": 0, "profile": 1, "rule": 2, "carry": 2, "appeal": 3, "settlement": 3, "expiry": 3, "contact": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Priced:
    """How a record's points came about: base, times a multiplier for the n-th match, and no more than the cap left.

    `heavier` is the rule that weighs more on the same record, with its base points. `earlier` is what the amounts of
    earlier matches add up to, where they count together.
    """

    base: int
    units: int | None = None
    earlier: Decimal = Decimal(0)
    heavier: tuple[Rule, int] | None = None
    occurrence: int = 1
    multiplier: int = 1
    left: int | None = None

    @property
    def before_cap(self) -> int:
        """The points that the rule would give without its cap."""
        return self.base * self.multiplier


@dataclass(frozen=True, slots=True)
class CarriedFrom:
    """Which posting of a relative this is a share of, and which entry of the rule's `carry` gave it."""

    source: Posting
    entry: CarryTo


@dataclass(frozen=True, slots=True)
class Reversed:
    """Which posting of the same subject this takes back."""

    posting: Posting


@dataclass(frozen=True, slots=True)
class Counted:
    """Which contacts passed the bound, by id, and the points before the cap."""

    contacts: tuple[str, ...]
    before_cap: int


@dataclass(frozen=True, slots=True, eq=False)
class Posting:
    """A line of a ledger before it has its place there; `place` is the rule's place in the file, -1 without a rule."""

    subject_id: str
    date: dt.date
    type: PostingType
    points: int
    rule: Rule | None = None
    place: int = -1
    record: Record | None = None
    via_id: str | None = None
    note: str | None = None
    origin: Priced | CarriedFrom | Reversed | Counted | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Step 10: date, phase, record, rule's place, via; nulls first."""
        record_id = self.record.record_id if self.record else ""
        via = (self.via_id is not None, self.via_id or "")
        return (self.date, PHASES[self.type], self.record is not None, record_id, self.place, via)


def opening_postings(ruleset: Ruleset, subject: Subject) -> Iterator[Posting]:
    """Steps 2 and 3: the start, and what the subject's own columns bring."""
    if ruleset.score:
        yield Posting(subject.subject_id, ruleset.opens_on, "opening", ruleset.score.start)
    for place, rule, when in ruleset.by_kind.profiles:
        if conditions_hold(when.profile, subject, ruleset.opens_on):
            yield Posting(subject.subject_id, ruleset.opens_on, "profile", rule.points or 0, rule, place)


def no_more_than(most: int, points: int) -> int:
    """The points, their size held to `most`."""
    return max(-most, min(most, points))


def contact_postings(
    ruleset: Ruleset, rows: Rows, subject: Subject, as_of: dt.date, scores: Mapping[str, int]
) -> Iterator[Posting]:
    """Step 9: points for each contact in scope whose score after step 8 passes the bound."""
    for place, rule, when in ruleset.by_kind.contacts:
        others = contacts_counted(when, rows, subject.subject_id, scores)
        before_cap = (rule.points or 0) * len(others)
        points = before_cap if rule.cap is None else no_more_than(rule.cap.points, before_cap)
        note = CAPPED if points != before_cap else None
        origin = Counted(others, before_cap)
        if others:
            yield Posting(subject.subject_id, as_of, "contact", points, rule, place, note=note, origin=origin)


def contacts_counted(when: ContactWhen, rows: Rows, subject_id: str, scores: Mapping[str, int]) -> tuple[str, ...]:
    """Those relatives whose score passes the bound, in order of id; `scores` has those in scope."""
    bound = when.contacts
    return tuple(
        other
        for other in rows.relatives.get((subject_id, bound.relationship), ())
        if other in scores and _passes(scores[other], bound.score_below, bound.score_at_least)
    )


def _passes(score: int, below: int | None, at_least: int | None) -> bool:
    """Whether a score is below the one bound, or at least the other."""
    return (below is not None and score < below) or (at_least is not None and score >= at_least)
