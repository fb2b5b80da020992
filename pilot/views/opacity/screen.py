"""What is kept from whom?"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.report.receipt import Receipt
from pilot.ruleset.model.values import Audience
from pilot.views import html
from pilot.views.opacity import (
    both_sides,
    compact_dial,
    drawing_table,
    duty_table,
    envelopes,
    labels,
    number_page,
    number_tables_page,
)
from pilot.views.opacity.both_sides import DIALS, Side
from pilot.views.pieces import bars, dial
from pilot.views.visit import address, frame

PARTS = {
    "numbers": "Drawings",
    "label": "Label",
    "letters": "Letters",
    "yardsticks": "Yardsticks",
    "tables": "Tables",
}
REQUESTED = "requested"  # the screens Resident and Guess the rule know this choice as well


def draw() -> None:
    """The drawings of two rulesets side by side, or what stands behind them."""
    selection = frame.selection()
    html.show(bars.style(), number_page.style())
    part = str(st.session_state.get("show", address.given("show")))
    if part in PARTS and part != "numbers":
        _behind(selection)
    else:
        _drawings(selection)


def _audience() -> Audience:
    given = address.given("audience")
    return next((audience for audience in compact_dial.SEEN_BY if audience == given), "subject")


def _asks() -> bool:
    return str(st.session_state.get(REQUESTED, address.given(REQUESTED))) == "yes"


@st.fragment
def _drawings(selection: frame.Selection) -> None:
    sides = both_sides.sides(selection, _audience())
    choices = {key: both_sides.title_of(key, rules) for key, rules in both_sides.others(selection).items()}
    left, right = st.columns([4.9, 1], gap="medium")
    with left.container(key="opacity_rows_column"):
        drawing_table.draw(
            sides,
            choices,
            sides[1].key if len(sides) > 1 else None,
            selection,
            requested=_asks(),
            on_basis=_ask,
            on_second=lambda key: both_sides.choose(key, selection),
        )
    with right.container(key="opacity_dial"):
        compact_dial.draw(sides, _audience(), lambda words: _turn(sides, words), _look_as)
        _ways()
    others = [side for side in sides if side.place or side.turned]
    html.show(html.block(*map(_receipt, others), kind="pp-receipts"))


def _receipt(side: Side) -> Markup:
    turned = f", turned in {side.turned}" if side.turned else ""
    return Markup('<p class="pp-receipt">{}{}: {}</p>').format(side.title, turned, Receipt.of(side.opacity.assessment))


def _ask(basis: str) -> None:
    st.session_state[REQUESTED] = basis
    address.put(REQUESTED, "yes" if basis == "yes" else None)


def _look_as(audience: str) -> None:
    address.put("audience", None if audience == "subject" else audience)


def _turn(sides: list[Side], words: list[str]) -> None:
    for side, word in zip(sides, words, strict=False):
        if side.key != both_sides.SHIPPED:
            dial.turn(side.ruleset, word, DIALS[side.place])


def _ways() -> None:
    """Buttons to what stands behind the drawings; a button within this part of the page opens the whole page anew."""
    with st.container(key="opacity_ways", horizontal=True, gap="xsmall"):
        for part, name in PARTS.items():
            if part != "numbers" and st.button(name, key=f"_to_{part}"):
                address.choose("show", part)
                st.rerun()


def _behind(selection: frame.Selection) -> None:
    head = Markup("<h1>What is kept from <span>{}</span>?</h1>")
    html.show(html.block(head.format(selection.name_of(selection.subject_id)), kind="pp-behind-head"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        part = address.segments("Show", list(PARTS), "show", format_func=PARTS.__getitem__)
        if part == "tables":
            address.segments("Basis", list(drawing_table.BASES), REQUESTED, format_func=drawing_table.BASES.__getitem__)
    _banner(selection)
    if part == "tables":
        number_tables_page.draw(both_sides.sides(selection, _audience()), selection, requested=_asks())
    elif part == "label":
        labels.draw(selection)
    elif part == "yardsticks":
        duty_table.draw(selection, both_sides.first(selection))
    elif part == "letters":
        envelopes.draw(selection, both_sides.first(selection))


def _banner(selection: frame.Selection) -> None:
    """Says that a changed block is looked at, with the way back."""
    disclosure = dial.dialled(selection.ruleset)
    if disclosure is selection.ruleset.disclosure:
        return
    turned = compact_dial.turned_words(dial.turned(selection.ruleset, disclosure))
    receipt = Receipt.of(selection.assessment.disclosing(disclosure))
    changed = Markup('<p>{}</p><p class="pp-quiet">As dialled: {}</p>')
    html.show(html.block(changed.format(turned, receipt), kind="pp-changed"))
    st.button("Back to the shipped block", on_click=dial.back)


draw()
