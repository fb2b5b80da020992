"""A score over time as a step line, with the bands of the grades behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas as pd
import streamlit as st
from markupsafe import Markup

from pilot.disclosure.shown.level_words import UNLESS_REQUESTED
from pilot.disclosure.shown.view import Blank
from pilot.evaluation.one_subject.steps import grouped
from pilot.phrases import listed
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.pieces import bars, case_file, marks
from pilot.views.visit.resident_case import Account

HEIGHT = 300
ROOM = 0.12
"""How much of the span of scores stays free above and below the line."""
THINNEST = 0.055
"""The share of the chart's height that a line of text needs."""


class ScoreStep(NamedTuple):
    """The score at the end of a day on which something was posted, and what was."""

    date: dt.date
    score: int
    posted: str


def steps_of(case: Account) -> list[ScoreStep]:
    """One step for each day of the ledger, in order of time; empty where no score is kept."""
    steps: dict[dt.date, ScoreStep] = {}
    for line in case.lines:
        if line.score is not None:
            what = f"{case_file.amount_of(line)} {case_file.title(case, line)}"
            before = steps.get(line.date)
            steps[line.date] = ScoreStep(line.date, line.score, f"{before.posted}; {what}" if before else what)
    return list(steps.values())


def _spec() -> dict[str, Any]:
    """Bands in the one colour of grades, names beside them, the line in ink: `currentColor` follows light and dark."""
    y_scale = alt.Scale(zero=False, nice=False, padding=0)
    bands = (
        alt.Chart(alt.NamedData(name="bands"))
        .mark_rect()
        .encode(
            y=alt.Y("low:Q", scale=y_scale, title="Score", axis=alt.Axis(grid=False, tickCount=6, titlePadding=10)),
            y2=alt.Y2("high"),
            color=alt.ColorDatum("band", type="nominal"),
            opacity=alt.Opacity("ink:Q", scale=None),
        )
    )
    names = (
        alt.Chart(alt.NamedData(name="bands"))
        .mark_text(align="left", baseline="middle", dx=8, fontSize=13, fontWeight=600, color="currentColor")
        .encode(x=alt.value("width"), y=alt.Y("middle:Q", scale=y_scale), text=alt.Text("label:N"))
    )
    when = alt.X("date:T", title=None, axis=alt.Axis(grid=False, format="%Y", tickCount="year"))
    line = (
        alt.Chart(alt.NamedData(name="steps"))
        .mark_line(interpolate="step-after", strokeWidth=1.75, color="currentColor")
        .encode(x=when, y=alt.Y("score:Q", scale=y_scale))
    )
    dots = (
        alt.Chart(alt.NamedData(name="steps"))
        .mark_point(filled=True, size=30, opacity=1, color="currentColor")
        .encode(
            x=when,
            y=alt.Y("score:Q", scale=y_scale),
            tooltip=[
                alt.Tooltip("date:T", title="Day", format="%Y-%m-%d"),
                alt.Tooltip("score:Q", title="Score", format=","),
                alt.Tooltip("posted:N", title="What was posted"),
            ],
        )
    )
    spec = alt.layer(bands, names, line, dots).properties(height=HEIGHT).to_dict()
    return {**{name: part for name, part in spec.items() if name != "$schema"}, "config": {"legend": {"disable": True}}}


SPEC = _spec()
ALT = "The score as a step line over time, with the bands of the grades behind it. The table under it has the figures."
"""The same for everybody: the browser builds a chart anew when its description changes."""


def draw(case: Account, steps: Sequence[ScoreStep]) -> None:
    """The chart of `steps`, at least one, up to the account's day; below it what the resident sees, and a table."""
    as_of = case.explanation.as_of
    line = [*steps, ScoreStep(as_of, steps[-1].score, "stands so on this day")]
    frame = pd.DataFrame({"date": pd.to_datetime([step.date for step in line]), "score": [step.score for step in line]})
    posted = [step.posted for step in line]
    datasets = {"bands": bands_behind(case.ruleset, steps), "steps": frame.assign(posted=posted)}
    html.show(html.block(Markup("<h2>The score over time</h2>")))
    st.vega_lite_chart(spec=SPEC | {"datasets": datasets}, key="score_curve", alt=ALT)
    html.show(html.block(Markup("<p>{} {}</p>").format(_course(case, steps), _seen(case)), _table(steps)))


def _table(steps: Sequence[ScoreStep]) -> Markup:
    rows = [
        [Markup('<span class="pp-day">{}</span>').format(step.date), grouped(step.score), step.posted] for step in steps
    ]
    return bars.folded("The figures as a table", marks.table(["Day", "Score", "What was posted"], rows, numbers=[1]))


def _course(case: Account, steps: Sequence[ScoreStep]) -> str:
    """From where to where, and how far it went beyond both in between."""
    scores = [step.score for step in steps]
    first, last, begun, as_of = scores[0], scores[-1], steps[0].date, case.explanation.as_of
    if set(scores) == {first}:
        return f"At {grouped(first)} from {begun} to {as_of}."
    low, high = min(scores), max(scores)
    beyond = [
        *([f"as low as {grouped(low)}"] if low < min(first, last) else []),
        *([f"as high as {grouped(high)}"] if high > max(first, last) else []),
    ]
    between = f"; in between {listed(beyond, 'and')}" if beyond else ""
    return f"From {grouped(first)} on {begun} to {grouped(last)} on {as_of}{between}."


def _seen(case: Account) -> str:
    if case.view is None or case.view.score is None:
        return f"{case.viewer} sees nothing of this line."
    if isinstance(case.view.score, Blank):
        unless = f" {UNLESS_REQUESTED}" if case.view.score.on_request else ""
        grade = (
            "not even the grade" if isinstance(case.view.grade, Blank) else f"only the last grade, “{case.view.grade}”"
        )
        return f"{case.viewer} sees nothing of this line{unless}: {grade}."
    return f"Of this line {case.to_viewer} sees the last point, {grouped(case.view.score)}."


def bands_behind(ruleset: Ruleset, steps: Sequence[ScoreStep]) -> pd.DataFrame:
    """The bands that the line's neighbourhood touches, cut to it: low, high, middle, ink (a share), label.

    A band too thin for its name at the chart's height goes without it.
    """
    scores = [step.score for step in steps]
    room = max(1.0, (max(scores) - min(scores)) * ROOM, abs(max(scores)) * 0.02)
    bottom, top = min(scores) - room, max(scores) + room
    thinnest = (top - bottom) * THINNEST
    rows = []
    above = top
    for place, band in enumerate(ruleset.bands):
        low = bottom if band.from_ is None else min(max(float(band.from_), bottom), top)
        if low < above:
            ink = (4 + round(58 * place / max(len(ruleset.bands) - 1, 1))) / 100
            rows.append((low, above, (low + above) / 2, ink, band.grade if above - low >= thinnest else ""))
            above = low
    return pd.DataFrame(
        rows or [(bottom, top, (bottom + top) / 2, 0.0, "")], columns=["low", "high", "middle", "ink", "label"]
    )
