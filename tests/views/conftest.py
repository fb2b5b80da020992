"""What all tests of screens share: a fault of our own is raised, not shown as a sentence."""

from __future__ import annotations

import pytest

from pilot.views.visit import frame


@pytest.fixture(autouse=True)
def faults_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "CATCHES", False)
