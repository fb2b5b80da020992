"""Values of a ruleset as a sentence has them; each function takes a value and the side on which it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from pilot.ruleset.changes.field_sentences import Side, Write
from pilot.ruleset.model import (
    Bounds,
    Cap,
    CarryTo,
    Citation,
    ContactWhen,
    EnteredWhen,
    Override,
    Plausible,
    PointsPer,
    Repeat,
    Rule,
    Score,
)
from pilot.ruleset.sentences.condition_sentences import bounds, list_title
from pilot.ruleset.sentences.effect_sentences import PERIODS, repeat_said, share_said
from pilot.ruleset.sentences.phrases import count, day, listed, number, signed, spaced
from pilot.ruleset.sentences.slots import plain


def counted_as(noun: str) -> Write:
    """Counts with that noun: 12 months."""
    return lambda value, _: count(value, noun)


def numeral(value: int | Decimal, _: Side) -> str:
    """A number."""
    return number(value)


def with_sign(value: int, _: Side) -> str:
    """Points with their sign."""
    return signed(value)


def all_of(names: Sequence[object], _: Side) -> str:
    """Names with an and between them."""
    return listed([spaced(str(name)) for name in names], "and")


def any_of(names: Sequence[str], _: Side) -> str:
    """Names with an or between them."""
    return listed(names, "or")


def date(value: dt.date, _: Side) -> str:
    """A day."""
    return day(value)


def words(value: str, _: Side) -> str:
    """A name of the format as words."""
    return spaced(value)


def list_(name: str, side: Side) -> str:
    """A list by its title."""
    return list_title(name, side.ruleset)


def lists(names: Sequence[str], side: Side) -> str:
    """Lists by their titles."""
    return listed([list_title(name, side.ruleset) for name in names], "and")


def consequences(names: Sequence[str], side: Side) -> str:
    """Consequences by their titles."""
    known = side.ruleset.consequences
    return listed([f"“{known[name].title}”" if name in known else name for name in names], "and")


def factor(name: str, side: Side) -> str:
    """A factor of the score by its title, or its id where it has none."""
    known = side.ruleset.score.factors if side.ruleset.score else {}
    return (known[name].title if name in known else None) or name


def source(name: str, side: Side) -> str:
    """A source by its title."""
    return f"“{side.ruleset.sources[name].title}”" if name in side.ruleset.sources else name


def sources(names: Sequence[str], side: Side) -> str:
    """Sources by their titles."""
    return listed([source(name, side) for name in names], "and")


def citation(cited: Citation, side: Side) -> str:
    """A source and the place in it."""
    named = source(cited.ref, side) if cited.ref else None
    return ", ".join(part for part in (named, cited.at) if part) or "not named"


def cap(value: Cap, side: Side) -> str:
    """The most points, and in which span; a contact rule has none."""
    on_contacts = isinstance(side.entry, Rule) and isinstance(side.entry.when, ContactWhen)
    return count(value.points, "point") + ("" if on_contacts else f" {PERIODS[value.per]}")


def points_per(per: PointsPer, _: Side) -> str:
    """Points for a step of the amount."""
    return f"{signed(per.points)} for each full {number(per.amount)}"


def repeat(value: Repeat, _: Side) -> str:
    """How often matches count, and in which span."""
    said = repeat_said(value.multiply) or "once every time"
    return f"{said}, within {count(value.within_months, 'month')}"


def override(value: Override, _: Side) -> str:
    """A grade, and how long it holds."""
    return value.grade + ("" if value.months is None else f" for {count(value.months, 'month')}")


def carry(carried: Sequence[CarryTo], _: Side) -> str:
    """Which share goes to which relatives."""
    return listed([f"{share_said(each.share)} for every {spaced(each.to)}" for each in carried], "and")


def amounts(wanted: Bounds, _: Side) -> str:
    """The bounds of an amount."""
    return plain(bounds(wanted))


def plain_number(value: Decimal, _: Side) -> str:
    """A number without commas, which is mostly a year."""
    return f"{value:f}"


def period(per: str, _: Side) -> str:
    """The span of a cap."""
    return PERIODS[per]


def signs(points: Sequence[int], _: Side) -> str:
    """Several points with their signs."""
    return listed([signed(each) for each in points], "and")


def factors(multiply: Sequence[int], _: Side) -> str:
    """Several numbers."""
    return listed([number(each) for each in multiply], "and")


def weight(points: int, _: Side) -> str:
    """Which way points move the score, and by how much."""
    if points == 0:
        return "staying as it is"
    return f"{'rising' if points > 0 else 'falling'} by {count(abs(points), 'point')}"


def asked(wanted: Bounds | Sequence[str], _: Side) -> str:
    """The bounds of a column, or the cells it may have."""
    return plain(bounds(wanted, written="{:f}".format)) if isinstance(wanted, Bounds) else listed(wanted, "or")


def plausible(value: Plausible, side: Side) -> str:
    """The ends of a plausible range."""
    return range_(value.points, side)


def range_(points: Sequence[int], _: Side) -> str:
    """The ends of a range of points."""
    return f"{signed(points[0])} to {signed(points[1])}"


def entered_when(entered: EnteredWhen, side: Side) -> str:
    """On how many of which lists somebody must stand."""
    return f"at least {entered.at_least} of {lists(entered.of, side)}"


def score(scale: Score, _: Side) -> str:
    """Where a scale starts."""
    return f"with a start of {count(scale.start, 'point')}"
