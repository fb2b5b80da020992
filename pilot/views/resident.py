"""What did the system do to this person, and what was this person told?"""

from __future__ import annotations

import re

import streamlit as st

from pilot.evaluation.mend import mends
from pilot.evaluation.whynot import whynot
from pilot.views.parts import (
    address,
    bearers,
    casefile,
    frame,
    mending,
    nearmisses,
    phone,
    scorecurve,
    summary,
    twoviews,
    world,
)
from pilot.views.parts.account import Account, account, short_title

FURTHER = {
    "why-not": "Why not?",
    "change": "What would change the grade?",
    "others": "Who else bears it?",
    "lists": "Lists",
}


def draw() -> None:
    """The screen: sentences, the two views in step, the score over time, and what else there is to ask."""
    selection = frame.selection()
    asked = _asks()
    case = account(selection, asked=asked)
    other = account(selection, asked=True) if not asked and _may_ask(case) else None
    st.html(summary.summary(case, other.told if other else None, selection))
    _switches(case, selection)
    _views(selection)
    if steps := scorecurve.steps_of(case):
        scorecurve.draw(case, steps)
    _further(selection)


def _may_ask(case: Account) -> bool:
    levels = case.ruleset.disclosure.subject.values()
    return case.view is not None and "on_request" in levels


def _asks() -> bool:
    """Whether the resident asks for what is given on request; the switch itself stands further down."""
    return str(st.session_state.get("asked", address.given("asked"))) == "yes"


def _switches(case: Account, selection: frame.Selection) -> None:
    others = [name for name in world.rulesets() if name != selection.ruleset.id]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if others:
            other = world.ruleset(world.rulesets()[others[0]]).value
            title = short_title(other) if other else others[0]
            label = f"See {_unmarked(case.name)} under {_unmarked(title)}"
            st.button(label, type="primary", on_click=_under, args=(others[0],))
        if _may_ask(case):
            address.segments(
                "The resident’s screen",
                ["no", "yes"],
                "asked",
                format_func={"no": "as it comes", "yes": "after asking"}.__getitem__,
            )


def _unmarked(words: str) -> str:
    """Words for a label, in which Streamlit would read Markdown: a link or a picture in a name stays text."""
    return re.sub(r"([^\w\s])", r"\\\1", words)


def _under(ruleset_id: str) -> None:
    st.session_state["ruleset"] = ruleset_id


@st.fragment
def _views(selection: frame.Selection) -> None:
    case = account(selection, asked=_asks())
    chosen = case.line(address.given("line"))
    line = chosen or case.heaviest()
    side = address.given("side")
    twoviews.draw(
        phone.own(case),
        casefile.system(case, selection),
        line=case.key(line) if line else None,
        asked=chosen is not None,
        side=side if side in twoviews.SIDES else twoviews.SIDES[0],
    )


@st.fragment
def _further(selection: frame.Selection) -> None:
    """Only the part that is chosen is worked out."""
    asked = address.segments("More about this resident", list(FURTHER), "more", format_func=FURTHER.__getitem__)
    case = account(selection, asked=_asks())
    question = (selection.ruleset, selection.city, selection.subject_id, selection.as_of)
    if asked == "why-not":
        st.html(nearmisses.near_misses(case, whynot(*question)))
    elif asked == "change":
        st.html(mending.mending(case, mends(*question)))
    elif asked == "others":
        st.html(bearers.bearers(case, selection))
    else:
        st.html(bearers.memberships(case, selection))


draw()
