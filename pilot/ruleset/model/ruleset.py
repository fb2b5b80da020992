"""A whole ruleset: what stands at the top of its file, the score and the grades."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, assert_never

from pydantic import Field

from pilot.ruleset.model.conditions import Conditions, ContactWhen, ProfileWhen, RecordWhen
from pilot.ruleset.model.disclosure import Disclosure, Recourse
from pilot.ruleset.model.example import Example
from pilot.ruleset.model.field_facts import COUNTS, WORDS_ONLY, Wording, WrittenAs, named, reworded, unquoted
from pilot.ruleset.model.lists import Consequence, RulesetList
from pilot.ruleset.model.part import BasisOf, Citation, Part, Source
from pilot.ruleset.model.rule import Rule
from pilot.ruleset.model.values import (
    Cells,
    Column,
    Day,
    Days,
    FilledName,
    Ident,
    Idents,
    Points,
    RulesetId,
    SchemaVersion,
    Text,
    Words,
)


class Clamp(Part):
    """A factor of the score: what its rules add up to never leaves min to max."""

    title: Annotated[Text | None, WORDS_ONLY, reworded("title of the factor")] = None
    """The factor's name."""
    min: Annotated[Points | None, COUNTS, named("lower end of the factor", WrittenAs.SIGNED)] = None
    """The lowest sum of the factor, 0 or below; without bound where absent."""
    max: Annotated[Points | None, COUNTS, named("upper end of the factor", WrittenAs.SIGNED)] = None
    """The highest sum of the factor, 0 or above; without bound where absent."""


class Score(Part):
    """The scale: where everybody starts, and the ends that the score never passes (in points)."""

    start: Annotated[Points, COUNTS, named("start", WrittenAs.NUMBER)]
    """The points that everybody begins with."""
    floor: Annotated[Points | None, COUNTS, named("lower end of the score", WrittenAs.NUMBER)] = None
    """The score never falls below this."""
    ceiling: Annotated[Points | None, COUNTS, named("upper end of the score", WrittenAs.NUMBER)] = None
    """The score never rises above this."""
    factors: Annotated[dict[Ident, Clamp], COUNTS, unquoted("factor {key}")] = Field(default_factory=dict)
    """Parts of the score that are bounded each for itself, by their ids."""
    basis_of: Annotated[BasisOf, WORDS_ONLY, named("source of {key}")] = Field(default_factory=dict)
    """What of the scale rests on something else than the whole does: start, floor."""


class Band(Part):
    """A grade and the score from which it holds; the last band has no `from`."""

    grade: Annotated[FilledName, COUNTS, named("grade", link=" ")]
    """The grade's letter or word."""
    from_: Annotated[
        Points | None,
        COUNTS,
        Wording(
            "It holds from {new} points instead of {old}.",
            "It holds from {new} points, and not for all.",
            "It holds for all, and not from {old} points.",
            WrittenAs.NUMBER,
        ),
    ] = Field(default=None, alias="from")
    """The score from which the grade holds; it falls from band to band, and the last has none."""
    title: Annotated[Text | None, WORDS_ONLY, reworded("title")] = None
    """What the grade is called."""
    consequences: Annotated[Idents, COUNTS, named("list of what follows", WrittenAs.CONSEQUENCES)] = ()
    """The consequences of the grade."""
    source: Annotated[Citation | None, WORDS_ONLY, named("source")] = None
    """Where the grade comes from."""
    basis_of: Annotated[BasisOf, WORDS_ONLY, named("source of {key}")] = Field(default_factory=dict)
    """What of the grade rests on something else than the whole does: from, consequences."""


class Since(Part):
    """What a later law or practice changed, and which rules it touches."""

    on: Annotated[Day, WORDS_ONLY, named("day of the change")]
    """The day from which it holds."""
    title: Annotated[Words, WORDS_ONLY, reworded("title")]
    """The law or the practice in a few words."""
    rules: Annotated[Idents, WORDS_ONLY, named("rules that it touches", WrittenAs.ALL_OF, many=True)] = ()
    """The ids of the rules that it touches."""
    text: Annotated[Text | None, WORDS_ONLY, reworded("text")] = None
    """What it changed."""
    source: Annotated[Citation | None, WORDS_ONLY, named("source")] = None
    """Where that can be read."""


class Promise(Part):
    """Something that the ruleset is held to, made from a template."""

    id: Annotated[Ident, WORDS_ONLY, named("id", link=" ")]
    """A short name for the promise, without spaces."""
    template: Annotated[FilledName, WORDS_ONLY, named("template", link=" ")]
    """Which kind of promise it is."""
    with_: Annotated[dict[Column, Cells], WORDS_ONLY, named("{key} of the promise", WrittenAs.ANY_OF)] = Field(
        default_factory=dict, alias="with"
    )
    """What fills the blanks of the template."""
    text: Annotated[Text | None, WORDS_ONLY, reworded("text")] = None
    """The promise in a sentence."""


_COUNTING = {"all": "all", "heaviest": "only the heaviest"}


class RulesByKind(NamedTuple):
    """The rules by the kind of their `when`, which is given too; each with its place in the file counted from 0."""

    records: list[tuple[int, Rule, RecordWhen]]
    profiles: list[tuple[int, Rule, ProfileWhen]]
    contacts: list[tuple[int, Rule, ContactWhen]]


class Ruleset(Part):
    """A whole ruleset, as the file gives it."""

    schema_: Annotated[SchemaVersion, COUNTS, named("version of the format")] = Field(alias="schema")
    """The version of this format: 1."""
    id: Annotated[RulesetId, WORDS_ONLY, named("id", link=" ")]
    """A short name for the ruleset, without spaces or slashes; the file is named for it."""
    title: Annotated[Words, WORDS_ONLY, reworded("title")]
    """The ruleset's name as people read it."""
    place: Annotated[Text | None, WORDS_ONLY, named("place", link=" ")] = None
    """The place that the ruleset is drawn from."""
    period: Annotated[Text | None, WORDS_ONLY, named("period", link=" ")] = None
    """The years that it describes."""
    summary: Annotated[Text | None, WORDS_ONLY, reworded("summary")] = None
    """What the ruleset is and is not, in a few sentences."""
    extends: Annotated[RulesetId | None, WORDS_ONLY, named("ruleset that it extends", link=" ")] = None
    """The id of another ruleset, of which this file gives only what differs."""
    sources: Annotated[dict[Ident, Source], WORDS_ONLY, unquoted("source {key}")]
    """The texts that the rules rest on, by short keys."""
    participation: Annotated[
        Literal["mandatory", "voluntary"], COUNTS, Wording("Taking part is {new} instead of {old}.")
    ]
    """Whether everybody is in, or only those who joined."""
    applies_to: Annotated[
        tuple[Literal["person", "company"], ...], COUNTS, named("kind of subject that is scored", WrittenAs.ALL_OF)
    ] = ("person",)
    """Who is scored: person, company, or both."""
    scope: Annotated[Conditions, COUNTS, named("condition on {key} of who is scored", WrittenAs.CELLS)] = Field(
        default_factory=dict
    )
    """Who of these is scored: columns with the value, the values or the bounds that they must have at the end."""
    opens_on: Annotated[Day, COUNTS, named("first day that counts")]
    """The first day that counts; everybody's score begins here."""
    effect_after_days: Annotated[
        Days, COUNTS, Wording("A record takes effect {new} after its date instead of {old}.", written=WrittenAs.DAYS)
    ] = 0
    """How many days after its date a record takes effect; for everything, that day then is its date."""
    overlap: Annotated[
        Literal["all", "heaviest"],
        COUNTS,
        Wording("Of rules that fit one record, {new} count instead of {old}.", words=_COUNTING),
    ] = "all"
    """Whether all rules that fit one record count, or only the heaviest."""
    score: Annotated[Score | None, COUNTS, named("score", link=" ")] = None
    """The scale; where it is absent, the ruleset keeps lists only."""
    bands: Annotated[tuple[Band, ...], COUNTS, unquoted("list of grades")] = ()
    """The grades, best first."""
    rules: Annotated[tuple[Rule, ...], COUNTS, unquoted("list of rules")]
    """The rules, in the order in which they are read."""
    lists: Annotated[dict[Ident, RulesetList], COUNTS, unquoted("list {key}")] = Field(default_factory=dict)
    """The lists on which subjects are named, by their ids."""
    consequences: Annotated[dict[Ident, Consequence], COUNTS, unquoted("consequence {key}")] = Field(
        default_factory=dict
    )
    """What follows from grades and lists, by ids."""
    disclosure: Annotated[Disclosure, WORDS_ONLY, unquoted("disclosure")] = Disclosure()
    """What each audience is shown; hidden where absent."""
    recourse: Annotated[Recourse, WORDS_ONLY, unquoted("recourse")] = Recourse()
    """What a resident can do about an entry; descriptive."""
    since: Annotated[tuple[Since, ...], WORDS_ONLY, unquoted("list of what changed since")] = ()
    """What later law or practice changed; descriptive."""
    promises: Annotated[tuple[Promise, ...], WORDS_ONLY, unquoted("list of promises")] = ()
    """What the ruleset is held to; descriptive."""
    basis_of: Annotated[BasisOf, WORDS_ONLY, named("source of {key}")] = Field(default_factory=dict)
    """Where the fields at the top are known from: scope, participation, overlap."""
    examples: Annotated[tuple[Example, ...], WORDS_ONLY, unquoted("list of examples")] = ()
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

    @property
    def by_kind(self) -> RulesByKind:
        """The rules by the kind of their `when`; whoever must treat every kind unpacks all of them."""
        sorted_ = RulesByKind([], [], [])
        for place, rule in enumerate(self.rules):
            match rule.when:
                case RecordWhen() as when:
                    sorted_.records.append((place, rule, when))
                case ProfileWhen() as when:
                    sorted_.profiles.append((place, rule, when))
                case ContactWhen() as when:
                    sorted_.contacts.append((place, rule, when))
                case _ as never:
                    assert_never(never)
        return sorted_
