"""Everybody as a dot, those who see exactly the same screen together, the chosen resident's own group first."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.phrases import count
from pilot.views.opacity.drawings.ink import WIDTH, Drawn, Grid, picture, scaled, shares, stands_for, withheld

ROWS, TOP = 9, 0.5
GROUPS = 12
"""Groups that stand apart; smaller ones, and screens that one person alone has, run together at the end."""
MOST = 1_200
GAP = 1
_RING = Markup('<circle class="ring" cx="{:g}" cy="{:g}" r="{:g}"/>')


def look_alike_dots(opacity: Opacity, subject_id: str | None) -> Drawn:
    """Filled those who see the same and have another file; half filled those whose file is the same as well."""
    screens = opacity.screens
    if not len(screens):
        return withheld("nobody is covered")
    sizes = screens.value_counts()
    kinds = f"{count(len(sizes), 'different screen')} for {count(len(screens), 'person or firm', 'people and firms')}"
    if subject_id is None:
        middle = int(opacity.look_alikes.median())
        drawn = _field(0, 0, [int(size) for size in sizes])
        return Drawn(f"{middle:,}", picture(f"{kinds}", drawn[0]), f"half have so many or more · {kinds}{drawn[1]}")
    alike = int(opacity.look_alikes[subject_id])
    own = screens[subject_id]
    same_file = int(sizes[own]) - alike
    drawn = _field(same_file, alike, [int(size) for screen, size in sizes.items() if screen != own])
    words = f"{alike:,} with another file see the same screen"
    return Drawn(f"{alike:,}", picture(f"{words}; {kinds}", drawn[0]), f"{kinds}{drawn[1]}")


def _field(same_file: int, alike: int, others: Sequence[int]) -> tuple[Markup, str]:
    """The dots of the own group, then those of the others, largest first, and what one dot stands for."""
    one = scaled(same_file + alike + sum(others), MOST)
    same, filled = shares((same_file, alike), one)
    apart = [size for size in others[:GROUPS] if size > 1]
    rest = sum(others) - sum(apart)
    groups = shares([*apart, *([rest] if rest else [])], one)
    own_columns = _columns(same + filled)
    columns = own_columns + sum(_columns(group) + GAP for group in groups) + bool(own_columns)
    pitch = min(5.0, WIDTH / max(columns, 1))
    grid = Grid(ROWS, pitch, left=0.5, top=TOP)
    shapes = [grid.dots(0, same, "soft"), grid.dots(same, filled, "own")]
    column = own_columns + 2 * bool(own_columns)
    for group in groups:
        shapes.append(grid.dots(column * ROWS, group, "empty"))
        column += _columns(group) + GAP
    if same:
        shapes.append(_RING.format(*grid.place(0), pitch * 0.55))
    return Markup().join(shapes), stands_for(one, "people")


def _columns(dots: int) -> int:
    return -(-dots // ROWS)
