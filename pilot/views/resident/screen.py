"""What did the system do to this person, and what was this person told?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import streamlit as st

from pilot.evaluation.assess import last_day
from pilot.evaluation.one_subject.explain import Line
from pilot.evaluation.one_subject.mend import mends
from pilot.evaluation.one_subject.why_not import whynot
from pilot.views import html
from pilot.views.pieces import score_curve
from pilot.views.resident import bearers, mending, near_misses, summary, two_views
from pilot.views.visit import address, frame, world
from pilot.views.visit.resident_case import LINES_OF_A_PAGE, Account, Looks, account, short_title

SEEN_BY = {"subject": "resident", "public": "public", "partner": "partner", "agency": "agency"}
_PLAIN: dict[str, Any] = {"label_visibility": "collapsed"}
FURTHER = {
    "why-not": "Why not?",
    "change": "What would change the grade?",
    "others": "Who else bears it?",
    "lists": "Lists",
}


def draw() -> None:
    """The screen: who it is, the two views in step with the score over time, the day, and what else there is to ask."""
    selection = frame.selection()
    requested = _requests()
    case = account(selection, requested=requested, audience=_seen_by())
    other = account(selection, requested=True, audience=_seen_by()) if not requested and _may_request(case) else None
    html.show(summary.summary(case, other.coverage if other else None, selection))
    _switches(case, selection)
    _views(selection)
    _day(selection)
    if steps := score_curve.steps_of(case):
        html.show(score_curve.in_words(case, steps))
    _further(selection)


def _moments(selection: frame.Selection) -> None:
    """The days of the resident's story, each a button, and the day on which the story opens."""
    member = selection.cast.get(selection.subject_id)
    if member is None or not member.moments:
        return
    last = max(last_day(selection.city), selection.ruleset.opens_on)
    opens = frame.story_day(member, selection.ruleset, last)
    days = {moment.day: moment.words for moment in member.moments}
    days.setdefault(opens, f"{opens:%-d %b %Y}")
    days.setdefault(last, f"{last:%-d %b %Y}")
    st.session_state["moment"] = selection.as_of if selection.as_of in days else None
    choice: dict[str, Any] = {"format_func": days.__getitem__, "key": "moment", "on_change": _to_moment, **_PLAIN}
    st.segmented_control("Days of this story", sorted(days), **choice)


def _to_moment() -> None:
    if st.session_state["moment"] is not None:
        st.session_state["as_of"] = st.session_state["moment"]


def _may_request(case: Account) -> bool:
    if case.audience == "agency":
        return False
    return case.view is not None and bool(case.ruleset.disclosure.on_request(case.audience))


def _seen_by() -> Looks:
    """Who looks at the screen on the left; the switch itself stands further down."""
    chosen = str(st.session_state.get("seen_by", address.given("seen_by")))
    return cast(Looks, chosen if chosen in SEEN_BY else "subject")


def _requests() -> bool:
    """Whether those who look request what is given on request; the switch itself stands further down."""
    return str(st.session_state.get("requested", address.given("requested"))) == "yes"


def _switches(case: Account, selection: frame.Selection) -> None:
    others = [name for name in world.rulesets() if name != selection.ruleset.id]
    with st.container(key="pp_switches", horizontal=True, vertical_alignment="center", gap="small"):
        address.segments("Seen by", list(SEEN_BY), "seen_by", format_func=SEEN_BY.__getitem__, **_PLAIN)
        if _may_request(case):
            address.segments(
                "The screen",
                ["no", "yes"],
                "requested",
                format_func={"no": "as it comes", "yes": "after asking"}.__getitem__,
                **_PLAIN,
            )
        _moments(selection)
        if others:
            other = world.ruleset(world.rulesets()[others[0]]).value
            title = short_title(other) if other else others[0]
            label = html.label(f"Under {title}")
            st.button(label, type="primary", on_click=_under, args=(others[0],))


def _under(ruleset_id: str) -> None:
    st.session_state["ruleset"] = ruleset_id


@st.fragment
def _views(selection: frame.Selection) -> None:
    case = account(selection, requested=_requests(), audience=_seen_by())
    chosen = case.line(address.given("line"))
    if chosen and chosen.reverses:
        chosen = case.lines[chosen.reverses - 1]
    line = chosen or case.heaviest()
    if case.pages > 1:
        case = replace(case, page=_page(case, line))
    side = address.given("side")
    two_views.draw(
        case,
        selection,
        line=case.key(line) if line else None,
        chosen=chosen is not None,
        side=side if side in two_views.SIDES else two_views.SIDES[0],
    )


def _page(case: Account, line: Line | None) -> int:
    """The page of a long ledger that is chosen, at first the one with the line that is marked."""

    def label(page: str) -> str:
        lines = case.on_page(int(page))
        first, last = lines[0], lines[-1]
        return f"Lines {first.number:,} to {last.number:,}, {first.date} to {last.date}"

    pages = [str(page) for page in range(case.pages)]
    marked = str((line.number - 1) // LINES_OF_A_PAGE) if line else pages[0]
    return int(address.select("Which part of the ledger", pages, "page", default=marked, format_func=label))


def _day(selection: frame.Selection) -> None:
    """The day as a slider: what was on file, and what was known of it, then. It moves the choice at the top."""
    first = selection.ruleset.opens_on
    last = max(last_day(selection.city), selection.as_of)
    if first < last:
        st.session_state["day"] = selection.as_of
        label = "Turn the day: what was on file then, and what was shown of it"
        st.slider(label, first, last, key="day", format="YYYY-MM-DD", on_change=_turn)


def _turn() -> None:
    st.session_state["as_of"] = st.session_state["day"]


@st.fragment
def _further(selection: frame.Selection) -> None:
    """Only the part that is chosen is worked out."""
    part = address.segments("More about this resident", list(FURTHER), "more", format_func=FURTHER.__getitem__)
    case = account(selection, requested=_requests())
    question = (selection.ruleset, selection.city, selection.subject_id, selection.as_of)
    if part == "why-not":
        html.show(near_misses.near_misses(case, whynot(*question)))
    elif part == "change":
        html.show(mending.mending(case, mends(*question)))
    elif part == "others":
        html.show(bearers.bearers(case, selection))
    else:
        html.show(bearers.memberships(case, selection))


draw()
