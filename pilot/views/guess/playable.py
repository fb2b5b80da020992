"""Whether there is something to guess: where the game begins, and the sentences for where there is nothing."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st
from markupsafe import Markup

from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item
from pilot.views.visit import address, frame, links, world
from pilot.views.visit.resident_case import short_title

HARD = "honest-shanghai"
"""The ruleset that shows a word and hides its rules."""
_INSTEAD = "_guess_instead"
NO_ROUND = Markup(
    '<p class="pp-lead">{} has no rule for this game: a round needs a rule that moved the scores of two residents by '
    "the same points, in days in which nothing else did.</p>"
)


def begin_where_it_is_hard(selection: frame.Selection) -> None:
    """Turns from a ruleset of the product that shows its rules to one that hides them.

    What a visitor opened or drafted stays, and so does the round to which a link leads.
    """
    chosen, there = str(st.session_state["ruleset"]), world.rulesets()
    if address.given("round") is not None or chosen not in there or chosen == HARD:
        return
    can_be_read = HARD in there and world.ruleset(there[HARD]).value is not None
    if can_be_read and _is_open(selection.ruleset.disclosure.open_to("subject", requested=False)):
        st.session_state[_INSTEAD] = short_title(selection.ruleset)
        address.choose_anew("ruleset", HARD)


def instead(ruleset: Ruleset) -> Markup:
    """Which ruleset this was turned to, and from which; nothing where it was chosen."""
    other = st.session_state.get(_INSTEAD)
    if other is None or ruleset.id != HARD:
        return Markup()
    return Markup("{} hides its rules; {} shows them.").format(short_title(ruleset), other)


def _is_open(items: Collection[Item]) -> bool:
    return bool({"reasons", "rules"} & set(items))


def trivial(ruleset: Ruleset, items: Collection[Item]) -> Markup:
    """Why there is nothing to guess; nothing where the residents see neither the rules nor their reasons."""
    if not _is_open(items):
        return Markup()
    rulebook = links.to("rulebook", "The rulebook", ruleset=ruleset.id)
    if "reasons" not in items:
        return Markup(
            "Here the game is trivial: {} is open to the residents, who can look the rule up. "
            "What they still cannot see is whether it was applied to them."
        ).format(rulebook)
    also = Markup(" {} is open as well.").format(rulebook) if "rules" in items else ""
    return Markup("Here the game is trivial: every entry on the screen names its rule.{}").format(also)


def no_round(ruleset: Ruleset) -> Markup:
    """That the city has too little for a round."""
    return NO_ROUND.format(short_title(ruleset))
