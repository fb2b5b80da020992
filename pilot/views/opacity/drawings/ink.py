"""What the drawings of opacity are made of: many dots as few strokes, and hatching for what is withheld.

A drawing stands in the html of a component, which keeps SVG; its colours are the page's own, by class.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from pilot.views.html import joined

WIDTH, HEIGHT = 340, 46
HATCH = Markup(
    '<svg class="pp-ink" width="0" height="0" aria-hidden="true"><defs><pattern id="pp-ink-hatch" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.5" height="5"/></pattern></defs></svg>'
)
"""The hatching that all drawings on the page refer to; it stands there once."""
Look = Literal["own", "full", "soft", "empty"]
"""A dot: the accent's own, full of ink, half of it, or an outline."""
_PICTURE = Markup('<svg class="pp-ink" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{shapes}</svg>')
_WITHHELD = Markup(
    '<rect class="hatched" x="0.5" y="8.5" width="{width}" height="30"/>'
    '<rect class="paper" x="{left:g}" y="13.5" width="{long:g}" height="20"/>'
    '<text x="{middle}" y="27.5" text-anchor="middle">{words}</text>'
)


@dataclass(frozen=True)
class Drawn:
    """One number of one ruleset as it stands in its row: the figure, the picture, and words under it."""

    figure: str
    picture: Markup
    caption: str | Markup


def picture(label: str, *shapes: Markup, height: int = HEIGHT) -> Markup:
    """The shapes as a picture of the width that all drawings have; `label` says what is to be seen."""
    return _PICTURE.format(width=WIDTH, height=height, label=label, shapes=joined(shapes))


def withheld(words: str) -> Drawn:
    """What stands where there is nothing to draw: a hatched bar that says why."""
    long = min(6.4 * len(words) + 16, WIDTH - 20)
    bar = _WITHHELD.format(width=WIDTH - 1, left=(WIDTH - long) / 2, long=long, middle=WIDTH // 2, words=words)
    return Drawn("–", picture(words, bar), "")


@dataclass(frozen=True)
class Grid:
    """Dots in columns of so many rows, from the left; `pitch` is from one to the next, `top` where the first row is."""

    rows: int
    pitch: float
    left: float = 0
    top: float = 0

    def place(self, number: int) -> tuple[float, float]:
        """The middle of the dot of that number, from 0."""
        column, row = divmod(number, self.rows)
        return self.left + (column + 0.5) * self.pitch, self.top + (row + 0.5) * self.pitch

    def dots(self, first: int, count: int, look: Look, *, colour: str = "") -> Markup:
        """So many dots from the one of that number on, in the colour of the look unless one is given."""
        if count <= 0:
            return Markup()
        lines = "".join(self._lines(first, count))
        size = self.pitch * 0.78
        drawn = self._stroke(lines, look, size, colour)
        return drawn + self._stroke(lines, "inside", max(size - 1.3, size / 2), "") if look == "empty" else drawn

    def _stroke(self, lines: str, look: str, size: float, colour: str) -> Markup:
        style = Markup(' style="stroke:{}"').format(colour) if colour else Markup()
        stroke = Markup('<path class="dots {}" d="{}" stroke-dasharray="0 {:g}" stroke-width="{:g}"{}/>')
        return stroke.format(look, lines, _exact(self.pitch), _exact(size), style)

    def _lines(self, first: int, count: int) -> Iterator[str]:
        """A stroke for each column, whose dashes of no length are its dots."""
        last = first + count
        while first < last:
            within = min(self.rows - first % self.rows, last - first)
            x, y = self.place(first)
            yield f"M{_exact(x):g} {_exact(y):g}v{_exact((within - 1) * self.pitch) + 0.05:g}"
            first += within


def _exact(length: float) -> float:
    return round(length, 2)


def scaled(count: int, most: int) -> int:
    """How many people or rules one dot stands for, where no more than `most` are to be drawn."""
    return max(1, math.ceil(count / most))


def shares(sizes: Iterable[int], one: int) -> list[int]:
    """The dots of each group where one dot stands for `one`; whoever is there has a dot."""
    return [math.ceil(size / one) for size in sizes]


def stands_for(one: int, what: str) -> str:
    """What one dot is, said where it is more than one."""
    return "" if one == 1 else f" · one dot: {one:,} {what}"


def square(cells: int, width: float, height: float) -> Grid:
    """The grid that fills a field best with so many dots."""
    pitch = min(math.sqrt(width * height / max(cells, 1)), 8.0)
    rows = max(1, int(height / pitch))
    while math.ceil(cells / rows) * pitch > width:
        pitch *= 0.98
        rows = max(1, int(height / pitch))
    return Grid(rows, pitch)
