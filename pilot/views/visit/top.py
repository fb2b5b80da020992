"""Lets what is new begin at the top of the window, where the last was scrolled away."""

from __future__ import annotations

import streamlit as st

from pilot.views.scripts.bundles import bundle

_component = st.components.v2.component("top", html="<i hidden></i>", js=bundle("top"))


def begin(name: str, at: str) -> None:
    """Scrolls up as soon as `at` is another than it was for this `name` on the visitor's page."""
    with st.container(key=f"pp_top_{name}"):
        _component(key=f"top_{name}", data={"name": name, "at": at})
