"""The numbers of opacity as they stand on the screen: one under the other, or their figures alone."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from pilot.disclosure.opacity.measures import MEANINGS
from pilot.views import html
from pilot.views.opacity.numbers import Number
from pilot.views.pieces import bars, marks

SECTION = Markup(
    '<section><h2><span class="pp-big">{figure}</span> {name}{was}</h2><p>{city}</p>{drawn}{own}'
    '<p class="pp-quiet">{meaning}</p>{table}</section>'
)


def style() -> Markup:
    """The style sheet of the Opacity screen."""
    return html.style_sheet(Path(__file__).with_name("opacity.css"))


def page(found: list[Number], shipped: list[Number] | None) -> Markup:
    """The numbers one under the other, each with its meaning; where `shipped` is given, what it was before."""
    before = {number.key: number.figure for number in shipped or ()}
    return html.block(*(_section(number, before.get(number.key)) for number in found), kind="pp-numbers")


def _section(number: Number, before: str | None) -> Markup:
    own = Markup('<p class="pp-one">{}</p>').format(number.resident) if number.resident else ""
    return SECTION.format(
        figure=number.figure,
        name=number.name,
        was="" if before is None else _was(before, number.figure),
        city=number.city,
        drawn=number.drawn,
        own=own,
        meaning=MEANINGS[number.key],
        table=bars.folded("The table", number.table),
    )


def _was(before: str, now: str) -> Markup:
    if before == now:
        return Markup('<span class="pp-was">unchanged</span>')
    return Markup('<span class="pp-was pp-moved">was {}</span>').format(before)


def small(found: list[Number], shipped: list[Number] | None) -> Markup:
    """The figures alone, for a narrow screen."""
    heads = ["", "Now", *(["Shipped"] if shipped else [])]
    before = {number.key: number.figure for number in shipped or ()}
    rows = [[number.name, number.figure, *([before[number.key]] if shipped else [])] for number in found]
    return marks.table(heads, rows, numbers=range(1, len(heads)))
