"""What is wrong with something that was given, where, and how to mend it."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """Where a problem stands: a file, and in it a line and column (text) or a row and a column name (table).

    `line` and `column` count from 1; in a table `line` is the row as a spreadsheet numbers it, the header being row 1.
    `path` is the way from the top of the file down to the value: keys, and for an entry of a list its id, grade or
    name, else its position counted from 1.
    """

    file: str
    line: int | None = None
    column: int | str | None = None
    path: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        if isinstance(self.column, str):
            row = "" if self.line is None else f", row {self.line:,}"
            return f"{self.file}{row}, column {self.column}"
        if self.line is None:
            return self.file
        return f"{self.file}:{self.line}" if self.column is None else f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, which kind, what was found, what is allowed there, and the mend.

    `excerpt` is the line of the file that holds the fault and `width` the number of characters to mark in it.
    """

    place: Place
    code: str
    found: str
    mend: str
    allowed: str = ""
    excerpt: str = ""
    width: int = 1

    def __str__(self) -> str:
        path = " > ".join(str(step) for step in self.place.path)
        sentence = " ".join(part for part in (f"{path}: {self.found}" if path else self.found, self.allowed) if part)
        lines = [f"{self.place}: {self.code}", f"  {sentence}"]
        if self.excerpt and isinstance(self.place.column, int):
            number = str(self.place.line)
            lines.append(f"  {number} | {self.excerpt}")
            lines.append(f"  {' ' * len(number)} | {' ' * (self.place.column - 1)}{'^' * self.width}")
        lines.append(f"  Mend: {self.mend}")
        return "\n".join(lines)


class DataError(Exception):
    """Everything that is wrong with what was given, all at once; nothing of it was taken over."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


_MENDS = {
    errno.EACCES: "Check your right to it, or name another place.",
    errno.EPERM: "Check your right to it, or name another place.",
    errno.EROFS: "Name a place on another disk; this one takes no files.",
    errno.EEXIST: "Name another place; a file stands here where a folder belongs.",
    errno.EISDIR: "Name a file; this is a folder.",
    errno.ENOTDIR: "Name another path; what it takes for a folder is a file.",
    errno.ENAMETOOLONG: "Give it a shorter name.",
    errno.ENOSPC: "Make room on the disk, or name a place on another.",
    errno.EDQUOT: "Make room on the disk, or name a place on another.",
    errno.ENOENT: "Check the path.",
}
REPORT = "Please report it, with the file if nobody real is in it: SECURITY.md says how. Nothing was taken over."


@contextmanager
def only_problems(name: str) -> Iterator[None]:
    """Whatever else fails inside becomes a DataError that stands at `name`, with a request to report it.

    The last net: what it catches without a better word is a fault of the program, which nobody should meet as a trace.
    """
    try:
        yield
    except DataError:
        raise
    except Exception as error:
        raise DataError([problem_of(error, name)]) from error


def problem_of(error: Exception, name: str) -> Problem:
    """Any other failure as a problem at `name`."""
    place = Place(name)
    if isinstance(error, OSError):
        return disk_problem(error, name)
    if isinstance(error, RecursionError):
        return Problem(place, "too-deep", "it nests deeper than can be followed.", "Nest it less deeply.")
    if isinstance(error, MemoryError):
        found = "there is not enough memory for it on this machine."
        return Problem(place, "too-large", found, "Make it smaller, or close other programs.")
    found = f"it cannot be worked with, for a fault of the program ({type(error).__name__})."
    return Problem(place, "unforeseen", found, REPORT)


def disk_problem(error: OSError, name: str) -> Problem:
    """What the disk refuses, said at the path that it names, or at `name`."""
    reason = error.strerror or type(error).__name__
    found = f"the file or folder cannot be used: {reason[:1].lower()}{reason[1:]}."
    path = str(error.filename) if error.filename else name
    if len(path) > 200:
        path = f"{path[:100]}...{path[-60:]}"
    mend = _MENDS.get(error.errno or 0, "Check the path and the disk.")
    return Problem(Place(path), "not-usable", found, mend)
