"""`pilot schema`: the JSON Schema of a ruleset."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pilot.errors import DataError, Place, Problem
from pilot.ruleset.model.json_schema import schema_text


def schema(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it; printed if not given.")] = None,
) -> None:
    """Print the JSON Schema of a ruleset.

    Editors complete and check rulesets by it.
    """
    if out is None:
        typer.echo(schema_text(), nl=False)
        return
    try:
        out.write_text(schema_text(), encoding="utf-8", newline="\n")
    except OSError as error:
        found = f"the schema cannot be written here ({error.strerror})."
        raise DataError([Problem(Place(str(out)), "cannot-write", found, "Name another file.")]) from error
