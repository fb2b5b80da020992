"""Rulesets held against the yardsticks, each answer with its reason one tap away."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.yardsticks.registry import NOT_ADVICE, Answer, YardstickVerdict, yardsticks
from pilot.evaluation import Assessment
from pilot.evaluation.memo import Memo
from pilot.report.receipt import Receipt
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.visit import address, frame, opened, world
from pilot.views.visit.resident_case import short_title

SIGNS: dict[Answer, str] = {"met": "●", "not met": "○", "not applicable": "–", "cannot be told": "?"}
MOST_OTHERS = 3
DUTY = Markup(
    "<details><summary>{id} · {short}</summary><p>{law}. {duty}</p>"
    "<p>Asked here: {test}</p><p>{sources}</p>{unread}</details>"
)
ANSWER = Markup('<details><summary><i aria-hidden="true">{sign}</i>{answer}</summary><p>{reason}</p>{rests}</details>')


def draw(selection: frame.Selection, opacity: Opacity) -> None:
    """The table: the chosen ruleset as it is dialled, and up to three others."""
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
    found = [_verdicts(assessment, str(Receipt.of(assessment))) for assessment in held]
    titles = [short_title(assessment.ruleset) for assessment in held]
    how = "Each answer opens to its reason and to the lines of the ruleset that it rests on."
    about = Markup('<p class="pp-quiet">{} {}</p>').format(NOT_ADVICE, how)
    html.show(html.block(about, _table(titles, found)))


def _others(selection: frame.Selection) -> dict[str, Ruleset]:
    """The other rulesets that can be read and have opened on the day."""
    sources = opened.all_rulesets()
    found = {
        name: world.ruleset(source).value for name, source in sources.items() if name != st.session_state["ruleset"]
    }
    return {
        name: ruleset for name, ruleset in found.items() if ruleset is not None and ruleset.opens_on <= selection.as_of
    }


_known = Memo(64)


def _verdicts(assessment: Assessment, receipt: str) -> list[YardstickVerdict]:
    return _known.get(receipt, lambda: yardsticks(assessment.ruleset, assessment))


def _table(titles: list[str], found: list[list[YardstickVerdict]]) -> Markup:
    heads = ["Yardstick", *(f"~{title}" for title in titles)]
    rows: list[list[str]] = [
        [_duty(line[0]), *(_answer(verdict) for verdict in line)] for line in zip(*found, strict=True)
    ]
    counted = [sum(verdict.answer == "met" for verdict in column) for column in found]
    applicable = [sum(verdict.answer != "not applicable" for verdict in column) for column in found]
    rows.append(["Met, of those that apply", *(f"{met} of {of}" for met, of in zip(counted, applicable, strict=True))])
    return Markup('<div class="pp-sticks">{}</div>').format(bars.rows(rows, heads))


def _duty(verdict: YardstickVerdict) -> Markup:
    duty = verdict.yardstick
    unread = Markup("<p>Not read in a source: {}</p>").format(duty.unchecked) if duty.unchecked else ""
    return DUTY.format(
        id=duty.id,
        short=duty.short,
        law=duty.law,
        duty=duty.duty,
        test=duty.test,
        sources=html.joined((marks.link(source.title, source.url) for source in duty.sources), "; "),
        unread=unread,
    )


def _answer(verdict: YardstickVerdict) -> Markup:
    lines = html.joined((Markup("<code>{}</code>").format(line) for line in verdict.rests_on), ", ")
    rests = Markup("<p>Rests on {}</p>").format(lines) if lines else ""
    return ANSWER.format(sign=SIGNS[verdict.answer], answer=verdict.answer, reason=verdict.reason, rests=rests)
