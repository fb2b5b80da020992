"""`pilot opacity`: what an audience's screens keep back, in numbers, each with what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

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
from pilot.disclosure.opacity.measures import MEANINGS, Opacity
from pilot.evaluation.assess import evaluate
from pilot.phrases import count
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import title_of
from pilot.ruleset.model.values import Audience

_OF_ENTRIES = {
    "known": "entries known at all",
    "points": "their points",
    "reason": "their reason",
    "sender": "who supplied them",
    "recipients": "who receives them",
}
NONE = "does not apply"
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

    Each number stands with the sentence that says what it means.
    """
    rules, place = ruleset_and_city(ruleset, city, written)
    assessment = evaluate(rules, place, day_or_last(as_of, place))
    numbers = Opacity(assessment, audience.value).as_dict()
    if format_ is PrintFormat.JSON:
        typer.echo(json.dumps(numbers, indent=2))
        return
    console = Console(highlight=False, markup=False, emoji=False)
    title = f"What {_WHO[audience.value]} is not told: {title_of(rules)}, {place.title}, {assessment.as_of}"
    console.print(f"{title}\n", soft_wrap=True)
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for row in _rows(numbers):
        table.add_row(*row)
    console.print(table)
    typer.echo(f"Receipt: {Receipt.of(assessment)}")


def _rows(numbers: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    now, requested = numbers["entries"], numbers["entries_after_asking"]
    for key, label in _OF_ENTRIES.items():
        meaning = MEANINGS["entries" if key == "known" else f"entries_{key}"]
        yield label, f"{_share(now[key])} > {_share(requested[key])}", f"{meaning} As it comes > after asking."
    bits = f" ({numbers['bits_kept_back']:.2f} of {numbers['bits_total']:.2f} bits)"
    yield "kept back", _share(numbers["kept_back"]), MEANINGS["kept_back"].rstrip(".") + f"{bits}."
    yield "look-alikes", _median(numbers["look_alikes_median"]), _half(MEANINGS["look_alikes"])
    yield "rival explanations", _median(numbers["rival_explanations_median"]), _half(MEANINGS["rivals"])
    yield "unsettled", _share(numbers["unsettled_share"]), MEANINGS["unsettled"]
    yield "days in the dark", _median(numbers["days_in_the_dark_median"]), _half(MEANINGS["dark"])
    yield (
        "can be recomputed",
        _share(numbers["recomputable_share"]),
        f"{MEANINGS['recomputable']} The share of residents.",
    )
    yield "a remedy in reach", _remedy(numbers["remedy"]), MEANINGS["remedy"]
    yield "others know more", count(numbers["public_knows_more"], "item"), MEANINGS["public_knows_more"]


def _share(value: float | None) -> str:
    return NONE if value is None else f"{value:.1%}"


def _median(value: float | None) -> str:
    return NONE if value is None else f"{value:,.10g}"


def _half(meaning: str) -> str:
    return f"{meaning} The median."


def _remedy(remedy: Mapping[str, int] | None) -> str:
    return NONE if remedy is None else " > ".join(f"{count:,}" for count in remedy.values())
