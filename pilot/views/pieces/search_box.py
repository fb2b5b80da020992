"""A box for words to look for, which stand in the address."""

from __future__ import annotations

import streamlit as st

from pilot.views.visit import address


def searchbox(label: str, key: str, *, placeholder: str = "") -> str:
    """The words in the box without blanks around them, empty where there are none."""
    if key not in st.session_state:
        st.session_state[key] = address.given(key) or ""
    typed: str = st.text_input(
        label, key=key, placeholder=placeholder, persist_state="session", max_chars=80, width=220
    )
    words = typed.strip()
    address.put(key, words or None)
    return words
