"""The form in which a class puts its rule, with its prediction; every answer stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd
import streamlit as st
from markupsafe import Markup

from pilot.city.city import City
from pilot.disclosure.guessing.rounds import MOST_POINTS, propose
from pilot.ruleset.model import Rule
from pilot.views import html
from pilot.views.guess import playing
from pilot.views.guess.predictions import PREDICTIONS
from pilot.views.visit import address

WHOM = ("registration", "income", "education", "gender", "district")
EVERYBODY = "everybody"


class Conditions(TypedDict):
    """What `propose` takes besides kinds and points: months, points a year, and a column with its cell."""

    double_within: int | None
    most_a_year: int | None
    expires_after: int | None
    who: tuple[str, str] | None


@dataclass(frozen=True)
class Proposal:
    """What the class has put; `rule` is None while no kind is named or the points are 0."""

    rule: Rule | None
    kinds: tuple[str, ...]
    points: int
    flat: bool
    prediction: str | None

    @property
    def missing(self) -> str:
        """What has still to be put before it can be tested, empty if nothing."""
        parts = [
            "" if self.kinds else "what the rule is about",
            "" if self.points else "points other than 0",
            "" if self.prediction else "a prediction",
        ]
        return " and ".join(filter(None, parts))


def form(kinds: Sequence[str], titles: Mapping[str, str], city: City) -> Proposal:
    """The form; what it holds is tested when it has been committed to, and the prediction then stands."""
    with st.form("guess_form", border=True):
        left, right = st.columns([2.4, 1], gap="medium")
        with left:
            chosen = address.several(
                "For every record of this kind", kinds, "guess_kinds", format_func=lambda kind: titles.get(kind, kind),
                placeholder="One kind of record or several", select_all=False,
            )  # fmt: skip
        with right:
            points = _points()
        with st.expander("Further conditions"):
            conditions = _conditions(city)
        prediction = _prediction()
        st.form_submit_button("Commit, and test the rule", type="primary", on_click=_commit)
    plain = not any(conditions.values())
    rule = propose(chosen, points, **conditions) if chosen and points else None
    return Proposal(rule, tuple(chosen), points, plain and len(chosen) == 1, prediction)


def _commit() -> None:
    st.session_state["guess_fits"] = st.session_state.get("guess_fits") or st.session_state.get("_guess_prediction")
    if st.session_state.get("guess_step", "look") == "look":
        st.session_state["guess_step"] = "tested"


def _points() -> int:
    if "guess_points" not in st.session_state:
        st.session_state["guess_points"] = _points_in(address.given("guess_points") or "")
    points = st.number_input(
        "the score moves by", -MOST_POINTS, MOST_POINTS, step=1, key="guess_points", persist_state="session",
        help=f"Points, below 0 where the score falls: −{MOST_POINTS} to +{MOST_POINTS}.",
    )  # fmt: skip
    address.put("guess_points", str(points) if points else None)
    return int(points)


def _points_in(given: str) -> int:
    """The points that an address gives, 0 where it gives none that are allowed."""
    try:
        points = int(given)
    except ValueError:
        return 0
    return points if abs(points) <= MOST_POINTS else 0


def _prediction() -> str | None:
    """What was predicted; it is requested once, and then it stands."""
    committed = playing.put("guess_fits", PREDICTIONS)
    if committed is not None:
        prediction = Markup('<p class="pp">You predicted how many simple rules fit: {}.</p>')
        html.show(prediction.format(PREDICTIONS[committed]))
        return committed
    st.radio(
        "First a prediction: how many simple rules will fit these screens, the hidden one among them?",
        list(PREDICTIONS), format_func=PREDICTIONS.__getitem__, key="_guess_prediction", horizontal=True, index=None,
    )  # fmt: skip
    return None


def _conditions(city: City) -> Conditions:
    first, second = st.columns(2, gap="medium")
    with first:
        double = _months("It counts double if it happened before", "guess_double", "never", "within {} months")
        ends = _months("The points end", "guess_ends", "never", "after {} months")
    with second:
        cap = _choice(
            "It moves the score in a year by", "guess_cap", "any number", "{} points at most", (5, 10, 20, 50, 100)
        )
        who = address.select("It is about", whom(city), "guess_who", format_func=_who)
        if who == EVERYBODY:
            address.put("guess_who", None)
    column, _, cell = who.partition(":")
    return {
        "double_within": double, "most_a_year": cap, "expires_after": ends,
        "who": None if who == EVERYBODY else (column, cell),
    }  # fmt: skip


def whom(city: City) -> list[str]:
    """Everybody, and each group of residents by one column as `column:cell`."""
    groups = [
        f"{column}:{cell}"
        for column in WHOM
        for cell in sorted({str(cell) for cell in city.residents[column] if not pd.isna(cell)})
    ]
    return [EVERYBODY, *groups]


def _who(group: str) -> str:
    column, _, cell = group.partition(":")
    return group if group == EVERYBODY else f"residents whose {column} is {cell}"


def _months(label: str, key: str, none: str, some: str) -> int | None:
    return _choice(label, key, none, some, (6, 12, 24, 36, 60))


def _choice(label: str, key: str, none: str, some: str, numbers: Sequence[int]) -> int | None:
    chosen = address.select(
        label, ["0", *map(str, numbers)], key, format_func=lambda number: none if number == "0" else some.format(number)
    )
    if chosen == "0":
        address.put(key, None)
    return int(chosen) or None
