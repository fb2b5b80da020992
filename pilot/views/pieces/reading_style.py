"""The style sheet of the screens that are read like a document: Start, Rulebook, Sources."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def style() -> str:
    """The sheet, for the head of such a screen."""
    return f"<style>{(Path(__file__).parent / 'reading.css').read_text(encoding='utf-8')}</style>"
