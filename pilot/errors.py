"""What is wrong with something that was given, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
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
