"""The facilitator's place: who is in the room and what they changed, the projector, collecting, closing, wiping."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.phrases import capitalised
from pilot.ruleset.editing import read_draft
from pilot.ruleset.reading.load import fingerprint
from pilot.views import html
from pilot.views.pieces import bars, problem_list
from pilot.views.room import copies, ending, keys, merge_table
from pilot.views.room.copies import CopySummary, is_behind
from pilot.views.room.one_copy import of_one
from pilot.views.server import open_files, reachable
from pilot.views.visit import address, frame, own_drafts
from pilot.views.workshop import open_draft
from pilot.workshop.drafts.versions import Imprint
from pilot.workshop.facilitator import Facilitator, Participant
from pilot.workshop.rooms.rooms import Room

PARTS = {"people": "Participants", "merge": "Merge", "keep": "Export and end"}
EVERY = 6
"""Seconds from one look at the copies to the next."""


def draw(selection: frame.Selection, room: Room, lead: Facilitator) -> None:
    """How to come in, and one of three parts."""
    _entrance(room)
    part = address.segments("Part", list(PARTS), "part", format_func=PARTS.__getitem__, label_visibility="collapsed")
    if part == "people":
        st.button("Open the projector’s page", on_click=address.put, args=("show", "projector"), type="tertiary")
        _people(selection, room)
    elif part == "merge":
        merge_table.draw(selection, room, lead)
    else:
        ending.draw(selection, room, lead)


def _entrance(room: Room) -> None:
    where = reachable.here("room", f"room={room.code}")
    left = round((room.expires_at - dt.datetime.now(dt.UTC)).total_seconds() / 60)
    state = "expired" if room.expired else "closed" if room.closed else f"open for {left // 60} h {left % 60} min more"
    how = Markup(
        '<div class="pp-qr">{picture}</div><div><p class="pp-lead">{title}</p><p class="pp-code" aria-label="Code of '
        'the room">{code}</p><p><code>{where}</code></p><p class="pp-quiet">{state}. {held}</p></div>'
    ).format(
        picture=reachable.picture(where),
        title=room.title,
        code=room.code,
        where=where,
        state=capitalised(state),
        held=open_files.sentence(),
    )
    html.show(html.block(how, kind="pp-wayin"))


@st.fragment(run_every=EVERY)
def _people(selection: frame.Selection, room: Room) -> None:
    try:
        lead = keys.facilitator(room)
        if lead is None:  # the place was left in another tab
            st.rerun()
        room, people = lead.room(), lead.participants()
    except DataError as error:
        if own_drafts.is_out_of_reach(error):
            problem_list.say(error.problems)
            return
        open_draft.show(error)
        st.rerun()
    problem_list.say(open_draft.problems())
    if not people:
        html.show(html.block(Markup("<p>Nobody has joined yet.</p>")))
        return
    head = ["Who", "~The copy", "~Whom it moves", "Saved", "~Last change"]
    known = copies.summaries(people, selection, room)
    lines = [_line(person, known[person.alias], selection) for person in people]
    heading = Markup("<h2>{:,} in the room</h2>").format(len(people))
    html.show(html.block(heading, bars.rows(lines, head, kind="pp-stacked")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        aliases = [person.alias for person in people]
        st.selectbox("One of them", aliases, key="_one_of_them")
        _act("Put on the projector", lambda: lead.project(st.session_state["_one_of_them"]))
        _act("Clear the projector", lambda: lead.project(None))
        _act("Let go of the alias", lambda: lead.release(str(st.session_state["_one_of_them"])), hint=_RELEASE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Why collect now?", key="_collect_reason", placeholder="End of the first hour", max_chars=200)
        _act(
            "Collect a version of every copy",
            lambda: lead.collect(st.session_state["_collect_reason"] or "collected", imprint),
        )


_RELEASE = "Somebody on another device can then join under this alias and go on with its copy."


def _act(label: str, act: Callable[[], object], *, hint: str | None = None) -> None:
    """A button; what it does reads the fields as they stand when it is pressed, not as they were drawn."""

    def work() -> None:
        with open_draft.refusals_shown():
            act()

    st.button(label, key=f"_lead_{label}", on_click=work, help=hint)


def imprint(text: str) -> Imprint | None:
    """What a text says of itself; None where it cannot be read."""
    try:
        ruleset = of_one("copy", lambda: read_draft(text, name="copy").ruleset)
    except DataError:
        return None
    return Imprint(ruleset.id, ruleset.title, fingerprint(ruleset))


def _line(person: Participant, summary: CopySummary | None, selection: frame.Selection) -> list[str]:
    shown = Markup(' <span class="pp-side">on the projector</span>') if person.on_projector else ""
    who = Markup("<b>{}</b>{}").format(person.alias, shown)
    if person.text is None:
        return [who, "no copy", "", str(person.versions), ""]
    change, moved = (summary.change, summary.moved) if summary else ("…", "…")
    if summary and is_behind(person, summary, selection):
        moved = Markup('{} <span class="pp-side">changed since</span>').format(moved)
    return [who, change, moved, str(person.versions), _clock(person.changed_at)]


def _clock(when: dt.datetime | None) -> str:
    """By the clock of the computer in the room: a table that says the same is not sent again."""
    return "" if when is None else f"{when.astimezone():%H:%M:%S}"
