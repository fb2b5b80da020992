"""What the facilitator put on the projector: one copy, what it changes, and for whom."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.ruleset.changes.diff import changes
from pilot.views import html
from pilot.views.room.one_copy import cannot_be_reckoned, of_one, ruleset_of_copy
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
        html.show(html.block(Markup("<p>{}</p>").format(error.problems[0].found)))
        return
    if shown is None:
        html.show(html.block(Markup('<p class="pp-lead">Nothing is on the projector.</p>')))
        return
    try:
        before, after = (ruleset_of_copy(text, shown.alias, room) for text in (room.start_text, shown.text))
        as_of = max(selection.as_of, before.opens_on, after.opens_on)
        sides = [world.evaluated_or_refused(side, selection.city, as_of) for side in (before, after)]
        comparison = of_one(shown.alias, lambda: comparison_of(*sides))
        differs = of_one(shown.alias, lambda: changes(before, after))
    except DataError as error:
        html.show(html.block(Markup("<p>{} {}</p>").format(shown.alias, cannot_be_reckoned(error))))
        return
    whose = Markup('<p class="pp-quiet"><b>{}</b> · {}</p>').format(shown.alias, after.title)
    sentences = Markup('<p class="pp-lead">{}</p><p>{}</p>').format(impact.lead(comparison), differs.summary)
    html.show(html.block(whose, sentences, kind="pp-impact pp-projected"))
    left, right = st.columns([1.3, 1], gap="large")
    with left:
        html.show(html.block(Markup("<h2>What is changed</h2>"), article_diff.article_diff(differs)))
    with right:
        html.show(html.block(Markup("<h2>Most moved</h2>"), impact.who(comparison, selection.name_of)))


def _projected(room: Room, lead: Facilitator | None) -> Projected | None:
    if lead is None:
        return own_drafts.store().desk(visitor.token(), room.code).projected()
    on = next((person for person in lead.participants() if person.on_projector and person.text is not None), None)
    return None if on is None else Projected(on.alias, str(on.text), on.revision or 0)
