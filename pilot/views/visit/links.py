"""Ways from one screen to another: addresses for links in a text, and buttons that keep the visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from pilot.views.visit import opened

SHARED = ("city", "ruleset", "as_of", "resident")
"""The choices of the sidebar, which go along to another screen."""


def own(choice: str) -> bool:
    """Whether the city or the ruleset is a file that the visitor opened, and no address can bring it back."""
    files = {"city": opened.cities, "ruleset": opened.rulesets}
    return choice in files and st.session_state.get(choice) in files[choice]()


def href(screen: str, **choices: str) -> str:
    """The address of a screen with the sidebar's choices as they stand, and others instead or besides."""
    kept = {key: st.query_params[key] for key in SHARED if key in st.query_params and not own(key)}
    return f"{screen}?{urlencode(kept | choices)}"


def to(screen: str, words: str, **choices: str) -> Markup:
    """A link in a text to another screen; `words` stay plain where no address leads there.

    Following a link begins a new visit; where that would lose the visitor's own files, it opens beside this one.
    """
    if own("ruleset") and "ruleset" not in choices:
        return Markup("{}").format(words)
    target = "_blank" if own("ruleset") or own("city") else "_self"
    return Markup('<a href="{}" target="{}">{}</a>').format(href(screen, **choices), target, words)


def to_rule(rule_id: str, words: str, label: str) -> Markup:
    """A link to a rule alone; in a ruleset that no address brings back, to its place on this page."""
    address = f"#rule-{rule_id}" if own("ruleset") else href("rulebook", rule=rule_id)
    return Markup('<a href="{}" target="_self" aria-label="{}">{}</a>').format(address, label, words)


def button(
    label: str,
    screen: str,
    key: str,
    choices: Mapping[str, str],
    *,
    params: Mapping[str, str] | None = None,
    kind: Literal["tertiary", "primary"] = "tertiary",
) -> None:
    """A button that makes some choices and opens a screen within the visit; `params` stand in the address alone."""
    if st.button(label, key=key, type=kind, on_click=_choose, args=(dict(choices),)):
        st.switch_page(f"pilot/views/{screen}/screen.py", query_params=dict(params or {}))


def _choose(choices: Mapping[str, str]) -> None:
    for key, value in choices.items():
        st.session_state[key] = value
