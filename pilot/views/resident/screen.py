"""What did the system do to this person, and what was this person told?"""

from __future__ import annotations

import re
from typing import cast

import streamlit as st

from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.evaluation.assess import last_day
from pilot.evaluation.one_subject.mend import mends
from pilot.evaluation.one_subject.why_not import whynot
from pilot.views.pieces import case_file, score_curve
from pilot.views.resident import bearers, mending, near_misses, phone, summary, two_views
from pilot.views.visit import address, frame, world
from pilot.views.visit.resident_case import Account, Looks, account, short_title

SEEN_BY = {"subject": "resident", "public": "public", "partner": "partner", "agency": "agency"}
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
    case = account(selection, asked=asked, audience=_seen_by())
    other = account(selection, asked=True, audience=_seen_by()) if not asked and _may_ask(case) else None
    st.html(summary.summary(case, other.told if other else None, selection))
    _switches(case, selection)
    _views(selection)
    _day(selection)
    if steps := score_curve.steps_of(case):
        score_curve.draw(case, steps)
    _further(selection)


def _may_ask(case: Account) -> bool:
    if case.audience == "agency":
        return False
    return case.view is not None and bool(case.ruleset.disclosure.on_request(case.audience))


def _seen_by() -> Looks:
    """Who looks at the screen on the left; the switch itself stands further down."""
    said = str(st.session_state.get("seen_by", address.given("seen_by")))
    return cast(Looks, said if said in SEEN_BY else "subject")


def _asks() -> bool:
    """Whether those who look request what is given on request; the switch itself stands further down."""
    return str(st.session_state.get("asked", address.given("asked"))) == "yes"


def _switches(case: Account, selection: frame.Selection) -> None:
    others = [name for name in world.rulesets() if name != selection.ruleset.id]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if others:
            other = world.ruleset(world.rulesets()[others[0]]).value
            title = short_title(other) if other else others[0]
            label = f"See {_unmarked(case.name)} under {_unmarked(title)}"
            st.button(label, type="primary", on_click=_under, args=(others[0],))
        address.segments("Seen by", list(SEEN_BY), "seen_by", format_func=SEEN_BY.__getitem__)
        if _may_ask(case):
            address.segments(
                "The screen",
                ["no", "yes"],
                "asked",
                format_func={"no": "as it comes", "yes": ON_REQUEST}.__getitem__,
            )


def _unmarked(words: str) -> str:
    """Words for a label, in which Streamlit would read Markdown: a link or a picture in a name stays text."""
    return re.sub(r"([^\w\s])", r"\\\1", words)


def _under(ruleset_id: str) -> None:
    st.session_state["ruleset"] = ruleset_id


@st.fragment
def _views(selection: frame.Selection) -> None:
    case = account(selection, asked=_asks(), audience=_seen_by())
    chosen = case.line(address.given("line"))
    line = chosen or case.heaviest()
    side = address.given("side")
    two_views.draw(
        phone.own(case),
        case_file.system(case, selection),
        line=case.key(line) if line else None,
        asked=chosen is not None,
        side=side if side in two_views.SIDES else two_views.SIDES[0],
    )


def _day(selection: frame.Selection) -> None:
    """The day as a slider: what was on file, and what was known of it, then. It moves the sidebar's own choice."""
    first = selection.ruleset.opens_on
    last = max(last_day(selection.city), selection.as_of)
    if first < last:
        st.session_state["day"] = selection.as_of
        said = "Turn the day: what was on file then, and what was shown of it"
        st.slider(said, first, last, key="day", format="YYYY-MM-DD", on_change=_turn)


def _turn() -> None:
    st.session_state["as_of"] = st.session_state["day"]


@st.fragment
def _further(selection: frame.Selection) -> None:
    """Only the part that is chosen is worked out."""
    asked = address.segments("More about this resident", list(FURTHER), "more", format_func=FURTHER.__getitem__)
    case = account(selection, asked=_asks())
    question = (selection.ruleset, selection.city, selection.subject_id, selection.as_of)
    if asked == "why-not":
        st.html(near_misses.near_misses(case, whynot(*question)))
    elif asked == "change":
        st.html(mending.mending(case, mends(*question)))
    elif asked == "others":
        st.html(bearers.bearers(case, selection))
    else:
        st.html(bearers.memberships(case, selection))


draw()
