"""Steps 10 to 12: the ledger in order with its balance, the standing, and what follows from both."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pilot.evaluation.plain.aftermath import removals
from pilot.evaluation.plain.matching import conditions_hold, months_later
from pilot.evaluation.plain.membership import Membership
from pilot.evaluation.plain.posting import Posting
from pilot.evaluation.plain.rows import Rows
from pilot.ruleset.model import Consequence, Rule, Ruleset, Score


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A posting in its place in the ledger, with what it left behind; `posting_id` counts over the whole reading.

    `factor_sum` is what the posting's factor (or the part without one) adds up to before it is clamped.
    """

    posting_id: int
    posting: Posting
    balance: int | None
    score: int | None
    grade: str | None
    factor_sum: int | None


@dataclass(frozen=True, slots=True)
class OverrideInForce:
    """A rule that sets the grade at `as_of`; `until` is the day on which it ends by itself."""

    rule: Rule
    posting: Posting
    grade: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class PlainStanding:
    """Where a subject stands; `score_grade` is the grade of the score alone, before overrides."""

    subject_id: str
    score: int | None
    grade: str | None
    grade_because: str | None
    postings: int
    lists: tuple[str, ...]
    score_grade: str | None
    overrides: tuple[OverrideInForce, ...]


@dataclass(frozen=True, slots=True)
class Burden:
    """One consequence on one bearer, be it a burden or a reward, from a subject's grade or listing."""

    bearer_id: str
    subject_id: str
    consequence_id: str
    cause: str
    agency: str | None
    in_force: bool


def grade_of(ruleset: Ruleset, score: int | None) -> str | None:
    """The first band, best first, whose `from` the score reaches, else the last; None without a score or bands."""
    if score is None or not ruleset.bands:
        return None
    reached = (band.grade for band in ruleset.bands if band.from_ is None or score >= band.from_)
    return next(reached, ruleset.bands[-1].grade)


def clamped(low: int | None, number: int, high: int | None) -> int:
    """The number, no lower than `low` and no higher than `high`, where these are given."""
    number = number if high is None else min(number, high)
    return number if low is None else max(number, low)


def entries_of(ruleset: Ruleset, postings: Iterable[Posting], first_id: int = 1) -> list[LedgerEntry]:
    """Step 10: one subject's postings in ledger order, each with the balance, score and grade after it."""
    ordered = sorted(postings, key=lambda posting: posting.order)
    if ruleset.score is None:
        return [
            LedgerEntry(number, posting, None, None, None, None) for number, posting in enumerate(ordered, first_id)
        ]
    entries = []
    sums: defaultdict[str | None, int] = defaultdict(int)
    for number, posting in enumerate(ordered, first_id):
        factor = posting.rule.factor if posting.rule else None
        if posting.type != "opening":
            sums[factor] += posting.points
        balance = ruleset.score.start + sum(_counted(ruleset.score, name, total) for name, total in sums.items())
        score = clamped(ruleset.score.floor, balance, ruleset.score.ceiling)
        entries.append(LedgerEntry(number, posting, balance, score, grade_of(ruleset, score), sums[factor]))
    return entries


def _counted(score: Score, factor: str | None, total: int) -> int:
    clamp = score.factors.get(factor) if factor else None
    return clamped(clamp.min, total, clamp.max) if clamp else total


def standing_of(
    ruleset: Ruleset, subject_id: str, entries: Sequence[LedgerEntry], on: Iterable[str], as_of: dt.date
) -> PlainStanding:
    """Step 11; `on` are the lists that the subject is on at `as_of`."""
    score = entries[-1].score if entries else None
    own = grade_of(ruleset, score)
    overrides = tuple(_overrides(entries, as_of))
    grade, because = own, None if own is None else "score"
    for override in overrides:
        if grade is not None and ruleset.grades.index(override.grade) > ruleset.grades.index(grade):
            grade, because = override.grade, override.rule.id
    return PlainStanding(subject_id, score, grade, because, len(entries), tuple(sorted(set(on))), own, overrides)


def _overrides(entries: Iterable[LedgerEntry], as_of: dt.date) -> Iterator[OverrideInForce]:
    for posting in (entry.posting for entry in entries if entry.posting.type == "rule"):
        if posting.rule and posting.record and (override := posting.rule.override):
            until = None if override.months is None else months_later(posting.record.date, override.months)
            ends = [day for day, _ in removals(posting.rule, posting.record)] + ([until] if until else [])
            if all(as_of < day for day in ends):
                yield OverrideInForce(posting.rule, posting, override.grade, until)


def burdens_of(
    ruleset: Ruleset,
    rows: Rows,
    subject_id: str,
    grade: str | None,
    on: Iterable[Membership],
    as_of: dt.date,
    joined: frozenset[str] | None,
) -> list[Burden]:
    """Step 12 for what one subject causes; `on` are its stays that last at `as_of`, `joined` None for all agencies."""
    causes: list[tuple[str, Sequence[str], str | None]] = [
        (f"grade:{band.grade}", band.consequences, None) for band in ruleset.bands if band.grade == grade
    ]
    for list_id in sorted({membership.list_id for membership in on}):
        listing = ruleset.lists[list_id]
        causes.append((f"list:{list_id}", listing.consequences, listing.agency))
    return [
        Burden(bearer, subject_id, name, cause, agency, joined is None or agency in joined | {own_agency, None})
        for cause, named, own_agency in causes
        for name in ruleset.consequences
        if name in named
        for agency in [ruleset.consequences[name].agency]
        for bearer in _bearers(ruleset.consequences[name], rows, subject_id, as_of)
    ]


def _bearers(consequence: Consequence, rows: Rows, subject_id: str, as_of: dt.date) -> list[str]:
    falls_on, where = consequence.falls_on, consequence.where
    themselves = {subject_id} if "self" in falls_on else set()
    reached = themselves.union(rows.relatives_of(subject_id, falls_on))
    return sorted(other for other in reached if not where or conditions_hold(where, rows.subjects[other], as_of))
