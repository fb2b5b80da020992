"""Which round is on the table and how far it has gone; all of it stands in the address."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from pilot.views.visit import address, frame

GAMES = {"short": "The short game", "long": "The long game"}
STEPS = ("look", "tested", "asked", "revealed")
LAST_ROUND = 9_999
KEYS = (
    "guess_kinds",
    "guess_points",
    "guess_double",
    "guess_cap",
    "guess_ends",
    "guess_who",
    "guess_tap",
    "guess_fits",
    "guess_step",
    "_guess_prediction",
)
"""What was put in a round, without which another begins."""


def game() -> str:
    """Which of the two games is played."""
    if st.session_state.get("game") not in GAMES:
        given = address.given("game")
        st.session_state["game"] = given if given in GAMES else "short"
    playing: str = st.session_state["game"]
    address.put("game", None if playing == "short" else playing)
    return playing


def turn_to(game: str) -> None:
    """The button that goes on to the other game."""
    st.button(GAMES[game], on_click=_turn_to, args=(game,), key=f"_guess_to_{game}")


def _turn_to(game: str) -> None:
    st.session_state["game"] = game


def seed() -> int:
    """The number of the round, from 1."""
    if "round" not in st.session_state:
        given = address.given("round") or ""
        st.session_state["round"] = int(given) if given.isdecimal() and 1 <= int(given) <= LAST_ROUND else 1
    number = int(st.session_state["round"])
    address.put("round", str(number))
    return number


def another_round(number: int) -> None:
    """The button that deals the round after this one."""
    st.button("Another round", on_click=_deal_after, args=(number,), help="A link to this page brings this round back.")


def _deal_after(number: int) -> None:
    st.session_state["round"] = number % LAST_ROUND + 1


def begin_anew(selection: frame.Selection, *dealt: object) -> None:
    """Takes all that was put off the table when another round is dealt; a link's own round keeps what the link says."""
    of = (selection.city.fingerprint, selection.ruleset.id, str(selection.as_of), *dealt)
    if st.session_state.setdefault("_guess_of", of) != of:
        for key in KEYS:
            st.session_state.pop(key, None)
            address.put(key, None)
    st.session_state["_guess_of"] = of
    if "guess_step" not in st.session_state:
        given = address.given("guess_step")
        st.session_state["guess_step"] = given if given in STEPS else "look"


def step(*, ready: bool) -> str:
    """How far it has gone, in the address too; nothing is tested before all is put."""
    reached = str(st.session_state["guess_step"]) if ready else "look"
    address.put("guess_step", None if reached == "look" else reached)
    return reached


def go(reached: str) -> None:
    """Goes on to a step, before the screen is drawn again."""
    st.session_state["guess_step"] = reached


def put(key: str, options: Collection[str]) -> str | None:
    """What was put of the options under a key, by its widget or by the address; None where nothing was."""
    if key not in st.session_state:
        st.session_state[key] = address.given(key)
    if st.session_state[key] not in options:
        st.session_state[key] = None
    value: str | None = st.session_state[key]
    address.put(key, value)
    return value
