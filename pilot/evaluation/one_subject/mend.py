"""What would change the grade: the fewest records that a resident could really mend, and how far it is disclosed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from pilot.city.city import City
from pilot.evaluation.kernel.columns import columns_of
from pilot.evaluation.one_subject.mistakes import Closed, Mistake, mistakes_on_record, why_closed
from pilot.evaluation.plain.matching import months_later
from pilot.evaluation.plain.neighbourhood import neighbourhood
from pilot.evaluation.plain.posting import Posting, Reversed
from pilot.evaluation.plain.results import PlainStanding
from pilot.evaluation.plain.rows import Record, Rows
from pilot.evaluation.plain.spec_order import Reading, read_plainly
from pilot.phrases import plural
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item, Level

CANDIDATES = 15
AT_ONCE = 3
WAYS = 5


@dataclass(frozen=True, slots=True)
class Mend:
    """A record that could be mended at `as_of`, by what means, and the points that its rules would give back.

    `taken` are the points of those of its postings that took some, without sign: more can never come back.
    `mistake` says what is wrong with the record, where something is; the resident may not know it.
    """

    record: Record
    means: Literal["settle", "contest"]
    points: int
    taken: int
    rules: tuple[str, ...]
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Records which, mended together, lift the grade, with the score and grade that follow."""

    mends: tuple[Mend, ...]
    score: int
    grade: str


@dataclass(frozen=True, slots=True)
class Wait:
    """What time alone takes back: the points of a posting that expires, or an override that ends (then its grade)."""

    date: dt.date
    rule_id: str
    record: Record
    points: int
    grade: str | None = None


@dataclass(frozen=True)
class Mending:
    """What could be done about a grade: `ways` are those of the smallest number of records, best first, at most five.

    `sentence` sums it up. `disclosed` says how far the resident is shown records, reasons and points at all.
    """

    standing: PlainStanding | None
    sentence: str
    ways: tuple[Way, ...]
    candidates: tuple[Mend, ...]
    closed: tuple[Closed, ...]
    waits: tuple[Wait, ...]
    disclosed: Mapping[Item, Level]


def mends(ruleset: Ruleset, city: City, subject_id: str, as_of: dt.date) -> Mending:
    """The fewest records, three at most, that the subject could mend on `as_of` to reach a better grade.

    Settling counts where a rule that met the record says `until: settled`; contesting where the record is a mistake and
    an appeal is still open. Of more than fifteen such records those that give most are tried.
    DataError for an unknown id or a day before the opening.
    """
    rows = neighbourhood(columns_of(city, ruleset.effect_after_days), ruleset, subject_id, consequences=False)
    reading = read_plainly(ruleset, rows, as_of)
    standing = standing_in(reading, subject_id)
    weighing = _weighing(reading, standing, subject_id)
    mistakes = mistakes_on_record(city, subject_id)
    closed = tuple(
        Closed(record, mistakes[record.record_id], why)
        for record in weighing
        if record.record_id in mistakes and (why := why_closed(ruleset, city, record, as_of))
    )
    open_mistakes = {
        one: what for one, what in mistakes.items() if one not in {gone.record.record_id for gone in closed}
    }
    candidates = tuple(sorted(_candidates(weighing, open_mistakes, as_of), key=lambda mend: -mend.points))
    search = _Search(ruleset, rows, as_of, subject_id, standing, _additive(ruleset, weighing, as_of))
    ways = search.ways(candidates[:CANDIDATES])
    return Mending(
        standing=standing,
        sentence=_sentence(ruleset, standing, ways, candidates),
        ways=ways,
        candidates=candidates,
        closed=closed,
        waits=tuple(sorted(_waits(reading, standing, subject_id), key=lambda wait: wait.date)),
        disclosed={item: ruleset.disclosure.level("subject", item) for item in ("records", "reasons", "points")},
    )


def standing_in(reading: Reading, subject_id: str) -> PlainStanding | None:
    """The subject's standing; None outside the scope."""
    return next((standing for standing in reading.standing if standing.subject_id == subject_id), None)


def _unreversed(reading: Reading, subject_id: str) -> list[Posting]:
    own = [entry.posting for entry in reading.ledger if entry.posting.subject_id == subject_id]
    gone = {posting.origin.posting for posting in own if isinstance(posting.origin, Reversed)}
    return [posting for posting in own if posting.points and posting not in gone and posting.type in ("rule", "carry")]


def _weighing(reading: Reading, standing: PlainStanding | None, subject_id: str) -> dict[Record, list[Posting]]:
    """The subject's own records that still move its score or set its grade, with the postings through which they do."""
    postings = [posting for posting in _unreversed(reading, subject_id) if posting.type == "rule"]
    overriding = (override.posting for override in standing.overrides) if standing else ()
    weighing: dict[Record, list[Posting]] = {}
    for posting in dict.fromkeys([*postings, *overriding]):
        if posting.record:
            weighing.setdefault(posting.record, []).append(posting)
    return weighing


def _candidates(
    weighing: Mapping[Record, list[Posting]], mistakes: Mapping[str, Mistake], as_of: dt.date
) -> Iterator[Mend]:
    for record, postings in weighing.items():
        settling = [posting for posting in postings if posting.rule and posting.rule.until == "settled"]
        if settling and (record.settled_on is None or record.settled_on > as_of):
            yield _mend(record, "settle", settling, None)
        if record.record_id in mistakes:
            yield _mend(record, "contest", postings, mistakes[record.record_id])


def _mend(
    record: Record, means: Literal["settle", "contest"], postings: Sequence[Posting], mistake: Mistake | None
) -> Mend:
    points = [posting.points for posting in postings]
    rules = dict.fromkeys(posting.rule.id for posting in postings if posting.rule)
    return Mend(record, means, -sum(points), -sum(min(0, point) for point in points), tuple(rules), mistake)


def _additive(ruleset: Ruleset, weighing: Mapping[Record, list[Posting]], as_of: dt.date) -> bool:
    """Whether a mend adds to the score at most the points that were taken.

    Not so where contacts may react to it, or where it undoes a listing on which a record of the very day depends.
    """
    waiting = (rule.when.lists_read for rule in ruleset.rules)
    today = any(record.date == as_of for record in weighing)
    return not any(rule.when.relationships for rule in ruleset.rules) and not (today and any(waiting))


@dataclass(frozen=True)
class _Search:
    """Tries mends by reading the rows again as if they had been mended on the day."""

    ruleset: Ruleset
    rows: Rows
    as_of: dt.date
    subject_id: str
    standing: PlainStanding | None
    additive: bool

    def ways(self, candidates: Sequence[Mend]) -> tuple[Way, ...]:
        """All the smallest sets of mends that lift the grade, best first, at most five."""
        for size in range(1, AT_ONCE + 1):
            found = [way for mended in combinations(candidates, size) if (way := self._way(mended))]
            if found:
                return tuple(sorted(found, key=lambda way: (self._place(way.grade), -way.score))[:WAYS])
        return ()

    def _place(self, grade: str) -> int:
        return self.ruleset.grades.index(grade)

    def _way(self, mended: tuple[Mend, ...]) -> Way | None:
        before = self.standing
        records = {mend.record.record_id: mend for mend in mended}
        if before is None or before.grade is None or len(records) < len(mended) or not self._could(before, mended):
            return None
        own = tuple(
            self._mended(record, records.get(record.record_id)) for record in self.rows.records[self.subject_id]
        )
        rows = replace(self.rows, records={**self.rows.records, self.subject_id: own})
        after = standing_in(read_plainly(self.ruleset, rows, self.as_of), self.subject_id)
        if after is None or after.score is None or after.grade is None:
            return None
        return Way(mended, after.score, after.grade) if self._place(after.grade) < self._place(before.grade) else None

    def _mended(self, record: Record, mend: Mend | None) -> Record:
        if mend is None:
            return record
        return (
            replace(record, settled_on=self.as_of) if mend.means == "settle" else replace(record, upheld_on=self.as_of)
        )

    def _could(self, before: PlainStanding, mended: tuple[Mend, ...]) -> bool:
        """Whether the points that were taken could be enough, as far as adding shows it."""
        place = self._place(before.grade or "")
        if place == 0:
            return False
        bound: int | None = self.ruleset.bands[place - 1].from_
        if not self.additive or before.grade_because != "score" or bound is None or before.score is None:
            return True
        return before.score + sum(mend.taken for mend in mended) >= bound


def _waits(reading: Reading, standing: PlainStanding | None, subject_id: str) -> Iterator[Wait]:
    for posting in _unreversed(reading, subject_id):
        rule, record = posting.rule, posting.record
        if rule and record and rule.expires_after_months is not None:
            yield Wait(months_later(record.date, rule.expires_after_months), rule.id, record, -posting.points)
    for override in standing.overrides if standing else ():
        if override.until and override.posting.record:
            yield Wait(override.until, override.rule.id, override.posting.record, 0, override.grade)


def _sentence(ruleset: Ruleset, standing: PlainStanding | None, ways: Sequence[Way], candidates: Sequence[Mend]) -> str:
    if standing is None:
        return "The ruleset does not apply here."
    if standing.grade is None:
        return "The ruleset gives no grades."
    if standing.grade == ruleset.grades[0]:
        return f"The grade {standing.grade} is the best already."
    if ways:
        size = len(ways[0].mends)
        records = plural(size, "one record", f"{size} records together")
        return f"Mending {records} would lift the grade from {standing.grade} to {ways[0].grade}."
    if candidates:
        return (
            f"Nothing that can be mended, up to {AT_ONCE} records at once, would lift the grade from {standing.grade}."
        )
    return f"Nothing can be mended: no record that weighs on the grade {standing.grade} can be settled or contested."
