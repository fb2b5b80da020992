"""One resident's score under one ruleset, on an axis of time that several share, the records as marks below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas as pd
import streamlit as st

from pilot.ruleset.model import Ruleset
from pilot.views.parts.scorecurve import Step, bands_behind

HEIGHT = 190
GUTTER = 44
"""Pixels left of every curve, the same for all, so that their axes of time stand under each other."""


class Event(NamedTuple):
    """A record about the resident, and whether the ruleset reads it; `said` is its title and that in words."""

    date: dt.date
    record_id: str
    read: bool
    said: str


def _spec() -> dict[str, Any]:
    y_scale = alt.Scale(zero=False, nice=False, padding=0)
    score = alt.Y("score:Q", scale=y_scale)
    when = alt.X("date:T", title=None, axis=alt.Axis(grid=False, format="%Y", tickCount="year"))
    day = alt.Tooltip("date:T", title="Day", format="%Y-%m-%d")
    bands = (
        alt.Chart(alt.NamedData(name="bands"))
        .mark_rect()
        .encode(
            y=alt.Y(
                "low:Q",
                scale=y_scale,
                title=None,
                axis=alt.Axis(grid=False, tickCount=4, minExtent=GUTTER, maxExtent=GUTTER),
            ),
            y2=alt.Y2("high"),
            color=alt.ColorDatum("band", type="nominal"),
            opacity=alt.Opacity("ink:Q", scale=None),
        )
    )
    names = (
        alt.Chart(alt.NamedData(name="bands"))
        .mark_text(align="left", baseline="middle", dx=6, fontSize=12, fontWeight=600, color="currentColor")
        .encode(x=alt.value(0), y=alt.Y("middle:Q", scale=y_scale), text=alt.Text("label:N"))
    )
    steps = alt.Chart(alt.NamedData(name="steps"))
    line = steps.mark_line(interpolate="step-after", strokeWidth=1.75, color="currentColor").encode(x=when, y=score)
    dots = steps.mark_point(filled=True, size=24, opacity=1, color="currentColor").encode(
        x=when,
        y=score,
        tooltip=[
            day,
            alt.Tooltip("score:Q", title="Score", format=","),
            alt.Tooltip("said:N", title="What was posted"),
        ],
    )
    events = alt.Chart(alt.NamedData(name="events")).encode(
        x=when, y=alt.value("height"), tooltip=[day, alt.Tooltip("said:N", title="Record")]
    )
    unread = events.transform_filter("!datum.read").mark_point(
        shape="circle", size=30, strokeWidth=1.2, color="currentColor", yOffset=-8
    )
    read = events.transform_filter("datum.read").mark_point(
        shape="stroke", angle=90, size=120, strokeWidth=2.2, color="currentColor", yOffset=-8
    )
    spec = alt.layer(bands, names, line, dots, unread, read).properties(height=HEIGHT).to_dict()
    return {**{name: part for name, part in spec.items() if name != "$schema"}, "config": {"legend": {"disable": True}}}


SPEC = _spec()


def draw(
    steps: Sequence[Step],
    events: Iterable[Event],
    ruleset: Ruleset,
    span: tuple[dt.date, dt.date],
    *,
    alt_text: str,
    key: str,
) -> None:
    """The curve over `span`, first to last day of the axis; `steps` in order of time, at least one."""
    line = [*steps, Step(span[1], steps[-1].score, "stands so on this day")]
    datasets = {
        "bands": bands_behind(ruleset, steps),
        "steps": _dated(line),
        "events": _dated(list(events)) if events else pd.DataFrame({"date": [], "read": [], "said": []}),
    }
    st.vega_lite_chart(spec=_over(span) | {"datasets": datasets}, key=key, alt=alt_text)


def _dated(rows: Sequence[Step] | Sequence[Event]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame.assign(date=pd.to_datetime(frame["date"])) if len(frame) else frame


def _over(span: tuple[dt.date, dt.date]) -> dict[str, Any]:
    """The prebuilt spec with the shared ends of the time axis put into each layer that has one."""
    ends = [day.isoformat() for day in span]
    layers = []
    for layer in SPEC["layer"]:
        x = layer["encoding"].get("x", {})
        dated = {"x": {**x, "scale": {"domain": ends, "type": "utc"}}} if "field" in x else {}
        layers.append({**layer, "encoding": {**layer["encoding"], **dated}})
    return {**SPEC, "layer": layers}
