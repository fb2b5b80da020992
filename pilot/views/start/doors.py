"""The three ways in from the title page; a module of its own, since a screen is read anew in every run."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Door:
    """A way in: what it is for, and the screen behind it with its choices."""

    label: str
    hint: str
    screen: str
    choices: dict[str, str] = field(default_factory=dict)


DOORS = (
    Door(
        label="Teach with it",
        hint="One invented life under one scheme after another. Every screen has its own address, so a lesson can be "
        "handed out as a list of links.",
        screen="resident",
    ),
    Door(
        label="Edit the rules",
        hint="Put another number into a sentence and see who rises, who falls, and by which posting.",
        screen="workshop",
    ),
    Door(
        label="Criticise it",
        hint="Two schemes against each other: who gains, who loses, by which single line.",
        screen="compare",
        choices={"what": "city"},
    ),
)
