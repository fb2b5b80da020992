"""The rulesets that come with the project."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "rulesets"


def shipped_rulesets() -> dict[str, Path]:
    """The shipped rulesets: id and file, by id. The file is named for the id."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.yaml"), key=lambda path: path.stem)}


def shipped_name(path: Path) -> str:
    """How messages call a shipped file: by its place in the project."""
    return f"{FOLDER.name}/{path.name}"
