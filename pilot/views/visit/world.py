"""What all screens look at: cities, rulesets and assessments, read once and shared by every visitor."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pilot.city.cast import CastMember
from pilot.city.city import City
from pilot.city.reading.load import load_city, shipped_city
from pilot.errors import DataError, Place, Problem
from pilot.evaluation import Assessment, evaluate
from pilot.evaluation.assess import last_day
from pilot.evaluation.memo import Memo
from pilot.ruleset.editing import read_draft
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import fingerprint, load_ruleset, shipped_rulesets
from pilot.ruleset.reading.source_text import SourceText

T = TypeVar("T")
log = logging.getLogger(__name__)

_FIRST_CHOICE = ("rongcheng", "honest-shanghai")
LOOKED_AGAIN = 1.0
"""Seconds after which folders are looked at again: a screen asks many times, and each look lets other visitors in."""


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """The last good reading of a file or folder, and what is wrong with it now, if anything is."""

    value: T | None
    problems: tuple[Problem, ...] = ()


def cities() -> dict[str, Path]:
    """The data packages there are, by folder name, the shipped one first."""
    shipped = shipped_city()
    found = _lately("cities", lambda: sorted(file.parent for file in shipped.parent.glob("*/records.csv")))
    return {folder.name: folder for folder in (shipped, *(folder for folder in found if folder != shipped))}


def rulesets() -> dict[str, Path]:
    """The rulesets there are, by id, the two that the tour uses first."""
    shipped = _lately("rulesets", shipped_rulesets)
    first = [name for name in _FIRST_CHOICE if name in shipped]
    return {name: shipped[name] for name in (*first, *sorted(set(shipped) - set(first)))}


_looks: dict[Hashable, tuple[float, Any]] = {}


def _lately(what: Hashable, look: Callable[[], T]) -> T:
    """What a look at the disk found, at most `LOOKED_AGAIN` seconds ago."""
    now = time.monotonic()
    if what not in _looks or now - _looks[what][0] > LOOKED_AGAIN:
        _looks[what] = now, look()
    found: T = _looks[what][1]
    return found


_last_good: dict[Path, object] = {}
_read_cities, _read_rulesets = Memo(8), Memo(64)


def _read(path: Path, load: Callable[[Path], T], kind: type[T]) -> Loaded[T]:
    try:
        value = load(path)
    except DataError as error:
        kept = _last_good.get(path)
        return Loaded(kept if isinstance(kept, kind) else None, error.problems)
    _last_good[path] = value
    return Loaded(value)


def _written(folder: Path, *endings: str) -> tuple[int, ...]:
    """When the files of a folder were written last, which tells whether one has changed; asked many times a screen."""

    def look() -> tuple[int, ...]:
        try:
            with os.scandir(folder) as entries:
                return tuple(sorted(entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(endings)))
        except OSError:  # it is gone, which the reading says in a sentence
            return ()

    return _lately((folder, endings), look)


def city(source: Path | City) -> Loaded[City]:
    """The city in a folder, read again when a file in it has changed; one that was opened is there already."""
    if isinstance(source, City):
        return Loaded(source)
    folder = source
    key = folder, _written(folder, ".csv")
    return _read_cities.get(key, lambda: _read(folder, load_city, City))


def ruleset(source: Path | SourceText) -> Loaded[Ruleset]:
    """The ruleset in a text or a file; a file is read again when it, or one beside it that it may extend, changed."""
    if isinstance(source, SourceText):
        return _of_text(source)
    key = source, _written(source.parent, ".yaml", ".yml")
    return _read_rulesets.get(key, lambda: _read(source, load_ruleset, Ruleset))


def _of_text(source: SourceText) -> Loaded[Ruleset]:
    """The ruleset of a draft; the draft is found by its text."""
    try:
        return Loaded(read_draft(source.text, name=source.name).ruleset)
    except DataError as error:
        return Loaded(None, error.problems)


def cast(city: City) -> dict[str, CastMember]:
    """The residents of a city who have a story, by id."""
    return {member.subject_id: member for member in city.cast}


_assessments = Memo(96, 800_000_000, weighed_again=True)


def assessment(ruleset: Ruleset, city: City, as_of: dt.date) -> Assessment:
    """What a ruleset makes of a city on a day, worked out once for all who ask."""
    key = (fingerprint(ruleset), city.fingerprint, as_of)
    return _assessments.get(key, lambda: evaluate(ruleset, city, as_of))


def evaluated_or_refused(ruleset: Ruleset, city: City, as_of: dt.date) -> Assessment:
    """The assessment on that day or on the ruleset's first; whatever fails in it is a DataError that says so."""
    try:
        found = assessment(ruleset, city, max(as_of, ruleset.opens_on))
        found.standing  # noqa: B018 (laid out now, so that what fails does so here)
    except DataError:
        raise
    except Exception as error:
        log.exception("A ruleset could not be evaluated")
        fault = f"the evaluation fails with it ({type(error).__name__})."
        mend = "Take back the last change; please report this with the ruleset."
        raise DataError([Problem(Place(ruleset.id), "cannot-be-evaluated", fault, mend)]) from error
    return found


def warm() -> None:
    """Reads and evaluates what the first visitor will see."""
    home = city(shipped_city()).value
    for path in rulesets().values():
        rules = ruleset(path).value
        if home is not None and rules is not None:
            assessment(rules, home, last_day(home)).standing.shape  # noqa: B018 (laid out when asked for)
