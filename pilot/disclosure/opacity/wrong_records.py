"""Which records should not be there, as only the emulator can tell."""

from __future__ import annotations

import pandas as pd

from pilot.city.city import City


def wrong_records(city: City) -> pd.Series:
    """Which records should not be there, row by row: `fabricated`, `mistaken identity`, `double entry`, or null.

    Only the emulator can tell, from the acts; a city without acts has none that are known to be wrong.
    """
    records = city.records
    wrong = pd.Series(pd.NA, index=records.index, dtype="str")
    if not len(city.acts):
        return wrong
    doer = records["act_id"].map(city.acts.set_index("act_id")["subject_id"])
    wrong[records["act_id"].isna()] = "fabricated"
    wrong[doer.notna() & (doer != records["subject_id"])] = "mistaken identity"
    order = records.sort_values(["date", "record_id"]).index
    again = records.loc[order].duplicated(["act_id", "subject_id"]).reindex(records.index) & records["act_id"].notna()
    wrong[again & wrong.isna()] = "double entry"
    return wrong
