"""A posting that takes another one back, in words: wherever it stands, it never reads as the deed itself."""

from __future__ import annotations

REVERSALS = {
    "appeal": "The appeal against the record was upheld",
    "settlement": "The matter was settled",
    "expiry": "The time for which the entry counts is over",
}
"""What brought a reversal about, by the type of the posting."""


def entry_name(type_: str, name: str) -> str:
    """What a posting of that type is called by its rule's text or its record's title; it stands behind its points."""
    return f"taken back: {name}" if type_ in REVERSALS else name
