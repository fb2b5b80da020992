"""Numbers and days as people of many countries write them, and the plain form that is meant.

What can be read in two ways has two plain forms, so that nobody is led to change a value without seeing it.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 12, 31)
"""Every day of a ruleset, of a table and of an assessment lies between them."""
_MINUS = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}\uff0d", "-"))
CURRENCIES = (
    r"[$€£¥￥元₩₹₽₺₪₫₴₱฿]|yuan|EUR|USD|GBP|CHF|CNY|RMB|JPY|KRW|INR|SEK|NOK|DKK|PLN|CZK|HUF|CAD|AUD|NZD|HKD|TWD|SGD|BRL|MXN|"
    r"TRY|RUB|ZAR|Fr\.|kr\.?|zł|Kč|Ft"
)
"""What stands before or behind a number and does not change it."""
_CURRENCY = re.compile(CURRENCIES, re.IGNORECASE)
_GAPS = re.compile(r"[\s_'’\u2009]")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}({re.escape(mark)}\d{{3}})+|\d{{1,2}}(,\d{{2}})+,\d{{3}}") for mark in ",."}


def plain_numbers(text: str) -> tuple[str, ...]:
    """The number as digits with a decimal point: 1.200,50 is 1200.50; 1,200 is 1200 or 1.200; 5% is 0.05 or 5; none for
    other words.
    """
    bare = _GAPS.sub("", _CURRENCY.sub("", text.translate(_MINUS)))
    if bare.endswith("%"):
        of_hundred = plain_numbers(bare[:-1])
        return (*(f"{Decimal(number) / 100:f}" for number in of_hundred), *of_hundred)
    found = re.fullmatch(r"([+-]?)([0-9][0-9.,]*)", bare)
    if not found:
        return ()
    sign, digits = found[1].replace("+", ""), found[2]
    marks = [mark for mark in digits if mark in ".,"]
    if len(set(marks)) == 2:
        last = marks[-1]
        whole, _, rest = digits.rpartition(last)
        grouping = "," if last == "." else "."
        sure = marks.count(last) == 1 and rest and _GROUPED[grouping].fullmatch(whole)
        return (f"{sign}{whole.replace(grouping, '')}.{rest}",) if sure else ()
    if not marks:
        return (sign + digits,)
    mark = marks[0]
    grouped = bool(_GROUPED[mark].fullmatch(digits)) and not digits.startswith("0")
    forms = [digits.replace(mark, "")] if grouped else []
    if len(marks) == 1 and not digits.endswith(mark):
        forms.append(digits.replace(mark, "."))
    return tuple(sign + form for form in forms)


_YEAR_FIRST = re.compile(r"(\d{4})[-/. 年]?(\d{1,2})[-/. 月]?(\d{1,2})日?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})", re.ASCII)


def plain_days(text: str) -> tuple[str, ...]:
    """The day as YYYY-MM-DD: 31.12.2024 is 2024-12-31; 03/04/2021 is 2021-04-03 or 2021-03-04; none for other words."""
    bare = " ".join(text.translate(_MINUS).split())
    if found := _YEAR_FIRST.fullmatch(bare):
        return _existing((found[1], found[2], found[3]))
    if found := _YEAR_LAST.fullmatch(bare):
        year, first, second = found[4], found[1], found[3]
        day_first, month_first = (year, second, first), (year, first, second)
        return _existing(day_first, month_first) if found[2] == "/" else _existing(day_first) or _existing(month_first)
    return ()


def _existing(*days: tuple[str, str, str]) -> tuple[str, ...]:
    forms = []
    for year, month, day in days:
        try:
            found = dt.date(int(year), int(month), int(day))
        except ValueError:
            continue
        if FIRST_DAY <= found <= LAST_DAY:
            forms.append(found.isoformat())
    return tuple(dict.fromkeys(forms))


OF_EVERY_SUBJECT = {
    "type": "the table tells it: residents are persons, the others companies.",
    "age": "give born, the year of birth.",
}
"""The columns that every subject has, so that no table may have them, each with where it comes from."""
