"""All numbers of both rulesets in sentences and tables, on one basis."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from pilot.views import html
from pilot.views.opacity import number_page, numbers
from pilot.views.opacity.both_sides import Side
from pilot.views.visit.frame import Selection


def draw(sides: Sequence[Side], selection: Selection, *, requested: bool) -> None:
    """A column a ruleset; the shares of entries stand first, and what tells people apart last."""
    for column, side in zip(st.columns(len(sides), gap="large"), sides, strict=True):
        opacity = side.opacity.after_asking if requested else side.opacity
        found = numbers.numbers(opacity, selection.subject_id, selection.name_of(selection.subject_id))
        with column:
            html.show(
                html.block(Markup("<h2>{}</h2>").format(side.title), _uncovered(side, selection)),
                number_page.sections(found),
            )


def _uncovered(side: Side, selection: Selection) -> Markup:
    if selection.subject_id in side.opacity.screens.index:
        return Markup()
    sentence = Markup('<p class="pp-quiet">{} is not covered by this ruleset; the numbers are those of the others.</p>')
    return sentence.format(selection.name_of(selection.subject_id))
