"""Tables that leave the app: CSV whose file name is their receipt."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from pilot.report.receipt import Receipt
from pilot.report.table_files import table_bytes


def csv(label: str, frame: pd.DataFrame | Callable[[], pd.DataFrame], table: str, *receipts: Receipt) -> None:
    """A button that gives a table as CSV; a CSV file has no place for a receipt, so its name carries it.

    A table that takes long to lay out is given as a call, which is made only for whoever presses the button.
    """
    st.download_button(
        label,
        data=lambda: table_bytes(_plain(frame() if callable(frame) else frame), "csv"),
        file_name=file_name(table, *receipts),
        mime="text/csv",
        on_click="ignore",
        key=f"_csv_{table}",
    )


def file_name(table: str, *receipts: Receipt) -> str:
    """What the table is, then the rulesets, the city and the day it was made from, with fingerprints and version."""
    first = receipts[0]
    rulesets = [
        f"{receipt.ruleset}-{'draft-' if receipt.began_from else ''}{receipt.ruleset_fingerprint}"
        for receipt in receipts
    ]
    parts = [table, *rulesets, f"{first.city}-{first.city_fingerprint}", str(first.as_of), f"v{first.version}"]
    return re.sub(r"[^\w.+-]", "-", "_".join(parts)) + ".csv"


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of which every column has a name of its own, as a file needs it."""
    seen: dict[str, int] = {}
    names = []
    for name in map(str, frame.columns):
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return frame.set_axis(names, axis="columns")
