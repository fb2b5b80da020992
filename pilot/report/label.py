"""The label: a card for each ruleset, like a nutrition label: what it discloses and keeps back; as SVG and HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.shown.view import ITEMS
from pilot.phrases import count, number
from pilot.report.drawing import EDGE, ROW, Drawing
from pilot.report.opacity_figures import ENTRIES, Figure, figures
from pilot.report.printed_page import blank, page
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import title_of
from pilot.ruleset.model import Ruleset, WayToContest
from pilot.ruleset.model.values import LEVEL_NAMES, Audience, Level

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
HEADS: dict[Audience, str] = {"subject": "resident", "public": "public", "partner": "partner"}
NOTICES = {"none": "none", "on_change": "on the day of a change", "before_effect": "before a change takes effect"}
COLUMNS = (190, 286, 382)
BASES = ("as it comes", "after asking")
WHOSE = "Of all entries, the resident is shown"
STYLE = Markup("""
.card { border: 2px solid var(--ink); padding: 1.2rem 1.4rem; }
.card .scroll { overflow-x: auto; }
.card td.num { text-align: right; font-weight: 600; white-space: nowrap; } .card th { font-weight: 400; }
.card thead th { font-size: .86em; } .card thead th.num { text-align: right; }
.card .first td.num { font-size: 1.5rem; line-height: 1.2; }
.card dl { grid-template-columns: 1fr auto; } .card dt { font-weight: 400; }
.card dd { font-weight: 600; text-align: right; }
@media (max-width: 34rem) {
  main { padding: 1rem .5rem; } .card { padding: .8rem .7rem; } .card dl { grid-template-columns: 1fr auto; }
  .card th, .card td { padding: .3rem .3rem .3rem 0; font-size: .82rem; } .card td.num { white-space: normal; }
  .card .blank { padding: 0 .15em; }
}
""")
CARD = Markup(
    '<div class="card"><h1>{title}</h1><p>{about}</p><hr>{numbers}'
    '<div class="scroll"><table><thead><tr><th scope="col">Shown to</th>{heads}</tr></thead>'
    "<tbody>{levels}</tbody></table></div>"
    '<dl>{promises}</dl><p class="receipt">{receipt}</p></div>'
)
NUMBERS = Markup(
    '<div class="scroll"><table><thead><tr><th scope="col">{whose}</th>{bases}</tr></thead>'
    '<tbody class="first">{entries}</tbody><tbody>{others}</tbody></table></div>'
)


@dataclass(frozen=True)
class Label:
    """What stands on a card: the shares of entries, then all other numbers, each as it comes and after asking.

    A hidden level is drawn as a blank, and so is a promise that is not stated (None).
    """

    title: str
    about: str
    entries: tuple[Figure, ...]
    others: tuple[Figure, ...]
    levels: tuple[tuple[str, tuple[Level, ...]], ...]
    promises: tuple[tuple[str, str | None], ...]
    receipt: str


def label(opacity: Opacity) -> Label:
    """The card of the ruleset of an assessment, from the numbers of opacity and the disclosure block."""
    ruleset = opacity.assessment.ruleset
    numbers = figures(opacity)
    levels = tuple((item, tuple(ruleset.disclosure.level(audience, item) for audience in AUDIENCES)) for item in ITEMS)
    taking_part = "everybody takes part" if ruleset.participation == "mandatory" else "for those who join"
    return Label(
        title=title_of(ruleset),
        about=" · ".join(part for part in (ruleset.place, ruleset.period, taking_part) if part),
        entries=tuple(figure for key, figure in numbers.items() if key.startswith(ENTRIES)),
        others=tuple(figure for key, figure in numbers.items() if not key.startswith(ENTRIES)),
        levels=levels,
        promises=tuple(_promises(ruleset)),
        receipt=str(Receipt.of(opacity.assessment)),
    )


def label_svg(card: Label) -> Markup:
    """The card as an SVG picture whose text is text; it names no file and no address but the SVG namespace."""
    drawing = Drawing(card.receipt)
    drawing.paragraph(card.title, 21, bold=True)
    drawing.y += 3
    drawing.paragraph(card.about, 11.5)
    drawing.line(7)
    drawing.row(WHOSE, BASES, 11, bold=False)
    drawing.y += 6
    for figure, size in zip(card.entries, (22, 14, 14, 14, 14), strict=True):
        drawing.row(figure.name, (figure.as_it_comes, figure.after_asking), size)
    drawing.line(1)
    for figure in card.others:
        drawing.row(figure.name, (figure.as_it_comes, figure.after_asking))
    drawing.line(1)
    _draw_levels(drawing, card)
    drawing.line(1)
    for name, value in card.promises:
        drawing.pair(name, value)
    drawing.line(4)
    drawing.paragraph(card.receipt, 9.5)
    return drawing.svg(f"{card.title}: what is told")


def label_html(card: Label) -> Markup:
    """The card as a page of its own, with tables that a screen reader can walk through."""
    body = CARD.format(
        title=card.title,
        about=card.about,
        numbers=_numbers_html(card),
        heads=Markup().join(Markup('<th scope="col">{}</th>').format(HEADS[audience]) for audience in AUDIENCES),
        levels=Markup().join(_levels_html(item, levels) for item, levels in card.levels),
        promises=_pairs_html(card.promises),
        receipt=card.receipt,
    )
    return page(f"{card.title}: what is told", body, STYLE)


def _promises(ruleset: Ruleset) -> Iterable[tuple[str, str | None]]:
    disclosure, repair = ruleset.disclosure, ruleset.recourse.repair
    yield "Letters", NOTICES[disclosure.notice]
    yield "Screens lag behind by", count(disclosure.delay_hours, "hour")
    yield "Objection to an entry", _way(ruleset.recourse.objection)
    yield "Appeal against a decision", _way(ruleset.recourse.appeal)
    yield "Repair", None if repair is None or repair.available is None else "yes" if repair.available else "no"


def _way(way: WayToContest | None) -> str | None:
    """Whether there is this way to contest, and in which time it is used and decided."""
    if way is None or way.available is None:
        return None
    if not way.available:
        return "no"
    within = f"within {count(way.window_days, 'day')}" if way.window_days is not None else "yes"
    soon = f", decided in {number(way.decides_within_days)}" if way.decides_within_days is not None else ""
    return within + soon


def _draw_levels(drawing: Drawing, card: Label) -> None:
    drawing.y += ROW
    drawing.text(EDGE, "Shown to", 13, bold=True)
    for x, audience in zip(COLUMNS, AUDIENCES, strict=True):
        drawing.text(x, HEADS[audience], 11)
    for item, levels in card.levels:
        drawing.y += 20
        drawing.text(EDGE, item, 12.5)
        for x, level in zip(COLUMNS, levels, strict=True):
            if level == "hidden":
                drawing.blank(x, 74, "hidden")
            else:
                drawing.text(x, LEVEL_NAMES[level], 11.5)


def _numbers_html(card: Label) -> Markup:
    bases = Markup().join(Markup('<th scope="col" class="num">{}</th>').format(basis) for basis in BASES)
    entries, others = (Markup().join(map(_figure_html, figures)) for figures in (card.entries, card.others))
    return NUMBERS.format(whose=WHOSE, bases=bases, entries=entries, others=others)


def _figure_html(figure: Figure) -> Markup:
    row = Markup('<tr><th scope="row">{}</th><td class="num">{}</td><td class="num">{}</td></tr>')
    return row.format(figure.name, figure.as_it_comes, figure.after_asking)


def _levels_html(item: str, levels: Iterable[Level]) -> Markup:
    shown = (blank("hidden") if level == "hidden" else LEVEL_NAMES[level] for level in levels)
    cells = Markup().join(Markup("<td>{}</td>").format(words) for words in shown)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(item, cells)


def _pairs_html(rows: Iterable[tuple[str, str | None]]) -> Markup:
    pair = Markup('<dt>{}</dt><dd class="num">{}</dd>')
    return Markup().join(pair.format(name, blank("not stated") if value is None else value) for name, value in rows)
