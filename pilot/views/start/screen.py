"""What is this, and what is it not?"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.phrases import count, day
from pilot.views import html
from pilot.views.pieces import reading_style, registers
from pilot.views.start import tour
from pilot.views.start.doors import DOORS
from pilot.views.visit import frame, links

NATIONAL = "one-national-score"


def draw() -> None:
    """The title page: what it is and is not, one person under two schemes, the tour, three doors."""
    selection = frame.selection()
    columns = Markup('<div class="pp-columns">{}{}</div>').format(_is(selection), _is_not())
    html.show(reading_style.style(), html.block(_TITLE, columns, kind="pp-title"))
    both = tour.both_of(selection)
    if both is not None:
        followed = Markup("<h2>One person, two answers</h2><p>{} of {}, on {}: one life, the same records.</p>").format(
            both.first.name, selection.city.title, day(both.first.explanation.as_of)
        )
        html.show(html.block(followed, tour.cards(both)))
        _tour(both)
    _doors()


_TITLE = Markup(
    '<p class="pp-caps">An emulator for teaching</p><h1>Points Pilot</h1><p class="pp-lead">It runs municipal '
    "points schemes on invented residents and lays open every point: the rule behind it, the record, the "
    "source, and how little of it the resident was told.</p>"
)


def _is(selection: frame.Selection) -> Markup:
    city = selection.city
    people = f"{count(len(city.residents), 'resident')} and {count(len(city.companies), 'company', 'companies')}"
    invented = f"{city.title} is invented, with its {people}."
    if links.own("city"):
        invented = f"{city.title}, with {people}, is a file of yours; it was searched like any other."
    return Markup(
        "<section><h2>What it is</h2><p><b>Synthetic people only.</b> {} A city that holds anything like a "
        "real person’s number, e-mail address or photograph is refused.</p><p><b>Rules with their sources.</b> "
        "Every rule says where it comes from, and how much of it stands there: reported, adapted, claimed, "
        "conjectured or invented.</p><p><b>Made for lessons.</b> To look at a scheme from both sides, to change it, "
        "and to say what is wrong with it.</p></section>"
    ).format(invented)


def _is_not() -> Markup:
    return Markup(
        "<section><h2>What it is not</h2><p><b>Not one national score.</b> {}</p><p><b>Not a tool to "
        "rate anybody.</b> It has no live source of data, and on no screen can the guard against real people be "
        "turned off.</p><p><b>Not a reconstruction.</b> Where the sources are silent the numbers are ours, and the "
        "rule says so. It tells what a rule text would do, not what offices did.</p></section>"
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


def _tour(both: tour.BothAccounts) -> None:
    html.show(html.block(Markup("<h2>The tour, in five clicks</h2>")))
    with st.container(key="pp_tour", gap=None):
        for number, stop in enumerate(tour.stops(both), 1):
            name, text = st.columns([6, 8], gap="medium", vertical_alignment="center")
            with name:
                links.button(
                    f"{number}. {stop.label}", stop.screen, f"_step_{number}", stop.choices, params=stop.params
                )
            with text:
                html.show(html.block(Markup("<p>{}</p>").format(stop.text)))


def _doors() -> None:
    html.show(html.block(Markup("<h2>Three doors</h2>")))
    for column, door in zip(st.columns(len(DOORS), gap="large"), DOORS, strict=True):
        with column.container(gap="xsmall"):
            html.show(html.block(Markup("<h3>{}</h3><p>{}</p>").format(door.name, door.text), kind="pp-door"))
            links.button(door.label, door.screen, f"_door_{door.screen}", door.choices)


draw()
