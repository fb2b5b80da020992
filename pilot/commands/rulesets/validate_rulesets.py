"""`pilot validate`: what is wrong with rulesets, worked examples included."""

from __future__ import annotations

from dataclasses import replace

import typer

from pilot.city.format import COMPANIES, RESIDENTS
from pilot.commands.terminal.option_types import RulesetsGiven
from pilot.errors import DataError, Problem
from pilot.evaluation.examples import check_examples
from pilot.phrases import count
from pilot.ruleset.reading.hints import hints_of, unknown_columns
from pilot.ruleset.reading.load import load_ruleset


def validate(
    rulesets: RulesetsGiven,
) -> None:
    """Check rulesets and run their examples.

    Every problem of every file is listed, and what may not be as meant although it is allowed.
    """
    problems: list[Problem] = []
    columns = {column.name for form in (RESIDENTS, COMPANIES) for column in form.columns}
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
            for hint in (*hints_of(source), *unknown_columns(ruleset, source, columns)):
                typer.echo(f"\n{hint}\n")
    if problems:
        raise DataError(problems)


def _holding(examples: int) -> str:
    return "no examples" if not examples else count(examples, "example holds", "examples hold")
