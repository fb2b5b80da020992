"""A screen opened through app.py as a link opens it, and what stands on it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from pilot.city.reading.load import load_city
from pilot.ruleset.reading.source_text import read_text
from pilot.views.server import kept_openings

ROOT = Path(__file__).parents[2]
HOSTILE = "<img src=x onerror=alert(1)>"


def having_opened(
    app: AppTest, *, rulesets: Mapping[str, Path] | None = None, cities: Mapping[str, Path] | None = None
) -> None:
    """The visit of somebody who has opened these files, under these names."""
    app.session_state["_visitor"] = token = secrets.token_urlsafe(32)
    mine = kept_openings.of(token)
    mine.rulesets.update({name: read_text(path, path.name) for name, path in (rulesets or {}).items()})
    mine.cities.update({name: load_city(path) for name, path in (cities or {}).items()})


def addressed(own: Mapping[str, Path] | None = None, **address: str) -> AppTest:
    """The app at this address, not yet run, for a visitor with rulesets of their own."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    having_opened(app, rulesets=own or {})
    for key, value in address.items():
        app.query_params[key] = value
    return app


def on_screen(app: AppTest, name: str) -> AppTest:
    """The app turned to a screen, which must draw without an exception."""
    shown = app.switch_page(f"pilot/views/{name}/screen.py").run()
    assert not shown.exception
    return shown


def opened(name: str, own: Mapping[str, Path] | None = None, **address: str) -> AppTest:
    """A screen as a link with this address opens it."""
    return on_screen(addressed(own, **address).run(), name)


def component(app: AppTest, has: str) -> dict[str, Any]:
    """What the first component that `has` this is given."""
    given: list[dict[str, Any]] = [json.loads(found.proto.json) for found in app.get("bidi_component")]
    return next(data for data in given if has in data)


def markup(app: AppTest) -> str:
    """The screen's own HTML, style left out."""
    whole = "\n".join(block.proto.body for block in app.get("html"))
    return re.sub(r"<style>.*?</style>", " ", whole, flags=re.DOTALL)


def words(app: AppTest) -> str:
    """What a reader reads: the text of the page, white space made one blank."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", markup(app))))
