"""One resident's score under one ruleset, on an axis of time that several share, the records as marks below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas as pd
import streamlit as st

from pilot.ruleset.model import Ruleset
from pilot.views.pieces.score_curve import ScoreStep, bands_behind

HEIGHT = 190
GUTTER = 44
"""Pixels left of every curve, the same for all, so that their axes of time stand under each other."""


class FiledRecord(NamedTuple):
    """A record about the resident, and whether the ruleset reads it; `label` is its title and that in words."""

    date: dt.date
    record_id: str
    read: bool
    label: str


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
    beside = alt.value("width")
    names = _words("bands", opacity=1).encode(x=beside, y=alt.Y("middle:Q", scale=y_scale), text=alt.Text("label:N"))
    # A name that nobody sees holds the same room on the right of every curve.
    room = _words("room", opacity=0).encode(x=beside, y=alt.value(10), text=alt.Text("label:N"))
    steps = alt.Chart(alt.NamedData(name="steps"))
    line = steps.mark_line(interpolate="step-after", strokeWidth=1.75, color="currentColor").encode(x=when, y=score)
    dots = steps.mark_point(filled=True, size=24, opacity=1, color="currentColor").encode(
        x=when,
        y=score,
        tooltip=[
            day,
            alt.Tooltip("score:Q", title="Score", format=","),
            alt.Tooltip("posted:N", title="What was posted"),
        ],
    )
    records = alt.Chart(alt.NamedData(name="records")).encode(
        x=when, y=alt.value("height"), tooltip=[day, alt.Tooltip("label:N", title="Record")]
    )
    unread = records.transform_filter("!datum.read").mark_point(
        shape="circle", size=30, strokeWidth=1.2, color="currentColor", yOffset=-8
    )
    read = records.transform_filter("datum.read").mark_point(
        shape="stroke", angle=90, size=120, strokeWidth=2.2, color="currentColor", yOffset=-8
    )
    spec = alt.layer(bands, names, room, line, dots, unread, read).properties(height=HEIGHT).to_dict()
    return {**{name: part for name, part in spec.items() if name != "$schema"}, "config": {"legend": {"disable": True}}}


def _words(data: str, *, opacity: float) -> alt.Chart:
    words: alt.Chart = alt.Chart(alt.NamedData(name=data)).mark_text(
        align="left", baseline="middle", dx=8, fontSize=12, fontWeight=600, color="currentColor", fillOpacity=opacity
    )
    return words


SPEC = _spec()


class Axis(NamedTuple):
    """What the curves that stand under each other share: the first and the last day, and the longest name of a band."""

    first: dt.date
    last: dt.date
    widest: str

    @classmethod
    def of(cls, rulesets: Sequence[Ruleset], as_of: dt.date) -> Axis:
        """From the first opening to the day that is looked at, with room for every grade of the rulesets."""
        grades = [grade for ruleset in rulesets for grade in ruleset.grades]
        return cls(min(ruleset.opens_on for ruleset in rulesets), as_of, max(grades, key=len, default=""))


def draw(
    steps: Sequence[ScoreStep], records: Sequence[FiledRecord], ruleset: Ruleset, axis: Axis, *, alt_text: str, key: str
) -> None:
    """The curve over the shared axis; `steps` in order of time, at least one."""
    line = [*steps, ScoreStep(axis.last, steps[-1].score, "stands so on this day")]
    datasets = {
        "bands": bands_behind(ruleset, steps),
        "steps": _dated(line),
        "records": _dated(records) if records else pd.DataFrame({"date": [], "read": [], "label": []}),
        "room": pd.DataFrame({"label": [axis.widest]}),
    }
    st.vega_lite_chart(spec=_over(axis) | {"datasets": datasets}, key=key, alt=alt_text)


def _dated(rows: Sequence[ScoreStep] | Sequence[FiledRecord]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame.assign(date=pd.to_datetime(frame["date"])) if len(frame) else frame


def _over(axis: Axis) -> dict[str, Any]:
    """The prebuilt spec with the shared ends of the time axis put into each layer that has one."""
    ends = [axis.first.isoformat(), axis.last.isoformat()]
    layers = []
    for layer in SPEC["layer"]:
        x = layer["encoding"].get("x", {})
        dated = {"x": {**x, "scale": {"domain": ends, "type": "utc"}}} if "field" in x else {}
        layers.append({**layer, "encoding": {**layer["encoding"], **dated}})
    return {**SPEC, "layer": layers}
