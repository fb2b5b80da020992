"""The rules that could explain the last change that was seen, as dots among which the true one cannot be found."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.phrases import count, day
from pilot.views.opacity.drawings.ink import HEIGHT, WIDTH, Drawn, picture, scaled, square, stands_for, withheld

MOST = 4_000
_NAMED = Markup('<circle class="own" cx="8" cy="23" r="5"/><text x="22" y="27">the rule is named</text>')


def rival_field(opacity: Opacity, subject_id: str | None) -> Drawn:
    """Of the chosen resident's last change; of the median one where nobody is chosen."""
    found = opacity.rivals
    if subject_id is None:
        numbers = [rivals.number for rivals in found.values()]
        return _field(round(float(np.median(numbers))), "the median of all") if numbers else _none()
    seen = found.get(subject_id)
    if seen is None:
        return _none()
    if seen.change.named:
        return Drawn("1", picture("The rule is named", _NAMED), f"seen on {day(seen.change.on)}")
    parts = f"{count(len(seen.rules), 'rule')}, {count(seen.pairs, 'pair')}"
    return _field(seen.number, f"{parts}; seen on {day(seen.change.on)}")


def _none() -> Drawn:
    return withheld("no change is shown")


def _field(number: int, words: str) -> Drawn:
    one = scaled(number, MOST)
    dots = -(-number // one)
    grid = square(dots, WIDTH, HEIGHT)
    label = f"{number:,} explanations, one of them true"
    return Drawn(f"{number:,}", picture(label, grid.dots(0, dots, "full")), words + stands_for(one, "of them"))
