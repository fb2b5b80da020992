"""What does the ruleset do to everybody?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from pilot.evaluation import Assessment
from pilot.views import html
from pilot.views.city import dots, outcomes, recordings
from pilot.views.pieces import bars, download, everybody
from pilot.views.pieces.everybody import GROUPINGS
from pilot.views.visit import address, frame, opened, world
from pilot.views.visit.figures import Figures, figures_of
from pilot.views.visit.resident_case import short_title

PARTS = {
    "people": "People",
    "grades": "Groups",
    "rules": "Rules",
    "effects": "Consequences and lists",
    "recording": "Recording",
}
ALONE = "alone"
PAIR = ("honest-shanghai", "rongcheng")
_PLAIN: dict[str, Any] = {"label_visibility": "collapsed", "width": 196}


def draw() -> None:
    """The headline, and below it everybody as dots, or one of four parts that count them."""
    selection = frame.selection()
    figures = figures_of(selection.assessment)
    headline = recordings.headline(figures) or Markup("City")
    html.show(
        bars.style(),
        html.style_sheet(Path(__file__).with_name("city.css")),
        html.block(Markup('<h1 class="pp-headline">{}</h1>').format(headline)),
    )
    with st.container(key="pp_city", horizontal=True, vertical_alignment="center", gap="small"):
        part = address.segments(
            "Show", list(PARTS), "part", format_func=PARTS.__getitem__, label_visibility="collapsed"
        )
        if part == "people":
            by, colour, other = _choices(selection)
    if part == "people":
        dots.draw(selection, figures, other, by, colour)
        html.show(html.block(everybody.sentences(figures)))
        return
    html.show(html.block(everybody.sentences(figures)))
    {"grades": _grades, "rules": _rules, "effects": _effects, "recording": _recording}[part](figures)


def _choices(selection: frame.Selection) -> tuple[str, str | None, Assessment | None]:
    """By what the rows and the colours go, and where else everybody is looked for."""
    by = address.select(
        "Rows", list(GROUPINGS), "by", format_func=lambda name: f"by {GROUPINGS[name].lower()}", **_PLAIN
    )
    others = [ALONE, *(name for name in GROUPINGS if name != by)]
    names = {ALONE: "one colour a row", **{name: f"coloured by {word.lower()}" for name, word in GROUPINGS.items()}}
    second = address.select("Colours", others, "and", format_func=names.__getitem__, **_PLAIN)
    sources = {name: source for name, source in opened.all_rulesets().items() if name != selection.ruleset.id}
    titles = {name: f"beside {short_title(read)}" for name in sources if (read := world.ruleset(sources[name]).value)}
    if not titles:
        return by, None if second == ALONE else second, None
    first = next((name for name in PAIR if name in titles), next(iter(titles)))
    beside = address.select("Beside", list(titles), "beside", default=first, format_func=titles.__getitem__, **_PLAIN)
    ruleset = world.ruleset(sources[beside]).value
    assert ruleset is not None
    return by, None if second == ALONE else second, world.assessment(ruleset, selection.city, selection.as_of)


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
