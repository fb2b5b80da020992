"""Where does each claim come from, and who disputes it?"""

from __future__ import annotations

import streamlit as st

from pilot.errors import DataError
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sources.bibliography import CitedSource, bibliography
from pilot.ruleset.sources.claims import Claims
from pilot.views import html
from pilot.views.pieces import bars, reading_style, registers
from pilot.views.visit import address, frame, links, world

CHAPTERS = {"sources": "Sources", "disputes": "Where they disagree", "gaps": "What could not be found"}


def draw() -> None:
    """What the shipped rulesets rest on, in a sentence, and below it one of three chapters."""
    own = frame.selection().ruleset if links.own("ruleset") else None
    rulesets = [*_shipped(), *([own] if own else [])]
    try:
        claims = registers.shipped_claims()
    except DataError as error:
        st.html(f'<div class="pp" role="alert"><h1>Sources</h1><pre>{html.text(error)}</pre></div>')
        return
    entries = bibliography(rulesets, claims)
    st.html(
        f'{bars.style()}{reading_style.style()}<div class="pp"><h1>Sources</h1>{_said(rulesets, entries, claims)}</div>'
    )
    chapter = address.segments(
        "Chapter", list(CHAPTERS), "register", format_func=CHAPTERS.__getitem__, label_visibility="collapsed"
    )
    if chapter == "sources":
        st.html(f'<div class="pp">{_bases(rulesets)}<h2>The sources</h2>{registers.sources(entries, own)}</div>')
    elif chapter == "disputes":
        st.html(f'<div class="pp">{_disputes(claims, rulesets)}</div>')
    else:
        st.html(f'<div class="pp"><h2>What could not be found</h2>{registers.not_found(claims)}</div>')


def _shipped() -> list[Ruleset]:
    read = (world.ruleset(path).value for path in world.rulesets().values())
    return [ruleset for ruleset in read if ruleset is not None]


def _said(rulesets: list[Ruleset], entries: tuple[CitedSource, ...], claims: Claims) -> str:
    used = sum(any(use.rests for use in entry.uses) for entry in entries)
    whole = [ruleset for ruleset in rulesets if ruleset.extends is None]
    variants = len(rulesets) - len(whole)
    besides = f", and {variants} that differ from them in part," if variants else ""
    return (
        f'<p class="pp-lead">{len(whole)} rulesets{besides} rest on {used} sources. {len(entries) - used} more are '
        f"heard where the sources disagree, on {len(claims.disagreements)} questions.</p><p>Many pages were read in "
        "their opening part alone; laws and rule texts were read whole where they could be had. Nothing was looked "
        "up again on a live page.</p>"
    )


def _bases(rulesets: list[Ruleset]) -> str:
    return (
        "<h2>How much the sources carry</h2><p>Every rule says how much of it stands in its source. These are the "
        f"numbers of rules.</p>{registers.basis_table([each for each in rulesets if each.extends is None])}"
    )


def _disputes(claims: Claims, rulesets: list[Ruleset]) -> str:
    return (
        "<h2>Where the sources disagree</h2><p>The positions stand side by side, in our own words; the order is no "
        "judgement. Under each stands what this project does about "
        f"it.</p>{registers.disagreements(claims, rulesets)}"
    )


draw()
