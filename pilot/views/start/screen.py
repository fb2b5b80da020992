"""What does one resident see, and what do they hold?"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.phrases import count
from pilot.views import html
from pilot.views.pieces import reading_style, registers
from pilot.views.start import first_act, tour
from pilot.views.visit import frame, links

NATIONAL = "one-national-score"


def draw() -> None:
    """One resident's screen beside the closed file, a guess, the reveal; below, what this is and is not."""
    selection = frame.selection()
    html.show(reading_style.style(), html.style_sheet(Path(__file__).with_name("start.css")))
    first_act.draw(selection)
    html.show(html.block(Markup('<div class="pp-columns">{}{}</div>').format(_is(selection), _is_not())))
    with st.container(horizontal=True):
        tour.begin(selection)


def _is(selection: frame.Selection) -> Markup:
    city = selection.city
    people = f"{count(len(city.residents), 'resident')} and {count(len(city.companies), 'company', 'companies')}"
    invented = f"{city.title} is invented, with its {people}."
    if links.own("city"):
        invented = f"{city.title}, with {people}, is a file of yours; it was searched like any other."
    return Markup(
        "<section><h2>An emulator for teaching</h2><p>Points Pilot runs municipal points schemes on invented residents "
        "and lays open every point: its rule, its record, its source, and how little of it the resident was told. "
        "<b>{}</b></p></section>"
    ).format(invented)


def _is_not() -> Markup:
    return Markup(
        "<section><h2>Not one national score</h2><p>{}</p><p>It rates nobody, and reconstructs no office: where the "
        "sources are silent the numbers are ours, and the rule says so.</p></section>"
    ).format(_national())


def _national() -> Markup:
    """What the sources hold against the single score; without them, the sentence alone."""
    try:
        claims = registers.shipped_claims()
    except DataError:
        return Markup("Schemes were local, and differed from each other.")
    position = claims.disagreement(NATIONAL).positions[-1]
    return Markup('{} <span class="pp-by">{}. {}.</span>').format(
        position.says,
        html.joined((registers.cited(claims.sources[key]) for key in position.by), "; "),
        links.to("sources", "Who says otherwise", register="disputes"),
    )


draw()
