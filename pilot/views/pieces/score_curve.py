"""A score over time: its steps, the bands of the grades behind it, and both in words and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from pilot.disclosure.shown.level_words import UNLESS_REQUESTED
from pilot.disclosure.shown.view import Blank
from pilot.evaluation.one_subject.steps import grouped
from pilot.phrases import listed
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.pieces import bars, case_file, marks
from pilot.views.visit.resident_case import Account

ROOM = 0.12
"""How much of the span of scores stays free above and below the line."""
THINNEST = 0.055
"""The share of a chart's height that a line of text needs."""


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


def in_words(case: Account, steps: Sequence[ScoreStep]) -> Markup:
    """The course of the score in a sentence, what the resident sees of it, and the figures as a table."""
    return html.block(Markup("<p>{} {}</p>").format(_course(case, steps), _seen(case)), _table(steps))


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
