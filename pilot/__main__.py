"""The command line: which commands there are. Each has its own file in `pilot.commands`, read when it is called."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from pilot.errors import DataError, problem_of
from pilot.phrases import count

COMMANDS = {
    "score": ("assessing.score_city", "Evaluate a city and write its four tables."),
    "explain": ("assessing.explain_subject", "Explain one resident's points, line by line."),
    "opacity": ("disclosing.measure_opacity", "Tell in numbers what a ruleset keeps back."),
    "letter": ("disclosing.print_letter", "Print what came in the post."),
    "yardsticks": ("disclosing.hold_yardsticks", "Hold rulesets against legal duties to inform."),
    "validate": ("rulesets.validate_rulesets", "Check rulesets and run their examples."),
    "diff": ("rulesets.diff_rulesets", "Tell what changed between two rulesets."),
    "schema": ("rulesets.print_schema", "Print the JSON Schema of a ruleset."),
    "new-city": ("bundles.invent_city", "Invent a city of any size."),
    "session": ("bundles.open_session", "Tell what is in a session file."),
    "bench": ("assessing.run_benchmarks", "Measure the engine beside its peers."),
}
"""Every command with its module, where the function of its name is, and its line in the list of commands: the first of
that function's docstring, written out here so that the list needs none of the modules."""

_OF_THE_TERMINAL: tuple[type[BaseException], ...] = (
    typer.Exit,
    typer.Abort,
    BrokenPipeError,
    *(kind for kind in typer.BadParameter.__mro__ if issubclass(kind, Exception) and kind is not Exception),
)
"""What ends a command in the way that the terminal's library means it, wrong options among them."""

PLAIN: dict[str, Any] = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}


class Commands(TyperGroup):
    """The commands; what is wrong with anything given to one is listed on stderr, and the exit status is 1."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was named."""
        try:
            return super().invoke(ctx)
        except DataError as error:
            problems = error.problems
        except _OF_THE_TERMINAL:
            raise
        except Exception as error:
            problems = (problem_of(error, f"pilot {ctx.invoked_subcommand}"),)
        typer.echo("\n\n".join(str(problem) for problem in problems), err=True)
        typer.echo(f"\n{count(len(problems), 'problem')}.", err=True)
        raise typer.Exit(1)


class ReadWhenCalled(TyperCommand):
    """Stands in the list of commands for one whose module is read, with its options, when it is called."""

    def make_context(self, info_name: str | None, args: Sequence[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the command itself, with what was typed after its name."""
        return _read(str(self.name)).make_context(info_name, list(args), parent, **extra)


def _read(name: str) -> Any:
    module, _ = COMMANDS[name]
    alone = typer.Typer(**PLAIN)
    alone.command(name)(getattr(import_module(f"pilot.commands.{module}"), name.replace("-", "_")))
    return typer.main.get_command(alone)


app = typer.Typer(
    cls=Commands,
    help="Points Pilot: an emulator of municipal points pilots, for teaching, on synthetic residents only.",
    no_args_is_help=True,
    **PLAIN,
)
for _name, (_, _summary) in COMMANDS.items():
    app.command(_name, cls=ReadWhenCalled, help=_summary)(lambda: None)


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


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter shows a mark in its place instead of ending the command.
            stream.reconfigure(errors="replace")
    app(prog_name="pilot")


if __name__ == "__main__":
    main()
