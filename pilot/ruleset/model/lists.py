"""What follows from a grade or an act: lists and consequences."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pilot.ruleset.model.part import Citation, Part
from pilot.ruleset.model.values import (
    AtLeastOne,
    Bearer,
    Idents,
    Months,
    Relationship,
    Text,
    Words,
    YesNo,
)


class EnteredWhen(Part):
    """A list holds whoever stands on at least so many of these lists."""

    at_least: AtLeastOne
    """On how many of the lists somebody must stand."""
    of: Annotated[Idents, Field(min_length=1)]
    """The lists that are counted."""


class RulesetList(Part):
    """A list on which subjects are named."""

    title: Words
    """The list's name as it is published."""
    kind: Literal["blacklist", "watchlist", "redlist"]
    """What the list is for: sanction, watching, or praise."""
    text: Text | None = None
    """What being on the list means, in a sentence or two."""
    agency: Text | None = None
    """The agency that keeps the list."""
    lasts_months: Months | None = None
    """After so many months a listing ends; without end where absent."""
    carry: tuple[Relationship, ...] = ()
    """Which relatives are on the list together with the subject."""
    entered_when: EnteredWhen | None = None
    """The list fills itself with whoever stands on so many others; no rule names it then."""
    publishes: tuple[Text, ...] = ()
    """What is published of those on the list: name, photograph, address."""
    consequences: Idents = ()
    """The consequences of being on the list."""
    source: Citation | None = None
    """Where the list comes from."""


class Consequence(Part):
    """What follows from a grade or a listing, and on whom it falls."""

    title: Words
    """The consequence in a few words."""
    text: Text | None = None
    """The consequence as those who bear it would read it."""
    effect: Literal["reward", "burden", "restriction", "publicity"]
    """What it does: it gives, it costs, it forbids, or it makes known."""
    area: Text | None = None
    """The field of life: travel, credit, schooling."""
    agency: Text | None = None
    """The agency that carries it out; it takes effect only where that agency acts on the listing."""
    falls_on: tuple[Bearer, ...] = ("self",)
    """Who bears it: self, or relatives of the subject."""
    basic_right: YesNo | None = None
    """Whether it touches a basic right; descriptive."""
    source: Citation | None = None
    """Where the consequence comes from."""
