"""`pilot bench`: the engine beside its peers, from a checkout that holds the benchmarks."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from pilot.errors import DataError, Place, Problem

CHECKOUT = Path(__file__).resolve().parents[3]


def bench(
    residents: Annotated[
        list[int] | None, typer.Option(metavar="N", min=1, help="City sizes; may be given often.")
    ] = None,
    rounds: Annotated[int, typer.Option(metavar="N", min=1, help="Runs of each contender.")] = 7,
    explain_large: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Size of the city in which one subject is explained; 0 leaves it out."),
    ] = 1_000_000,
    write: Annotated[bool, typer.Option("--write", help="Keep the figures in benchmarks/RESULTS.md.")] = False,
) -> None:
    """Measure the engine beside its peers.

    All do the same work in one run, and the figures are ratios.
    """
    compare = _comparison()
    report = compare.run(residents or [10_000, 100_000], rounds, _print_progress, explain_large=explain_large)
    typer.echo(report.as_text())
    if write:
        kept = CHECKOUT / "benchmarks" / "RESULTS.md"
        report.write(kept)
        typer.echo(f"\nWritten to {kept}")


def _print_progress(line: str) -> None:
    typer.echo(line, err=True)


def _comparison() -> Any:
    if not (CHECKOUT / "benchmarks" / "compare.py").is_file():
        mend = "Run this in a checkout of the repository, installed with pip install -e."
        raise DataError([_missing("the benchmarks are not part of the installed package.", mend)])
    if str(CHECKOUT) not in sys.path:
        sys.path.insert(0, str(CHECKOUT))
    try:
        return importlib.import_module("benchmarks.compare")
    except ModuleNotFoundError as error:
        mend = 'python3 -m pip install -c constraints.txt -e ".[bench]"'
        raise DataError([_missing(f"{error.name} is not installed, and the comparison needs it.", mend)]) from error


def _missing(found: str, mend: str) -> Problem:
    return Problem(Place("benchmarks"), "benchmarks-missing", found, mend)
