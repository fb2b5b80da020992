"""How much of what decided a standing is disclosed to its subject, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pilot.disclosure.shown.view import OF_POSTINGS, Blank, ShownPosting, View
from pilot.evaluation.one_subject.explain import Explanation, Line
from pilot.ruleset.model.values import Item


@dataclass(frozen=True)
class Coverage:
    """A subject's ledger held against what its view shows of it; all numbers are those of the ledger's lines.

    `deciding` are the lines that made the grade what it is on the day: those whose points still count, or, where an
    override set the grade, those that did so; without a score, those that put the subject on a list on which it stands.
    `shown` are those of them that the view shows, in whole or in part. `counterparts` pairs lines and shown postings.
    """

    deciding: tuple[int, ...]
    shown: tuple[int, ...]
    counterparts: Mapping[int, ShownPosting]

    def withheld(self, line: Line) -> tuple[Item, ...]:
        """The parts of a line that its subject does not see, in the order of the items; none for the opening."""
        if line.type == "opening":
            return ()
        seen = self.counterparts.get(line.number)
        if seen is None:
            return OF_POSTINGS
        parts = (seen.points, seen.record, seen.reason, seen.agency)
        return tuple(item for item, part in zip(OF_POSTINGS, parts, strict=True) if isinstance(part, Blank))


def coverage_of(explanation: Explanation, view: View) -> Coverage:
    """Pairs the lines of a ledger with the postings of the same subject's view, which may be of an earlier day."""
    earlier = {posting.posting_id: posting for posting in view.postings}
    # A contact posting always stands last, dated the day of the evaluation: of an earlier day it is another posting.
    counterparts = {
        line.number: earlier[line.number]
        for line in explanation.lines
        if line.number in earlier and earlier[line.number].date == line.date
    }
    deciding = deciding_lines(explanation)
    return Coverage(deciding, tuple(number for number in deciding if number in counterparts), counterparts)


def deciding_lines(explanation: Explanation) -> tuple[int, ...]:
    """The numbers of the lines that made the standing what it is; what everybody starts with is not among them."""
    standing = explanation.standing
    if standing is None:
        return ()
    if standing.score is None:
        stays = (stay.membership for stay in explanation.memberships)
        causes = [(stay.record, stay.rule) for stay in stays if stay.holds_on(explanation.as_of)]
    elif standing.grade_because in (None, "score"):
        return tuple(line.number for line in explanation.lines if _still_counts(line))
    else:
        overrides = (override for override in standing.overrides if override.grade == standing.grade)
        causes = [(override.posting.record, override.rule) for override in overrides]
    names = {(record.record_id, rule.id) for record, rule in causes if record and rule}
    return tuple(line.number for line in explanation.lines if _made(line) in names)


def _still_counts(line: Line) -> bool:
    return line.type in ("profile", "rule", "carry", "contact") and line.points != 0 and line.reversed_by is None


def _made(line: Line) -> tuple[str, str] | None:
    """Record and rule of a posting of type `rule`: a carry or a reversal repeats them and makes no list or override."""
    return (line.record.record_id, line.rule.id) if line.type == "rule" and line.record and line.rule else None
