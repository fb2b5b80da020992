"""Numbers, dates, ranges and names as sentences have them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

MINUS = "\N{MINUS SIGN}"
COUNTED = ("not at all", "once", "twice", "three times", "four times", "five times")


def number(value: int | Decimal) -> str:
    """A number as it is read: 1,250 or 0.5, a minus written out."""
    text = f"{value.normalize():,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.replace("-", MINUS)


def signed(points: int) -> str:
    """Points with their sign written out: +5, −5, 0."""
    return f"{points:+,}".replace("-", MINUS) if points else "0"


def plural(value: int, one: str, several: str = "") -> str:
    """What is said of one, or of several (with an s, unless other words are given)."""
    return one if value == 1 else several or f"{one}s"


def count(value: int, one: str, several: str = "") -> str:
    """So many of something: 1 record, 1,200 records, 3 rules differ."""
    return f"{number(value)} {plural(value, one, several)}"


def whole(value: int, one: str, several: str = "") -> str:
    """Everything of a kind: the one rule, all 3 rules; `one` and `several` may bring their verb."""
    return f"the one {one}" if value == 1 else f"all {count(value, one, several)}"


def those(value: int, one: str, several: str = "") -> str:
    """All of a kind, of which some may be meant: the one rule, the 90 rules."""
    return f"the one {one}" if value == 1 else f"the {count(value, one, several)}"


def opening_count(value: int, one: str, several: str = "") -> str:
    """The same where a sentence begins with it: One record is, 3 records are."""
    return f"One {one}" if value == 1 else count(value, one, several)


def capitalised(words: str) -> str:
    """Words with which a sentence or a line begins; only the first letter changes."""
    return words[:1].upper() + words[1:]


def listed(words: Iterable[str], last: str) -> str:
    """Words with commas between them, and `last` before the last."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end


def day(date: dt.date) -> str:
    """A date in words: 1 May 2020."""
    return f"{date.day} {date:%B %Y}"


def times(factor: int) -> str:
    """How often something counts: twice, 7 times."""
    return COUNTED[factor] if 0 <= factor < len(COUNTED) else f"{number(factor)} times"


def spaced(name: str) -> str:
    """A name of the format as words: legal representative."""
    return name.replace("_", " ")
