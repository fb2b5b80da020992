"""`pilot new-city`: another invented city."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pilot.city.inventing.generator import new_city as make_city
from pilot.commands.terminal.progress import progress
from pilot.phrases import count


def new_city(
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write.", show_default=False)],
    residents: Annotated[int, typer.Option(metavar="N", min=1, help="How many residents.")] = 600,
    companies: Annotated[int, typer.Option(metavar="N", min=1, help="How many companies.")] = 40,
    seed: Annotated[int, typer.Option(metavar="S", min=0, help="The same seed gives the same bytes.")] = 1,
    assumptions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Group sizes and rates; the shipped ones if not given.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a city that is already there.")] = False,
) -> None:
    """Invent a city of any size.

    It is a data package of synthetic residents and companies, their relationships, acts, records and appeals.
    """
    with progress() as tell:
        folder = make_city(residents, companies, seed, out, assumptions=assumptions, overwrite=overwrite, progress=tell)
    people, firms = count(residents, "resident"), count(companies, "company", "companies")
    typer.echo(f"{people} and {firms}, seed {seed}, written to {folder}")
