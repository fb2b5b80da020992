"""A small edit of a shipped ruleset as one word that fits into an address, and carries the digest of what it makes."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pydantic import TypeAdapter, ValidationError

import pilot
from pilot.errors import DataError, Place, Problem, only_problems
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import read_ruleset
from pilot.ruleset.reading.shipped import shipped_name, shipped_rulesets
from pilot.ruleset.reading.source_text import one_line, read_text

NAME = "link"
LONGEST_WORD = 1_800
"""So many characters pass through every browser, chat and QR picture."""

_VERSION = b"\x01"
_DIGEST = 12
_LARGEST_EDIT = 200_000
_MOST_LINES = 5_000
_TAKE_THE_FILE = "take the session file or the YAML file instead of a link."
_ASK_AGAIN = "copy the whole link again, or ask for it again."

_Splice = tuple[int, int, tuple[str, ...]]
_SHAPE: TypeAdapter[tuple[str, str, tuple[_Splice, ...]]] = TypeAdapter(tuple[str, str, tuple[_Splice, ...]])


@dataclass(frozen=True)
class Edit:
    """What a link carries: the id of the shipped ruleset that it starts from, the edited text, and its ruleset."""

    start_id: str
    text: str
    ruleset: Ruleset


def edit_word(start_id: str, start_text: str, text: str) -> str:
    """The edit from the start to the text as a word of letters, digits, - and _.

    Raises DataError where the start is not the shipped ruleset of that id, where the text is no ruleset (nobody could
    open the link), and where the edit is too large for a link.
    """
    if start_text != _shipped_text(start_id):
        found = f'the text is not the shipped ruleset "{one_line(start_id)}", so a link cannot start from it.'
        raise _refusal("not-shipped", found, _TAKE_THE_FILE)
    read_ruleset(text, NAME)
    splices = _splices(start_text.split("\n"), text.split("\n"))
    body = _SHAPE.dump_json((start_id, _digest(start_text).hex(), splices))
    word = _encoded(_VERSION + _digest(text) + zlib.compress(body, 9))
    if len(word) > LONGEST_WORD or len(body) > _LARGEST_EDIT:
        found = f"the edit takes {len(word):,} characters; a link has room for {LONGEST_WORD:,}."
        raise _refusal("too-large-edit", found, _TAKE_THE_FILE)
    return word


def read_edit(word: str) -> Edit:
    """The edit in a word; DataError where it is damaged, starts from what is not here, or makes no ruleset."""
    with only_problems(NAME):
        return _read_edit(word)


def _read_edit(word: str) -> Edit:
    digest, body = _unpacked(word)
    start_id, start_digest, splices = body
    start_text = _shipped_text(start_id)
    if _digest(start_text).hex() != start_digest:
        found = f'the link starts from another state of "{start_id}" than the one in Points Pilot {pilot.__version__}.'
        raise _refusal("other-start", found, "open it in the version that made it, or ask for the YAML file.")
    text = _applied(start_text.split("\n"), splices)
    if _digest(text) != digest:
        raise _damaged()
    return Edit(start_id, text, read_ruleset(text, NAME))


def _shipped_text(start_id: str) -> str:
    shipped = shipped_rulesets()
    if start_id not in shipped:
        found = f'the link starts from "{one_line(start_id)[:80]}", and no such ruleset is shipped here.'
        known = f"Shipped rulesets: {', '.join(shipped)}."
        mend = "open it in the version that made it, or ask for the YAML file."
        raise DataError([Problem(Place(NAME), "unknown-start", found, mend, known)])
    return read_text(shipped[start_id], shipped_name(shipped[start_id])).text


def _splices(start: Sequence[str], text: Sequence[str]) -> tuple[_Splice, ...]:
    """The lines of the start that are replaced, each as from, to (excluded) and what stands there then."""
    first = 0
    while first < min(len(start), len(text)) and start[first] == text[first]:
        first += 1
    last = 0
    while last < min(len(start), len(text)) - first and start[-1 - last] == text[-1 - last]:
        last += 1
    old, new = start[first : len(start) - last], text[first : len(text) - last]
    if len(old) + len(new) > _MOST_LINES:
        found = f"the edit reaches over {max(len(old), len(new)):,} lines, which no link has room for."
        raise _refusal("too-large-edit", found, _TAKE_THE_FILE)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        (first + from_, first + to, tuple(new[new_from:new_to]))
        for kind, from_, to, new_from, new_to in matcher.get_opcodes()
        if kind != "equal"
    )


def _applied(start: Sequence[str], splices: Sequence[_Splice]) -> str:
    lines: list[str] = []
    done = 0
    for from_, to, new in splices:
        if not done <= from_ <= to <= len(start):
            raise _damaged()
        lines += [*start[done:from_], *new]
        done = to
    return "\n".join([*lines, *start[done:]])


def _unpacked(word: str) -> tuple[bytes, tuple[str, str, tuple[_Splice, ...]]]:
    """The digest of the result, and the body; every check that does not need the start is made here."""
    if len(word) > LONGEST_WORD:
        found = f"the link has {len(word):,} characters; one has at most {LONGEST_WORD:,}."
        raise _refusal("too-long-link", found, _ASK_AGAIN)
    if not re.fullmatch("[A-Za-z0-9_-]+", word):
        raise _damaged()
    data = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)) if len(word) % 4 != 1 else b""
    # Some last characters differ in bits that no byte holds; only one of them is how the word was written.
    if _encoded(data) != word:
        raise _damaged()
    if data[:1] != _VERSION:
        found = f"the link is damaged, or made by a newer version than Points Pilot {pilot.__version__}."
        raise _refusal("unknown-link", found, _ASK_AGAIN)
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(data[1 + _DIGEST :], _LARGEST_EDIT)
        if not unpacker.eof or unpacker.unused_data:
            raise _damaged()
        return data[1 : 1 + _DIGEST], _SHAPE.validate_json(body, strict=True)
    except (zlib.error, ValidationError):
        raise _damaged() from None


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_DIGEST]


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _damaged() -> DataError:
    return _refusal("damaged-link", "the link is damaged or cut short.", _ASK_AGAIN)


def _refusal(code: str, found: str, mend: str) -> DataError:
    return DataError([Problem(Place(NAME), code, found, mend)])
