"""Worked examples: records in; points, score, grade and lists out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from pilot.ruleset.model.field_facts import WORDS_ONLY, WrittenAs, named, unquoted
from pilot.ruleset.model.part import Part
from pilot.ruleset.model.values import Cell, Column, Day, FilledName, Idents, Name, Number, Points, Words


def _without_nulls(cells: Any) -> Any:
    return {column: cell for column, cell in cells.items() if cell is not None} if isinstance(cells, Mapping) else cells


class ExampleRecord(Part):
    """A record of a worked example, always the example's own subject's."""

    date: Annotated[Day, WORDS_ONLY, named("date of the record")]
    """The day of the record."""
    kind: Annotated[FilledName, WORDS_ONLY, named("kind of record", link=" ")]
    """The kind of record, dotted: traffic.red_light."""
    amount: Annotated[Number | None, WORDS_ONLY, named("amount", WrittenAs.NUMBER, link=" of ")] = None
    """The amount (yuan unless the kind says otherwise)."""
    agency: Annotated[Name | None, WORDS_ONLY, named("agency that supplied it")] = None
    """The agency that supplied the record."""
    settled_on: Annotated[Day | None, WORDS_ONLY, named("day of settlement")] = None
    """The day on which the matter was settled."""


class Expectation(Part):
    """What a worked example must come to; what is not named is not checked."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    points: Annotated[
        tuple[Points, ...] | None, WORDS_ONLY, named("expected points", WrittenAs.SIGNED_NUMBERS, many=True)
    ] = None
    """The points of the postings that rules on records make, in the order of the ledger."""
    score: Annotated[Points | None, WORDS_ONLY, named("expected score", WrittenAs.NUMBER, link=" of ")] = None
    """The score on the day of the example."""
    grade: Annotated[FilledName | None, WORDS_ONLY, named("expected grade", link=" ")] = None
    """The grade on the day of the example."""
    because: Annotated[FilledName | None, WORDS_ONLY, named("expected reason", link=" ")] = None
    """What the grade rests on: score, or the id of the rule that overrides it."""
    lists: Annotated[Idents | None, WORDS_ONLY, named("expected lists", WrittenAs.LISTS, many=True)] = None
    """The lists that the subject is on."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(value is None for value in self.__dict__.values()):
            raise PydanticCustomError("nothing-expected", "expect at least one of points, score, grade, because, lists")
        return self


class Example(Part):
    """A worked case: one subject, its records, and what comes out."""

    name: Annotated[Words, WORDS_ONLY, named("name")]
    """What the example shows, in a sentence."""
    as_of: Annotated[Day, WORDS_ONLY, named("day")]
    """The day on which the score is read."""
    subject: Annotated[
        Annotated[dict[Column, Cell], BeforeValidator(_without_nulls)], WORDS_ONLY, named("{key} of the subject")
    ] = Field(default_factory=dict)
    """Columns of the subject that matter here, each with its value; a null cell is an empty one."""
    records: Annotated[tuple[ExampleRecord, ...], WORDS_ONLY, unquoted("list of records")] = ()
    """The subject's records."""
    expect: Annotated[Expectation, WORDS_ONLY, unquoted("expectation")]
    """What must come out; at least one key."""
