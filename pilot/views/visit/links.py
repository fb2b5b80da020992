"""Ways from one screen to another: addresses for links in a text, and buttons that keep the visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from pilot.views.visit import opened

SHARED = ("city", "ruleset", "as_of", "resident")
"""The choices at the top, which go along to another screen."""


def own(choice: str) -> bool:
    """Whether the city or the ruleset is a file that the visitor opened; an address brings it back in this browser."""
    return str(st.session_state.get(choice, "")).endswith(opened.OWN)


def href(screen: str, **choices: str) -> str:
    """The address of a screen with the choices as they stand, and others instead or besides."""
    kept = {key: st.query_params[key] for key in SHARED if key in st.query_params}
    return f"{screen}?{urlencode(kept | choices)}"


def to(screen: str, words: str, **choices: str) -> Markup:
    """A link in a text to another screen."""
    return Markup('<a href="{}" target="_self">{}</a>').format(href(screen, **choices), words)


def to_rule(rule_id: str, words: str, label: str) -> Markup:
    """A link to a rule alone."""
    link = Markup('<a href="{}" target="_self" aria-label="{}">{}</a>')
    return link.format(href("rulebook", rule=rule_id), label, words)


def button(
    label: str,
    screen: str,
    key: str,
    choices: Mapping[str, str],
    *,
    params: Mapping[str, str] | None = None,
    kind: Literal["tertiary", "secondary", "primary"] = "tertiary",
    hint: str | None = None,
) -> None:
    """A button that makes some choices and opens a screen within the visit; `params` stand in the address alone."""
    if st.button(label, key=key, type=kind, help=hint, on_click=_choose, args=(dict(choices),)):
        st.switch_page(f"pilot/views/{screen}/screen.py", query_params=dict(params or {}))


def _choose(choices: Mapping[str, str]) -> None:
    for key, value in choices.items():
        st.session_state[key] = value
