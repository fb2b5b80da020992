"""What is this, and what is it not?"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pilot.errors import DataError
from pilot.phrases import day
from pilot.views import html
from pilot.views.pieces import reading_style, registers
from pilot.views.start import tour
from pilot.views.visit import frame, links

NATIONAL = "one-national-score"


@dataclass(frozen=True)
class Door:
    """A way in: what it is for, and the screen behind it with its choices."""

    name: str
    said: str
    label: str
    screen: str
    choices: dict[str, str]


DOORS = (
    Door(
        name="Teach",
        said="Take one invented life and put it under one scheme after another. Every screen has its own address, so a "
        "lesson can be handed out as a list of links.",
        label="Open a resident",
        screen="resident",
        choices={},
    ),
    Door(
        name="Edit",
        said="A ruleset can be read aloud, and changed where it is read. Put another number into a sentence, and "
        "see who rises, who falls, and by which posting. Several groups can do so in one room.",
        label="Change the rules",
        screen="workshop",
        choices={},
    ),
    Door(
        name="Criticise",
        said="Set two schemes against each other: who gains, who loses, by which single line. And see what a rulebook "
        "does not say.",
        label="Compare two schemes",
        screen="compare",
        choices={"what": "city"},
    ),
)


def draw() -> None:
    """The title page: what it is and is not, one person under two schemes, the tour, three doors."""
    selection = frame.selection()
    st.html(
        f'{reading_style.style()}<div class="pp pp-title">{_title()}<div '
        f'class="pp-columns">{_is(selection)}{_is_not()}</div></div>'
    )
    both = tour.pair(selection)
    if both is not None:
        name, city = html.text(both.first.name), html.text(selection.city.title)
        on = day(both.first.explanation.as_of)
        st.html(
            f'<div class="pp"><h2>One person, two answers</h2><p>{name} of {city}, on {on}: one life, the same '
            f"records.</p>{tour.cards(both)}</div>"
        )
        _tour(both)
    _doors()


def _title() -> str:
    return (
        '<p class="pp-caps">An emulator for teaching</p><h1>Points Pilot</h1><p class="pp-lead">It runs municipal '
        "points schemes on invented residents and lays open every point: the rule behind it, the record, the "
        "source, and how little of it the resident was told.</p>"
    )


def _is(selection: frame.Selection) -> str:
    city = selection.city
    people = f"{len(city.residents):,} residents and {len(city.companies):,} companies"
    invented = f"{html.text(city.title)} is invented, with its {people}."
    if links.own("city"):
        invented = f"{html.text(city.title)}, with {people}, is a file of yours; it was searched like any other."
    return (
        f"<section><h2>What it is</h2><p><b>Synthetic people only.</b> {invented} A city that holds anything like a "
        "real person’s number, e-mail address or photograph is refused.</p><p><b>Rules with their sources.</b> "
        "Every rule says where it comes from, and how much of it stands there: reported, adapted, claimed, "
        "conjectured or invented.</p><p><b>Made for lessons.</b> To look at a scheme from both sides, to change it, "
        "and to say what is wrong with it.</p></section>"
    )


def _is_not() -> str:
    return (
        f"<section><h2>What it is not</h2><p><b>Not one national score.</b> {_national()}</p><p><b>Not a tool to "
        "rate anybody.</b> It has no live source of data, and on no screen can the guard against real people be "
        "turned off.</p><p><b>Not a reconstruction.</b> Where the sources are silent the numbers are ours, and the "
        "rule says so. It tells what a rule text would do, not what offices did.</p></section>"
    )


def _national() -> str:
    """What the sources hold against the single score; without them, the sentence alone."""
    try:
        claims = registers.shipped_claims()
    except DataError:
        return "Schemes were local, and differed from each other."
    position = claims.disagreement(NATIONAL).positions[-1]
    by = "; ".join(registers.cited(claims.sources[key]) for key in position.by)
    more = links.to("sources", "Who says otherwise", register="disputes")
    return f'{html.text(position.says)} <span class="pp-by">{by}. {more}.</span>'


def _tour(both: tour.Pair) -> None:
    st.html('<div class="pp"><h2>The tour, in five clicks</h2></div>')
    with st.container(key="pp_tour", gap=None):
        for number, step in enumerate(tour.steps(both), 1):
            name, said = st.columns([6, 8], gap="medium", vertical_alignment="center")
            with name:
                links.button(
                    f"{number}. {step.label}", step.screen, f"_step_{number}", step.choices, params=step.params
                )
            said.html(f'<div class="pp"><p>{html.text(step.said)}</p></div>')


def _doors() -> None:
    st.html('<div class="pp"><h2>Three doors</h2></div>')
    for column, door in zip(st.columns(len(DOORS), gap="large"), DOORS, strict=True):
        with column.container(gap="xsmall"):
            st.html(f'<div class="pp pp-door"><h3>{door.name}</h3><p>{door.said}</p></div>')
            links.button(door.label, door.screen, f"_door_{door.screen}", door.choices)


draw()
