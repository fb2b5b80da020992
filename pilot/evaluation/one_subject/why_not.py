"""Rules that came near for one subject and did not post: each condition, what was read there, and if it was met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from pilot.city.city import City
from pilot.evaluation.kernel.columns import columns_of
from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.plain.matching import cell_is, cell_on, kind_is, number_in, within
from pilot.evaluation.plain.neighbourhood import neighbourhood
from pilot.evaluation.plain.posting import contacts_counted
from pilot.evaluation.plain.rows import Record, Rows, Subject
from pilot.evaluation.plain.spec_order import Reading, read_plainly
from pilot.ruleset.model import Bounds, Conditions, ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset

NO_VALUE = "no value"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a rule requires: in words, the value read (or "no value"), and whether it was met.

    `gap` says how far off an unmet one was: a share of the bound or of a year, 1 where it is further or has no measure.
    """

    phrase: str
    value: str
    met: bool
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that did not post, for the record (or, without one, the subject) that came near."""

    rule: Rule
    place: int
    record: Record | None
    conditions: tuple[Condition, ...]

    @property
    def unmet(self) -> tuple[Condition, ...]:
        """The conditions that failed."""
        return tuple(condition for condition in self.conditions if not condition.met)

    @property
    def order(self) -> tuple[object, ...]:
        """Nearest first: fewest conditions unmet, then by how far, then as the rules and the records stand."""
        gap = sum(condition.gap for condition in self.unmet)
        record = (self.record.date, self.record.record_id) if self.record else (dt.date.min, "")
        return (len(self.unmet), gap, self.place, *record)


def whynot(ruleset: Ruleset, city: City, subject_id: str, as_of: dt.date, limit: int = 50) -> list[NearMiss]:
    """The rules that came near for one subject, nearest first, at most `limit`.

    A record rule came near where a record is of a kind that it names; a rule on columns or contacts where all but one
    of its conditions held. DataError for an unknown id or a day before the opening.
    """
    rows = neighbourhood(columns_of(city, ruleset.effect_after_days), ruleset, subject_id)
    reading = read_plainly(ruleset, rows, as_of)
    required = _Requirements(ruleset, rows, reading, rows.subjects[subject_id], as_of)
    return sorted(required.near_misses(), key=lambda miss: miss.order)[:limit]


@dataclass(frozen=True)
class _Requirements:
    """What a ruleset requires of one subject at a day."""

    ruleset: Ruleset
    rows: Rows
    reading: Reading
    subject: Subject
    as_of: dt.date

    def near_misses(self) -> Iterator[NearMiss]:
        subject_id = self.subject.subject_id
        own = (entry.posting for entry in self.reading.ledger if entry.posting.subject_id == subject_id)
        posted = {(posting.place, posting.record) for posting in own if posting.type in ("rule", "profile", "contact")}
        scope = tuple(self._scope())
        for place, rule in enumerate(self.ruleset.rules):
            for record, conditions, most in self._attempts(rule):
                miss = NearMiss(rule, place, record, scope + conditions)
                if (place, record) not in posted and len(miss.unmet) <= most:
                    yield miss

    def _attempts(self, rule: Rule) -> Iterator[tuple[Record | None, tuple[Condition, ...], int]]:
        """Each record, or the subject, with the rule's conditions and how many of them may be unmet to be near."""
        match rule.when:
            case RecordWhen() as when:
                for record in self._on_record():
                    if kind_is(when.kind, record.kind):
                        conditions = tuple(self._of_record(rule, when, record))
                        yield record, conditions, len(conditions) + 2
            case ProfileWhen(profile=profile):
                yield None, tuple(self._cells(profile, self.ruleset.opens_on)), 1
            case ContactWhen() as when:
                yield None, tuple(self._contacts(when)), 1
            case _ as never:
                assert_never(never)

    def _on_record(self) -> Iterator[Record]:
        """The subject's records that were made by the day, in effect or not."""
        own = self.rows.records.get(self.subject.subject_id, ())
        return (record for record in own if record.made_on <= self.as_of)

    def _scope(self) -> Iterator[Condition]:
        applies_to = self.ruleset.applies_to
        met = self.subject.type in applies_to
        yield Condition(f"the subject is a {' or a '.join(applies_to)}", self.subject.type, met, 1.0 - met)
        if self.ruleset.participation == "voluntary":
            enrolled = self.subject.cells.get("enrolled")
            yield Condition("the subject takes part", enrolled or NO_VALUE, enrolled == "true", 1.0)
        required = {
            column: wanted
            for column, wanted in self.ruleset.scope.items()
            if column != "age" or self.subject.type == "person"
        }
        yield from self._cells(required, self.as_of)

    def _of_record(self, rule: Rule, when: RecordWhen, record: Record) -> Iterator[Condition]:
        yield Condition(f"the kind is {_any_of(when.kind)}", record.kind, True)
        yield _not_before(f"the ruleset opens on {self.ruleset.opens_on}", self.ruleset.opens_on, record.date)
        if record.days_to_effect:
            yield _not_after(f"it is in effect by {self.as_of}", self.as_of, record.date)
        if rule.valid_from:
            yield _not_before(f"the rule is valid from {rule.valid_from}", rule.valid_from, record.date)
        if rule.valid_until:
            yield _not_after(f"the rule is valid until {rule.valid_until}", rule.valid_until, record.date)
        if when.amount:
            value = NO_VALUE if record.amount is None else grouped(record.amount)
            met = within(when.amount, record.amount)
            yield Condition(f"the amount is {_range(when.amount)}", value, met, _gap(when.amount, record.amount))
        if when.agency:
            met = record.agency in when.agency
            yield Condition(f"the agency is {_any_of(when.agency)}", record.agency or NO_VALUE, met, 1.0)
        yield from self._cells(when.subject, record.date)
        if when.while_on:
            yield self._listed(when.while_on, record.date)

    def _cells(self, wanted: Conditions, date: dt.date) -> Iterator[Condition]:
        for column, values in wanted.items():
            cell = cell_on(self.subject, column, date)
            if isinstance(values, Bounds):
                words, gap = _range(values, str), _gap(values, number_in(cell or ""))
            else:
                words, gap = _any_of(values), 1.0
            yield Condition(f"{column} is {words}", NO_VALUE if cell is None else cell, cell_is(values, cell), gap)

    def _listed(self, list_id: str, date: dt.date) -> Condition:
        stays = (stay for stay in self.reading.memberships if stay.subject_id == self.subject.subject_id)
        lists = sorted({stay.list_id for stay in stays if stay.holds_on(date)})
        return Condition(f"on {date} on the list {list_id}", ", ".join(lists) or "no list", list_id in lists, 1.0)

    def _contacts(self, when: ContactWhen) -> Iterator[Condition]:
        who = when.contacts
        scores = self.reading.scores
        others = self.rows.relatives.get((self.subject.subject_id, who.relationship), ())
        found = sorted(scores[other] for other in others if other in scores)
        relation = who.relationship.replace("_", " ")
        yield Condition(
            f"somebody in scope is its {relation}", str(len(found)) if found else "nobody", bool(found), 1.0
        )
        counted = contacts_counted(when, self.rows, self.subject.subject_id, scores)
        bounds = Bounds(at_least=who.score_at_least) if who.score_below is None else Bounds(below=who.score_below)
        gap = min((_gap(bounds, Decimal(score)) for score in found), default=1.0)
        value = ", ".join(grouped(score) for score in found) or NO_VALUE
        yield Condition(f"the score of one of them is {_range(bounds)}", value, bool(counted), gap)


def _any_of(values: Sequence[str]) -> str:
    return " or ".join(values)


def _range(bounds: Bounds, written: Callable[[Decimal], str] = grouped) -> str:
    ends = (("at least", bounds.at_least), ("below", bounds.below))
    return " and ".join(f"{word} {written(end)}" for word, end in ends if end is not None)


def _gap(bounds: Bounds, number: Decimal | None) -> float:
    if number is None:
        return 1.0
    if bounds.at_least is not None and number < bounds.at_least:
        return _share(bounds.at_least - number, bounds.at_least)
    if bounds.below is not None and number >= bounds.below:
        return _share(number - bounds.below, bounds.below)
    return 0.0


def _share(distance: Decimal, bound: Decimal) -> float:
    return float(min(Decimal(1), distance / max(abs(bound), Decimal(1))))


def _not_before(phrase: str, first: dt.date, date: dt.date) -> Condition:
    return Condition(phrase, str(date), date >= first, min(1.0, max(0, (first - date).days) / 365))


def _not_after(phrase: str, last: dt.date, date: dt.date) -> Condition:
    return Condition(phrase, str(date), date <= last, min(1.0, max(0, (date - last).days) / 365))
