"""`pilot schema`: the JSON Schema of a ruleset."""

from __future__ import annotations

from pathlib import Path

import typer

from pilot.errors import DataError, Place, Problem
from pilot.ruleset.model.json_schema import schema_text


def schema(out: Path | None) -> None:
    """Prints the schema, or writes it to a file. DataError where that cannot be written."""
    if out is None:
        typer.echo(schema_text(), nl=False)
        return
    try:
        out.write_text(schema_text(), encoding="utf-8", newline="\n")
    except OSError as error:
        said = f"the schema cannot be written here ({error.strerror})."
        raise DataError([Problem(Place(str(out)), "cannot-write", said, "Name another file.")]) from error
