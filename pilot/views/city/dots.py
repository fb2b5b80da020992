"""Every resident as a dot: in the grades of one ruleset, and beside it where the same people stand in another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from pilot.evaluation import Assessment
from pilot.evaluation.everybody.groups import members
from pilot.ruleset.model import Ruleset
from pilot.views.pieces import bars, marks
from pilot.views.scripts.bundles import bundle
from pilot.views.visit import frame
from pilot.views.visit.figures import Figures, rows_of
from pilot.views.visit.resident_case import short_title

MOST_DOTS = 1_500
"""In a larger city a dot is drawn for every second resident, or third and so on; the counts are those of all."""
COLOURS = 7
_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "dots",
    html='<div class="pp-people"></div>',
    css=(_HERE / "dots.css").read_text(encoding="utf-8"),
    js=bundle("dots"),
    isolate_styles=False,
)


def draw(selection: frame.Selection, figures: Figures, other: Assessment | None, by: str, colour: str | None) -> None:
    """The drawing; choosing a dot marks its person in both rulesets, and its button opens the person's screen."""
    chosen = _component(
        key="dots",
        data=drawn_people(selection, figures, other, by, colour),
        on_open_change=_open,
    )
    if chosen.get("open"):
        st.switch_page("pilot/views/resident/screen.py")


def _open() -> None:
    wanted = st.session_state["dots"].get("open")
    if isinstance(wanted, str):
        st.session_state["resident"] = wanted


def drawn_people(
    selection: frame.Selection, figures: Figures, other: Assessment | None, by: str, colour: str | None
) -> dict[str, Any]:
    """What is drawn: `rows` the groups of `by`, `sides` the rulesets with their grades worst first, `dots` a person
    each as [id, name, row, colour, place under the first, place under the second]; a place is None where not covered.

    `cells` holds the counts of everybody by side, row and place, the uncovered last. Districts stand in the order of
    how much is on record there.
    """
    city, residents = selection.city, selection.city.residents
    groups = _in_order(members(city, by, selection.as_of).cat.remove_unused_categories(), figures, by)
    shades = members(city, colour, selection.as_of).cat.remove_unused_categories() if colour else None
    sides = [figures.assessment, *([other] if other is not None else [])]
    places = [_places(side, residents["subject_id"]) for side in sides]
    rows, tints = groups.cat.codes.tolist(), (groups if shades is None else shades).cat.codes.tolist()
    ids, names = residents["subject_id"].tolist(), residents["name"].astype(str).tolist()
    step = max(1, -(-len(ids) // MOST_DOTS))
    numbers = sorted({*range(0, len(ids), step), *(n for n, one in enumerate(ids) if one == selection.subject_id)})
    return {
        "rows": _rows(figures, list(map(str, groups.cat.categories)), by, places[0], rows),
        "sides": [_side(side.ruleset) for side in sides],
        "cells": [
            _cells(len(side.ruleset.grades), place, rows, len(groups.cat.categories))
            for side, place in zip(sides, places, strict=True)
        ],
        "dots": [[ids[n], names[n], rows[n], tints[n] % COLOURS, *(place[n] for place in places)] for n in numbers],
        "legend": [] if shades is None else [[str(word), n % COLOURS] for n, word in enumerate(shades.cat.categories)],
        "chosen": selection.subject_id,
        "each": step,
    }


def _in_order(groups: pd.Series, figures: Figures, by: str) -> pd.Series:
    if by != "district" or figures.recording.empty:
        return groups
    table = figures.recording.set_index("district")
    shares = (
        (table["recorded"] / table["acts"].where(table["acts"] > 0)).reindex(list(groups.cat.categories)).fillna(-1)
    )
    return groups.cat.reorder_categories(list(shares.sort_values(ascending=False, kind="stable").index))


def _side(ruleset: Ruleset) -> dict[str, Any]:
    grades = ruleset.grades
    shades = [[grade, marks.shade(place, len(grades))] for place, grade in enumerate(grades)]
    return {"title": short_title(ruleset), "grades": shades[::-1]}


def _places(assessment: Assessment, ids: Any) -> list[int | None]:
    """The place of each resident's grade, worst first; None where the ruleset gives none."""
    grades = list(assessment.ruleset.grades)[::-1]
    standing = assessment.standing.set_index("subject_id")["grade"]
    found = standing.reindex(ids).astype("object")
    return [grades.index(grade) if isinstance(grade, str) else None for grade in found.tolist()]


def _cells(grades: int, places: Sequence[int | None], rows: Sequence[int], groups: int) -> list[list[int]]:
    counts = [[0] * (grades + 1) for _ in range(groups)]
    for row, place in zip(rows, places, strict=True):
        counts[row][grades if place is None else place] += 1
    return counts


def _rows(
    figures: Figures, names: Sequence[str], by: str, places: Sequence[int | None], rows: Sequence[int]
) -> list[dict[str, Any]]:
    """The groups with how many stand below the grade in which everybody begins; districts with what is on record."""
    recorded = {row["district"]: row for row in rows_of(figures.recording)} if by == "district" else {}
    most = max((row["acts"] / row["residents"] for row in recorded.values() if row["residents"]), default=0)
    start = figures.persons.start_grade
    grades = list(figures.assessment.ruleset.grades)[::-1]
    found = []
    for number, name in enumerate(names):
        own = [place for row, place in zip(rows, places, strict=True) if row == number]
        covered = [place for place in own if place is not None]
        line: dict[str, Any] = {"name": name, "note": f"{len(own):,} residents"}
        if start is not None and covered:
            below = sum(place < grades.index(start) for place in covered)
            line["note"] = f"{below:,} of {len(covered):,} below {start}"
        one = recorded.get(name)
        if one and one["acts"] and most:
            line["share"] = bars.percent(one["recorded"], one["acts"])
            line["length"] = round(100 * one["acts"] / one["residents"] / most, 1)
            line["filled"] = round(100 * one["recorded"] / one["acts"], 1)
        found.append(line)
    return found
