"""The game of two minutes: three cards, a prediction, one tap on a rule, and the field of all that fit as well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st
from markupsafe import Markup

from pilot.disclosure.guessing.offers import SimpleRule
from pilot.phrases import plural
from pilot.ruleset.changes.origins import changed_here
from pilot.views import html
from pilot.views.guess import playable, playing
from pilot.views.guess.field import Ring, field, table
from pilot.views.guess.predictions import PREDICTIONS
from pilot.views.guess.revealing import against
from pilot.views.guess.short_cards import short_cards
from pilot.views.guess.shown_round import ShownRound, shown_round
from pilot.views.pieces import marks
from pilot.views.visit import frame, top

CARDS = 3
HEADING = Markup("<h1>One rule moved some of these scores. Which?</h1>")
ASIDE = Markup('<p class="pp-quiet">{}</p>')
COUNT = Markup('<p class="pp-figure"><b>{number:,}</b><span>{words}</span></p>{rule}')
RULE = Markup('<p class="pp-true"><span class="pp-rule">{text}</span> {points} {basis}</p>')


def draw(selection: frame.Selection) -> None:
    """All of it within one window: the cards, below them the question at the left and the field at the right."""
    seed = playing.seed()
    playing.begin_anew(selection, seed, CARDS)
    shown = shown_round(selection, seed, CARDS, requested=False)
    style = html.style_sheet(Path(__file__).with_name("short_game.css"))
    if shown is None:
        html.show(style, html.block(HEADING, playable.no_round(selection.ruleset)))
        return
    rules = {f"{rule.kind}:{rule.points}": rule for rule in shown.offered}
    prediction = playing.put("guess_fits", PREDICTIONS)
    tapped = playing.put("guess_tap", rules if prediction else ())
    step = playing.step(ready=tapped is not None)
    top.begin("answer", f"{seed} {tapped is not None} {step}")
    aside = playable.instead(selection.ruleset) or playable.trivial(selection.ruleset, shown.items)
    html.show(style, html.block(HEADING, ASIDE.format(aside) if aside else Markup(), kind="pp-game"))
    with st.container(key="pp_game"):
        html.show(html.block(short_cards(shown, revealed=step == "revealed"), kind="pp-all-cards"))
        with st.container(key="pp_ask", gap="small"):
            _ask(shown, rules, prediction, tapped)
        own = rules.get(tapped or "")
        with st.container(key="pp_answer"):
            html.show(html.block(_count(shown, own, prediction, step), role="status"))
        with st.container(key="pp_next", horizontal=True, gap="small"):
            _next(seed, tapped, step)
        with st.container(key="pp_field"):
            html.show(html.block(_field(shown, own, step)))
        if own is not None:
            html.show(html.block(table(shown)))


def _ask(shown: ShownRound, rules: dict[str, SimpleRule], prediction: str | None, tapped: str | None) -> None:
    """The prediction, which stands once a rule is tapped, and the rules, which wait for it."""
    st.segmented_control(
        "1 · How many rules will fit?", list(PREDICTIONS), key="guess_fits",
        format_func=PREDICTIONS.__getitem__, disabled=tapped is not None, required=True, persist_state="session",
        width="stretch",
    )  # fmt: skip
    st.pills(
        "2 · Tap the rule", list(rules), key="guess_tap", format_func=lambda key: _chip(shown, rules[key]),
        disabled=prediction is None, required=True, persist_state="session",
        width="stretch",
    )  # fmt: skip


def _chip(shown: ShownRound, rule: SimpleRule) -> str:
    return f"{html.label(shown.title(rule.kind))} **{marks.points(rule.points)}**"


def _count(shown: ShownRound, own: SimpleRule | None, prediction: str | None, step: str) -> Markup:
    if own is None:
        words = "simple rules, a dot each"
        return COUNT.format(number=shown.family.size, words=words, rule="")
    fit = plural(shown.standing, "fits", "fit")
    yours = "Yours is one of them." if shown.stands(own) else "Yours does not."
    words = Markup("of {:,} rules {}. {}<br>{}").format(
        shown.family.size, fit, yours, against(prediction, shown.standing)
    )
    return COUNT.format(number=shown.standing, words=words, rule=_true(shown) if step == "revealed" else "")


def _true(shown: ShownRound) -> Markup:
    rule, ruleset = shown.round.rule, shown.deck.assessment.ruleset
    changed = changed_here(ruleset).words("rules", rule.id)
    return RULE.format(
        text=rule.text, points=marks.points_html(shown.round.points), basis=marks.basis(rule.source, changed)
    )


def _next(seed: int, tapped: str | None, step: str) -> None:
    if tapped is not None and step != "revealed":
        st.button("Show the true one", type="primary", on_click=playing.go, args=("revealed",))
    playing.another_round(seed)
    playing.turn_to("long")


def _field(shown: ShownRound, own: SimpleRule | None, step: str) -> Markup:
    if own is None:
        return field(shown.family, np.ones_like(shown.mask), ())
    return field(shown.family, shown.mask, _rings(shown, own, step))


def _rings(shown: ShownRound, own: SimpleRule, step: str) -> Sequence[Ring]:
    if step != "revealed":
        return (Ring(own, "yours", "pp-yours"),)
    if own == shown.hidden:
        return (Ring(own, "yours, and the true one", "pp-yours"),)
    return Ring(own, "yours", "pp-yours"), Ring(shown.hidden, "the true one", "pp-hidden")
