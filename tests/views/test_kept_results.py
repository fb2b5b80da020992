"""Results that hang on what visitors bring are bounded by bytes."""

from __future__ import annotations

import re

from tests.views.screen import ROOT

FOR_ALL_ALIKE = {"own_drafts.py", "registers.py"}
"""The one store, and the shipped registers."""


def test_no_screen_keeps_results_by_their_number_alone() -> None:
    keeps = re.compile(r"@st\.cache_(?:resource|data)\b")
    found = {path.name for path in (ROOT / "pilot").rglob("*.py") if keeps.search(path.read_text(encoding="utf-8"))}
    assert FOR_ALL_ALIKE == found
