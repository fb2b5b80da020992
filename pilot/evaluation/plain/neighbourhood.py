"""The few rows of a city that decide what happens to one subject; fetching them costs the same in a large city."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from pilot.errors import DataError, Place, Problem
from pilot.evaluation.kernel.columns import NO_AMOUNT, Columns
from pilot.evaluation.kernel.days import NEVER, date_of
from pilot.evaluation.plain.rows import Record, Rows, Subject
from pilot.ruleset.model import Ruleset

Numbers = set[int]


@dataclass(frozen=True)
class Ties:
    """Which kinds of relationship a ruleset lets act, by what passes along them."""

    points: frozenset[str]
    """Carries of points."""
    listings: frozenset[str]
    """Carries of listings."""
    conditions: frozenset[str]
    """Carries of the listings on which a `while_on` depends, directly or through `entered_when`."""
    contacts: frozenset[str]
    """Contacts whose scores count."""
    grade_burdens: frozenset[str]
    """Relatives on whom the consequences of a grade fall."""
    list_burdens: frozenset[str]
    """Relatives on whom the consequences of a listing fall."""
    judged: frozenset[str]
    """Relatives on whom a consequence falls that asks for something in their own columns."""


def ties_of(ruleset: Ruleset) -> Ties:
    """The relationships that this ruleset uses."""
    whens = [rule.when for rule in ruleset.rules]
    waited_for = {name for when in whens for name in when.lists_read}
    feeding = {other for name in waited_for if (derived := ruleset.lists[name].entered_when) for other in derived.of}
    of_grades = (name for band in ruleset.bands for name in band.consequences)
    of_lists = (name for listing in ruleset.lists.values() for name in listing.consequences)
    return Ties(
        points=frozenset(entry.to for rule in ruleset.rules for entry in rule.carry),
        listings=frozenset(kind for listing in ruleset.lists.values() for kind in listing.carry),
        conditions=frozenset(kind for name in waited_for | feeding for kind in ruleset.lists[name].carry),
        contacts=frozenset(kind for when in whens for kind in when.relationships),
        grade_burdens=_fall_on(ruleset, of_grades),
        list_burdens=_fall_on(ruleset, of_lists),
        judged=_judged(ruleset),
    )


def _judged(ruleset: Ruleset) -> frozenset[str]:
    asking = [name for name, consequence in ruleset.consequences.items() if consequence.where]
    listed_too = {kind for listing in ruleset.lists.values() for kind in listing.carry} if asking else set()
    return _fall_on(ruleset, asking) | listed_too


def _fall_on(ruleset: Ruleset, names: Iterable[str]) -> frozenset[str]:
    return frozenset(kind for name in names for kind in ruleset.consequences[name].falls_on if kind != "self")


@dataclass(frozen=True)
class Reach:
    """Whose rows decide a thing about a subject. Subjects are the numbers that `Columns` gives them."""

    columns: Columns
    ties: Ties

    def _linked(self, subject: int, kinds: frozenset[str], *, backwards: bool) -> Iterator[int]:
        for kind in kinds:
            links = self.columns.links(kind, backwards)
            yield from links.others[links.starts[subject] : links.starts[subject + 1]].tolist()

    def postings(self, subject: int) -> Numbers:
        """For its own postings: itself, and those whose listings it shares, for `while_on`."""
        return {subject, *self._linked(subject, self.ties.conditions, backwards=True)}

    def score_before_contacts(self, subject: int) -> Numbers:
        """For its score after step 8: its own postings and those that are carried to it."""
        carriers = self._linked(subject, self.ties.points, backwards=True)
        return self.postings(subject).union(*(self.postings(carrier) for carrier in carriers))

    def standing(self, subject: int) -> Numbers:
        """For its score and grade: also the scores of its contacts."""
        contacts = self._linked(subject, self.ties.contacts, backwards=False)
        return self.score_before_contacts(subject).union(*(self.score_before_contacts(contact) for contact in contacts))

    def memberships(self, subject: int) -> Numbers:
        """For the lists it is on: its own postings and those of whoever shares a listing with it."""
        listed = self._linked(subject, self.ties.listings, backwards=True)
        return self.postings(subject).union(*(self.postings(other) for other in listed))

    def judged(self, subject: int) -> Numbers:
        """Those on whom a consequence that it causes, or a listing that they share, falls by their own columns."""
        return set(self._linked(subject, self.ties.judged, backwards=False))

    def everything(self, subject: int) -> Numbers:
        """For all of these, and for the consequences that it causes or bears."""
        graded = self._linked(subject, self.ties.grade_burdens, backwards=True)
        listed = self._linked(subject, self.ties.list_burdens, backwards=True)
        return (self.standing(subject) | self.memberships(subject)).union(
            *(self.standing(other) for other in graded), *(self.memberships(other) for other in listed)
        )


def neighbourhood(columns: Columns, ruleset: Ruleset, subject_id: str, *, consequences: bool = True) -> Rows:
    """The rows that decide the ledger, standing, memberships and consequences of one subject.

    Without `consequences` only those that decide its ledger and standing. Of everybody else in them what comes out of
    a reading may be incomplete. DataError for an id that the city does not have.
    """
    ties = ties_of(ruleset)
    reach = Reach(columns, ties)
    subject = number_of(columns, subject_id)
    numbers = sorted(
        reach.everything(subject) if consequences else reach.standing(subject) | reach.memberships(subject)
    )
    seen = sorted({*numbers, *(other for number in numbers for other in reach.judged(number))})
    used = sorted(ties.points | ties.listings | ties.contacts | ties.grade_burdens | ties.list_burdens)
    ids = {number: _id_of(columns, number) for number in seen}
    return Rows(
        subjects={ids[number]: _subject(columns, ruleset, number) for number in seen},
        records={ids[number]: _records(columns, number) for number in numbers},
        relatives={
            (ids[number], kind): tuple(_id_of(columns, other) for other in others)
            for number in numbers
            for kind in used
            if (others := _others(columns, number, kind))
        },
    )


def number_of(columns: Columns, subject_id: str) -> int:
    """The number of a subject; DataError, with the ids nearest to it, where the city has none of that id."""
    place = bisect_left(range(columns.subjects), subject_id, key=lambda number: _id_of(columns, number))
    if place < columns.subjects and _id_of(columns, place) == subject_id:
        return place
    around = columns.subject_ids.slice(max(0, place - 200), 400).to_pylist()
    near = get_close_matches(subject_id, around, n=3, cutoff=0.5)
    mend = f"did you mean {' or '.join(near)}?" if near else "give the id of a row of residents.csv or companies.csv."
    raise DataError([Problem(Place("residents.csv"), "unknown-subject", f'nobody has the id "{subject_id}".', mend)])


def columns_read(ruleset: Ruleset) -> set[str]:
    """The columns of the subjects' tables that the ruleset looks at."""
    named = {"enrolled"} if ruleset.participation == "voluntary" else set()
    for rule in ruleset.rules:
        named.update(rule.when.columns)
    named.update(ruleset.scope, *(consequence.where for consequence in ruleset.consequences.values()))
    return (named - {"type", "age"}) | ({"born"} if "age" in named else set())


def _id_of(columns: Columns, number: int) -> str:
    return str(columns.subject_ids[number].as_py())


def _others(columns: Columns, number: int, kind: str) -> list[int]:
    links = columns.links(kind)
    others: list[int] = links.others[links.starts[number] : links.starts[number + 1]].tolist()
    return others


def _subject(columns: Columns, ruleset: Ruleset, number: int) -> Subject:
    cells = {}
    for name in sorted(columns_read(ruleset)):
        codes, words = columns.cells(name)
        if codes[number] >= 0:
            cells[name] = words[codes[number]]
    return Subject(_id_of(columns, number), "company" if columns.is_company[number] else "person", cells)


def _records(columns: Columns, number: int) -> tuple[Record, ...]:
    rows = slice(int(columns.record_starts[number]), int(columns.record_starts[number + 1]))
    subject_id = _id_of(columns, number)
    fields = zip(
        columns.record_ids[rows.start : rows.stop].to_pylist(),
        *(column[rows].tolist() for column in (columns.day, columns.kind, columns.amount, columns.agency)),
        *(column[rows].tolist() for column in (columns.settled, columns.upheld)),
        strict=True,
    )
    return tuple(
        Record(
            record_id=record_id,
            subject_id=subject_id,
            date=date_of(day),
            kind=columns.kinds[kind],
            amount=None if amount == NO_AMOUNT else Decimal(amount).scaleb(-6),
            agency=None if agency < 0 else columns.agencies[agency],
            settled_on=None if settled == NEVER else date_of(settled),
            upheld_on=None if upheld == NEVER else date_of(upheld),
            days_to_effect=columns.effect_after_days,
        )
        for record_id, day, kind, amount, agency, settled, upheld in fields
    )
