"""What a visitor guesses before the file is opened, and how far it was right."""

from __future__ import annotations

from dataclasses import dataclass

from pilot.disclosure.shown.view import Blank
from pilot.evaluation.plain.results import grade_of
from pilot.views.start.pronouns import Pronouns
from pilot.views.visit.resident_case import Account

HIGH, LOW, RULE, UNTOLD = "high", "low", "rule", "untold"


@dataclass(frozen=True)
class Guess:
    """The grade that was guessed, and the reason as one of the four; either may be missing."""

    grade: str | None
    why: str | None


def reasons(pronouns: Pronouns) -> dict[str, str]:
    """The four reasons in words."""
    return {
        HIGH: f"{pronouns.possessive} points are high",
        LOW: f"{pronouns.possessive} points are low",
        RULE: "one rule overrides them",
        UNTOLD: "it cannot be told",
    }


def reason_held(case: Account) -> str | None:
    """What the grade really rests on; None where the points are those that everybody begins with."""
    standing, score = case.explanation.standing, case.ruleset.score
    if standing is None or standing.grade is None or score is None:
        return None
    if standing.grade_because not in (None, "score"):
        return RULE
    grades = case.ruleset.grades
    begun, held = grades.index(str(grade_of(case.ruleset, score.start))), grades.index(standing.grade)
    return HIGH if held < begun else LOW if held > begun else None


def verdict(case: Account, guess: Guess, pronouns: Pronouns) -> str:
    """How far the reason that was guessed is right, in a sentence; empty without a guess."""
    if guess.why is None:
        return ""
    held = reason_held(case)
    truth = {
        RULE: "one rule", HIGH: "the points are above the start", LOW: "the points are below the start",
        None: f"{pronouns.possessive} points are near where everybody begins",
    }[held]  # fmt: skip
    if guess.why == UNTOLD:
        view = case.view
        hidden = view is not None and not view.postings and not isinstance(view.lists, tuple)
        return (
            f"It cannot be told? {'Right: not from this screen.' if hidden else 'Only in part.'} It is this: {truth}."
        )
    words = reasons(pronouns)[guess.why]
    return f"{words[:1].upper()}{words[1:]}? {'Yes.' if guess.why == held else f'No: {truth}.'}"


def grade_is_shown(case: Account) -> bool:
    """Whether there is no grade to guess: it stands on the screen, or there is none."""
    return not case.ruleset.bands or case.view is None or not isinstance(case.view.grade, Blank)
