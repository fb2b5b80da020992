"""The tables of a data package: their columns, what each holds, in which unit, and what must be filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CellType = Literal[
    "text", "prose", "id", "year", "date", "amount", "true-or-false", "outcome", "relationship", "topic", "moments"
]
OUTCOMES = ("upheld", "rejected")
RELATIONSHIPS_KNOWN = (
    "spouse", "child", "parent", "friend", "shareholder", "legal_representative", "controller",
    "household_head",
)  # fmt: skip
Topic = Literal[
    "finance", "tax", "court", "traffic", "order", "environment", "family", "speech", "association", "faith", "charity",
    "work", "study", "business", "health", "identity", "consumption", "politics",
]  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: what it means, its unit where it has one, and whether every row must fill it."""

    name: str
    meaning: str
    type: CellType = "text"
    required: bool = False
    unit: str = ""


@dataclass(frozen=True)
class TableFormat:
    """One table: its file is `<name>.csv`; `key` is the column that names its rows, empty where rows have no name."""

    name: str
    meaning: str
    key: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of the table's file in a data package."""
        return f"{self.name}.csv"

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which the table means nothing."""
        return tuple(column.name for column in self.columns if column.required)


RESIDENTS = TableFormat(
    "residents",
    "The people of the city, all invented.",
    "subject_id",
    (
        Column("subject_id", "Names the resident; no company has the same id.", "id", required=True),
        Column("name", "The resident's name; two residents may share one.", "prose", required=True),
        Column("born", "Year of birth.", "year", unit="calendar year"),
        Column("gender", "Gender as registered."),
        Column("district", "District of residence."),
        Column("registration", "Household registration: local or migrant."),
        Column("education", "Highest level: none, basic, secondary or degree."),
        Column("income", "Income group: low, middle or high."),
        Column("occupation", "What the resident does for a living."),
        Column("enrolled", "Whether the resident has joined the voluntary scheme.", "true-or-false"),
    ),
)
COMPANIES = TableFormat(
    "companies",
    "The companies of the city, all invented.",
    "subject_id",
    (
        Column("subject_id", "Names the company; no resident has the same id.", "id", required=True),
        Column("name", "The company's name.", "prose", required=True),
        Column("sector", "Line of business."),
        Column("district", "District of the registered office."),
        Column("enrolled", "Whether the company has joined the voluntary scheme.", "true-or-false"),
    ),
)
KINDS = TableFormat(
    "kinds",
    "The kinds that acts and records can have.",
    "kind",
    (
        Column("kind", "Names the kind, dotted from the general to the special.", "id", required=True),
        Column("title", "The kind in words.", "prose", required=True),
        Column("topic", "The area of life it belongs to.", "topic", required=True),
    ),
)
ACTS = TableFormat(
    "acts",
    "What people really did. Only the emulator sees it; no ruleset may read it.",
    "act_id",
    (
        Column("act_id", "Names the act.", "id", required=True),
        Column("subject_id", "Who did it.", "id", required=True),
        Column("date", "The day it was done.", "date", required=True),
        Column("kind", "What kind of act it was.", "id", required=True),
        Column("amount", "How much, in the unit of its kind.", "amount", unit="yuan unless the kind says otherwise"),
    ),
)
RECORDS = TableFormat(
    "records",
    "What is on file about people and companies, right or wrong.",
    "record_id",
    (
        Column("record_id", "Names the record.", "id", required=True),
        Column("subject_id", "Whom the record is about.", "id", required=True),
        Column("date", "The day the record counts from.", "date", required=True),
        Column("kind", "What kind of act the record claims.", "id", required=True),
        Column("amount", "How much, in the unit of its kind.", "amount", unit="yuan unless the kind says otherwise"),
        Column("agency", "The office that supplied the record."),
        Column("settled_on", "The day the matter was entered as settled; empty while open.", "date"),
        Column("act_id", "The act behind the record; empty where there was none and the entry is fabricated.", "id"),
        Column("note", "A remark of the office.", "prose"),
    ),
)
RELATIONSHIPS = TableFormat(
    "relationships",
    "Who is what to whom: the other is the KIND of the subject. Both directions are given.",
    "",
    (
        Column("subject_id", "The resident or company that has the relative.", "id", required=True),
        Column("other_id", "The relative.", "id", required=True),
        Column(
            "kind", "spouse, child, parent, friend, shareholder or legal_representative.", "relationship", required=True
        ),
    ),
)
APPEALS = TableFormat(
    "appeals",
    "Records that somebody contested.",
    "appeal_id",
    (
        Column("appeal_id", "Names the appeal.", "id", required=True),
        Column("record_id", "The contested record.", "id", required=True),
        Column("filed_on", "The day the appeal was filed.", "date", required=True),
        Column("decided_on", "The day it was decided; empty while pending.", "date"),
        Column("outcome", "upheld (the record falls) or rejected; empty while pending.", "outcome"),
    ),
)
CAST = TableFormat(
    "cast",
    "Residents whose stories the screens tell. No ruleset reads it.",
    "subject_id",
    (
        Column("subject_id", "The resident.", "id", required=True),
        Column("name", "The resident's name.", "prose", required=True),
        Column("headline", "The story in a few words.", "prose", required=True),
        Column("story", "What really happened, and what is on record.", "prose", required=True),
        Column("look_at", "What to notice on the screens.", "prose", required=True),
        Column("opens_on", "The day on which the story is shown at first; empty for the last day of the city.", "date"),
        Column("moments", "Days to look at, each with a few words: 2022-03-15 He is listed; 2024-06-03 ...", "moments"),
    ),
)
TABLES = {table.name: table for table in (RESIDENTS, COMPANIES, KINDS, ACTS, RECORDS, RELATIONSHIPS, APPEALS)}
