"""The levels of disclosure in sentences; what each is called stands in `LEVEL_NAMES`, with the model's values."""

from __future__ import annotations

from pilot.disclosure.shown.view import Blank
from pilot.ruleset.model.values import LEVEL_NAMES

ON_REQUEST = LEVEL_NAMES["on_request"]
UNLESS_REQUESTED = f"except {ON_REQUEST}"
"""For what an audience does not get as it comes, and would get if it requested it."""
SHOWN_OR_GIVEN = f"shown or given {ON_REQUEST}"
"""For all that an audience can get."""


def marked(name: str, *, on_request: bool) -> str:
    """The name in a blank on a screen, with a mark where a request would fill it."""
    return f"{name} · {ON_REQUEST}" if on_request else name


def withheld(blank: Blank) -> str:
    """A blank on paper, in words."""
    return f"{blank.item}: withheld{f', given {ON_REQUEST}' if blank.on_request else ''}"
