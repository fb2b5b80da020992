"""`pilot bench`: the engine beside its peers, from a checkout that holds the benchmarks."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from pilot.errors import DataError, Place, Problem

CHECKOUT = Path(__file__).resolve().parents[3]


def bench(residents: Sequence[int], rounds: int, explain_large: int, *, write: bool) -> None:
    """Prints the report, and keeps it beside the benchmarks if wanted. DataError where something is missing for it."""
    compare = _comparison()
    report = compare.run(residents, rounds, _said, explain_large=explain_large)
    typer.echo(report.as_text())
    if write:
        kept = CHECKOUT / "benchmarks" / "RESULTS.md"
        report.write(kept)
        typer.echo(f"\nWritten to {kept}")


def _said(line: str) -> None:
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


def _missing(said: str, mend: str) -> Problem:
    return Problem(Place("benchmarks"), "benchmarks-missing", said, mend)
