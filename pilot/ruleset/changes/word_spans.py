"""Two texts word by word: what stands in both, what was taken out, what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A word with the space before it; punctuation stands for itself, but not inside a number.
_WORD = re.compile(r"\s*(?:[^\s.,;:!?]+(?:[.,:]\d+)*|[.,;:!?])|\s+")
# Of texts with less in common, the scattered words that both happen to have would only disturb.
LEAST_IN_COMMON = 0.4


@dataclass(frozen=True)
class Span:
    """A stretch of text that both texts have, or only the older (removed), or only the newer (added)."""

    kind: Literal["equal", "removed", "added"]
    text: str


def spans(before: str, after: str) -> tuple[Span, ...]:
    """The stretches in the order of reading; what was taken out stands before what was put in its place."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Span] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LEAST_IN_COMMON:
        whole = Span("removed", before), Span("added", after)
        return tuple(span for span in whole if span.text)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Span("equal", "".join(old[old_from:old_to])))
            continue
        found += [Span("removed", "".join(old[old_from:old_to]))] if old_to > old_from else []
        found += [Span("added", "".join(new[new_from:new_to]))] if new_to > new_from else []
    return tuple(found)


def marked(of: Iterable[Span]) -> str:
    """The stretches as plain text: [-taken out-] and {+put in+}."""
    signs = {"equal": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    return "".join(_within(span.text, *signs[span.kind]) for span in of)


def _within(text: str, opening: str, closing: str) -> str:
    """The signs stand close to the words, the space between words outside."""
    word = text.lstrip()
    return f"{text[: len(text) - len(word)]}{opening}{word}{closing}" if word else text
