"""`pilot validate`: what is wrong with rulesets, worked examples included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import typer

from pilot.city.format import COMPANIES, RESIDENTS
from pilot.city.reading.problems import nearest
from pilot.commands.terminal.option_types import RulesetsGiven
from pilot.errors import DataError, Place, Problem
from pilot.evaluation.examples import check_examples
from pilot.phrases import count
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.hints import hints_of
from pilot.ruleset.reading.load import load_ruleset
from pilot.written_forms import OF_EVERY_SUBJECT


def validate(
    rulesets: RulesetsGiven,
) -> None:
    """Check rulesets and run their examples.

    Every problem of every file is listed, and what may not be as meant although it is allowed.
    """
    problems: list[Problem] = []
    for source in rulesets:
        try:
            ruleset = load_ruleset(source)
        except DataError as error:
            problems += error.problems
            continue
        failed = [replace(problem, place=replace(problem.place, file=source)) for problem in check_examples(ruleset)]
        problems += failed
        if not failed:
            typer.echo(f"{source}: {count(len(ruleset.rules), 'rule')}, {_holding(len(ruleset.examples))}")
            for hint in (*hints_of(source), *_unknown_columns(ruleset, source)):
                typer.echo(f"\n{hint}\n")
    if problems:
        raise DataError(problems)


def _unknown_columns(ruleset: Ruleset, source: str) -> Iterator[Problem]:
    """A hint for each column that a rule asks for and no table of a city is sure to have."""
    of_tables = {column.name for form in (RESIDENTS, COMPANIES) for column in form.columns}
    known = sorted({*of_tables, *OF_EVERY_SUBJECT})
    for rule in ruleset.rules:
        for name in rule.when.columns:
            if name not in known:
                near = nearest(name, known)
                meant = f'did you mean "{near}"? ' if near else ""
                found = f'no city is sure to have the column "{name}"; where it is missing nobody meets the rule.'
                mend = f"{meant}A city may have further columns of its own."
                yield Problem(Place(source, path=("rules", rule.id, "when")), "unknown-column", found, mend)


def _holding(examples: int) -> str:
    return "no examples" if not examples else count(examples, "example holds", "examples hold")
