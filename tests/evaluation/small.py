"""Rulesets and cities small enough to stand in a test, and both readings of the spec behind one call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pandas as pd
import pyarrow as pa
import yaml

from pilot.city.city import City
from pilot.evaluation.assess import evaluate
from pilot.evaluation.plain.rows import rows_of
from pilot.evaluation.plain.spec_order import read_plainly
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import read_ruleset

COLUMNS = {
    "residents": (
        "subject_id", "name", "born", "gender", "district", "registration", "education", "income", "occupation",
        "enrolled",
    ),
    "companies": ("subject_id", "name", "sector", "district", "enrolled"),
    "records": ("record_id", "subject_id", "date", "kind", "amount", "agency", "settled_on", "act_id", "note"),
    "acts": ("act_id", "subject_id", "date", "kind", "amount"),
    "relationships": ("subject_id", "other_id", "kind"),
    "appeals": ("appeal_id", "record_id", "filed_on", "decided_on", "outcome"),
    "kinds": ("kind", "title", "topic"),
}  # fmt: skip
DATES = ("date", "settled_on", "filed_on", "decided_on")

LEDGER = (
    "posting_id", "subject_id", "date", "type", "record_id", "rule_id", "via_id", "points", "balance", "score", "grade",
    "note",
)  # fmt: skip
OUT = {
    "ledger": LEDGER,
    "standing": ("subject_id", "score", "grade", "grade_because", "postings", "lists"),
    "memberships": ("subject_id", "list_id", "entered_on", "left_on", "record_id", "rule_id", "via_id"),
    "consequences": ("bearer_id", "subject_id", "consequence_id", "cause", "agency", "in_force"),
}

Rows = Iterable[Mapping[str, Any]]


def city_of(tables: Mapping[str, Rows]) -> City:
    """A city from rows of plain values (text, dates, decimals, None), in frames as the reader of cities makes them."""
    frames = {name: _frame(list(tables.get(name, ())), columns) for name, columns in COLUMNS.items()}
    fingerprint = sha256(repr(sorted((name, list(rows)) for name, rows in tables.items())).encode()).hexdigest()
    return City("small", "A small city", fingerprint, **frames)


def _frame(rows: list[Mapping[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    further = dict.fromkeys(name for row in rows for name in row if name not in columns)
    return pd.DataFrame({name: _column(name, [row.get(name) for row in rows]) for name in (*columns, *further)})


def _column(name: str, cells: list[Any]) -> pd.Series:
    if name in DATES:
        return pd.Series(pd.to_datetime(pd.Series(cells, dtype="object")), dtype="datetime64[s]")
    if name == "amount":
        return pd.Series(cells, dtype=pd.ArrowDtype(pa.decimal128(19, 6)))
    return pd.Series(cells, dtype="str")


def small_city(
    people: str = "p1",
    records: str = "",
    relationships: str = "",
    appeals: str = "",
    companies: str = "",
    acts: str = "",
) -> City:
    """A city from lines of words: what every row needs in order, then `column=value`.

    People and companies give their id; records id, subject, date and kind; relationships subject, other and kind;
    appeals the record, the day of the decision and the outcome; acts id, subject, date and kind.
    """
    return city_of(
        {
            "residents": [{"name": row["subject_id"], **row} for row in _rows(people, "subject_id")],
            "companies": [{"name": row["subject_id"], **row} for row in _rows(companies, "subject_id")],
            "records": _rows(records, "record_id", "subject_id", "date", "kind"),
            "acts": _rows(acts, "act_id", "subject_id", "date", "kind"),
            "relationships": _rows(relationships, "subject_id", "other_id", "kind"),
            "appeals": [
                {"appeal_id": f"a{number}", "filed_on": row["decided_on"], **row}
                for number, row in enumerate(_rows(appeals, "record_id", "decided_on", "outcome"))
            ],
        }
    )


def _rows(lines: str, *needed: str) -> list[dict[str, Any]]:
    rows = []
    for words in (line.split() for line in lines.strip().splitlines()):
        further = dict(word.split("=", 1) for word in words[len(needed) :])
        cells = {**dict(zip(needed, words, strict=False)), **further}
        rows.append({name: _cell(name, text) for name, text in cells.items()})
    return rows


def _cell(name: str, text: str) -> object:
    return dt.date.fromisoformat(text) if name in DATES else Decimal(text) if name == "amount" else text


def small_ruleset(text: str) -> Ruleset:
    """A ruleset from the YAML of what matters, read and checked as a file.

    Ids, texts and sources that are left out are filled in.
    It opens on 1 January 2021 and everybody takes part, unless it says otherwise.
    """
    given = yaml.safe_load(text)
    parts: dict[str, Any] = {
        "schema": 1, "id": "small", "title": "Small", "sources": {}, "participation": "mandatory",
        "opens_on": dt.date(2021, 1, 1), "rules": [], **given,
    }  # fmt: skip
    parts["rules"] = [{"text": rule["id"], "source": {"basis": "invented"}, **rule} for rule in parts["rules"]]
    parts["lists"] = {
        name: {"title": name, "kind": "watchlist", **(listing or {})}
        for name, listing in parts.get("lists", {}).items()
    }
    parts["consequences"] = {
        name: {"title": name, "effect": "burden", **(consequence or {})}
        for name, consequence in parts.get("consequences", {}).items()
    }
    return read_ruleset(yaml.safe_dump(parts, sort_keys=False), "small.yaml")


@dataclass(frozen=True)
class Tables:
    """The four tables that come out, as rows of plain values."""

    tables: Mapping[str, list[tuple[Any, ...]]]

    def ledger(self, *columns: str, of: str | None = None) -> list[Any]:
        """The ledger's cells in these columns, of one subject or of all; with one column the cells themselves."""
        return self._cells("ledger", columns, "subject_id", of)

    def standing(self, *columns: str, of: str | None = None) -> list[Any]:
        """The standing's cells in these columns."""
        return self._cells("standing", columns, "subject_id", of)

    def memberships(self, *columns: str, on: str | None = None) -> list[Any]:
        """The memberships' cells in these columns, of one list or of all."""
        return self._cells("memberships", columns, "list_id", on)

    def consequences(self, *columns: str) -> list[Any]:
        """The consequences' cells in these columns."""
        return self._cells("consequences", columns, "", None)

    def _cells(self, table: str, columns: tuple[str, ...], key: str, wanted: str | None) -> list[Any]:
        names = OUT[table]
        rows = [row for row in self.tables[table] if wanted is None or row[names.index(key)] == wanted]
        cells = [tuple(row[names.index(column)] for column in columns) for row in rows]
        return [row[0] for row in cells] if len(columns) == 1 else cells


Assess = Callable[..., Tables]


def by_kernel(ruleset: Ruleset, city: City, as_of: dt.date, joined: Collection[str] | None = None) -> Tables:
    """What the columns come to."""
    assessment = evaluate(ruleset, city, as_of, joined)
    tables = {}
    for name, columns in OUT.items():
        frame = getattr(assessment, name)
        assert list(frame.columns) == list(columns), f"{name} has the columns {list(frame.columns)}"
        tables[name] = [tuple(map(_plain, row)) for row in frame.astype("object").itertuples(index=False, name=None)]
    return Tables(tables)


def by_plain_reading(ruleset: Ruleset, city: City, as_of: dt.date, joined: Collection[str] | None = None) -> Tables:
    """What the sentences come to, one by one."""
    return Tables(read_plainly(ruleset, rows_of(city, ruleset.effect_after_days), as_of, joined).tables())


READINGS: dict[str, Assess] = {"kernel": by_kernel, "plain": by_plain_reading}


def _plain(cell: Any) -> object:
    if pd.isna(cell):
        return None
    if isinstance(cell, (pd.Timestamp, dt.datetime)):
        return cell.date()
    if isinstance(cell, str):
        return str(cell)
    return cell.item() if hasattr(cell, "item") else cell
