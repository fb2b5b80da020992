"""From an error to its mending in four steps, and who falls out at each."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.opacity.remedy import Remedy
from pilot.phrases import listed
from pilot.views.html import joined
from pilot.views.opacity.drawings.ink import WIDTH, Drawn, Grid, picture, scaled, shares, stands_for, withheld

STEPS = ("wronged", "can know", "can contest", "righted")
ACROSS, MOST = 10, 20
LONG = WIDTH / len(STEPS)
PITCH = 7.6
FIRST, DOWN = 17.0, 7.4
_STAIRS = Markup('<path class="stairs" d="{}"/>')
_CAPTION = Markup('<span class="pp-steps">{}</span>{}')
_STEP = Markup("<span>{} <b>{:,}</b></span>")


def remedy_steps(opacity: Opacity) -> Drawn:
    """Filled who gets so far, an outline who falls out on the way there."""
    found = opacity.remedy
    if found is None:
        grades = "no grades are kept" if not opacity.assessment.ruleset.bands else "what is true is not known here"
        return withheld(grades)
    numbers = steps_of(found)
    one = scaled(max(numbers), MOST)
    dots = shares(numbers, one)
    words = ", ".join(f"{word} {number:,}" for word, number in zip(STEPS, numbers, strict=True))
    steps = joined(_STEP.format(word, number) for word, number in zip(STEPS, numbers, strict=True))
    if not numbers[0]:
        return Drawn("–", picture("No error lowers a grade", *_shapes(dots)), "no error on record lowers a grade")
    drawn = picture(f"Of those whose grade an error lowers: {words}", *_shapes(dots))
    return Drawn(f"{numbers[-1]:,}", drawn, _CAPTION.format(steps, _fallen(found) + stands_for(one, "people")))


def steps_of(found: Remedy) -> tuple[int, int, int, int]:
    """How many get to each step."""
    return len(found.lowered_by_error), len(found.could_know), len(found.could_contest), len(found.put_right)


def _fallen(found: Remedy) -> str:
    why = [f"{len(found.rejected):,} rejected"] if found.rejected else []
    why += [f"{len(found.too_late):,} too late"] if found.too_late else []
    return f" {listed(why, 'and')}" if why else ""


def _shapes(dots: Sequence[int]) -> list[Markup]:
    stairs = f"M0 {FIRST}" + "".join(f"h{LONG:g}v{DOWN}" for _ in STEPS[1:]) + f"h{LONG:g}"
    shapes = [_STAIRS.format(stairs)]
    before = dots[0]
    for step, number in enumerate(dots):
        floor, left = FIRST + step * DOWN, step * LONG + 2
        shapes.append(_row(number, left, floor - 1, "own", up=True))
        shapes.append(_row(before - number, left, floor + 1, "empty", up=False))
        before = number
    return shapes


def _row(number: int, left: float, edge: float, look: str, *, up: bool) -> Markup:
    """Dots on a step, or fallen under it, in one row or two."""
    rows = 1 if number <= ACROSS else 2
    top = edge - rows * PITCH if up else edge
    grid = Grid(rows, PITCH, left=left, top=top)
    return grid.dots(0, number, "own" if look == "own" else "empty")
