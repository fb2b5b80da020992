"""`pilot new-city`: another invented city."""

from __future__ import annotations

from pathlib import Path

import typer

from pilot.city.inventing.generator import new_city as make_city
from pilot.commands.terminal.progress import progress


def new_city(
    out: Path, residents: int, companies: int, seed: int, assumptions: Path | None, *, overwrite: bool
) -> None:
    """Writes the data package and says where it is."""
    with progress() as tell:
        folder = make_city(residents, companies, seed, out, assumptions=assumptions, overwrite=overwrite, progress=tell)
    typer.echo(f"{residents:,} residents and {companies:,} companies, seed {seed}, written to {folder}")
