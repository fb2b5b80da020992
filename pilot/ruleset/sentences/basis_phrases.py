"""How much of a part of a ruleset its sources carry, in words: the whole, and what is weaker than the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilot.phrases import listed, spaced
from pilot.ruleset.model import Citation, Part
from pilot.ruleset.model.bases import known_from, weaker_fields, weakest

FIELDS = {
    "points": "the points",
    "points_per": "the points by amount",
    "repeat": "how repeats weigh",
    "cap": "the cap",
    "expires_after_months": "how long it counts",
    "until": "how it ends",
    "when": "what it holds for",
    "lists": "the lists",
    "override": "the grade",
    "carry": "whom it reaches besides",
    "plausible": "the range",
    "from": "from how many points",
    "consequences": "what follows",
    "lasts_months": "how long it lasts",
    "agency": "the agency",
    "notice": "the notice",
    "publishes": "what is published",
    "where": "who bears it",
    "falls_on": "on whom it falls",
    "start": "the start",
    "floor": "the lower end",
    "ceiling": "the upper end",
    "participation": "taking part",
    "applies_to": "people or companies",
    "scope": "who is covered",
    "overlap": "what overlaps",
    "effect_after_days": "the day of effect",
    "delay_hours": "the delay",
    "subject": "residents",
    "public": "the public",
    "partner": "partners",
    "window_days": "in which time",
    "decided_by": "who decides",
    "decides_within_days": "how soon it is decided",
}
"""What a field is called where it is spoken of as a part of the whole."""


def field_phrase(path: str) -> str:
    """A field of a part by its dotted path: how repeats weigh; appeal, in which time."""
    return ", ".join(FIELDS.get(name, spaced(name)) for name in path.split("."))


def basis_phrase(part: Part) -> str:
    """The basis of the whole, and of its weakest part where that is weaker: reported, in part adapted."""
    whole, least = known_from(part), weakest(part)
    words = (whole and whole.basis) or ""
    return f"{words}, {in_part(least)}" if least and weaker_fields(part) else words


def in_part(least: Citation) -> str:
    """What is said of the weakest part beside the whole."""
    return f"in part {least.basis or 'without a basis'}"


def by_source(fields: Mapping[str, Citation]) -> Sequence[tuple[str, Citation]]:
    """Fields that are known from the same place together, each group in words: the points and the cap."""
    groups: dict[tuple[object, ...], list[str]] = {}
    cited: dict[tuple[object, ...], Citation] = {}
    for path, citation in fields.items():
        place = (citation.ref, citation.at, citation.basis, citation.disputed_by)
        groups.setdefault(place, []).append(field_phrase(path))
        cited[place] = citation
    return [(listed(names, "and"), cited[place]) for place, names in groups.items()]
