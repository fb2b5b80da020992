"""What a rule reads and what it does, in plain sentences that say neither more nor less than the evaluation does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from pilot.ruleset.model import Bounds, CarryTo, ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset

MINUS = "\N{MINUS SIGN}"
PERIODS = {"month": "in a calendar month", "year": "in a calendar year", "ever": "in all"}
COUNTED = ("not at all", "once", "twice", "three times", "four times", "five times")
SHARES = {
    Decimal(1): "the same points",
    Decimal("0.5"): "half of the points",
    Decimal("0.25"): "a quarter of the points",
}


def sign_of(rule: Rule) -> str:
    """Which way the rule moves a score: `adds`, `takes`, or `none` where it has no points or 0."""
    points = rule.points_per.points if rule.points_per else rule.points or 0
    return "adds" if points > 0 else "takes" if points < 0 else "none"


def price(rule: Rule) -> str:
    """The points of one match as they stand beside the rule: −5, +1 per 100, 0; empty without points."""
    if rule.points_per:
        return f"{signed(rule.points_per.points)} per {number(rule.points_per.amount)}"
    return "" if rule.points is None else signed(rule.points)


def reads(rule: Rule, ruleset: Ruleset) -> str:
    """What the rule looks at, in one sentence; kinds of record stand as in the file."""
    if isinstance(rule.when, ProfileWhen):
        cells = [f"{column} {_cells_or_bounds(wanted)}" for column, wanted in rule.when.profile.items()]
        return f"Holds for whoever has {listed(cells, 'and')}."
    if isinstance(rule.when, ContactWhen):
        return f"Looks at the score of every {_relation(rule.when.contacts.relationship)} on the last day."
    return f"Reads {_records(rule.when, ruleset)}{_dates(rule)}."


def does(rule: Rule, ruleset: Ruleset) -> tuple[str, ...]:
    """What a match does, a sentence for each part of the rule, in the order in which they take effect."""
    said = [
        *_points(rule),
        *_repeats(rule),
        *_cap(rule),
        *_carries(rule.carry),
        *_factor(rule, ruleset),
        *_lists(rule, ruleset),
        *_override(rule),
        *_ends(rule),
    ]
    return tuple(said) or ("It moves no points and has no other effect.",)


def number(value: int | Decimal) -> str:
    """A number as it is read: 1,250 or 0.5, a minus written out."""
    text = f"{value.normalize():,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.replace("-", MINUS)


def signed(points: int) -> str:
    """Points with their sign written out: +5, −5, 0."""
    return f"{points:+,}".replace("-", MINUS) if points else "0"


def count(value: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not 1."""
    return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"


def listed(words: Iterable[str], last: str) -> str:
    """Words with commas between them, and `last` before the last."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end


def day(date: dt.date) -> str:
    """A date in words: 1 May 2020."""
    return f"{date.day} {date:%B %Y}"


def bounds(range_: Bounds) -> str:
    """A range of amounts in words: at least 500 and below 2,000."""
    return _between(range_, number)


def _between(range_: Bounds, written: Callable[[Decimal], str]) -> str:
    low = [] if range_.at_least is None else [f"at least {written(range_.at_least)}"]
    high = [] if range_.below is None else [f"below {written(range_.below)}"]
    return listed([*low, *high], "and")


def _records(when: RecordWhen, ruleset: Ruleset) -> str:
    said = f"records of the kind {listed(when.kind, 'or')}"
    if when.amount:
        said += f" with an amount of {bounds(when.amount)}"
    if when.agency:
        said += f", supplied by {listed(when.agency, 'or')}"
    if when.subject:
        cells = [f"{column} is {listed(wanted, 'or')}" for column, wanted in when.subject.items()]
        said += f", where {listed(cells, 'and')}"
    if when.while_on:
        said += f", made while on the list {_title(when.while_on, ruleset)}"
    return said


def _dates(rule: Rule) -> str:
    since = "" if rule.valid_from is None else f" from {day(rule.valid_from)}"
    until = "" if rule.valid_until is None else f" until {day(rule.valid_until)}"
    return f", dated{since}{until}" if since or until else ""


def _cells_or_bounds(wanted: Bounds | Sequence[str]) -> str:
    # What a profile bounds is mostly a year, which is written without a comma.
    return _between(wanted, "{:f}".format) if isinstance(wanted, Bounds) else listed(wanted, "or")


def _points(rule: Rule) -> Iterator[str]:
    if rule.points_per:
        per = rule.points_per
        yield f"The score {_moves(per.points)} for each full {number(per.amount)} of the amount."
    elif rule.points is not None and isinstance(rule.when, ContactWhen):
        who = rule.when.contacts
        low = f"below {number(who.score_below)}" if who.score_below is not None else ""
        bound = low or f"at least {number(who.score_at_least or 0)}"
        yield f"The score {_moves(rule.points)} for each {_relation(who.relationship)} whose score is {bound}."
    elif rule.points is not None:
        yield f"The score {_moves(rule.points)}."


def _moves(points: int) -> str:
    if points == 0:
        return "stays as it is"
    return f"{'rises' if points > 0 else 'falls'} by {count(abs(points), 'point')}"


def _repeats(rule: Rule) -> Iterator[str]:
    """The n-th factor holds where it happened n − 1 times before, the last for more often; 1 goes without saying."""
    if not rule.repeat or not rule.has_points:
        return
    runs = [
        (factor, [before for before, _ in run]) for factor, run in groupby(enumerate(rule.repeat.multiply), _factor_of)
    ]
    ends = [run[-1] for _, run in runs[:-1]] + [None]
    parts = [
        f"{_times(factor)} {_where(run[0], end)}"
        for place, ((factor, run), end) in enumerate(zip(runs, ends, strict=True))
        if place or factor != 1
    ]
    within = f" within {count(rule.repeat.within_months, 'month')}" if len(runs) > 1 else ""
    if parts:
        yield f"It counts {listed(parts, 'and')}{within}."


def _factor_of(place_and_factor: tuple[int, int]) -> int:
    return place_and_factor[1]


def _where(fewest: int, most: int | None) -> str:
    """In which cases: so often before, from the fewest to the most; None is without end."""
    if fewest == 0:
        return "every time" if most is None else "the first time" if most == 0 else f"the first {most + 1} times"
    if most is None:
        return "where it happened before" if fewest == 1 else f"where it happened {_times(fewest)} or more often before"
    if fewest == most:
        return f"where it happened {_times(fewest)} before"
    return f"where it happened {fewest} to {most} times before"


def _times(factor: int) -> str:
    return COUNTED[factor] if 0 <= factor < len(COUNTED) else f"{number(factor)} times"


def _cap(rule: Rule) -> Iterator[str]:
    if rule.cap:
        # A contact rule posts once, on the last day, so its cap has no period.
        period = "" if isinstance(rule.when, ContactWhen) else f" {PERIODS[rule.cap.per]}"
        yield f"It moves nobody by more than {count(rule.cap.points, 'point')}{period}."


def _carries(carry: Sequence[CarryTo]) -> Iterator[str]:
    for each in carry:
        share = SHARES.get(each.share.normalize(), f"{number(each.share)} times the points")
        yield f"Every {_relation(each.to)} of whoever it meets gets {share} too."


def _factor(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    if rule.factor and ruleset.score and rule.factor in ruleset.score.factors:
        factor = ruleset.score.factors[rule.factor]
        ends = [
            *([] if factor.min is None else [f"never less than {signed(factor.min)}"]),
            *([] if factor.max is None else [f"never more than {signed(factor.max)}"]),
        ]
        yield f"It counts inside {factor.title or rule.factor}{', ' + listed(ends, 'and') if ends else ''}."


def _lists(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    if rule.lists:
        names = listed([_title(name, ruleset) for name in rule.lists], "and")
        yield f"Whoever it meets is put on the list{'s' if len(rule.lists) > 1 else ''} {names}."


def _title(list_id: str, ruleset: Ruleset) -> str:
    return f"“{ruleset.lists[list_id].title if list_id in ruleset.lists else list_id}”"


def _override(rule: Rule) -> Iterator[str]:
    if rule.override:
        months = rule.override.months
        term = (
            "without end"
            if months is None and not rule.until
            else ""
            if months is None
            else f"for {count(months, 'month')}"
        )
        yield f"The grade is {rule.override.grade} at best{' ' + term if term else ''}, whatever the score."


def _ends(rule: Rule) -> Iterator[str]:
    """Expiry ends points alone; settlement ends points, listings and overrides."""
    if rule.expires_after_months is not None and rule.has_points:
        yield f"After {count(rule.expires_after_months, 'month')} the points no longer count."
    if rule.until:
        ending = [
            *(["the points no longer count"] if rule.has_points else []),
            *(["the listing ends"] if rule.lists else []),
            *(["the grade follows the score again"] if rule.override else []),
        ]
        yield f"Once the matter is settled, {listed(ending or ['nothing changes'], 'and')}."


def _relation(name: str) -> str:
    return name.replace("_", " ")
