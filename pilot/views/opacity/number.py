"""What a number of opacity is on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

NOTHING = Markup()


@dataclass(frozen=True)
class Number:
    """One number as it stands on the screen: its figure, the sentence over the city, the one for the resident, a table.

    `resident` is empty where the number says nothing of a single one.
    """

    key: str
    name: str
    figure: str
    city: Markup
    resident: str = ""
    drawn: Markup = NOTHING
    table: Markup = NOTHING
