"""From a file's bytes to text and the mark between its cells, as spreadsheets of many countries save them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pilot.city.format import TableFormat
from pilot.city.reading.header_row import first_rows, known_columns

MARKS = {",": "", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What may stand between cells, and what a convention calls it; commas are the plain form."""
ENCODINGS = {"windows-1252": "Windows-1252", "mac-roman": "Mac Roman", "gb18030": "GB18030", "cp850": "MS-DOS"}
"""The encodings that do not tell themselves, by what a convention and a sentence call them."""
_SELDOM = "cp850"
"""It counts only where no other encoding reads more words."""
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[;,\t|]*(\r\n?|\n)', re.IGNORECASE)
_LARGEST_SAMPLE = 200_000
_WIDE_SAMPLE = 80
_NEARLY = 0.1
_SMALL = frozenset("äöüßàâæçéèêëîïôœùûÿáíóúñìòåøãõ’‘“”„«»–—…€£§°º\u00a0")
_CAPITALS = frozenset("ÄÖÜÀÂÆÇÉÈÊËÎÏÔŒÙÛÁÍÓÚÑÅØ")


@dataclass(frozen=True)
class Decoded:
    """A table's file in UTF-8: `encoding` is what it was taken to be in, empty where the file itself tells; `letters` a
    word that shows how it reads; `mark` what stands between the cells.
    """

    data: bytes
    mark: str = ","
    encoding: str = ""
    letters: str = ""


def decoded(form: TableFormat, data: bytes, encoding: str = "") -> Decoded | None:
    """The file as text, its byte-order mark and a line `sep=;` taken off; None where it is no text.

    `encoding` is what it is taken to be in unless the file itself tells.
    """
    found = _text(data, encoding)
    if found is None:
        return None
    text, encoding = found
    text = text.removeprefix("\ufeff")
    letters = next(iter(re.findall(r"\w*[^\W\x00-\x7f]\w*", text)), "") if encoding else ""
    line = _SEPARATOR_LINE.match(text)
    text = text[line.end() :] if line else text
    return Decoded(text.encode("utf-8"), line[1] if line else _mark(form, text), encoding, letters)


def _text(data: bytes, encoding: str) -> tuple[str, str] | None:
    """The text, and the encoding where that had to be given; None where neither helps."""
    own = _own_encoding(data)
    name = own or encoding
    if not name:
        return None
    try:
        return data.decode(name), "" if own else name
    except UnicodeDecodeError:
        return None


def _own_encoding(data: bytes) -> str:
    """The encoding that the bytes themselves tell; empty where they do not."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return encoding
    if data[1:_WIDE_SAMPLE:2].count(0) * 4 > _WIDE_SAMPLE and not data[0:_WIDE_SAMPLE:2].count(0):
        return "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _is_damaged(data) else ""
    return "utf-8"


def _is_damaged(data: bytes) -> bool:
    """Whether this is UTF-8 with a few bytes that went wrong, rather than another encoding."""
    letters = [letter for letter in data.decode("utf-8", errors="replace") if not letter.isascii()]
    wrong = letters.count("\ufffd")
    return (len(letters) - wrong) > 2 * wrong


def likely_encodings(files: Iterable[bytes]) -> list[str]:
    """What the files that do not tell their encoding may all be in, the likeliest first; often one, never guessed
    where two make words of them.
    """
    silent = [data for data in files if not _own_encoding(data)]
    sample = b"\n".join(line for data in silent for line in re.split(rb"[\r\n]+", data) if not line.isascii())
    fit = {}
    for name in ENCODINGS if silent else ():
        try:
            for data in silent:
                data.decode(name)
            fit[name] = _likeness(sample[:_LARGEST_SAMPLE].decode(name, errors="ignore"), name)
        except UnicodeDecodeError:
            continue
    best = max(fit.values(), default=0.0)
    if fit.get(_SELDOM, 0.0) < best or fit.get("windows-1252", 0.0) == best:
        fit.pop(_SELDOM, None)
    return sorted(
        (name for name in fit if fit[name] >= best - _NEARLY), key=lambda name: (-fit[name], name != "gb18030")
    )


def _likeness(text: str, encoding: str) -> float:
    """How much of what is not ASCII in the text reads as words: 0 to 1."""
    odd = [place for place, letter in enumerate(text) if not letter.isascii()]
    likes = _is_common_chinese if encoding == "gb18030" else _is_common_western
    found = (likes(text[max(0, place - 1) : place], text[place], text[place + 1 : place + 2]) for place in odd)
    return sum(found) / max(1, len(odd))


def _is_common_chinese(_before: str, letter: str, _after: str) -> bool:
    if letter in _SMALL or letter in _CAPITALS:
        return True
    try:
        return letter > "\u3000" and bool(letter.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _is_common_western(before: str, letter: str, after: str) -> bool:
    """Capitals begin a word, or stand among capitals; no figure stands beside a letter, and no mark between two."""
    if letter in _CAPITALS:
        return not before.isalpha() or (before.isascii() and before.isupper() and not after.islower())
    if letter.isalpha():
        return letter in _SMALL and not (before.isdigit() or after.isdigit())
    return letter in _SMALL and (letter == "’" or not (before.isalpha() and after.isalpha()))


def _mark(form: TableFormat, text: str) -> str:
    """The mark by which one of the first rows holds most of the table's columns; a comma where none is better."""

    def columns(mark: str) -> int:
        return max((known_columns(form, cells) for cells in first_rows(text, mark)), default=0)

    best = max(MARKS, key=columns)
    return best if columns(best) > columns(",") else ","
