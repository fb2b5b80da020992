"""`pilot letter`: what came in the post, letters and empty envelopes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pilot.commands.terminal.arguments import day_or_last, ruleset_and_city
from pilot.commands.terminal.option_types import CityGiven, DayGiven, RulesetGiven, SubjectGiven, WrittenGiven
from pilot.commands.terminal.output_file import write_file
from pilot.disclosure.shown.letters import letters
from pilot.evaluation.assess import evaluate
from pilot.phrases import count
from pilot.report.letter_page import letters_html, letters_text


def letter(
    ruleset: RulesetGiven,
    subject: SubjectGiven,
    city: CityGiven = None,
    written: WrittenGiven = None,
    as_of: DayGiven = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page that prints one letter to a sheet.")
    ] = None,
) -> None:
    """Print what came in the post.

    For each entry, listing and change of grade the letter that the ruleset gives, or an empty envelope.
    """
    rules, place = ruleset_and_city(ruleset, city, written)
    assessment = evaluate(rules, place, day_or_last(as_of, place))
    post = letters(assessment, subject)
    if html is None:
        typer.echo(letters_text(post, assessment))
        return
    write_file(html, letters_html(post, assessment))
    empty = sum(envelope.is_empty for envelope in post)
    typer.echo(f"{count(len(post) - empty, 'letter')} and {count(empty, 'empty envelope')} written to {html}")
