"""The entries of one file as lengths of time: hatched as long as nobody could know of them, a dot once one could."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.phrases import count
from pilot.views.opacity.drawings.ink import WIDTH, Drawn, picture, withheld

AXIS, LOWEST = 34.5, 32.0
MOST = 30
"""Lines that can be told apart; of a longer file the last ones are drawn."""
YEARS = 8
_AXIS = Markup('<path class="axis" d="M0 {y}H{width}"/>{years}')
_YEAR = Markup('<text class="year" x="{x:.1f}" y="45"{end}>{year}</text>')


def dark_lines(opacity: Opacity, subject_id: str | None) -> Drawn:
    """How many entries are unknown to this day, and since when; of the city where nobody is chosen."""
    entries = opacity.darkness.entries
    if subject_id is not None:
        entries = entries[entries["subject_id"] == subject_id]
    if not len(entries):
        return withheld("there is no entry")
    still = int(entries["still"].sum())
    days = round(float(entries["days"].median()))
    words = f"{still:,} of {len(entries):,} unknown to this day; half of them for {count(days, 'day')} or more"
    shown = entries.tail(MOST)
    cut = f" · the last {MOST} are drawn" if len(entries) > MOST else ""
    drawn = picture(words, *_lines(shown, opacity.assessment.ruleset.opens_on, opacity.assessment.as_of))
    return Drawn(f"{still:,}", drawn, f"{_half(opacity, len(entries), days)}{cut}")


def _half(opacity: Opacity, number: int, days: int) -> str:
    if days:
        return f"half of {number:,} are unknown for {count(days, 'day')} or more"
    given = opacity.assessment.ruleset.disclosure.on_request(opacity.audience)
    who = " by whoever asks every day" if opacity.requested and given else ""
    return f"half of {number:,} or more are known on the day{who}"


def _lines(entries: pd.DataFrame, first: dt.date, last: dt.date) -> Iterator[Markup]:
    whole = max((last - first).days, 1)
    step = min(3.2, LOWEST / len(entries))
    dark, dots = [], []
    days = (entries["date"] - pd.Timestamp(first)).dt.days
    for place, (start, waited, still) in enumerate(zip(days, entries["days"], entries["still"], strict=True)):
        y, left, right = 1.5 + place * step, start * WIDTH / whole, min((start + waited) * WIDTH / whole, WIDTH)
        if right - left > 1:
            dark.append(f"M{left:.1f} {y:.1f}H{right:.1f}")
        if not still:
            dots.append(f"M{min(right, WIDTH - 1.5):.1f} {y:.1f}h0")
    yield Markup('<path class="mark hatch" d="{}" stroke-width="{:.2f}"/>').format("".join(dark), step * 0.85)
    yield Markup('<path class="dots own" d="{}" stroke-width="{:.2f}"/>').format("".join(dots), max(step, 2.4) * 1.25)
    yield _axis(first, last, whole)


def _axis(first: dt.date, last: dt.date, whole: int) -> Markup:
    years = range(first.year if (first.month, first.day) == (1, 1) else first.year + 1, last.year + 1)
    chosen = years[:: -(-len(years) // YEARS)] if years else ()
    places = [((dt.date(year, 1, 1) - first).days * WIDTH / whole, year) for year in chosen]
    labels = Markup().join(
        _YEAR.format(x=min(x, WIDTH), year=year, end=Markup(' text-anchor="end"') if x > WIDTH - 26 else "")
        for x, year in places
    )
    return _AXIS.format(y=AXIS, width=WIDTH, years=labels)
