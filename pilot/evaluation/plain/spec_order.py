"""The evaluation in order, sentence by sentence as the spec gives it: `read_plainly` alone knows the order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pilot.errors import DataError, Place, Problem
from pilot.evaluation.largest_posting import LARGEST_POSTING, posting_too_large
from pilot.evaluation.plain.aftermath import carried, reversal, reversal_day
from pilot.evaluation.plain.matching import in_scope
from pilot.evaluation.plain.membership import Membership, derived_memberships, memberships_from
from pilot.evaluation.plain.posting import Posting, contact_postings, opening_postings
from pilot.evaluation.plain.pricing import IsOn, RecordRules
from pilot.evaluation.plain.results import Burden, LedgerEntry, PlainStanding, burdens_of, entries_of, standing_of
from pilot.evaluation.plain.rows import Record, Rows
from pilot.ruleset.model import Ruleset

Row = tuple[object, ...]


@dataclass(frozen=True)
class Reading:
    """What comes out, in the spec's orders.

    `scores` are those after step 8, by which contact rules judge; empty where there are no contact rules.
    """

    ledger: list[LedgerEntry]
    standing: list[PlainStanding]
    memberships: list[Membership]
    consequences: list[Burden]
    scores: Mapping[str, int]

    def tables(self) -> dict[str, list[Row]]:
        """The four tables as rows of plain values, in exactly the spec's columns."""
        return {
            "ledger": [_ledger_row(entry) for entry in self.ledger],
            "standing": [
                (s.subject_id, s.score, s.grade, s.grade_because, s.postings, " ".join(s.lists)) for s in self.standing
            ],
            "memberships": [_membership_row(membership) for membership in self.memberships],
            "consequences": [
                (b.bearer_id, b.subject_id, b.consequence_id, b.cause, b.agency, b.in_force) for b in self.consequences
            ],
        }


def _ledger_row(entry: LedgerEntry) -> Row:
    posting = entry.posting
    record_id, rule_id = posting.record and posting.record.record_id, posting.rule and posting.rule.id
    return (
        entry.posting_id, posting.subject_id, posting.date, posting.type, record_id, rule_id, posting.via_id,
        posting.points, entry.balance, entry.score, entry.grade, posting.note,
    )  # fmt: skip


def _membership_row(stay: Membership) -> Row:
    record_id, rule_id = stay.record and stay.record.record_id, stay.rule and stay.rule.id
    return (stay.subject_id, stay.list_id, stay.entered_on, stay.left_on, record_id, rule_id, stay.via_id)


def read_plainly(ruleset: Ruleset, rows: Rows, as_of: dt.date, joined: Collection[str] | None = None) -> Reading:
    """Evaluates a ruleset on these rows at the end of a day, as the spec says and no faster.

    `joined` names the agencies that act on each other's listings, None for all. DataError for a day before the opening.
    """
    if as_of < ruleset.opens_on:
        found = f"{as_of} is before {ruleset.opens_on}, the day on which {ruleset.id} opens."
        mend = f"Give {ruleset.opens_on} or a later day."
        raise DataError([Problem(Place("as of"), "as-of-too-early", found, mend)])
    day = _Day(ruleset, rows, as_of)
    day.open()
    day.apply(RecordRules(ruleset, waiting=False))
    day.memberships.extend(list(derived_memberships(ruleset, day.memberships)))
    day.apply(RecordRules(ruleset, waiting=True))
    scores = day.count_contacts()
    return day.reading(scores, None if joined is None else frozenset(joined))


def _within_bounds(posting: Posting) -> Posting:
    """The posting of a rule; DataError where it is larger than one may be."""
    if posting.rule and abs(posting.points) > LARGEST_POSTING:
        raise DataError([posting_too_large(posting.rule)])
    return posting


class _Day:
    """The ledgers and lists as they fill up, step by step."""

    def __init__(self, ruleset: Ruleset, rows: Rows, as_of: dt.date) -> None:
        self.ruleset, self.rows, self.as_of = ruleset, rows, as_of
        scope = (subject for subject in rows.subjects.values() if in_scope(ruleset, subject, as_of))
        self.ledgers: dict[str, list[Posting]] = {subject.subject_id: [] for subject in scope}
        self.memberships: list[Membership] = []

    def open(self) -> None:
        """Steps 2 and 3."""
        for subject_id, ledger in self.ledgers.items():
            ledger.extend(opening_postings(self.ruleset, self.rows.subjects[subject_id]))

    def apply(self, rules: RecordRules) -> None:
        """Steps 4 to 7, and 8: the record rules of one pass, then their carries, reversals and lists."""
        is_on = _lookup(self.memberships)
        made = [
            posting
            for subject_id in self.ledgers
            for posting in rules.postings(self.rows.subjects[subject_id], self._records(subject_id), is_on)
        ]
        for posting in made:
            together = [posting, *carried(posting, self.rows, self.ledgers.__contains__)]
            end = reversal_day(posting)
            if end and end[0] <= self.as_of:
                together += [reversal(one, *end) for one in together]
            for one in together:
                self.ledgers[one.subject_id].append(_within_bounds(one))
            self.memberships.extend(memberships_from(posting, self.ruleset, self.rows, self.as_of))

    def _records(self, subject_id: str) -> Iterable[Record]:
        """Step 1: the subject's records within the time that is looked at."""
        own = self.rows.records.get(subject_id, ())
        return (record for record in own if self.ruleset.opens_on <= record.date <= self.as_of)

    def count_contacts(self) -> dict[str, int]:
        """Step 9; gives the scores after step 8, by which all contact rules judge."""
        scores: dict[str, int] = {}
        if not self.ruleset.by_kind.contacts:
            return scores
        for subject_id, ledger in self.ledgers.items():
            entries = entries_of(self.ruleset, ledger)
            if entries and entries[-1].score is not None:
                scores[subject_id] = entries[-1].score
        for subject_id, ledger in self.ledgers.items():
            subject = self.rows.subjects[subject_id]
            ledger.extend(map(_within_bounds, contact_postings(self.ruleset, self.rows, subject, self.as_of, scores)))
        return scores

    def reading(self, scores: Mapping[str, int], joined: frozenset[str] | None) -> Reading:
        """Steps 10 to 12."""
        on: defaultdict[str, list[Membership]] = defaultdict(list)
        for stay in self.memberships:
            if stay.holds_on(self.as_of):
                on[stay.subject_id].append(stay)
        ledger: list[LedgerEntry] = []
        standing: dict[str, PlainStanding] = {}
        for subject_id in sorted(self.ledgers):
            entries = entries_of(self.ruleset, self.ledgers[subject_id], len(ledger) + 1)
            lists = (stay.list_id for stay in on[subject_id])
            standing[subject_id] = standing_of(self.ruleset, subject_id, entries, lists, self.as_of)
            ledger += entries
        burdens = [
            burden
            for subject_id in sorted(on.keys() | standing.keys())
            for grade in [standing[subject_id].grade if subject_id in standing else None]
            for burden in burdens_of(self.ruleset, self.rows, subject_id, grade, on[subject_id], self.as_of, joined)
        ]
        return Reading(
            ledger, list(standing.values()), sorted(self.memberships, key=lambda m: m.order), burdens, scores
        )


def _lookup(memberships: Iterable[Membership]) -> IsOn:
    stays: defaultdict[tuple[str, str], list[Membership]] = defaultdict(list)
    for stay in memberships:
        stays[stay.subject_id, stay.list_id].append(stay)
    return lambda subject_id, list_id, date: any(stay.holds_on(date) for stay in stays.get((subject_id, list_id), ()))
