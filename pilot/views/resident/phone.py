"""A screen about a resident, as a phone: what is shown to whoever looks, and a named blank for all the rest."""

from __future__ import annotations

from markupsafe import Markup

from pilot.disclosure.shown.level_words import ON_REQUEST, marked
from pilot.disclosure.shown.view import ITEMS, OF_POSTINGS, Blank, ShownPosting, View
from pilot.evaluation.one_subject.explain import Line
from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.one_subject.take_backs import entry_name
from pilot.phrases import capitalised, count, plural, whole
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Audience, Item
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.pieces.line_disclosure import disclosure_sentence
from pilot.views.visit.resident_case import Account, short_title, uncovered

LONGEST_BAR = 27
"""Characters across the phone; what is longer than that fills the whole width."""


def own(case: Account) -> Markup:
    """The left side: heading, phone, and the place under it for the sentence about the chosen line."""
    view = case.view
    answer, rest = _not_covered(case) if view is None else _shown(case, view)
    return Markup(
        '<section class="pp-own" aria-label="What {to_viewer} is shown"><h2>{whose} screen</h2>'
        '<p class="pp-under">{until}</p><div class="pp-phone"><div class="pp-screen pp-panel"><div class="pp-top">'
        '<p class="pp-status"><span>{title}</span><span>{day}</span></p><p class="pp-hello">{name}</p>{answer}</div>'
        '{rest}</div></div><p class="pp-disclosed" role="status"></p></section>'
    ).format(
        to_viewer=case.to_viewer,
        whose=_whose(case),
        until=_until(case),
        title=short_title(case.ruleset),
        day="" if view is None or view.seen_as_of is None else view.seen_as_of.isoformat(),
        name=case.name,
        answer=answer,
        rest=rest,
    )


def _whose(case: Account) -> str:
    if case.audience != "subject":
        return f"{case.viewer}’s"
    return "The resident’s" if case.explanation.subject.type == "person" else "The company’s"


def _until(case: Account) -> str:
    """How far the screen reaches."""
    if case.audience == "agency":
        return "What agencies come to know because they act on it; rulesets have no word for what they tell each other"
    seen_by = "its subject" if case.audience == "subject" else case.to_viewer
    return f"What the ruleset shows to {seen_by}" + (f" {ON_REQUEST}" if case.requested else "")


def _words(words: str) -> Markup:
    return Markup('<p class="pp-answer pp-answer-words">{}</p>').format(words)


def _not_covered(case: Account) -> tuple[Markup, Markup]:
    beside = "What offices have on file stands beside, rated or not."
    return _words("Nothing is shown"), Markup("<p>{} {}</p>").format(uncovered(case), beside)


def _shown(case: Account, view: View) -> tuple[Markup, Markup]:
    """The answer, which stays in sight, and what can be scrolled under it."""
    if view.seen_as_of is None:
        late = Markup("<p>This screen is {} behind.</p>").format(count(case.ruleset.disclosure.delay_hours, "hour"))
        return _words("Nothing yet"), late
    shown: tuple[Item, ...] = ("thresholds", "rules", "lists", "consequences", "recipients")
    items = html.joined(_item(case, view, item) for item in shown)
    return _answer(case, view), Markup('<dl class="pp-items">{}</dl>{}').format(items, _entries(case, view))


def _answer(case: Account, view: View) -> Markup:
    standing = case.explanation.standing
    if case.ruleset.score is None or standing is None:
        return _words("No score is kept")
    if view.score is None:
        return _words("Nothing yet: not covered on this day")
    blank = isinstance(view.grade, Blank)
    grade = _bar(view.grade, len(standing.grade or "")) if blank else view.grade or ""
    big = Markup('<p class="pp-answer">{}</p>').format(grade) if case.ruleset.bands else ""
    return Markup("{}<p>{}</p>").format(big, _score(view.score))


def _score(score: int | Blank | None) -> Markup:
    if isinstance(score, Blank):
        return _bar(score, 6)
    return (
        Markup()
        if score is None
        else Markup('<span class="pp-num">{}</span> {}').format(grouped(score), plural(score, "point"))
    )


def beside(case: Account) -> Markup:
    """What is shown of the standing beside what is held of it, row by row: the head of both views as one table."""
    view, standing = case.view, case.explanation.standing
    if view is None or standing is None or view.seen_as_of is None:
        return Markup()
    on = [burden for burden in case.explanation.borne if burden.in_force]
    rows: list[tuple[Markup | str, Markup | str]] = []
    if case.ruleset.score is not None and view.score is not None:
        grade = standing.grade or ""
        held = Markup("the grade is {}").format(marks.grade(grade, case.ruleset.grades))
        if standing.grade_because not in (None, "score"):
            held += Markup(" points alone: {}").format(standing.score_grade)
        seen = _short_bar(view.grade) if isinstance(view.grade, Blank) else view.grade or ""
        rows += [(seen, held)] if grade else []
        points = _short_bar(view.score) if isinstance(view.score, Blank) else _score(view.score)
        rows.append((points, _score(standing.score)))
    rows.append(_pair(view, "lists", len(standing.lists), _content(case, view, "lists")))
    rows.append(_pair(view, "consequences", len(on), count(len(on), "consequence")))
    return Markup('<dl class="pp-beside"><div><dt>{} sees</dt><dd>they hold</dd></div>{}</dl>').format(
        "resident" if case.audience == "subject" else case.viewer,
        html.joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*row) for row in rows),
    )


def _pair(view: View, item: Item, held: int, words: str) -> tuple[Markup | str, str]:
    """One of the two counts: what is shown of it, and what is held."""
    blank = next((blank for blank in view.blanks if blank.item == item), None)
    return (count(held, marks.ITEMS[item].removesuffix("s")) if blank is None else _short_bar(blank)), words


def _short_bar(blank: Blank) -> Markup:
    """A blank in a row that says already what it hides."""
    word = "on request" if blank.on_request else "withheld"
    bar = Markup('<span class="pp-blank" role="note" aria-label="{}: {}"><span>{}</span></span>')
    return bar.format(marks.ITEMS[blank.item], word, word)


def _item(case: Account, view: View, item: Item) -> Markup:
    blank = next((blank for blank in view.blanks if blank.item == item), None)
    content = _content(case, view, item)
    if blank is None:
        return Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(marks.ITEMS[item], content)
    return Markup('<div><dt class="pp-unseen">{}</dt><dd>{}</dd></div>').format(
        marks.ITEMS[item], _bar(blank, len(content))
    )


def _content(case: Account, view: View, item: Item) -> str:
    """What stands under an item, or would stand there: a blank is as long as that."""
    ruleset, explanation = case.ruleset, case.explanation
    if item == "thresholds":
        floors = [f"{band.grade} from {grouped(band.from_)}" for band in ruleset.bands if band.from_ is not None]
        return ", ".join(floors) or "none"
    if item == "rules":
        return f"{capitalised(whole(len(ruleset.rules), 'rule is', 'rules are'))} open to read."
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


def _entries(case: Account, view: View) -> Markup:
    before = sum(line.type != "opening" for page in range(case.page) for line in case.on_page(page))
    lines = [line for line in case.shown_lines if line.type != "opening"]
    hidden = html.joined(_bar(blank, 0) for blank in view.blanks if blank.item in OF_POSTINGS)
    return Markup("<h3>Entries</h3>{chips}<ol>{rows}</ol>").format(
        chips=Markup('<p class="pp-chips">{}</p>').format(hidden) if hidden else "",
        rows=html.joined(_row(case, line, number) for number, line in enumerate(lines, before + 1))
        or Markup("<li>None so far.</li>"),
    )


def _row(case: Account, line: Line, number: int) -> Markup:
    seen = case.coverage.counterparts.get(line.number) if case.coverage else None
    return Markup(
        '<li data-line="{key}" data-disclosed="{disclosed}"><button type="button" aria-pressed="false" tabindex="-1"'
        "{name}>{inside}</button></li>"
    ).format(
        key=case.key(case.lines[line.reverses - 1] if line.reverses else line),
        disclosed=disclosure_sentence(case, line),
        name=Markup(' aria-label="Entry {}: withheld"').format(number) if seen is None else "",
        inside=_hidden_row(line) if seen is None else _seen_row(case, seen),
    )


def _hidden_row(line: Line) -> Markup:
    width = min(LONGEST_BAR, len(line.rule.text) // 3 if line.rule else 10)
    return Markup('<span class="pp-blank" style="min-width:min({}ch,100%)"><span>withheld</span></span>').format(width)


def _seen_row(case: Account, seen: ShownPosting) -> Markup:
    """Date and points in one row, under it the reason, the record and who supplied it, each shown or a blank."""
    reason = _part(seen.reason, _reason(case, seen))
    record = _part(seen.record, f"Record {seen.record}")
    agency = _part(seen.agency, f"from {seen.agency}")
    return Markup('<span class="pp-line"><span class="pp-day">{}</span>{}</span>{}').format(
        seen.date.isoformat(),
        _bar(seen.points, 0) if isinstance(seen.points, Blank) else marks.points_html(seen.points),
        html.repeated(
            Markup('<span class="pp-line"><span>{}</span></span>'), (part for part in (reason, record, agency) if part)
        ),
    )


def _reason(case: Account, seen: ShownPosting) -> str:
    return entry_name(seen.type, case.ruleset.rule(seen.reason).text) if isinstance(seen.reason, str) else ""


def _part(value: str | Blank | None, words: str) -> str:
    if isinstance(value, Blank):
        return _bar(value, 0)
    return words if value else ""


def _bar(blank: Blank | object, length: int) -> Markup:
    item = blank.item if isinstance(blank, Blank) else "score"
    on_request = isinstance(blank, Blank) and blank.on_request
    return marks.blank(marked(marks.ITEMS[item], on_request=on_request), min(LONGEST_BAR, length))
