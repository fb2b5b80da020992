"""Values of a ruleset as a sentence has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pilot.phrases import count, day, listed, number, signed, spaced
from pilot.ruleset.model import (
    Bounds,
    Cap,
    CarryTo,
    Citation,
    EnteredWhen,
    KindOfWhen,
    Override,
    Part,
    Plausible,
    PointsPer,
    Repeat,
    Rule,
    Ruleset,
    Score,
)
from pilot.ruleset.model.field_facts import Wording, WrittenAs
from pilot.ruleset.model.rule import PERIODS
from pilot.ruleset.sentences.condition_sentences import bounds, list_title
from pilot.ruleset.sentences.effect_sentences import repeat_phrase, share_phrase
from pilot.ruleset.sentences.slots import plain


class Context(NamedTuple):
    """Where a value stands: the ruleset, and in it the rule, list or other part that holds it."""

    ruleset: Ruleset
    entry: Part


def in_words(value: Any, wording: Wording, context: Context) -> str:
    """The value of a field as its wording wants it."""
    if wording.words:
        return wording.words[value]
    if wording.written is WrittenAs.AS_IT_IS:
        return _by_type(value, context)
    return _names(value, wording.written, context.ruleset) or _figures(value, wording.written)


def change_of_weight(before: int, after: int) -> str:
    """By the verb: "Falls by 10 points instead of 5.", "Rises by 5 points instead of falling by 3 points."."""
    verb = "Stays as it is" if after == 0 else f"{'Rises' if after > 0 else 'Falls'} by {count(abs(after), 'point')}"
    return f"{verb} instead of {number(abs(before)) if before * after > 0 else _weight(before)}."


def _by_type(value: Any, context: Context) -> str:
    """A value whose type says how it is read; a TypeError for a part that nothing here puts into words."""
    match value:
        case bool():
            return "yes" if value else "no"
        case dt.date():
            return day(value)
        case KindOfWhen():
            return value.noun
        case Citation() | EnteredWhen():
            return _pointing(value, context.ruleset)
        case Part():
            return _measure(value, context)
        case _:
            return str(value)


def _pointing(value: Citation | EnteredWhen, ruleset: Ruleset) -> str:
    """A part that names others."""
    if isinstance(value, EnteredWhen):
        return f"at least {value.at_least} of {_names(value.of, WrittenAs.LISTS, ruleset)}"
    title = _source(value.ref, ruleset) if value.ref else None
    return ", ".join(phrase for phrase in (title, value.at) if phrase) or "not named"


def _measure(value: Part, context: Context) -> str:
    """A part that holds figures."""
    match value:
        case Cap():
            return _cap(value, context.entry)
        case PointsPer():
            return f"{signed(value.points)} for each full {number(value.amount)}"
        case Repeat():
            often = repeat_phrase(value.multiply) or "once every time"
            return f"{often}, within {count(value.within_months, 'month')}"
        case Override():
            return value.grade + ("" if value.months is None else f" for {count(value.months, 'month')}")
        case Bounds():
            return plain(bounds(value))
        case Score():
            return f"with a start of {count(value.start, 'point')}"
        case _:
            raise TypeError(f"{type(value).__name__} has no words yet")


def _names(value: Any, written: WrittenAs, ruleset: Ruleset) -> str:
    """What names something in the ruleset, by its title; empty for whatever names nothing."""
    names = (value,) if isinstance(value, str) else value
    match written:
        case WrittenAs.LISTS:
            return listed([list_title(name, ruleset) for name in names], "and")
        case WrittenAs.CONSEQUENCES:
            known = ruleset.consequences
            return listed([f"“{known[name].title}”" if name in known else name for name in names], "and")
        case WrittenAs.FACTOR:
            factors = ruleset.score.factors if ruleset.score else {}
            return listed([(factors[name].title if name in factors else None) or name for name in names], "and")
        case WrittenAs.SOURCES:
            return listed([_source(name, ruleset) for name in names], "and")
        case _:
            return ""


def _figures(value: Any, written: WrittenAs) -> str:
    """Numbers and words of the format."""
    counted = {WrittenAs.POINTS: "point", WrittenAs.HOURS: "hour", WrittenAs.DAYS: "day", WrittenAs.MONTHS: "month"}
    if written in counted:
        return count(value, counted[written])
    return _WRITERS[written](value)


def _cap(value: Cap, entry: Part) -> str:
    """The most points, and in which span; what posts once, on the last day, has none."""
    once = isinstance(entry, Rule) and entry.when.posts == "on the last day"
    return count(value.points, "point") + ("" if once else f" {PERIODS[value.per]}")


def _source(name: str, ruleset: Ruleset) -> str:
    return f"“{ruleset.sources[name].title}”" if name in ruleset.sources else name


def _shares(carried: Sequence[CarryTo]) -> str:
    return listed([f"{share_phrase(entry.share)} for every {spaced(entry.to)}" for entry in carried], "and")


def _plain_number(value: Decimal) -> str:
    """Without commas, as it is mostly a year."""
    return f"{value:f}"


def _weight(points: int) -> str:
    """Which way points move the score, and by how much."""
    if points == 0:
        return "staying as it is"
    return f"{'rising' if points > 0 else 'falling'} by {count(abs(points), 'point')}"


def _cells(wanted: Bounds | Sequence[str]) -> str:
    """The bounds of a column, or the cells it may have."""
    return plain(bounds(wanted, written="{:f}".format)) if isinstance(wanted, Bounds) else listed(wanted, "or")


def _range(value: Plausible | Sequence[int]) -> str:
    points = value.points if isinstance(value, Plausible) else value
    return f"{signed(points[0])} to {signed(points[1])}"


_WRITERS: dict[WrittenAs, Callable[[Any], str]] = {
    WrittenAs.NUMBER: number,
    WrittenAs.PLAIN_NUMBER: _plain_number,
    WrittenAs.SIGNED: signed,
    WrittenAs.SIGNED_NUMBERS: lambda values: listed(map(signed, values), "and"),
    WrittenAs.NUMBERS: lambda values: listed(map(number, values), "and"),
    WrittenAs.RANGE: _range,
    WrittenAs.WEIGHT: _weight,
    WrittenAs.WORD: spaced,
    WrittenAs.ALL_OF: lambda names: listed([spaced(str(name)) for name in names], "and"),
    WrittenAs.ANY_OF: lambda names: listed(names, "or"),
    WrittenAs.CELLS: _cells,
    WrittenAs.SHARES: _shares,
}
