"""The command line: what can be typed. What the commands do stands in `pilot.commands`, loaded when one is called."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pilot.commands.terminal.option_types import (
    CityGiven,
    DayGiven,
    FileFormat,
    RulesetGiven,
    Shape,
    ShapeGiven,
    SubjectGiven,
    Who,
)
from pilot.errors import DataError
from pilot.phrases import count


class Commands(TyperGroup):
    """The commands; what is wrong with anything given to one is listed on stderr, and the exit status is 1."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was named."""
        try:
            return super().invoke(ctx)
        except DataError as error:
            typer.echo("\n\n".join(str(problem) for problem in error.problems), err=True)
            typer.echo(f"\n{count(len(error.problems), 'problem')}.", err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=Commands,
    help="Points Pilot: an emulator of municipal points pilots, for teaching, on synthetic residents only.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        import pilot

        typer.echo(f"Points Pilot {pilot.__version__}")
        raise typer.Exit


@app.callback()
def _pilot(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Says the version.")
    ] = False,
) -> None:
    pass


@app.command()
def score(
    ruleset: RulesetGiven,
    city: CityGiven = None,
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
    from pilot.commands.assessing.score_city import score as run

    run(ruleset, city, as_of, joined, out, format_.value)


@app.command()
def explain(
    ruleset: RulesetGiven,
    subject: SubjectGiven,
    city: CityGiven = None,
    as_of: DayGiven = None,
    why_not: Annotated[
        bool, typer.Option("--why-not", help="Add the rules that came near, condition by condition.")
    ] = False,
    mends: Annotated[bool, typer.Option("--mends", help="Add what the resident could do to change the grade.")] = False,
) -> None:
    """Explain one resident's points, line by line.

    Each posting stands with its rule, the rule's source, the record behind it and the arithmetic.
    """
    from pilot.commands.assessing.explain_subject import explain as run

    run(ruleset, subject, city, as_of, why_not=why_not, mends=mends)


@app.command()
def opacity(
    ruleset: RulesetGiven,
    city: CityGiven = None,
    as_of: DayGiven = None,
    audience: Annotated[Who, typer.Option(help="Whose screens are meant.")] = Who.SUBJECT,
    format_: ShapeGiven = Shape.TABLE,
) -> None:
    """Tell in numbers what a ruleset keeps back.

    Each number stands with the sentence that says what it means.
    """
    from pilot.commands.disclosing.measure_opacity import opacity as run

    run(ruleset, city, as_of, audience.value, format_.value)


@app.command()
def letter(
    ruleset: RulesetGiven,
    subject: SubjectGiven,
    city: CityGiven = None,
    as_of: DayGiven = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page that prints one letter to a sheet.")
    ] = None,
) -> None:
    """Print what came in the post.

    For each entry, listing and change of grade the letter that the ruleset gives, or an empty envelope.
    """
    from pilot.commands.disclosing.print_letter import letter as run

    run(ruleset, subject, city, as_of, html)


@app.command()
def yardsticks(
    rulesets: Annotated[list[str], typer.Argument(metavar="RULESET...", help="Files, or ids of shipped rulesets.")],
    city: CityGiven = None,
    as_of: DayGiven = None,
    format_: ShapeGiven = Shape.TABLE,
) -> None:
    """Hold rulesets against legal duties to inform.

    Thirteen of them, with the reasons: a teaching comparison, not advice.
    """
    from pilot.commands.disclosing.hold_yardsticks import yardsticks as run

    run(rulesets, city, as_of, format_.value)


@app.command()
def validate(
    rulesets: Annotated[list[str], typer.Argument(metavar="RULESET...", help="Files, or ids of shipped rulesets.")],
) -> None:
    """Check rulesets and run their examples.

    Every problem of every file is listed.
    """
    from pilot.commands.rulesets.validate_rulesets import validate as run

    run(rulesets)


@app.command()
def diff(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="The older ruleset: a file, or the id of a shipped one.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The newer one.")],
) -> None:
    """Tell what changed between two rulesets.

    Rules, grades, lists and all else are told article by article, not line by line of their files.
    """
    from pilot.commands.rulesets.diff_rulesets import diff as run

    run(before, after)


@app.command()
def schema(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it; printed if not given.")] = None,
) -> None:
    """Print the JSON Schema of a ruleset.

    Editors complete and check rulesets by it.
    """
    from pilot.commands.rulesets.print_schema import schema as run

    run(out)


@app.command()
def new_city(
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write.", show_default=False)],
    residents: Annotated[int, typer.Option(metavar="N", min=1, help="How many residents.")] = 600,
    companies: Annotated[int, typer.Option(metavar="N", min=1, help="How many companies.")] = 40,
    seed: Annotated[int, typer.Option(metavar="S", min=0, help="The same seed gives the same bytes.")] = 1,
    assumptions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Group sizes and rates; the shipped ones if not given.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a city that is already there.")] = False,
) -> None:
    """Invent a city of any size.

    It is a data package of synthetic residents and companies, their relationships, acts, records and appeals.
    """
    from pilot.commands.bundles.invent_city import new_city as run

    run(out, residents, companies, seed, assumptions, overwrite=overwrite)


@app.command()
def session(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A session file (.zip).", show_default=False)],
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="A new folder to write its rulesets into.")] = None,
) -> None:
    """Tell what is in a session file.

    Who saved which version when and why, and what the rooms chose.
    """
    from pilot.commands.bundles.open_session import session as run

    run(file, out)


@app.command()
def bench(
    residents: Annotated[
        list[int] | None, typer.Option(metavar="N", min=1, help="City sizes; may be given often.")
    ] = None,
    rounds: Annotated[int, typer.Option(metavar="N", min=1, help="Runs of each contender.")] = 7,
    explain_large: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Size of the city in which one subject is explained; 0 leaves it out."),
    ] = 1_000_000,
    write: Annotated[bool, typer.Option("--write", help="Keep the figures in benchmarks/RESULTS.md.")] = False,
) -> None:
    """Measure the engine beside its peers.

    All do the same work in one run, and the figures are ratios.
    """
    from pilot.commands.assessing.run_benchmarks import bench as run

    run(residents or [10_000, 100_000], rounds, explain_large, write=write)


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter shows a mark in its place instead of ending the command.
            stream.reconfigure(errors="replace")
    app(prog_name="pilot")


if __name__ == "__main__":
    main()
