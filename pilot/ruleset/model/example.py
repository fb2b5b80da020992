"""Worked examples: records in; points, score, grade and lists out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from pilot.ruleset.model.part import Part
from pilot.ruleset.model.values import Cell, Column, Day, Idents, Number, Points, Text, Words


def _without_nulls(cells: Any) -> Any:
    return {column: cell for column, cell in cells.items() if cell is not None} if isinstance(cells, Mapping) else cells


class ExampleRecord(Part):
    """A record of a worked example, always the example's own subject's."""

    date: Day
    """The day of the record."""
    kind: Words
    """The kind of record, dotted: traffic.red_light."""
    amount: Number | None = None
    """The amount (yuan unless the kind says otherwise)."""
    agency: Text | None = None
    """The agency that supplied the record."""
    settled_on: Day | None = None
    """The day on which the matter was settled."""


class Expectation(Part):
    """What a worked example must come to; what is not named is not checked."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    points: tuple[Points, ...] | None = None
    """The points of the postings that rules on records make, in the order of the ledger."""
    score: Points | None = None
    """The score on the day of the example."""
    grade: Words | None = None
    """The grade on the day of the example."""
    because: Words | None = None
    """What the grade rests on: score, or the id of the rule that overrides it."""
    lists: Idents | None = None
    """The lists that the subject is on."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(value is None for value in self.__dict__.values()):
            raise PydanticCustomError("nothing-expected", "expect at least one of points, score, grade, because, lists")
        return self


class Example(Part):
    """A worked case: one subject, its records, and what comes out."""

    name: Words
    """What the example shows, in a sentence."""
    as_of: Day
    """The day on which the score is read."""
    subject: Annotated[dict[Column, Cell], BeforeValidator(_without_nulls)] = Field(default_factory=dict)
    """Columns of the subject that matter here, each with its value; a null cell is an empty one."""
    records: tuple[ExampleRecord, ...] = ()
    """The subject's records."""
    expect: Expectation
    """What must come out; at least one key."""
