"""The field: a dot for each simple rule, a row for each kind of record; what the screens rule out is hollow."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from pilot.disclosure.guessing.candidates import POINTS, Family, Mask
from pilot.disclosure.guessing.offers import SimpleRule
from pilot.phrases import count, number, plural
from pilot.views import html
from pilot.views.guess.shown_round import ShownRound
from pilot.views.pieces import marks

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="none">'
    '<pattern id="f" width="1" height="1" patternUnits="userSpaceOnUse"><circle cx=".5" cy=".5" r=".33"/></pattern>'
    '<pattern id="h" width="1" height="1" patternUnits="userSpaceOnUse"><circle cx=".5" cy=".5" r=".26" fill="none" '
    'stroke="#000" stroke-width=".16" stroke-opacity=".45"/></pattern>'
    '<path fill="url(#f)" d="{filled}"/><path fill="url(#h)" d="{hollow}"/></svg>'
)
"""In the cells' own units; its ink is a mask, so that the page gives it the colour."""
FIELD = Markup(
    '<figure class="pp-field" style="--high:{high}px"><span class="pp-rows" aria-hidden="true">{kinds}</span>'
    '<div class="pp-dots">'
    '<i role="img" aria-label="{described}" style="mask-image:url(data:image/svg+xml;base64,{picture})"></i>'
    "{rings}</div>"
    "<figcaption><span>−{most} points</span><span>{legend}</span><span>+{most}</span></figcaption></figure>"
)
RING = Markup(
    '<b class="pp-ring {kind}" style="left:{left:.3f}%;top:{top:.3f}%"></b>'
    '<span class="pp-ringed {kind} {side}" style="{edge}:{away:.3f}%;top:{top:.3f}%">{label}</span>'
)
NAMED = 3
"""So many kinds are named in one row of the table."""
EDGE = 25
"""Per cent of the width that the words of a ring need."""
LOWEST, HIGHEST, ROOM = 2, 20, 430
"""Pixels: the bounds of a cell's height, and what there is for all of them."""


@dataclass(frozen=True)
class Ring:
    """A dot that is ringed, with its words; `kind` is a class of the style sheet."""

    rule: SimpleRule
    label: str
    kind: str


def field(family: Family, mask: Mask, rings: Sequence[Ring]) -> Markup:
    """The field with the rules that stand in `mask` filled; the others are hollow."""
    standing, fallen = int(mask.sum()), int((~mask).sum())
    described = f"{family.size:,} dots, one for each simple rule: {standing:,} filled, {fallen:,} hollow."
    return FIELD.format(
        kinds=count(len(family.kinds), "kind of record", "kinds of record"),
        described=described,
        picture=picture(mask),
        rings=html.joined(_ring(family, ring, rings) for ring in rings),
        most=int(POINTS.max()),
        high=_cell(len(family.kinds)) * len(family.kinds),
        legend="filled: fits · hollow: fell" if fallen else "",
    )


def _cell(kinds: int) -> int:
    """How high a dot's cell is, so that a field of few kinds is seen and one of many still has dots."""
    return max(LOWEST, min(HIGHEST, ROOM // max(kinds, 1)))


def picture(mask: Mask) -> str:
    """The dots as an image, in base64: a filled and a hollow pattern over as few rectangles as rows alike allow."""
    height, width = mask.shape
    drawn = PICTURE.format(width=width, height=height, filled=_path(mask), hollow=_path(~mask))
    return b64encode(drawn.encode()).decode()


def _path(mask: Mask) -> str:
    return "".join(
        f"M{first} {top}h{after - first}v{rows}h{first - after}z"
        for top, rows in _alike(mask)
        for first, after in runs(mask[top])
    )


def _alike(mask: Mask) -> Iterator[tuple[int, int]]:
    """Rows that follow each other and are alike: the first, and how many."""
    begins = [0, *(np.flatnonzero((mask[1:] != mask[:-1]).any(axis=1)) + 1).tolist(), len(mask)]
    return ((first, after - first) for first, after in pairwise(begins))


def runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The runs of true cells: the first of each, and the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _ring(family: Family, ring: Ring, rings: Sequence[Ring]) -> Markup:
    row, column = family.place(ring.rule.kind, ring.rule.points)
    left, top = 100 * (column + 0.5) / len(POINTS), 100 * (row + 0.5) / len(family.kinds)
    before_another = any(ring.rule.points < other.rule.points for other in rings)
    turned = left > EDGE if before_another else left > 100 - EDGE
    return RING.format(
        kind=ring.kind, left=left, top=top, label=ring.label,
        side="pp-left" if turned else "pp-right",
        edge="right" if turned else "left",
        away=100 - left if turned else left,
    )  # fmt: skip


def table(shown: ShownRound) -> Markup:
    """The same count by kinds of record, those alike in one row."""
    groups: dict[bytes, list[int]] = {}
    for row, cells in enumerate(shown.mask):
        groups.setdefault(cells.tobytes(), []).append(row)
    rows = [
        (_kinds(shown, members), _points(shown.mask[members[0]]), number(int(shown.mask[members].sum())))
        for members in sorted(groups.values(), key=len)
    ]
    total = ("All", "", number(shown.standing))
    return Markup('<details class="pp-count-table"><summary>The count as a table</summary>{}</details>').format(
        marks.table(("Record", "Points that fit", "Rules"), [*rows, total], numbers=(2,), kind="pp-few-columns")
    )


def _kinds(shown: ShownRound, rows: Sequence[int]) -> str:
    if len(rows) > NAMED:
        return f"{number(len(rows))} {plural(len(rows), 'kind', 'kinds')}"
    return "; ".join(shown.title(shown.family.kinds[row]) for row in rows)


def _points(cells: NDArray[np.bool_]) -> str:
    spans = [(marks.points(int(POINTS[first])), marks.points(int(POINTS[after - 1]))) for first, after in runs(cells)]
    return ", ".join(low if low == high else f"{low} to {high}" for low, high in spans) or "none"
