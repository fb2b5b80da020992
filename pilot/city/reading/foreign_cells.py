"""Days, numbers and truth values as spreadsheets of many countries write them, each read by one way of writing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from pilot.city.reading.month_names import named_month
from pilot.written_forms import CURRENCIES, FIRST_DAY, LAST_DAY, plain_days

_SERIAL_ORIGIN = dt.date(1899, 12, 30)
_MIDNIGHT = re.compile(r",?[ T](0?0:00(:00(\.0+)?)?( ?AM)?Z?|12:00(:00)? ?AM)$", re.IGNORECASE)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./ ])([0-9]{1,2})\2([0-9]{4}|(?<=[./])[0-9]{2})")
_LAST_SHORT_YEAR = 29
"""Of years of two digits, spreadsheets take 00 to 29 for this century and 30 to 99 for the last."""


def _day_first(cell: str) -> str | None:
    found = _YEAR_LAST.fullmatch(_MIDNIGHT.sub("", cell))
    return _existing(found[4], found[3], found[1]) if found else None


def _month_first(cell: str) -> str | None:
    """Points stand between numbers only where the day comes first."""
    found = _YEAR_LAST.fullmatch(_MIDNIGHT.sub("", cell))
    if not found or found[2] not in "/-":
        return _day_first(cell)
    return _existing(found[4], found[1], found[3])


def _year_first(cell: str) -> str | None:
    found = plain_days(_MIDNIGHT.sub("", cell)) if re.match(r"[0-9]{4}[-/.年 ]|[0-9]{8}$", cell) else ()
    return found[0] if found else None


def _serial(cell: str) -> str | None:
    """Fewer than five digits are rather a year than a day before 1927."""
    if not re.fullmatch(r"[1-9][0-9]{4,5}", cell):
        return None
    day = _SERIAL_ORIGIN + dt.timedelta(days=int(cell))
    return day.isoformat() if FIRST_DAY <= day <= LAST_DAY else None


def _named(cell: str) -> str | None:
    found = named_month(_MIDNIGHT.sub("", cell))
    return _existing(*found) if found else None


def _any_order(cell: str) -> str | None:
    found = {read(cell) for read in (_day_first, _month_first, _year_first, _serial, _named)} - {None}
    return found.pop() if len(found) == 1 else None


def _existing(year: str, month: str, day: str) -> str | None:
    if len(year) == 2:
        year = f"{20 if int(year) <= _LAST_SHORT_YEAR else 19}{year}"
    found = plain_days(f"{year}-{month}-{day}")
    return found[0] if found else None


_GAPS = " '’\u00a0\u2009\u202f"
_MINUS = str.maketrans("\N{MINUS SIGN}\N{EN DASH}\uff0d", "---")
_CURRENCY = re.compile(rf"[{_GAPS}]*({CURRENCIES})[{_GAPS}]*")


def _comma(cell: str) -> str | None:
    return _number(cell, rf"([+-]?)([0-9]{{1,3}}(?:[.{_GAPS}][0-9]{{3}})+|[0-9]+)(?:,([0-9]+))?")


def _grouped(cell: str) -> str | None:
    return _number(cell, rf"([+-]?)([0-9]{{1,3}}(?:[,{_GAPS}][0-9]{{3}})+|[0-9]+)(?:\.([0-9]+))?")


def _number(cell: str, form: str) -> str | None:
    found = re.fullmatch(form, _CURRENCY.sub("", cell.translate(_MINUS), count=1))
    if not found:
        return None
    whole = re.sub(r"[^0-9]", "", found[2])
    return found[1] + whole + (f".{found[3]}" if found[3] else "")


DAYS: Mapping[str, Callable[[str], str | None]] = {
    "day-first": _day_first,
    "month-first": _month_first,
    "year-first": _year_first,
    "day-numbers": _serial,
    "named-months": _named,
    "any-order": _any_order,
}
"""The ways to write a day; each reads a cell, or None. The last one, in which every cell can be read in one way only,
counts where no other fits.
"""
NUMBERS: Mapping[str, Callable[[str], str | None]] = {"decimal-comma": _comma, "grouped-thousands": _grouped}
TRUTHS = {
    **dict.fromkeys(
        ("wahr", "ja", "vrai", "oui", "verdadero", "sí", "vero", "sì", "verdadeiro", "waar", "真", "是"), "true"
    ),
    **dict.fromkeys(("falsch", "nein", "faux", "non", "falso", "onwaar", "nee", "假", "否"), "false"),
}
"""What spreadsheets of other languages, and people who use them, write for true and false."""
