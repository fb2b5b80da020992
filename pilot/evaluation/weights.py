"""How many bytes a result takes in memory, so that what is kept can be bounded by them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa

FRAME = 64
"""Bytes of whatever holds others, and of what is shared and counted by whoever keeps it, such as a rule."""


def bytes_of(value: object) -> int:
    """Bytes of the arrays, tables and texts in a value; reckoned, and what stands in it twice is counted twice.

    An object that knows its own weight says it as `weight`; of any other object only the fields of a dataclass count.
    """
    own = getattr(value, "weight", None)
    if isinstance(own, int):
        return own
    match value:
        case np.ndarray() | pa.Array() | pa.ChunkedArray() | pa.Table():
            return FRAME + int(value.nbytes)
        case pd.DataFrame():
            return FRAME + int(value.memory_usage().sum())
        case str() | bytes():
            return sys.getsizeof(value)
    return FRAME + sum(map(bytes_of, _held(value)))


def _held(value: object) -> Iterable[object]:
    match value:
        case Mapping():
            return chain.from_iterable(value.items())
        case tuple() | list() | set() | frozenset():
            return value
    return (getattr(value, field.name) for field in fields(value)) if is_dataclass(value) else ()
