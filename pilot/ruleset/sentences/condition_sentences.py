"""What a rule looks at, in one sentence whose values a form can change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import assert_never, get_args

from pilot.phrases import day, listed, number, spaced
from pilot.ruleset.model import Bounds, CellsOrBounds, Conditions, ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset
from pilot.ruleset.model.values import LARGEST_AMOUNT, Relationship
from pilot.ruleset.sentences.slots import Path, Piece, Sentence, Slot, in_a_row, plain, sentence

RELATIONSHIPS = tuple((name, spaced(name)) for name in get_args(Relationship))
"""Every relationship, and the words for it."""


def reads_parts(rule: Rule, ruleset: Ruleset) -> Sentence:
    """What the rule looks at; kinds of record stand as in the file."""
    match rule.when:
        case RecordWhen() as when:
            return sentence("Reads ", _records(when, ruleset), _dates(rule), ".")
        case ProfileWhen(profile=profile):
            cells: list[Piece] = [_column(column, wanted) for column, wanted in profile.items()]
            return sentence("Holds for whoever has ", in_a_row(cells, "and"), ".")
        case ContactWhen(contacts=contacts):
            who = relation(("when", "contacts", "relationship"), contacts.relationship)
            return sentence("Looks at the score of every ", who, " on the last day.")
        case _ as never:
            assert_never(never)


def relation(path: Path, name: str) -> Slot:
    """The slot of a relationship."""
    return Slot(path, name, spaced(name), "choice", "relationship", RELATIONSHIPS)


def list_title(list_id: str, ruleset: Ruleset) -> str:
    """A list's title in quotation marks; its id where the ruleset has no such list."""
    return f"“{ruleset.lists[list_id].title if list_id in ruleset.lists else list_id}”"


def bounds(range_: Bounds, path: Path = (), written: Callable[[Decimal], str] = number) -> Sentence:
    """A range of numbers: at least 500 and below 2,000."""
    slot = partial(Slot, kind="decimal", least=1 - LARGEST_AMOUNT, most=LARGEST_AMOUNT - 1)
    ends: list[Piece] = []
    if range_.at_least is not None:
        low = slot((*path, "at_least"), range_.at_least, written(range_.at_least), label="lower bound")
        ends.append(sentence("at least ", low))
    if range_.below is not None:
        high = slot((*path, "below"), range_.below, written(range_.below), label="upper bound")
        ends.append(sentence("below ", high))
    return in_a_row(ends, "and")


def _records(when: RecordWhen, ruleset: Ruleset) -> Sentence:
    pieces: list[Piece] = ["records of the kind ", _texts(("when", "kind"), when.kind, "kind of record", "kinds")]
    if when.amount:
        pieces += [" with an amount of ", bounds(when.amount, ("when", "amount"))]
    if when.agency:
        pieces += [", supplied by ", _texts(("when", "agency"), when.agency, "agency", "agencies")]
    if when.subject:
        cells = [_subject_cell(column, wanted) for column, wanted in when.subject.items()]
        pieces += [", where ", in_a_row(cells, "and")]
    if when.while_on:
        names = tuple((name, listing.title) for name, listing in ruleset.lists.items())
        title = list_title(when.while_on, ruleset)
        pieces += [
            ", made while on the list ",
            Slot(("when", "while_on"), when.while_on, title, "choice", "list", names),
        ]
    return sentence(*pieces)


def _dates(rule: Rule) -> Sentence:
    since: Sentence = ()
    until: Sentence = ()
    if rule.valid_from is not None:
        since = (" from ", Slot(("valid_from",), rule.valid_from, day(rule.valid_from), "date", "first day"))
    if rule.valid_until is not None:
        until = (" until ", Slot(("valid_until",), rule.valid_until, day(rule.valid_until), "date", "last day"))
    return sentence(", dated", since, until) if since or until else ()


def _subject_cell(column: str, wanted: CellsOrBounds) -> Piece:
    path = ("when", "subject", column)
    if isinstance(wanted, Bounds):
        return sentence(f"{column} is ", bounds(wanted, path, "{:f}".format))
    return sentence(f"{column} is ", _texts(path, wanted, column, f"column-{column}"))


def conditions_phrase(conditions: Conditions) -> str:
    """Columns with what they must hold, as words: age is at least 18 and district is North."""
    return plain(in_a_row([sentence(f"{column} is ", _wanted(wanted)) for column, wanted in conditions.items()], "and"))


def _wanted(wanted: CellsOrBounds) -> str:
    return plain(bounds(wanted, (), "{:f}".format)) if isinstance(wanted, Bounds) else listed(wanted, "or")


def _column(column: str, wanted: Bounds | Sequence[str]) -> Sentence:
    path = ("when", "profile", column)
    if isinstance(wanted, Bounds):
        # What a profile bounds is mostly a year, which is written without a comma.
        return sentence(f"{column} ", bounds(wanted, path, "{:f}".format))
    return sentence(f"{column} ", _texts(path, wanted, column, f"column-{column}"))


def _texts(path: Path, wanted: Sequence[str], label: str, suggest: str) -> Slot:
    return Slot(path, tuple(wanted), listed(wanted, "or"), "texts", label, suggest=suggest)
