"""What is kept from whom?"""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.phrases import plural
from pilot.report.receipt import Receipt
from pilot.ruleset.model import Disclosure
from pilot.ruleset.model.values import Audience
from pilot.ruleset.reading.load import fingerprint
from pilot.views import html
from pilot.views.opacity import duty_table, envelopes, labels, number_page, numbers
from pilot.views.pieces import bars, dial
from pilot.views.visit import address, frame
from pilot.views.visit.resident_case import short_title

PARTS = {"numbers": "Numbers", "label": "Label", "yardsticks": "Yardsticks", "letters": "Letters"}
SEEN_BY: dict[str, str] = {"subject": "the resident", "public": "the public", "partner": "a partner"}


def draw() -> None:
    """The question, and one of four parts; a changed disclosure block holds in all of them."""
    selection = frame.selection()
    question = Markup('<h1>Opacity</h1><p class="pp-lead">What does {} keep from whom?</p>')
    head = question.format(short_title(selection.ruleset))
    html.show(bars.style(), number_page.style(), html.block(head))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        part = address.segments("Show", list(PARTS), "show", format_func=PARTS.__getitem__)
        if part == "numbers":
            address.segments("As seen by", list(SEEN_BY), "audience", format_func=SEEN_BY.__getitem__)
    {"numbers": _numbers, "label": _label, "yardsticks": _yardsticks, "letters": _letters}[part](selection)


@st.fragment
def _numbers(selection: frame.Selection) -> None:
    audience: Audience = st.session_state["audience"]
    disclosure = dial.dialled(selection.ruleset)
    name = selection.name_of(selection.subject_id)
    own = numbers_of(selection, audience, dialled=False)
    shipped = numbers.numbers(own, selection.subject_id, name)
    changed = disclosure is not selection.ruleset.disclosure
    now = numbers_of(selection, audience) if changed else own
    found = numbers.numbers(now, selection.subject_id, name) if changed else shipped
    before = shipped if changed else None
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        html.show(_uncovered(selection, now), number_page.page(found, before))
    with right.container(key="opacity_dial"):
        turned = _turned(selection, changed=changed)
        html.show(html.block(Markup('<h2>The dial</h2><p class="pp-quiet">{}</p>').format(turned)))
        dial.draw(selection.ruleset, disclosure, audience, number_page.small(found, before))
        if changed:
            receipt = Receipt.of(now.assessment)
            html.show(Markup('<p class="pp-receipt">As dialled: {}</p>').format(receipt))


def _turned(selection: frame.Selection, *, changed: bool) -> Markup:
    if not changed:
        return Markup("Who is shown what. Turn it and every number follows; the rules stay as they are.")
    turns = dial.turned(selection.ruleset, dial.dialled(selection.ruleset))
    places = plural(turns, "one place", f"{turns} places")
    return Markup("Who is shown what is changed in <b>{}</b>. The rules and everybody’s points are the same.").format(
        places
    )


def _uncovered(selection: frame.Selection, opacity: Opacity) -> Markup:
    if selection.subject_id in opacity.screens.index:
        return Markup()
    name = selection.name_of(selection.subject_id)
    sentence = Markup('<p class="pp-quiet">{} is not covered by this ruleset; the numbers are those of the others.</p>')
    return html.block(sentence.format(name))


def numbers_of(selection: frame.Selection, audience: Audience, *, dialled: bool = True) -> Opacity:
    """The numbers under the block as it is dialled, or as it was shipped; shared by all who look at the same."""
    ruleset = selection.ruleset
    disclosure = dial.dialled(ruleset) if dialled else ruleset.disclosure
    prints = (fingerprint(ruleset), selection.city.fingerprint, str(selection.as_of), dial.word(disclosure))
    make = partial(_opacity, selection, disclosure, audience)
    return numbers.known.get((prints, audience), make)


def _opacity(selection: frame.Selection, disclosure: Disclosure, audience: Audience) -> Opacity:
    return Opacity(selection.assessment.disclosing(disclosure), audience)


def _banner(selection: frame.Selection) -> None:
    """Says that a changed block is looked at, with the way back."""
    disclosure = dial.dialled(selection.ruleset)
    if disclosure is selection.ruleset.disclosure:
        return
    receipt = Receipt.of(selection.assessment.disclosing(disclosure))
    changed = Markup('<p>{}</p><p class="pp-quiet">As dialled: {}</p>')
    html.show(html.block(changed.format(_turned(selection, changed=True), receipt), kind="pp-changed"))
    st.button("Back to the shipped block", on_click=dial.back)


def _label(selection: frame.Selection) -> None:
    _banner(selection)
    labels.draw(selection, numbers_of(selection, "subject"))


def _yardsticks(selection: frame.Selection) -> None:
    _banner(selection)
    duty_table.draw(selection, numbers_of(selection, "subject"))


def _letters(selection: frame.Selection) -> None:
    _banner(selection)
    envelopes.draw(selection, numbers_of(selection, "subject"))


draw()
