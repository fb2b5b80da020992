"""What a small session is made of, changes to the file that it is saved in, and how a file is refused."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pilot import DataError
from pilot.workshop.sessions.manifest import SHEET
from pilot.workshop.sessions.session import SessionReceipt
from pilot.workshop.sessions.session_file import read_session
from pilot.workshop.sessions.zip_bytes import members_of, zip_bytes

FEW_RULES = (Path(__file__).parents[2] / "small" / "few-rules.yaml").read_text(encoding="utf-8")
MILDER = FEW_RULES.replace("points: -5", "points: -4") + "# Children cross too.\r\n"
DAY = dt.datetime(2025, 3, 1, 10, 30, tzinfo=dt.UTC)
RECEIPT = SessionReceipt("0.1.0", "few-rules", "0" * 12, "hill-end", "1" * 12, dt.date(2020, 6, 30))


def changed(data: bytes, change: Callable[[dict[str, bytes]], Any]) -> bytes:
    """The session file after a change to its members."""
    members = members_of(data, "x")
    change(members)
    return zip_bytes(members, "x")


def changed_sheet(data: bytes, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """The session file after a change to its session.json."""

    def apply(members: dict[str, bytes]) -> None:
        sheet = json.loads(members[SHEET])
        change(sheet)
        members[SHEET] = json.dumps(sheet).encode()

    return changed(data, apply)


def refusal(data: bytes) -> DataError:
    with pytest.raises(DataError) as caught:
        read_session(data, "given.zip")
    assert all(problem.place.file.startswith("given.zip") for problem in caught.value.problems)
    assert all(problem.found.endswith(".") and problem.mend.endswith(".") for problem in caught.value.problems)
    return caught.value


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in refusal(data).problems]
