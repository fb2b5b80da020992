"""Y7: whether what harms stays in its field of life, off relatives and off basic rights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pilot.disclosure.yardsticks.answers import Check, Finding, not_applicable, some_of, together
from pilot.disclosure.yardsticks.what_counts import harms
from pilot.disclosure.yardsticks.yardstick import Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Rule, Ruleset


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether no harmful consequence leaves its field of life, touches a basic right, or falls on somebody else."""
    harmful = harms(ruleset)
    if not harmful:
        return not_applicable("No consequence takes anything away.", "consequences")
    elsewhere, unnamed = _out_of_place(ruleset)
    rights = [name for name, consequence in harmful.items() if consequence.basic_right]
    others = [name for name, consequence in harmful.items() if consequence.falls_on != ("self",)]
    return together(
        f"All consequences that take something away, {len(harmful):,}, stay in their field of life, off relatives and "
        "off basic rights.",
        _none_of(elsewhere, "in another field of life than the conduct", "area"),
        _none_of(rights, "touching a basic right", "basic_right"),
        _none_of(others, "falling on others than the subject", "falls_on"),
        _none_of(unnamed, "no field of life named", "area", failing=None),
        lines=tuple(f"consequences.{name}" for name in harmful),
    )


def _none_of(names: Sequence[str], how: str, key: str, failing: Literal[False] | None = False) -> Check:
    otherwise = f"{how}: {len(names)} ({some_of(names)})"
    return Check(failing if names else True, otherwise, tuple(f"consequences.{name}.{key}" for name in names))


def _out_of_place(ruleset: Ruleset) -> tuple[list[str], list[str]]:
    """The harmful consequences that follow from another field of life than their own, and those that name none."""
    elsewhere, unnamed = [], []
    for name, consequence in harms(ruleset).items():
        topics = {rule.topic for rule in _leading_to(name, ruleset)}
        if consequence.area is None or None in topics:
            unnamed.append(name)
        elif topics - {consequence.area}:
            elsewhere.append(name)
    return elsewhere, unnamed


def _leading_to(consequence: str, ruleset: Ruleset) -> Iterator[Rule]:
    by_grade = any(consequence in band.consequences for band in ruleset.bands)
    lists = {name for name, listing in ruleset.lists.items() if consequence in listing.consequences}
    lists |= {other for name in lists if (derived := ruleset.lists[name].entered_when) for other in derived.of}
    for rule in ruleset.rules:
        if lists & set(rule.lists) or (by_grade and (rule.has_points or rule.override)):
            yield rule


YARDSTICK = Yardstick(
    id="Y7",
    law="European Union, AI Act Art. 5(1)(c)",
    short="no social scoring",
    duty=(
        "Persons are not scored over time by their social behaviour or traits where that leads to harm in contexts "
        "unrelated to the data, or out of proportion."
    ),
    test="Does everything that harms stay in the field of life that it came from, off relatives and off basic rights?",
    sources=(
        text("AI Act, questions on social scoring", "https://fontvera.eu/intelligence/ai-act-faq-social-scoring"),
        text(
            "The EU Commission guidelines on prohibited AI practices, part one",
            "https://www.mondaq.com/ireland/new-technology/1587792/the-eu-commission-guidelines-on-prohibited-ai-"
            "practices-under-the-ai-act-part-one",
            "Mondaq",
            "2025-02-20",
        ),
    ),
    check=check,
    meets="lists: {pause-from-shared-cars: {lasts_months: 1}}",
    misses="consequences: {shared-cars-paused: {falls_on: [self, spouse]}}",
)
