"""The label: a card for each ruleset, like a nutrition label: what it discloses and keeps back; as SVG and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.shown.view import ITEMS
from pilot.phrases import count
from pilot.report.drawing import EDGE, ROW, WIDTH, Drawing
from pilot.report.printed_page import blank, page
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import title_of
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import LEVEL_NAMES, Audience, Level

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
HEADS: dict[Audience, str] = {"subject": "resident", "public": "public", "partner": "partner"}
NOTICES = {"none": "none", "on_change": "on the day of a change", "before_effect": "before a change takes effect"}
COLUMNS = (210, 290, 365)
NO_NUMBER = "does not apply"
STYLE = Markup("""
.card { border: 2px solid var(--ink); padding: 1.2rem 1.4rem; } .big { font-size: 2.4rem; font-weight: 700; margin: 0; }
.card dl { grid-template-columns: 1fr auto; } .card dt { font-weight: 400; }
.card dd { font-weight: 600; text-align: right; }
""")
CARD = Markup(
    '<div class="card"><h1>{title}</h1><p>{about}</p><hr>'
    "<p>Kept from the resident, of all that there is to say about everybody’s ledgers</p>"
    '<p class="big num">{kept_back}</p>'
    "<dl>{numbers}</dl><hr>"
    '<table><thead><tr><th scope="col">Shown to</th>{heads}</tr></thead><tbody>{levels}</tbody></table>'
    '<dl>{promises}</dl><p class="receipt">{receipt}</p></div>'
)


@dataclass(frozen=True)
class Label:
    """What stands on a card. A hidden level is drawn as a blank, and so is a promise that is not stated (None)."""

    title: str
    about: str
    kept_back: str
    numbers: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, tuple[Level, ...]], ...]
    promises: tuple[tuple[str, str | None], ...]
    receipt: str


def label(opacity: Opacity) -> Label:
    """The card of the ruleset of an assessment, from the numbers of opacity and the disclosure block."""
    ruleset = opacity.assessment.ruleset
    numbers = opacity.as_dict()
    levels = tuple((item, tuple(ruleset.disclosure.level(audience, item) for audience in AUDIENCES)) for item in ITEMS)
    taking_part = "everybody takes part" if ruleset.participation == "mandatory" else "for those who join"
    return Label(
        title=title_of(ruleset),
        about=" · ".join(part for part in (ruleset.place, ruleset.period, taking_part) if part),
        kept_back=f"{numbers['kept_back']:.0%}",
        numbers=tuple(_numbers(numbers)),
        levels=levels,
        promises=tuple(_promises(ruleset)),
        receipt=str(Receipt.of(opacity.assessment)),
    )


def label_svg(card: Label) -> Markup:
    """The card as an SVG picture whose text is text; it names no file and no address but the SVG namespace."""
    drawing = Drawing(card.receipt)
    _draw_head(drawing, card)
    drawing.pairs(card.numbers)
    drawing.line(1)
    _draw_levels(drawing, card)
    drawing.line(1)
    drawing.pairs(card.promises)
    drawing.line(4)
    drawing.paragraph(card.receipt, 9.5, 84)
    return drawing.svg(f"{card.title}: what is told")


def label_html(card: Label) -> Markup:
    """The card as a page of its own, with tables that a screen reader can walk through."""
    body = CARD.format(
        title=card.title,
        about=card.about,
        kept_back=card.kept_back,
        numbers=_pairs_html(card.numbers),
        heads=Markup().join(Markup('<th scope="col">{}</th>').format(HEADS[audience]) for audience in AUDIENCES),
        levels=Markup().join(_levels_html(item, levels) for item, levels in card.levels),
        promises=_pairs_html(card.promises),
        receipt=card.receipt,
    )
    return page(f"{card.title}: what is told", body, STYLE)


def _numbers(numbers: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    yield "Others with the same screen, median", _plain(numbers["look_alikes_median"])
    yield "Rival explanations, median", _plain(numbers["rival_explanations_median"])
    yield "Grade not settled by what is told", f"{numbers['unsettled_share']:.0%}"
    yield "Days in the dark, median", _plain(numbers["days_in_the_dark_median"])
    share = numbers["recomputable_share"]
    yield "Can work out their own score", NO_NUMBER if share is None else f"{share:.0%}"
    for name, key in (
        ("Grade lowered by an error", "lowered_by_error"),
        ("– of these, could know", "could_know"),
        ("– could contest", "could_contest"),
        ("– put right within a year", "put_right"),
    ):
        yield name, NO_NUMBER if numbers["remedy"] is None else f"{numbers['remedy'][key]:,}"
    yield "Items that others see and the resident not", f"{numbers['public_knows_more']}"


def _plain(value: float | None) -> str:
    return NO_NUMBER if value is None else f"{value:,.10g}"


def _promises(ruleset: Ruleset) -> Iterable[tuple[str, str | None]]:
    disclosure, appeal, repair = ruleset.disclosure, ruleset.recourse.appeal, ruleset.recourse.repair
    yield "Letters", NOTICES[disclosure.notice]
    yield "Screens lag behind by", count(disclosure.delay_hours, "hour")
    within = f"within {count(appeal.window_days, 'day')}" if appeal and appeal.window_days is not None else "yes"
    yield "Appeal", None if appeal is None or appeal.available is None else within if appeal.available else "no"
    yield "Repair", None if repair is None or repair.available is None else "yes" if repair.available else "no"


def _draw_head(drawing: Drawing, card: Label) -> None:
    drawing.paragraph(card.title, 21, 36, bold=True)
    drawing.y += 3
    drawing.paragraph(card.about, 11.5, 66)
    drawing.line(7)
    drawing.y += 26
    drawing.text(EDGE, "Kept from the resident", 15)
    drawing.y += 10
    drawing.text(WIDTH - EDGE, card.kept_back, 34, end=True, bold=True)
    drawing.y += 8
    drawing.text(EDGE, "of all that there is to say about everybody’s ledgers", 10.5)
    drawing.line(1)


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
                drawing.blank(x, 52, "hidden")
            else:
                drawing.text(x, LEVEL_NAMES[level], 11.5)


def _levels_html(item: str, levels: Iterable[Level]) -> Markup:
    shown = (blank("hidden") if level == "hidden" else LEVEL_NAMES[level] for level in levels)
    cells = Markup().join(Markup("<td>{}</td>").format(words) for words in shown)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(item, cells)


def _pairs_html(rows: Iterable[tuple[str, str | None]]) -> Markup:
    pair = Markup('<dt>{}</dt><dd class="num">{}</dd>')
    return Markup().join(pair.format(name, blank("not stated") if value is None else value) for name, value in rows)
