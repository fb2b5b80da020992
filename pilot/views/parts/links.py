"""Ways from one screen to another: addresses for links in a text, and buttons that keep the visit."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from pilot.views.parts import marks

SCREENS = ("resident", "city", "compare", "rulebook", "sources")
SHARED = ("city", "ruleset", "as_of", "resident")
"""The choices of the sidebar, which go along to another screen."""


def href(screen: str, **choices: str) -> str:
    """The address of a screen with the sidebar's choices as they stand, and others instead or besides."""
    kept = {key: st.query_params[key] for key in SHARED if key in st.query_params}
    return f"{screen}?{urlencode(kept | choices)}"


def to(screen: str, words: str, **choices: str) -> str:
    """A link in a text to another screen; `words` are plain text."""
    return f'<a href="{marks.text(href(screen, **choices))}" target="_self">{marks.text(words)}</a>'


def button(
    label: str, screen: str, key: str, choices: Mapping[str, str], *, params: Mapping[str, str] | None = None
) -> None:
    """A button that makes some choices and opens a screen within the visit; `params` stand in the address alone."""
    if st.button(label, key=key, type="tertiary", on_click=_choose, args=(dict(choices),)):
        st.switch_page(f"pilot/views/{screen}.py", query_params=dict(params or {}))


def _choose(choices: Mapping[str, str]) -> None:
    for key, value in choices.items():
        st.session_state[key] = value
