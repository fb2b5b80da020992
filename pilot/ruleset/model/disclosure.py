"""What is disclosed to whom, and what can be done about it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pilot.ruleset.model.part import Part
from pilot.ruleset.model.values import Audience, Count, Hours, Item, Level, Text, YesNo


class Disclosure(Part):
    """What each audience is shown, how late, and when somebody is told; what is not named is hidden."""

    subject: dict[Item, Level] = Field(default_factory=dict)
    """What the subject itself is shown."""
    public: dict[Item, Level] = Field(default_factory=dict)
    """What everybody is shown."""
    partner: dict[Item, Level] = Field(default_factory=dict)
    """What banks, shops and other partners of the scheme are shown."""
    delay_hours: Hours = 0
    """How many hours what is shown lags behind."""
    notice: Literal["none", "on_change", "before_effect"] = "none"
    """When a letter is sent: never, on the day of a change, or before it takes effect."""

    def level(self, audience: Audience, item: Item) -> Level:
        """How far `item` is open to `audience`; what is not named is hidden."""
        shown: dict[Item, Level] = getattr(self, audience)
        return shown.get(item, "hidden")

    def open_to(self, audience: Audience, *, requested: bool = False) -> frozenset[Item]:
        """The items that `audience` is shown as they come; with `requested`, also those that it gets on request."""
        shown: dict[Item, Level] = getattr(self, audience)
        return frozenset(item for item, level in shown.items() if level == "shown" or (requested and level != "hidden"))

    def on_request(self, audience: Audience) -> frozenset[Item]:
        """The items that `audience` gets on request and not otherwise."""
        return self.open_to(audience, requested=True) - self.open_to(audience)


class Appeal(Part):
    """The way to contest an entry."""

    available: YesNo | None = None
    """Whether an entry can be contested."""
    window_days: Count | None = None
    """Within how many days."""
    decided_by: Text | None = None
    """Who decides."""


class Repair(Part):
    """The way to put a standing right after a true entry."""

    available: YesNo | None = None
    """Whether there is such a way."""
    text: Text | None = None
    """What has to be done."""


class Recourse(Part):
    """What a resident can do about it; descriptive."""

    appeal: Appeal | None = None
    """The way to contest an entry."""
    repair: Repair | None = None
    """The way to put a standing right after a true entry."""
