"""The text of a ruleset file before anything is made of it: how it is read, and marks that point into it."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pilot.errors import DataError, Place, Problem

LARGEST_FILE = 4_000_000
WIDEST_EXCERPT = 200

# YAML counts these as line ends; the lines shown must be the lines counted.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_RARE_LINE_ENDS = "\r\x85\u2028\u2029"
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# Marks that turn the direction of writing can make a line read as what it is not.
_UNSEEN = re.compile(f"{UNPRINTABLE.pattern}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SAVE = "save the file again as UTF-8 (in most editors: Save as, Encoding, UTF-8 without BOM)."


@dataclass(frozen=True, eq=False)
class SourceText:
    """A text and the name that messages call it by."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, as YAML counts them, without their ends."""
        rare = any(end in self.text for end in _RARE_LINE_ENDS)
        return _LINE_END.split(self.text) if rare else self.text.split("\n")

    def at(self, offset: int) -> Mark:
        """The mark of the one character at `offset`."""
        before = _LINE_END.split(self.text[:offset])
        return Mark(self, len(before), len(before[-1]) + 1)


@dataclass(slots=True, eq=False)
class Mark:
    """A stretch of one line of a text: line and column count from 1, `width` in characters."""

    source: SourceText
    line: int
    column: int
    width: int = 1

    @property
    def excerpt(self) -> str:
        """The line, fit for showing: a tab as an arrow, an unprintable character as a box; empty if it is too wide."""
        line = self.source.lines[self.line - 1] if self.line <= len(self.source.lines) else ""
        if self.column > WIDEST_EXCERPT:
            return ""
        cut = line[:WIDEST_EXCERPT] + "…" if len(line) > WIDEST_EXCERPT else line.rstrip()
        return UNPRINTABLE.sub("\ufffd", cut.replace("\t", "→"))

    def seen_from(self, other: Mark) -> str:
        """Where this is, said to a reader who is at the other mark."""
        if self.source.name != other.source.name:
            return f"in line {self.line} of {self.source.name}"
        return f"in line {self.line}" if self.line != other.line else "in the same line"

    def problem(self, code: str, found: str, mend: str, allowed: str = "", path: tuple[str | int, ...] = ()) -> Problem:
        """A problem that stands here."""
        place = Place(self.source.name, self.line, self.column, path)
        width = max(1, min(self.width, len(self.excerpt) - self.column + 1))
        return Problem(place, code, found, mend, allowed, self.excerpt, width)


def read_text(path: Path, name: str) -> SourceText:
    """The text of a file; DataError where it is no file, too large, or not UTF-8.

    The size is asked before a byte is read, so that a file of any length is refused at once.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _refusal(
                name,
                "not-a-file",
                "this is a folder or a device, not a file.",
                "give the path of a ruleset file (.yaml).",
            )
        if status.st_size > LARGEST_FILE:
            raise _too_large(name, status.st_size)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise _refusal(
            name, "unreadable", f"the file cannot be read: {reason}.", "check the path and your right to read it."
        ) from None
    return checked_text(_decoded(data, name), name)


def text_of_bytes(data: bytes, name: str) -> SourceText:
    """The text of a file that was handed over as bytes; DataError as from `read_text`."""
    if len(data) > LARGEST_FILE:
        raise _too_large(name, len(data))
    return checked_text(_decoded(data, name), name)


def checked_text(text: str, name: str) -> SourceText:
    """The text, once it is known to be of bearable size and to hold only characters that belong in a text."""
    if len(text) > LARGEST_FILE:
        raise _too_large(name, len(text))
    source = SourceText(name, text)
    if text.startswith("\ufeff"):
        found = "the file begins with a byte-order mark, an invisible character that some editors write."
        raise DataError([source.at(0).problem("byte-order-mark", found, _SAVE)])
    if odd := UNPRINTABLE.search(text):
        raise DataError([unprintable_problem(source.at(odd.start()), odd[0])])
    if not text.strip():
        raise _refusal(
            name,
            "empty-file",
            "the file is empty.",
            "begin with the keys schema, id and title, or copy a shipped ruleset.",
        )
    return source


def one_line(text: str) -> str:
    """A text of any origin as one line that can be shown anywhere: every gap one space, what cannot be seen a box."""
    return _UNSEEN.sub("\ufffd", " ".join(text.split()))


def unprintable_problem(mark: Mark, character: str) -> Problem:
    """The problem with a character that nobody can see."""
    found = f"found the character U+{ord(character):04X}, which cannot be seen and belongs in no text."
    return mark.problem("control-character", found, "delete it; retype the line if you cannot see it.")


def _too_large(name: str, size: int) -> DataError:
    found = f"the file has {size:,} bytes; a ruleset has at most {LARGEST_FILE:,}."
    return _refusal(
        name, "file-too-large", found, "check that this is the ruleset; records belong in records.csv, not here."
    )


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(name, "not-utf-8", "the file is written in UTF-16, not in UTF-8.", _SAVE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        source = SourceText(name, before + data[error.start :].decode("latin-1"))
        found = f"found the byte 0x{data[error.start]:02X}, which is not UTF-8"
        message = f"{found}; the file was probably saved as Latin-1 (Windows-1252)."
        raise DataError([source.at(len(before)).problem("not-utf-8", message, _SAVE)]) from None


def _refusal(name: str, code: str, found: str, mend: str) -> DataError:
    return DataError([Problem(Place(name), code, found, mend)])
