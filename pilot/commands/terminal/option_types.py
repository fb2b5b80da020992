"""What can be given to a command: rulesets, cities, days and formats, each with the words that explain it."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FileFormat(StrEnum):
    """The kinds of file that tables are written in."""

    CSV = "csv"
    PARQUET = "parquet"


class PrintFormat(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    JSON = "json"


class Who(StrEnum):
    """The audiences of a disclosure."""

    SUBJECT = "subject"
    PUBLIC = "public"
    PARTNER = "partner"


def day(text: str) -> dt.date:
    """The day that somebody typed; typer.BadParameter where it is none."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a day of the calendar.") from None
    raise typer.BadParameter(f'"{text}" is not a date. Write year, month and day, such as 2024-12-31.')


RulesetGiven = Annotated[
    str, typer.Argument(metavar="RULESET", help="A ruleset's file, or the id of a shipped one.", show_default=False)
]
RulesetsGiven = Annotated[list[str], typer.Argument(metavar="RULESET...", help="Files, or ids of shipped rulesets.")]
CityGiven = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The city's folder; the shipped city if not given.")
]
DayGiven = Annotated[
    dt.date | None,
    typer.Option(metavar="DATE", parser=day, help="The day of the evaluation; the last day on record if not given."),
]
SubjectGiven = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="The id of a resident or company.", show_default=False)
]
PrintFormatGiven = Annotated[PrintFormat, typer.Option("--format", help="How to print it.")]
