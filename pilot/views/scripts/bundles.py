"""The scripts as they were bundled from the sources beside them, so that nobody needs Node to run the app."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


def bundle(name: str) -> str:
    """A script as one ES module; a component takes one that exports a function as its default."""
    return (ASSETS / f"{name}.js").read_text(encoding="utf-8")
