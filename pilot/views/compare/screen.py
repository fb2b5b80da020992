"""What becomes of one life, or of one city, under several rulesets?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from pilot.phrases import count, day
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.compare import crossing, lifelines, lives
from pilot.views.pieces import bars, download, movers, score_curve
from pilot.views.pieces.everybody import GROUPINGS
from pilot.views.visit import address, choosable, frame, world
from pilot.views.visit.choosable import Choosable, called, called_shortly
from pilot.views.visit.figures import comparison_of, figures_of
from pilot.views.visit.resident_case import Account

MOST_OTHERS = 3
_OVER_TIME = Markup(
    '<h2>The score over time</h2><p class="pp-quiet">Each on its own scale, all on one axis of time. At the foot stand '
    "the records: a stroke is one that the ruleset reads, a ring one that it does not.</p>"
)
WHAT = {"life": "One resident", "city": "The whole city"}


def draw() -> None:
    """The rulesets set against the chosen one, and what they make of one resident or of everybody."""
    selection = frame.selection()
    html.show(bars.style(), html.block(Markup("<h1>Compare</h1>")))
    others = choosable.others()
    if not others:
        html.show(html.block(Markup("<p>There is no other ruleset to compare with. Open one at the top.</p>")))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        what = address.segments("Compare", list(WHAT), "what", format_func=WHAT.__getitem__)
        against = _against(selection, others)
    if what == "life":
        _life(selection, [selection.ruleset, *against.values()])
    else:
        _city(selection, against)


def _against(selection: frame.Selection, others: Mapping[str, Choosable]) -> dict[str, Ruleset]:
    """One to three others; where the choice at the top has taken the only one there was, the first that is left."""
    first = list(others)[:1]
    if "against" in st.session_state and not set(st.session_state["against"]) & set(others):
        st.session_state["against"] = first
    chosen = address.several(
        html.label(f"{called_shortly(selection.ruleset)} against"),
        list(others),
        "against",
        default=first,
        format_func=lambda name: others[name].title,
        max_selections=MOST_OTHERS,
        help="The first ruleset is the one at the top. Up to three more.",
    )
    return {name: others[name].ruleset for name in chosen or first}


def _life(selection: frame.Selection, rulesets: Sequence[Ruleset]) -> None:
    cases = lives.accounts(selection, rulesets)
    known = [case for case in cases if case is not None]
    heading = f"{selection.name_of(selection.subject_id)} on {day(selection.as_of)}"
    html.show(
        html.block(
            Markup("<h2>{}</h2>").format(heading),
            lives.reading(known) if known else Markup(),
            lives.cards(rulesets, cases),
        )
    )
    _lifelines(selection, [case for case in known if case.view is not None and case.ruleset.score is not None])
    if known:
        html.show(html.block(Markup("<h2>Record by record</h2>"), lives.table(known)))


def _lifelines(selection: frame.Selection, cases: Sequence[Account]) -> None:
    if not cases:
        return
    axis = lifelines.Axis.of([case.ruleset for case in cases], selection.as_of)
    html.show(html.block(_OVER_TIME))
    for number, case in enumerate(cases):
        steps, records = score_curve.steps_of(case), lives.filed_records(case)
        html.show(html.block(Markup("<h3>{}</h3>").format(called(case.ruleset)), kind="pp-curve"))
        read = sum(record.read for record in records)
        alt_text = (
            f"Score of {case.name} under {called(case.ruleset)}: {steps[0].score:,} on {steps[0].date}, "
            f"{steps[-1].score:,} on {selection.as_of}. It reads {read:,} of {count(len(records), 'record')}."
        )
        lifelines.draw(steps, records, case.ruleset, axis, alt_text=alt_text, key=f"_life_{number}")
        html.show(html.block(lives.scores(steps)))


def _city(selection: frame.Selection, against: Mapping[str, Ruleset]) -> None:
    other = _one_of(against)
    if other.opens_on > selection.as_of:
        later = f"{other.title} opens on {day(other.opens_on)}; choose a later day."
        html.show(html.block(Markup("<p>{}</p>").format(later)))
        return
    before, after = selection.assessment, world.assessment(other, selection.city, selection.as_of)
    comparison = comparison_of(before, after)
    figures = figures_of(before), figures_of(after)
    html.show(
        html.block(
            crossing.sentences(comparison),
            crossing.cross(comparison),
            crossing.effects(comparison, *figures),
            Markup("<h2>Who gains, who loses</h2>"),
        )
    )
    by = address.select("Residents by", list(GROUPINGS), "by", format_func=GROUPINGS.__getitem__, width=220)
    html.show(
        html.block(
            crossing.gains(comparison, by, GROUPINGS[by]),
            movers.movers(comparison, selection),
            movers.unchanged(comparison),
        )
    )
    receipts = figures[0].receipt, figures[1].receipt
    with st.container(horizontal=True, gap="medium"):
        download.csv("All residents and companies as CSV", comparison.subjects, "compared", *receipts)
        download.csv("All who moved as CSV", comparison.movers, "moved", *receipts)


def _one_of(against: Mapping[str, Ruleset]) -> Ruleset:
    """Grade is set against grade for two rulesets at a time."""
    if len(against) == 1:
        return next(iter(against.values()))
    side = address.segments("The city against", list(against), "side", format_func=lambda name: called(against[name]))
    return against[side]


draw()
