"""The assumptions that a generated city rests on, read from one file that anybody may edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, Self, TypeVar, get_args

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pilot.city.format import Topic
from pilot.errors import DataError, Place, Problem

T = TypeVar("T")
Share = Annotated[float, Field(ge=0, le=1)]
Factor = Annotated[float, Field(ge=0)]
Education = Literal["none", "basic", "secondary", "degree"]
Income = Literal["low", "middle", "high"]
Tendency = Literal["lapses", "care", "none"]


def _together_one(shares: dict[str, float]) -> dict[str, float]:
    if abs(sum(shares.values()) - 1) > 0.001:
        raise ValueError(f"the shares must be 1 together; they are {sum(shares.values()):g}")
    return shares


def _low_to_high(span: tuple[int, int]) -> tuple[int, int]:
    if span[0] > span[1]:
        raise ValueError(f"{span[0]} to {span[1]} runs backwards; give the smaller number first")
    return span


def _years(span: Any) -> Any:
    return tuple(str(span).split("-")) if isinstance(span, str) else span


Shares = Annotated[dict[str, Share], Field(min_length=1), AfterValidator(_together_one)]
Span = Annotated[tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]], AfterValidator(_low_to_high)]
Years = Annotated[tuple[int, int], BeforeValidator(_years), AfterValidator(_low_to_high)]


class AssumedPart(BaseModel):
    """Any part of the file: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Assumed(AssumedPart, Generic[T]):
    """One assumption: what the figures measure, that they are made up, and the figures."""

    unit: str
    about: str
    values: T


class Period(AssumedPart):
    """The first and the last day."""

    first: dt.date = Field(alias="from")
    last: dt.date = Field(alias="until")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.first > self.last:
            raise ValueError("`until` must not come before `from`")
        return self


class FamilyHabits(AssumedPart):
    """Who has whom."""

    married: Share
    children_with_parents: Share
    grown_ups_with_parents: Share
    friendships: Factor
    most_shareholders: Annotated[int, Field(ge=0, le=20)]


class Tendencies(AssumedPart):
    """How far residents differ in faults and in good deeds."""

    lapses: Factor
    care: Factor


class Errors(AssumedPart):
    """How often records go wrong, each as a share of records (late settlement: of settled entries)."""

    mistaken_identity: Share
    fabricated: Share
    double_entry: Share
    late_settlement: Share


class AppealHabits(AssumedPart):
    """Who contests, how long it takes, and how it ends."""

    against_wrong: Share
    against_right: Share
    upheld_if_wrong: Share
    upheld_if_right: Share
    days_to_file: Span
    days_to_decide: Span


class SettlingHabits(AssumedPart):
    """Which share of the matters is settled in the end, and after how many days."""

    share: Share
    days: Span


class Kind(AssumedPart):
    """A kind of act: how often it happens and to whom, how often it gets on record, and who supplies the record."""

    title: str
    topic: Topic
    agency: str
    rate: Factor = 0
    company_rate: Factor = 0
    recorded: Share
    ages: Span = (18, 90)
    amount: Annotated[tuple[Annotated[int, Field(ge=1)], int], AfterValidator(_low_to_high)] | None = None
    unit: str = "yuan"
    settles: SettlingHabits | None = None
    by: dict[Literal["income", "education", "registration", "gender", "sector"], dict[str, Factor]] = {}
    tendency: Tendency = "none"

    @property
    def is_fault(self) -> bool:
        """Whether the kind is one that people are blamed for."""
        return self.tendency == "lapses"


class Assumptions(AssumedPart):
    """Everything that the generator assumes."""

    period: Assumed[Period]
    districts: Assumed[Shares]
    recording: Assumed[dict[str, Factor]]
    newcomers: Assumed[dict[str, Share]]
    ages: Assumed[dict[Years, Share]]
    education: Assumed[Annotated[dict[Education, Share], AfterValidator(_together_one)]]
    income: Assumed[dict[Education, Annotated[dict[Income, Share], AfterValidator(_together_one)]]]
    occupations: Assumed[dict[Income, Annotated[list[str], Field(min_length=1)]]]
    enrolled: Assumed[dict[Literal["residents", "companies"], Share]]
    families: Assumed[FamilyHabits]
    sectors: Assumed[Shares]
    tendencies: Assumed[Tendencies]
    errors: Assumed[Errors]
    late_settlement: Assumed[Span]
    appeals: Assumed[AppealHabits]
    kinds: Assumed[Annotated[dict[str, Kind], Field(min_length=1)]]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for name, given in (("recording", self.recording.values), ("newcomers", self.newcomers.values)):
            missing = self.districts.values.keys() ^ given.keys()
            if missing:
                raise ValueError(f"{name} and districts must name the same districts; not in both: {sorted(missing)}")
        for groups, values in ((self.income.values, get_args(Education)), (self.occupations.values, get_args(Income))):
            if set(groups) != set(values):
                raise ValueError(f"each of {', '.join(values)} needs its own line")
        return self


def shipped_assumptions() -> Path:
    """The file that comes with the project."""
    return Path(__file__).resolve().parents[3] / "sample_data" / "assumptions.yaml"


def load_assumptions(path: Path) -> Assumptions:
    """The assumptions in a file; DataError with everything that is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        return Assumptions.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    except (OSError, UnicodeDecodeError) as error:
        found = f"the file cannot be read ({type(error).__name__})."
        problem = Problem(Place(str(path)), "no-assumptions", found, "Give a YAML file in UTF-8.")
        raise DataError([problem]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        found = "the YAML breaks off or goes wrong here."
        raise DataError([Problem(place, "broken-yaml", found, "Compare with the shipped file.")]) from None
    except ValidationError as error:
        raise DataError([_problem(path, tree, dict(one)) for one in error.errors()]) from None


def _problem(path: Path, tree: yaml.Node | None, error: Mapping[str, Any]) -> Problem:
    steps = tuple(step for step in error["loc"] if step != "[key]")
    mark = _mark(tree, steps)
    place = Place(str(path), mark.line + 1, mark.column + 1, steps) if mark else Place(str(path), path=steps)
    allowed = error.get("ctx", {}).get("expected", "")
    found, mend = {
        "extra_forbidden": ("there is no such key here.", "Delete or rename the key."),
        "missing": ("the key is missing.", "Add it as in the shipped file."),
        "literal_error": (f"found {error['input']!r}.", f"Write {allowed}."),
    }.get(error["type"], (f"{error['msg'].removeprefix('Value error, ')}.", "Compare with the shipped file."))
    return Problem(place, error["type"].replace("_", "-"), found, mend)


def _mark(node: yaml.Node | None, steps: tuple[str | int, ...]) -> yaml.Mark | None:
    """Where the innermost part of the way that is there begins."""
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            inner = node.value[step]
        else:
            break
        if inner is None:
            break
        node = inner
    return node.start_mark if node else None
