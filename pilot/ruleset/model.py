"""What a ruleset is: frozen models of everything a ruleset file may hold, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from pilot.ruleset.words import (
    AtLeastOne,
    Audience,
    Basis,
    Cell,
    Cells,
    Count,
    Day,
    Factor,
    Hours,
    Ident,
    Idents,
    Item,
    Level,
    Months,
    Number,
    Points,
    Relationship,
    SchemaVersion,
    Text,
    TextOrTexts,
    Topic,
    Words,
    YesNo,
)


class Part(BaseModel):
    """Any part of a ruleset: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)


class Source(Part):
    """A text that rules rest on."""

    title: Words
    by: Text | None = None
    date: Text | None = None
    url: Text | None = None
    kind: Literal["enacted", "official", "scholarly", "press", "firm", "weak", "own"] | None = None


class Citation(Part):
    """Where a rule comes from: the source's key, the place in it, and how much of the rule the source carries."""

    ref: Ident | None = None
    at: Text | None = None
    basis: Basis | None = None
    disputed_by: Idents = ()


class Bounds(Part):
    """A half-open range of numbers: at least one, below the other."""

    at_least: Number | None = None
    below: Number | None = None

    @model_validator(mode="before")
    @classmethod
    def _has_a_bound(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and not data:
            raise ValueError("give at_least, below, or both")
        return data


class Clamp(Part):
    """A factor of the score: what its rules add up to never leaves min to max."""

    title: Text | None = None
    min: Points | None = None
    max: Points | None = None


class Score(Part):
    """The scale: where everybody starts, and the ends that the score never passes (in points)."""

    start: Points
    floor: Points | None = None
    ceiling: Points | None = None
    factors: dict[Ident, Clamp] = {}


class Band(Part):
    """A grade and the score from which it holds; the last band has no `from`."""

    grade: Words
    from_: Points | None = Field(default=None, alias="from")
    title: Text | None = None
    consequences: Idents = ()


class PointsPer(Part):
    """So many points for each full `amount` (yuan unless the kind says otherwise)."""

    amount: Annotated[Number, Field(gt=0)]
    points: Points


class Repeat(Part):
    """The n-th match within the months counts `multiply[n - 1]` times; further ones like the last."""

    within_months: Months
    multiply: tuple[Factor, ...] = Field(min_length=1)


class Cap(Part):
    """The most that a rule may move one subject in a calendar month, a calendar year, or ever (in points, without sign)."""

    per: Literal["month", "year", "ever"]
    points: Count


class Override(Part):
    """A grade that stands instead of a better one, for so many months or without end."""

    grade: Words
    months: Months | None = None


class CarryTo(Part):
    """Who else receives the posting, and which share of its points."""

    to: Relationship
    share: Number


class Plausible(Part):
    """The range of points that fits what is disclosed; descriptive."""

    points: tuple[Points, Points]


class RecordWhen(Part):
    """Holds for a record: all that is named must hold, a list means any of."""

    kind: TextOrTexts
    amount: Bounds | None = None
    agency: TextOrTexts | None = None
    subject: dict[Ident, Cells] = {}
    while_on: Ident | None = None


def _cells_or_bounds(value: Any) -> str:
    return "bounds" if isinstance(value, (Mapping, Bounds)) else "cells"


CellsOrBounds = Annotated[
    Annotated[Cells, Tag("cells")] | Annotated[Bounds, Tag("bounds")],
    Discriminator(_cells_or_bounds),
]


class ProfileWhen(Part):
    """Holds for a subject whose columns have these values."""

    profile: dict[Ident, CellsOrBounds] = Field(min_length=1)


class Contacts(Part):
    """Which relatives count: those of a kind whose score is below, or at least, a bound."""

    relationship: Relationship
    score_below: Points | None = None
    score_at_least: Points | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.score_below is None) == (self.score_at_least is None):
            raise ValueError("give score_below or score_at_least, one of them")
        return self


class ContactWhen(Part):
    """Holds for a subject with relatives whose score passes the bound."""

    contacts: Contacts


def _which_when(value: Any) -> str:
    keys = set(value) if isinstance(value, Mapping) else set(type(value).model_fields) if isinstance(value, Part) else set()
    return "profile" if "profile" in keys else "contacts" if "contacts" in keys else "record"


When = Annotated[
    Annotated[RecordWhen, Tag("record")] | Annotated[ProfileWhen, Tag("profile")] | Annotated[ContactWhen, Tag("contacts")],
    Discriminator(_which_when),
]


class Rule(Part):
    """One rule: its text as a resident would read it, when it holds, and what it does."""

    id: Ident
    text: Words
    when: When
    source: Citation
    points: Points | None = None
    points_per: PointsPer | None = None
    repeat: Repeat | None = None
    cap: Cap | None = None
    expires_after_months: Months | None = None
    until: Literal["settled"] | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    factor: Ident | None = None
    lists: Idents = ()
    override: Override | None = None
    carry: tuple[CarryTo, ...] = ()
    repair: YesNo | None = None
    topic: Topic | None = None
    plausible: Plausible | None = None

    @property
    def has_points(self) -> bool:
        """Whether the rule prices what it matches, be it at 0."""
        return self.points is not None or self.points_per is not None


class EnteredWhen(Part):
    """A list holds whoever stands on at least so many of these lists."""

    at_least: AtLeastOne
    of: Annotated[Idents, Field(min_length=1)]


class RulesetList(Part):
    """A list on which subjects are named."""

    title: Words
    kind: Literal["blacklist", "watchlist", "redlist"]
    text: Text | None = None
    agency: Text | None = None
    lasts_months: Months | None = None
    carry: tuple[Relationship, ...] = ()
    entered_when: EnteredWhen | None = None
    publishes: tuple[Text, ...] = ()
    consequences: Idents = ()
    source: Citation | None = None


class Consequence(Part):
    """What follows from a grade or a listing, and on whom it falls."""

    title: Words
    text: Text | None = None
    effect: Literal["reward", "burden", "restriction", "publicity"]
    area: Text | None = None
    agency: Text | None = None
    falls_on: tuple[Literal["self"] | Relationship, ...] = ("self",)
    basic_right: YesNo | None = None
    source: Citation | None = None


class Disclosure(Part):
    """What each audience is shown, how late, and when somebody is told."""

    subject: dict[Item, Level] = {}
    public: dict[Item, Level] = {}
    partner: dict[Item, Level] = {}
    delay_hours: Hours = 0
    notice: Literal["none", "on_change", "before_effect"] = "none"

    def level(self, audience: Audience, item: Item) -> Level:
        """How far `item` is open to `audience`; what is not named is hidden."""
        shown: dict[Item, Level] = getattr(self, audience)
        return shown.get(item, "hidden")


class Appeal(Part):
    """The way to contest an entry."""

    available: YesNo | None = None
    window_days: Count | None = None
    decided_by: Text | None = None


class Repair(Part):
    """The way to put a standing right after a true entry."""

    available: YesNo | None = None
    text: Text | None = None


class Recourse(Part):
    """What a resident can do about it; descriptive."""

    appeal: Appeal | None = None
    repair: Repair | None = None


class ExampleRecord(Part):
    """A record of a worked example, always the example's own subject's."""

    date: Day
    kind: Words
    amount: Number | None = None
    agency: Text | None = None
    settled_on: Day | None = None


class Expectation(Part):
    """What a worked example must come to; what is not named is not checked."""

    points: tuple[Points, ...] | None = None
    score: Points | None = None
    grade: Words | None = None
    because: Words | None = None
    lists: Idents | None = None

    @model_validator(mode="before")
    @classmethod
    def _says_something(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and not data:
            raise ValueError("expect at least one of points, score, grade, because, lists")
        return data


class Example(Part):
    """A worked case: one subject, its records, and what comes out."""

    name: Words
    as_of: Day
    subject: dict[Ident, Cell] = {}
    records: tuple[ExampleRecord, ...] = ()
    expect: Expectation


class Ruleset(Part):
    """A whole ruleset, as the file gives it."""

    schema_: SchemaVersion = Field(alias="schema")
    id: Ident
    title: Words
    place: Text | None = None
    period: Text | None = None
    summary: Text | None = None
    extends: Ident | None = None
    sources: dict[Ident, Source]
    participation: Literal["mandatory", "voluntary"]
    applies_to: tuple[Literal["person", "company"], ...] = ("person",)
    opens_on: Day
    overlap: Literal["all", "heaviest"] = "all"
    score: Score | None = None
    bands: tuple[Band, ...] = ()
    rules: tuple[Rule, ...]
    lists: dict[Ident, RulesetList] = {}
    consequences: dict[Ident, Consequence] = {}
    disclosure: Disclosure = Disclosure()
    recourse: Recourse = Recourse()
    examples: tuple[Example, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades, best first."""
        return tuple(band.grade for band in self.bands)

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError where there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def rules_of(self, kind: type[RecordWhen] | type[ProfileWhen] | type[ContactWhen]) -> Iterator[tuple[int, Rule]]:
        """The rules with that kind of condition, each with its place in the file counted from 0."""
        return ((place, rule) for place, rule in enumerate(self.rules) if isinstance(rule.when, kind))
