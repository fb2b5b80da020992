"""The three ways in from the title page; a module of its own, since a screen is read anew in every run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """A way in: what it is for, and the screen behind it with its choices."""

    name: str
    text: str
    label: str
    screen: str
    choices: dict[str, str]


DOORS = (
    Door(
        name="Teach",
        text="Take one invented life and put it under one scheme after another. Every screen has its own address, so a "
        "lesson can be handed out as a list of links.",
        label="Open a resident",
        screen="resident",
        choices={},
    ),
    Door(
        name="Edit",
        text="A ruleset can be read aloud, and changed where it is read. Put another number into a sentence, and "
        "see who rises, who falls, and by which posting. Several groups can do so in one room.",
        label="Change the rules",
        screen="workshop",
        choices={},
    ),
    Door(
        name="Criticise",
        text="Set two schemes against each other: who gains, who loses, by which single line. And see what a rulebook "
        "does not say.",
        label="Compare two schemes",
        screen="compare",
        choices={"what": "city"},
    ),
)
