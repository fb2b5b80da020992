"""A visitor's own ruleset or city: read from memory, taken over whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import streamlit as st

from pilot.city.city import City
from pilot.city.reading.city_files import CityFiles, files_given
from pilot.city.reading.conventions import Convention, PossibleReading, WrittenOtherwiseError
from pilot.city.reading.load import read_city
from pilot.city.reading.problems import Findings
from pilot.city.reading.workbook import empty_workbook
from pilot.errors import DataError, Problem
from pilot.phrases import capitalised
from pilot.ruleset.reading.load import read_ruleset
from pilot.ruleset.reading.source_text import SourceText, text_of_bytes
from pilot.views.server import kept_openings, visitor
from pilot.views.visit import world

OWN = " (yours)"


@dataclass(frozen=True)
class Question:
    """Files that can only be read by a convention: the ways there are."""

    files: CityFiles
    readings: Sequence[PossibleReading]


def cities() -> dict[str, City]:
    """The visitor's own cities."""
    return kept_openings.of(visitor.token()).cities


def rulesets() -> dict[str, SourceText]:
    """The visitor's own rulesets."""
    return kept_openings.of(visitor.token()).rulesets


def all_rulesets() -> dict[str, Path | SourceText]:
    """Those that are there for everybody, and the visitor's own."""
    return {**world.rulesets(), **rulesets()}


def problems() -> tuple[Problem, ...]:
    """What was wrong with the last thing that was opened; empty where it was taken over."""
    found: tuple[Problem, ...] = st.session_state.get("_opened_problems", ())
    return found


def offer() -> None:
    """The place at the top where a visitor opens files of their own."""
    question: Question | None = st.session_state.get("_opened_question")
    with st.popover("Open", help="Open a ruleset or a city of your own"):
        st.file_uploader("A ruleset (.yaml)", type=["yaml", "yml"], key="_own_ruleset", on_change=_take_ruleset)
        st.text_input("What the city is called", key="_own_city_name", max_chars=80, placeholder="as its file")
        st.file_uploader(
            "A city (.xlsx, .zip, or its .csv files together)",
            type=["xlsx", "zip", "csv", "json"],
            accept_multiple_files=True,
            key="_own_city",
            on_change=_take_city,
        )
        if question is not None:
            _ask(question)
        st.download_button(
            "A workbook to start from",
            empty_workbook,
            "city.xlsx",
            on_click="ignore",
            key="_city_workbook",
            type="tertiary",
        )
        st.caption(
            "Read in memory, never written to disk, and kept for this browser: half a day at most. "
            "Files that look like real people's data are refused."
        )


def _ask(question: Question) -> None:
    st.markdown("**These files are not written in the plain way. Read them so?**")
    for place, reading in enumerate(question.readings):
        st.text(f"{capitalised(reading.sentence)}.")
        st.button("Read it so", key=f"_read_so_{place}", on_click=_answer, args=(question, reading.convention))


def _answer(question: Question, convention: Convention) -> None:
    st.session_state["_opened_question"] = None
    _refusals_kept(lambda: _read(question.files, convention))


def _take_ruleset() -> None:
    file = st.session_state["_own_ruleset"]
    if file is not None:
        _refusals_kept(lambda: _read_ruleset(PurePosixPath(file.name).name, file.getvalue()))


def _read_ruleset(name: str, data: bytes) -> None:
    source = text_of_bytes(data, name)
    chosen = read_ruleset(source.text, name).id + OWN
    kept_openings.of(visitor.token()).take_ruleset(chosen, source, len(data))
    st.session_state["ruleset"] = chosen


def _take_city() -> None:
    files = st.session_state["_own_city"]
    st.session_state["_opened_question"] = None
    if files:
        _refusals_kept(lambda: _read_files({PurePosixPath(file.name).name: file.getvalue() for file in files}))


def _read_files(given: dict[str, bytes]) -> None:
    findings = Findings()
    alone = PurePosixPath(next(iter(given))).stem if len(given) == 1 else ""
    name = str(st.session_state.get("_own_city_name") or "").strip() or alone or "Unnamed city"
    files = files_given(given, name, findings)
    try:
        _read(files, None, findings)
    except WrittenOtherwiseError as otherwise:
        st.session_state["_opened_question"] = Question(files, otherwise.choices)


def _read(files: CityFiles, convention: Convention | None, findings: Findings | None = None) -> None:
    city = read_city(files, convention, findings)
    chosen = city.id + OWN
    kept_openings.of(visitor.token()).take_city(chosen, city, sum(map(len, files.contents.values())))
    st.session_state["city"] = chosen


def _refusals_kept(read: Callable[[], None]) -> None:
    """Reads, or keeps what is wrong for the screen."""
    st.session_state["_opened_problems"] = ()
    try:
        read()
    except DataError as error:
        st.session_state["_opened_problems"] = error.problems
