"""Which aliases look alike, so that nobody in a room is taken for somebody else."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

JOINERS: Final = "\u200c\u200d"
"""Persian and several scripts of India cannot be written without them."""
_UNSEEN: Final = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810)}
_VARIANTS: Final = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
_ACCENTS: Final = {*range(0x300, 0x370)} - {0x345}  # which is a letter in capitals
_SMALL: Final = str.maketrans(
    "01|ıɩɪʟⅼɑɡавекмнорстухгпіїјѕԁԛԝһѵьзαβεηικνορτυχγςωϲϳօոսհցզ",
    "olllllllagabekmhopctyxrniijsdqwhvb3abenlkvoptuxycwcjonuhgq",
)  # fmt: skip
"""Small letters of other scripts, and figures, by the Latin letter that each is taken for."""
_LARGE: Final = str.maketrans(
    "01|АВЕЗКМНОРСТУХІЇЈЅԚԜҺѴΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿՕՍՏ",
    "OIIABE3KMHOPCTYXIIJSQWHVABEZHIKMNOPTYXCJOUS",
)  # fmt: skip
_TOGETHER: Final = {"rn": "m", "vv": "w", "i": "l"}


def look_alike(one: str, other: str) -> bool:
    """Whether they are the same but for capitals, spaces, accents, dashes and letters or figures of the same shape."""
    return alias_key(one) == alias_key(other) or _as_capitals(one) == _as_capitals(other)


@lru_cache(4096)
def alias_key(alias: str) -> str:
    """What two aliases share that look alike in small letters; empty where nothing of it can be seen."""
    key = _bare(_bare(alias).casefold()).translate(_SMALL)
    for shape, taken_for in _TOGETHER.items():
        key = key.replace(shape, taken_for)
    return key


@lru_cache(4096)
def _as_capitals(alias: str) -> str:
    return _bare(_bare(alias).upper()).translate(_LARGE).casefold().replace("i", "l")


def _bare(alias: str) -> str:
    """Compatible letters made plain; without spaces, accents and what cannot be seen, and with plain dashes."""
    apart = unicodedata.normalize("NFKD", alias)
    kept = "".join(_plain(letter) for letter in apart if not _is_unseen(letter))
    return unicodedata.normalize("NFKC", kept)


def _is_unseen(letter: str) -> bool:
    number = ord(letter)
    return letter.isspace() or letter in JOINERS or number in _UNSEEN or number in _VARIANTS or number in _ACCENTS


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Pd":
        return "-"
    return "'" if category in ("Pi", "Pf") else letter
