"""How long a line of text is in a picture, whichever serif a browser takes, and where it has to be broken."""

from __future__ import annotations

from unicodedata import east_asian_width

_BY_WIDTH = {
    "'jil,. ’·-/:;\\|!": 0.37,
    '*ftrsIJ()[]"–`_': 0.52,
    "ABCDEFGKLNOPQRSTUVXYZ#+<=>^~−": 0.86,
    "mwMWH@%&": 1.05,
}
_WIDTHS = {letter: width for letters, width in _BY_WIDTH.items() for letter in letters}
_OTHER, _FULL, _BOLD = 0.64, 1.05, 1.1
"""Parts of the size: letters and digits of the widest serif there is on common systems, signs of East Asia, bold."""


def length(words: str, size: float, *, bold: bool = False) -> float:
    """How long a line is at most, in the picture's own units."""
    parts = (_WIDTHS.get(letter, _FULL if east_asian_width(letter) in "WF" else _OTHER) for letter in words)
    return sum(parts) * size * (_BOLD if bold else 1)


def wrapped(words: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The words in lines that fit into the room, one at least; a word that is longer than a line is broken."""
    lines = [""]
    for word in words.split():
        joined = f"{lines[-1]} {word}".strip()
        if length(joined, size, bold=bold) <= room:
            lines[-1] = joined
            continue
        lines.append("")
        for letter in word:
            if length(lines[-1] + letter, size, bold=bold) > room:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line] or [""]
