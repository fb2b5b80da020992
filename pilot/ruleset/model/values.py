"""The kinds of value that a ruleset may hold, each read by what is declared and never by the look of the word.

A ruleset file gives every value as a `Word`: the characters as written, and whether they stood in quotes.
The types below turn a word into what the schema declares, so `no` stays a word and `12:30` is never a number.
Values that Python code hands over (an `int`, a `date`) pass as they are.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from pilot.written_forms import FIRST_DAY, LAST_DAY

LARGEST_POINTS = 1_000_000_000
LARGEST_AMOUNT = 1_000_000_000_000
AMOUNT_DECIMALS = 6
FINEST_AMOUNT = Decimal(1).scaleb(-AMOUNT_DECIMALS)
LONGEST_MONTHS = 1_200
LONGEST_DAYS = 36_500
LARGEST_SHARE = 10
LARGEST_FACTOR = 1000
LONGEST_ID = 200
NOT_IN_WORDS = re.compile(
    "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f]"
)
"""What no word holds that is compared: blanks that are no plain space, and what cannot be seen."""
NULLS = ("", "~", "null", "Null", "NULL")


class Word(str):
    """A scalar as it stands in the file: its characters, and whether it is plain or quoted."""

    __slots__ = ()
    plain: ClassVar[bool] = True


class QuotedWord(Word):
    """A word that stood in quotes or in a block; its `repr` tells it from a plain one of the same characters."""

    __slots__ = ()
    plain: ClassVar[bool] = False

    def __repr__(self) -> str:
        return f"quoted {super().__repr__()}"


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else type(value).__name__


_DIGITS = re.compile(r"([+-]?)0*([0-9]+)")
_NUMERAL = re.compile(r"[+-]?(?=[.]?[0-9])0*([0-9]*)(?:[.][0-9]*)?(?:[eE]([+-]?)[0-9]+)?")
_MOST_DIGITS = 40
"""No number that can be held has more; of those that have, only the size matters."""


def _whole(value: Any) -> Any:
    if isinstance(value, Word):
        digits = _DIGITS.fullmatch(value)
        if digits and value.plain:
            return int(digits[1] + digits[2][: _MOST_DIGITS + 1])
        if digits:
            raise PydanticCustomError(
                "number-in-quotes", 'found the text "{text}" where a whole number belongs', {"text": str(value)}
            )
        raise PydanticCustomError("whole-number", 'found "{text}" where a whole number belongs', {"text": str(value)})
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError("whole-number", "found {text} where a whole number belongs", {"text": _shown(value)})
    return value


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (Word, int, float, Decimal)):
        raise PydanticCustomError("number", "found {text} where a number belongs", {"text": _shown(value)})
    text = str(value)
    if not re.fullmatch(r"[+-]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,2})?", text):
        raise _no_number(text)
    if isinstance(value, Word) and not value.plain:
        raise PydanticCustomError("number-in-quotes", 'found the text "{text}" where a number belongs', {"text": text})
    number = Decimal(text)
    if abs(number) >= LARGEST_AMOUNT:
        raise PydanticCustomError("too-large", "{text} is larger than can be worked with", {"text": text})
    if number != number.quantize(FINEST_AMOUNT):
        raise PydanticCustomError("too-fine", "{text} has more than six decimals", {"text": text})
    return number


def _no_number(text: str) -> PydanticCustomError:
    """The fault of what is no number, or one that has too many digits to be read."""
    numeral = _NUMERAL.fullmatch(text)
    if numeral is None:
        return PydanticCustomError("number", 'found "{text}" where a number belongs', {"text": text})
    if len(numeral[1]) > _MOST_DIGITS or numeral[2] in ("", "+"):
        return PydanticCustomError("too-large", "{text} is larger than can be worked with", {"text": text})
    return PydanticCustomError("too-fine", "{text} has more than six decimals", {"text": text})


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    raise PydanticCustomError("text", "found {text} where words belong", {"text": _shown(value)})


def _filled(value: Any) -> Any:
    text = _text(value)
    if not text.strip():
        raise PydanticCustomError("empty-text", "found nothing where words belong")
    return text


def _compared(value: Any) -> Any:
    text = _text(value)
    if not text.isascii() and NOT_IN_WORDS.search(text):
        raise PydanticCustomError("look-alike", 'found "{text}", with a character that cannot be seen', {"text": text})
    return text


def _filled_compared(value: Any) -> Any:
    return _compared(_filled(value))


def _ident(value: Any) -> Any:
    text = _filled_compared(value)
    if re.search(r"\s", text) or len(text) > LONGEST_ID:
        raise PydanticCustomError("not-an-id", 'found "{text}" where an id belongs', {"text": text})
    return text


def _ruleset_id(value: Any) -> Any:
    text = _ident(value)
    if re.search(r"[/\\:]|^\.", text):
        raise PydanticCustomError("not-a-ruleset-id", 'found "{text}" where an id belongs', {"text": text})
    return text


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Word):
        value = type(value)(_compared(value)) if not value.isascii() else value
        return value.lower() if value.plain and value in ("True", "TRUE", "False", "FALSE") else str(value)
    if isinstance(value, (str, int, Decimal, float)):
        return str(value)
    raise PydanticCustomError("text", "found {text} where a single value belongs", {"text": _shown(value)})


def _day_of_text(value: Any) -> dt.date:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date", "found {text} where a date belongs", {"text": _shown(value)})
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise PydanticCustomError("no-such-date", "{text} is not a day of the calendar", {"text": str(value)}) from None


def _day(value: Any) -> Any:
    day = value if type(value) is dt.date else _day_of_text(value)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError(
            "date-out-of-range", "{text} is outside what can be worked with", {"text": str(value)}
        )
    return day


def _yes_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, Word) and value.plain and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise PydanticCustomError("true-or-false", "found {text} where true or false belongs", {"text": _shown(value)})


def _one_or_many(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else (value,)


def _plain_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _whole_between(low: int, high: int) -> Any:
    return Annotated[int, BeforeValidator(_whole), Field(ge=low, le=high)]


SchemaVersion = Annotated[Literal[1], BeforeValidator(_whole)]
Points = _whole_between(-LARGEST_POINTS, LARGEST_POINTS)
Count = _whole_between(0, LARGEST_POINTS)
Months = _whole_between(1, LONGEST_MONTHS)
Factor = _whole_between(0, LARGEST_FACTOR)
AtLeastOne = _whole_between(1, 1000)
Days = _whole_between(0, LONGEST_DAYS)
Hours = _whole_between(0, 87_600)
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    PlainSerializer(_plain_number, return_type=int | float),
    WithJsonSchema({"type": "number"}),
]
Share = Annotated[Number, Field(gt=0, le=LARGEST_SHARE)]
# A plain word that looks like a number or a truth value is a text where a text belongs; an editor should agree.
_SINGLE = ["string", "number", "boolean"]
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": _SINGLE})]
Words = Annotated[str, BeforeValidator(_filled), WithJsonSchema({"type": _SINGLE, "pattern": r"\S"})]
Name = Annotated[str, BeforeValidator(_compared), WithJsonSchema({"type": _SINGLE})]
"""Words that are compared with other words, not only read: an agency, a field of life."""
FilledName = Annotated[str, BeforeValidator(_filled_compared), WithJsonSchema({"type": _SINGLE, "pattern": r"\S"})]
Column = FilledName
FieldPath = FilledName
"""The name of a field, dotted where it lies deeper: repeat, subject.grade, appeal.window_days."""
Ident = Annotated[
    str, BeforeValidator(_ident), WithJsonSchema({"type": _SINGLE, "pattern": rf"^\S{{1,{LONGEST_ID}}}$"})
]
# A ruleset's id is also a file name.
RulesetId = Annotated[
    str, BeforeValidator(_ruleset_id), WithJsonSchema({"type": _SINGLE, "pattern": r"^[^\s/\\:.][^\s/\\:]{0,199}$"})
]
Cell = Annotated[str, BeforeValidator(_cell), WithJsonSchema({"type": _SINGLE})]
Day = Annotated[dt.date, BeforeValidator(_day)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Idents = tuple[Ident, ...]


def _one_or_more(single: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [single, {"type": "array", "items": single, "minItems": 1}]})


Cells = Annotated[tuple[Cell, ...], BeforeValidator(_one_or_many), Field(min_length=1), _one_or_more({"type": _SINGLE})]
TextOrTexts = Annotated[
    tuple[FilledName, ...],
    BeforeValidator(_one_or_many),
    Field(min_length=1),
    _one_or_more({"type": _SINGLE, "pattern": r"\S"}),
]

Relationship = Literal[
    "spouse", "child", "parent", "friend", "shareholder", "legal_representative", "controller", "household_head",
]  # fmt: skip
Bearer = Literal["self", Relationship]
Topic = Literal[
    "finance", "tax", "court", "traffic", "order", "environment", "family", "speech", "association", "faith", "charity",
    "work", "study", "business", "health", "identity", "consumption", "politics",
]  # fmt: skip
Basis = Literal["reported", "adapted", "claimed", "conjectured", "invented"]
Level = Literal["shown", "on_request", "hidden"]
Item = Literal[
    "score", "grade", "thresholds", "rules", "points", "records", "agencies", "lists", "reasons", "consequences",
    "recipients",
]  # fmt: skip
Audience = Literal["subject", "public", "partner"]
AUDIENCES: dict[Audience, str] = {"subject": "the resident", "public": "the public", "partner": "partners"}
"""Every audience, and the words for it."""
LEVEL_NAMES: dict[str, str] = {"shown": "shown", "on_request": "on request", "hidden": "hidden"}
"""Every level of disclosure, and the words for it; the only place that has them."""
