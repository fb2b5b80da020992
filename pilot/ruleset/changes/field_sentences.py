"""How a changed field of a ruleset is told in a sentence; what each field is called stands in `field_names`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pilot.ruleset.model import Part, Ruleset


class Side(NamedTuple):
    """Where a value stands: the ruleset, and in it the rule, list or other part that holds it."""

    ruleset: Ruleset
    entry: Part


Write = Callable[[Any, Side], str]


Tell = Callable[[Any, Any, tuple[Side, Side], str], str]
"""Makes a sentence of a value before and after, None where it is not given, and the last free key of its path."""


@dataclass(frozen=True)
class Telling:
    """Sentences for a value that changed, came, or went; {new} and {old} are the value, {key} the last key of its path.

    `write` puts a value into words.
    """

    changed: str
    came: str
    went: str
    write: Write = lambda value, _: str(value)

    def __call__(self, before: Any, after: Any, sides: tuple[Side, Side], key: str) -> str:
        """The sentence; an empty list or map is as good as none."""
        old, new = (None if value in (None, (), {}) else value for value in (before, after))
        sentence = self.came if old is None else self.went if new is None else self.changed
        words = {
            "old": "" if old is None else self.write(old, sides[0]),
            "new": "" if new is None else self.write(new, sides[1]),
            "key": key,
        }
        # Not str.format: the words may hold braces of their own, and come from a file.
        return "".join(words.get(part, part) for part in _split(sentence))


def named(noun: str, write: Write | None = None, *, link: str = "", many: bool = False) -> Telling:
    """The usual sentences: "The cap is 20 points instead of 10.", "The cap of 20 points is new.", "... is gone."

    `link` stands between noun and value where that is more than a comma; `many` is for a noun in the plural.
    """
    is_ = "are" if many else "is"
    new, old = (f"{link}{{{side}}}" if link else f", {{{side}}}," for side in ("new", "old"))
    sentences = (
        f"The {noun} {is_} {{new}} instead of {{old}}.", f"The {noun}{new} {is_} new.", f"The {noun}{old} {is_} gone.",
    )  # fmt: skip
    return Telling(*sentences) if write is None else Telling(*sentences, write)


def bare(noun: str, changed: str, *, many: bool = False) -> Telling:
    """For what is too long for a sentence: its coming and going, and a word for its change."""
    is_ = "are" if many else "is"
    return Telling(f"The {noun} {is_} {changed}.", f"The {noun} {is_} new.", f"The {noun} {is_} gone.")


def whether(what: str) -> Telling:
    """For a yes or no that may be left unsaid."""
    return Telling(
        f"Whether {what}: {{new}} instead of {{old}}.",
        f"Whether {what}: {{new}}; before, it was not said.",
        f"Whether {what} is no longer said; before, {{old}}.",
        lambda value, _: "yes" if value else "no",
    )


def _split(sentence: str) -> Sequence[str]:
    return sentence.replace("{", "\0").replace("}", "\0").split("\0")
