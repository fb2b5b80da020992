"""What one resident is shown, as a phone that fits on a title page: every item withheld is a blank with its name."""

from __future__ import annotations

from markupsafe import Markup

from pilot.disclosure.shown.level_words import marked
from pilot.disclosure.shown.view import OF_POSTINGS, Blank, ShownPosting, View
from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.one_subject.take_backs import entry_name
from pilot.phrases import count
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.pieces.ledger_rows import ledger_rows
from pilot.views.visit.resident_case import Account, short_title, uncovered

MOST_BARS = 17
MOST_SHOWN = 4
LENGTHS = (62, 80, 71, 55, 83, 74, 60, 77, 58, 72, 84, 77, 63, 70, 81, 57, 68)
"""Per cent of the width: how long a withheld entry would be is withheld as well."""


def phone(case: Account, *, lit: frozenset[int] = frozenset()) -> Markup:
    """The phone; with `lit`, line numbers of the ledger, the entries of these lines and the lists are marked."""
    view = case.view
    inside = Markup("<p>{}</p>").format(uncovered(case)) if view is None else _shown(case, view, lit)
    return Markup(
        '<div class="pp-handset"><div class="pp-glass"><p class="pp-status"><span>{title}</span><span>{day}</span></p>'
        '<p class="pp-hello">{name}</p>{inside}</div></div>'
    ).format(
        title=short_title(case.ruleset),
        day="" if view is None or view.seen_as_of is None else f"{view.seen_as_of:%-d %b %Y}",
        name=case.name,
        inside=inside,
    )


def _shown(case: Account, view: View, lit: frozenset[int]) -> Markup:
    if view.seen_as_of is None:
        return Markup("<p>Nothing yet.</p>")
    return Markup('{answer}<dl class="pp-told">{items}</dl>{entries}').format(
        answer=_answer(case, view),
        items=html.joined(_items(case, view, lit=bool(lit))),
        entries=_entries(case, view, lit),
    )


def _answer(case: Account, view: View) -> Markup:
    if case.ruleset.score is None:
        return Markup('<p class="pp-word">no score is kept</p>')
    grade = _bar(view.grade) if isinstance(view.grade, Blank) else Markup("{}").format(view.grade or "")
    score = _bar(view.score) if isinstance(view.score, Blank) else count(view.score or 0, "point")
    kind = "pp-unknown" if isinstance(view.grade, Blank) else "pp-word"
    graded = Markup('<p class="{}">{}</p>').format(kind, grade) if case.ruleset.bands else Markup()
    return Markup('{}<p class="pp-unscored">{}</p>').format(graded, score)


def _items(case: Account, view: View, *, lit: bool) -> list[Markup]:
    ruleset = case.ruleset
    floors = ", ".join(f"{band.grade} {grouped(band.from_)}" for band in ruleset.bands if band.from_ is not None)
    contents = {
        "thresholds": floors or "none",
        "rules": f"all {len(ruleset.rules)} open",
        "lists": "; ".join(ruleset.lists[name].title for name in _names(view.lists)) or "on no list",
        "consequences": _first(ruleset.consequences[name].title for name in _names(view.consequences)) or "none",
        "recipients": "named",
    }
    blanks = {blank.item: blank for blank in view.blanks}
    items = []
    for item, words in contents.items():
        marked_ = Markup(' class="pp-lit"') if lit and item == "lists" and _names(view.lists) else Markup()
        content = _bar(blanks[item], named=False) if item in blanks else words
        items.append(Markup("<div{}><dt>{}</dt><dd>{}</dd></div>").format(marked_, marks.ITEMS[item], content))
    return items


def _names(shown: tuple[str, ...] | Blank) -> tuple[str, ...]:
    return () if isinstance(shown, Blank) else shown


def _first(words: object) -> str:
    titles = list(words)  # type: ignore[call-overload]
    rest = len(titles) - 2
    return "; ".join(titles[:2]) + (f" and {rest} more" if rest > 0 else "")


def _entries(case: Account, view: View, lit: frozenset[int]) -> Markup:
    rows = ledger_rows(case, case.lines)
    heading = Markup('<p class="pp-told-of">entries</p>')
    if view.postings:
        shown = html.joined(_posting(case, posting) for posting in view.postings[-MOST_SHOWN:])
        more = len(view.postings) - MOST_SHOWN
        rest = Markup("<li>… and {} before</li>").format(more) if more > 0 else Markup()
        return heading + Markup('<ul class="pp-entries">{}{}</ul>').format(rest, shown)
    if not rows:
        return heading + Markup("<p>none so far</p>")
    step = max(1, -(-len(rows) // MOST_BARS))
    bars = html.joined(
        Markup('<i style="width:{}%"{}></i>').format(
            LENGTHS[number % len(LENGTHS)],
            Markup(' class="pp-lit"') if any(row.line.number in lit for row in rows[start : start + step]) else "",
        )
        for number, start in enumerate(range(0, len(rows), step))
    )
    waiting = any(blank.on_request for blank in view.blanks if blank.item in OF_POSTINGS)
    name = "given on request" if waiting else "withheld"
    return heading + Markup('<div class="pp-bars" role="note" aria-label="{}: {}">{}<span>{}</span></div>').format(
        count(len(rows), "entry", "entries"), name, bars, name
    )


def _posting(case: Account, posting: ShownPosting) -> Markup:
    points = "" if isinstance(posting.points, Blank) else marks.points(posting.points)
    known = isinstance(posting.reason, str)
    reason = entry_name(posting.type, case.ruleset.rule(str(posting.reason)).text) if known else ""
    return Markup("<li><span>{:%Y-%m-%d}</span> <b>{}</b> {}</li>").format(posting.date, points, reason)


def _bar(blank: Blank | object, *, named: bool = True) -> Markup:
    if not isinstance(blank, Blank):
        return Markup()
    name = marks.ITEMS[blank.item] if named else "on request" if blank.on_request else "withheld"
    return marks.blank(marked(name, on_request=blank.on_request) if named else name)
