"""`pilot session`: what is in a session file, and its rulesets written out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pilot.commands.terminal.output_file import write_file
from pilot.commands.terminal.terminal_page import TerminalPage
from pilot.errors import DataError, Place, Problem
from pilot.phrases import count
from pilot.report.receipt import Receipt
from pilot.ruleset.reading.source_text import one_line
from pilot.workshop.merging.choices import Choice
from pilot.workshop.sessions.file_names import folder_of, session_texts
from pilot.workshop.sessions.session import KeptVersion, Session
from pilot.workshop.sessions.session_file import read_session
from pilot.workshop.sessions.zip_bytes import LARGEST_TOTAL

INDENT = 5


def session(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A session file (.zip).", show_default=False)],
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="A new folder to write its rulesets into.")] = None,
) -> None:
    """Tell what is in a session file.

    Who saved which version when and why, and what the rooms chose.
    """
    read = read_session(_bytes(file), str(file))
    if out is not None:
        _write(read, out)
    page = TerminalPage()
    page.text(one_line(read.title))
    page.text(f"Saved on {read.at:%Y-%m-%d} at {read.at:%H:%M} ({read.at.tzname()}).")
    for place, copy in enumerate(read.copies, 1):
        page.heading(one_line(copy.alias))
        for version in copy.versions:
            page.text(_version(version), label=f"{version.number:>4}", indent=0)
        page.text(f"{folder_of(place, copy.alias)}/", INDENT, "files")
    _print_choices(page, read)
    if read.merged is not None:
        page.heading("Merged")
        page.text("The groups' common ruleset is in merged.yaml.", INDENT)
    page.gap()
    if out is not None:
        page.text(f"Written to {out}: {count(len(session_texts(read)), 'ruleset')}.")
    page.text(f"Receipt: {one_line(str(Receipt(**vars(read.receipt))))}")


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            mend = "Give the path of a session file (.zip)."
            raise DataError([Problem(Place(str(file)), "no-such-file", "there is no such file.", mend)])
        with file.open("rb") as opened:
            return opened.read(LARGEST_TOTAL + 1)
    except OSError as error:
        found = f"the file cannot be read ({error.strerror})."
        mend = "Check the path and your right to read it."
        raise DataError([Problem(Place(str(file)), "unreadable", found, mend)]) from error


def _version(version: KeptVersion) -> str:
    reason = one_line(version.reason) or "no reason given"
    return f"{version.at:%Y-%m-%d %H:%M}, {one_line(version.alias)}: {reason}"


def _print_choices(page: TerminalPage, read: Session) -> None:
    if read.choices:
        page.heading("What the rooms chose, one vote each")
    for place, counts in read.votes.items():
        page.text(one_line(place), INDENT)
        for of_one in counts:
            rooms = ", ".join(one_line(room) for room in of_one.rooms)
            page.text(f"{of_one.votes:,} for {one_line(of_one.chosen)}: {rooms}", INDENT + 2)
    for room, choices in read.choices.items():
        for choice in choices:
            if choice.reason.strip():
                page.text(_reason(room, choice), INDENT)


def _reason(room: str, choice: Choice) -> str:
    by = f" ({', '.join(one_line(name) for name in choice.by)})" if choice.by else ""
    return f"{one_line(room)}{by} on {one_line(choice.place)}: {one_line(choice.reason)}"


def _write(read: Session, out: Path) -> None:
    """Writes every ruleset; names are this program's own, never what the zip calls its files."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        found = "there is something here already, and nothing is written over."
        raise DataError([Problem(Place(str(out)), "not-empty", found, "Name a new folder.")])
    for name, text in session_texts(read).items():
        path = out / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            found = f"nothing can be written here ({error.strerror})."
            raise DataError([Problem(Place(str(out)), "cannot-write", found, "Name another folder.")]) from error
        write_file(path, text)
