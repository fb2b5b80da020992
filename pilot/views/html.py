"""Markup for a page: whatever is put into it is escaped by its type. And plain words for a widget.

A template is written `Markup("<p>{}</p>").format(words)`: a plain `str` is escaped, a `Markup` goes in as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st
from markupsafe import Markup

from pilot.ruleset.reading.source_text import one_line

LONGEST = 160
_MARKS = re.compile(r"[\\`*_\[\]$<~&]")
_FIRST = re.compile(r"^([0-9]{0,9})([#>+.)-])")
"""What Markdown reads as more than itself, anywhere and at the beginning."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that show what follows from right to left: a name would read as what it is not."""


def show(*parts: Markup, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draws the parts on the page, one after the other in one piece."""
    st.html(text(*parts), width=width)


def text(*parts: Markup) -> str:
    """The parts as the page gets them."""
    return _TURNING.sub("\ufffd", str(joined(parts)))


def block(*parts: Markup, kind: str = "", role: Literal["alert", "status"] | None = None) -> Markup:
    """The parts in the page's own type; `kind` are further classes, `role` has them read out as they come."""
    spoken = Markup(' role="{}"').format(role) if role else Markup()
    return Markup('<div class="{}"{}>{}</div>').format(f"pp {kind}".strip(), spoken, joined(parts))


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """The parts one after the other with something between them; plain words are escaped."""
    return Markup("{}").format(between).join(parts)


def repeated(template: Markup, contents: Iterable[object]) -> Markup:
    """The template once for each content, which stands in its place `{}`."""
    return joined(template.format(content) for content in contents)


@cache
def style_sheet(file: Path) -> Markup:
    """A style sheet that stands beside a module, as an element of the page."""
    return Markup("<style>{}</style>").format(Markup(file.read_text(encoding="utf-8")))  # noqa: S704 (a file of ours)


def short(value: object) -> str:
    """Any value as plain words on one line that nothing turns round, and of a length that a menu can hold."""
    line = one_line(str(value))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def label(value: object) -> str:
    """The same in a widget's label or help, which are read as Markdown: no picture, no link, no list.

    A screen reader hears the backslashes, so that no other mark gets one.
    """
    return _FIRST.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", short(value)))
