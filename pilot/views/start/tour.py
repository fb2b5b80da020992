"""The tour: five screens, each with a line above it that says what to see there and leads on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st
from markupsafe import Markup

from pilot.views import html
from pilot.views.visit import address, frame, links, world
from pilot.views.visit.resident_case import account, short_title

STEP = "tour"
"""In the address: the number of the stop, from 1."""
PAIR = ("rongcheng", "honest-shanghai")


@dataclass(frozen=True)
class Stop:
    """One screen of the tour: its name, what to see there, the choices that it makes; `params` stand in the address."""

    label: str
    text: str
    screen: str
    choices: Mapping[str, str]
    params: Mapping[str, str] = field(default_factory=dict)


def stops(selection: frame.Selection) -> tuple[Stop, ...]:
    """The five stops for the chosen resident; fewer where one of the two rulesets is missing."""
    paths = world.rulesets()
    there = {name: world.ruleset(paths[name]).value for name in PAIR if name in paths}
    titles = [short_title(ruleset) for ruleset in there.values() if ruleset is not None]
    if len(titles) < len(PAIR):
        return ()
    name = selection.name_of(selection.subject_id)
    first, second = ({"ruleset": key, "resident": selection.subject_id} for key in PAIR)
    heaviest = account(selection, requested=False).heaviest() if selection.ruleset.id == PAIR[0] else None
    line = {"line": account(selection, requested=False).key(heaviest)} if heaviest else {}
    return (
        Stop(f"Meet {name}", f"The screen beside the whole ledger, under {titles[0]}.", "resident", first),
        Stop("The other city", f"The same person under {titles[1]}: a word, and blanks.", "resident", second),
        Stop(
            "Ask why",
            "The line that weighs most, how its points came about, and what would change the grade.",
            "resident",
            first | {"more": "change"},
            line,
        ),
        Stop("The whole city", "How the grades fall by district, registration and income.", "city", first),
        Stop("Where it comes from", "Every source with its kind, and what they do not agree on.", "sources", first),
    )


def begin(selection: frame.Selection) -> None:
    """The button on the title page."""
    found = stops(selection)
    if found:
        _button(found, 1, "Take the tour")


def strip(selection: frame.Selection) -> None:
    """The line above a screen while the tour lasts."""
    given = address.given(STEP)
    if given is None or not given.isdecimal():
        return
    found = stops(selection)
    if not 1 <= int(given) <= len(found):
        return
    number = int(given)
    stop = found[number - 1]
    with st.container(key="pp_tour", horizontal=True, vertical_alignment="center", gap="small"):
        words = Markup("<p><b>{} of {} · {}.</b> {}</p>").format(number, len(found), stop.label, stop.text)
        html.show(html.block(words), width="content")
        if number < len(found):
            _button(found, number + 1, f"Next: {found[number].label}")
        st.button("End the tour", key="_tour_end", type="tertiary", on_click=address.put, args=(STEP, None))


def _button(found: tuple[Stop, ...], number: int, label: str) -> None:
    stop = found[number - 1]
    params = {**stop.params, STEP: str(number)}
    links.button(html.label(label), stop.screen, f"_tour_{number}", stop.choices, params=params, kind="secondary")
