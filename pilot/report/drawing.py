"""A tall card in SVG, drawn from top to bottom with text that stays text; no file, font or address is loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from pilot.report.text_width import length, wrapped

WIDTH, EDGE, ROW = 480, 24, 22
ROOM = WIDTH - 2 * EDGE
SIZE = 12.5
ENDS = (WIDTH - EDGE - 104, WIDTH - EDGE)
"""Where the columns of a row end: as it comes, and after asking."""
TEXT = Markup('<text x="{x:g}" y="{y:g}" font-size="{size:g}"{look}>{words}</text>')
END, BOLD = Markup(' text-anchor="end"'), Markup(' font-weight="700"')
LINE = Markup('<line x1="{left}" x2="{right}" y1="{y:g}" y2="{y:g}" stroke="#211e1a" stroke-width="{weight:g}"/>')
BLANK = Markup("""\
<rect x="{x:g}" y="{top:g}" width="{width:g}" height="16" fill="url(#{hatch})" stroke="#8f887c"/>
<rect x="{inner:g}" y="{inner_top:g}" width="{inner_width:g}" height="14" fill="#fbfaf6"/>
<text x="{middle:g}" y="{base:g}" font-size="10.5" text-anchor="middle">{words}</text>""")
PICTURE = Markup("""\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:g}" viewBox="0 0 {width} {height:g}" \
role="img" font-family="Georgia, 'Noto Serif', serif" fill="#211e1a">
<title>{title}</title>
<defs><pattern id="{hatch}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
<rect width="1.6" height="6" fill="#8f887c"/></pattern></defs>
<rect x="1" y="1" width="{inner_width}" height="{inner_height:g}" fill="#fbfaf6" stroke="#211e1a" stroke-width="2"/>
{shapes}
</svg>
""")


class Drawing:
    """Shapes from top to bottom; `y` is where the next one begins.

    `name` makes the ids of the picture its own, so that two of them can stand on one page.
    """

    def __init__(self, name: str) -> None:
        self.shapes: list[Markup] = []
        self.hatch = f"hatch-{re.sub('[^a-z0-9]+', '-', name.lower())}"
        self.y = 16.0

    def text(self, x: float, words: str, size: float, *, end: bool = False, bold: bool = False) -> None:
        """One line of text on the current row."""
        look = (END if end else Markup()) + (BOLD if bold else Markup())
        self.shapes.append(TEXT.format(x=x, y=self.y, size=size, look=look, words=drawable(words)))

    def paragraph(self, words: str, size: float, *, bold: bool = False) -> None:
        """Text in as many lines as it takes between the margins."""
        for line in wrapped(drawable(words), size, ROOM, bold=bold):
            self.y += size * 1.32
            self.text(EDGE, line, size, bold=bold)

    def line(self, weight: float) -> None:
        """A rule across the card."""
        self.y += 10
        self.shapes.append(LINE.format(left=EDGE, right=WIDTH - EDGE, y=self.y, weight=weight))
        self.y += weight / 2

    def blank(self, x: float, width: float, name: str) -> None:
        """A hatched bar with its name inside, ending at the text's own baseline."""
        inner_width, middle = length(name, 10.5) + 6, x + width / 2
        bar = {"x": x, "top": self.y - 12, "width": width, "hatch": self.hatch}
        inner = {"inner": middle - inner_width / 2, "inner_top": self.y - 11, "inner_width": inner_width}
        words = {"middle": middle, "base": self.y - 0.5, "words": drawable(name)}
        self.shapes.append(BLANK.format(**bar, **inner, **words))

    def pair(self, name: str, value: str | None) -> None:
        """A name to the left, its value to the right; under it where both do not fit side by side; a blank for None."""
        self.y += ROW
        self.text(EDGE, name, SIZE)
        if value is None:
            self.blank(WIDTH - EDGE - 100, 100, "not stated")
            return
        if length(name, SIZE) + length(value, SIZE, bold=True) + 12 > ROOM:
            self.y += ROW
        for number, line in enumerate(wrapped(drawable(value), SIZE, ROOM, bold=True)):
            self.y += ROW if number else 0
            self.text(WIDTH - EDGE, line, SIZE, end=True, bold=True)

    def row(self, name: str, values: Sequence[str], size: float = SIZE, *, bold: bool = True) -> None:
        """A name to the left and a value at the right end of each column."""
        self.y += ROW
        self.text(EDGE, name, SIZE)
        for end, value in zip(ENDS, values, strict=True):
            self.text(end, value, size, end=True, bold=bold)

    def svg(self, title: str) -> Markup:
        """The whole picture, as high as what was drawn; `title` is what a screen reader says of it."""
        height = self.y + 12
        return PICTURE.format(
            width=WIDTH,
            height=height,
            inner_width=WIDTH - 2,
            inner_height=height - 2,
            title=drawable(title),
            hatch=self.hatch,
            shapes=Markup("\n").join(self.shapes),
        )


def drawable(words: str) -> str:
    """Words without the control characters that XML has no place for."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words)
