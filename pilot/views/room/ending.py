"""How a room ends: closed or opened again, taken home as one file, and wiped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.report.receipt import Receipt
from pilot.ruleset.editing import read_draft
from pilot.views import html
from pilot.views.pieces import problem_list
from pilot.views.room import keys, merge_result, merge_table
from pilot.views.visit import address, frame, world
from pilot.views.workshop import open_draft
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.exports import RoomExport
from pilot.workshop.rooms.rooms import LONGEST_HOURS, Room
from pilot.workshop.sessions.session import KeptCopy, KeptVersion, Session, SessionReceipt
from pilot.workshop.sessions.session_file import session_bytes

_CLOSING = Markup("<h2>Close the room</h2><p>Nobody joins or changes anything until it is opened again.</p>")
_LONGER = Markup(
    "<h2>Open it for longer</h2><p>Also once its time is over, or where this computer's clock was wrong.</p>"
)
_WIPING = Markup(
    "<h2>Wipe it</h2><p>Everything of this room is deleted from this computer: copies, versions, reasons, choices, "
    "aliases. It cannot be undone; export it first.</p>"
)
_LEAVING = Markup(
    "<h2>Leave the facilitator’s place</h2><p>This browser leads the room in every tab, also after a restart. Leave it "
    "where others use this computer; it takes the PIN to come back.</p>"
)
_EXPORT = Markup(
    "<h2>Take it home</h2><p>One readable file: every copy with its versions and reasons, what was chosen, and what "
    "the figures rest on. It opens on any other installation.</p>"
)


def draw(selection: frame.Selection, room: Room, lead: Facilitator) -> None:
    """Export, close, wipe, each with what it does in a sentence."""
    _export(selection, room, lead)
    html.show(html.block(_CLOSING))
    if room.closed:
        _button("Open it again", lead.reopen, disabled=room.expired)
    else:
        _button("Close it", lead.close, disabled=room.expired)
    html.show(html.block(_LONGER))
    st.number_input("Hours from now", 1, LONGEST_HOURS, 8, key="_longer_hours", width=220)
    _button("Open it for so long", lambda: lead.extend(float(st.session_state["_longer_hours"])), disabled=False)
    html.show(html.block(_WIPING))
    sure = st.checkbox("I have exported what is needed", key="_wipe_room_sure")
    _button("Wipe the room", lambda: _wipe(lead), disabled=not sure)
    html.show(html.block(_LEAVING))
    _button("Leave the facilitator’s place", lambda: keys.leave(room), disabled=False)


def _button(label: str, act: Callable[[], object], *, disabled: bool) -> None:
    def work() -> None:
        with open_draft.refusals_shown():
            act()

    st.button(label, key=f"_keep_{label}", on_click=work, disabled=disabled)


def _wipe(lead: Facilitator) -> None:
    lead.wipe()
    address.put("room", None)
    if str(st.session_state.get("ruleset")).startswith("draft-"):
        del st.session_state["ruleset"]


def _export(selection: frame.Selection, room: Room, lead: Facilitator) -> None:
    html.show(html.block(_EXPORT))
    if st.button("Write the file", key="_write_session"):
        try:
            with st.spinner("Reading every version …"):
                data = session_bytes(session(selection, lead.export(), merged=merge_result.merged_of(room)))
        except DataError as error:
            problem_list.say(error.problems)
            return
        st.download_button(
            "The session (.zip)", data, f"{room.code}.zip", "application/zip", key="_session_zip", on_click="ignore"
        )


def session(selection: frame.Selection, export: RoomExport, *, merged: str | None) -> Session:
    """What is kept of a room, as a session to take home."""
    start = read_draft(export.room.start_text, name=export.room.origin).ruleset
    as_of = max(selection.as_of, start.opens_on)
    receipt = Receipt.of(world.assessment(start, selection.city, as_of))
    by_alias: dict[str, list[KeptVersion]] = {copy.alias: [] for copy in export.copies}
    for version in sorted(export.versions, key=lambda version: version.number):
        kept = KeptVersion(version.number, version.alias, version.saved_at, version.reason, version.text)
        by_alias.setdefault(version.alias, []).append(kept)
    now = {copy.alias: copy.stored.text for copy in export.copies}
    copies = [
        KeptCopy(alias, tuple(versions), now.get(alias, versions[-1].text if versions else export.room.start_text))
        for alias, versions in by_alias.items()
    ]
    return Session(
        title=export.room.title,
        at=dt.datetime.now(dt.UTC).replace(microsecond=0),
        receipt=SessionReceipt(**vars(receipt)),
        start=export.room.start_text,
        copies=tuple(copies),
        choices={export.room.title: merge_table.choices_of(export.choices)} if export.choices else {},
        merged=merged,
    )
