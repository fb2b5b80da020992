"""A text written to a file that the user named."""

from __future__ import annotations

from pathlib import Path

from pilot.errors import DataError, Place, Problem


def write_file(path: Path, content: str) -> None:
    """Writes UTF-8 with plain line ends; DataError where that cannot be done."""
    try:
        path.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        found = f"nothing can be written here ({error.strerror})."
        raise DataError([Problem(Place(str(path)), "cannot-write", found, "Name another file.")]) from error
