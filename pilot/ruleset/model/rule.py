"""A rule and its parts: what it costs or gives, how often it counts, how long, and whom else it reaches."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pilot.ruleset.model.conditions import KindOfWhen, When
from pilot.ruleset.model.field_facts import COUNTS, WORDS_ONLY, Wording, WrittenAs, named, reworded, whether
from pilot.ruleset.model.part import BasisOf, Citation, Part
from pilot.ruleset.model.values import (
    Count,
    Day,
    Factor,
    FilledName,
    Ident,
    Idents,
    Months,
    Number,
    Points,
    Relationship,
    Share,
    Topic,
    Words,
    YesNo,
)

PERIODS = {"month": "in a calendar month", "year": "in a calendar year", "ever": "in all"}
"""The spans of a cap, in words."""
_WEIGHT = Wording(
    "{new} instead of {old}.", "The weight, {new}, is new.", "The weight, {old}, is gone.", WrittenAs.WEIGHT
)


class PointsPer(Part):
    """So many points for each full `amount` (yuan unless the kind says otherwise)."""

    amount: Annotated[Annotated[Number, Field(gt=0)], COUNTS, named("step of the amount", WrittenAs.NUMBER)]
    """The step of the record's amount that counts once, more than 0."""
    points: Annotated[Points, COUNTS, _WEIGHT]
    """The points for each full step, below 0 where the score falls."""
    within: Annotated[
        Literal["month", "year", "ever"] | None,
        COUNTS,
        Wording(
            "Amounts add up {new} instead of {old}.",
            "Amounts now add up {new}.",
            "Amounts, which added up {old}, now count each for itself.",
            words=PERIODS,
        ),
    ] = None
    """The span of time within which amounts add up: month, year or ever; each counts for itself where absent."""


class Repeat(Part):
    """The n-th match within the months counts `multiply[n - 1]` times; further ones like the last."""

    within_months: Annotated[Months, COUNTS, named("span in which a match is a repeat", WrittenAs.MONTHS)]
    """For so many months an earlier match counts as a repeat."""
    multiply: Annotated[
        tuple[Factor, ...], COUNTS, named("weights of the first match and of repeats", WrittenAs.NUMBERS, many=True)
    ] = Field(min_length=1)
    """How many times the points count for the first match, the second and so on: [1, 2, 3]."""


class Cap(Part):
    """The most that a rule may move one subject in a calendar month, a calendar year, or ever."""

    per: Annotated[
        Literal["month", "year", "ever"], COUNTS, Wording("The cap holds {new} instead of {old}.", words=PERIODS)
    ]
    """The span of time that the cap holds for."""
    points: Annotated[Count, COUNTS, named("cap", WrittenAs.POINTS, link=" of ")]
    """The most points, without sign."""


class Override(Part):
    """A grade that stands instead of a better one, for so many months or without end."""

    grade: Annotated[FilledName, COUNTS, named("grade whatever the score", link=" ")]
    """The grade that the subject falls to, one of the bands."""
    months: Annotated[
        Months | None,
        COUNTS,
        Wording(
            "The grade holds for {new} instead of {old}.",
            "The end of the grade after {new} is new.",
            "The end of the grade after {old} is gone.",
            WrittenAs.MONTHS,
        ),
    ] = None
    """How many months it stands from the record's date; without end where absent."""


class CarryTo(Part):
    """Who else receives the posting, and which share of its points."""

    to: Annotated[Relationship, COUNTS, named("relative who receives a share", WrittenAs.WORD)]
    """Which relatives of the subject receive points too."""
    share: Annotated[Share, COUNTS, named("share of the points", WrittenAs.NUMBER)]
    """The part of the points that each of them receives: 0.5 is half, rounded half away from zero."""


class Plausible(Part):
    """The range of points that fits what is disclosed; descriptive."""

    points: Annotated[
        tuple[Points, Points], WORDS_ONLY, named("range in which the real weight may lie", WrittenAs.RANGE)
    ]
    """The lowest and the highest number of points: [-20, 0]."""


class Rule(Part):
    """One rule: its text as a resident would read it, when it holds, and what it does."""

    id: Annotated[Ident, COUNTS, named("id", link=" ")]
    """A short name for the rule, without spaces, used once in the file."""
    text: Annotated[Words, WORDS_ONLY, reworded("text")]
    """The rule as a resident would read it."""
    when: Annotated[When, COUNTS, Wording("It holds for {new} instead of {old}.")]
    """When the rule holds: for records (kind), for the profile, or for contacts."""
    source: Annotated[Citation, WORDS_ONLY, named("source")]
    """Where the rule comes from; {} where nothing can be said."""
    basis_of: Annotated[BasisOf, WORDS_ONLY, named("source of {key}")] = Field(default_factory=dict)
    """What of the rule rests on something else than the whole does: points, repeat, expires_after_months."""
    points: Annotated[Points | None, COUNTS, _WEIGHT] = None
    """The points for each match, below 0 where the score falls."""
    points_per: Annotated[PointsPer | None, COUNTS, named("points by the amount", many=True)] = None
    """Points by the record's amount, instead of points."""
    repeat: Annotated[Repeat | None, COUNTS, named("weight of repeats")] = None
    """How repeated matches weigh."""
    cap: Annotated[Cap | None, COUNTS, named("cap", link=" of ")] = None
    """The most that the rule may move one subject."""
    expires_after_months: Annotated[
        Months | None,
        COUNTS,
        Wording(
            "The points count for {new} instead of {old}.",
            "The expiry after {new} is new.",
            "The expiry after {old} is gone.",
            WrittenAs.MONTHS,
        ),
    ] = None
    """After so many months the points are given back."""
    until: Annotated[
        Literal["settled"] | None,
        COUNTS,
        Wording("", "Settling the matter now ends it.", "Settling the matter no longer ends it."),
    ] = None
    """With "settled", the points are given back, and lists left, once the matter is settled."""
    valid_from: Annotated[Day | None, COUNTS, named("first day")] = None
    """The first day whose records the rule reads."""
    valid_until: Annotated[Day | None, COUNTS, named("last day")] = None
    """The last day whose records the rule reads."""
    factor: Annotated[Ident | None, COUNTS, named("factor", WrittenAs.FACTOR, link=" ")] = None
    """The factor of the score that the points go to."""
    lists: Annotated[
        Idents,
        COUNTS,
        Wording(
            "It puts on {new} instead of {old}.",
            "It puts on {new}, which is new.",
            "It no longer puts on {old}.",
            WrittenAs.LISTS,
        ),
    ] = ()
    """The lists that a match puts the subject on."""
    override: Annotated[Override | None, COUNTS, named("grade whatever the score")] = None
    """A grade that a match sets, whatever the score."""
    carry: Annotated[tuple[CarryTo, ...], COUNTS, named("share for relatives", WrittenAs.SHARES)] = ()
    """Which relatives receive a share of the points."""
    repair: Annotated[YesNo | None, WORDS_ONLY, whether("it is a way to put a standing right")] = None
    """Whether the rule is a way to put a standing right; descriptive."""
    topic: Annotated[Topic | None, WORDS_ONLY, named("topic", link=" ")] = None
    """The field of life that the rule is about; descriptive."""
    plausible: Annotated[
        Plausible | None, WORDS_ONLY, named("range in which the real weight may lie", WrittenAs.RANGE)
    ] = None
    """The range of points that fits what the real system discloses; descriptive."""

    @property
    def has_points(self) -> bool:
        """Whether the rule prices what it matches, be it at 0."""
        return self.points is not None or self.points_per is not None


def keys_not_for(kind: type[KindOfWhen]) -> tuple[str, ...]:
    """The keys that a rule with that kind of `when` cannot have, though the evaluation reads them in other rules."""
    always = ("id", "when")
    counted = (name for name, field in Rule.model_fields.items() if COUNTS in field.metadata)
    return tuple(name for name in counted if name not in always and name not in kind.allows)
