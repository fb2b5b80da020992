"""A screen about a resident, as a phone: what is shown to whoever looks, and a named blank for all the rest."""

from __future__ import annotations

from pilot.disclosure.shown.level_words import ON_REQUEST, marked
from pilot.disclosure.shown.view import ITEMS, OF_POSTINGS, Blank, ShownPosting, View
from pilot.evaluation.one_subject.explain import Line
from pilot.evaluation.one_subject.steps import grouped
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Audience, Item
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.pieces.line_disclosure import told_of
from pilot.views.visit.resident_case import Account, short_title, uncovered

LONGEST_BAR = 27
"""Characters across the phone; what is longer than that fills the whole width."""


def own(case: Account) -> str:
    """The left side: heading, phone, and the place under it where the chosen line is spoken of."""
    view = case.view
    seen_by = "its subject" if case.audience == "subject" else case.to_viewer
    until = f"What the ruleset shows to {seen_by}" + (f" {ON_REQUEST}" if case.asked else "")
    if case.audience == "agency":
        until = "What agencies come to know because they act on it; rulesets have no word for what they tell each other"
    day = "" if view is None or view.seen_as_of is None else view.seen_as_of.isoformat()
    answer, rest = _not_covered(case) if view is None else _shown(case, view)
    label = f"What {html.text(case.to_viewer)} is shown"
    return (
        f'<section class="pp-own" aria-label="{label}"><h2>{html.text(_whose(case))} screen</h2>'
        f'<p class="pp-under">{until}</p><div class="pp-phone"><div class="pp-screen pp-panel"><div class="pp-top">'
        f'<p class="pp-status"><span>{html.text(short_title(case.ruleset))}</span><span>{day}</span></p>'
        f'<p class="pp-hello">{html.text(case.name)}</p>{answer}</div>{rest}</div></div>'
        '<p class="pp-told" role="status"></p></section>'
    )


def _whose(case: Account) -> str:
    if case.audience != "subject":
        return f"{case.viewer}’s"
    return "The resident’s" if case.explanation.subject.type == "person" else "The company’s"


def _words(said: str) -> str:
    return f'<p class="pp-answer pp-answer-words">{said}</p>'


def _not_covered(case: Account) -> tuple[str, str]:
    beside = "What offices have on file stands beside, rated or not."
    return _words("Nothing is shown"), f"<p>{html.text(uncovered(case))} {beside}</p>"


def _shown(case: Account, view: View) -> tuple[str, str]:
    """The answer, which stays in sight, and what can be scrolled under it."""
    if view.seen_as_of is None:
        return _words("Nothing yet"), f"<p>This screen is {case.ruleset.disclosure.delay_hours} hours behind.</p>"
    items = "".join(_item(case, view, item) for item in ("thresholds", "rules", "lists", "consequences", "recipients"))
    return _answer(case, view), f'<dl class="pp-items">{items}</dl>{_entries(case, view)}'


def _answer(case: Account, view: View) -> str:
    standing = case.explanation.standing
    if case.ruleset.score is None or standing is None:
        return _words("No score is kept")
    blank = isinstance(view.grade, Blank)
    grade = _bar(view.grade, len(standing.grade or "")) if blank else html.text(view.grade or "")
    big = f'<p class="pp-answer">{grade}</p>' if case.ruleset.bands else ""
    return f"{big}<p>{_score(view.score)}</p>"


def _score(score: int | Blank | None) -> str:
    if isinstance(score, Blank):
        return _bar(score, 6)
    return "" if score is None else f'<span class="pp-num">{grouped(score)}</span> points'


def _item(case: Account, view: View, item: Item) -> str:
    blank = next((blank for blank in view.blanks if blank.item == item), None)
    said = _content(case, view, item)
    if blank:
        return f'<div><dt class="pp-unseen">{marks.ITEMS[item]}</dt><dd>{_bar(blank, len(said))}</dd></div>'
    return f"<div><dt>{marks.ITEMS[item]}</dt><dd>{html.text(said)}</dd></div>"


def _content(case: Account, view: View, item: Item) -> str:
    """What stands under an item, or would stand there: a blank is as long as that."""
    ruleset, explanation = case.ruleset, case.explanation
    if item == "thresholds":
        floors = [f"{band.grade} from {grouped(band.from_)}" for band in ruleset.bands if band.from_ is not None]
        return ", ".join(floors) or "none"
    if item == "rules":
        return f"All {len(ruleset.rules)} rules are open to read."
    if item == "lists":
        now = explanation.standing.lists if explanation.standing else ()
        seen = now if isinstance(view.lists, Blank) else view.lists
        return ", ".join(ruleset.lists[name].title for name in seen) or "on no list"
    if item == "consequences":
        borne = tuple(dict.fromkeys(burden.consequence_id for burden in explanation.borne if burden.in_force))
        seen = borne if isinstance(view.consequences, Blank) else view.consequences
        return ", ".join(ruleset.consequences[name].title for name in seen) or "none"
    receivers = (_receives(ruleset, "public", "the public"), _receives(ruleset, "partner", "partners"))
    return "; ".join(filter(None, receivers)) or "nobody"


def _receives(ruleset: Ruleset, audience: Audience, who: str) -> str:
    received = ruleset.disclosure.open_to(audience, requested=True)
    return f"{who}: {', '.join(marks.ITEMS[item] for item in ITEMS if item in received)}" if received else ""


def _entries(case: Account, view: View) -> str:
    lines = [line for line in case.lines if line.type != "opening"]
    hidden = [_bar(blank, 0) for blank in view.blanks if blank.item in OF_POSTINGS]
    rows = "".join(_row(case, line, number) for number, line in enumerate(lines, 1)) or "<li>None so far.</li>"
    chips = f'<p class="pp-chips">{"".join(hidden)}</p>' if hidden else ""
    return f"<h3>Entries</h3>{chips}<ol>{rows}</ol>"


def _row(case: Account, line: Line, number: int) -> str:
    seen = case.told.counterparts.get(line.number) if case.told else None
    said = html.text(told_of(case, line))
    inside = _hidden_row(line) if seen is None else _seen_row(case, seen)
    named = f' aria-label="Entry {number}: withheld"' if seen is None else ""
    return (
        f'<li data-line="{html.text(case.key(line))}" data-told="{said}">'
        f'<button type="button" aria-pressed="false" tabindex="-1"{named}>{inside}</button></li>'
    )


def _hidden_row(line: Line) -> str:
    width = min(LONGEST_BAR, len(line.rule.text) // 3 if line.rule else 10)
    return f'<span class="pp-blank" style="min-width:min({width}ch,100%)"><span>withheld</span></span>'


def _seen_row(case: Account, seen: ShownPosting) -> str:
    """Date and points in one row, under it the reason, the record and who supplied it, each shown or a blank."""
    points = _bar(seen.points, 0) if isinstance(seen.points, Blank) else marks.points_html(seen.points)
    reason = _part(seen.reason, _reason(case, seen.reason))
    record = _part(seen.record, f"Record {seen.record}")
    agency = _part(seen.agency, f"from {seen.agency}")
    under = "".join(f'<span class="pp-line"><span>{part}</span></span>' for part in (reason, record, agency) if part)
    day = f'<span class="pp-day">{seen.date.isoformat()}</span>'
    return f'<span class="pp-line">{day}{points}</span>{under}'


def _reason(case: Account, rule_id: str | Blank | None) -> str:
    return case.ruleset.rule(rule_id).text if isinstance(rule_id, str) else ""


def _part(value: str | Blank | None, said: str) -> str:
    if isinstance(value, Blank):
        return _bar(value, 0)
    return html.text(said) if value else ""


def _bar(blank: Blank | object, length: int) -> str:
    item = blank.item if isinstance(blank, Blank) else "score"
    on_request = isinstance(blank, Blank) and blank.on_request
    return marks.blank(marked(marks.ITEMS[item], on_request=on_request), min(LONGEST_BAR, length))
