"""Checking a city as a whole: ids that name one row, references that lead somewhere, appeals that hang together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pilot.city.reading.csv_text import RawTable
from pilot.city.reading.distinct_values import NO_PLACES, Mask, Places, as_mask, as_text
from pilot.city.reading.problems import Fault, Findings, nearest, quoted

Tables = Mapping[str, RawTable | None]
_SUBJECT_COLUMNS = (
    ("acts", "subject_id"),
    ("records", "subject_id"),
    ("relationships", "subject_id"),
    ("relationships", "other_id"),
)
_NOT_IN = {"subject": "in neither residents.csv nor companies.csv", "record": "not in records.csv"}


def once(table: RawTable, findings: Findings) -> RawTable:
    """The table with equal rows taken once; two different rows with one id are a problem."""
    key = table.form.key
    if key and key not in table.columns:
        return table
    suspects = _repeated(table.columns[key]) if key else np.arange(len(table.rows))
    if not len(suspects):
        return table
    chosen = pa.array(suspects)
    cells = pd.DataFrame({name: as_text(array.take(chosen)).to_pandas() for name, array in table.columns.items()})
    again = cells.duplicated().to_numpy()
    if key:
        rivals = cells.loc[~again, key].dropna()
        owners = {cell: int(table.rows[suspects[place]]) for place, cell in reversed(list(rivals.items()))}
        late = rivals[rivals.duplicated()]
        rows = table.rows[suspects[late.index]]
        findings.add_rows(table.form.file, key, rows, lambda i: _taken(late.iloc[i], f"row {owners[late.iloc[i]]:,}"))
    keep = np.ones(len(table.rows), dtype=bool)
    keep[suspects[again]] = False
    return table if keep.all() else table.keep(keep)


def _repeated(ids: pa.Array) -> Places:
    """The places of ids that are there more than once."""
    texts = as_text(ids)
    if pc.all(pc.less(texts[:-1], texts[1:]), skip_nulls=False).as_py():
        return NO_PLACES
    counts = pc.value_counts(texts)
    often = counts.field("values").filter(pc.greater(counts.field("counts"), 1)).drop_null()
    return np.flatnonzero(as_mask(pc.is_in(texts, value_set=often)))


def _taken(cell: str, owner: str) -> Fault:
    found = f"the id {quoted(cell)} is already that of {owner}."
    return Fault("repeated-id", found, "Give this row an id of its own, or delete it.")


def check_links(tables: Tables, findings: Findings) -> None:
    """References between tables. Where a table could not be read at all, references into it are not reported."""
    residents, companies, records = (_with_key(tables[name]) for name in ("residents", "companies", "records"))
    if residents and companies:
        _check_subjects_differ(residents, companies, findings)
        subjects = pa.concat_arrays([_ids(residents, "subject_id"), _ids(companies, "subject_id")])
        for name, column in _SUBJECT_COLUMNS:
            _check_known(tables[name], column, subjects, "subject", findings)
    if records:
        _check_known(tables["appeals"], "record_id", _ids(records, "record_id"), "record", findings)
    _check_not_own_relative(tables["relationships"], findings)
    _check_upheld_decided(tables["appeals"], findings)


def _with_key(table: RawTable | None) -> RawTable | None:
    return table if table and table.form.key in table.columns else None


def _ids(table: RawTable, column: str) -> pa.Array:
    known = as_text(table.columns[column]).drop_null()
    return pa.concat_arrays([known, pa.array([row[column] for row in table.broken if row.get(column)], pa.string())])


def _check_subjects_differ(residents: RawTable, companies: RawTable, findings: Findings) -> None:
    ids = _ids(residents, "subject_id")
    mine = as_text(companies.columns["subject_id"])
    places = np.flatnonzero(as_mask(pc.is_in(mine, value_set=ids)))
    findings.add_rows(
        companies.form.file,
        "subject_id",
        companies.rows[places],
        lambda i: _taken(mine[int(places[i])].as_py(), "a resident"),
    )


def _check_known(table: RawTable | None, column: str, ids: pa.Array, what: str, findings: Findings) -> None:
    if table is None or column not in table.columns:
        return
    coded = table.coded[column]
    places = coded.rows_where(~as_mask(pc.is_in(coded.values, value_set=ids)))
    words = sorted(set(ids.to_pylist())) if len(places) else []

    def fault(i: int) -> Fault:
        cell = table.cell(column, int(places[i]))
        near = nearest(cell, words)
        hint = f"; the nearest is {quoted(near)}" if near else ""
        mend = f"Add the {what}, or write the id of one that is there{hint}."
        return Fault(f"unknown-{what}", f"{quoted(cell)} is {_NOT_IN[what]}.", mend)

    findings.add_rows(table.form.file, column, table.rows[places], fault)


def _check_not_own_relative(table: RawTable | None, findings: Findings) -> None:
    if table is None or not {"subject_id", "other_id"} <= table.columns.keys():
        return
    mine, other = (as_text(table.columns[name]) for name in ("subject_id", "other_id"))
    places = np.flatnonzero(as_mask(pc.equal(mine, other)))
    findings.add_rows(
        table.form.file,
        "other_id",
        table.rows[places],
        lambda i: Fault(
            "related-to-itself",
            f"{quoted(mine[int(places[i])].as_py())} is given as its own relative.",
            "Write the id of the relative, or delete the row.",
        ),
    )


def _check_upheld_decided(table: RawTable | None, findings: Findings) -> None:
    if table is None or "outcome" not in table.columns:
        return
    places = np.flatnonzero(
        as_mask(pc.equal(as_text(table.columns["outcome"]), "upheld")) & ~_filled(table, "decided_on")
    )
    fault = Fault(
        "upheld-without-date",
        "the appeal is upheld, but the day of the decision is missing.",
        "Fill in the day, or leave the outcome empty while the appeal is pending.",
    )
    findings.add_rows(table.form.file, "decided_on", table.rows[places], lambda _i: fault)


def _filled(table: RawTable, column: str) -> Mask:
    return table.coded[column].filled if column in table.columns else np.zeros(len(table.rows), dtype=bool)
