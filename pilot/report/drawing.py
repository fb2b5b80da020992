"""A tall card in SVG, drawn from top to bottom with text that stays text; no file, font or address is loaded."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from pilot.report.printed_page import text

WIDTH, EDGE, ROW = 440, 22, 23


class Drawing:
    """Shapes from top to bottom; `y` is where the next one begins.

    `name` makes the ids of the picture its own, so that two of them can stand on one page.
    """

    def __init__(self, name: str) -> None:
        self.shapes: list[str] = []
        self.hatch = f"hatch-{re.sub('[^a-z0-9]+', '-', name.lower())}"
        self.y = 16.0

    def text(self, x: float, said: str, size: float, *, end: bool = False, bold: bool = False) -> None:
        """One line of text on the current row."""
        right = ' text-anchor="end"' if end else ""
        weight = ' font-weight="700"' if bold else ""
        self.shapes.append(f'<text x="{x:g}" y="{self.y:g}" font-size="{size:g}"{right}{weight}>{safe(said)}</text>')

    def paragraph(self, said: str, size: float, width: int, *, bold: bool = False) -> None:
        """Text wrapped after so many characters."""
        for line in textwrap.wrap(said, width, break_on_hyphens=False) or [""]:
            self.y += size * 1.32
            self.text(EDGE, line, size, bold=bold)

    def line(self, weight: float) -> None:
        """A rule across the card."""
        self.y += 10
        ends = f'x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{self.y:g}" y2="{self.y:g}"'
        self.shapes.append(f'<line {ends} stroke="#211e1a" stroke-width="{weight:g}"/>')
        self.y += weight / 2

    def blank(self, x: float, width: float, name: str) -> None:
        """A hatched bar with its name inside, ending at the text's own baseline."""
        box = f'x="{x:g}" y="{self.y - 12:g}" width="{width:g}" height="16"'
        self.shapes.append(f'<rect {box} fill="url(#{self.hatch})" stroke="#8f887c"/>')
        inside, middle = 5.4 * len(name) + 6, x + width / 2
        behind = f'x="{middle - inside / 2:g}" y="{self.y - 11:g}" width="{inside:g}" height="14"'
        place = f'x="{middle:g}" y="{self.y - 0.5:g}" font-size="10.5" text-anchor="middle"'
        self.shapes.append(f'<rect {behind} fill="#fbfaf6"/>\n<text {place}>{safe(name)}</text>')

    def pairs(self, rows: Sequence[tuple[str, str | None]]) -> None:
        """A name to the left, its value to the right, a row each; a blank where there is no value."""
        for name, value in rows:
            self.y += ROW
            self.text(EDGE, name, 13)
            if value is None:
                self.blank(WIDTH - EDGE - 90, 90, "not stated")
            else:
                self.text(WIDTH - EDGE, value, 13, end=True, bold=True)

    def svg(self, title: str) -> str:
        """The whole picture, as high as what was drawn; `title` is what a screen reader says of it."""
        height = self.y + 12
        size = f'width="{WIDTH}" height="{height:g}" viewBox="0 0 {WIDTH} {height:g}"'
        edge = f'x="1" y="1" width="{WIDTH - 2}" height="{height - 2:g}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
            f'font-family="Georgia, \'Noto Serif\', serif" fill="#211e1a">\n<title>{safe(title)}</title>\n'
            f'<defs><pattern id="{self.hatch}" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="1.6" height="6" fill="#8f887c"/></pattern></defs>\n'
            f'<rect {edge} fill="#fbfaf6" stroke="#211e1a" stroke-width="2"/>\n' + "\n".join(self.shapes) + "\n</svg>\n"
        )


def safe(said: str) -> str:
    """Text for XML, which has no place for control characters."""
    return text(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", said))
