"""What if we wrote it otherwise?"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError, Problem
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.pieces import problem_list, reading_style
from pilot.views.server import turns
from pilot.views.visit import address, frame
from pilot.views.workshop import (
    baseline,
    draft_toolbar,
    faces,
    hint_list,
    imports,
    open_draft,
    part_faces,
    suggested,
    workbench,
)

FACES = {
    "articles": "Rules",
    "grades": "Grades",
    "lists": "Lists",
    "follows": "What follows",
    "told": "Who is told",
    "examples": "Examples",
    "rest": "The rest",
    "text": "As text",
}


_DRAWN = {
    "articles": faces.articles,
    "grades": faces.grades,
    "lists": part_faces.lists,
    "follows": part_faces.consequences,
    "told": faces.disclosure,
    "examples": part_faces.examples,
    "rest": part_faces.provisions,
    "text": faces.text,
}


def draw() -> None:
    """The ruleset on the bench, with whom every change moves beside it."""
    selection = frame.selection()
    html.show(reading_style.style(), workbench.style(), suggested.drawn(selection.city))
    imports.edit()
    _bench(selection)


@st.fragment
def _bench(selection: frame.Selection) -> None:
    if st.session_state.pop("_bench_begun", False):
        st.rerun()
    with turns.turn():
        _drawn(selection)


def _drawn(selection: frame.Selection) -> None:
    at = _at(selection)
    if _named(at.ruleset) != _named(selection.ruleset):
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="workshop_head"):
        html.show(html.block(Markup("<h1>Workshop</h1>")), width="content")
        draft_toolbar.draw(at)
    compared = baseline.against(at, workbench.summary, draft_toolbar.steps)
    with st.container():  # always there, so that what stands below keeps its place and is not built anew
        draft_toolbar.recovered(at)
        _refused()
        hint_list.draw(at)
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        face = address.segments(
            "Change it as", list(FACES), "face", format_func=FACES.__getitem__, label_visibility="collapsed"
        )
        _DRAWN[face](at, compared)
    with right, st.container(key="workshop_impact"):
        workbench.impact_of(at, compared)
    frame.receipt(at.assessment)


def _named(ruleset: Ruleset) -> tuple[object, ...]:
    """What the choices at the top say of a ruleset."""
    return ruleset.title, ruleset.opens_on


def _at(selection: frame.Selection) -> open_draft.Bench:
    """The bench; where the draft was wiped meanwhile, the whole screen is drawn anew without it."""
    try:
        return open_draft.at(selection)
    except DataError as error:
        open_draft.show(error)
        st.rerun()


def _refused() -> None:
    if done := open_draft.sentences():
        html.show(html.block(html.repeated(Markup("<p>{}</p>"), done), role="status"))
    found = open_draft.problems()
    if not found:
        return
    shown = html.joined(_fault(problem) for problem in found[: frame.SHOWN_PROBLEMS])
    left = len(found) - frame.SHOWN_PROBLEMS
    more = Markup("<p>… and {} more.</p>").format(left) if left > 0 else Markup()
    html.show(html.block(Markup("<p><b>This was not taken over.</b></p>"), shown, more, role="alert"))


def _fault(problem: Problem) -> Markup:
    """A fault in a text with its line; any other in a sentence."""
    if problem.excerpt:
        return Markup('<div class="pp-problem"><pre>{}</pre></div>').format(str(problem))
    return Markup("<p>{}</p>").format(problem_list.sentence(problem))


draw()
