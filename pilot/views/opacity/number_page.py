"""The numbers of opacity in sentences and tables, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from pilot.disclosure.opacity.measures import MEANINGS
from pilot.views import html
from pilot.views.opacity.number import Number

SECTION = Markup(
    '<section><h3><span class="pp-big">{figure}</span> {name}</h3><p>{city}</p>{drawn}{own}'
    '<p class="pp-quiet">{meaning}</p>{table}</section>'
)
BESIDE = {"kept_back": ("entry_bits",)}
"""Numbers that are told in the sentence of another."""


def style() -> Markup:
    """The style sheet of the Opacity screen."""
    return html.style_sheet(Path(__file__).with_name("opacity.css"))


def sections(found: Sequence[Number]) -> Markup:
    """Numbers one under the other: the sentences, what each means, and its table."""
    return html.block(*map(_section, found), kind="pp-numbers")


def _section(number: Number) -> Markup:
    own = Markup('<p class="pp-one">{}</p>').format(number.resident) if number.resident else ""
    meanings = (MEANINGS[key] for key in (number.key, *BESIDE.get(number.key, ())))
    return SECTION.format(
        figure=number.figure,
        name=number.name,
        city=number.city,
        drawn=number.drawn,
        own=own,
        meaning=html.joined(meanings, " "),
        table=number.table,
    )
