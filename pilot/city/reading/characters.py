"""Characters that nobody sees in a cell: control characters anywhere, and blanks or marks around a word that counts."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pilot.city.format import CellType
from pilot.city.reading.distinct_values import Mask, as_mask
from pilot.city.reading.problems import Fault, quoted

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_BLANKS = "\\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_IN_ANY = re.compile(f"[{_CONTROL}]")
_IN_A_WORD = re.compile(f"^[{_BLANKS}]|[{_BLANKS}]$|[{_UNSEEN}]")
COMPARED: frozenset[CellType] = frozenset({"id", "text", "relationship", "topic"})
"""The types whose cells are compared, so that a blank too many makes another word of them."""


def ill_written(kind: CellType, values: pa.Array) -> Mask:
    """Which of the values (an Arrow string array) hold a character that makes them something else than they look."""
    found = as_mask(pc.match_substring_regex(values, _IN_ANY.pattern))
    if kind in COMPARED:
        odd = as_mask(pc.match_substring_regex(values, _IN_A_WORD.pattern))
        found |= odd & as_mask(pc.not_equal(pc.utf8_trim_whitespace(values), ""))
    return np.asarray(found, dtype=bool)


def ill_written_fault(cell: str) -> Fault:
    """What is wrong with such a cell, the character shown."""
    if control := _IN_ANY.search(cell):
        found = (
            f"{quoted(cell)} holds the character U+{ord(control[0]):04X}, which cannot be seen and belongs in no cell."
        )
        return Fault("control-character", found, "Delete it; type the cell anew if you cannot see it.")
    odd = _IN_A_WORD.search(cell)
    assert odd, "the cell holds one of these"
    name = unicodedata.name(odd[0], f"U+{ord(odd[0]):04X}").lower()
    where = "begins" if odd.start() == 0 else "ends" if odd.end() == len(cell) else "goes on"
    found = f"{quoted(cell)} {where} with a character that cannot be seen: {name}."
    return Fault("unseen-character", found, f"Write {quoted(re.sub(f'[{_UNSEEN}]', '', cell).strip())}.")
