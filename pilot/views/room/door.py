"""The way into a room: opening one, joining one by its code, and the place of a participant inside."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.views import html
from pilot.views.pieces import problem_list
from pilot.views.server import visitor
from pilot.views.visit import address, frame, links, own_drafts
from pilot.views.workshop import open_draft
from pilot.workshop.database.bounds import LONGEST_ALIAS, LONGEST_TITLE
from pilot.workshop.rooms.copy_bounds import refuse_too_many
from pilot.workshop.rooms.rooms import LONGEST_HOURS, Plan, Room

_WHAT_FOR = Markup(
    '<p class="pp-lead">A room lets several groups change the same ruleset, each their own copy, '
    "and look at the results together.</p>"
)


def draw(selection: frame.Selection) -> None:
    """Join or open a room, or go back to one."""
    html.show(html.block(_WHAT_FOR))
    _known()
    left, right = st.columns(2, gap="large")
    with left:
        html.show(html.block(Markup("<h2>Join</h2>")))
        with st.form("join", border=False):
            st.text_input("Code", key="_join_code", max_chars=20, placeholder="ABC-DEF")
            st.text_input("Alias", key="_join_alias", max_chars=LONGEST_ALIAS, placeholder="Table 3", help=_ALIAS)
            st.form_submit_button("Join", type="primary", on_click=_join)
    with right:
        html.show(html.block(Markup("<h2>Open</h2>")))
        with st.form("open", border=False):
            st.text_input("Title", key="_room_title", max_chars=LONGEST_TITLE, placeholder="Workshop of today")
            st.text_input("PIN of the facilitator", key="_room_pin", type="password", max_chars=64, help=_PIN)
            st.number_input("Open for how many hours?", 1, LONGEST_HOURS, 8, key="_room_hours")
            html.show(html.block(Markup('<p class="pp-quiet">All begin from {}.</p>').format(selection.ruleset.title)))
            st.form_submit_button("Open a room", on_click=_open, args=(selection,))


_ALIAS = "The name of your group. Nothing else is kept about you; please do not give your own name."
_PIN = "At least four characters. It cannot be looked up again."


def _known() -> None:
    """The rooms that this browser is in or has opened."""
    try:
        token = visitor.token()
        rooms = {
            room.code: room for room in (*own_drafts.store().rooms_joined(token), *own_drafts.store().rooms_of(token))
        }
    except DataError as error:
        problem_list.say(error.problems)
        return
    for code, room in rooms.items():
        label = f"Back to {code}: {html.label(room.title)}"
        st.button(label, key=f"_back_{code}", type="tertiary", on_click=address.put, args=("room", code))


def _join() -> None:
    with open_draft.refusals_shown():
        code, alias = str(st.session_state["_join_code"]), str(st.session_state["_join_alias"])
        seat = own_drafts.store().join(visitor.token(), code, alias, visitor.network_address())
        _enter(seat.room)


def _enter(room: Room) -> None:
    """Makes the copy in the room the chosen ruleset."""
    address.put("room", room.code)
    copy = next(iter(own_drafts.store().desk(visitor.token(), room.code).drafts()), None)
    if copy is not None:
        st.session_state["ruleset"] = f"{own_drafts.PREFIX}{copy.id}"


def _open(selection: frame.Selection) -> None:
    with open_draft.refusals_shown():
        at = open_draft.at(selection)
        refuse_too_many(at.ruleset)
        plan = Plan(
            title=st.session_state["_room_title"],
            origin=at.origin,
            text=at.text,
            city=selection.city.id,
            hours=float(st.session_state["_room_hours"]),
        )
        pin = st.session_state["_room_pin"]
        room, _ = own_drafts.store().open_room(visitor.token(), pin, plan, visitor.network_address())
        address.put("room", room.code)


def entry(room: Room) -> None:
    """A room that is known by its code: join it, or lead it with the PIN."""
    html.show(html.block(_heading(room), _state(room)))
    left, right = st.columns(2, gap="large")
    with left, st.form("join", border=False):
        st.session_state["_join_code"] = room.code
        st.text_input("Alias", key="_join_alias", max_chars=LONGEST_ALIAS, placeholder="Table 3", help=_ALIAS)
        st.form_submit_button("Join", type="primary", on_click=_join)
    with right, st.expander("I am the facilitator", key="_leading", on_change="rerun"), st.form("unlock", border=False):
        st.text_input("PIN", key="_unlock_pin", type="password", max_chars=64)
        st.form_submit_button("Lead the room", on_click=_unlock, args=(room,))
    st.button("Another room", on_click=address.put, args=("room", None))


def _unlock(room: Room) -> None:
    with open_draft.refusals_shown():
        pin = st.session_state["_unlock_pin"]
        own_drafts.store().unlock(room.code, pin, visitor.token(), visitor.network_address())
        st.session_state["_unlock_pin"] = ""


def _heading(room: Room) -> Markup:
    return Markup('<p class="pp-lead">{} <code>{}</code></p>').format(room.title, room.code)


def _state(room: Room) -> Markup:
    if not (room.expired or room.closed):
        return Markup()
    over = "Its time is over" if room.expired else "It is closed"
    return Markup("<p>{}: what was made in it can be looked at, and not changed.</p>").format(over)


def inside(room: Room) -> None:
    """The place of a participant: to the copy, to the projector, out."""
    copy = next(iter(own_drafts.store().desk(visitor.token(), room.code).drafts()), None)
    shown = f"On the projector: the copy of {room.projected}." if room.projected else "Nothing is on the projector."
    people = f"{room.participants:,} in the room, open until {room.expires_at:%Y-%m-%d %H:%M} UTC."
    about = Markup("<p>{} {} You change a copy of your own; nobody else can.</p>").format(people, shown)
    html.show(html.block(_heading(room), _state(room), about))
    with st.container(horizontal=True):
        if copy is not None:
            links.button(
                "Change my copy", "workshop", "_to_copy", {"ruleset": f"{own_drafts.PREFIX}{copy.id}"}, kind="primary"
            )
        _link("See the projector", lambda: address.put("show", "projector"))
        _link("Another room", lambda: address.put("room", None))
    with st.expander("I am the facilitator", key="_leading", on_change="rerun"), st.form("unlock", border=False):
        st.text_input("PIN", key="_unlock_pin", type="password", max_chars=64)
        st.form_submit_button("Lead the room", on_click=_unlock, args=(room,))


def _link(label: str, act: Callable[[], None]) -> None:
    st.button(label, key=f"_{label}", type="tertiary", on_click=act)
