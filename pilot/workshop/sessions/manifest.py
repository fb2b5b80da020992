"""session.json: its shape, and what it says of the files beside it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

import pilot
from pilot.errors import DataError, Place, Problem
from pilot.ruleset.reading.source_text import one_line

FORMAT = 1
KIND = "points-pilot-session"
SHEET = "session.json"
AS_SAVED = "take the session file as Points Pilot saved it."
LONGEST_LINE = 1_000
LONGEST_REASON = 20_000

Line = Annotated[str, Field(max_length=LONGEST_LINE)]
Reason = Annotated[str, Field(max_length=LONGEST_REASON)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]


class Shape(BaseModel):
    """Any part of session.json: frozen, of exactly these types, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class FileShape(Shape):
    """A ruleset's file: its name, the fingerprint of the ruleset, and the SHA-256 of the bytes."""

    file: Line
    fingerprint: Line
    sha256: Line


class VersionShape(FileShape):
    """A version of a copy."""

    number: Number
    alias: Line
    at: AwareDatetime
    reason: Reason


class CopyShape(Shape):
    """A copy with its versions and the file as it stood last."""

    alias: Line
    versions: tuple[VersionShape, ...]
    current: FileShape


class ChoiceShape(Shape):
    """One choice of a room."""

    place: Line
    chosen: Line
    reason: Reason
    by: tuple[Line, ...]


class RoomShape(Shape):
    """A room and its choices."""

    room: Line
    choices: tuple[ChoiceShape, ...]


class CountShape(Shape):
    """The rooms that chose one content."""

    chosen: Line
    rooms: tuple[Line, ...]
    votes: int


class PlaceShape(Shape):
    """The votes on one place."""

    place: Line
    counts: tuple[CountShape, ...]


class NamedShape(Shape):
    """A ruleset or a city by its id and fingerprint."""

    id: Line
    fingerprint: Line


class RulesetShape(NamedShape):
    """A ruleset, and the fingerprint of what it began from where it is a draft."""

    began_from: Line | None = None


class ReceiptShape(Shape):
    """The receipt, as everywhere in the project."""

    version: Line
    ruleset: RulesetShape
    city: NamedShape
    as_of: dt.date
    joined: Literal["all"] | tuple[Line, ...]


class Sheet(Shape):
    """The whole of session.json."""

    kind: Literal["points-pilot-session"]
    format: Literal[1]
    title: Line
    at: AwareDatetime
    receipt: ReceiptShape
    start: FileShape
    copies: tuple[CopyShape, ...]
    choices: tuple[RoomShape, ...]
    votes: tuple[PlaceShape, ...]
    merged: FileShape | None


def read_sheet(data: bytes, name: str) -> Sheet:
    """The sheet in these bytes; DataError with everything that is wrong with its shape, or where it is a newer one."""
    try:
        if newer := _newer(from_json(data)):
            raise DataError([_newer_problem(newer, name)])
        return Sheet.model_validate_json(data)
    except ValidationError as error:
        raise DataError(sheet_problems(error, name)) from None
    except ValueError as error:
        found = f"this is no JSON text ({one_line(str(error))})."
        raise DataError([Problem(Place(name), "not-json", found, AS_SAVED)]) from None


def sheet_problems(error: ValidationError, name: str) -> list[Problem]:
    """The problems behind a validation error, each at its place in the sheet."""
    return [
        Problem(
            Place(name, path=tuple(fault["loc"])), fault["type"].replace("_", "-"), _sentence(fault["msg"]), AS_SAVED
        )
        for fault in error.errors(include_url=False, include_input=False)
    ]


def _sentence(message: str) -> str:
    return f"{message[:1].lower()}{message[1:]}."


def _newer(content: Any) -> dict[str, Any] | None:
    """The content, if it says of itself that it is of a later format."""
    if not isinstance(content, dict) or content.get("kind") != KIND:
        return None
    number = content.get("format")
    return content if type(number) is int and number > FORMAT else None


def _newer_problem(content: dict[str, Any], name: str) -> Problem:
    receipt = content.get("receipt")
    maker = receipt.get("version") if isinstance(receipt, dict) else None
    by = f" by Points Pilot {one_line(maker)[:40]}" if isinstance(maker, str) else ""
    here = f"Points Pilot {pilot.__version__} reads format {FORMAT}"
    found = f"the session was saved{by} in format {content['format']:,}; {here}."
    return Problem(
        Place(name, path=("format",)), "newer-format", found, "open it with a newer version of Points Pilot."
    )
