"""The command line as a user calls it, and the statuses that it ends with."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from pilot.__main__ import app

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2


def pilot(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="pilot")
