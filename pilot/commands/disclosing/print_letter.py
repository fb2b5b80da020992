"""`pilot letter`: what came in the post, letters and empty envelopes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import typer

from pilot.commands.terminal.arguments import day_or_last, ruleset_and_city
from pilot.commands.terminal.output_file import write_file
from pilot.disclosure.shown.letters import letters
from pilot.evaluation.assess import evaluate
from pilot.report.letter_page import letters_html, letters_text


def letter(ruleset: str, subject: str, city: Path | None, as_of: dt.date | None, html: Path | None) -> None:
    """Prints the letters in order of day, or writes the page and says how many are empty."""
    rules, place = ruleset_and_city(ruleset, city)
    assessment = evaluate(rules, place, day_or_last(as_of, place))
    post = letters(assessment, subject)
    if html is None:
        typer.echo(letters_text(post, assessment))
        return
    write_file(html, letters_html(post, assessment))
    empty = sum(each.is_empty for each in post)
    typer.echo(f"{len(post) - empty:,} letters and {empty:,} empty envelopes written to {html}")
