"""Two views in step, as one component: choosing a line on either side marks it on the other at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from pilot.evaluation.memo import Memo
from pilot.views import html
from pilot.views.pieces import case_file
from pilot.views.resident import phone
from pilot.views.resident.course import course
from pilot.views.scripts.bundles import bundle
from pilot.views.visit import address
from pilot.views.visit.figures import receipt_of
from pilot.views.visit.frame import Selection
from pilot.views.visit.resident_case import Account

SIDES = ("both", "own", "system")
_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "two_views",
    html='<div class="pp-two"></div>',
    css=(_HERE / "two_views.css").read_text(encoding="utf-8"),
    js=bundle("two_views"),
    isolate_styles=False,
)


_drawn = Memo(128)


def _sides(case: Account, selection: Selection) -> Markup:
    """Both views, built once for all who look at the same: who chooses another line has neither built anew."""
    key = (receipt_of(selection.assessment), selection.subject_id, case.requested, case.audience, case.page)
    return _drawn.get(
        key, lambda: _both(phone.own(case), case_file.system(case, selection, _drawn_course(case), phone.beside(case)))
    )


def _drawn_course(case: Account) -> Markup:
    heaviest = case.heaviest()
    return course(case, heaviest.number if heaviest else None)


def _both(own: Markup, system: Markup) -> Markup:
    return Markup(
        '<div class="pp-sides" role="group" aria-label="Which of the two views is shown">'
        '<button type="button" data-to="both">Side by side</button>'
        '<button type="button" data-to="own">The screen</button>'
        '<button type="button" data-to="system">The file</button></div>'
        '<div class="pp-views">{}{}</div>'
    ).format(own, system)


def draw(case: Account, selection: Selection, *, line: str | None, chosen: bool, side: str) -> None:
    """Both sides of a case; `line` is marked, and on a narrow screen `side` is the one that shows.

    `chosen` tells whether somebody chose the line, so that both sides open at it. A line is an element with
    `data-line`, which holds a button; its `data-disclosed` stands under the phone while it is chosen.
    """
    _component(
        key="two_views",
        data={"html": html.text(_sides(case, selection)), "line": line, "chosen": chosen, "side": side},
        on_line_change=_follow("line"),
        on_side_change=_follow("side"),
    )


def _follow(name: str) -> Any:
    def put() -> None:
        address.put(name, st.session_state["two_views"].get(name))

    return put
