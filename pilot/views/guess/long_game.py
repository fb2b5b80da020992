"""The long game: four residents or more, a rule with conditions, and step by step what there was to know."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.guessing.rounds import Verdict, likeness
from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.views import html
from pilot.views.guess import cards, playable, playing, proposing, revealing
from pilot.views.guess.proposing import Proposal
from pilot.views.guess.shown_round import ShownRound, shown_round
from pilot.views.visit import address, frame
from pilot.views.visit.resident_case import short_title

SIZES = ("4", "6", "8")
COUNTED = {4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight"}
HOW = Markup("""<details><summary>How a round is made, and what the words mean</summary>
<p>The days are chosen so that at most one rule moved a score in them, by the same points for every record of one kind.
Residents who were ever on a list, whose grade a rule set by itself, or whose score follows that of relatives are left
out. The screen is that of the day before the first record and that of the last, each as soon as it could be seen.</p>
<p>A screen <b>fits</b> your rule if it could not look as it does had what your rule foretells not come about; it
<b>contradicts</b> your rule if it could not look so under your rule; otherwise it <b>cannot be told</b>.</p>
</details>""")
LEAD = Markup(
    '<p class="pp-lead">{number} residents of {city}, a few days of each, and what <i>{title}</i> let them see. '
    "All that came on record in these days is told. One rule moved some of these scores, and nothing else did. "
    "Which?</p>{trivial}"
)
TRIVIAL = Markup('<div class="pp-plain"><p>{} Under a ruleset that hides its rules, you would have to guess.</p></div>')


def draw(selection: frame.Selection) -> None:
    """The residents, the form, and below them the answers that were requested so far."""
    seed, requested, residents = playing.seed(), _requested(), _residents()
    playing.begin_anew(selection, seed, residents)
    shown = shown_round(selection, seed, residents, requested=requested)
    html.show(cards.style(), html.block(Markup("<h1>Guess the rule</h1>"), _lead(selection, shown)))
    if shown is None:
        return
    _switches(seed, selection)
    place = st.empty()
    html.show(html.block(HOW, Markup("<h2>Your rule</h2>")))
    proposal = proposing.form(_by_title(shown), shown.titles, selection.city)
    step = playing.step(ready=not proposal.missing)
    verdicts = shown.verdicts(proposal.rule) if proposal.rule and step != "look" else None
    with place:
        heading = Markup("<h2>What happened, and what they saw</h2>")
        html.show(html.block(heading, cards.cards(shown, verdicts)))
    if st.session_state["guess_step"] != "look" and proposal.missing:
        html.show(html.block(Markup("<p>Before the test, give {}.</p>").format(proposal.missing), role="alert"))
    elif verdicts is not None:
        _answers(shown, proposal, verdicts, step)


def _answers(shown: ShownRound, proposal: Proposal, verdicts: tuple[Verdict, ...], step: str) -> None:
    html.show(html.block(revealing.tested(shown, proposal, verdicts)))
    hidden = shown.round.rule
    if step in ("asked", "revealed") and proposal.rule is not None:
        html.show(html.block(revealing.compared(likeness(proposal.rule, hidden, shown.deck.assessment))))
    if step == "revealed":
        html.show(html.block(revealing.revealed(shown)))
        return
    with st.container(horizontal=True, gap="small"):
        if step == "tested":
            st.button("Ask the hidden rule", on_click=playing.go, args=("asked",))
        st.button("Reveal the rule", on_click=playing.go, args=("revealed",))


def _lead(selection: frame.Selection, shown: ShownRound | None) -> Markup:
    if shown is None:
        return playable.no_round(selection.ruleset)
    why = playable.trivial(selection.ruleset, shown.items)
    return LEAD.format(
        number=COUNTED[len(shown.round.episodes)],
        city=selection.city.title,
        title=short_title(selection.ruleset),
        trivial=TRIVIAL.format(why) if why else "",
    )


def _by_title(shown: ShownRound) -> list[str]:
    return sorted(shown.family.kinds, key=lambda kind: shown.title(kind).lower())


def _switches(seed: int, selection: frame.Selection) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if selection.ruleset.disclosure.on_request("subject"):
            address.segments(
                "The residents’ screens", ["no", "yes"], "requested",
                format_func={"no": "as they come", "yes": ON_REQUEST}.__getitem__,
            )  # fmt: skip
        address.segments("Residents", SIZES, "seats", default=SIZES[1])
        playing.another_round(seed)
        playing.turn_to("short")
        html.show(Markup('<p class="pp-round">Round {:,}</p>').format(seed))


def _residents() -> int:
    """How many residents are shown; the switch itself stands further down."""
    given = str(st.session_state.get("seats", address.given("seats")))
    return int(given if given in SIZES else SIZES[1])


def _requested() -> bool:
    return str(st.session_state.get("requested", address.given("requested"))) == "yes"
