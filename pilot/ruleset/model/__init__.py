"""What a ruleset is: frozen models of everything a ruleset file may hold, and nothing else."""

from pilot.ruleset.model.conditions import (
    KINDS_OF_WHEN,
    Bounds,
    CellsOrBounds,
    Conditions,
    Contacts,
    ContactWhen,
    KindOfWhen,
    ProfileWhen,
    RecordWhen,
    When,
)
from pilot.ruleset.model.disclosure import Disclosure, Recourse, Repair, WayToContest
from pilot.ruleset.model.example import Example, ExampleRecord, Expectation
from pilot.ruleset.model.lists import Consequence, EnteredWhen, RulesetList
from pilot.ruleset.model.part import BasisOf, Citation, Part, Source
from pilot.ruleset.model.rule import Cap, CarryTo, Override, Plausible, PointsPer, Repeat, Rule
from pilot.ruleset.model.ruleset import Band, Clamp, Ruleset, Score, Since

__all__ = [
    "KINDS_OF_WHEN",
    "Band",
    "BasisOf",
    "Bounds",
    "Cap",
    "CarryTo",
    "CellsOrBounds",
    "Citation",
    "Clamp",
    "Conditions",
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
    "Since",
    "Source",
    "WayToContest",
    "When",
]
