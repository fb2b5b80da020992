"""`pilot yardsticks`: rulesets against legal duties to inform, as a table with the reasons under it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from pilot.city.city import City
from pilot.commands.terminal.arguments import city_and_rulesets, day_or_last
from pilot.commands.terminal.option_types import (
    CityGiven,
    DayGiven,
    PrintFormat,
    PrintFormatGiven,
    RulesetsGiven,
    WrittenGiven,
)
from pilot.commands.terminal.terminal_page import TerminalPage
from pilot.disclosure.yardsticks.registry import NOT_ADVICE, YARDSTICKS, Answer, YardstickVerdict
from pilot.disclosure.yardsticks.registry import yardsticks as held_against
from pilot.evaluation.assess import evaluate
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import title_of
from pilot.ruleset.model import Ruleset

SHORT: dict[Answer, str] = {
    "met": "met",
    "not met": "not met",
    "not applicable": "n/a",
    "cannot be told": "untold",
}
GAP = 2
BESIDE = 3 + max(len(yardstick.short) for yardstick in YARDSTICKS) + 2 * GAP
"""Columns of a page that the yardsticks' own names take."""
Held = tuple[Ruleset, list[YardstickVerdict], Receipt]


def yardsticks(
    rulesets: RulesetsGiven,
    city: CityGiven = None,
    written: WrittenGiven = None,
    as_of: DayGiven = None,
    format_: PrintFormatGiven = PrintFormat.TABLE,
) -> None:
    """Hold rulesets against legal duties to inform.

    Each with its reasons: a teaching comparison, not advice.
    """
    place, loaded = city_and_rulesets(city, rulesets, written)
    held = [_held(ruleset, place, day_or_last(as_of, place)) for ruleset in loaded]
    if format_ is PrintFormat.JSON:
        typer.echo(json.dumps({"note": NOT_ADVICE, "rulesets": [_plain(column) for column in held]}, indent=2))
        return
    page = TerminalPage()
    page.text(f"{NOT_ADVICE} n/a: not applicable; untold: cannot be told.")
    console = Console(highlight=False, markup=False, emoji=False)
    for side_by_side in _fitting(held, console.width):
        page.gap()
        console.print(_table(side_by_side))
    for ruleset, verdicts, receipt in held:
        page.heading(title_of(ruleset))
        for verdict in verdicts:
            page.text(f"{verdict.answer}. {verdict.reason}", label=verdict.yardstick.id)
        page.text(f"Receipt: {receipt}")


def _held(ruleset: Ruleset, city: City, day: dt.date) -> Held:
    assessment = evaluate(ruleset, city, day)
    return ruleset, held_against(ruleset, assessment), Receipt.of(assessment)


def _fitting(held: Sequence[Held], width: int) -> Iterator[list[Held]]:
    """The rulesets in groups whose columns stand side by side on a page so wide, one at least in each."""
    group: list[Held] = []
    left = width - BESIDE
    for column in held:
        needed = max(len(column[0].id), len("not met")) + GAP
        if group and needed > left:
            yield group
            group, left = [], width - BESIDE
        group.append(column)
        left -= needed
    yield group


def _table(held: Sequence[Held]) -> Table:
    table = Table(box=None, padding=(0, GAP, 0, 0))
    table.add_column("")
    table.add_column("yardstick", no_wrap=True)
    for ruleset, _, _ in held:
        table.add_column(ruleset.id, overflow="fold")
    for place, yardstick in enumerate(YARDSTICKS):
        table.add_row(yardstick.id, yardstick.short, *(SHORT[verdicts[place].answer] for _, verdicts, _ in held))
    return table


def _plain(held: Held) -> Mapping[str, Any]:
    ruleset, verdicts, receipt = held
    return {
        "ruleset": ruleset.id,
        "receipt": receipt.as_dict(),
        "verdicts": [
            {
                "id": verdict.yardstick.id,
                "law": verdict.yardstick.law,
                "duty": verdict.yardstick.duty,
                "test": verdict.yardstick.test,
                "answer": verdict.answer,
                "reason": verdict.reason,
                "rests_on": list(verdict.rests_on),
                "sources": [source.model_dump(exclude_none=True) for source in verdict.yardstick.sources],
            }
            for verdict in verdicts
        ],
    }
