"""Records that do not say what happened, as only the emulator can know, and whether they can still be contested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import pyarrow.compute as pc

from pilot.city.city import City
from pilot.evaluation.kernel.columns import arrow_text, columns_of
from pilot.evaluation.plain.neighbourhood import number_of
from pilot.evaluation.plain.rows import Record, table_rows
from pilot.ruleset.model import Ruleset

Mistake = Literal["fabricated", "mistaken identity", "double entry"]


@dataclass(frozen=True, slots=True)
class Closed:
    """A mistaken record that still weighs and cannot be contested, and why not."""

    record: Record
    mistake: Mistake
    why: str


def mistakes_on_record(city: City, subject_id: str) -> dict[str, Mistake]:
    """The subject's records that are mistakes, by id: no act behind them, another's act, or an act entered before.

    A record whose act is not in the city is not known to be a mistake, and without acts none is. DataError for an
    unknown id.
    """
    columns = columns_of(city)
    number = number_of(columns, subject_id)
    if city.acts.empty:
        return {}
    first, last = int(columns.record_starts[number]), int(columns.record_starts[number + 1])
    record_ids = columns.record_ids.slice(first, last - first).to_pylist()
    act_ids = arrow_text(city.records["act_id"].iloc[columns.record_order[first:last]]).to_pylist()
    acts = _rows_with(city.acts, "act_id", [act_id for act_id in act_ids if act_id is not None])
    doers = {act["act_id"]: act["subject_id"] for act in acts}
    mistakes: dict[str, Mistake] = {}
    entered = set()
    for record_id, act_id in zip(record_ids, act_ids, strict=True):
        if act_id is None:
            mistakes[record_id] = "fabricated"
        elif doers.get(act_id, subject_id) != subject_id:
            mistakes[record_id] = "mistaken identity"
        elif act_id in entered:
            mistakes[record_id] = "double entry"
        entered.add(act_id)
    return mistakes


def why_closed(ruleset: Ruleset, city: City, record: Record, as_of: dt.date) -> str | None:
    """Why a record cannot be contested on a day, in a sentence; None where it can."""
    ways = ruleset.recourse.open_ways
    if not ways:
        return "The ruleset offers no appeal."
    if all(way.is_over(record.date, as_of) for way in ways.values()):
        name, longest = max(ways.items(), key=lambda named: named[1].window_days or 0)
        last = record.date + dt.timedelta(days=longest.window_days or 0)
        return f"{name.capitalize()}s were open until {last}."
    for filed in _rows_with(city.appeals, "record_id", [record.record_id]):
        decided = filed["decided_on"] and filed["decided_on"].date()
        if decided and decided <= as_of and filed["outcome"] == "rejected":
            return f"An appeal was rejected on {decided}."
        filed_on = filed["filed_on"].date()
        if filed_on <= as_of and (decided is None or decided > as_of):
            return f"An appeal filed on {filed_on} is not decided."
    return None


def _rows_with(frame: pd.DataFrame, column: str, words: Collection[str]) -> list[dict[str, Any]]:
    wanted = arrow_text(pd.Series(list(words), dtype="str"))
    found = pc.is_in(arrow_text(frame[column]), value_set=wanted)
    return table_rows(frame[found.to_numpy(zero_copy_only=False)])
