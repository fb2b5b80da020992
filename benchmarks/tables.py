"""The city's tables as the peers like them, made once before anything is measured: whole-number codes, sorted once.

Subjects and records are numbered in order of id; records are sorted by subject, date and id. The engine is measured
from the same starting line: its own columns, made once as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pilot.city.city import City

MILLIONTHS = 1_000_000
TYPES = ("opening", "profile", "rule", "carry", "appeal", "settlement", "expiry", "contact")
PHASES = (0, 1, 2, 2, 3, 3, 3, 4)
OPENING, PROFILE, RULE, CARRY, APPEAL, SETTLEMENT, EXPIRY, CONTACT = range(len(TYPES))
NOTES = ("cap reached", "heavier rule applies")
CAPPED, OUTWEIGHED = range(len(NOTES))
LEDGER = (
    "posting_id", "subject_id", "date", "type", "record_id", "rule_id", "via_id",
    "points", "balance", "score", "grade", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Tables:
    """What the peers start from.

    `subjects`: a row a subject, in id order, with the columns of both files, `type` and `born_in` (a year as a whole
    number, nullable); its index is the number.
    `records`: subject, record (both numbers), date, kind and agency (categories), amount (millionths, nullable),
    settled_on, upheld_on (the first upheld appeal); neither day is before the record's own.
    `record_ids`: the ids by number. `ties`: subject and other (numbers), kind.
    """

    subjects: pd.DataFrame
    records: pd.DataFrame
    record_ids: pd.Series[str]
    ties: pd.DataFrame


def tables_of(city: City) -> Tables:
    """The city's tables, numbered and sorted."""
    people, companies = city.residents.assign(type="person"), city.companies.assign(type="company")
    subjects = pd.concat([people, companies], ignore_index=True).sort_values("subject_id", ignore_index=True)
    subjects["born_in"] = _born_in(subjects)
    ids = pd.Index(subjects["subject_id"])
    record_ids = city.records["record_id"].sort_values(ignore_index=True)
    ties = pd.DataFrame({
        "subject": ids.get_indexer(city.relationships["subject_id"]),
        "other": ids.get_indexer(city.relationships["other_id"]),
        "kind": city.relationships["kind"].astype("category"),
    })  # fmt: skip
    return Tables(
        subjects, _records(city, ids, pd.Index(record_ids)), record_ids, ties.drop_duplicates(ignore_index=True)
    )


def _born_in(subjects: pd.DataFrame) -> pd.Series[int]:
    """The year of birth where the cell holds one, null elsewhere."""
    born = subjects.get("born", pd.Series(None, subjects.index, dtype="object")).astype("string")
    return pd.to_numeric(born.where(born.str.fullmatch("[0-9]{1,4}").fillna(False))).astype("Int64")


def _records(city: City, subject_ids: pd.Index[str], record_ids: pd.Index[str]) -> pd.DataFrame:
    given = city.records
    upheld = city.appeals[city.appeals["outcome"] == "upheld"].groupby("record_id")["decided_on"].min()
    millionths = pc.multiply(pa.array(given["amount"]), pa.scalar(Decimal(MILLIONTHS))).cast(pa.int64())
    records = pd.DataFrame({
        "subject": subject_ids.get_indexer(pd.Index(given["subject_id"])),
        "record": record_ids.get_indexer(pd.Index(given["record_id"])),
        "date": given["date"],
        "kind": given["kind"].astype("category"),
        "agency": given["agency"].astype("category"),
        "amount": millionths.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get),
        "settled_on": given["settled_on"],
        "upheld_on": upheld.reindex(given["record_id"]).to_numpy(),
    })  # fmt: skip
    for column in ("settled_on", "upheld_on"):
        day = records[column].astype("datetime64[s]")
        records[column] = day.where(day.isna() | (day >= records["date"]), records["date"])
    return records.sort_values(["subject", "date", "record"], ignore_index=True)


def kinds_matching(patterns: Iterable[str], kinds: Iterable[str]) -> list[str]:
    """The kinds that a rule's `kind` names: a kind itself, or by `traffic.*` all that begin with `traffic.`."""
    wanted = tuple(patterns)
    stems = tuple(pattern[:-1] for pattern in wanted if pattern.endswith(".*"))
    return [kind for kind in kinds if kind in wanted or kind.startswith(stems)]


def rounded_share(points: npt.NDArray[np.int64], share: Fraction) -> npt.NDArray[np.int64]:
    """The points times the share, rounded half away from zero, without leaving whole numbers."""
    exact = points * share.numerator
    magnitude = (2 * np.abs(exact) + share.denominator) // (2 * share.denominator)
    return np.asarray(np.sign(exact) * magnitude, dtype=np.int64)
