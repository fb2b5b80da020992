"""How a yardstick comes to its answer: single checks that hold, fail or cannot be told, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.phrases import count
from pilot.ruleset.model import Rule, Ruleset, WayToContest
from pilot.ruleset.model.values import Item

Answer = Literal["met", "not met", "not applicable", "cannot be told"]


@dataclass(frozen=True)
class Finding:
    """An answer, its reason, and the lines of the ruleset that it rests on."""

    answer: Answer
    reason: str
    rests_on: tuple[str, ...]


def not_applicable(reason: str, line: str) -> Finding:
    """The answer where the duty has nothing in the ruleset to bear on, as `line` of it shows."""
    return Finding("not applicable", reason, (line,))


NOTHING_AGAINST = not_applicable("Nothing in the ruleset counts against anybody.", "rules")
NO_SCORE = not_applicable("The ruleset keeps lists and no score.", "score")


class Check(NamedTuple):
    """One condition: whether it holds (None: cannot be told), what is wrong where it does not, and its lines."""

    holds: bool | None
    otherwise: str
    rests_on: tuple[str, ...]


def together(met: str, *checks: Check, lines: Iterable[str] = ()) -> Finding:
    """Not met where a check fails, cannot be told where one cannot and none fails, else met, for the reason `met`.

    The reason names what failed, or what cannot be told, and the finding rests on the lines of that; if met, on all.
    `lines` are what the question is about, and stand first in any case.
    """
    failed = [check for check in checks if check.holds is False]
    open_ = [check for check in checks if check.holds is None]
    decisive = failed or open_ or list(checks)
    rests_on = (*lines, *(line for check in decisive for line in check.rests_on))
    if not failed and not open_:
        return Finding("met", met, rests_on)
    reason = "; ".join(dict.fromkeys(check.otherwise for check in decisive))
    return Finding("not met" if failed else "cannot be told", f"{reason[0].upper()}{reason[1:]}.", rests_on)


def subject_is_shown(ruleset: Ruleset, items: Sequence[Item], *, requested: bool = False) -> Check:
    """Whether the subject is shown all of these items as they come, or, with `requested`, at least on request."""
    shown = ruleset.disclosure.open_to("subject", requested=requested)
    closed = [item for item in items if item not in shown]
    otherwise = f"not shown{f', even {ON_REQUEST}' if requested else ''}: {', '.join(closed)}"
    return Check(not closed, otherwise, tuple(f"disclosure.subject.{item}" for item in closed or items))


def letter_due(ruleset: Ruleset) -> Check:
    """Whether any change brings a letter."""
    return Check(ruleset.disclosure.notice != "none", "no letter is due", ("disclosure.notice",))


def entry_contestable(ruleset: Ruleset) -> Check:
    """Whether an entry can be contested, by objection or appeal; cannot be told where the ruleset speaks of neither."""
    recourse = ruleset.recourse
    if recourse.is_silent:
        silent = "the ruleset does not say whether an entry can be contested"
        return Check(None, silent, ("recourse.objection", "recourse.appeal"))
    lines = tuple(f"recourse.{name}.available" for name in recourse.open_ways) or ("recourse.appeal.available",)
    return Check(any(map(_is_offered, recourse.open_ways.values())), "an entry cannot be contested", lines)


def appeal_offered(ruleset: Ruleset) -> Check:
    """Whether the decision can be contested, and not the entry alone; cannot be told where the ruleset is silent."""
    appeal = ruleset.recourse.appeal
    if appeal is None or appeal.available is None:
        return Check(None, "the ruleset does not say whether a decision can be contested", ("recourse.appeal",))
    return Check(_is_offered(appeal), "a decision cannot be contested", ("recourse.appeal.available",))


def _is_offered(way: WayToContest) -> bool:
    return bool(way.available) and way.window_days != 0


def true_of_rules(rules: Iterable[Rule], failing: Sequence[Rule], otherwise: str) -> Check:
    """Whether none of the rules fails. Conjectured ones prove nothing either way, for the real ones are unknown."""
    sure = [rule for rule in failing if rule.source.basis != "conjectured"]
    guessed = [rule for rule in rules if rule.source.basis == "conjectured"]
    if sure:
        return Check(False, f"{otherwise} ({some_of([rule.id for rule in sure])})", _lines(sure))
    if guessed:
        guesses = count(len(guessed), "is", "are")
        open_ = f"of the rules asked about {guesses} conjectured, so nothing can be said of the real ones"
        return Check(None, open_, _lines(guessed))
    return Check(True, otherwise, ("rules",))


def _lines(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(f"rules.{rule.id}" for rule in rules)


def some_of(names: Sequence[str]) -> str:
    """The first two of them, and how many more there are."""
    first = ", ".join(names[:2])
    return first if len(names) <= 2 else f"{first} and {len(names) - 2} more"
