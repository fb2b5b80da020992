"""The least that any program must do with the records: DuckDB reads their Parquet file and adds up per subject."""

from __future__ import annotations

from pathlib import Path

import duckdb

QUERY = "select subject_id, count(*) as records, sum(amount) as amount from read_parquet($path) group by subject_id"


def open_database() -> duckdb.DuckDBPyConnection:
    """A database in memory that uses every core."""
    return duckdb.connect()


def scan(database: duckdb.DuckDBPyConnection, records: Path) -> int:
    """Scans and groups the file and takes over the whole result; gives the number of subjects found."""
    return len(database.execute(QUERY, {"path": str(records)}).fetchnumpy()["subject_id"])
