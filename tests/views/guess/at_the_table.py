"""The Guess the rule screen as a visitor finds it: opened by an address, read, and clicked through."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.views.screen import having_opened


def opened(own: dict[str, Path] | None = None, **address: str) -> AppTest:
    """The screen as a link with this address opens it, for a visitor with rulesets of their own."""
    app = AppTest.from_file(str(Path(__file__).parents[3] / "app.py"), default_timeout=60)
    having_opened(app, rulesets=own or {})
    for key, value in address.items():
        app.query_params[key] = value
    shown = app.run().switch_page("pilot/views/guess/screen.py").run()
    assert not shown.exception
    return shown


def markup(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def words(app: AppTest) -> str:
    """What a reader reads: the text of the page, white space made one blank."""
    text = re.sub(r"<style>.*?</style>", " ", markup(app), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", text)))


def clicked(app: AppTest, label: str) -> AppTest:
    after = next(button for button in app.button if button.label == label).click().run()
    assert not after.exception
    return after
