"""`pilot validate`: what is wrong with rulesets, worked examples included."""

from __future__ import annotations

import csv
from dataclasses import replace

import typer

from pilot.city.format import COMPANIES, RESIDENTS
from pilot.city.reading.load import shipped_city
from pilot.commands.terminal.option_types import RulesetsGiven
from pilot.errors import DataError, Problem
from pilot.evaluation.examples import check_examples
from pilot.phrases import count
from pilot.ruleset.reading.hints import Vocabulary, hints_of, shipped_words
from pilot.ruleset.reading.load import load_ruleset


def validate(
    rulesets: RulesetsGiven,
) -> None:
    """Check rulesets and run their examples.

    Every problem of every file is listed, and what may not be as meant although it is allowed.
    """
    problems: list[Problem] = []
    known = _vocabulary()
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
            for hint in hints_of(source, known):
                typer.echo(f"\n{hint}\n")
    if problems:
        raise DataError(problems)


def _vocabulary() -> Vocabulary:
    """What the format, the shipped rulesets and the shipped city know."""
    words = shipped_words()
    columns = frozenset(column.name for form in (RESIDENTS, COMPANIES) for column in form.columns)
    file = shipped_city() / "kinds.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()) if file.exists() else ()
    return replace(words, columns=columns, kinds=words.kinds | {row["kind"] for row in rows})


def _holding(examples: int) -> str:
    return "no examples" if not examples else count(examples, "example holds", "examples hold")
