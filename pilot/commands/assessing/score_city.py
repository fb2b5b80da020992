"""`pilot score`: the four tables of a whole city, and a short summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from pilot.commands.terminal.arguments import day_or_last, joined_agencies, ruleset_and_city
from pilot.commands.terminal.option_types import CityGiven, DayGiven, FileFormat, RulesetGiven, WrittenGiven
from pilot.commands.terminal.progress import progress
from pilot.evaluation.assess import Assessment, evaluate
from pilot.phrases import count, plural
from pilot.report.receipt import Receipt
from pilot.report.table_files import TABLES, write_tables
from pilot.ruleset.changes.origins import title_of


def score(
    ruleset: RulesetGiven,
    city: CityGiven = None,
    written: WrittenGiven = None,
    as_of: DayGiven = None,
    joined: Annotated[
        str, typer.Option(metavar="all|none|A,B", help="The agencies that act on each other's listings.")
    ] = "all",
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder to write; named after ruleset, city and day if not given."),
    ] = None,
    format_: Annotated[FileFormat, typer.Option("--format", help="The kind of file.")] = FileFormat.CSV,
) -> None:
    """Evaluate a city and write its four tables.

    They are the ledger, the standing, the memberships of lists, and the consequences.
    """
    with progress() as tell:
        tell("reading", 0.0)
        rules, place = ruleset_and_city(ruleset, city, written)
        day = day_or_last(as_of, place)
        assessment = evaluate(rules, place, day, joined_agencies(joined, rules))
        folder = Path(f"{rules.id}-{place.id}-{day}") if out is None else out
        order = (*TABLES, "files")
        rows = write_tables(assessment, folder, format_.value, lambda name: tell(name, (1 + order.index(name)) / 6))
    typer.echo("\n".join(_summary(assessment)))
    typer.echo("\n".join(_files(folder, rows)))
    typer.echo(f"\nReceipt: {Receipt.of(assessment)}")


def _summary(assessment: Assessment) -> Iterator[str]:
    ruleset, standing = assessment.ruleset, assessment.standing
    yield f"{title_of(ruleset)}: {assessment.city.title}, {assessment.as_of}"
    yield f"{count(len(standing), 'subject')} in scope, {count(int(standing['postings'].sum()), 'posting')}"
    if ruleset.bands:
        yield ""
        yield from _grades(assessment)
    elif ruleset.score is not None and len(standing):
        yield f"scores from {standing['score'].min()} to {standing['score'].max()}, no grades"
    if ruleset.lists:
        yield ""
        yield from _lists(assessment)


def _grades(assessment: Assessment) -> Iterator[str]:
    standing = assessment.standing
    counts = standing["grade"].value_counts()
    overridden = standing.loc[standing["grade_because"] != "score", "grade"].value_counts()
    width = max(len("grade"), *(len(grade) for grade in assessment.ruleset.grades))
    yield f"{'grade':<{width}}  subjects"
    for grade in assessment.ruleset.grades:
        by_rule = int(overridden.get(grade, 0))
        note = f"  {by_rule:,} of them by a rule that sets the grade" if by_rule else ""
        yield f"{grade:<{width}}  {int(counts.get(grade, 0)):>8,}{note}"


def _lists(assessment: Assessment) -> Iterator[str]:
    memberships, ruleset = assessment.memberships, assessment.ruleset
    # A stay that ends on the day it begins is over, so whoever has not left is on the list.
    stays = memberships[memberships["left_on"].isna()]
    now = stays.drop_duplicates(["subject_id", "list_id"])["list_id"].value_counts()
    width = max(len("list"), *(len(name) for name in ruleset.lists))
    yield f"{'list':<{width}}  subjects"
    for name in ruleset.lists:
        yield f"{name:<{width}}  {int(now.get(name, 0)):>8,}"


def _files(folder: Path, rows: Mapping[Path, int]) -> Iterator[str]:
    yield f"\nWritten to {folder}:"
    width = max(len(file.name) for file in rows)
    for file, number in rows.items():
        yield f"  {file.name:<{width}}  {number:>12,} {plural(number, 'row')}"
