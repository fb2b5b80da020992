"""A transparency record in two tiers, after the public algorithm registers of the United Kingdom and the Netherlands.

The first tier is for everybody, the second for specialists. It is what an office would publish that keeps to its own
ruleset: what the ruleset hides from the public stands as a blank with its name, and so does what it does not say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pilot.disclosure.opacity.measures import MEANINGS, Opacity
from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.disclosure.shown.view import ITEMS, Blank, blanks_of
from pilot.phrases import count, listed, number
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.model.values import LEVEL_NAMES, Audience, Item
from pilot.ruleset.sentences.rule_sentences import price

_GOV_UK = "https://www.gov.uk/government/publications"
MODELS = (
    (
        "Algorithmic Transparency Recording Standard (United Kingdom)",
        f"{_GOV_UK}/algorithmic-transparency-data-standard/algorithmic-transparency-recording-standard-v21",
    ),
    ("Algoritmeregister (Netherlands)", "https://algoritmes.overheid.nl"),
)
"""The registers that the two tiers and their questions follow."""
AUDIENCES: tuple[tuple[Audience, str], ...] = (("subject", "resident"), ("public", "public"), ("partner", "partner"))


Shown = TypeVar("Shown")


@dataclass(frozen=True)
class Field:
    """A question of the record and its answer: text, a Blank where it is withheld, or None where it is not stated."""

    question: str
    answer: str | Blank | None


@dataclass(frozen=True)
class Section:
    """Questions that stand together, in tier 1 (for everybody) or 2 (for specialists)."""

    tier: int
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class TransparencyRecord:
    """The whole record; `rules` are the rows of the rulebook (id, text, points, basis, place), or a Blank."""

    title: str
    sections: tuple[Section, ...]
    rules: tuple[tuple[str, str, str, str, str], ...] | Blank
    receipt: str

    @property
    def blanks(self) -> int:
        """How many questions have no answer, for whatever reason."""
        fields = [field for section in self.sections for field in section.fields]
        return sum(field.answer is None or isinstance(field.answer, Blank) for field in fields)


def transparency_record(opacity: Opacity) -> TransparencyRecord:
    """The record of the ruleset of an assessment; its figures are those of `opacity`."""
    ruleset = opacity.assessment.ruleset
    public = _Public(ruleset)
    sections = (
        Section(1, "At a glance", tuple(_glance(ruleset, public))),
        Section(1, "What it means for you", tuple(_for_you(ruleset, public))),
        Section(2, "Owner and responsibility", tuple(_owner(ruleset))),
        Section(2, "Description and rationale", tuple(_rationale(ruleset, public))),
        Section(2, "How decisions come about", tuple(_decisions(ruleset, public))),
        Section(2, "Data", tuple(_data(ruleset, public))),
        Section(2, "What is disclosed", tuple(_disclosed(ruleset))),
        Section(2, "Risks, measured", tuple(_risks(opacity))),
    )
    here = changed_here(ruleset)
    rules = public("rules", lambda: tuple(_row(rule, here.words("rules", rule.id)) for rule in ruleset.rules))
    return TransparencyRecord(ruleset.title, sections, rules, str(Receipt.of(opacity.assessment)))


class _Public:
    """What the public gets under an item: what stands there where the item is shown, else the item's blank."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._blanks = blanks_of(ruleset.disclosure, "public")

    def __call__(self, item: Item, shown: Callable[[], Shown]) -> Shown | Blank:
        return self._blanks.get(item) or shown()


def _glance(ruleset: Ruleset, public: _Public) -> Iterator[Field]:
    yield Field("What is it?", ruleset.summary)
    yield Field("Where and when?", ", ".join(part for part in (ruleset.place, ruleset.period) if part) or None)
    kinds = listed(["persons" if kind == "person" else "companies" for kind in ruleset.applies_to], "and")
    joined = "all of them" if ruleset.participation == "mandatory" else "those who join"
    yield Field("Whom does it rate?", f"{kinds.capitalize()}: {joined}")
    yield Field("How does it work?", public("rules", lambda: _workings(ruleset)))
    yield Field("Whom can I ask?", None)


def _workings(ruleset: Ruleset) -> str:
    start = f"Everybody starts at {count(ruleset.score.start, 'point')}. " if ruleset.score else "No score is kept. "
    return f"{start}{count(len(ruleset.rules), 'rule')}, {count(len(ruleset.lists), 'list')}."


def _for_you(ruleset: Ruleset, public: _Public) -> Iterator[Field]:
    effects = Counter(str(consequence.effect) for consequence in ruleset.consequences.values())
    yield Field("What can follow?", public("rules", lambda: _counts(effects) or "nothing"))
    shown, waiting = ruleset.disclosure.open_to("subject"), ruleset.disclosure.on_request("subject")
    yield Field("What am I shown?", ", ".join(item for item in ITEMS if item in shown) or "nothing")
    given = ", ".join(item for item in ITEMS if item in waiting) or "nothing more"
    yield Field(f"What am I given {ON_REQUEST}?", given)
    notices = {
        "none": "No letter is sent.",
        "on_change": "A letter is sent on the day of a change.",
        "before_effect": "A letter is sent before a change takes effect.",
    }
    yield Field("Am I told of changes?", notices[ruleset.disclosure.notice])
    yield Field("How can I object?", _appeal(ruleset))
    repair = ruleset.recourse.repair
    yield Field("How can I put things right?", repair.text if repair and repair.available else None)


def _appeal(ruleset: Ruleset) -> str | None:
    appeal = ruleset.recourse.appeal
    if appeal is None or appeal.available is None:
        return None
    if not appeal.available:
        return "There is no appeal."
    within = f" within {count(appeal.window_days, 'day')}" if appeal.window_days is not None else ""
    return f"An entry can be contested{within}."


def _owner(ruleset: Ruleset) -> Iterator[Field]:
    yield Field("Responsible organisation", None)
    keepers = {listing.agency for listing in ruleset.lists.values()} | {
        consequence.agency for consequence in ruleset.consequences.values()
    }
    named = sorted(agency for agency in keepers if agency)
    yield Field("Agencies that keep lists or act", ", ".join(named) or None)
    yield Field("Who decides an objection", ruleset.recourse.appeal.decided_by if ruleset.recourse.appeal else None)
    yield Field("Supplier", None)


def _rationale(ruleset: Ruleset, public: _Public) -> Iterator[Field]:
    legal = [source.title for source in ruleset.sources.values() if source.kind in ("enacted", "official")]
    yield Field("Texts of law and of offices that it draws on", "; ".join(legal) or None)
    bases = Counter(str(rule.source.basis or "no basis given") for rule in ruleset.rules)
    yield Field("What is known of the rules", public("rules", lambda: _counts(bases)))
    topics = Counter(str(rule.topic or "none named") for rule in ruleset.rules)
    yield Field("Fields of life", public("rules", lambda: _counts(topics)))
    yield Field("Aim, and how success is measured", None)
    yield Field("Alternatives that were weighed", None)


def _decisions(ruleset: Ruleset, public: _Public) -> Iterator[Field]:
    score = ruleset.score
    ends = None if score is None else (score.floor, score.ceiling)
    scale = None if ends is None else " to ".join("no end" if end is None else number(end) for end in ends)
    yield Field("Scale", public("thresholds", lambda: scale))
    yield Field("Grades", public("thresholds", lambda: _bands(ruleset)))
    deciding = [band.grade for band in ruleset.bands if band.consequences]
    yield Field("Grades from which something follows", public("rules", lambda: ", ".join(deciding) or "none"))
    lists = [f"{listing.title} ({listing.kind})" for listing in ruleset.lists.values()]
    yield Field("Lists", public("rules", lambda: "; ".join(lists) or "none"))
    consequences = ruleset.consequences.values()
    others = [consequence.title for consequence in consequences if set(consequence.falls_on) - {"self"}]
    yield Field("What falls on relatives", public("rules", lambda: "; ".join(others) or "nothing"))
    yield Field("Part of a person in the decision", None)


def _bands(ruleset: Ruleset) -> str:
    named = [
        f"{band.grade} from {number(band.from_)}" if band.from_ is not None else band.grade for band in ruleset.bands
    ]
    return ", ".join(named) or "none"


def _data(ruleset: Ruleset, public: _Public) -> Iterator[Field]:
    whens = [rule.when for rule in ruleset.rules]
    kinds = sorted({kind for when in whens for kind in when.kinds})
    columns = sorted({column for when in whens for column in when.columns})
    ties = {relative for when in whens for relative in when.relationships}
    ties |= {entry.to for rule in ruleset.rules for entry in rule.carry}
    ties |= {kind for listing in ruleset.lists.values() for kind in listing.carry}
    relatives = ", ".join(sorted(tie.replace("_", " ") for tie in ties))
    yield Field("Kinds of record that are read", public("rules", lambda: ", ".join(kinds) or "none"))
    yield Field("Columns of a person that are read", public("rules", lambda: ", ".join(columns) or "none"))
    yield Field("Relatives who count", public("rules", lambda: relatives or "none"))
    terms = sorted({rule.expires_after_months for rule in ruleset.rules if rule.expires_after_months is not None})
    yield Field("Terms in months", public("rules", lambda: ", ".join(map(str, terms)) or None))


def _disclosed(ruleset: Ruleset) -> Iterator[Field]:
    for item in ITEMS:
        levels = [f"{who}: {LEVEL_NAMES[ruleset.disclosure.level(audience, item)]}" for audience, who in AUDIENCES]
        yield Field(item, ", ".join(levels))
    yield Field("delay", count(ruleset.disclosure.delay_hours, "hour"))


def _risks(opacity: Opacity) -> Iterator[Field]:
    numbers = opacity.as_dict()
    found: dict[str, str | None] = {
        **_entries(opacity),
        "kept_back": f"{numbers['kept_back']:.1%}",
        "look_alikes": _median(numbers["look_alikes_median"]),
        "rivals": _median(numbers["rival_explanations_median"]),
        "unsettled": f"{numbers['unsettled_share']:.1%}",
        "dark": _median(numbers["days_in_the_dark_median"]),
        "recomputable": None if numbers["recomputable_share"] is None else f"{numbers['recomputable_share']:.1%}",
        "remedy": None if numbers["remedy"] is None else _steps(numbers["remedy"].values()),
        "public_knows_more": count(numbers["public_knows_more"], "item"),
    }
    for name, figure in found.items():
        yield Field(MEANINGS[name], "does not apply" if figure is None else figure)
    yield Field("Impact assessment", None)


def _entries(opacity: Opacity) -> dict[str, str | None]:
    comes, after = opacity.entries, opacity.entries_after_asking
    shares = {
        name: (getattr(comes, name), getattr(after, name)) for name in ("points", "reason", "sender", "recipients")
    }
    pairs = {"entries": (comes.known, after.known), **{f"entries_{name}": pair for name, pair in shares.items()}}
    return {
        name: None if first is None or second is None else f"{first:.1%} as it comes, {second:.1%} after asking"
        for name, (first, second) in pairs.items()
    }


def _median(value: float | None) -> str | None:
    return None if value is None else f"{value:,.10g}, the median"


def _steps(groups: Iterable[int]) -> str:
    lowered, know, contest, right = groups
    return f"{lowered:,} lowered: {know:,} could know, {contest:,} could contest, {right:,} put right"


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {amount:,}" for name, amount in counted.most_common())


def _row(rule: Rule, changed: str) -> tuple[str, str, str, str, str]:
    return (rule.id, rule.text, price(rule), changed or rule.source.basis or "", rule.source.at or "")


def in_tier(record: TransparencyRecord, tier: int) -> Sequence[Section]:
    """The sections of one tier, in order."""
    return [section for section in record.sections if section.tier == tier]
