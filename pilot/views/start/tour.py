"""One resident under two rulesets: who the tour follows, what the two screens say, and the five steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.evaluation.everybody.totals import start_grade
from pilot.evaluation.memo import Memo
from pilot.evaluation.one_subject.explain import Line
from pilot.phrases import count
from pilot.ruleset.reading.load import fingerprint
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit import frame, world
from pilot.views.visit.resident_case import Account, account, short_title

PAIR = ("rongcheng", "honest-shanghai")
HEAVIEST = 3


@dataclass(frozen=True)
class BothAccounts:
    """The resident of the tour under the two rulesets, first the one that keeps points."""

    first: Account
    second: Account
    subject_id: str


@dataclass(frozen=True)
class Stop:
    """One click of the tour: its words, the screen it opens, what it chooses there; `params` stand in the address."""

    label: str
    text: str
    screen: str
    choices: dict[str, str]
    params: dict[str, str]


def both_of(selection: frame.Selection) -> BothAccounts | None:
    """The two accounts of the resident whom the tour follows; None where a ruleset or a resident for it is missing."""
    paths = world.rulesets()
    read = [world.ruleset(paths[name]).value for name in PAIR if name in paths]
    rulesets = [ruleset for ruleset in read if ruleset is not None]
    if len(rulesets) < len(PAIR):
        return None
    sides = [replace(selection, ruleset=ruleset, as_of=max(selection.as_of, ruleset.opens_on)) for ruleset in rulesets]
    listed = (*selection.cast, selection.subject_id)
    prints = [(fingerprint(side.ruleset), side.as_of) for side in sides]
    subject_id = _found.get((*prints, selection.city.fingerprint, listed), lambda: _followed(sides, listed))
    if subject_id is None:
        return None
    first, second = (account(replace(side, subject_id=subject_id), requested=False) for side in sides)
    return BothAccounts(first, second, subject_id)


_found = Memo(64)


def _followed(sides: Sequence[frame.Selection], subject_ids: Sequence[str]) -> str | None:
    """Of those whom both rulesets cover, one on whom they differ: out of the ordinary grade here, in it there.

    Of several the one with the longest ledger; where there is none, the first whom both cover.
    """
    assessments = [side.assessment for side in sides]
    usual = [start_grade(assessment) for assessment in assessments]
    covered, differing = [], []
    for subject_id in subject_ids:
        first, second = (assessment.standing_of(subject_id) for assessment in assessments)
        if first is not None and second is not None:
            covered.append(subject_id)
            if first.grade != usual[0] and second.grade == usual[1]:
                differing.append((-first.postings, subject_id))
    return min(differing)[1] if differing else next(iter(covered), None)


def cards(both: BothAccounts) -> Markup:
    """What the emulator lays open under the first, beside what the resident is shown under the second."""
    return Markup('<div class="pp-answers">{}{}</div>').format(_ledger_card(both.first), _screen_card(both.second))


def _ledger_card(case: Account) -> Markup:
    standing, ruleset = case.explanation.standing, case.ruleset
    if standing is None:
        return Markup()
    score = Markup()
    if standing.score is not None:
        score = Markup(' <span class="pp-num">{:,} points</span>').format(standing.score)
    heavy = sorted(_counting(case), key=lambda line: -abs(line.points))[:HEAVIEST]
    return Markup(
        '<section class="pp-answer-card"><p class="pp-caps">What the emulator lays open</p><h3>{title}</h3>'
        '<p class="pp-big">{grade}{score}</p><p>{lines} lines in the ledger, made by {rules} rules; each with its '
        "rule, its source, its record and how the points came about. The heaviest that still count:</p>"
        '<ul>{heaviest}</ul><p class="pp-quiet">{shown}</p></section>'
    ).format(
        title=ruleset.title,
        grade=marks.grade(standing.grade or "", ruleset.grades),
        score=score,
        lines=len(case.lines),
        rules=len({line.rule.id for line in case.lines if line.rule}),
        heaviest=html.joined(_row(line) for line in sorted(heavy, key=lambda line: line.date)),
        shown=_shown_there(case),
    )


def _counting(case: Account) -> list[Line]:
    return [
        line
        for line in case.lines
        if line.type != "opening" and line.points and not (line.reversed_by or line.reverses)
    ]


def _row(line: Line) -> Markup:
    return Markup('<li><span class="pp-num">{}</span> {} <span>{}</span></li>').format(
        line.date.isoformat(), marks.points_html(line.points), line.rule.text if line.rule else ""
    )


def _shown_there(case: Account) -> str:
    """What the first ruleset shows as it comes, so that the two cards are not taken for the same view."""
    hidden = {blank.item for blank in case.view.blanks} if case.view else set()
    shown = [name for item, name in marks.ITEMS.items() if item not in hidden]
    what = ", ".join(shown) if shown else "nothing"
    return f"Of all this the resident is shown, as it comes: {what}."


def _screen_card(case: Account) -> Markup:
    view = case.view
    if view is None:
        return Markup()
    grade = view.grade if isinstance(view.grade, str) else ""
    blanks = (
        marks.blank(marks.ITEMS[blank.item], 8 if blank.item in OF_POSTINGS else 12)
        for blank in view.blanks
        if blank.item != "grade"
    )
    lines = len(case.lines) - 1
    return Markup(
        '<section class="pp-answer-card"><p class="pp-caps">What the resident is shown</p><h3>{title}</h3>'
        '<p class="pp-big pp-word">{answer}</p><p>and nothing else.</p><ul class="pp-withheld">{blanks}</ul>'
        '<p class="pp-quiet">{lines} behind this word. The rules are our guess: the real ones were not disclosed.</p>'
        "</section>"
    ).format(
        title=case.ruleset.title,
        answer=grade or marks.blank("grade", 6),
        blanks=html.repeated(Markup("<li>{}</li>"), blanks),
        lines=count(lines, "line stands", "lines stand"),
    )


def stops(both: BothAccounts) -> tuple[Stop, ...]:
    """The tour: five clicks, each a screen with its choices."""
    first, second = both.first, both.second
    person = {"resident": both.subject_id}
    there, here = person | {"ruleset": PAIR[0]}, person | {"ruleset": PAIR[1]}
    heaviest = first.heaviest()
    line = {"line": first.key(heaviest)} if heaviest else {}
    word = second.view.grade if second.view and isinstance(second.view.grade, str) else "one word"
    return (
        Stop(
            f"Meet {first.name}",
            f"The resident’s own screen beside the whole ledger, under {short_title(first.ruleset)}.",
            "resident",
            there,
            {},
        ),
        Stop(
            f"The same person under {short_title(second.ruleset)}",
            f"The screen says “{word}” and nothing else; the rest are blanks with names.",
            "resident",
            here,
            {},
        ),
        Stop(
            "Ask why",
            "The line that weighs most: its rule and source, its record, how the points came about; below, what "
            "would change the grade.",
            "resident",
            there | {"more": "change"},
            line,
        ),
        Stop("Look at the whole city", "How the grades fall by district, registration and income.", "city", there, {}),
        Stop(
            "Ask where each claim comes from",
            "Every source with its kind, and what the sources do not agree on.",
            "sources",
            there,
            {},
        ),
    )
