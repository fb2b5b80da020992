"""What a match of a rule does, in sentences whose values a form can change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import assert_never

from pilot.phrases import listed, number, plural, signed, spaced, times
from pilot.ruleset.model import CarryTo, ContactWhen, PointsPer, ProfileWhen, RecordWhen, Rule, Ruleset, When
from pilot.ruleset.model.rule import PERIODS
from pilot.ruleset.model.values import (
    FINEST_AMOUNT,
    LARGEST_AMOUNT,
    LARGEST_FACTOR,
    LARGEST_POINTS,
    LARGEST_SHARE,
    LONGEST_MONTHS,
)
from pilot.ruleset.sentences.condition_sentences import list_title, relation
from pilot.ruleset.sentences.lists_open import lists_open_to
from pilot.ruleset.sentences.slots import Path, Piece, Sentence, Slot, in_a_row, plain, sentence

SHARES = {
    Decimal(1): "the same points",
    Decimal("0.5"): "half of the points",
    Decimal("0.25"): "a quarter of the points",
}
NOTHING = "It moves no points and has no other effect."


def does_parts(rule: Rule, ruleset: Ruleset) -> tuple[Sentence, ...]:
    """A sentence for each part of the rule, in the order in which they take effect."""
    sentences = (
        *_points(rule),
        *_repeats(rule),
        *_cap(rule),
        *_carries(rule.carry),
        *_factor(rule, ruleset),
        *_lists(rule, ruleset),
        *_override(rule, ruleset),
        *_ends(rule),
    )
    return sentences or ((NOTHING,),)


def share_phrase(share: Decimal) -> str:
    """A part of the points in words: half of the points, 0.3 times the points."""
    return SHARES.get(share.normalize(), f"{number(share)} times the points")


def repeat_phrase(multiply: Sequence[int]) -> str:
    """How often matches count, without the span: twice where it happened before; empty where each counts once."""
    return plain(_counts(multiply))


def _points(rule: Rule) -> Iterator[Sentence]:
    if rule.points_per:
        per = rule.points_per
        step = Slot(("points_per", "amount"), per.amount, number(per.amount), "decimal", "step of the amount",
                    least=FINEST_AMOUNT, most=LARGEST_AMOUNT - 1)  # fmt: skip
        moves = _moves(("points_per", "points"), per.points)
        yield sentence("The score ", moves, " for each full ", step, " of the amount", *_adding_up(per), ".")
    elif rule.points is not None:
        yield sentence("The score ", _moves(("points",), rule.points), _per_relative(rule.when), ".")


def _adding_up(per: PointsPer) -> Iterator[Piece]:
    if per.within is not None:
        yield ", and amounts add up "
        yield Slot(("points_per", "within"), per.within, PERIODS[per.within], "choice", "span in which amounts add up",
                   tuple(PERIODS.items()))  # fmt: skip


def _per_relative(when: When) -> Sentence:
    """What the points count for each of, where that is not the match itself."""
    match when:
        case RecordWhen() | ProfileWhen():
            return ()
        case ContactWhen(contacts=who):
            if who.score_below is not None:
                bound = sentence("below ", _score("score_below", who.score_below))
            else:
                bound = sentence("at least ", _score("score_at_least", who.score_at_least or 0))
            return sentence(f" for each {spaced(who.relationship)} whose score is ", bound)
        case _ as never:
            assert_never(never)


def _score(key: str, bound: int) -> Slot:
    return _whole(("when", "contacts", key), bound, "bound of the score", -LARGEST_POINTS, LARGEST_POINTS)


def _moves(path: Path, points: int) -> Sentence:
    """The verb tells the sign, so the slot shows the points without it; points of 0 are the verb."""
    shown = number(abs(points)) if points else "stays as it is"
    slot = Slot(path, points, shown, "integer", "points", least=-LARGEST_POINTS, most=LARGEST_POINTS, sign_in_verb=True)
    if points == 0:
        return (slot,)
    return ("rises by " if points > 0 else "falls by ", slot, f" {plural(abs(points), 'point')}")


def _whole(path: Path, value: int, label: str, least: int, most: int) -> Slot:
    return Slot(path, value, number(value), "integer", label, least=least, most=most)


def _months(path: Path, value: int, label: str) -> Sentence:
    return (_whole(path, value, label, 1, LONGEST_MONTHS), f" {plural(value, 'month')}")


def _repeats(rule: Rule) -> Iterator[Sentence]:
    if not rule.repeat or not rule.has_points:
        return
    counts = _counts(rule.repeat.multiply)
    span: Sentence = ()
    if len(set(rule.repeat.multiply)) > 1:
        months = _months(("repeat", "within_months"), rule.repeat.within_months, "span in which a match is a repeat")
        span = (" within ", *months)
    if counts:
        yield sentence("It counts ", counts, span, ".")


def _counts(multiply: Sequence[int]) -> Sentence:
    """The n-th factor holds where it happened n − 1 times before, the last for more often; 1 goes without saying."""
    runs = [(factor, [before for before, _ in run]) for factor, run in groupby(enumerate(multiply), _factor_of)]
    ends = [run[-1] for _, run in runs[:-1]] + [None]
    parts: list[Piece] = [
        sentence(_times(factor, run), f" {_where(run[0], end)}")
        for place, ((factor, run), end) in enumerate(zip(runs, ends, strict=True))
        if place or factor != 1
    ]
    return in_a_row(parts, "and") if parts else ()


def _factor_of(place_and_factor: tuple[int, int]) -> int:
    return place_and_factor[1]


def _times(factor: int, run: Sequence[int]) -> Slot:
    path, *also = [("repeat", "multiply", place) for place in run]
    label = "how often it counts"
    return Slot(path, factor, times(factor), "integer", label, (), 0, LARGEST_FACTOR, tuple(also))


def _where(fewest: int, most: int | None) -> str:
    """In which cases: so often before, from the fewest to the most; None is without end."""
    if fewest == 0:
        return "every time" if most is None else "the first time" if most == 0 else f"the first {most + 1} times"
    if most is None:
        return "where it happened before" if fewest == 1 else f"where it happened {times(fewest)} or more often before"
    if fewest == most:
        return f"where it happened {times(fewest)} before"
    return f"where it happened {fewest} to {most} times before"


def _cap(rule: Rule) -> Iterator[Sentence]:
    if rule.cap:
        most = _whole(("cap", "points"), rule.cap.points, "most points", 0, LARGEST_POINTS)
        span = Slot(("cap", "per"), rule.cap.per, PERIODS[rule.cap.per], "choice", "span", tuple(PERIODS.items()))
        # What posts once, on the last day, has a cap without a period.
        period: Sentence = () if rule.when.posts == "on the last day" else (" ", span)
        yield sentence("It moves nobody by more than ", most, f" {plural(rule.cap.points, 'point')}", period, ".")


def _carries(carry: Sequence[CarryTo]) -> Iterator[Sentence]:
    for place, carried in enumerate(carry):
        woven = SHARES.get(carried.share.normalize())
        share = Slot(
            ("carry", place, "share"), carried.share, woven or number(carried.share), "decimal", "share of the points",
            least=FINEST_AMOUNT, most=LARGEST_SHARE,
        )  # fmt: skip
        who = relation(("carry", place, "to"), carried.to)
        rest = "" if woven else " times the points"
        yield sentence("Every ", who, " of whoever it meets gets ", share, f"{rest} too.")


def _factor(rule: Rule, ruleset: Ruleset) -> Iterator[Sentence]:
    if rule.factor and ruleset.score and rule.factor in ruleset.score.factors:
        factor = ruleset.score.factors[rule.factor]
        ends = [
            *([] if factor.min is None else [f"never less than {signed(factor.min)}"]),
            *([] if factor.max is None else [f"never more than {signed(factor.max)}"]),
        ]
        names = tuple((name, other.title or name) for name, other in ruleset.score.factors.items())
        slot = Slot(("factor",), rule.factor, factor.title or rule.factor, "choice", "factor of the score", names)
        yield sentence("It counts inside ", slot, f"{', ' + listed(ends, 'and') if ends else ''}.")


def _lists(rule: Rule, ruleset: Ruleset) -> Iterator[Sentence]:
    if rule.lists:
        titles = listed([list_title(name, ruleset) for name in rule.lists], "and")
        names = dict.fromkeys([*rule.lists, *lists_open_to(rule, ruleset)])
        in_order = sorted(names, key=[*ruleset.lists, *rule.lists].index)
        options = tuple((name, list_title(name, ruleset)[1:-1]) for name in in_order)
        slot = Slot(("lists",), rule.lists, titles, "lists", "lists", options)
        yield sentence(f"Whoever it meets is put on the {plural(len(rule.lists), 'list')} ", slot, ".")


def _override(rule: Rule, ruleset: Ruleset) -> Iterator[Sentence]:
    if rule.override:
        grades = tuple((band.grade, band.grade) for band in ruleset.bands)
        grade = Slot(("override", "grade"), rule.override.grade, rule.override.grade, "choice", "grade", grades)
        term: Sentence = () if rule.until else (" without end",)
        if rule.override.months is not None:
            term = (" for ", *_months(("override", "months"), rule.override.months, "months that the grade holds"))
        yield sentence("The grade is ", grade, " at best", term, ", whatever the score.")


def _ends(rule: Rule) -> Iterator[Sentence]:
    """Expiry ends points alone; settlement ends points, listings and overrides."""
    if rule.expires_after_months is not None and rule.has_points:
        span = _months(("expires_after_months",), rule.expires_after_months, "months that the points count")
        yield sentence("After ", span, " the points no longer count.")
    if rule.until:
        ending = [
            *(["the points no longer count"] if rule.has_points else []),
            *(["the listing ends"] if rule.lists else []),
            *(["the grade follows the score again"] if rule.override else []),
        ]
        yield (f"Once the matter is settled, {listed(ending or ['nothing changes'], 'and')}.",)
