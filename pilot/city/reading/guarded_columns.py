"""The guard over whole columns at once: every cell of every table, whatever the column."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pilot.city.reading.distinct_values import Mask, as_mask
from pilot.guard import DASHES, IMAGE_ENDINGS, suspicions

_SHORTEST_MAIL = 6


def suspicious(values: pa.Array) -> Mask:
    """Which of the values (an Arrow string array) look like a real person's data: a mask of their length.

    Columns are first sifted by what their bytes hold at all, so that ordinary ones cost next to nothing.
    """
    flagged = np.zeros(len(values), dtype=bool)
    for place in np.flatnonzero(_sifted(values)):
        flagged[place] = bool(suspicions(values[int(place)].as_py()))
    return flagged


def _sifted(values: pa.Array) -> Mask:
    held = np.zeros(len(values), dtype=bool)
    longest = pc.max(pc.binary_length(values)).as_py() or 0
    if longest < _SHORTEST_MAIL:
        return held
    texts = values.fill_null("")
    if not _bytes_of(texts).isascii():
        texts = pc.replace_substring_regex(pc.utf8_normalize(texts, form="NFKC"), f"[{DASHES}]", "-")
    held |= as_mask(pc.match_substring_regex(texts, r"[0-9](?:[\s-]{0,3}[0-9]){10}"))
    held |= as_mask(pc.match_substring_regex(texts, r"\b0[1-9][0-9]{1,2}(\) ?|[ -])[1-9][0-9]{6}|\b[EG][A-Z]?[0-9]{7}"))
    content = _bytes_of(texts)
    if b"@" in content:
        held |= as_mask(pc.match_substring(texts, "@"))
    if any(mark in content for mark in (b".", b":", b"/9j/4", b"iVBORw", b"R0lGOD")):
        pattern = rf"(?i)\.({IMAGE_ENDINGS})|data:image|https?:|^/9j/4|^iVBORw|^R0lGOD"
        held |= as_mask(pc.match_substring_regex(texts, pattern))
    return held


def _bytes_of(texts: pa.Array) -> bytes:
    return b"".join(buffer.to_pybytes() for buffer in texts.buffers()[2:] if buffer is not None)
