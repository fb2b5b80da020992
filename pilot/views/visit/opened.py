"""A visitor's own ruleset or city: kept for this visit alone, taken over whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from pilot.city.city import City
from pilot.city.reading.load import load_city
from pilot.errors import DataError, Problem
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import load_ruleset

OWN = " (yours)"


def _state(name: str) -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(f"_opened_{name}", {})
    return kept


def cities() -> dict[str, Path]:
    """The visitor's own cities."""
    return _state("cities")


def rulesets() -> dict[str, Path]:
    """The visitor's own rulesets."""
    return _state("rulesets")


def problems() -> tuple[Problem, ...]:
    """What was wrong with the last thing that was opened; empty where it was taken over."""
    found: tuple[Problem, ...] = st.session_state.get("_opened_problems", ())
    return found


def offer() -> None:
    """The place in the sidebar where a visitor opens files of their own."""
    with st.expander("Open your own"):
        st.file_uploader("A ruleset (.yaml)", type=["yaml", "yml"], key="_own_ruleset", on_change=_take_ruleset)
        st.file_uploader(
            "A city (its .csv files together)",
            type=["csv", "json"],
            accept_multiple_files=True,
            key="_own_city",
            on_change=_take_city,
        )
        st.caption("Read on this computer, kept for this visit. Files that look like real people's data are refused.")


class _Folder:
    """A folder that is gone when the visit is over."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="points-pilot-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def _folder() -> Path:
    if "_opened_folder" not in st.session_state:
        st.session_state["_opened_folder"] = _Folder()
    return Path(tempfile.mkdtemp(dir=st.session_state["_opened_folder"].path))


def _take_ruleset() -> None:
    file = st.session_state["_own_ruleset"]
    st.session_state["_opened_problems"] = ()
    if file is None:
        return
    path = _folder() / Path(file.name).name
    path.write_bytes(file.getvalue())
    _take(path, load_ruleset, rulesets(), "ruleset")


def _take_city() -> None:
    files = st.session_state["_own_city"]
    st.session_state["_opened_problems"] = ()
    if not files:
        return
    folder = _folder()
    for file in files:
        (folder / Path(file.name).name).write_bytes(file.getvalue())
    _take(folder, load_city, cities(), "city")


def _take(path: Path, read: Callable[[Path], City | Ruleset], taken: dict[str, Path], choice: str) -> None:
    """Takes a file or folder over and chooses it, or keeps what is wrong with it for the screen."""
    try:
        name = read(path).id + OWN
    except DataError as error:
        st.session_state["_opened_problems"] = error.problems
        return
    taken[name] = path
    st.session_state[choice] = name
