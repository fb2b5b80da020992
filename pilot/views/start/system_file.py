"""The system's file on one resident, closed and open, and the scale of grades beside it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pilot.disclosure.shown.view import Blank
from pilot.evaluation.one_subject.explain import Line
from pilot.evaluation.one_subject.steps import grouped
from pilot.phrases import plural
from pilot.views import html
from pilot.views.pieces import case_file, marks
from pilot.views.pieces.ledger_rows import LedgerRow, ledger_rows
from pilot.views.start.guesses import grade_is_shown
from pilot.views.start.pronouns import Pronouns
from pilot.views.visit import frame
from pilot.views.visit.resident_case import Account

MOST_ROWS = 11
MISTAKES = {
    "mistaken identity": "The act behind it is somebody else’s.",
    "fabricated": "No act stands behind it: somebody made it up.",
    "double entry": "The act behind it is on record twice.",
}
NAMED = 3


def closed(case: Account, selection: frame.Selection) -> Markup:
    """The cover: who it is about and how much lies in it."""
    standing = case.explanation.standing
    held = {
        "entry|entries": len(ledger_rows(case, case.lines)) if case.explanation.in_scope else len(case.files),
        "list|lists": len(standing.lists) if standing else 0,
        "consequence|consequences": len(_borne(case)),
    }
    counts = html.joined(
        Markup("<p><b>{}</b> {}</p>").format(number, plural(number, *words.split("|")))
        for words, number in held.items()
    )
    unknown = "reason" if grade_is_shown(case) else "grade"
    sealed = Markup('<p class="pp-seal">{} {}</p>').format(unknown, marks.blank("sealed"))
    return Markup(
        '<div class="pp-cover"><p class="pp-tab">the system’s file</p><p class="pp-whose">{}</p><p>{}</p>{}{}</div>'
    ).format(case.name, _who(case, selection), counts, sealed if case.ruleset.bands else "")


def _who(case: Account, selection: frame.Selection) -> str:
    has = selection.particulars_of(case.explanation.subject.subject_id)
    return ", ".join(str(has[name]) for name in ("occupation", "sector", "district") if name in has)


def _borne(case: Account) -> list[str]:
    """The titles of the consequences in force, one each."""
    names = dict.fromkeys(burden.consequence_id for burden in case.explanation.borne if burden.in_force)
    return [case.ruleset.consequences[name].title for name in names]


def deciding(case: Account) -> frozenset[int]:
    """The line that weighs most of those that made the standing what it is."""
    heaviest = case.heaviest()
    decided = case.coverage.deciding if case.coverage else ()
    return frozenset({heaviest.number}) if heaviest and heaviest.number in decided else frozenset()


def opened(case: Account, pronouns: Pronouns) -> Markup:
    """The ledger, a posting and its take-back in one row, with the line that decided lit and told in full."""
    lit = deciding(case)
    rows = ledger_rows(case, case.lines)
    shown = _around(rows, lit)
    left = len(rows) - len(shown)
    body = html.joined(_row(case, row, lit=row.line.number in lit) for row in shown)
    more = (
        Markup('<tr><td></td><td colspan="3">… and {}</td></tr>').format(f"{left} more {plural(left, 'row', 'rows')}")
        if left
        else Markup()
    )
    return Markup(
        '<div class="pp-open"><table><thead><tr><th scope="col">date</th><th scope="col">what happened</th>'
        '<th scope="col" class="n">points</th><th scope="col">taken back</th></tr></thead><tbody>{}{}</tbody></table>{}'
        "</div>"
    ).format(body, more, _follows(case, pronouns))


def _around(rows: Sequence[LedgerRow], lit: frozenset[int]) -> Sequence[LedgerRow]:
    """The last rows, and those that are lit wherever they stand."""
    if len(rows) <= MOST_ROWS:
        return rows
    marked = [row for row in rows if row.line.number in lit]
    last = [row for row in rows if row.line.number not in lit][-(MOST_ROWS - len(marked)) :]
    return sorted((*marked, *last), key=lambda row: row.line.number)


def _row(case: Account, row: LedgerRow, *, lit: bool) -> Markup:
    line = row.line
    cells = Markup("<td>{}</td><td>{}{}</td><td class='n'><b>{}</b></td><td>{}</td>").format(
        line.date.isoformat(),
        Markup("<b>{}</b>").format(case_file.title(case, line)) if lit else case_file.title(case, line),
        _text_of(case, line) if lit else "",
        row.amount if case.ruleset.score else "",
        row.end or (Markup("<b>stands</b>") if lit else ""),
    )
    return Markup("<tr{}>{}</tr>").format(Markup(' class="pp-lit"') if lit else "", cells)


def _text_of(case: Account, line: Line) -> Markup:
    """The rule's text, and what only the emulator knows of the record."""
    text = Markup('<p class="pp-rule">{}</p>').format(line.rule.text) if line.rule else Markup()
    files = {file.record_id: file.mistake for file in case.files}
    mistake = files.get(line.record.record_id) if line.record else None
    if mistake is None:
        return text
    return text + Markup('<p><b>{}</b> <span class="pp-quiet">Only the emulator knows.</span></p>').format(
        MISTAKES[mistake]
    )


def _follows(case: Account, pronouns: Pronouns) -> Markup:
    """What follows from it all, and whether the resident is told."""
    titles = _borne(case)
    if not titles:
        return Markup()
    rest = len(titles) - NAMED
    named = ", ".join(title[:1].lower() + title[1:] for title in titles[:NAMED]) + (
        f" and {rest} more" if rest > 0 else ""
    )
    hidden = case.view is not None and isinstance(case.view.consequences, Blank)
    of = "none" if len(titles) > 1 else "nothing of it"
    untold = f"{pronouns.subject.capitalize()} {pronouns.verb('is', 'are')} told of {of}." if hidden else ""
    return Markup('<p class="pp-follows"><b>{} {}</b>: {}. <b>{}</b></p>').format(
        len(titles), plural(len(titles), "consequence"), named, untold
    )


def scale(case: Account, guess: str | None, pronouns: Pronouns) -> Markup:
    """The grades, best first: where the points would be, where the guess was, what is held and why."""
    standing = case.explanation.standing
    if standing is None or standing.grade is None:
        return Markup()
    by_rule = standing.grade_because not in (None, "score")
    points = f"{pronouns.possessive} points: {grouped(standing.score or 0)}"
    notes: dict[str, list[str]] = {}
    notes.setdefault(str(standing.score_grade or standing.grade), []).append(points)
    if guess:
        notes.setdefault(guess, []).append("your guess")
    if by_rule:
        notes.setdefault(standing.grade, []).append("set by one rule")
    rows = html.joined(
        Markup("<li{}>{}<span>{}</span></li>").format(
            Markup(' class="pp-held"') if grade == standing.grade else "",
            marks.grade(grade, case.ruleset.grades),
            " · ".join(notes.get(grade, [])),
        )
        for grade in case.ruleset.grades
    )
    return Markup('<ul class="pp-ladder">{}</ul>').format(rows)
