"""From a file's bytes to text and the mark between its cells, as spreadsheets of many countries save them."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pilot.city.format import TableFormat

MARKS = {",": "", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What may stand between cells, and what a convention calls it; commas are the plain form."""
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[;,\t|]*\r?\n', re.IGNORECASE)
_LARGEST_SAMPLE = 200_000


@dataclass(frozen=True)
class Decoded:
    """A table's file in UTF-8: `encoding` is what it was taken to be in, empty where the file itself tells; `letters` a
    word that shows how it reads; `mark` what stands between the cells.
    """

    data: bytes
    mark: str = ","
    encoding: str = ""
    letters: str = ""


def decoded(form: TableFormat, data: bytes) -> Decoded | None:
    """The file as text, its byte-order mark and a line `sep=;` taken off; None where it is no text of any encoding."""
    found = _text(data)
    if found is None:
        return None
    text, encoding = found
    text = text.removeprefix("\ufeff")
    letters = next(iter(re.findall(r"\w*[^\W\x00-\x7f]\w*", text)), "") if encoding else ""
    line = _SEPARATOR_LINE.match(text)
    text = text[line.end() :] if line else text
    return Decoded(text.encode("utf-8"), line[1] if line else _mark(form, text), encoding, letters)


def _text(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                return None
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if _is_damaged(data):
        return None
    for encoding in _likely(data[:_LARGEST_SAMPLE]):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def _is_damaged(data: bytes) -> bool:
    """Whether this is UTF-8 with a few bytes that went wrong, rather than another encoding."""
    letters = [letter for letter in data.decode("utf-8", errors="replace") if not letter.isascii()]
    wrong = letters.count("\ufffd")
    return (len(letters) - wrong) > 2 * wrong


def _likely(sample: bytes) -> Sequence[str]:
    """Encodings in the order in which to try them: letters of the West stand alone, Chinese ones come in pairs."""
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    paired = sum(length for length in runs if length > 1)
    return ("gb18030", "windows-1252") if paired * 2 > sum(runs) else ("windows-1252", "gb18030")


def _mark(form: TableFormat, text: str) -> str:
    """The mark by which the first row holds most of the table's columns; a comma where none is better."""
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    known = {column.name for column in form.columns}

    def columns(mark: str) -> int:
        try:
            names = next(csv.reader([header], delimiter=mark), [])
        except csv.Error:
            return 0
        return len(known & {name.strip() for name in names})

    best = max(MARKS, key=columns)
    return best if columns(best) > columns(",") else ","
