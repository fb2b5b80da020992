"""What is disclosed to whom, and what can be done about it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from pilot.ruleset.model.field_facts import WORDS_ONLY, Wording, WrittenAs, named, reworded, shown_to, unquoted, whether
from pilot.ruleset.model.part import BasisOf, Part
from pilot.ruleset.model.values import AUDIENCES, LEVEL_NAMES, Audience, Days, Hours, Item, Level, Text, YesNo

NOTICES = {
    "none": "not promised",
    "on_change": "due on the day of a change",
    "before_effect": "due before a change takes effect",
}
"""When a letter is sent, in words."""


def _shown(audience: Audience) -> Wording:
    return shown_to(AUDIENCES[audience], LEVEL_NAMES)


class Disclosure(Part):
    """What each audience is shown, how late, and when somebody is told; what is not named is hidden."""

    subject: Annotated[dict[Item, Level], WORDS_ONLY, _shown("subject")] = Field(default_factory=dict)
    """What the subject itself is shown."""
    public: Annotated[dict[Item, Level], WORDS_ONLY, _shown("public")] = Field(default_factory=dict)
    """What everybody is shown."""
    partner: Annotated[dict[Item, Level], WORDS_ONLY, _shown("partner")] = Field(default_factory=dict)
    """What banks, shops and other partners of the scheme are shown."""
    delay_hours: Annotated[
        Hours, WORDS_ONLY, Wording("What is shown lags {new} behind instead of {old}.", written=WrittenAs.HOURS)
    ] = 0
    """How many hours what is shown lags behind."""
    notice: Annotated[
        Literal["none", "on_change", "before_effect"],
        WORDS_ONLY,
        Wording("Notice is {new}; before, it was {old}.", words=NOTICES),
    ] = "none"
    """When a letter is sent: never, on the day of a change, or before it takes effect."""
    basis_of: Annotated[BasisOf, WORDS_ONLY, named("source of {key}")] = Field(default_factory=dict)
    """Where each of these is known from: subject.grade, notice, delay_hours."""

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


class WayToContest(Part):
    """A way to contest: an entry that is wrong, or the decision that rests on it."""

    available: Annotated[YesNo | None, WORDS_ONLY, whether("there is such a way")] = None
    """Whether there is such a way."""
    window_days: Annotated[Days | None, WORDS_ONLY, named("time to use it", WrittenAs.DAYS, link=" of ")] = None
    """Within how many days."""
    decided_by: Annotated[Text | None, WORDS_ONLY, named("office that decides on it")] = None
    """Who decides."""
    decides_within_days: Annotated[Days | None, WORDS_ONLY, named("time to decide", WrittenAs.DAYS, link=" of ")] = None
    """Within how many days the decision is given."""

    def is_over(self, since: dt.date, on: dt.date) -> bool:
        """Whether the time to use it, which begins on the day of the entry, is over on a day."""
        return self.window_days is not None and on > since + dt.timedelta(days=self.window_days)


class Repair(Part):
    """The way to put a standing right after a true entry."""

    available: Annotated[YesNo | None, WORDS_ONLY, whether("a true entry can be made good")] = None
    """Whether there is such a way."""
    text: Annotated[Text | None, WORDS_ONLY, reworded("text of how a true entry is made good")] = None
    """What has to be done."""


class Recourse(Part):
    """What a resident can do about it; descriptive."""

    objection: Annotated[WayToContest | None, WORDS_ONLY, unquoted("way to object to a wrong entry")] = None
    """The way to object to a wrong entry (yiyi), without contesting the decision."""
    appeal: Annotated[WayToContest | None, WORDS_ONLY, unquoted("way to contest the decision")] = None
    """The way to contest the decision."""
    repair: Annotated[Repair | None, WORDS_ONLY, unquoted("way to make good")] = None
    """The way to put a standing right after a true entry."""
    basis_of: Annotated[BasisOf, WORDS_ONLY, named("source of {key}")] = Field(default_factory=dict)
    """Where each of these is known from: appeal, appeal.window_days, repair."""

    @property
    def open_ways(self) -> dict[str, WayToContest]:
        """The ways in which an entry can be contested, by name: the objection to the entry itself first."""
        ways = {"objection": self.objection, "appeal": self.appeal}
        return {name: way for name, way in ways.items() if way is not None and way.available}

    @property
    def is_silent(self) -> bool:
        """Whether the ruleset says of neither way that there is one or none."""
        return all(way is None or way.available is None for way in (self.objection, self.appeal))
