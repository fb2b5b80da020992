"""Could you have known? A round of residents, what their screens let them see, and the rule hidden from them."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.guessing.rounds import Verdict, likeness
from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.views import html
from pilot.views.guess import cards, proposing, revealing
from pilot.views.guess.cards import ShownRound
from pilot.views.guess.proposing import Proposal
from pilot.views.visit import address, frame, links
from pilot.views.visit.resident_case import short_title

SIZES = ("4", "6", "8")
COUNTED = {4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight"}
STEPS = ("look", "tested", "asked", "revealed")
LAST_ROUND = 9_999
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
NO_ROUND = Markup(
    '<p class="pp-lead">{} has no rule for this game: a round needs a rule that moved the scores of two residents by '
    "the same points, in days in which nothing else did.</p>"
)
TRIVIAL = Markup(
    '<div class="pp-plain"><p>Here the game is trivial: {} Under a ruleset that hides its rules, you would have to '
    "guess.</p></div>"
)


def draw() -> None:
    """The residents, the form, and below them the answers that were requested so far."""
    selection = frame.selection()
    seed, requested = _seed(), _requested()
    residents = _residents()
    _begin_anew((selection.city.fingerprint, selection.ruleset.id, str(selection.as_of), seed, residents))
    shown = cards.shown_round(selection, seed, residents, requested=requested)
    html.show(cards.style(), html.block(Markup("<h1>Guess the rule</h1>"), _lead(selection, shown)))
    if shown is None:
        return
    _switches(seed, selection)
    place = st.empty()
    html.show(html.block(HOW, Markup("<h2>Your rule</h2>")))
    proposal = proposing.form(_by_title(shown), shown.titles, selection.city)
    step = _step(proposal)
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
            st.button("Ask the hidden rule", on_click=_go, args=("asked",))
        st.button("Reveal the rule", on_click=_go, args=("revealed",))


def _lead(selection: frame.Selection, shown: ShownRound | None) -> Markup:
    title = short_title(selection.ruleset)
    if shown is None:
        return NO_ROUND.format(title)
    return LEAD.format(
        number=COUNTED[len(shown.round.episodes)],
        city=selection.city.title,
        title=title,
        trivial=_trivial(shown, selection),
    )


def _trivial(shown: ShownRound, selection: frame.Selection) -> Markup:
    if not {"reasons", "rules"} & shown.items:
        return Markup()
    rulebook = links.to("rulebook", "The rulebook", ruleset=selection.ruleset.id)
    if "reasons" not in shown.items:
        why = Markup(
            "{} is open to the residents, who can look the rule up. "
            "What they still cannot see is whether it was applied to them."
        ).format(rulebook)
    else:
        why = Markup("every entry on the screen names its rule.")
        why += Markup(" {} is open as well.").format(rulebook) if "rules" in shown.items else ""
    return TRIVIAL.format(why)


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
        st.button("Another round", on_click=_another, args=(seed,), help="A link to this page brings this round back.")
        html.show(Markup('<p class="pp-round">Round {:,}</p>').format(seed))


def _seed() -> int:
    if "round" not in st.session_state:
        given = address.given("round") or ""
        st.session_state["round"] = int(given) if given.isdecimal() and 1 <= int(given) <= LAST_ROUND else 1
    seed = int(st.session_state["round"])
    address.put("round", str(seed))
    return seed


def _another(seed: int) -> None:
    st.session_state["round"] = seed % LAST_ROUND + 1


def _residents() -> int:
    """How many residents are shown; the switch itself stands further down."""
    given = str(st.session_state.get("seats", address.given("seats")))
    return int(given if given in SIZES else SIZES[1])


def _requested() -> bool:
    return str(st.session_state.get("requested", address.given("requested"))) == "yes"


def _begin_anew(dealt: tuple[object, ...]) -> None:
    """Takes the proposal off the table when another round is dealt; a link's own round keeps what the link says."""
    if st.session_state.setdefault("_guess_of", dealt) != dealt:
        for key in (*proposing.KEYS, "guess_step"):
            st.session_state.pop(key, None)
            address.put(key, None)
    st.session_state["_guess_of"] = dealt
    if "guess_step" not in st.session_state:
        given = address.given("guess_step")
        st.session_state["guess_step"] = given if given in STEPS else "look"


def _step(proposal: Proposal) -> str:
    """How far the class has gone, in the address; nothing is tested before all is put."""
    step = "look" if proposal.missing else str(st.session_state["guess_step"])
    address.put("guess_step", None if step == "look" else step)
    return step


def _go(step: str) -> None:
    st.session_state["guess_step"] = step


draw()
