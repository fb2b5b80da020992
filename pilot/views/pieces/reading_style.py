"""The style sheet of the screens that are read like a document: Start, Rulebook, Sources."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from pilot.views import html


def style() -> Markup:
    """The sheet, for the head of such a screen."""
    return html.style_sheet(Path(__file__).with_name("reading.css"))
