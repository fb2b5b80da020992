"""The Opacity screen as a link opens it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

ALL_SHOWN = "sssssssssss.hhhhhhhhhhh.hhhhhhhhhhh.0.b"
NOTHING_SHOWN = "hhhhhhhhhhh.hhhhhhhhhhh.hhhhhhhhhhh.0.n"
TEASEL = "P0006"


def addressed(**address: str) -> AppTest:
    """The app at this address, not yet run."""
    app = AppTest.from_file(str(Path(__file__).parents[3] / "app.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app


def on_screen(app: AppTest) -> AppTest:
    """The app turned to this screen, which must draw without an exception."""
    shown = app.switch_page("pilot/views/opacity/screen.py").run()
    assert not shown.exception
    return shown


def opened(**address: str) -> AppTest:
    """The screen as a link with this address opens it, on the city's last day."""
    return on_screen(addressed(**{"as_of": "2024-12-31", **address}).run())


def markup(app: AppTest) -> str:
    """The HTML outside of components."""
    return "\n".join(block.proto.body for block in app.get("html"))


def words(app: AppTest) -> str:
    """What a reader reads outside of components: the text of the page, white space made one blank."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", markup(app)))).replace(" .", ".").replace(" ,", ",")
