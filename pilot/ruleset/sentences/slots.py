"""Sentences in parts: words, and between them slots for the values that a form can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Path = tuple[str | int, ...]
Kind = Literal["integer", "decimal", "choice", "truth", "lists", "date", "text", "prose", "texts", "integers"]


@dataclass(frozen=True)
class Slot:
    """A value inside a sentence: where it stands in the rule, the value, and the words that say it.

    `path` holds the keys and positions of the file, from the rule down. `also` names the further places that hold the
    same value and change with it, as where one phrase speaks of several factors of a repeat. Where the verb has the
    sign (`sign_in_verb`), `shown` lacks it: "falls by 5" has the value −5. The kinds: `integer` and `decimal`, from
    `least` to `most`; `choice`, one of `options`; `truth`, yes or no; `lists`, any of the options; `date`; `text`, and
    `prose`, which is longer; `texts` and `integers`, several of them. Each option is a value with the words that say
    it. `suggest` names what may be suggested beside them: kinds, agencies, areas, published fields, or a column's
    values. What is `optional` may be left empty, and then is not given; a row of values that is not may hold none.
    """

    path: Path
    value: Any
    shown: str
    kind: Kind
    label: str
    options: tuple[tuple[str, str], ...] = ()
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    also: tuple[Path, ...] = ()
    sign_in_verb: bool = False
    suggest: str = ""
    optional: bool = False


Sentence = tuple[str | Slot, ...]
Piece = str | Slot | Sentence


def sentence(*pieces: Piece) -> Sentence:
    """The pieces one after the other, words that meet made one and empty words left out."""
    parts: list[str | Slot] = []
    for part in _flat(pieces):
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part:
            parts.append(part)
    return tuple(parts)


def plain(parts: Sentence) -> str:
    """The sentence as it is read."""
    return "".join(part if isinstance(part, str) else part.shown for part in parts)


def slots(sentences: Iterable[Sentence]) -> Iterator[Slot]:
    """The slots of sentences, in the order in which they are read."""
    return (part for sentence in sentences for part in sentence if isinstance(part, Slot))


def in_a_row(pieces: Sequence[Piece], last: str) -> Sentence:
    """Pieces with commas between them, and `last` before the last."""
    *first, end = pieces
    commas = [part for place, piece in enumerate(first) for part in ([", "] if place else []) + [piece]]
    return sentence(*commas, f" {last} ", end) if first else sentence(end)


def _flat(pieces: Iterable[Piece]) -> Iterator[str | Slot]:
    for piece in pieces:
        if isinstance(piece, tuple):
            yield from piece
        else:
            yield piece
