"""One subject's ledger taken apart: every posting with its record, its rule and its steps, and what came of it all.

It rests on the plain reading of the few rows that decide about the subject, so it costs the same in a large city.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pilot.city.city import City
from pilot.evaluation.kernel.columns import columns_of
from pilot.evaluation.one_subject.steps import ArithmeticStep, grouped, steps_of
from pilot.evaluation.plain.matching import in_scope, out_of_scope
from pilot.evaluation.plain.membership import Membership
from pilot.evaluation.plain.neighbourhood import neighbourhood
from pilot.evaluation.plain.posting import Posting, PostingType, Reversed
from pilot.evaluation.plain.results import Burden, LedgerEntry, PlainStanding, clamped
from pilot.evaluation.plain.rows import Record, Rows, Subject
from pilot.evaluation.plain.spec_order import Reading, read_plainly
from pilot.phrases import count
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.who_is_rated import those_who, who_is_rated


@dataclass(frozen=True, slots=True)
class Line:
    """One posting of the subject: what its ledger row holds, and where it came from.

    `number` counts from 1 over this subject's ledger; `reversed_by` and `reverses` are such numbers.
    """

    number: int
    date: dt.date
    type: PostingType
    points: int
    balance: int | None
    score: int | None
    grade: str | None
    note: str | None
    record: Record | None
    rule: Rule | None
    via_id: str | None
    steps: tuple[ArithmeticStep, ...]
    reversed_by: int | None
    reverses: int | None


@dataclass(frozen=True, slots=True)
class FactorSum:
    """What the postings of one factor (None: those without one) add up to, and what of that counts."""

    factor: str | None
    title: str | None
    total: int
    counted: int


@dataclass(frozen=True, slots=True)
class Stay:
    """A membership of the subject, and in words how it began and ended."""

    membership: Membership
    entered: str
    left: str | None


@dataclass(frozen=True)
class Explanation:
    """Everything that the ruleset makes of one subject at a day; `scope` says why it is in scope or not.

    Outside the scope there are no lines and no standing, yet there may be stays on lists and consequences.
    `because` says in a sentence where the grade comes from; it is empty where there is no grade.
    """

    subject: Subject
    as_of: dt.date
    in_scope: bool
    scope: str
    lines: tuple[Line, ...]
    factors: tuple[FactorSum, ...]
    standing: PlainStanding | None
    because: str
    memberships: tuple[Stay, ...]
    borne: tuple[Burden, ...]
    caused: tuple[Burden, ...]


def explain(
    ruleset: Ruleset, city: City, subject_id: str, as_of: dt.date, joined: Collection[str] | None = None
) -> Explanation:
    """What the ruleset makes of one subject at `as_of`, and why.

    DataError for an unknown id or a day before the opening.
    """
    rows = neighbourhood(columns_of(city, ruleset.effect_after_days), ruleset, subject_id)
    reading = read_plainly(ruleset, rows, as_of, joined)
    subject = rows.subjects[subject_id]
    entries = [entry for entry in reading.ledger if entry.posting.subject_id == subject_id]
    standing = next((standing for standing in reading.standing if standing.subject_id == subject_id), None)
    return Explanation(
        subject=subject,
        as_of=as_of,
        in_scope=in_scope(ruleset, subject, as_of),
        scope=_scope(ruleset, subject, as_of),
        lines=tuple(_lines(ruleset, rows, reading, entries)),
        factors=tuple(_factors(ruleset, entries)),
        standing=standing,
        because=_because(ruleset, standing),
        memberships=tuple(_stay(ruleset, stay) for stay in reading.memberships if stay.subject_id == subject_id),
        borne=tuple(burden for burden in reading.consequences if burden.bearer_id == subject_id),
        caused=tuple(burden for burden in reading.consequences if burden.subject_id == subject_id),
    )


def _scope(ruleset: Ruleset, subject: Subject, as_of: dt.date) -> str:
    if subject.type not in ruleset.applies_to:
        return f"It applies to each {' and '.join(ruleset.applies_to)}, and this is a {subject.type}."
    if unmet := out_of_scope(ruleset, subject, as_of):
        whom = "residents" if subject.type == "person" else "companies"
        return f"It covers {whom} {those_who(unmet)} alone, and this subject is not among them."
    if ruleset.participation == "voluntary" and subject.cells.get("enrolled") != "true":
        return "Taking part is a choice, and this subject does not."
    if ruleset.scope:
        return f"It covers {who_is_rated(ruleset)}."
    return "Everybody takes part." if ruleset.participation == "mandatory" else "Takes part by choice."


def _lines(ruleset: Ruleset, rows: Rows, reading: Reading, entries: Sequence[LedgerEntry]) -> Iterable[Line]:
    numbers = {entry.posting: number for number, entry in enumerate(entries, 1)}
    postings = (entry.posting for entry in entries)
    undone = {posting.origin.posting: posting for posting in postings if isinstance(posting.origin, Reversed)}
    for entry, number in zip(entries, numbers.values(), strict=True):
        posting = entry.posting
        undone_by = undone.get(posting)
        yield Line(
            number=number,
            date=posting.date,
            type=posting.type,
            points=posting.points,
            balance=entry.balance,
            score=entry.score,
            grade=entry.grade,
            note=posting.note,
            record=posting.record,
            rule=posting.rule,
            via_id=posting.via_id,
            steps=steps_of(entry, ruleset, _contacts(posting, rows, reading)),
            reversed_by=numbers[undone_by] if undone_by else None,
            reverses=numbers[posting.origin.posting] if isinstance(posting.origin, Reversed) else None,
        )


def _contacts(posting: Posting, rows: Rows, reading: Reading) -> int:
    relationships = posting.rule.when.relationships if posting.rule else ()
    others = (other for kind in relationships for other in rows.relatives.get((posting.subject_id, kind), ()))
    return sum(other in reading.scores for other in others)


def _factors(ruleset: Ruleset, entries: Sequence[LedgerEntry]) -> Iterable[FactorSum]:
    if ruleset.score is None:
        return
    last = {
        entry.posting.rule.factor if entry.posting.rule else None: entry.factor_sum or 0
        for entry in entries
        if entry.posting.type != "opening"
    }
    for factor, clamp in ruleset.score.factors.items():
        total = last.pop(factor, 0)
        yield FactorSum(factor, clamp.title, total, clamped(clamp.min, total, clamp.max))
    for other, total in last.items():
        yield FactorSum(other, None, total, total)


def _because(ruleset: Ruleset, standing: PlainStanding | None) -> str:
    if standing is None or standing.grade is None or standing.score is None:
        return ""
    band = ruleset.bands[ruleset.grades.index(standing.score_grade or standing.grade)]
    lowest = "reaches no other band" if len(ruleset.bands) > 1 else "is in the one band there is"
    reaches = lowest if band.from_ is None else f"reaches {grouped(band.from_)}"
    own = f"The score of {grouped(standing.score)} {reaches}: {band.grade}."
    if standing.grade_because == "score":
        return own
    rule = next(one for one in standing.overrides if one.rule.id == standing.grade_because)
    until = f"until {rule.until}" if rule.until else "without end"
    return f"{own} The rule {rule.rule.id} sets {rule.grade} from {rule.posting.date} {until}."


def _stay(ruleset: Ruleset, stay: Membership) -> Stay:
    listing = ruleset.lists[stay.list_id]
    entered = "Put on the list."
    if listing.entered_when:
        entered = f"On at least {listing.entered_when.at_least} of {', '.join(listing.entered_when.of)}."
    elif stay.rule and stay.record:
        through = f"Through {stay.via_id}: record" if stay.via_id else "Record"
        entered = f"{through} {stay.record.record_id} of {stay.record.dated} met the rule {stay.rule.id}."
    ends: dict[str | None, str] = {
        "appeal": "The appeal against the record was upheld.",
        "settlement": "The matter was settled.",
        "term": f"The list lasts {count(listing.lasts_months or 0, 'month')}.",
        "lists": "Too few of those lists were left.",
    }
    return Stay(stay, entered, ends.get(stay.left_by))
