"""Words made safe for where they are shown: text in a page, and plain words in a widget."""

from __future__ import annotations

import re
from html import escape


def text(value: object) -> str:
    """Any value as safe text for a page."""
    return escape(str(value), quote=True)


def label(value: object) -> str:
    """Any value as plain words in a widget's label or help, which are read as Markdown: no picture and no link."""
    return re.sub(r"([\\`*_\[\]$<~&])", r"\\\1", str(value))
