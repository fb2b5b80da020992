"""Every ruleset that the visitor can set beside another: those for everybody, the opened ones and their own drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from pilot.ruleset.changes.origins import begun_from, title_of
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import fingerprint
from pilot.views.visit import opened, own_drafts, world
from pilot.views.visit.own_drafts import Mine
from pilot.views.visit.resident_case import short_title


@dataclass(frozen=True)
class Choosable:
    """A ruleset that can be read, and what menus call it."""

    ruleset: Ruleset
    title: str


def others() -> Mapping[str, Choosable]:
    """All but the one that is chosen at the top, by the names that the address has for them."""
    drafts = own_drafts.last_seen()
    sources = {**opened.all_rulesets(), **{name: mine.source for name, mine in drafts.items()}}
    now = st.session_state["ruleset"]
    read = {name: world.ruleset(source).value for name, source in sources.items() if name != now}
    return {name: _choosable(ruleset, drafts.get(name)) for name, ruleset in read.items() if ruleset is not None}


def _choosable(ruleset: Ruleset, mine: Mine | None) -> Choosable:
    if mine is None:
        return Choosable(ruleset, ruleset.title)
    if start := world.ruleset(mine.start).value:
        begun_from(ruleset, start)
    return Choosable(ruleset, f"{ruleset.title} ({mine.whose})")


def called(ruleset: Ruleset) -> str:
    """The title, and of a draft of the visitor's which one it is."""
    whose = _whose(ruleset)
    return f"{ruleset.title} ({whose})" if whose else title_of(ruleset)


def called_shortly(ruleset: Ruleset) -> str:
    """The same as a sentence and the head of a column have it."""
    whose = _whose(ruleset)
    return f"{short_title(ruleset)} ({whose})" if whose else short_title(ruleset)


def _whose(ruleset: Ruleset) -> str:
    """All drafts that are changed and hold it, since figures are kept by what a ruleset holds and not by its name."""
    now = fingerprint(ruleset)
    holding = [
        mine.whose
        for mine in own_drafts.last_seen().values()
        if mine.stored.text != mine.stored.start_text
        if (read := world.ruleset(mine.source).value) is not None and fingerprint(read) == now
    ]
    return ", ".join(holding)
