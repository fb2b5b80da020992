"""Everybody in sentences and grades: the summary, the counts per grade, the groups."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pilot.evaluation import Assessment
from pilot.evaluation.everybody.groups import Groups
from pilot.evaluation.everybody.totals import Summary
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sentences.rule_sentences import day
from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.visit.figures import Figures, Row, rows_of

GROUPINGS = {
    "district": "District",
    "registration": "Registration",
    "income": "Income",
    "age": "Age",
    "education": "Education",
    "gender": "Gender",
}
"""What each dimension is called on the screen."""


def sentences(figures: Figures) -> str:
    """What the ruleset does to the residents, in two or three sentences."""
    assessment, persons = figures.assessment, figures.persons
    title = html.text(assessment.ruleset.title)
    residents = f"{_covered(persons)} of {html.text(assessment.city.title)}"
    joined = ", those who have joined" if 0 < persons.covered < persons.subjects and _voluntary(assessment) else ""
    said = [f"On {day(assessment.as_of)} <i>{title}</i> covers {residents}{joined}."]
    if persons.covered and persons.start_grade is not None:
        said.append(_grades(persons))
    elif persons.covered:
        said.append("It keeps no grades.")
    said.append(_reached(persons))
    return f'<p class="pp-lead">{" ".join(said)}</p>'


def _voluntary(assessment: Assessment) -> bool:
    return assessment.ruleset.participation == "voluntary"


def _covered(persons: Summary) -> str:
    if not persons.covered:
        return f"none of the {persons.subjects:,} residents"
    part = "all" if persons.covered == persons.subjects else f"{persons.covered:,} of the"
    return f"{part} {persons.subjects:,} residents"


def _grades(persons: Summary) -> str:
    numbers = [count for _, count in persons.grades]
    place = [grade for grade, _ in persons.grades].index(str(persons.start_grade))
    above, below = sum(numbers[:place]), sum(numbers[place + 1 :])
    share = bars.percent(persons.at_start, persons.covered)
    return (
        f"{persons.at_start:,} of them ({share}) stand in the grade {html.text(persons.start_grade)}, in which "
        f"everybody begins; {_none_or(above)} higher and {_none_or(below)} lower."
    )


def _none_or(number: int) -> str:
    return "none stands" if not number else "one stands" if number == 1 else f"{number:,} stand"


def _reached(persons: Summary) -> str:
    listed = (
        "Nobody is"
        if not persons.listed
        else "One resident is"
        if persons.listed == 1
        else f"{persons.listed:,} residents are"
    )
    bears = (
        "nobody bears"
        if not persons.restricted
        else f"{persons.restricted:,} bear"
        if persons.restricted > 1
        else "one bears"
    )
    return f"{listed} on a list, and {bears} a restriction in force."


def grades(figures: Figures) -> str:
    """The residents in each grade and beside them the companies, as tables with bars."""
    ruleset = figures.assessment.ruleset
    if not ruleset.bands:
        return "<h2>Grades</h2><p>This ruleset keeps no grades: nobody stands above anybody by it.</p>"
    people, firms = figures.persons, figures.companies
    left = _grade_table(people, ruleset, f"{people.covered:,} residents covered") + _not_covered(people)
    right = _grade_table(firms, ruleset, f"{firms.covered:,} companies covered, counted apart") if firms.covered else ""
    without = "" if firms.covered else f'<p class="pp-quiet">None of the {firms.subjects:,} companies is covered.</p>'
    return f'<h2>Grades</h2><div class="pp-pair"><div>{left}</div><div>{right}{without}</div></div>'


def _grade_table(counts: Summary, ruleset: Ruleset, caption: str) -> str:
    longest = max((number for _, number in counts.grades), default=0)
    lines = [
        [
            marks.grade(grade, ruleset.grades)
            + (' <span class="pp-side">start</span>' if grade == counts.start_grade else ""),
            bars.bar(number, longest),
            bars.number(number),
            bars.percent(number, counts.covered),
        ]
        for grade, number in counts.grades
    ]
    return bars.rows(lines, ["Grade", "|", "Number", "Share"], caption=caption, kind="pp-chips")


def _not_covered(people: Summary) -> str:
    missing = people.subjects - people.covered
    return f'<p class="pp-quiet">{missing:,} residents are not covered and stand in no grade.</p>' if missing else ""


def groups(figures: Figures, by: tuple[str, ...]) -> str:
    """A sentence on how far the groups lie apart, the groups as stacked bars, and behind a click all their counts."""
    found, ruleset = figures.groups(by), figures.assessment.ruleset
    legend = bars.legend(ruleset.grades, [band.title for band in ruleset.bands]) if ruleset.bands else ""
    head = [" and ".join(GROUPINGS[name] for name in by).capitalize(), "|", "Covered", "Listed", "Restricted"]
    return (
        f"{_apart(found, figures.persons)}{legend}{bars.rows(_stacks(found, ruleset), head)}"
        f"{bars.folded('All counts and shares as a table', _group_counts(found, ruleset))}"
        '<p class="pp-quiet">Listed and restricted count all residents of a group, since a list or a restriction can '
        "reach those whom the ruleset does not cover.</p>"
    )


def _apart(found: Groups, persons: Summary) -> str:
    """Where the share that stands below the start is smallest and largest, small groups left out."""
    if persons.start_grade is None:
        return ""
    place = [grade for grade, _ in persons.grades].index(persons.start_grade)
    below = found.grades.iloc[:, place + 1 :].sum(axis=1)
    large = found.table.assign(below=below, share=below / found.table["covered"])[~found.table["small"]]
    large = large.sort_values("share", kind="stable")
    if len(large) < 2 or large["share"].iloc[0] == large["share"].iloc[-1]:
        return ""
    low, *_, high = rows_of(large)
    start = html.text(persons.start_grade)
    return (
        f"<p>The share of a group that stands below the grade {start} reaches from {_of_group(found, low)} to "
        f"{_of_group(found, high)}.</p>"
    )


def _of_group(found: Groups, row: Row) -> str:
    share = bars.percent(row["below"], row["covered"])
    return f"{share} in “{_called(found, row)}” ({row['below']:,} of {row['covered']:,})"


def _called(found: Groups, row: Row) -> str:
    return html.text(", ".join(row[name] for name in found.by))


def _stacks(found: Groups, ruleset: Ruleset) -> Iterator[list[str]]:
    """The groups as lines; of two dimensions the first heads the lines of the second."""
    outer = None
    for row, counts in zip(rows_of(found.table), found.grades.to_numpy().tolist(), strict=True):
        if len(found.by) > 1 and row[found.by[0]] != outer:
            outer = row[found.by[0]]
            yield [html.text(outer)]
        inner = "pp-inner" if outer is not None else ""
        yield [
            f'<span class="{inner}">{html.text(row[found.by[-1]])}</span>',
            bars.stack(counts, ruleset.grades, _called(found, row))
            + (bars.few(row["covered"]) if row["small"] else ""),
            _of(row["covered"], row["residents"]),
            _with_share(row["listed"], row["residents"]),
            _with_share(row["restricted"], row["residents"]),
        ]


def _of(covered: int, residents: int) -> str:
    return f"{covered:,}" if covered == residents else f'{covered:,} <span class="pp-side">of {residents:,}</span>'


def _with_share(part: int, whole: int) -> str:
    return f'{bars.number(part)} <span class="pp-side">{bars.percent(part, whole)}</span>'


def _group_counts(found: Groups, ruleset: Ruleset) -> str:
    if not ruleset.bands:
        return ""
    by, grades = [GROUPINGS[name] for name in found.by], [html.text(grade) for grade in ruleset.grades]
    head = [*by, *grades, "Covered", "Residents"]
    lines = [
        [
            *(html.text(row[name]) for name in found.by),
            *(_with_share(count, row["covered"]) for count in counts),
            f"{row['covered']:,}",
            f"{row['residents']:,}",
        ]
        for row, counts in zip(rows_of(found.table), found.grades.to_numpy().tolist(), strict=True)
    ]
    return marks.table(head, lines, numbers=range(len(found.by), len(head)))


def group_frame(found: Groups) -> pd.DataFrame:
    """The groups with a column a grade, for a file."""
    return pd.concat([found.table, found.grades], axis=1)
