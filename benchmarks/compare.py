"""The engine side by side with its peers, in one process: `python -m benchmarks.compare --residents 10000 --rounds 7`.

First every ledger must be the same, then each contender is timed in turn. The peers come with the extra `bench`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import duckdb_scan, pandas_script, polars_script
from benchmarks.agreement import demand_the_same
from benchmarks.polars_postings import frames_of
from benchmarks.race import Contender, Echo, Times, race
from benchmarks.report import Bar, FigureRow, Report, Sign, load, machine
from benchmarks.tables import tables_of
from benchmarks.workload import make_city, write_records
from pilot.city.city import City
from pilot.evaluation import evaluate
from pilot.evaluation.kernel.columns import columns_of
from pilot.evaluation.one_subject.explain import explain
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import load_ruleset

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
AS_OF = dt.date(2024, 12, 31)
EDITED = "bill-late"  # the rule that posts most
EXPLAIN_SMALL, EXPLAIN_LARGE, EXPLAINED = 1_000, 1_000_000, 50

LEDGER, STANDING, EDIT = "ledger, by the engine", "standing, by the engine", "standing after one rule's points changed"
PANDAS, PANDAS_RAW = "ledger, by the pandas script", "ledger, by the pandas script, with its own numbering and sorting"
POLARS = "ledger, by tuned Polars"
SCAN, SCAN_SORTED = "bare DuckDB scan and group-by", "the same scan of a file sorted by subject"

RATIOS: tuple[tuple[str, str, str, Sign, float | None], ...] = (
    ("pandas script over engine, full ledger", PANDAS, LEDGER, "at least", 10),
    ("the same, with the script's own numbering and sorting", PANDAS_RAW, LEDGER, "at least", None),
    ("tuned Polars over engine, full ledger", POLARS, LEDGER, "at least", 2),
    ("full ledger over bare scan", LEDGER, SCAN, "at most", 4),
    ("the same, file sorted by subject", LEDGER, SCAN_SORTED, "at most", None),
    ("standing over bare scan", STANDING, SCAN, "at most", 2),
    ("the same, file sorted by subject", STANDING, SCAN_SORTED, "at most", None),
    ("standing after an edit over full standing", EDIT, STANDING, "at most", 0.25),
)
NOTES = (
    "About twenty records a resident and 25 rules that use every part of the format; about one posting a record.",
    "Every ledger was compared with the engine's, row for row and column for column, before anything was timed.",
    "Contenders take turns in one process; the first round is thrown away.",
    "A time is the median round, a ratio the median of the rounds' ratios.",
    "The engine, the script and Polars start from tables in memory, numbered and sorted beforehand.",
    "The engine's memory of earlier results is cleared before each run.",
    "The Parquet file holds the same records in the order of entry, in row groups of DuckDB's own size.",
)


def run(
    sizes: Sequence[int], rounds: int, echo: Echo, *, explain_large: int = EXPLAIN_LARGE, explain_records: float = 20
) -> Report:
    """Measures every contender in a city of each size, then explaining one subject in a small and a large city.

    `explain_large` residents, with `explain_records` records each, make the large city; 0 leaves that part out.
    Raises DisagreementError where the ledgers differ. `echo` gets a line for every step of the way.
    """
    before = load()
    ruleset = load_ruleset(HERE / "ruleset.yaml")
    rows: list[FigureRow] = []
    bars: list[Bar] = []
    for residents in sizes:
        echo(f"{residents:,} residents")
        times = ledgers(ruleset, residents, rounds, echo)
        rows += [FigureRow(f"{residents:,}", name, time.typical_wall, time.typical_cpu) for name, time in times.items()]
        bars += [replace(bar, city=f"{residents:,}") for bar in bars_of(times)]
    notes = list(NOTES)
    if explain_large:
        explained, bar = explaining(ruleset, explain_large, explain_records, rounds, echo)
        rows += explained
        bars.append(bar)
        notes.append(
            f"Explained: {EXPLAINED} subjects; {explain_records:g} records each in the large city, 20 in the small."
        )
    return Report(machine(before), rounds, tuple(notes), tuple(rows), tuple(bars))


def bars_of(times: Mapping[str, Times]) -> list[Bar]:
    """The ratios that matter in one city."""
    return [_bar(label, times[one], times[other], sign, bound) for label, one, other, sign, bound in RATIOS]


def _bar(label: str, one: Times, other: Times, sign: Sign, bound: float | None) -> Bar:
    return Bar("", label, one.over(other), one.cpu_over(other), sign, bound)


def ledgers(ruleset: Ruleset, residents: int, rounds: int, echo: Echo) -> Mapping[str, Times]:
    """The times of every contender in a city of that size."""
    city = make_city(residents)
    with TemporaryDirectory() as folder:
        return race(_contenders(ruleset, city, Path(folder), echo), rounds, echo)


def _contenders(ruleset: Ruleset, city: City, folder: Path, echo: Echo) -> list[Contender]:
    """What is timed, once the ledgers have been found to be the same."""
    tables = tables_of(city)
    frames, columns, database = frames_of(tables), columns_of(city), duckdb_scan.open_database()
    ours = evaluate(ruleset, city, AS_OF).ledger
    demand_the_same(ours, pandas_script.ledger(tables, ruleset, AS_OF), "pandas script")
    demand_the_same(ours, polars_script.ledger(frames, ruleset, AS_OF).to_pandas(), "Polars script")
    echo(f"{len(city.records):,} records give {len(ours):,} postings, the same three times")
    file = write_records(city, folder / "records.parquet")
    in_order = city.records.sort_values(["subject_id", "date", "record_id"], ignore_index=True)
    file_in_order = write_records(replace(city, records=in_order), folder / "sorted.parquet")
    edit = _EditedPoints(ruleset, city)
    return [
        Contender(LEDGER, lambda: evaluate(ruleset, city, AS_OF).ledger, columns.memo.clear),
        Contender(PANDAS, lambda: pandas_script.ledger(tables, ruleset, AS_OF)),
        Contender(PANDAS_RAW, lambda: pandas_script.ledger(tables_of(city), ruleset, AS_OF)),
        Contender(POLARS, lambda: polars_script.ledger(frames, ruleset, AS_OF)),
        Contender(SCAN, lambda: duckdb_scan.scan(database, file)),
        Contender(SCAN_SORTED, lambda: duckdb_scan.scan(database, file_in_order)),
        Contender(STANDING, lambda: evaluate(ruleset, city, AS_OF).standing, columns.memo.clear),
        Contender(EDIT, edit.standing, edit.make_ready),
    ]


class _EditedPoints:
    """One rule's points changed, each time to a value not seen before, in a city whose standing is known."""

    def __init__(self, ruleset: Ruleset, city: City) -> None:
        self.ruleset, self.city, self.edited = ruleset, city, ruleset
        self._points = count(-5, -1)

    def make_ready(self) -> None:
        """The standing before the edit, and the ruleset after it."""
        columns_of(self.city).memo.clear()
        evaluate(self.ruleset, self.city, AS_OF).standing  # noqa: B018 - a table is laid out when it is first read
        points = next(self._points)
        edited = self.ruleset.rule(EDITED).model_copy(update={"points": points})
        rules = tuple(edited if rule.id == EDITED else rule for rule in self.ruleset.rules)
        self.edited = self.ruleset.model_copy(update={"rules": rules})

    def standing(self) -> object:
        """The standing after the edit."""
        return evaluate(self.edited, self.city, AS_OF).standing


def explaining(ruleset: Ruleset, large: int, records: float, rounds: int, echo: Echo) -> tuple[list[FigureRow], Bar]:
    """The time to explain one subject in a city of `large` residents, beside the same in one of EXPLAIN_SMALL."""
    echo(f"explaining in a city of {large:,} residents")
    names = [f"explaining one of {size:,}" for size in (EXPLAIN_SMALL, large)]
    cities = [make_city(EXPLAIN_SMALL), make_city(large, records_per_subject=records)]
    contenders = [Contender(name, _explaining(ruleset, city)) for name, city in zip(names, cities, strict=True)]
    times = race(contenders, rounds, echo)
    rows = [
        FigureRow("both", name, time.typical_wall / EXPLAINED, time.typical_cpu / EXPLAINED)
        for name, time in times.items()
    ]
    small, big = (times[name] for name in names)
    bar = _bar(f"explaining one of {large:,} over one of {EXPLAIN_SMALL:,}", big, small, "at most", 2)
    return rows, replace(bar, city="both")


def _explaining(ruleset: Ruleset, city: City) -> Callable[[], object]:
    chosen = np.random.default_rng(1).integers(0, len(city.residents), EXPLAINED)
    ids = city.residents["subject_id"].iloc[chosen].tolist()
    return lambda: [explain(ruleset, city, subject_id, AS_OF) for subject_id in ids]


def main() -> None:
    """Reads the command line, measures, prints, and writes what was requested."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("--residents", type=int, nargs="+", default=[10_000, 100_000], help="sizes of the cities")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--explain-large", type=int, default=EXPLAIN_LARGE, help="residents of the large city, or 0")
    parser.add_argument("--explain-records", type=float, default=20, help="records a subject in the large city")
    parser.add_argument("--write", action="store_true", help="put the result into benchmarks/RESULTS.md")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    large = {"explain_large": given.explain_large, "explain_records": given.explain_records}
    report = run(given.residents, given.rounds, print, **large)
    print(f"\n{report.as_text()}")
    if given.write:
        report.write(RESULTS)
    if given.json:
        given.json.write_text(json.dumps(report.as_values(), indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
