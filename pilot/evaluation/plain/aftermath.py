"""Steps 5 and 6: what a posting passes on to relatives, and when it is taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from pilot.evaluation.plain.matching import months_later
from pilot.evaluation.plain.posting import CarriedFrom, Posting, PostingType, Reversed
from pilot.evaluation.plain.rows import Record, Rows
from pilot.ruleset.model import Rule


def carried(posting: Posting, rows: Rows, scope: Callable[[str], bool]) -> Iterator[Posting]:
    """Step 5: the shares of a posting that relatives in scope receive; a share of 0 gives none."""
    if posting.rule is None:
        return
    for entry in posting.rule.carry:
        for other in rows.relatives.get((posting.subject_id, entry.to), ()):
            points = share_of(posting.points, entry.share)
            if points and scope(other):
                origin = CarriedFrom(posting, entry)
                yield Posting(
                    other, posting.date, "carry", points, posting.rule, posting.place, posting.record,
                    posting.subject_id, None, origin,
                )  # fmt: skip


def share_of(points: int, share: Decimal) -> int:
    """The points times the share, rounded half away from zero."""
    numerator, denominator = share.as_integer_ratio()
    size = (2 * abs(points * numerator) + denominator) // (2 * denominator)
    return size if points * numerator > 0 else -size


def removals(rule: Rule, record: Record) -> Iterator[tuple[dt.date, PostingType]]:
    """The days on which an upheld appeal and a settlement undo what the rule made of the record, the appeal first."""
    if record.upheld_on:
        yield max(record.upheld_on, record.date), "appeal"
    if rule.until == "settled" and record.settled_on:
        yield max(record.settled_on, record.date), "settlement"


def reversal_day(posting: Posting) -> tuple[dt.date, PostingType] | None:
    """Step 6: when and by what a posting of a record rule is taken back, be it after `as_of`; None where never."""
    if posting.rule is None or posting.record is None or posting.points == 0:
        return None
    ends = list(removals(posting.rule, posting.record))
    if posting.rule.expires_after_months is not None:
        ends.append((months_later(posting.record.date, posting.rule.expires_after_months), "expiry"))
    return min(ends, key=lambda end: end[0], default=None)


def reversal(posting: Posting, day: dt.date, type_: PostingType) -> Posting:
    """The opposite points on that day, for the same record, rule and via."""
    return Posting(
        posting.subject_id, day, type_, -posting.points, posting.rule, posting.place, posting.record,
        posting.via_id, None, Reversed(posting),
    )  # fmt: skip
