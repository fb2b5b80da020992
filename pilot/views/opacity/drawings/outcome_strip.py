"""The grades of one resident in a thousand rulesets that all fit what is published, as a strip of outcomes."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from pilot.disclosure.opacity.measures import DRAWINGS, Opacity
from pilot.phrases import plural
from pilot.views.opacity.drawings.ink import WIDTH, Drawn, Grid, picture, withheld

ROWS = 10


def outcome_strip(opacity: Opacity, subject_id: str | None) -> Drawn:
    """How many different grades come out, best first from the left; where nobody is chosen, whose grade is settled."""
    ruleset = opacity.assessment.ruleset
    if not ruleset.bands:
        return withheld("no grades are kept")
    if subject_id is None:
        share = opacity.unsettled_share
        return Drawn(f"{share:.0%}", picture("Nobody is chosen"), "of all have a grade that is not settled")
    counts = outcomes(opacity, subject_id)
    held = [(place, number) for place, number in enumerate(counts) if number]
    grid = Grid(ROWS, WIDTH / (DRAWINGS / ROWS), top=4)
    strips, first = [], 0
    for place, number in held:
        strips.append(grid.dots(first, number, "full", colour=_ink(place, len(ruleset.bands))))
        first += number
    words = " · ".join(f"{ruleset.grades[place]} {number:,}" for place, number in held)
    label = f"{len(held)} {plural(len(held), 'grade')}: {words}"
    return Drawn(f"{len(held)}", picture(label, Markup().join(strips)), words)


def _ink(place: int, of: int) -> str:
    """The scale of the grades, in an ink that a dot can be seen in."""
    share = 30 + round(70 * place / max(of - 1, 1))
    return f"color-mix(in srgb, var(--st-primary-color) {share}%, var(--st-background-color))"


def outcomes(opacity: Opacity, subject_id: str) -> list[int]:
    """In how many of the drawings each grade comes out, best first; all in the grade held where all is settled."""
    grades = opacity.assessment.ruleset.grades
    if opacity.drawn is None:
        standing = opacity.assessment.standing_of(subject_id)
        return [DRAWINGS * (standing is not None and grade == standing.grade) for grade in grades]
    drawn = opacity.drawn[:, opacity.screens.index.get_loc(subject_id)]
    return [int(number) for number in np.bincount(drawn, minlength=len(grades))]
