"""A score over time as a step line before the bands, dashed where a rule sets the grade; under it the grades held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from pilot.evaluation.one_subject.held import HeldGrade, held_grades
from pilot.evaluation.one_subject.steps import grouped
from pilot.phrases import count
from pilot.views import html
from pilot.views.pieces import case_file, marks
from pilot.views.pieces.score_curve import ScoreStep, bands_behind, steps_of
from pilot.views.visit.resident_case import Account

NARROWEST = 7
"""Per cent of the width that the words of a grade need."""
NAMED = 30
"""Per cent of the width that a sentence needs."""


def course(case: Account, lit: int | None) -> Markup:
    """The drawing as markup; empty where no score is kept. `lit` is the number of the line that is named in it.

    Lengths are shares of the width and height, so that it fits any window, and words keep their size.
    """
    steps = steps_of(case)
    if not steps:
        return Markup()
    drawing = _Drawing(case, steps)
    return Markup(
        '<figure class="pp-course"><figcaption class="pp-unseen">{label}</figcaption><div class="pp-plot">{bands}'
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">{lines}</svg>'
        '{dots}{ends}{named}</div><div class="pp-strip">{strip}</div><div class="pp-years">{years}</div></figure>'
    ).format(
        label=_described(case, steps, drawing.held),
        bands=html.joined(drawing.bands()),
        lines=html.joined(drawing.lines()),
        dots=html.joined(drawing.dots()),
        ends=drawing.ends(),
        named=drawing.named(lit),
        strip=html.joined(drawing.strip()),
        years=html.joined(drawing.years()),
    )


def _described(case: Account, steps: Sequence[ScoreStep], held: Sequence[HeldGrade]) -> str:
    scores = [step.score for step in steps]
    spans = ", ".join(f"{one.grade}{' by a rule' if one.line else ''} from {one.since}" for one in held)
    course_ = (
        f"The score from {grouped(scores[0])} on {steps[0].date} to {grouped(scores[-1])} on {case.explanation.as_of}"
    )
    return f"{course_}; grades held: {spans}." if spans else f"{course_}."


class _Drawing:
    def __init__(self, case: Account, steps: Sequence[ScoreStep]) -> None:
        self.case, self.steps = case, steps
        self.first, self.last = steps[0].date, max(case.explanation.as_of, steps[-1].date)
        self.held = held_grades(case.ruleset, case.explanation)
        self.table = bands_behind(case.ruleset, steps)
        self.low, self.high = float(self.table["low"].min()), float(self.table["high"].max())

    def x(self, day: dt.date) -> float:
        return 100 * (day - self.first).days / max(1, (self.last - self.first).days)

    def y(self, score: float) -> float:
        return 100 * (self.high - score) / (self.high - self.low)

    def bands(self) -> Iterable[Markup]:
        """The bands as stripes, each with its grade at the left, on the scale of all grades."""
        grades = self.case.ruleset.grades
        for low, high, name in zip(*(self.table[column].tolist() for column in ("low", "high", "label")), strict=True):
            place = self._place(low)
            yield Markup('<i class="pp-band" style="top:{:.1f}%;height:{:.1f}%;background:{}"><b>{}</b></i>').format(
                self.y(high),
                self.y(low) - self.y(high),
                marks.shade(place, len(grades)) if grades else "none",
                name,
            )

    def _place(self, low: float) -> int:
        bands = self.case.ruleset.bands
        reached = (place for place, band in enumerate(bands) if band.from_ is None or low >= float(band.from_))
        return next(reached, max(0, len(bands) - 1))

    def lines(self) -> Iterable[Markup]:
        """The step line, one path for each grade held; `pp-idle` where the points decide nothing."""
        spans = [(one.since, one.until or self.last, one.line is not None) for one in self.held]
        for since, until, idle in spans or [(self.first, self.last, False)]:
            kind = Markup(' class="pp-idle"') if idle else Markup()
            yield Markup('<path{} d="{}"/>').format(kind, self._path(since, until))

    def _path(self, since: dt.date, until: dt.date) -> str:
        before = [step.score for step in self.steps if step.date <= since]
        path = f"M{self.x(since):.2f} {self.y(before[-1] if before else self.steps[0].score):.2f}"
        for step in self.steps:
            if since < step.date <= until:
                path += f"H{self.x(step.date):.2f}V{self.y(step.score):.2f}"
        return f"{path}H{self.x(until):.2f}"

    def dots(self) -> Iterable[Markup]:
        """A dot for each day with a posting, which marks the first of its lines in both views."""
        first = {line.date: line for line in reversed(self.case.lines)}
        for step in self.steps:
            words = f"{step.date}: {step.posted}; {count(step.score, 'point')} after it"
            yield Markup(
                '<button type="button" class="pp-dot" tabindex="-1" data-at="{}" title="{}" aria-label="{}" '
                'style="left:{:.2f}%;top:{:.2f}%"></button>'
            ).format(self.case.key(first[step.date]), words, words, self.x(step.date), self.y(step.score))

    def ends(self) -> Markup:
        """The first score and the last, in words."""
        start, end = self.steps[0], self.steps[-1]
        near = [step for step in self.steps if self.x(step.date) < NARROWEST]
        return Markup(
            '<b class="pp-from" style="top:{:.1f}%">{}</b><b class="pp-to" style="top:{:.1f}%">{}</b>'
        ).format(
            min(82.0, self.y(min(step.score for step in near))),
            grouped(start.score),
            max(0.0, self.y(end.score) - 16),
            grouped(end.score),
        )

    def named(self, lit: int | None) -> Markup:
        """What happened on the day of the line that is marked, at its place."""
        line = None if lit is None else self.case.lines[lit - 1]
        if line is None or line.type == "opening":
            return Markup()
        score = next((step.score for step in reversed(self.steps) if step.date <= line.date), self.steps[0].score)
        side, left = ("pp-left", "right") if self.x(line.date) > 60 else ("pp-right", "left")
        place = 100 - self.x(line.date) if left == "right" else self.x(line.date)
        return Markup('<span class="pp-named {}" style="{}:{:.2f}%;top:{:.1f}%">{:%-d %b %Y}: {}</span>').format(
            side, left, place, max(0.0, min(70.0, self.y(score) - 20)), line.date, case_file.title(self.case, line)
        )

    def strip(self) -> Iterable[Markup]:
        """The grades held, each as long as it lasted."""
        for one in self.held:
            until = one.until or self.last
            width = self.x(until) - self.x(one.since)
            words = one.grade
            if one.line is not None:
                words = f"{one.grade} set by one rule, whatever the points" if width > NAMED else f"{one.grade} by rule"
            yield Markup('<i style="width:{:.2f}%;background:{}"{} title="{}"><b>{}</b></i>').format(
                width,
                marks.shade(self.case.ruleset.grades.index(one.grade), len(self.case.ruleset.grades)),
                Markup(' class="pp-set"') if one.line else "",
                f"{words}, {one.since} to {until}",
                words if width >= (NARROWEST if one.line else 2) else "",
            )

    def years(self) -> Iterable[Markup]:
        """The first day of each year that lies within, under its place."""
        for year in range(self.first.year, self.last.year + 1):
            day = dt.date(year, 1, 1)
            if self.first <= day <= self.last and self.x(day) < 97:
                yield Markup('<span style="left:{:.2f}%">{}</span>').format(self.x(day), year)
