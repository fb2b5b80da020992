"""What to type instead: the nearest word, the plain number, the day that exists."""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice

from pilot.ruleset.model.values import LONGEST_ID
from pilot.ruleset.reading.nodes import Items, Node, Scalar
from pilot.written_forms import plain_days, plain_numbers

LONGEST_SHOWN = 60
MOST_LISTED = 30
MOST_COMPARED = 600
ID = f"write one word of at most {LONGEST_ID} characters, without spaces; hyphens can stand in their place."
RULESET_ID = f"write one word of at most {LONGEST_ID} characters, without spaces, slashes and colons; it names a file."

# People who answer a question of this file with yes or no mostly mean one of these words.
_MEANT = {"no": ("none", "hidden"), "yes": ("shown",)}
_YES, _NO = ("yes", "y", "on", "true", "1"), ("no", "n", "off", "false", "0")


def nearest(word: str, known: Iterable[str]) -> str:
    """A question with the most similar known word; empty where none comes near."""
    lowered = {name.lower(): name for name in islice(known, MOST_COMPARED)}
    close = difflib.get_close_matches(word.lower(), lowered, 1, 0.6)
    return f'did you mean "{lowered[close[0]]}"?' if close else ""


def choices(expected: str) -> list[str]:
    """The words of pydantic's `'a', 'b' or 'c'`; a number stands there without quotes."""
    return re.findall(r"'([^']*)'", expected) or [expected]


def listed(what: str, known: Iterable[str], where: str = " here") -> str:
    """What there is of a kind, in one sentence, cut where it is much."""
    names = list(dict.fromkeys(known))
    if not names:
        return f"{what}{where}: none."
    rest = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return f"{what}{where}: {', '.join(names[:MOST_LISTED])}{rest}."


def kind_of(node: Node) -> str:
    """What kind of thing was written."""
    return "a list" if isinstance(node, Items) else "a single value" if isinstance(node, Scalar) else "a map"


def shown(node: Node) -> str:
    """A single value in quotes, cut where it is long; else its kind."""
    if not isinstance(node, Scalar):
        return kind_of(node)
    word = " ".join(str(node.word).split())
    return f'"{word}"' if len(word) <= LONGEST_SHOWN else f'"{word[:LONGEST_SHOWN]}..."'


def single(node: Node, wanted: str) -> str:
    """The mend where a list or a map stands in place of a single value."""
    if isinstance(node, Items) and len(node.values) == 1 and isinstance(node.values[0], Scalar):
        return f"write it without brackets: {node.values[0].word}."
    return f"write {wanted} after the colon."


def meant_by(word: str, known: list[str]) -> str:
    """The mend for a yes or no where one of several words belongs; empty for any other word."""
    answer = "yes" if word.lower() in _YES else "no" if word.lower() in _NO else ""
    if not answer:
        return ""
    meant = next((name for name in _MEANT[answer] if name in known), "")
    return f"write {meant}, if that is meant." if meant else f"this is no question of yes or no; write {either(known)}."


def number(word: str, *, whole: bool) -> str:
    """The mend for words where a number belongs, which never changes the value."""
    meant = plain_numbers(re.sub(r"\s*[A-Za-z.]+$", "", word)) if len(word) <= LONGEST_SHOWN else ()
    if not meant:
        return "write digits, such as -5 or 10."
    fit = [form for form in meant if not whole or Decimal(form) == int(Decimal(form))]
    if not fit:
        return f"write a number without decimals, such as {round(Decimal(meant[0]))}."
    fit = [str(int(Decimal(form))) for form in fit] if whole else fit
    return f"write {' or '.join(fit)}{', whichever is meant' if len(fit) > 1 else ''}."


def true_or_false(word: str) -> str:
    """The mend for another word where true or false belongs."""
    if word.lower() in _YES or word.lower() in _NO:
        return f"write {'true' if word.lower() in _YES else 'false'}, without quotes."
    return "write true or false, without quotes."


def date(word: str) -> str:
    """The mend for a date in another form."""
    meant = plain_days(word)
    if meant:
        return f"write year-month-day: {' or '.join(meant)}{', whichever is meant' if len(meant) > 1 else ''}."
    return "write year-month-day, such as 2020-01-31."


def real_day(word: str) -> str:
    """The mend for a date, in the right form, that the calendar lacks."""
    year, month = int(word[:4]), int(word[5:7])
    if not 1 <= month <= 12:
        return "write year-month-day; months run from 01 to 12."
    if year == 0:
        return "write year-month-day; years run from 0001 to 9999."
    last = calendar.monthrange(year, month)[1]
    return f"write {word[:8]}{last:02}, the last day of that month, or the day that is meant."


def either(known: list[str]) -> str:
    """The words to choose from, or that they stand nearby where they are many."""
    if len(known) > 4:
        return "one of these words"
    return f"{', '.join(known[:-1])} or {known[-1]}" if len(known) > 1 else known[0]
