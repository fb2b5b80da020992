"""What does the ruleset do to everybody?"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.views import html
from pilot.views.city import outcomes, recordings
from pilot.views.pieces import bars, download, everybody
from pilot.views.pieces.everybody import GROUPINGS
from pilot.views.visit import address, frame
from pilot.views.visit.figures import Figures, figures_of

PARTS = {"grades": "Grades and groups", "rules": "Rules", "effects": "Consequences and lists", "recording": "Recording"}
ALONE = "alone"


def draw() -> None:
    """The sentence for the whole city, and below it one of four parts."""
    figures = figures_of(frame.selection().assessment)
    html.show(bars.style(), html.block(Markup("<h1>City</h1>"), everybody.sentences(figures)))
    part = address.segments("Show", list(PARTS), "part", format_func=PARTS.__getitem__, label_visibility="collapsed")
    {"grades": _grades, "rules": _rules, "effects": _effects, "recording": _recording}[part](figures)


def _grades(figures: Figures) -> None:
    html.show(html.block(everybody.grades(figures), Markup("<h2>Groups</h2>")))
    with st.container(horizontal=True, gap="medium"):
        first = address.select("Residents by", list(GROUPINGS), "by", format_func=GROUPINGS.__getitem__, width=220)
        others = [ALONE, *(name for name in GROUPINGS if name != first)]
        names = {ALONE: "nothing else", **GROUPINGS}
        second = address.select("and by", others, "and", format_func=names.__getitem__, width=220)
    by = (first,) if second == ALONE else (first, second)
    html.show(html.block(everybody.groups(figures, by)))
    download.csv("These groups as CSV", everybody.group_frame(figures.groups(by)), "groups", figures.receipt)


def _rules(figures: Figures) -> None:
    order = address.segments("Most first, by", list(outcomes.ORDERS), "order", format_func=outcomes.ORDERS.__getitem__)
    html.show(html.block(outcomes.rules(figures, order)))
    download.csv("These rules as CSV", figures.rules, "rules", figures.receipt)


def _effects(figures: Figures) -> None:
    html.show(html.block(outcomes.consequences(figures), outcomes.lists(figures)))
    with st.container(horizontal=True, gap="medium"):
        download.csv("These consequences as CSV", figures.consequences, "consequences", figures.receipt)
        download.csv("These lists as CSV", figures.lists, "lists", figures.receipt)


def _recording(figures: Figures) -> None:
    html.show(html.block(recordings.recording(figures)))
    if not figures.recording.empty:
        download.csv("These districts as CSV", figures.recording, "recording", figures.receipt)


draw()
