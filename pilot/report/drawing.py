"""A tall card in SVG, drawn from top to bottom with text that stays text; no file, font or address is loaded."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from markupsafe import Markup

WIDTH, EDGE, ROW = 440, 22, 23
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

    def paragraph(self, words: str, size: float, width: int, *, bold: bool = False) -> None:
        """Text wrapped after so many characters."""
        for line in textwrap.wrap(words, width, break_on_hyphens=False) or [""]:
            self.y += size * 1.32
            self.text(EDGE, line, size, bold=bold)

    def line(self, weight: float) -> None:
        """A rule across the card."""
        self.y += 10
        self.shapes.append(LINE.format(left=EDGE, right=WIDTH - EDGE, y=self.y, weight=weight))
        self.y += weight / 2

    def blank(self, x: float, width: float, name: str) -> None:
        """A hatched bar with its name inside, ending at the text's own baseline."""
        inner_width, middle = 5.4 * len(name) + 6, x + width / 2
        bar = {"x": x, "top": self.y - 12, "width": width, "hatch": self.hatch}
        inner = {"inner": middle - inner_width / 2, "inner_top": self.y - 11, "inner_width": inner_width}
        words = {"middle": middle, "base": self.y - 0.5, "words": drawable(name)}
        self.shapes.append(BLANK.format(**bar, **inner, **words))

    def pairs(self, rows: Sequence[tuple[str, str | None]]) -> None:
        """A name to the left, its value to the right, a row each; a blank where there is no value."""
        for name, value in rows:
            self.y += ROW
            self.text(EDGE, name, 13)
            if value is None:
                self.blank(WIDTH - EDGE - 90, 90, "not stated")
            else:
                self.text(WIDTH - EDGE, value, 13, end=True, bold=True)

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
