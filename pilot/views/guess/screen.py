"""Could you have known? A round of residents, what their screens let them see, and the rule that nobody told them."""

from __future__ import annotations

import streamlit as st

from pilot.disclosure.guessing.rounds import Verdict, likeness
from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.views import html
from pilot.views.guess import cards, proposing, revealing
from pilot.views.guess.cards import Table
from pilot.views.guess.proposing import Proposal
from pilot.views.visit import address, frame, links
from pilot.views.visit.resident_case import short_title

SIZES = ("4", "6", "8")
COUNTED = {4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight"}
STEPS = ("look", "tested", "asked", "revealed")
LAST_ROUND = 9_999
HOW = """<details><summary>How a round is made, and what the words mean</summary>
<p>The days are chosen so that at most one rule moved a score in them, by the same points for every record of one kind.
Residents who were ever on a list, whose grade a rule set by itself, or whose score follows that of relatives are left
out. The screen is that of the day before the first record and that of the last, each as soon as it could be seen.</p>
<p>A screen <b>fits</b> your rule if it could not look as it does had what your rule foretells not come about; it
<b>contradicts</b> your rule if it could not look so under your rule; otherwise it <b>cannot be told</b>.</p>
</details>"""


def draw() -> None:
    """The residents, the form, and below them what has been asked for so far."""
    selection = frame.selection()
    seed, asked = _seed(), _asks()
    residents = _residents()
    _begin_anew((selection.city.fingerprint, selection.ruleset.id, str(selection.as_of), seed, residents))
    shown = cards.table(selection, seed, residents, asked=asked)
    st.html(f'{cards.style()}<div class="pp"><h1>Guess the rule</h1>{_lead(selection, shown)}</div>')
    if shown is None:
        return
    _switches(seed, selection)
    place = st.empty()
    st.html(f'<div class="pp">{HOW}<h2>Your rule</h2></div>')
    proposal = proposing.form(_by_title(shown), shown.titles, selection.city)
    step = _step(proposal)
    verdicts = shown.verdicts(proposal.rule) if proposal.rule and step != "look" else None
    place.html(f'<div class="pp"><h2>What happened, and what they saw</h2>{cards.cards(shown, verdicts)}</div>')
    if st.session_state["guess_step"] != "look" and proposal.missing:
        st.html(f'<div class="pp" role="alert"><p>Before the test, give {proposal.missing}.</p></div>')
    elif verdicts is not None:
        _answers(shown, proposal, verdicts, step)


def _answers(shown: Table, proposal: Proposal, verdicts: tuple[Verdict, ...], step: str) -> None:
    st.html(f'<div class="pp">{revealing.tested(shown, proposal, verdicts)}</div>')
    hidden = shown.round.rule
    if step in ("asked", "revealed") and proposal.rule is not None:
        st.html(f'<div class="pp">{revealing.asked(likeness(proposal.rule, hidden, shown.deck.assessment))}</div>')
    if step == "revealed":
        st.html(f'<div class="pp">{revealing.revealed(shown)}</div>')
        return
    with st.container(horizontal=True, gap="small"):
        if step == "tested":
            st.button("Ask the hidden rule", on_click=_go, args=("asked",))
        st.button("Reveal the rule", on_click=_go, args=("revealed",))


def _lead(selection: frame.Selection, shown: Table | None) -> str:
    title = html.text(short_title(selection.ruleset))
    if shown is None:
        return (
            f'<p class="pp-lead">{title} has no rule for this game: a round needs a rule that moved the scores of two '
            "residents by the same points, in days in which nothing else did.</p>"
        )
    told = COUNTED[len(shown.round.episodes)]
    return (
        f'<p class="pp-lead">{told} residents of {html.text(selection.city.title)}, a few days of each, and what '
        f"<i>{title}</i> let them see. All that came on record in these days is told. One rule moved some of these "
        f"scores, and nothing else did. Which?</p>{_trivial(shown, selection)}"
    )


def _trivial(shown: Table, selection: frame.Selection) -> str:
    rulebook = links.to("rulebook", "The rulebook", ruleset=selection.ruleset.id)
    if "reasons" in shown.items:
        said = (
            f"Here the game is trivial: every entry on the screen names its rule. {rulebook} is open as well."
            if ("rules" in shown.items)
            else "Here the game is trivial: every entry on the screen names its rule."
        )
    elif "rules" in shown.items:
        said = (
            f"Here the game is trivial: {rulebook} is open to the residents, who can look the rule up. "
            "What they still cannot see is whether it was applied to them."
        )
    else:
        return ""
    return f'<div class="pp-plain"><p>{said} Under a ruleset that hides its rules, you would have to guess.</p></div>'


def _by_title(shown: Table) -> list[str]:
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
        st.html(f'<p class="pp-round">Round {seed:,}</p>')


def _seed() -> int:
    if "round" not in st.session_state:
        said = address.given("round") or ""
        st.session_state["round"] = int(said) if said.isdecimal() and 1 <= int(said) <= LAST_ROUND else 1
    seed = int(st.session_state["round"])
    address.put("round", str(seed))
    return seed


def _another(seed: int) -> None:
    st.session_state["round"] = seed % LAST_ROUND + 1


def _residents() -> int:
    """How many residents are told of; the switch itself stands further down."""
    said = str(st.session_state.get("seats", address.given("seats")))
    return int(said if said in SIZES else SIZES[1])


def _asks() -> bool:
    return str(st.session_state.get("requested", address.given("requested"))) == "yes"


def _begin_anew(dealt: tuple[object, ...]) -> None:
    """Takes the proposal off the table when another round is dealt; a link's own round keeps what the link says."""
    if st.session_state.setdefault("_guess_of", dealt) != dealt:
        for key in (*proposing.KEYS, "guess_step"):
            st.session_state.pop(key, None)
            address.put(key, None)
    st.session_state["_guess_of"] = dealt
    if "guess_step" not in st.session_state:
        said = address.given("guess_step")
        st.session_state["guess_step"] = said if said in STEPS else "look"


def _step(proposal: Proposal) -> str:
    """How far the class has gone, in the address; nothing is tested before all is put."""
    step = "look" if proposal.missing else str(st.session_state["guess_step"])
    address.put("guess_step", None if step == "look" else step)
    return step


def _go(step: str) -> None:
    st.session_state["guess_step"] = step


draw()
