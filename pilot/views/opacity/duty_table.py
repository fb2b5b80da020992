"""Rulesets held against the yardsticks, each answer with its reason one tap away."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.yardsticks.registry import NOT_ADVICE, Answer, YardstickVerdict, yardsticks
from pilot.evaluation import Assessment
from pilot.report.receipt import Receipt
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.pieces import bars
from pilot.views.visit import address, frame, opened, world
from pilot.views.visit.resident_case import short_title

SIGNS: dict[Answer, str] = {"met": "●", "not met": "○", "not applicable": "–", "cannot be told": "?"}
MOST_OTHERS = 3


def draw(selection: frame.Selection, opacity: Opacity) -> None:
    """The table: the sidebar's ruleset as it is dialled, and up to three others."""
    others = _others(selection)
    first = [name for name in ("honest-shanghai", "open-pilot") if name in others][:2]
    chosen = address.several(
        "Beside it",
        list(others),
        "held",
        default=first,
        format_func=lambda name: others[name].title,
        max_selections=MOST_OTHERS,
    )
    held = [opacity.assessment, *(world.assessment(others[name], selection.city, selection.as_of) for name in chosen)]
    found = [_verdicts(each, str(Receipt.of(each))) for each in held]
    titles = [short_title(each.ruleset) for each in held]
    st.html(
        f'<div class="pp"><p class="pp-quiet">{NOT_ADVICE} Each answer opens to its reason and to the lines of the '
        f"ruleset that it rests on.</p>{_table(titles, found)}</div>"
    )


def _others(selection: frame.Selection) -> dict[str, Ruleset]:
    """The other rulesets that can be read and have opened on the day."""
    paths = {**world.rulesets(), **opened.rulesets()}
    found = {name: world.ruleset(path).value for name, path in paths.items() if name != st.session_state["ruleset"]}
    return {name: each for name, each in found.items() if each is not None and each.opens_on <= selection.as_of}


@st.cache_resource(max_entries=64, show_spinner=False)
def _verdicts(_assessment: Assessment, receipt: str) -> list[YardstickVerdict]:  # noqa: ARG001 (the key of the cache)
    return yardsticks(_assessment.ruleset, _assessment)


def _table(titles: list[str], found: list[list[YardstickVerdict]]) -> str:
    heads = ["Yardstick", *(f"~{title}" for title in titles)]
    rows = [
        [Markup(_duty(line[0])), *(Markup(_answer(verdict)) for verdict in line)] for line in zip(*found, strict=True)
    ]
    counted = [sum(verdict.answer == "met" for verdict in column) for column in found]
    asked = [sum(verdict.answer != "not applicable" for verdict in column) for column in found]
    rows.append(
        [
            Markup("Met, of those that apply"),
            *(Markup(f"{met} of {of}") for met, of in zip(counted, asked, strict=True)),
        ]
    )
    return f'<div class="pp-sticks">{bars.rows(rows, heads)}</div>'


def _duty(verdict: YardstickVerdict) -> str:
    duty = verdict.yardstick
    sources = "; ".join(
        f'<a href="{html.text(source.url)}" target="_blank" rel="noopener">{html.text(source.title)}</a>'
        if source.url
        else html.text(source.title)
        for source in duty.sources
    )
    unread = f"<p>Not read in a source: {html.text(duty.unchecked)}</p>" if duty.unchecked else ""
    return (
        f"<details><summary>{duty.id} · {html.text(duty.short)}</summary>"
        f"<p>{html.text(duty.law)}. {html.text(duty.duty)}</p>"
        f"<p>Asked here: {html.text(duty.test)}</p><p>{sources}</p>{unread}</details>"
    )


def _answer(verdict: YardstickVerdict) -> str:
    lines = ", ".join(f"<code>{html.text(line)}</code>" for line in verdict.rests_on)
    rests = f"<p>Rests on {lines}</p>" if lines else ""
    return (
        f'<details><summary><i aria-hidden="true">{SIGNS[verdict.answer]}</i>{verdict.answer}</summary>'
        f"<p>{html.text(verdict.reason)}</p>{rests}</details>"
    )
