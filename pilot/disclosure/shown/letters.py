"""The letter that a change brings, with exactly what the ruleset shows to its subject, or the empty envelope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from pilot.disclosure.shown.changes import Kind, SubjectChange, changes, explained
from pilot.disclosure.shown.view import Blank, blanks_of
from pilot.errors import DataError, Place, Problem
from pilot.evaluation import Assessment
from pilot.evaluation.one_subject.explain import Explanation, Line
from pilot.evaluation.one_subject.take_backs import REVERSALS, entry_name
from pilot.evaluation.plain.results import burdens_of
from pilot.evaluation.plain.rows import Record, Rows, Subject
from pilot.phrases import capitalised, count
from pilot.ruleset.model import Ruleset, WayToContest
from pilot.ruleset.model.values import Item

NOTHING_DUE = "No letter was due."
_Shown = tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """What a letter says: a part is shown, or a Blank where it is withheld, or None where the change has no such part.

    `points` are those of the entry, `score` and `grade` those after the change; `lists` and `consequences` are titles.
    `reasons` are the texts of the rules behind the change, `records` and `agencies` what they rest on and who supplied
    it. `remedy` says whether and how it can be contested, `contest_until` the last day on which it can.
    """

    points: int | Blank | None
    score: int | Blank | None
    grade: str | Blank | None
    lists: str | Blank | None
    consequences: _Shown | Blank | None
    reasons: _Shown | Blank | None
    records: _Shown | Blank | None
    agencies: _Shown | Blank | None
    remedy: str
    contest_until: dt.date | None

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What is withheld, in the order of the parts."""
        parts = (getattr(self, field.name) for field in fields(self))
        return tuple(part for part in parts if isinstance(part, Blank))


@dataclass(frozen=True)
class Letter:
    """A letter on one change, or the empty envelope that stands where none was due: then `contents` is None.

    `dated` is the day on the letter, `effective_on` the day of the change. `kind` is the emulator's: an empty envelope
    tells nobody what it would have been about; so is `takes_back`, whether a posting takes another one back.
    """

    subject_id: str
    kind: Kind
    dated: dt.date
    effective_on: dt.date
    takes_back: bool
    contents: Contents | None

    @property
    def is_empty(self) -> bool:
        """Whether it is an empty envelope."""
        return self.contents is None


def letters(assessment: Assessment, subject_id: str) -> list[Letter]:
    """What came in the post on each posting, listing, end of a listing and change of grade, in order of day.

    With `notice: none` an empty envelope for each, dated the day of the change. With `on_change` a letter dated that
    day on each grade and listing. With `before_effect` a letter on everything: on what a record brings dated the
    record's own day, as long before the change as the ruleset has it, and on whatever ends dated that day. A list's
    own notice stands in place of the disclosure's. The disclosure's delay holds up screens, not letters. A letter
    carries what step 13 shows to the subject: a rule's text needs `reasons`, for an open rulebook does not say which of
    its rules acted. What lies behind a listing that came through a relative is the relative's, and no item shows it.

    A change that takes effect after the assessment's day has no letter yet, even if one is already under way.
    DataError for an unknown id, and for a subject that the ruleset does not cover.
    """
    explanation = explained(assessment, subject_id)
    if not explanation.in_scope:
        raise DataError([_not_covered(assessment.ruleset, explanation)])
    found = changes(assessment.ruleset, explanation)
    post = [_letter(assessment, explanation.subject, change) for change in found]
    return sorted(post, key=lambda letter: letter.dated)


def _letter(assessment: Assessment, subject: Subject, change: SubjectChange) -> Letter:
    notice = _notice(assessment.ruleset, change)
    early = notice == "before_effect" and _takes_effect_later(change)
    ahead = dt.timedelta(days=assessment.ruleset.effect_after_days if early else 0)
    takes_back = change.kind == "posting" and change.lines[0].type in REVERSALS
    contents = None if not _is_due(notice, change) else _contents(assessment, subject, change)
    return Letter(subject.subject_id, change.kind, change.on - ahead, change.on, takes_back, contents)


def _notice(ruleset: Ruleset, change: SubjectChange) -> str:
    """The notice that holds for a change: a list's own for its rows and for what its rules set, of several the
    earliest.
    """
    if change.stay:
        names = [change.stay.membership.list_id]
    else:
        setting = [line.rule for line in change.lines if change.kind == "grade" and line.rule and line.rule.override]
        names = [name for rule in setting for name in rule.lists]
    own = [notice for name in names if (notice := ruleset.lists[name].notice)]
    order = ("before_effect", "on_change", "none")
    return min(own, key=order.index) if own else ruleset.disclosure.notice


def _is_due(notice: str, change: SubjectChange) -> bool:
    """Whether that notice promises a letter on the change; `on_change` is of grades and lists, not of every entry."""
    return notice == "before_effect" or (notice == "on_change" and change.kind != "posting")


def _takes_effect_later(change: SubjectChange) -> bool:
    """Whether a record stands behind the change on whose own day it was known: not an end, and nothing taken back."""
    if change.stay:
        return change.kind == "listing" and change.stay.membership.record is not None
    return any(_begins(line, change) and line.record is not None for line in change.lines)


_TELLS: dict[Kind, Item] = {"posting": "reasons", "listing": "lists", "leaving": "lists", "grade": "grade"}
"""What must be shown for a letter to tell an end from a beginning."""


def _begins(line: Line, change: SubjectChange) -> bool:
    """Whether the line's entry takes effect with the change; else the entry, or the grade that it sets, has ended."""
    return line.date == change.on and line.type not in REVERSALS


def _contents(assessment: Assessment, subject: Subject, change: SubjectChange) -> Contents:
    ruleset = assessment.ruleset
    records = _records(change, change.lines)
    remedy, until = _remedy(ruleset, change)
    behind_relative = change.stay is not None and change.stay.membership.via_id is not None
    agencies = tuple(dict.fromkeys(record.agency for record in records if record.agency))
    decided: dict[Item, Any] = {
        "points": change.lines[0].points if change.kind == "posting" and ruleset.score else None,
        "score": change.score,
        "grade": change.grade,
        "lists": ruleset.lists[change.stay.membership.list_id].title if change.stay else None,
        "consequences": _consequences(assessment, subject, change),
        "reasons": None if behind_relative else _reasons(change),
        "records": None if behind_relative else tuple(record.record_id for record in records),
        "agencies": None if behind_relative else agencies,
    }
    blanks = blanks_of(ruleset.disclosure, "subject")
    shown = {item: part if part is None else blanks.get(item, part) for item, part in decided.items()}
    return Contents(**shown, remedy=remedy, contest_until=until)


def _records(change: SubjectChange, lines: Iterable[Line]) -> list[Record]:
    """The records behind the change and those lines of it, each once; none behind a listing through a relative."""
    behind = [line.record for line in lines]
    if change.stay and change.stay.membership.via_id is None:
        behind.append(change.stay.membership.record)
    return list({record.record_id: record for record in behind if record is not None}.values())


def _reasons(change: SubjectChange) -> _Shown:
    if change.stay is None:
        return tuple(dict.fromkeys(text for line in change.lines for text in _grounds(line, change)))
    rule = change.stay.membership.rule
    if change.kind == "leaving":
        return tuple(text for text in (change.stay.left, rule and f"You were on it for: {rule.text}") if text)
    return (rule.text if rule else change.stay.entered,)


def _grounds(line: Line, change: SubjectChange) -> _Shown:
    if line.rule is None:
        return ()
    if line.type in REVERSALS:
        return f"{REVERSALS[line.type]}.", capitalised(entry_name(line.type, line.rule.text))
    return (line.rule.text if _begins(line, change) else f"The grade is no longer set for: {line.rule.text}",)


def _consequences(assessment: Assessment, subject: Subject, change: SubjectChange) -> _Shown | None:
    """The titles of what the subject itself bears from the new grade, or from the list that it enters."""
    if change.kind not in ("grade", "listing"):
        return None
    ruleset, stays = assessment.ruleset, [change.stay.membership] if change.stay else []
    alone = Rows({subject.subject_id: subject}, {}, {})
    borne = burdens_of(ruleset, alone, subject.subject_id, change.grade, stays, change.on, assessment.joined)
    names = dict.fromkeys(burden.consequence_id for burden in borne if burden.in_force)
    return tuple(ruleset.consequences[name].title for name in names)


def _remedy(ruleset: Ruleset, change: SubjectChange) -> tuple[str, dt.date | None]:
    """What can be done, and until when: what strikes out a record, within so many days of the record's date."""
    begun = [line for line in change.lines if _begins(line, change)]
    ends = change.kind == "leaving" or (bool(change.lines) and not begun)
    if ends and _TELLS[change.kind] in ruleset.disclosure.open_to("subject"):
        return "Something ends here, and there is nothing to contest.", None
    appeal, open_ = ruleset.recourse.appeal, ruleset.recourse.open_ways
    if not open_:
        if appeal is None or appeal.available is None:
            return "The ruleset does not say whether this can be contested.", None
        return "This cannot be contested: the ruleset offers no appeal.", None
    records = _records(change, begun or change.lines)
    if not records:
        return "An appeal is against a record, and no record of yours stands behind this.", None
    first = min(record.date for record in records)
    found = [_way(_WAYS[name], way, first, change.on) for name, way in open_.items()]
    untils = [until for _, until in found]
    last = None if None in untils else max(until for until in untils if until is not None)
    return " ".join(sentence for sentence, _ in found), last


_WAYS = {"objection": "object to a wrong entry", "appeal": "contest this"}


def _way(what: str, way: WayToContest, first: dt.date, on: dt.date) -> tuple[str, dt.date | None]:
    """One way to contest a change of the day `on` that rests on records from `first` on, and its last day."""
    within = "" if way.decides_within_days is None else f", within {count(way.decides_within_days, 'day')}"
    by = f" Decided by: {way.decided_by}{within}." if way.decided_by else ""
    if way.window_days is None:
        return f"You may {what}; no deadline is set.{by}", None
    until = first + dt.timedelta(days=way.window_days)
    if until < on:
        return f"The time to {what} ended on {until}.", until
    return f"You may {what} until {until}.{by}", until


def _not_covered(ruleset: Ruleset, explanation: Explanation) -> Problem:
    found = f"{ruleset.id} does not cover {explanation.subject.subject_id}. {explanation.scope}"
    return Problem(Place("subject"), "not-covered", found, "Choose a subject that it covers, or another ruleset.")
