"""The two rulesets that stand side by side: the one chosen at the top, and a second one, each as it is dialled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from pilot.disclosure.opacity.measures import Opacity
from pilot.evaluation import Assessment
from pilot.evaluation.memo import Memo
from pilot.ruleset.model import Disclosure, Ruleset
from pilot.ruleset.model.values import Audience
from pilot.ruleset.reading.load import fingerprint
from pilot.views.pieces import dial
from pilot.views.visit import address, frame, opened, world
from pilot.views.visit.resident_case import short_title

FIRST_BESIDE = ("honest-shanghai", "rongcheng")
SHIPPED = "shipped"
"""The key of the chosen ruleset itself, with the block that it came with, beside one that was turned."""
DIALS = ("dial", "dial2")
"""Where the address keeps the block of each side."""
known = Memo(96, 400_000_000)
"""The opacity of rulesets and cities that were looked at, with the assessment of each."""


@dataclass(frozen=True)
class Side:
    """One ruleset beside another: its place (0 is the one chosen at the top), its own block, and its numbers."""

    place: int
    key: str
    ruleset: Ruleset
    opacity: Opacity

    @property
    def title(self) -> str:
        """What it is called in a column."""
        return title_of(self.key, self.ruleset)

    @property
    def disclosure(self) -> Disclosure:
        """The block as it is dialled."""
        return self.opacity.assessment.ruleset.disclosure

    @property
    def turned(self) -> int:
        """In how many places it is another than the ruleset came with."""
        return dial.turned(self.ruleset, self.disclosure)

    @property
    def print(self) -> tuple[str, str]:
        """What all its numbers follow from, apart from city, day and audience."""
        return fingerprint(self.ruleset), dial.word(self.disclosure)


def title_of(key: str, ruleset: Ruleset) -> str:
    """What a ruleset that stands under a key is called in a column."""
    return short_title(ruleset) + (", as shipped" if key == SHIPPED else "")


def others(selection: frame.Selection) -> Mapping[str, Ruleset]:
    """What may stand beside: the other rulesets that can be read and have opened, and the chosen one as it was."""
    sources = opened.all_rulesets()
    chosen = st.session_state.get("ruleset")
    read = {name: world.ruleset(source).value for name, source in sources.items() if name != chosen}
    found = {name: rules for name, rules in read.items() if rules is not None and rules.opens_on <= selection.as_of}
    first = {name: found[name] for name in FIRST_BESIDE if name in found}
    turned = dial.dialled(selection.ruleset) is not selection.ruleset.disclosure
    return {**first, **({SHIPPED: selection.ruleset} if turned else {}), **found}


def second(selection: frame.Selection) -> str | None:
    """The key of the ruleset beside; what the address says if it is there, else the first there is."""
    there = others(selection)
    given = address.given("second") or ""
    return given if given in there else next(iter(there), None)


def choose(key: str, selection: frame.Selection) -> None:
    """Puts another ruleset beside, which begins with its own block."""
    if key in others(selection):
        address.choose("second", key)
        address.put(DIALS[1], None)


def sides(selection: frame.Selection, audience: Audience) -> list[Side]:
    """The chosen ruleset, and the one beside it where there is any."""
    found = [_side(selection, 0, "", selection.ruleset, dial.dialled(selection.ruleset), audience)]
    key = second(selection)
    if key is not None:
        rules = others(selection)[key]
        block = rules.disclosure if key == SHIPPED else dial.dialled(rules, DIALS[1])
        found.append(_side(selection, 1, key, rules, block, audience))
    return found


def first(selection: frame.Selection, audience: Audience = "subject") -> Opacity:
    """The numbers of the chosen ruleset as it is dialled."""
    return _side(selection, 0, "", selection.ruleset, dial.dialled(selection.ruleset), audience).opacity


def _side(
    selection: frame.Selection, place: int, key: str, ruleset: Ruleset, block: Disclosure, audience: Audience
) -> Side:
    prints = (fingerprint(ruleset), selection.city.fingerprint, str(selection.as_of), dial.word(block))
    assessment = world.assessment(ruleset, selection.city, selection.as_of)
    make = partial(_opacity, assessment, block, audience)
    return Side(place, key, ruleset, known.get((prints, audience), make))


def _opacity(assessment: Assessment, block: Disclosure, audience: Audience) -> Opacity:
    return Opacity(assessment.disclosing(block), audience)
