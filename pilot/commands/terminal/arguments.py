"""What was given on the command line, read and checked: all problems of all of it at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import typer

from pilot.city.city import City
from pilot.city.reading.load import load_city, shipped_city
from pilot.errors import DataError, Problem
from pilot.evaluation.assess import last_day
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import load_ruleset

Read = TypeVar("Read")


def ruleset_and_city(ruleset: str, city: Path | None) -> tuple[Ruleset, City]:
    """The ruleset of that path or shipped id, and the city in that folder, the shipped one where None.

    DataError with the problems of both.
    """
    problems: list[Problem] = []
    read_ruleset = _tried(lambda: load_ruleset(ruleset), problems)
    read_city = _tried(lambda: load_city(city or shipped_city()), problems)
    if read_ruleset is None or read_city is None:
        raise DataError(problems)
    return read_ruleset, read_city


def city_and_rulesets(city: Path | None, rulesets: Sequence[str]) -> tuple[City, list[Ruleset]]:
    """The city, and all the rulesets in the order given; DataError with the problems of them all."""
    problems: list[Problem] = []
    read = _tried_all(rulesets, problems)
    read_city = _tried(lambda: load_city(city or shipped_city()), problems)
    if read_city is None or problems:
        raise DataError(problems)
    return read_city, read


def all_rulesets(rulesets: Sequence[str]) -> list[Ruleset]:
    """The rulesets of those paths or shipped ids in the order given; DataError with the problems of them all."""
    problems: list[Problem] = []
    read = _tried_all(rulesets, problems)
    if problems:
        raise DataError(problems)
    return read


def day_or_last(day: dt.date | None, city: City) -> dt.date:
    """The day given, else the last one on which the city has a record."""
    return last_day(city) if day is None else day


def joined_agencies(text: str, ruleset: Ruleset) -> frozenset[str] | None:
    """The agencies that `--joined` names; None for `all`. A name in no consequence is reported on stderr and kept."""
    if text in ("all", "none"):
        return None if text == "all" else frozenset()
    named = frozenset(name.strip() for name in text.split(",")) - {""}
    known = {consequence.agency for consequence in ruleset.consequences.values() if consequence.agency is not None}
    for name in sorted(named - known):
        there = ", ".join(sorted(known)) or "none"
        note = f'Note: no consequence of {ruleset.id} names the agency "{name}", so it changes nothing.'
        typer.echo(f"{note} Agencies there: {there}.", err=True)
    return named


def _tried(read: Callable[[], Read], problems: list[Problem]) -> Read | None:
    try:
        return read()
    except DataError as error:
        problems += error.problems
        return None


def _tried_all(rulesets: Sequence[str], problems: list[Problem]) -> list[Ruleset]:
    read = (_tried(partial(load_ruleset, ruleset), problems) for ruleset in rulesets)
    return [ruleset for ruleset in read if ruleset is not None]
