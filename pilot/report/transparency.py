"""A transparency record in two tiers, after the public algorithm registers of the United Kingdom and the Netherlands.

The first tier is for everybody, the second for specialists. It is what an office would publish that keeps to its own
ruleset: what the ruleset hides from the public stands as a blank with its name, and so does what it does not say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pilot.disclosure.opacity.measures import MEANINGS, Opacity
from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.disclosure.shown.view import ITEMS, Blank, blanks_of
from pilot.phrases import count, number
from pilot.report.opacity_figures import NO_NUMBER, Figure, figures
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.diff import article_name
from pilot.ruleset.changes.origins import basis_now, changed_here, title_of
from pilot.ruleset.model import Rule, Ruleset, WayToContest
from pilot.ruleset.model.values import LEVEL_NAMES, Audience, Item
from pilot.ruleset.sentences.basis_phrases import basis_phrase
from pilot.ruleset.sentences.rule_sentences import price
from pilot.ruleset.sentences.who_is_rated import who_is_rated

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
    return TransparencyRecord(title_of(ruleset), sections, rules, str(Receipt.of(opacity.assessment)))


class _Public:
    """What the public gets under an item: what stands there where the item is shown, else the item's blank."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._blanks = blanks_of(ruleset.disclosure, "public")

    def __call__(self, item: Item, shown: Callable[[], Shown]) -> Shown | Blank:
        return self._blanks.get(item) or shown()


def _glance(ruleset: Ruleset, public: _Public) -> Iterator[Field]:
    yield Field("What is it?", ruleset.summary)
    yield Field("Where and when?", ", ".join(part for part in (ruleset.place, ruleset.period) if part) or None)
    who = who_is_rated(ruleset)
    yield Field("Whom does it rate?", f"{who[:1].upper()}{who[1:]}")
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
    yield Field("How can I object to a wrong entry?", _contested(ruleset.recourse.objection, "objection"))
    yield Field("How can I contest a decision?", _contested(ruleset.recourse.appeal, "appeal"))
    repair = ruleset.recourse.repair
    yield Field("How can I put things right?", repair.text if repair and repair.available else None)


def _contested(way: WayToContest | None, what: str) -> str | None:
    if way is None or way.available is None:
        return None
    if not way.available:
        return f"There is no {what}."
    within = f" within {count(way.window_days, 'day')}" if way.window_days is not None else ""
    soon = f"; it is decided within {count(way.decides_within_days, 'day')}" if way.decides_within_days else ""
    return f"By an {what}{within}{soon}."


def _owner(ruleset: Ruleset) -> Iterator[Field]:
    yield Field("Responsible organisation", None)
    keepers = {listing.agency for listing in ruleset.lists.values()} | {
        consequence.agency for consequence in ruleset.consequences.values()
    }
    named = sorted(agency for agency in keepers if agency)
    yield Field("Agencies that keep lists or act", ", ".join(named) or None)
    for name, way in (("objection", ruleset.recourse.objection), ("appeal", ruleset.recourse.appeal)):
        yield Field(f"Who decides an {name}", way.decided_by if way else None)
    yield Field("Supplier", None)


def _rationale(ruleset: Ruleset, public: _Public) -> Iterator[Field]:
    legal = [source.title for source in ruleset.sources.values() if source.kind in ("enacted", "official")]
    yield Field("Texts of law and of offices that it draws on", "; ".join(legal) or None)
    bases = Counter(_known(rule, ruleset) or "no basis given" for rule in ruleset.rules)
    yield Field("What is known of the rules", public("rules", lambda: _counts(bases)))
    if _changed(ruleset):
        yield Field(
            "What was changed here and rests no longer on its source", public("rules", lambda: _changed(ruleset))
        )
    topics = Counter(str(rule.topic or "none named") for rule in ruleset.rules)
    yield Field("Fields of life", public("rules", lambda: _counts(topics)))
    yield Field("Aim, and how success is measured", None)
    yield Field("Alternatives that were weighed", None)


def _decisions(ruleset: Ruleset, public: _Public) -> Iterator[Field]:
    score = ruleset.score
    ends = None if score is None else (score.floor, score.ceiling)
    scale = None if ends is None else _scale(*ends)
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


def _scale(floor: int | None, ceiling: int | None) -> str:
    if floor is None or ceiling is None:
        ends = [f"{word} {number(end)}" for word, end in (("from", floor), ("up to", ceiling)) if end is not None]
        return "".join(ends) or "open to both sides"
    return f"{number(floor)} to {number(ceiling)}"


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


def _known(rule: Rule, ruleset: Ruleset) -> str:
    now = basis_now(rule, ruleset)
    return basis_phrase(rule) if now == rule.source.basis else now


def _changed(ruleset: Ruleset) -> str:
    """What of a draft its sources do not carry as it stands, article by article."""
    articles = changed_here(ruleset).articles.items()
    return "; ".join(f"{article_name(part, id_, None)}: {words}" for (part, id_), words in articles)


def _risks(opacity: Opacity) -> Iterator[Field]:
    found = figures(opacity)
    for name, meaning in MEANINGS.items():
        yield Field(meaning, _errors(found) if name == "remedy" else str(found[name]))
    yield Field("Impact assessment", None)


def _errors(found: Mapping[str, Figure]) -> str:
    """The steps from an error to its mending, as it comes and after asking."""
    names = {
        "remedy": "lowered",
        "remedy_know": "could know",
        "remedy_contest": "could still contest",
        "remedy_right": "would be put right",
    }
    if found["remedy"].as_it_comes == NO_NUMBER:
        return "does not apply"
    return "; ".join(f"{words}: {found[name]}" for name, words in names.items())


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {amount:,}" for name, amount in counted.most_common())


def _row(rule: Rule, changed: str) -> tuple[str, str, str, str, str]:
    return (rule.id, rule.text, price(rule), changed or basis_phrase(rule), rule.source.at or "")


def in_tier(record: TransparencyRecord, tier: int) -> Sequence[Section]:
    """The sections of one tier, in order."""
    return [section for section in record.sections if section.tier == tier]
