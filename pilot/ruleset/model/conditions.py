"""When a rule holds: the closed list of conditions on records, on the profile and on contacts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from pilot.ruleset.model.part import Part
from pilot.ruleset.model.values import Cells, Column, Ident, Number, Points, Relationship, TextOrTexts


class Bounds(Part):
    """A half-open range of numbers: at least one, below the other."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    at_least: Number | None = None
    """The smallest number for which the condition holds."""
    below: Number | None = None
    """The condition holds for numbers smaller than this one."""

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if self.at_least is None and self.below is None:
            raise PydanticCustomError("no-bound", "give at_least, below, or both")
        return self


class RecordWhen(Part):
    """Holds for a record: all that is named must hold, a list means any of."""

    kind: TextOrTexts
    """The kind of record, or several; traffic.* stands for every kind that begins with traffic and a dot."""
    amount: Bounds | None = None
    """Bounds of the record's amount, with its sign (yuan unless the kind says otherwise)."""
    agency: TextOrTexts | None = None
    """The agency that supplied the record, or several."""
    subject: dict[Column, Cells] = Field(default_factory=dict)
    """Columns of the resident or company with the value, or the values, that they must have."""
    while_on: Ident | None = None
    """The list that the subject must be on when the record is dated."""


def _cells_or_bounds(value: Any) -> str:
    return "<bounds>" if isinstance(value, (Mapping, Bounds)) else "<cells>"


CellsOrBounds = Annotated[
    Annotated[Cells, Tag("<cells>")] | Annotated[Bounds, Tag("<bounds>")],
    Discriminator(_cells_or_bounds),
]


class ProfileWhen(Part):
    """Holds for a subject whose columns have these values."""

    profile: dict[Column, CellsOrBounds] = Field(min_length=1)
    """Columns of the resident or company with the value, the values or the bounds that they must have."""


class Contacts(Part):
    """Which relatives count: those of a kind whose score is below, or at least, a bound."""

    relationship: Relationship
    """Which relatives are counted."""
    score_below: Points | None = None
    """A relative counts whose score is below this (in points)."""
    score_at_least: Points | None = None
    """A relative counts whose score is at least this (in points)."""

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.score_below is None) == (self.score_at_least is None):
            raise PydanticCustomError("one-bound", "give score_below or score_at_least, one of them")
        return self


class ContactWhen(Part):
    """Holds for a subject with relatives whose score passes the bound; the points count once for each of them."""

    contacts: Contacts
    """The relatives that count."""


def _which_when(value: Any) -> str:
    if isinstance(value, Mapping):
        keys = set(value)
    else:
        keys = set(type(value).model_fields) if isinstance(value, Part) else set()
    return "<profile>" if "profile" in keys else "<contacts>" if "contacts" in keys else "<record>"


When = Annotated[
    Annotated[RecordWhen, Tag("<record>")]
    | Annotated[ProfileWhen, Tag("<profile>")]
    | Annotated[ContactWhen, Tag("<contacts>")],
    Discriminator(_which_when),
]
