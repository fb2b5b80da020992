"""`pilot opacity`: what an audience's screens show and keep back, as it comes and after asking, with what each number
says.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pilot.commands.terminal.arguments import day_or_last, ruleset_and_city
from pilot.commands.terminal.option_types import (
    CityGiven,
    DayGiven,
    PrintFormat,
    PrintFormatGiven,
    RulesetGiven,
    Who,
    WrittenGiven,
)
from pilot.commands.terminal.terminal_page import TerminalPage
from pilot.disclosure.opacity.measures import MEANINGS, Opacity
from pilot.evaluation.assess import evaluate
from pilot.report.opacity_figures import NAMES, figures
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import title_of
from pilot.ruleset.model.values import Audience

_WHO: dict[Audience, str] = {"subject": "the resident", "public": "the public", "partner": "a partner"}


def opacity(
    ruleset: RulesetGiven,
    city: CityGiven = None,
    written: WrittenGiven = None,
    as_of: DayGiven = None,
    audience: Annotated[Who, typer.Option(help="Whose screens are meant.")] = Who.SUBJECT,
    format_: PrintFormatGiven = PrintFormat.TABLE,
) -> None:
    """Tell in numbers what a ruleset keeps back.

    The shares of entries first, as it comes and after asking, and what each number says.
    """
    rules, place = ruleset_and_city(ruleset, city, written)
    assessment = evaluate(rules, place, day_or_last(as_of, place))
    measured = Opacity(assessment, audience.value)
    if format_ is PrintFormat.JSON:
        typer.echo(json.dumps(measured.as_dict(), indent=2))
        return
    console = Console(highlight=False, markup=False, emoji=False)
    title = f"What {_WHO[audience.value]} is not told: {title_of(rules)}, {place.title}, {assessment.as_of}"
    console.print(f"{title}\n", soft_wrap=True)
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column("as it comes", justify="right", no_wrap=True)
    table.add_column("after asking", justify="right", no_wrap=True)
    for figure in figures(measured).values():
        table.add_row(figure.name, figure.as_it_comes, figure.after_asking)
    console.print(table)
    page = TerminalPage()
    page.heading("What each says")
    for key, meaning in MEANINGS.items():
        page.text(f"{NAMES[key].removeprefix('– ')}: {meaning}")
    page.gap()
    typer.echo(f"Receipt: {Receipt.of(assessment)}")
