"""A city as columns of whole numbers, sorted so that ledger order is memory order."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Literal, cast
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pilot.city.city import City
from pilot.evaluation.kernel.days import NEVER, Days, to_days
from pilot.evaluation.memo import Memo

Ints = npt.NDArray[np.int64]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

AMOUNT_UNIT = 1_000_000
"""Amounts are whole millionths of a yuan (or of the kind's own unit)."""
NO_AMOUNT = -(2**63)
UNBORN = 2**31
"""The year of birth of a subject that has none: no age on any day."""


@dataclass(frozen=True)
class Links:
    """The relatives of one kind: subject `i` has `others[starts[i]:starts[i + 1]]`, each once, in order of id."""

    starts: Longs
    others: Ints

    def of(self, subjects: Ints) -> tuple[Longs, Ints]:
        """For each of these subjects its relatives: positions in `subjects`, and the relatives."""
        first = self.starts[subjects]
        counts = self.starts[subjects + 1] - first
        positions = np.repeat(np.arange(len(subjects)), counts)
        offsets = np.arange(len(positions)) - np.repeat(np.cumsum(counts) - counts, counts)
        return positions, self.others[np.repeat(first, counts) + offsets]


def arrow_text(column: pd.Series) -> pa.Array:
    """A text column as one Arrow string array, missing cells null."""
    array = pa.array(column, type=pa.large_string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _coded(column: pd.Series) -> tuple[Ints, list[str]]:
    """Codes into the distinct words of a column, null as -1."""
    encoded = arrow_text(column).dictionary_encode()
    codes = cast(Ints, encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64))
    return codes, encoded.dictionary.to_pylist()


def _millionths(column: pd.Series) -> Longs:
    array = pa.array(column, type=pa.decimal128(19, 6), from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    low_words = np.frombuffer(array.buffers()[1] or b"", dtype=np.int64)[::2][array.offset : array.offset + len(array)]
    amounts = low_words.copy()
    amounts[array.is_null().to_numpy(zero_copy_only=False)] = NO_AMOUNT
    return amounts


def _ranks(ids: pa.Array) -> Ints:
    ranks = np.empty(len(ids), dtype=np.int64)
    ranks[pc.sort_indices(ids).to_numpy()] = np.arange(len(ids), dtype=np.int64)
    return ranks


MOST_REMEMBERED = 200_000_000
"""Bytes of results of single rules that are kept for one city."""


class Columns:
    """The columns that the evaluation reads. Subjects are numbered in order of id, records by subject, date, record id.

    Day columns hold `NEVER` where there is no date, amounts `NO_AMOUNT`, coded columns -1. They hold the city's tables
    and never the city itself, or `columns_of` would keep it for ever.
    """

    def __init__(self, city: City) -> None:
        self.effect_after_days = 0
        self.memo = self._new_memo()
        self._later: dict[int, Columns] = {}
        self._later_lock = Lock()
        self._tables = (city.residents, city.companies)
        self._relationships_table = city.relationships
        ids = pa.concat_arrays([arrow_text(table["subject_id"]) for table in self._tables])
        self._subject_order = pc.sort_indices(ids).to_numpy().astype(np.int64)
        self.subject_ids: pa.Array = ids.take(pa.array(self._subject_order))
        self.is_company: Flags = self._subject_order >= len(city.residents)
        self._cells: dict[str, tuple[Ints, list[str]]] = {}
        self._read_records(city.records)
        self._read_appeals(city.appeals)

    @cached_property
    def in_tables(self) -> Ints:
        """The subjects' numbers in the order of the tables, residents first."""
        return np.argsort(self._subject_order)

    def of_type(self, type_: Literal["person", "company"]) -> Ints:
        """The numbers of the residents, or of the companies, in the order of their table."""
        residents = len(self._tables[0])
        return self.in_tables[:residents] if type_ == "person" else self.in_tables[residents:]

    @cached_property
    def subject_words(self) -> pd.CategoricalDtype:
        """The subjects' ids as the categories of a column, in their order."""
        return pd.CategoricalDtype(pd.Index(pd.array(self.subject_ids, dtype="str")))

    @property
    def subjects(self) -> int:
        """How many subjects there are."""
        return len(self.subject_ids)

    def _read_records(self, records: pd.DataFrame) -> None:
        ids = arrow_text(records["record_id"])
        subject = self.number_of(arrow_text(records["subject_id"]))
        day = to_days(records["date"].to_numpy())
        rank = _ranks(ids)
        order = np.lexsort((rank, day, subject))
        self.record_order = order
        self.record_ids: pa.Array = ids.take(pa.array(order))
        self.rank: Ints = rank[order]
        self.subject: Ints = subject[order]
        self.day: Days = day[order]
        self.settled: Days = to_days(records["settled_on"].to_numpy())[order]
        self.amount: Longs = _millionths(records["amount"])[order]
        kind, self.kinds = _coded(records["kind"])
        agency, self.agencies = _coded(records["agency"])
        self.kind: Ints = kind[order]
        self.agency: Ints = agency[order]
        self.row_of_rank = np.empty(len(order), dtype=np.int64)
        self.row_of_rank[self.rank] = np.arange(len(order), dtype=np.int64)
        self.rows_by_kind: Ints = np.argsort(self.kind, kind="stable").astype(np.int64)
        self.kind_starts: Longs = np.searchsorted(self.kind[self.rows_by_kind], np.arange(len(self.kinds) + 1))
        self.record_starts: Longs = np.searchsorted(self.subject, np.arange(self.subjects + 1))

    def taking_effect_after(self, days: int) -> Columns:
        """The same city with every record so many days later (step 1); the order of the records stays as it is."""
        if days == 0:
            return self
        with self._later_lock:
            if days not in self._later:
                self._later[days] = self._postponed(days)
            return self._later[days]

    def _postponed(self, days: int) -> Columns:
        other = copy(self)
        for made in ("days", "by_kind"):
            other.__dict__.pop(made, None)
        other.memo, other._later, other.effect_after_days = self._new_memo(), {}, days
        other.day = self.day + days
        other.upheld = np.where(self.upheld == NEVER, NEVER, np.maximum(self.upheld, other.day)).astype(np.int64)
        return other

    def _new_memo(self) -> Memo:
        return Memo(2048, MOST_REMEMBERED)

    def _read_appeals(self, appeals: pd.DataFrame) -> None:
        """The day on which each record falls to an appeal: the first upheld one, not before the record itself."""
        self.upheld: Days = np.full(len(self.day), NEVER, dtype=np.int64)
        upheld = appeals[(appeals["outcome"] == "upheld").to_numpy(dtype=bool)]
        if len(upheld):
            rows = (
                pc.index_in(arrow_text(upheld["record_id"]), self.record_ids)
                .to_numpy(zero_copy_only=False)
                .astype(np.int64)
            )
            np.minimum.at(self.upheld, rows, np.maximum(to_days(upheld["decided_on"].to_numpy()), self.day[rows]))
        self.any_upheld = bool(len(upheld))

    def number_of(self, ids: pa.Array) -> Ints:
        """The numbers of subjects by id; -1 where there is none of that id."""
        found = pc.index_in(ids, value_set=self.subject_ids).fill_null(-1)
        return cast(Ints, found.to_numpy(zero_copy_only=False).astype(np.int64))

    @cached_property
    def days(self) -> tuple[int, int]:
        """The first and the last day on which there is a record; with no record, a span that is inside any other."""
        return (int(self.day.min()), int(self.day.max())) if len(self.day) else (NEVER, -NEVER)

    @cached_property
    def by_kind(self) -> tuple[Ints, Ints, Days]:
        """Row numbers with their subject and day, kind by kind, so that a rule for one kind reads slices."""
        rows = self.rows_by_kind
        return rows, self.subject.take(rows), self.day.take(rows)

    @cached_property
    def _relationships(self) -> dict[str, tuple[Ints, Ints]]:
        table = self._relationships_table
        subject, other = (self.number_of(arrow_text(table[name])) for name in ("subject_id", "other_id"))
        codes, kinds = _coded(table["kind"])
        pairs = {}
        for code, kind in enumerate(kinds):
            both = np.unique(subject[codes == code].astype(np.int64) * self.subjects + other[codes == code])
            pairs[kind] = ((both // self.subjects).astype(np.int64), (both % self.subjects).astype(np.int64))
        return pairs

    @cached_property
    def _links(self) -> dict[tuple[str, bool], Links]:
        return {}

    def links(self, relationship: str, backwards: bool = False) -> Links:
        """Who is the `relationship` of whom; backwards: whose `relationship` each subject is."""
        key = (relationship, backwards)
        if key not in self._links:
            none = np.empty(0, dtype=np.int64)
            subject, other = self._relationships.get(relationship, (none, none))
            if backwards:
                order = np.lexsort((subject, other))
                subject, other = other[order], subject[order]
            self._links[key] = Links(np.searchsorted(subject, np.arange(self.subjects + 1)), other)
        return self._links[key]

    def cells(self, column: str) -> tuple[Ints, list[str]]:
        """A column of the subjects' tables, coded; a table that lacks it is null there."""
        if column == "type":
            return self.is_company.astype(np.int64), ["person", "company"]
        if column not in self._cells:
            parts = [
                arrow_text(table[column]) if column in table.columns else pa.nulls(len(table), pa.large_string())
                for table in self._tables
            ]
            whole = pd.Series(pa.concat_arrays(parts).take(pa.array(self._subject_order)).to_pandas())
            self._cells[column] = _coded(whole)
        return self._cells[column]

    @cached_property
    def born(self) -> Ints:
        """The year of birth of each subject, `UNBORN` where none is given."""
        codes, words = self.cells("born")
        years = [int(word) if re.fullmatch("[0-9]{1,4}", word) else UNBORN for word in words]
        return np.array([*years, UNBORN], dtype=np.int64)[codes]

    def subjects_where(self, column: str, holds: Callable[[str], bool]) -> Flags:
        """Which subjects have a cell in the column for which `holds`; a null cell never does."""
        codes, words = self.cells(column)
        met = np.array([holds(word) for word in words] + [False], dtype=bool)
        return cast(Flags, met[codes])


_known: WeakKeyDictionary[City, Columns] = WeakKeyDictionary()
_lock = Lock()


def columns_of(city: City, effect_after_days: int = 0) -> Columns:
    """The columns of a city, made once and kept as long as the city is; records take effect so many days later."""
    with _lock:
        if city not in _known:
            _known[city] = Columns(city)
        return _known[city].taking_effect_after(effect_after_days)
