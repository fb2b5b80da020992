"""What a field tells about itself: its name in sentences, and whether the evaluation reads it.

Both stand in the field's own annotation: `Annotated[Text | None, COUNTS, named("agency that keeps it")]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Reader(Enum):
    """Who reads a field: the evaluation, so that figures depend on it, or people alone."""

    EVALUATION = auto()
    PEOPLE = auto()


COUNTS, WORDS_ONLY = Reader.EVALUATION, Reader.PEOPLE


class WrittenAs(Enum):
    """How a value is put into words where its own type does not settle that."""

    AS_IT_IS = auto()
    NUMBER = auto()
    PLAIN_NUMBER = auto()
    SIGNED = auto()
    SIGNED_NUMBERS = auto()
    NUMBERS = auto()
    RANGE = auto()
    WEIGHT = auto()
    POINTS = auto()
    HOURS = auto()
    DAYS = auto()
    MONTHS = auto()
    WORD = auto()
    ALL_OF = auto()
    ANY_OF = auto()
    CELLS = auto()
    SHARES = auto()
    LISTS = auto()
    CONSEQUENCES = auto()
    FACTOR = auto()
    SOURCES = auto()


@dataclass(frozen=True)
class Wording:
    """Sentences for a value that changed, came, or went; {new} and {old} are the value, {key} the last free key above.

    `words` are those of a closed choice, by its values. `inside` are other wordings for the fields of a part that also
    stands elsewhere. `is_prose` is said of a text whose change is shown word by word.
    """

    changed: str
    came: str = ""
    went: str = ""
    written: WrittenAs = WrittenAs.AS_IT_IS
    words: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, Wording] = field(default_factory=dict)
    is_prose: bool = False


def named(
    noun: str,
    written: WrittenAs = WrittenAs.AS_IT_IS,
    *,
    link: str = "",
    many: bool = False,
    inside: Mapping[str, Wording] | None = None,
) -> Wording:
    """The usual sentences: "The cap is 20 points instead of 10.", "The cap of 20 points is new.", "... is gone."

    `link` stands between noun and value where that is more than a comma; `many` is for a noun in the plural.
    """
    is_ = "are" if many else "is"
    new, old = (f"{link}{{{side}}}" if link else f", {{{side}}}," for side in ("new", "old"))
    return Wording(
        f"The {noun} {is_} {{new}} instead of {{old}}.",
        f"The {noun}{new} {is_} new.",
        f"The {noun}{old} {is_} gone.",
        written,
        inside=inside or {},
    )


def unquoted(noun: str, changed: str = "another") -> Wording:
    """For what is too long for a sentence: its coming and going, and a word for its change."""
    return Wording(f"The {noun} is {changed}.", f"The {noun} is new.", f"The {noun} is gone.")


def reworded(noun: str) -> Wording:
    """For a text, which is too long for a sentence and whose change is shown word by word."""
    return Wording(f"The {noun} is reworded.", f"The {noun} is new.", f"The {noun} is gone.", is_prose=True)


def whether(what: str) -> Wording:
    """For a yes or no that may be left unsaid."""
    return Wording(
        f"Whether {what}: {{new}} instead of {{old}}.",
        f"Whether {what}: {{new}}; before, it was not said.",
        f"Whether {what} is no longer said; before, {{old}}.",
    )


def shown_to(whom: str, levels: Mapping[str, str]) -> Wording:
    """For what an audience is shown, item by item; `levels` has the words for each level."""
    return Wording(
        f"To {whom}: {{key}} {{new}} instead of {{old}}.",
        f"To {whom}: {{key}} {{new}}; before, nothing was said, and so it was hidden.",
        f"To {whom}: of {{key}} nothing is said, and so it is hidden; before, {{old}}.",
        words=levels,
    )
