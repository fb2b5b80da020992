"""What the facilitator put on the projector: one copy, what it changes, and for whom."""

from __future__ import annotations

import streamlit as st

from pilot.errors import DataError
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.editing import read_draft
from pilot.views import html
from pilot.views.server import visitor
from pilot.views.visit import address, frame, own_drafts, world
from pilot.views.visit.figures import comparison_of
from pilot.views.workshop import article_diff, impact
from pilot.workshop.desk import Projected
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Room

EVERY = 5
"""Seconds from one look at the copy to the next."""


def draw(selection: frame.Selection, room: Room, lead: Facilitator | None) -> None:
    """The copy as it is now, drawn again every few seconds."""
    st.button("Back to the room", key="_leave_projector", type="tertiary", on_click=address.put, args=("show", None))
    _copy(selection, room, lead)


@st.fragment(run_every=EVERY)
def _copy(selection: frame.Selection, room: Room, lead: Facilitator | None) -> None:
    try:
        shown = _projected(room, lead)
    except DataError as error:
        st.html(f'<div class="pp"><p>{html.text(error.problems[0].found)}</p></div>')
        return
    if shown is None:
        st.html('<div class="pp"><p class="pp-lead">Nothing is on the projector.</p></div>')
        return
    before = read_draft(room.start_text, name=room.origin).ruleset
    after = read_draft(shown.text, name=room.origin).ruleset
    as_of = max(selection.as_of, before.opens_on, after.opens_on)
    comparison = comparison_of(*(world.assessment(side, selection.city, as_of) for side in (before, after)))
    differs = changes(before, after)
    whose = f"<b>{html.text(shown.alias)}</b> · {html.text(after.title)}"
    st.html(
        f'<div class="pp pp-impact pp-projected"><p class="pp-quiet">{whose}</p>'
        f'<p class="pp-lead">{html.text(impact.lead(comparison))}</p><p>{html.text(differs.summary)}</p></div>'
    )
    left, right = st.columns([1.3, 1], gap="large")
    left.html(f'<div class="pp"><h2>What is changed</h2>{article_diff.article_diff(differs)}</div>')
    right.html(f'<div class="pp"><h2>Most moved</h2>{impact.who(comparison, selection.name_of)}</div>')


def _projected(room: Room, lead: Facilitator | None) -> Projected | None:
    if lead is None:
        return own_drafts.store().desk(visitor.token(), room.code).projected()
    on = next((person for person in lead.participants() if person.on_projector and person.text is not None), None)
    return None if on is None else Projected(on.alias, str(on.text), on.revision or 0)
