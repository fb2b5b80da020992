"""What both games are tested with."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pilot import City, evaluate, load_ruleset
from pilot.disclosure.guessing.rounds import Deck
from pilot.evaluation.assess import last_day


@pytest.fixture(scope="session")
def deck(lantern_ford: City) -> Deck:
    """What the shipped city's rounds under Honest Shanghai are dealt from."""
    return Deck(evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford)))


def clicked(app: AppTest, label: str) -> AppTest:
    """The screen after a click on the button of that label."""
    after = next(button for button in app.button if button.label == label).click().run()
    assert not after.exception
    return after
