"""Days whose month is written as a word, in the languages of Europe: 31-Dec-24, 4. März 2024, 1er août 2024."""

from __future__ import annotations

import re

_NAMES = (
    "january jan januar jänner jän janvier janv enero ene gennaio gen januari janeiro",
    "february feb februar février févr febrero febbraio februari fevereiro fev",
    "march mar märz mär mrz mars marzo maart mrt março",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag mei maio",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août agosto ago augustus",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
)
_MONTHS = {name: month for month, names in enumerate(_NAMES, 1) for name in names.split()}
_DAY_FIRST = re.compile(
    r"([0-9]{1,2})(?:\.|st|nd|rd|th|er|º)?[-. ]*(?:de )?([^\W\d_]+)\.?[-. ,]*(?:de )?([0-9]{4}|[0-9]{2})"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?[- ]+([0-9]{1,2})(?:st|nd|rd|th)?,?[- ]+([0-9]{4})")


def named_month(cell: str) -> tuple[str, str, str] | None:
    """Year, month and day as digits; None where no month is named."""
    if found := _DAY_FIRST.fullmatch(cell):
        day, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(cell):
        name, day, year = found.groups()
    else:
        return None
    month = _MONTHS.get(name.casefold())
    return None if month is None else (year, str(month), day)
