"""The entries of one file as marks, line by line what is shown of each; the shares over the city beside them."""

from __future__ import annotations

from dataclasses import astuple
from typing import NamedTuple

from markupsafe import Markup

from pilot.disclosure.opacity.entries import EntryShares
from pilot.disclosure.opacity.measures import Opacity
from pilot.phrases import count
from pilot.report.opacity_figures import share
from pilot.views.opacity.drawings.ink import WIDTH, Drawn, picture

LINES = ("known at all", "points", "reason", "sender", "recipients")
HEIGHT, ROW = 62, 12.4
LEFT, RIGHT = 72, 246
MOST = 80
"""More marks than these run together into one bar."""
_LABEL = Markup('<text x="0" y="{y:g}">{words}</text>')
_SHARE = Markup('<text class="share" x="{x}" y="{y:g}" text-anchor="end">{words}</text>')


def entry_marks(comes: Opacity, subject_id: str | None, *, requested: bool) -> Drawn:
    """Filled what is shown as it comes; an outline, filled with `requested`, what asking brings; the rest hatched."""
    after = comes.after_asking
    of_city = [_parts(opacity.entries) for opacity in (comes, after)]
    own = [opacity.entries_of(subject_id) for opacity in (comes, after)] if subject_id else None
    marks = [_parts(shares) for shares in own] if own else of_city
    number = own[0].count if own else comes.entries.count
    lines = (
        _line(place, number, (marks[0][place], marks[1][place]), (of_city[0][place], of_city[1][place]))
        for place in range(len(LINES))
    )
    known = [round((parts[0] or 0) * number) for parts in marks]
    return Drawn(
        figure=f"{known[requested]:,}" if number else "–",
        picture=picture(_label(number, known), *(_shapes(line, requested=requested) for line in lines), height=HEIGHT),
        caption=_caption(comes, number, subject_id),
    )


def _parts(shares: EntryShares) -> list[float | None]:
    return list(astuple(shares)[1:])


def _label(number: int, known: list[int]) -> str:
    return f"Of {count(number, 'entry', 'entries')}, {known[0]:,} known as it comes, {known[1]:,} after asking"


def _caption(comes: Opacity, number: int, subject_id: str | None) -> str:
    whole = comes.entries.count
    own = f"marks: {count(number, 'entry', 'entries')} · " if subject_id else ""
    return f"{own}right: all {whole:,}, before → after asking"


class _Line(NamedTuple):
    """One line of marks: how many there are, of these shown as it comes and after asking, and the shares beside."""

    y: float
    words: str
    number: int
    now: int
    later: int
    shares: str


class _Run(NamedTuple):
    """Marks in a row, as a dashed stroke."""

    y: float
    left: float
    right: float
    step: float
    gap: float


def _line(
    place: int, number: int, own: tuple[float | None, float | None], city: tuple[float | None, float | None]
) -> _Line:
    now, later = (round((part or 0) * number) for part in own)
    return _Line((place + 0.5) * ROW, LINES[place], number, now, later, f"{share(city[0])} → {share(city[1])}")


def _shapes(line: _Line, *, requested: bool) -> Markup:
    return (
        _LABEL.format(y=line.y + 3.8, words=line.words)
        + _stretch(line, 0, line.now, "full")
        + _stretch(line, line.now, line.later, "brought" if requested else "open")
        + _stretch(line, max(line.now, line.later), line.number, "hatch")
        + _SHARE.format(x=WIDTH, y=line.y + 3.8, words=line.shares)
    )


def _stretch(line: _Line, first: int, last: int, look: str) -> Markup:
    """The marks from one to another; an outline is a stroke within a stroke."""
    if last <= first:
        return Markup()
    step = (RIGHT - LEFT) / line.number
    gap = min(2.0, step * 0.25) if line.number <= MOST else 0
    run = _Run(line.y, LEFT + first * step, LEFT + last * step - gap, step, gap)
    outer = _dashed(look, 8.6, run)
    return outer + _dashed("open inside", 6.2, run, within=min(1.2, step * 0.2)) if look == "open" else outer


def _dashed(look: str, wide: float, run: _Run, within: float = 0) -> Markup:
    long, space = run.step - run.gap - 2 * within, run.gap + 2 * within
    dash = Markup(' stroke-dasharray="{:.2f} {:.2f}"').format(long, space) if run.gap else Markup()
    stroke = Markup('<path class="mark {}" d="M{:.2f} {:g}H{:.2f}" stroke-width="{:g}"{}/>')
    return stroke.format(look, run.left + within, run.y, run.right - within, wide, dash)
