"""Choices that stand in the address, so that a link brings back the whole screen."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pilot.views import html

ON_ITS_WAY = 0.4
"""Seconds in which the browser may not know yet what was written, and still names the address before."""


def given(key: str) -> str | None:
    """What the address says under `key`, None where it says nothing."""
    value: str | None = st.query_params.get(key)
    return value


def put(key: str, value: str | None) -> None:
    """Writes a choice into the address; None takes it out."""
    written: dict[str, str | None] = st.session_state.setdefault("_written", {})
    if written.get(key) != value:
        st.session_state["_written_at"] = time.monotonic()
    written[key] = value
    if value is None:
        if key in st.query_params:
            del st.query_params[key]
    elif given(key) != value:
        st.query_params[key] = value


def follow(screen: str) -> None:
    """Takes up the choices of the address where somebody went back or forth to it in the browser.

    It then says otherwise than what was written into it last, although nothing was chosen meanwhile. An address without
    a choice stands for its default on the same screen, and for the choice as it is where another screen was opened.
    """
    written: dict[str, str | None] = st.session_state.setdefault("_written", {})
    same = st.session_state.get("_at_screen") == screen
    st.session_state["_at_screen"] = screen
    moved = [key for key, value in written.items() if given(key) != value and (same or given(key) is not None)]
    chosen: dict[str, Any] = st.session_state.setdefault("_chosen", {})
    if any(key in st.session_state and st.session_state[key] != value for key, value in chosen.items()):
        return
    if time.monotonic() - st.session_state.get("_written_at", 0) < ON_ITS_WAY:
        return
    for key in moved:
        written[key] = given(key)
        st.session_state.pop(key, None)
        chosen.pop(key, None)


def _stands(key: str) -> None:
    """Remembers a choice, so that the next run knows whether it was changed since."""
    st.session_state.setdefault("_chosen", {})[key] = st.session_state[key]


def choose(key: str, value: str) -> None:
    """Makes a choice for the visitor, before the widget of that key is drawn again."""
    st.session_state[key] = value
    put(key, value)


def choose_anew(key: str, value: str) -> None:
    """Makes a choice for the visitor whose widget stands already, and draws the screen anew with it."""
    st.session_state[f"_anew_{key}"] = value
    st.rerun()


def select(
    label: str,
    options: Sequence[str],
    key: str,
    *,
    default: str | None = None,
    format_func: Callable[[str], str] = str,
    **widget: Any,
) -> str:
    """A select box whose choice (an id, not its label) stands in the address; what the address says is taken if it
    is there.
    """
    _begin(key, lambda value: value if value in options else None, default if default is not None else options[0])
    _stand(key, options, format_func, default if default is not None else options[0])
    chosen: str = st.selectbox(
        label,
        options,
        key=key,
        format_func=lambda option: html.short(format_func(option)),
        persist_state="session",
        **widget,
    )
    _stands(key)
    put(key, chosen)
    return chosen


def segments(
    label: str,
    options: Sequence[str],
    key: str,
    *,
    default: str | None = None,
    format_func: Callable[[str], str] = str,
    **widget: Any,
) -> str:
    """A row of switches of which one is on, in the address like `select`."""
    fallback = default if default is not None else options[0]
    _begin(key, lambda value: value if value in options else None, fallback)
    _stand(key, options, format_func, fallback)
    chosen = st.segmented_control(
        label,
        options,
        key=key,
        format_func=lambda option: html.label(format_func(option)),
        required=True,
        persist_state="session",
        **widget,
    )
    _stands(key)
    put(key, None if chosen == fallback else chosen)
    return str(chosen)


def several(
    label: str,
    options: Sequence[str],
    key: str,
    *,
    default: Sequence[str] = (),
    format_func: Callable[[str], str] = str,
    **widget: Any,
) -> list[str]:
    """A choice of several, in the address as ids with commas between them."""
    known = set(options)

    def read(value: str) -> list[str] | None:
        return [word for word in value.split(",") if word in known] or None

    _begin(key, read, list(default))
    st.session_state[key] = [word for word in st.session_state[key] if word in known]
    chosen: list[str] = st.multiselect(
        label,
        options,
        key=key,
        format_func=lambda option: html.short(format_func(option)),
        persist_state="session",
        **widget,
    )
    _stands(key)
    put(key, ",".join(chosen) or None)
    return chosen


def unfollowed(key: str) -> str | None:
    """What the address said under `key` and nothing here is called, while what is shown instead is still shown."""
    value, instead = st.session_state.get(f"_unfollowed_{key}", (None, None))
    return value if st.session_state.get(key) == instead else None


def day(label: str, key: str, *, default: dt.date, low: dt.date, high: dt.date, **widget: Any) -> dt.date:
    """A date between two others, in the address as an ISO date."""

    def read(value: str) -> dt.date | None:
        try:
            found = dt.date.fromisoformat(value)
        except ValueError:
            return None
        return found if low <= found <= high else None

    _begin(key, read, default)
    st.session_state[key] = min(max(st.session_state[key], low), high)
    chosen: dt.date = st.date_input(
        label, key=key, min_value=low, max_value=high, format="YYYY-MM-DD", persist_state="session", **widget
    )
    _stands(key)
    put(key, None if chosen == default else chosen.isoformat())
    return chosen


def _stand(key: str, options: Sequence[str], format_func: Callable[[str], str], fallback: str) -> None:
    """The choice stays where what can be chosen has changed, in number or in words, and is the fallback if it is gone.

    To the framework such a widget is another one, which begins with its first option unless it is told.
    """
    offered = hash(tuple((option, format_func(option)) for option in options))
    if st.session_state.get(f"_offered_{key}") != offered:
        st.session_state[f"_offered_{key}"], st.session_state[key] = offered, st.session_state[key]
    if st.session_state[key] not in options:
        st.session_state[key] = fallback


def search_box(label: str, key: str, *, placeholder: str = "") -> str:
    """The words in the box without blanks around them, empty where there are none."""
    if key not in st.session_state:
        st.session_state[key] = given(key) or ""
    typed: str = st.text_input(
        label, key=key, placeholder=placeholder, persist_state="session", max_chars=80, width=220
    )
    words = typed.strip()
    _stands(key)
    put(key, words or None)
    return words


def _begin(key: str, read: Callable[[str], object], default: object) -> None:
    if (anew := st.session_state.pop(f"_anew_{key}", None)) is not None:
        st.session_state[key] = anew
    if key in st.session_state:
        return
    value = given(key)
    taken = read(value) if value is not None else None
    if value is not None and taken is None:
        st.session_state[f"_unfollowed_{key}"] = (value, default)
    st.session_state[key] = default if taken is None else taken
