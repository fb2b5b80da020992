"""What a ruleset is: frozen models of everything a ruleset file may hold, and nothing else."""

from pilot.ruleset.model.conditions import (
    KINDS_OF_WHEN,
    Bounds,
    CellsOrBounds,
    Contacts,
    ContactWhen,
    KindOfWhen,
    ProfileWhen,
    RecordWhen,
    When,
)
from pilot.ruleset.model.disclosure import Appeal, Disclosure, Recourse, Repair
from pilot.ruleset.model.example import Example, ExampleRecord, Expectation
from pilot.ruleset.model.lists import Consequence, EnteredWhen, RulesetList
from pilot.ruleset.model.part import Citation, Part, Source
from pilot.ruleset.model.rule import Cap, CarryTo, Override, Plausible, PointsPer, Repeat, Rule
from pilot.ruleset.model.ruleset import Band, Clamp, Ruleset, Score

__all__ = [
    "KINDS_OF_WHEN",
    "Appeal",
    "Band",
    "Bounds",
    "Cap",
    "CarryTo",
    "CellsOrBounds",
    "Citation",
    "Clamp",
    "Consequence",
    "ContactWhen",
    "Contacts",
    "Disclosure",
    "EnteredWhen",
    "Example",
    "ExampleRecord",
    "Expectation",
    "KindOfWhen",
    "Override",
    "Part",
    "Plausible",
    "PointsPer",
    "ProfileWhen",
    "RecordWhen",
    "Recourse",
    "Repair",
    "Repeat",
    "Rule",
    "Ruleset",
    "RulesetList",
    "Score",
    "Source",
    "When",
]
