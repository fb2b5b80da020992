"""What a rule requires of a record or a subject: each condition a small function, nothing unknown ever taken as met."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from pilot.evaluation.plain.rows import Record, Subject
from pilot.ruleset.model import Bounds, Conditions, RecordWhen, Rule, Ruleset

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


def months_later(date: dt.date, months: int) -> dt.date:
    """The same day so many months on, or that month's last day where it has no such day."""
    years, month = divmod(date.month - 1 + months, 12)
    year, month = date.year + years, month + 1
    return dt.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def number_in(cell: str) -> Decimal | None:
    """The number that a cell holds, None where it holds none."""
    return Decimal(cell) if _NUMBER.fullmatch(cell) else None


def kind_is(wanted: Sequence[str], kind: str) -> bool:
    """Whether a kind is one of those wanted; `traffic.*` takes in every kind that begins with `traffic.`."""
    return any(kind.startswith(word[:-1]) if word.endswith(".*") else kind == word for word in wanted)


def within(bounds: Bounds | None, number: Decimal | None) -> bool:
    """Whether a number lies in the half-open range; no number lies in none, and without a range any will do."""
    if bounds is None:
        return True
    if number is None:
        return False
    return not (
        (bounds.at_least is not None and number < bounds.at_least)
        or (bounds.below is not None and number >= bounds.below)
    )


def cell_is(wanted: Sequence[str] | Bounds, cell: str | None) -> bool:
    """Whether a cell is one of the values wanted, or a number within the bounds."""
    if cell is None:
        return False
    return within(wanted, number_in(cell)) if isinstance(wanted, Bounds) else cell in wanted


def cell_on(subject: Subject, column: str, date: dt.date) -> str | None:
    """The subject's cell in a column; `type` and `age` (in the year of that day) every subject has."""
    if column == "type":
        return subject.type
    if column != "age":
        return subject.cells.get(column)
    born = subject.cells.get("born", "")
    return str(date.year - int(born)) if re.fullmatch("[0-9]{1,4}", born) else None


def conditions_hold(conditions: Conditions, subject: Subject, date: dt.date) -> bool:
    """Whether all the columns named are as they must be on that day."""
    return all(cell_is(wanted, cell_on(subject, column, date)) for column, wanted in conditions.items())


def record_matches(rule: Rule, when: RecordWhen, record: Record, subject: Subject) -> bool:
    """Step 4: whether all that the rule requires of a record of a kind that it names holds, but for `while_on`."""
    return (
        (rule.valid_from is None or rule.valid_from <= record.date)
        and (rule.valid_until is None or record.date <= rule.valid_until)
        and within(when.amount, record.amount)
        and (when.agency is None or record.agency in when.agency)
        and conditions_hold(when.subject, subject, record.date)
    )


def in_scope(ruleset: Ruleset, subject: Subject, as_of: dt.date) -> bool:
    """Step 1: whether the ruleset applies to the subject, and, where that is a choice, it takes part."""
    taking_part = ruleset.participation == "mandatory" or subject.cells.get("enrolled") == "true"
    return subject.type in ruleset.applies_to and taking_part and not out_of_scope(ruleset, subject, as_of)


def out_of_scope(ruleset: Ruleset, subject: Subject, as_of: dt.date) -> Conditions:
    """What of `scope` the subject does not meet; companies, which have no age, are not asked for it."""
    return {
        column: wanted
        for column, wanted in ruleset.scope.items()
        if not (column == "age" and subject.type == "company") and not cell_is(wanted, cell_on(subject, column, as_of))
    }
