"""What follows from a grade or an act: lists and consequences."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pilot.ruleset.model.conditions import Conditions
from pilot.ruleset.model.disclosure import NOTICES
from pilot.ruleset.model.field_facts import COUNTS, WORDS_ONLY, Wording, WrittenAs, named, reworded, whether
from pilot.ruleset.model.part import BasisOf, Citation, Part
from pilot.ruleset.model.values import AtLeastOne, Bearer, Idents, Months, Name, Relationship, Text, Words, YesNo


class EnteredWhen(Part):
    """A list holds whoever stands on at least so many of these lists."""

    at_least: Annotated[AtLeastOne, COUNTS, named("number of other lists that lead onto it", WrittenAs.NUMBER)]
    """On how many of the lists somebody must stand."""
    of: Annotated[
        Annotated[Idents, Field(min_length=1)], COUNTS, named("lists that lead onto it", WrittenAs.LISTS, many=True)
    ]
    """The lists that are counted."""


class RulesetList(Part):
    """A list on which subjects are named."""

    title: Annotated[Words, WORDS_ONLY, reworded("title")]
    """The list's name as it is published."""
    kind: Annotated[Literal["blacklist", "watchlist", "redlist"], WORDS_ONLY, named("kind")]
    """What the list is for: sanction, watching, or praise."""
    text: Annotated[Text | None, WORDS_ONLY, reworded("text")] = None
    """What being on the list means, in a sentence or two."""
    agency: Annotated[Name | None, COUNTS, named("agency that keeps it")] = None
    """The agency that keeps the list."""
    lasts_months: Annotated[Months | None, COUNTS, named("term of a listing", WrittenAs.MONTHS)] = None
    """After so many months a listing ends; without end where absent."""
    carry: Annotated[
        tuple[Relationship, ...], COUNTS, named("relatives who are on it too", WrittenAs.ALL_OF, many=True)
    ] = ()
    """Which relatives are on the list together with the subject."""
    entered_when: Annotated[EnteredWhen | None, COUNTS, named("way in through other lists")] = None
    """The list fills itself with whoever stands on so many others; no rule names it then."""
    publishes: Annotated[tuple[Text, ...], WORDS_ONLY, named("published particulars", WrittenAs.ALL_OF, many=True)] = ()
    """What is published of those on the list: name, photograph, address."""
    consequences: Annotated[Idents, COUNTS, named("list of what follows", WrittenAs.CONSEQUENCES)] = ()
    """The consequences of being on the list."""
    notice: Annotated[
        Literal["none", "on_change", "before_effect"] | None,
        WORDS_ONLY,
        Wording(
            "Notice of a listing is {new}; before, it was {old}.",
            "Notice of a listing is now {new}.",
            "That notice of a listing is {old} is gone.",
            words=NOTICES,
        ),
    ] = None
    """When a letter about a listing is sent, where that is not as in disclosure; it holds for the grades that the
    list's rules set too."""
    source: Annotated[Citation | None, WORDS_ONLY, named("source")] = None
    """Where the list comes from."""
    basis_of: Annotated[BasisOf, WORDS_ONLY, named("source of {key}")] = Field(default_factory=dict)
    """What of the list rests on something else than the whole does."""


class Consequence(Part):
    """What follows from a grade or a listing, and on whom it falls."""

    title: Annotated[Words, WORDS_ONLY, reworded("title")]
    """The consequence in a few words."""
    text: Annotated[Text | None, WORDS_ONLY, reworded("text")] = None
    """The consequence as those who bear it would read it."""
    effect: Annotated[Literal["reward", "burden", "restriction", "publicity"], COUNTS, named("effect")]
    """What it does: it gives, it costs, it forbids, or it makes known."""
    area: Annotated[Name | None, COUNTS, named("field of life", link=" ")] = None
    """The field of life: travel, credit, schooling."""
    agency: Annotated[Name | None, COUNTS, named("agency that carries it out")] = None
    """The agency that carries it out; it takes effect only where that agency acts on the listing."""
    falls_on: Annotated[tuple[Bearer, ...], COUNTS, named("bearer", WrittenAs.ALL_OF)] = ("self",)
    """Who bears it: self, or relatives of the subject."""
    where: Annotated[Conditions, COUNTS, named("condition on {key} of who bears it", WrittenAs.CELLS)] = Field(
        default_factory=dict
    )
    """Columns with the value, the values or the bounds that whoever bears it must have at the end."""
    basic_right: Annotated[YesNo | None, WORDS_ONLY, whether("it touches a basic right")] = None
    """Whether it touches a basic right; descriptive."""
    publishes: Annotated[tuple[Text, ...], WORDS_ONLY, named("published particulars", WrittenAs.ALL_OF, many=True)] = ()
    """What it makes known of whoever bears it: name, photograph, address."""
    remains: Annotated[YesNo | None, WORDS_ONLY, whether("it stays after the list is left")] = None
    """Whether it stays after the list is left; descriptive."""
    source: Annotated[Citation | None, WORDS_ONLY, named("source")] = None
    """Where the consequence comes from."""
    basis_of: Annotated[BasisOf, WORDS_ONLY, named("source of {key}")] = Field(default_factory=dict)
    """What of the consequence rests on something else than the whole does."""
