"""What stands around a screen stays, whatever happens in it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pilot.views.visit import frame
from tests.views.screen import ROOT, words


def test_a_screen_that_cannot_be_drawn_says_so_and_the_choices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(frame, "CATCHES", True)
    monkeypatch.setattr("pilot.views.resident.summary.summary", fails)
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    app = app.switch_page("pilot/views/resident/screen.py").run()

    assert not app.exception
    assert "This screen cannot be drawn with what is chosen." in words(app)
    assert {"City", "Ruleset", "Resident"} <= {box.label for box in app.selectbox}
