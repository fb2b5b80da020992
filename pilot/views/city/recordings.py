"""What the recording did: acts against records, by district."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from pilot.phrases import count
from pilot.views.pieces import bars, marks
from pilot.views.visit.figures import Figures, Row, rows_of


def recording(figures: Figures) -> Markup:
    """How much of what was done stands on record, where, and how much stands there that was never done."""
    table = figures.recording
    if table.empty:
        return Markup(
            "<h2>Acts and records</h2><p>This city has no acts, so nobody can tell what the records leave out.</p>"
        )
    return Markup("<h2>Acts and records</h2>{}{}{}{}").format(
        _whole(table), _apart(table), _rates(table), _faults(table)
    )


def headline(figures: Figures) -> Markup:
    """Where most of what is done is written down and where least; empty where nobody can tell."""
    found = _ends(figures.recording)
    if found is None:
        return Markup()
    low, high = found
    return Markup("In {} {} of what is done is written down, in {} {}.").format(
        high["district"], bars.percent(high["recorded"], high["acts"]),
        low["district"], bars.percent(low["recorded"], low["acts"]),
    )  # fmt: skip


def _ends(table: pd.DataFrame) -> tuple[Row, Row] | None:
    """The district that records the smallest share and the one that records the largest; small ones are left out."""
    if table.empty:
        return None
    rates = table.assign(share=table["recorded"] / table["acts"].where(table["acts"] > 0))
    large = rates[~rates["small"] & rates["share"].notna()].sort_values("share", kind="stable")
    if len(large) < 2:
        return None
    low, *_, high = rows_of(large)
    return low, high


def _whole(table: pd.DataFrame) -> Markup:
    whole = table[["acts", "recorded"]].sum()
    return Markup(
        "<p>Residents did {} that could have been recorded, and {} of that stands on record. Only the emulator "
        "can see acts: a ruleset, an office and a resident see records alone.</p>"
    ).format(count(int(whole["acts"]), "thing"), bars.percent(whole["recorded"], whole["acts"]))


def _apart(table: pd.DataFrame) -> Markup:
    """The district that records the largest share beside the one that records the smallest."""
    found = _ends(table)
    if found is None:
        return Markup()
    low, high = found
    return Markup(
        "<p>In {high} {most} of what residents did was written down, in {low} {least}. A resident of the one has "
        "{records} records for {acts} acts, a resident of the other {fewer} for {others}: a score compares the "
        "districts’ recording as much as their conduct.</p>"
    ).format(
        high=high["district"],
        most=bars.percent(high["recorded"], high["acts"]),
        low=low["district"],
        least=bars.percent(low["recorded"], low["acts"]),
        records=_a_head(high, "records"),
        acts=_a_head(high, "acts"),
        fewer=_a_head(low, "records"),
        others=_a_head(low, "acts"),
    )


def _a_head(row: Row, name: str) -> str:
    return f"{row[name] / row['residents']:.1f}"


def _rates(table: pd.DataFrame) -> Markup:
    longest = max([1, *(table[["acts", "records"]].max(axis=1) / table["residents"])])
    lines = [
        [
            row["district"],
            bars.bar(row["acts"] / row["residents"], longest, outlined=True)
            + bars.bar(row["records"] / row["residents"], longest),
            _a_head(row, "acts"),
            _a_head(row, "records"),
            bars.percent(row["recorded"], row["acts"]),
            bars.few(row["residents"]) if row["small"] else bars.number(row["residents"]),
        ]
        for row in rows_of(table)
    ]
    head = ["District", "|Acts (outlined), records (filled)", "Acts each", "Records each", "Acts recorded", "Residents"]
    return bars.rows(lines, head)


def _faults(counts: pd.DataFrame) -> Markup:
    columns = {
        "acts": "Acts",
        "missed": "Never recorded",
        "records": "Records",
        "fabricated": "Of nobody’s act",
        "mistaken": "Of another’s act",
        "doubled": "Of an act recorded already",
    }
    lines = [[row["district"], *(bars.number(row[name]) for name in columns)] for row in rows_of(counts)]
    note = Markup(
        '<p class="pp-quiet">Acts are counted where the one who did them lives, records where the one who carries '
        "them lives. Companies are left out.</p>"
    )
    table = marks.table(["District", *columns.values()], lines, numbers=range(1, 7))
    return bars.folded("Where acts and records part, as counts", table + note)
