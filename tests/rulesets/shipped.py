"""The shipped rulesets as the tests look at them, and what they ask of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pilot import load_ruleset
from pilot.ruleset.model import Citation, ContactWhen, Part, ProfileWhen, RecordWhen, Rule, Ruleset
from pilot.ruleset.model.bases import known_from
from pilot.ruleset.reading.load import shipped_rulesets

ROOT = Path(__file__).parents[2]
SHIPPED = {name: load_ruleset(path) for name, path in shipped_rulesets().items()}
RONGCHENG, SHANGHAI, OPEN = SHIPPED["rongcheng"], SHIPPED["honest-shanghai"], SHIPPED["open-pilot"]
VARIANTS = {name: ruleset for name, ruleset in SHIPPED.items() if ruleset.extends}
DISCLOSED = {name: ruleset for name, ruleset in VARIANTS.items() if name.endswith("-disclosed")}
every_ruleset = pytest.mark.parametrize("ruleset", SHIPPED.values(), ids=SHIPPED)
needs_the_city = pytest.mark.skipif(
    not list(ROOT.glob("sample_data/*/kinds.csv")), reason="the shipped city has not been written yet"
)


def citations(ruleset: Ruleset) -> Iterator[tuple[str, Citation]]:
    """Every citation of the ruleset with the id of what cites, a field of it after a colon."""
    parts: dict[str, Part] = {rule.id: rule for rule in ruleset.rules}
    parts |= {band.grade: band for band in ruleset.bands} | ruleset.lists | ruleset.consequences
    parts |= {"disclosure": ruleset.disclosure, "recourse": ruleset.recourse, "at the top": ruleset}
    parts |= {"score": ruleset.score} if ruleset.score else {}
    for key, part in parts.items():
        yield from ((key, cited) for cited in [getattr(part, "source", None)] if cited)
        yield from ((f"{key}: {name}", cited) for name, cited in getattr(part, "basis_of", {}).items())


def kinds(rule: Rule) -> tuple[str, ...]:
    return () if isinstance(rule.when, (ProfileWhen, ContactWhen)) else rule.when.kind


def price(rule: Rule) -> int:
    """The points of one match; of one full step where the amount counts; 0 where the rule has none."""
    return rule.points_per.points if rule.points_per else rule.points or 0


def record_conditions(ruleset: Ruleset) -> list[RecordWhen]:
    return [rule.when for rule in ruleset.rules if isinstance(rule.when, RecordWhen)]


def basis_of(part: Part) -> str | None:
    cited = known_from(part)
    return cited and cited.basis


def shown(ruleset: Ruleset) -> set[str]:
    """What the subject is shown without asking."""
    return {item for item, level in ruleset.disclosure.subject.items() if level == "shown"}
