"""How the points of one posting came about, step by step, in words that a resident can check with pencil and paper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from pilot.evaluation.one_subject.take_backs import REVERSALS
from pilot.evaluation.plain.posting import CAPPED, CarriedFrom, Counted, Posting, Priced, Reversed
from pilot.evaluation.plain.results import LedgerEntry, clamped
from pilot.phrases import count
from pilot.ruleset.model import Cap, ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset

PERIODS = {"month": " in a calendar month", "year": " in a calendar year", "ever": ""}


@dataclass(frozen=True, slots=True)
class ArithmeticStep:
    """One step: what it says, and the points that the posting comes to after it, where it touches them."""

    sentence: str
    points: int | None = None


def signed(points: int) -> str:
    """Points with their sign written out: +5, −5, 0."""
    return f"{points:+,}".replace("-", "\N{MINUS SIGN}") if points else "0"


def grouped(number: int | Decimal) -> str:
    """A number as it is read: 1,250 or 0.5, a minus written out."""
    text = f"{number.normalize():,f}" if isinstance(number, Decimal) else f"{number:,}"
    return text.replace("-", "\N{MINUS SIGN}")


def steps_of(entry: LedgerEntry, ruleset: Ruleset, contacts: int = 0) -> tuple[ArithmeticStep, ...]:
    """The steps of one ledger line: its points, then what factor and scale made of the sum.

    `contacts` is how many relatives a contact rule looked at.
    """
    posting = entry.posting
    if posting.rule is None:
        return (
            ArithmeticStep(f"Everybody starts at {grouped(posting.points)}.", posting.points),
            *_clamps(entry, ruleset),
        )
    if isinstance(posting.origin, Priced):
        steps = _priced(posting, posting.rule, posting.origin)
    elif isinstance(posting.origin, CarriedFrom):
        steps = _carried(posting, posting.origin)
    elif isinstance(posting.origin, Reversed):
        taken = posting.origin.posting
        sentence = f"{REVERSALS[posting.type]}: the posting of {signed(taken.points)} on {taken.date} is taken back."
        steps = [ArithmeticStep(sentence, posting.points)]
    elif isinstance(posting.origin, Counted):
        steps = _counted(posting, posting.rule, posting.origin, contacts)
    else:
        steps = [
            ArithmeticStep(f"The rule gives {signed(posting.points)} to whoever its conditions fit.", posting.points)
        ]
    return (*steps, *_clamps(entry, ruleset))


def _priced(posting: Posting, rule: Rule, origin: Priced) -> list[ArithmeticStep]:
    steps = []
    if posting.record:
        steps += [ArithmeticStep(f"On {posting.record.date} on the list {name}.") for name in rule.when.lists_read]
    steps.append(_base(posting, rule, origin))
    if origin.heavier and posting.record:
        heavier, weight = origin.heavier
        sentence = f"The rule {heavier.id} weighs more on the same record ({signed(weight)}): only that one counts."
        return [*steps, ArithmeticStep(sentence, 0)]
    if rule.repeat and rule.has_points:
        within = count(rule.repeat.within_months, "month")
        sentence = f"Match {origin.occurrence} within {within}: × {grouped(origin.multiplier)}."
        steps.append(ArithmeticStep(sentence, origin.before_cap))
    if rule.cap and origin.left is not None:
        steps.append(_capped(posting, rule.cap, origin.left))
    return steps


def _base(posting: Posting, rule: Rule, origin: Priced) -> ArithmeticStep:
    amount = posting.record.amount if posting.record else None
    if not rule.has_points:
        return ArithmeticStep("The rule has no points.", 0)
    if rule.points_per is None:
        return ArithmeticStep(f"The rule gives {signed(origin.base)}.", origin.base)
    rate = f"{signed(rule.points_per.points)} for each full {grouped(rule.points_per.amount)}"
    if amount is None or origin.units is None:
        return ArithmeticStep(f"{rate}; the record has no amount.", 0)
    if rule.points_per.within is None:
        return ArithmeticStep(f"{rate}: {grouped(abs(amount))} holds {grouped(origin.units)} of them.", origin.base)
    so_far = f"{grouped(origin.earlier)} so far{PERIODS[rule.points_per.within]}, and {grouped(abs(amount))} now"
    return ArithmeticStep(f"{rate}: {so_far}, complete {grouped(origin.units)} more of them.", origin.base)


def _capped(posting: Posting, cap: Cap, left: int) -> ArithmeticStep:
    most = f"At most {count(cap.points, 'point')}{PERIODS[cap.per]}"
    if posting.note == CAPPED:
        return ArithmeticStep(f"{most}: {count(left, 'was', 'were')} left.", posting.points)
    return ArithmeticStep(f"{most}: {count(left, 'was', 'were')} left, enough.")


def _carried(posting: Posting, origin: CarriedFrom) -> list[ArithmeticStep]:
    share, source = origin.entry.share, origin.source
    exact = share * source.points
    sentence = (
        f"As {origin.entry.to.replace('_', ' ')} of {source.subject_id}: {grouped(share)} of {signed(source.points)}"
    )
    rounded = "" if exact == posting.points else f", which is {grouped(exact)} and is rounded"
    return [ArithmeticStep(f"{sentence}{rounded}.", posting.points)]


def _counted(posting: Posting, rule: Rule, origin: Counted, contacts: int) -> list[ArithmeticStep]:
    match rule.when:
        case ContactWhen(contacts=who):
            pass
        case RecordWhen() | ProfileWhen():
            return []
        case _ as never:
            assert_never(never)
    bound = f"below {grouped(who.score_below)}" if who.score_below is not None else ""
    bound = bound or f"at least {grouped(who.score_at_least or 0)}"
    relation = who.relationship.replace("_", " ")
    counted = f"{len(origin.contacts)} of {contacts} in scope who are its {relation} have a score {bound}"
    sentence = f"{counted}; {signed(rule.points or 0)} each."
    steps = [ArithmeticStep(sentence, origin.before_cap)]
    if rule.cap:
        steps.append(_capped(posting, rule.cap, rule.cap.points))
    return steps


def _clamps(entry: LedgerEntry, ruleset: Ruleset) -> list[ArithmeticStep]:
    score, steps = ruleset.score, []
    if score is None or entry.balance is None or entry.score is None:
        return []
    factor = entry.posting.rule.factor if entry.posting.rule else None
    if factor in score.factors and entry.factor_sum is not None:
        clamp = score.factors[factor]
        counted = clamped(clamp.min, entry.factor_sum, clamp.max)
        if counted != entry.factor_sum:
            end = "least" if counted > entry.factor_sum else "most"
            total = f"The factor {factor} now adds up to {signed(entry.factor_sum)}"
            steps.append(ArithmeticStep(f"{total} and counts as {signed(counted)}, its {end}."))
    if entry.balance != entry.score:
        end = "below the floor" if entry.balance < entry.score else "above the ceiling"
        steps.append(
            ArithmeticStep(f"The balance of {grouped(entry.balance)} is {end}: the score is {grouped(entry.score)}.")
        )
    return steps
