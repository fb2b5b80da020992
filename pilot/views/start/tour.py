"""One resident under two rulesets: who the tour follows, what the two screens say, and the five steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.evaluation.everybody.totals import start_grade
from pilot.evaluation.one_subject.explain import Line
from pilot.phrases import count
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit import frame, world
from pilot.views.visit.resident_case import Account, account, short_title

PAIR = ("rongcheng", "honest-shanghai")
HEAVIEST = 3


@dataclass(frozen=True)
class Pair:
    """The resident of the tour under the two rulesets, first the one that keeps points."""

    first: Account
    second: Account
    subject_id: str


@dataclass(frozen=True)
class Step:
    """One click of the tour: its words, the screen it opens, what it chooses there; `params` stand in the address."""

    label: str
    said: str
    screen: str
    choices: dict[str, str]
    params: dict[str, str]


def pair(selection: frame.Selection) -> Pair | None:
    """The two accounts of the resident whom the tour follows; None where a ruleset or a resident for it is missing."""
    paths = world.rulesets()
    read = [world.ruleset(paths[name]).value for name in PAIR if name in paths]
    rulesets = [ruleset for ruleset in read if ruleset is not None]
    if len(rulesets) < len(PAIR):
        return None
    sides = [replace(selection, ruleset=each, as_of=max(selection.as_of, each.opens_on)) for each in rulesets]
    subject_id = _followed(sides, [*selection.cast, selection.subject_id])
    if subject_id is None:
        return None
    first, second = (account(replace(side, subject_id=subject_id), asked=False) for side in sides)
    return Pair(first, second, subject_id)


def _followed(sides: Sequence[frame.Selection], subject_ids: Sequence[str]) -> str | None:
    """Of those whom both rulesets cover, one on whom they differ: out of the ordinary grade here, in it there.

    Of several the one with the longest ledger; where there is none, the first whom both cover.
    """
    assessments = [side.assessment for side in sides]
    usual = [start_grade(assessment) for assessment in assessments]
    covered, told_apart = [], []
    for subject_id in subject_ids:
        first, second = (assessment.standing_of(subject_id) for assessment in assessments)
        if first is not None and second is not None:
            covered.append(subject_id)
            if first.grade != usual[0] and second.grade == usual[1]:
                told_apart.append((-first.postings, subject_id))
    return min(told_apart)[1] if told_apart else next(iter(covered), None)


def cards(both: Pair) -> str:
    """What the emulator lays open under the first, beside what the resident is shown under the second."""
    return f'<div class="pp-answers">{_ledger_card(both.first)}{_screen_card(both.second)}</div>'


def _ledger_card(case: Account) -> str:
    standing, ruleset = case.explanation.standing, case.ruleset
    if standing is None:
        return ""
    rules = {line.rule.id for line in case.lines if line.rule}
    score = "" if standing.score is None else f' <span class="pp-num">{standing.score:,} points</span>'
    heavy = sorted(_counting(case), key=lambda line: -abs(line.points))[:HEAVIEST]
    rows = "".join(_row(line) for line in sorted(heavy, key=lambda line: line.date))
    return (
        '<section class="pp-answer-card"><p class="pp-caps">What the emulator lays '
        f"open</p><h3>{html.text(ruleset.title)}</h3>"
        f'<p class="pp-big">{marks.grade(standing.grade or "", ruleset.grades)}{score}</p>'
        f"<p>{len(case.lines)} lines in the ledger, made by {len(rules)} rules; each with its rule, its source, its "
        f"record and how the points came about. The heaviest that still count:</p><ul>{rows}</ul>"
        f'<p class="pp-quiet">{_shown_there(case)}</p></section>'
    )


def _counting(case: Account) -> list[Line]:
    return [
        line
        for line in case.lines
        if line.type != "opening" and line.points and not (line.reversed_by or line.reverses)
    ]


def _row(line: Line) -> str:
    said = line.rule.text if line.rule else ""
    day = f'<span class="pp-num">{line.date.isoformat()}</span>'
    return f"<li>{day} {marks.points_html(line.points)} <span>{html.text(said)}</span></li>"


def _shown_there(case: Account) -> str:
    """What the first ruleset shows without being asked, so that the two cards are not taken for the same view."""
    hidden = {blank.item for blank in case.view.blanks} if case.view else set()
    shown = [name for item, name in marks.ITEMS.items() if item not in hidden]
    what = ", ".join(shown) if shown else "nothing"
    return f"Of all this the resident is shown, without asking: {what}."


def _screen_card(case: Account) -> str:
    view = case.view
    if view is None:
        return ""
    grade = view.grade if isinstance(view.grade, str) else ""
    answer = html.text(grade) if grade else marks.blank("grade", 6)
    others = [blank for blank in view.blanks if blank.item != "grade"]
    blanks = "".join(
        f"<li>{marks.blank(marks.ITEMS[blank.item], 8 if blank.item in OF_POSTINGS else 12)}</li>" for blank in others
    )
    lines = len(case.lines) - 1
    return (
        '<section class="pp-answer-card"><p class="pp-caps">What the resident is '
        f"shown</p><h3>{html.text(case.ruleset.title)}</h3>"
        f'<p class="pp-big pp-word">{answer}</p><p>and nothing else.</p><ul class="pp-withheld">{blanks}</ul><p '
        f'class="pp-quiet">{count(lines, "line stands", "lines stand")} behind this word. The rules '
        "are our guess: the real ones were not disclosed.</p></section>"
    )


def steps(both: Pair) -> tuple[Step, ...]:
    """The tour: five clicks, each a screen with its choices."""
    first, second = both.first, both.second
    person = {"resident": both.subject_id}
    there, here = person | {"ruleset": PAIR[0]}, person | {"ruleset": PAIR[1]}
    heaviest = first.heaviest()
    line = {"line": first.key(heaviest)} if heaviest else {}
    word = second.view.grade if second.view and isinstance(second.view.grade, str) else "one word"
    return (
        Step(
            f"Meet {first.name}",
            f"The resident’s own screen beside the whole ledger, under {short_title(first.ruleset)}.",
            "resident",
            there,
            {},
        ),
        Step(
            f"The same person under {short_title(second.ruleset)}",
            f"The screen says “{word}” and nothing else; the rest are blanks with names.",
            "resident",
            here,
            {},
        ),
        Step(
            "Ask why",
            "The line that weighs most: its rule and source, its record, how the points came about; below, what "
            "would change the grade.",
            "resident",
            there | {"more": "change"},
            line,
        ),
        Step("Look at the whole city", "How the grades fall by district, registration and income.", "city", there, {}),
        Step(
            "Ask where each claim comes from",
            "Every source with its kind, and what the sources do not agree on.",
            "sources",
            there,
            {},
        ),
    )
