"""When a rule holds: the closed list of conditions on records, on the profile and on contacts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from pilot.ruleset.model.field_facts import COUNTS, WrittenAs, named, unquoted
from pilot.ruleset.model.part import Part
from pilot.ruleset.model.values import Cells, Column, Ident, Number, Points, Relationship, TextOrTexts


class Bounds(Part):
    """A half-open range of numbers: at least one, below the other."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    at_least: Annotated[Number | None, COUNTS, named("lower bound of {key}", WrittenAs.PLAIN_NUMBER)] = None
    """The smallest number for which the condition holds."""
    below: Annotated[Number | None, COUNTS, named("upper bound of {key}", WrittenAs.PLAIN_NUMBER)] = None
    """The condition holds for numbers smaller than this one."""

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if self.at_least is None and self.below is None:
            raise PydanticCustomError("no-bound", "give at_least, below, or both")
        return self


def _cells_or_bounds(value: Any) -> str:
    return "<bounds>" if isinstance(value, (Mapping, Bounds)) else "<cells>"


CellsOrBounds = Annotated[
    Annotated[Cells, Tag("<cells>")] | Annotated[Bounds, Tag("<bounds>")],
    Discriminator(_cells_or_bounds),
]


Conditions = dict[Column, CellsOrBounds]
"""Columns of a subject with the value, the values or the bounds that they must have; all that are named must hold."""


class KindOfWhen(Part):
    """What every kind of `when` tells about itself; a kind whose rules read nothing of a sort leaves that empty."""

    key: ClassVar[str]
    """The key by which this kind is known in a file."""
    noun: ClassVar[str]
    """What the rule holds for, in a sentence."""
    posts: ClassVar[Literal["for each record", "at the opening", "on the last day"]]
    """When a match posts: the last day's leaves nothing behind, and nothing takes back the opening's."""
    allows: ClassVar[frozenset[str]]
    """The keys of a rule that mean something beside this condition, of those that the evaluation reads."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record that it reads, as the file names them."""
        return ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the subject that it reads."""
        return ()

    @property
    def lists_read(self) -> tuple[str, ...]:
        """The lists that it waits for."""
        return ()

    @property
    def relationships(self) -> tuple[str, ...]:
        """Which relatives it looks at, by their scores; a ruleset without a score has nothing to show it."""
        return ()


_AMOUNT = {
    "at_least": named("lowest amount that counts", WrittenAs.NUMBER),
    "below": named("amount from which it no longer holds", WrittenAs.NUMBER),
}


class RecordWhen(KindOfWhen):
    """Holds for a record: all that is named must hold, a list means any of."""

    key = "kind"
    noun = "records"
    posts = "for each record"
    allows = frozenset(
        {
            "points", "points_per", "repeat", "cap", "expires_after_months", "until", "valid_from", "valid_until",
            "factor", "lists", "override", "carry",
        }
    )  # fmt: skip

    kind: Annotated[TextOrTexts, COUNTS, named("kind of record", WrittenAs.ANY_OF, link=" ")]
    """The kind of record, or several; traffic.* stands for every kind that begins with traffic and a dot."""
    amount: Annotated[Bounds | None, COUNTS, named("bound of the amount", inside=_AMOUNT)] = None
    """Bounds of the record's amount, with its sign (yuan unless the kind says otherwise)."""
    agency: Annotated[TextOrTexts | None, COUNTS, named("agency that supplies the record", WrittenAs.ANY_OF)] = None
    """The agency that supplied the record, or several."""
    subject: Annotated[Conditions, COUNTS, named("condition on {key}", WrittenAs.CELLS)] = Field(default_factory=dict)
    """Columns of the resident or company with the value, the values or the bounds that they must have on the day of
    the record."""
    while_on: Annotated[Ident | None, COUNTS, named("list that the subject must be on", WrittenAs.LISTS)] = None
    """The list that the subject must be on when the record is dated."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are named, stars and all."""
        return self.kind

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that must have certain values."""
        return tuple(self.subject)

    @property
    def lists_read(self) -> tuple[str, ...]:
        """The one that the subject must be on."""
        return () if self.while_on is None else (self.while_on,)


class ProfileWhen(KindOfWhen):
    """Holds for a subject whose columns have these values."""

    key = "profile"
    noun = "the profile"
    posts = "at the opening"
    allows = frozenset({"points", "factor"})

    profile: Annotated[Conditions, COUNTS, named("condition on {key}", WrittenAs.CELLS)] = Field(min_length=1)
    """Columns of the resident or company with the value, the values or the bounds that they must have."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that are named."""
        return tuple(self.profile)


class Contacts(Part):
    """Which relatives count: those of a kind whose score is below, or at least, a bound."""

    relationship: Annotated[Relationship, COUNTS, named("relative whose score is looked at", WrittenAs.WORD)]
    """Which relatives are counted."""
    score_below: Annotated[Points | None, COUNTS, named("score below which a relative counts", WrittenAs.NUMBER)] = None
    """A relative counts whose score is below this (in points)."""
    score_at_least: Annotated[Points | None, COUNTS, named("score from which a relative counts", WrittenAs.NUMBER)] = (
        None
    )
    """A relative counts whose score is at least this (in points)."""

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.score_below is None) == (self.score_at_least is None):
            raise PydanticCustomError("one-bound", "give score_below or score_at_least, one of them")
        return self


class ContactWhen(KindOfWhen):
    """Holds for a subject with relatives whose score passes the bound; the points count once for each of them."""

    key = "contacts"
    noun = "contacts"
    posts = "on the last day"
    allows = frozenset({"points", "factor", "cap"})

    contacts: Annotated[Contacts, COUNTS, unquoted("way in which relatives count")]
    """The relatives that count."""

    @property
    def relationships(self) -> tuple[str, ...]:
        """The one whose scores are looked at."""
        return (self.contacts.relationship,)


def _which_when(value: Any) -> str:
    keys = set(value) if isinstance(value, Mapping) else set(getattr(type(value), "model_fields", ()))
    known, *others = KINDS_OF_WHEN
    return f"<{next((kind for kind in others if kind.key in keys), known).key}>"


When = Annotated[
    Annotated[RecordWhen, Tag("<kind>")]
    | Annotated[ProfileWhen, Tag("<profile>")]
    | Annotated[ContactWhen, Tag("<contacts>")],
    Discriminator(_which_when),
]
"""When a rule holds, by the key that tells the kinds apart; what gives none of these keys speaks of records."""

KINDS_OF_WHEN: tuple[type[KindOfWhen], ...] = tuple(get_args(kind)[0] for kind in get_args(get_args(When)[0]))
