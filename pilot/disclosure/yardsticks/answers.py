"""How a yardstick comes to its answer: single checks that hold, fail or cannot be told, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.model.values import Item

Answer = Literal["met", "not met", "not applicable", "cannot be told"]
NOT_APPLICABLE: Answer = "not applicable"


@dataclass(frozen=True)
class Finding:
    """An answer, its reason, and the lines of the ruleset that it rests on."""

    answer: Answer
    reason: str
    rests_on: tuple[str, ...]


NOTHING_AGAINST = Finding(NOT_APPLICABLE, "Nothing in the ruleset counts against anybody.", ("rules",))


class Check(NamedTuple):
    """One condition: whether it holds (None: cannot be told), what is to be said where it does not, and its lines."""

    holds: bool | None
    otherwise: str
    rests_on: tuple[str, ...]


def together(met: str, *checks: Check, lines: Iterable[str] = ()) -> Finding:
    """Not met where a check fails, cannot be told where one cannot and none fails, else met, for the reason `met`.

    The reason names what failed, or what cannot be told, and the finding rests on the lines of that; if met, on all.
    `lines` are what the question is about, and stand first in any case.
    """
    failed = [check for check in checks if check.holds is False]
    untold = [check for check in checks if check.holds is None]
    decisive = failed or untold or list(checks)
    rests_on = (*lines, *(line for check in decisive for line in check.rests_on))
    if not failed and not untold:
        return Finding("met", met, rests_on)
    said = "; ".join(dict.fromkeys(check.otherwise for check in decisive))
    return Finding("not met" if failed else "cannot be told", f"{said[0].upper()}{said[1:]}.", rests_on)


def open_to(ruleset: Ruleset, items: Sequence[Item], *, asking: bool = False) -> Check:
    """Whether the subject is shown all of these items; with `asking`, or gets them when asking."""
    allowed = {"shown", "on_request"} if asking else {"shown"}
    closed = [item for item in items if ruleset.disclosure.level("subject", item) not in allowed]
    said = f"not shown{', even on asking' if asking else ''}: {', '.join(closed)}"
    return Check(not closed, said, tuple(f"disclosure.subject.{item}" for item in closed or items))


def letter_due(ruleset: Ruleset) -> Check:
    """Whether any change brings a letter."""
    return Check(ruleset.disclosure.notice != "none", "no letter is due", ("disclosure.notice",))


def appeal_offered(ruleset: Ruleset) -> Check:
    """Whether an entry can be contested; not to be told where the ruleset is silent."""
    appeal = ruleset.recourse.appeal
    if appeal is None or appeal.available is None:
        return Check(None, "the ruleset does not say whether an entry can be contested", ("recourse.appeal",))
    offered = appeal.available and appeal.window_days != 0
    return Check(offered, "an entry cannot be contested", ("recourse.appeal.available",))


def true_of_rules(asked: Iterable[Rule], failing: Sequence[Rule], otherwise: str) -> Check:
    """Whether no rule fails. Conjectured rules prove nothing either way, for the real ones are not disclosed."""
    sure = [rule for rule in failing if rule.source.basis != "conjectured"]
    guessed = [rule for rule in asked if rule.source.basis == "conjectured"]
    if sure:
        return Check(False, f"{otherwise} ({some_of([rule.id for rule in sure])})", _lines(sure))
    if guessed:
        said = f"{len(guessed)} of the rules asked about are conjectured, so nothing can be said of the real ones"
        return Check(None, said, _lines(guessed))
    return Check(True, otherwise, ("rules",))


def _lines(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(f"rules.{rule.id}" for rule in rules)


def some_of(names: Sequence[str]) -> str:
    """The first two of them, and how many more there are."""
    first = ", ".join(names[:2])
    return first if len(names) <= 2 else f"{first} and {len(names) - 2} more"
