"""What the recording did: acts against records, by district."""

from __future__ import annotations

import pandas as pd

from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.visit.figures import Figures, Row, rows_of


def recording(figures: Figures) -> str:
    """How much of what was done stands on record, where, and how much stands there that was never done."""
    table = figures.recording
    if table.empty:
        return "<h2>Acts and records</h2><p>This city has no acts, so nobody can tell what the records leave out.</p>"
    shown = table.assign(share=table["recorded"] / table["acts"].where(table["acts"] > 0))
    return f"<h2>Acts and records</h2>{_said(shown)}{_rates(shown)}{_faults(table)}"


def _said(table: pd.DataFrame) -> str:
    whole = table[["acts", "recorded"]].sum()
    said = (
        f"<p>Residents did {whole['acts']:,} things that could have been recorded, and "
        f"{bars.percent(whole['recorded'], whole['acts'])} of them stand on record. Only the emulator can see acts: a "
        "ruleset, an office and a resident see records alone.</p>"
    )
    large = table[~table["small"] & table["share"].notna()].sort_values("share", kind="stable")
    if len(large) < 2:
        return said
    low, *_, high = rows_of(large)
    return said + (
        f"<p>In {html.text(high['district'])} {bars.percent(high['recorded'], high['acts'])} of what residents did "
        f"was written down, in {html.text(low['district'])} {bars.percent(low['recorded'], low['acts'])}. A resident "
        f"of the one has {_each(high, 'records')} records for {_each(high, 'acts')} acts, a resident of the other "
        f"{_each(low, 'records')} for {_each(low, 'acts')}: a score compares the districts’ recording as much as their "
        "conduct.</p>"
    )


def _each(row: Row, name: str) -> str:
    return f"{row[name] / row['residents']:.1f}"


def _rates(table: pd.DataFrame) -> str:
    longest = max([1, *(table[["acts", "records"]].max(axis=1) / table["residents"])])
    lines = [
        [
            html.text(row["district"]),
            bars.bar(row["acts"] / row["residents"], longest, outlined=True)
            + bars.bar(row["records"] / row["residents"], longest),
            _each(row, "acts"),
            _each(row, "records"),
            bars.percent(row["recorded"], row["acts"]),
            bars.few(row["residents"]) if row["small"] else bars.number(row["residents"]),
        ]
        for row in rows_of(table)
    ]
    head = ["District", "|Acts (outlined), records (filled)", "Acts each", "Records each", "Acts recorded", "Residents"]
    return bars.rows(lines, head)


def _faults(table: pd.DataFrame) -> str:
    columns = {
        "acts": "Acts",
        "missed": "Never recorded",
        "records": "Records",
        "fabricated": "Of nobody’s act",
        "mistaken": "Of another’s act",
        "doubled": "Of an act recorded already",
    }
    lines = [[html.text(row["district"]), *(bars.number(row[name]) for name in columns)] for row in rows_of(table)]
    return bars.folded(
        "Where acts and records part, as counts",
        marks.table(["District", *columns.values()], lines, numbers=range(1, 7))
        + '<p class="pp-quiet">Acts are counted where the one who did them lives, records where the one who carries '
        "them lives. Companies are left out.</p>",
    )
