"""What was done against what was written down, by district; only an emulator knows both."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from pilot.city.city import City
from pilot.evaluation.everybody.groups import SMALL, members


def recording_by_district(city: City, opens_on: dt.date, as_of: dt.date) -> pd.DataFrame:
    """A row a district: residents, their acts and records dated from `opens_on` to `as_of`, and where the two part.

    `recorded` counts the acts of the district's residents that stand on record by `as_of` (on whomever), `missed` the
    others. Of the records on its residents, `fabricated` have no act behind them, `mistaken` the act of somebody else,
    and `doubled` an act that a record earlier in the table already holds. `small` marks fewer than 10 residents.
    Empty where the city has no acts. Companies are left out.
    """
    if city.acts.empty:
        return pd.DataFrame(columns=["district", *_COUNTS, "small"])
    home = pd.Series(members(city, "district", as_of).array, index=city.residents["subject_id"])
    acts, records = (_within(table, opens_on, as_of) for table in (city.acts, city.records))
    acts, records = acts[acts["subject_id"].isin(home.index)], records[records["subject_id"].isin(home.index)]
    written = city.records.loc[(city.records["date"] <= pd.Timestamp(as_of)), "act_id"]
    recorded = acts["act_id"].isin(written)
    doer = pd.Series(city.acts["subject_id"].array, index=city.acts["act_id"]).reindex(records["act_id"])
    has_act = records["act_id"].notna().to_numpy()
    other = doer.notna().to_numpy() & (doer.array != records["subject_id"].array)
    parts = {
        "residents": home,
        "acts": home.loc[acts["subject_id"]],
        "recorded": home.loc[acts.loc[recorded, "subject_id"]],
        "missed": home.loc[acts.loc[~recorded, "subject_id"]],
        "records": home.loc[records["subject_id"]],
        "fabricated": home.loc[records.loc[~has_act, "subject_id"]],
        "mistaken": home.loc[records.loc[other, "subject_id"]],
        "doubled": home.loc[records.loc[has_act & records["act_id"].duplicated().to_numpy(), "subject_id"]],
    }
    names = home.cat.categories
    counted = {name: np.bincount(part.cat.codes, minlength=len(names)) for name, part in parts.items()}
    table = pd.DataFrame({"district": names.astype("str"), **counted})
    table["small"] = table["residents"] < SMALL
    return table[table["residents"] > 0].reset_index(drop=True)


_COUNTS = ("residents", "acts", "recorded", "missed", "records", "fabricated", "mistaken", "doubled")


def _within(table: pd.DataFrame, first: dt.date, last: dt.date) -> pd.DataFrame:
    return table[(table["date"] >= pd.Timestamp(first)) & (table["date"] <= pd.Timestamp(last))]
