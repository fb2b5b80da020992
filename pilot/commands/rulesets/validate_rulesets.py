"""`pilot validate`: what is wrong with rulesets, worked examples included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import typer

from pilot.errors import DataError, Problem
from pilot.evaluation.examples import check_examples
from pilot.phrases import count
from pilot.ruleset.reading.load import load_ruleset


def validate(sources: Sequence[str]) -> None:
    """Reports on every ruleset given before it raises DataError with the problems of them all."""
    problems: list[Problem] = []
    for source in sources:
        try:
            ruleset = load_ruleset(source)
        except DataError as error:
            problems += error.problems
            continue
        failed = [replace(each, place=replace(each.place, file=source)) for each in check_examples(ruleset)]
        problems += failed
        if not failed:
            typer.echo(f"{source}: {count(len(ruleset.rules), 'rule')}, {_holding(len(ruleset.examples))}")
    if problems:
        raise DataError(problems)


def _holding(examples: int) -> str:
    return "no examples" if not examples else count(examples, "example holds", "examples hold")
