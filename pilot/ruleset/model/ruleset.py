"""A whole ruleset: what stands at the top of its file, the score and the grades."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from pilot.ruleset.model.conditions import ContactWhen, ProfileWhen, RecordWhen
from pilot.ruleset.model.disclosure import Disclosure, Recourse
from pilot.ruleset.model.example import Example
from pilot.ruleset.model.lists import Consequence, RulesetList
from pilot.ruleset.model.part import Part, Source
from pilot.ruleset.model.rule import Rule
from pilot.ruleset.model.values import Day, Ident, Idents, Points, RulesetId, SchemaVersion, Text, Words


class Clamp(Part):
    """A factor of the score: what its rules add up to never leaves min to max."""

    title: Text | None = None
    """The factor's name."""
    min: Points | None = None
    """The lowest sum of the factor, 0 or below; without bound where absent."""
    max: Points | None = None
    """The highest sum of the factor, 0 or above; without bound where absent."""


class Score(Part):
    """The scale: where everybody starts, and the ends that the score never passes (in points)."""

    start: Points
    """The points that everybody begins with."""
    floor: Points | None = None
    """The score never falls below this."""
    ceiling: Points | None = None
    """The score never rises above this."""
    factors: dict[Ident, Clamp] = Field(default_factory=dict)
    """Parts of the score that are bounded each for itself, by their ids."""


class Band(Part):
    """A grade and the score from which it holds; the last band has no `from`."""

    grade: Words
    """The grade's letter or word."""
    from_: Points | None = Field(default=None, alias="from")
    """The score from which the grade holds; it falls from band to band, and the last has none."""
    title: Text | None = None
    """What the grade is called."""
    consequences: Idents = ()
    """The consequences of the grade."""


class Ruleset(Part):
    """A whole ruleset, as the file gives it."""

    schema_: SchemaVersion = Field(alias="schema")
    """The version of this format: 1."""
    id: RulesetId
    """A short name for the ruleset, without spaces or slashes; the file is named for it."""
    title: Words
    """The ruleset's name as people read it."""
    place: Text | None = None
    """The place that the ruleset is drawn from."""
    period: Text | None = None
    """The years that it describes."""
    summary: Text | None = None
    """What the ruleset is and is not, in a few sentences."""
    extends: RulesetId | None = None
    """The id of another ruleset, of which this file gives only what differs."""
    sources: dict[Ident, Source]
    """The texts that the rules rest on, by short keys."""
    participation: Literal["mandatory", "voluntary"]
    """Whether everybody is in, or only those who joined."""
    applies_to: tuple[Literal["person", "company"], ...] = ("person",)
    """Who is scored: person, company, or both."""
    opens_on: Day
    """The first day that counts; everybody's score begins here."""
    overlap: Literal["all", "heaviest"] = "all"
    """Whether all rules that fit one record count, or only the heaviest."""
    score: Score | None = None
    """The scale; where it is absent, the ruleset keeps lists only."""
    bands: tuple[Band, ...] = ()
    """The grades, best first."""
    rules: tuple[Rule, ...]
    """The rules, in the order in which they are read."""
    lists: dict[Ident, RulesetList] = Field(default_factory=dict)
    """The lists on which subjects are named, by their ids."""
    consequences: dict[Ident, Consequence] = Field(default_factory=dict)
    """What follows from grades and lists, by ids."""
    disclosure: Disclosure = Disclosure()
    """What each audience is shown; hidden where absent."""
    recourse: Recourse = Recourse()
    """What a resident can do about an entry; descriptive."""
    examples: tuple[Example, ...] = ()
    """Worked cases that are run as tests and shown with the rules."""

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
