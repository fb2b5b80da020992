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
    named = records[records["act_id"].notna()]
    shared = named[named.duplicated(["act_id", "subject_id"], keep=False)].sort_values(["date", "record_id"])
    again = shared.index[shared.duplicated(["act_id", "subject_id"])]
    wrong[again[wrong[again].isna()]] = "double entry"
    return wrong
