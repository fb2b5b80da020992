"""A made-up city of any size for measuring: the same number of residents and the same seed give the same tables.

About twenty records a subject over 2019-2024 in 36 kinds, two records in a hundred with an upheld appeal, one
relationship a resident, and one company to forty residents with its legal representative and two shareholders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.kinds import KINDS
from pilot.city.city import City

FIRST_DAY, LAST_DAY = np.datetime64("2019-01-01"), np.datetime64("2024-12-31")
RESIDENTS_TO_A_COMPANY = 40
UPHELD, REJECTED, PENDING = 0.02, 0.01, 0.005
ROW_GROUP = 122_880  # DuckDB's own size, so that its threads can share the scan

Codes = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]
Mask = npt.NDArray[np.bool_]


def make_city(residents: int, *, records_per_subject: float = 20, seed: int = 20_240_601) -> City:
    """A city of `residents` people and their companies, with so many records a subject on average (Poisson)."""
    rng = np.random.default_rng(seed)
    companies = max(1, residents // RESIDENTS_TO_A_COMPANY)
    people_ids, company_ids = _ids("P", residents, 8), _ids("C", companies, 8)
    records = _records(rng, people_ids, company_ids, records_per_subject)
    return City(
        id=f"workload-{residents}",
        title=f"A made-up city of {residents:,} residents",
        fingerprint=f"workload-{residents}-{records_per_subject}-{seed}",
        residents=_residents(rng, people_ids),
        companies=_companies(rng, company_ids),
        records=records,
        acts=pd.DataFrame({name: _text([], range(0)) for name in ("act_id", "subject_id", "date", "kind", "amount")}),
        relationships=_relationships(rng, people_ids, company_ids),
        appeals=_appeals(rng, records),
        kinds=pd.DataFrame(
            {
                "kind": _text(_names(), range(len(KINDS))),
                "title": _text(_names(), range(len(KINDS))),
                "topic": _text(["order"] * len(KINDS), range(len(KINDS))),
            }
        ),
    )


def write_records(city: City, path: Path) -> Path:
    """The city's records as one Parquet file (days as dates, row groups of DuckDB's own size)."""
    table = pa.Table.from_pandas(city.records, preserve_index=False)
    for name in ("date", "settled_on"):
        table = table.set_column(table.column_names.index(name), name, table[name].cast(pa.date32()))
    pq.write_table(table, path, row_group_size=ROW_GROUP)
    return path


def _names() -> list[str]:
    return [kind.name for kind in KINDS]


def _ids(letter: str, count: int, width: int) -> pa.Array:
    digits = pc.utf8_lpad(pc.cast(pa.array(np.arange(1, count + 1)), pa.large_string()), width, "0")
    return pc.binary_join_element_wise(pa.scalar(letter, pa.large_string()), digits, pa.scalar("", pa.large_string()))


def _text(words: Sequence[str] | pa.Array, codes: range | Codes, missing: Mask | None = None) -> pd.Series[str]:
    """The words at `codes` as a text column, null where `missing`."""
    rows = pa.array(np.asarray(codes, np.int64), mask=missing)
    return pd.Series(pd.array(pc.take(pa.array(words, pa.large_string()), rows), dtype="str"))


def _pick(rng: np.random.Generator, words: Mapping[str, float], count: int, missing: float = 0.0) -> pd.Series[str]:
    codes = rng.choice(len(words), size=count, p=list(words.values()))
    return _text(list(words), codes, rng.random(count) < missing)


def _subjects(rng: np.random.Generator, ids: pa.Array, columns: Mapping[str, pd.Series[str]]) -> pd.DataFrame:
    enrolled = _pick(rng, {"true": 0.98, "false": 0.02}, len(ids))
    every = range(len(ids))
    return pd.DataFrame({"subject_id": _text(ids, every), "name": _text(ids, every), **columns, "enrolled": enrolled})


def _residents(rng: np.random.Generator, ids: pa.Array) -> pd.DataFrame:
    count = len(ids)
    years = [str(year) for year in range(1935, 2008)]
    return _subjects(
        rng,
        ids,
        {
            "born": _text(years, rng.integers(0, len(years), count), rng.random(count) < 0.01),
            "gender": _pick(rng, {"f": 0.5, "m": 0.5}, count),
            "district": _pick(rng, _districts(), count),
            "registration": _pick(rng, {"local": 0.7, "migrant": 0.3}, count),
            "education": _pick(
                rng, {"none": 0.05, "basic": 0.35, "secondary": 0.4, "degree": 0.2}, count, missing=0.02
            ),
            "income": _pick(rng, {"low": 0.3, "middle": 0.5, "high": 0.2}, count),
            "occupation": _pick(rng, {"clerk": 0.3, "driver": 0.2, "farmer": 0.3, "teacher": 0.2}, count),
        },
    )


def _companies(rng: np.random.Generator, ids: pa.Array) -> pd.DataFrame:
    sectors = {"catering": 0.3, "building": 0.3, "transport": 0.4}
    return _subjects(
        rng, ids, {"sector": _pick(rng, sectors, len(ids)), "district": _pick(rng, _districts(), len(ids))}
    )


def _districts() -> dict[str, float]:
    return {"Old Quay": 0.3, "Mill Rise": 0.3, "North Kilns": 0.2, "Reedmarsh": 0.2}


def _records(rng: np.random.Generator, people: pa.Array, companies: pa.Array, per_subject: float) -> pd.DataFrame:
    """The register, in the order of entry: a record is entered up to ninety days after its date."""
    subjects = len(people) + len(companies)
    subject = np.repeat(np.arange(subjects), rng.poisson(per_subject, subjects))
    date = FIRST_DAY + rng.integers(0, int((LAST_DAY - FIRST_DAY).astype(np.int64)) + 1, len(subject))
    entry = np.argsort(date + rng.integers(0, 91, len(subject)), kind="stable")
    subject, date = subject[entry], date[entry]
    kind = _kinds(rng, subject >= len(people))
    every = np.arange(len(subject))
    return pd.DataFrame(
        {
            "record_id": _text(_ids("R", len(subject), 9), every),
            "subject_id": _text(pa.concat_arrays([people, companies]), subject),
            "date": date.astype("datetime64[s]"),
            "kind": _text(_names(), kind),
            "amount": _amounts(rng, kind),
            "agency": _text([one.agency for one in KINDS], kind, rng.random(len(kind)) < 0.05),
            "settled_on": _settled(rng, kind, date),
            "act_id": _text([""], np.zeros(len(kind), np.int64), np.ones(len(kind), np.bool_)),
            "note": _text([""], np.zeros(len(kind), np.int64), np.ones(len(kind), np.bool_)),
        }
    )


def _kinds(rng: np.random.Generator, of_company: Mask) -> Codes:
    """A kind for each record: the n-th of a resident's kinds is about n ** 0.8 times rarer than the first."""
    business = np.array([kind.name.startswith(("business.", "tax.", "court.judgment")) for kind in KINDS])
    personal = np.array([not kind.name.startswith("business.") for kind in KINDS])
    weights = 1 / np.arange(1, len(KINDS) + 1) ** 0.8 * personal
    chosen = rng.choice(len(KINDS), size=len(of_company), p=weights / weights.sum())
    chosen[of_company] = rng.choice(np.flatnonzero(business), size=int(of_company.sum()))
    return chosen


def _amounts(rng: np.random.Generator, kind: Codes) -> pd.Series[Any]:
    """Yuan to the cent, log-normal about the kind's usual amount; one in ten is unknown."""
    usual = np.array([one.amount for one in KINDS])[kind]
    cents = np.rint(100 * usual * rng.lognormal(0, 0.8, len(kind))).astype(np.int64)
    missing = (usual == 0) | (rng.random(len(kind)) < 0.1)
    amounts = pc.multiply(pa.array(cents, mask=missing).cast(pa.decimal128(19, 0)), pa.scalar(Decimal("0.01")))
    return pd.Series(pd.array(amounts.cast(pa.decimal128(19, 6)), dtype=pd.ArrowDtype(pa.decimal128(19, 6))))


def _settled(rng: np.random.Generator, kind: Codes, date: Days) -> pd.Series[pd.Timestamp]:
    days = date + rng.integers(0, 700, len(kind))
    never = ~np.array([one.settles for one in KINDS])[kind] | (rng.random(len(kind)) < 0.3)
    return pd.Series(np.where(never, np.datetime64("NaT"), days).astype("datetime64[s]"))


def _relationships(rng: np.random.Generator, people: pa.Array, companies: pa.Array) -> pd.DataFrame:
    """Half the residents as couples, a quarter as parent and child, a quarter with a friend; three to a company."""
    shuffled, half, quarter = rng.permutation(len(people)), len(people) // 2, len(people) // 4
    couples, families = shuffled[:half], shuffled[half : half + quarter]
    firms = np.arange(len(people), len(people) + len(companies))
    rows = list(_both_ways(couples, "spouse", "spouse")) + list(_both_ways(families, "child", "parent"))
    rows.append((shuffled[:quarter], rng.permutation(shuffled[quarter:])[:quarter], "friend"))
    rows.append((firms, rng.integers(0, len(people), len(firms)), "legal_representative"))
    owners = rng.integers(0, len(people), 2 * len(firms))
    rows.append((np.repeat(firms, 2), owners, "shareholder"))
    ids, kinds = pa.concat_arrays([people, companies]), [kind for _, _, kind in rows]
    table = pd.DataFrame(
        {
            "subject_id": _text(ids, np.concatenate([one for one, _, _ in rows])),
            "other_id": _text(ids, np.concatenate([other for _, other, _ in rows])),
            "kind": _text(kinds, np.repeat(np.arange(len(rows)), [len(one) for one, _, _ in rows])),
        }
    )
    return table.drop_duplicates(ignore_index=True)


def _both_ways(people: Codes, kind: str, back: str) -> Iterator[tuple[Codes, Codes, str]]:
    pairs = len(people) // 2
    one, other = people[:pairs], people[pairs : 2 * pairs]
    yield one, other, kind
    yield other, one, back


def _appeals(rng: np.random.Generator, records: pd.DataFrame) -> pd.DataFrame:
    """Appeals of a random part of the records; a few records are appealed twice."""
    count = len(records)
    outcomes = {"upheld": UPHELD, "rejected": REJECTED, "pending": PENDING}
    rows = rng.integers(0, count, int(count * sum(outcomes.values())))
    outcome = rng.choice(len(outcomes), size=len(rows), p=np.array(list(outcomes.values())) / sum(outcomes.values()))
    filed = records["date"].to_numpy()[rows] + rng.integers(-5, 60, len(rows)).astype("timedelta64[D]")
    decided = filed + rng.integers(5, 120, len(rows)).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "appeal_id": _text(_ids("A", len(rows), 8), range(len(rows))),
            "record_id": records["record_id"].iloc[rows].reset_index(drop=True),
            "filed_on": filed.astype("datetime64[s]"),
            "decided_on": np.where(outcome == 2, np.datetime64("NaT"), decided).astype("datetime64[s]"),
            "outcome": _text(list(outcomes), outcome, outcome == 2),
        }
    )
