"""Days as whole numbers, and months added to them without surprises."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]

NEVER = 2**31 - 1
"""The day that is never reached: stands where there is no date."""

_EPOCH = dt.date(1970, 1, 1).toordinal()
FIRST_DAY = dt.date(1900, 1, 1).toordinal() - _EPOCH
LAST_DAY = dt.date(2200, 12, 31).toordinal() - _EPOCH


def day_of(date: dt.date) -> int:
    """The number of a date, counted from 1 January 1970."""
    return date.toordinal() - _EPOCH


def date_of(day: int) -> dt.date:
    """The date of a day's number."""
    return dt.date.fromordinal(day + _EPOCH)


@lru_cache(maxsize=64)
def _later_table(months: int) -> Days:
    days = np.arange(FIRST_DAY, LAST_DAY + 1).astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    target = month + months
    last_of_target = (target + 1).astype("datetime64[D]") - 1
    shifted: Days = np.minimum(target.astype("datetime64[D]") + (days - month), last_of_target).astype(np.int64)
    shifted.setflags(write=False)
    return shifted


def later(days: Days, months: int) -> Days:
    """Each day so many months on, clamped to the month's last day; days from 1900 to 2200."""
    moved: Days = _later_table(months).take(days - FIRST_DAY)
    return moved


def last_day_over(as_of: int, months: int) -> int:
    """The last day from which so many months have passed by `as_of`."""
    return int(np.searchsorted(_later_table(months), as_of, side="right")) - 1 + FIRST_DAY


@lru_cache(maxsize=2)
def _period_table(per: str) -> npt.NDArray[np.int64]:
    days = np.arange(FIRST_DAY, LAST_DAY + 1).astype("datetime64[D]")
    table = days.astype("datetime64[M]" if per == "month" else "datetime64[Y]").astype(np.int64)
    table.setflags(write=False)
    return table


def period(days: Days, per: str) -> npt.NDArray[np.int64]:
    """The calendar `month` or `year` that each day falls in, as a running number."""
    numbers: npt.NDArray[np.int64] = _period_table(per).take(days - FIRST_DAY)
    return numbers


def year_of(days: Days) -> npt.NDArray[np.int64]:
    """The calendar year of each day; days after the last that counts are taken as that one."""
    years: npt.NDArray[np.int64] = 1970 + period(np.minimum(days, LAST_DAY), "year")
    return years


def to_dates(days: Days) -> npt.NDArray[np.datetime64]:
    """Day numbers as `datetime64[s]`, `NEVER` as NaT."""
    dates = days.astype("datetime64[D]").astype("datetime64[s]")
    dates[days == NEVER] = np.datetime64("NaT")
    return dates


def to_days(dates: npt.NDArray[np.datetime64]) -> Days:
    """`datetime64` values as day numbers, NaT as `NEVER`."""
    missing = np.isnat(dates)
    days: Days = np.where(missing, np.datetime64(0, "D"), dates.astype("datetime64[D]")).astype(np.int64)
    days[missing] = NEVER
    return days
