"""A rule and its parts: what it costs or gives, how often it counts, how long, and whom else it reaches."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pilot.ruleset.model.conditions import When
from pilot.ruleset.model.part import Citation, Part
from pilot.ruleset.model.values import (
    Count,
    Day,
    Factor,
    Ident,
    Idents,
    Months,
    Number,
    Points,
    Relationship,
    Topic,
    Words,
    YesNo,
)


class PointsPer(Part):
    """So many points for each full `amount` (yuan unless the kind says otherwise)."""

    amount: Annotated[Number, Field(gt=0)]
    """The step of the record's amount that counts once, more than 0."""
    points: Points
    """The points for each full step, below 0 where the score falls."""


class Repeat(Part):
    """The n-th match within the months counts `multiply[n - 1]` times; further ones like the last."""

    within_months: Months
    """For so many months an earlier match counts as a repeat."""
    multiply: tuple[Factor, ...] = Field(min_length=1)
    """How many times the points count for the first match, the second and so on: [1, 2, 3]."""


class Cap(Part):
    """The most that a rule may move one subject in a calendar month, a calendar year, or ever."""

    per: Literal["month", "year", "ever"]
    """The span of time that the cap holds for."""
    points: Count
    """The most points, without sign."""


class Override(Part):
    """A grade that stands instead of a better one, for so many months or without end."""

    grade: Words
    """The grade that the subject falls to, one of the bands."""
    months: Months | None = None
    """How many months it stands from the record's date; without end where absent."""


class CarryTo(Part):
    """Who else receives the posting, and which share of its points."""

    to: Relationship
    """Which relatives of the subject receive points too."""
    share: Number
    """The part of the points that each of them receives: 0.5 is half, rounded half away from zero."""


class Plausible(Part):
    """The range of points that fits what is disclosed; descriptive."""

    points: tuple[Points, Points]
    """The lowest and the highest number of points: [-20, 0]."""


class Rule(Part):
    """One rule: its text as a resident would read it, when it holds, and what it does."""

    id: Ident
    """A short name for the rule, without spaces, used once in the file."""
    text: Words
    """The rule as a resident would read it."""
    when: When
    """When the rule holds: for records (kind), for the profile, or for contacts."""
    source: Citation
    """Where the rule comes from; {} where nothing can be said."""
    points: Points | None = None
    """The points for each match, below 0 where the score falls."""
    points_per: PointsPer | None = None
    """Points by the record's amount, instead of points."""
    repeat: Repeat | None = None
    """How repeated matches weigh."""
    cap: Cap | None = None
    """The most that the rule may move one subject."""
    expires_after_months: Months | None = None
    """After so many months the points are given back."""
    until: Literal["settled"] | None = None
    """With "settled", the points are given back, and lists left, once the matter is settled."""
    valid_from: Day | None = None
    """The first day whose records the rule reads."""
    valid_until: Day | None = None
    """The last day whose records the rule reads."""
    factor: Ident | None = None
    """The factor of the score that the points go to."""
    lists: Idents = ()
    """The lists that a match puts the subject on."""
    override: Override | None = None
    """A grade that a match sets, whatever the score."""
    carry: tuple[CarryTo, ...] = ()
    """Which relatives receive a share of the points."""
    repair: YesNo | None = None
    """Whether the rule is a way to put a standing right; descriptive."""
    topic: Topic | None = None
    """The field of life that the rule is about; descriptive."""
    plausible: Plausible | None = None
    """The range of points that fits what the real system discloses; descriptive."""

    @property
    def has_points(self) -> bool:
        """Whether the rule prices what it matches, be it at 0."""
        return self.points is not None or self.points_per is not None
