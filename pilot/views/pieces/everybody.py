"""Everybody in sentences and grades: the summary, the counts per grade, the groups."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from pilot.evaluation.everybody.groups import Groups
from pilot.evaluation.everybody.totals import Summary
from pilot.phrases import count, day, opening_count, plural, those, whole
from pilot.ruleset.changes.origins import title_of
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sentences.who_is_rated import those_who
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


def sentences(figures: Figures) -> Markup:
    """What the ruleset does to the residents, in two or three sentences."""
    assessment, persons = figures.assessment, figures.persons
    some = 0 < persons.covered < persons.subjects
    joined = f", {_those(assessment.ruleset)}" if some else ""
    covered = Markup("On {} <i>{}</i> covers {} of {}{}.").format(
        day(assessment.as_of), title_of(assessment.ruleset), _covered(persons), assessment.city.title, joined
    )
    grades = [_grades(persons)] if persons.covered else []
    return Markup('<p class="pp-lead">{}</p>').format(html.joined([covered, *grades, _reached(persons)], " "))


def _those(ruleset: Ruleset) -> str:
    """Which residents are covered where not all are: those of 18 or over who have joined."""
    parts = ["those", *([those_who(ruleset.scope)] if ruleset.scope else [])]
    return " ".join([*parts, *(["who have joined"] if ruleset.participation == "voluntary" else [])])


def _covered(persons: Summary) -> str:
    if not persons.covered:
        return f"none of {those(persons.subjects, 'resident')}"
    if persons.covered == persons.subjects:
        return whole(persons.subjects, "resident")
    return f"{persons.covered:,} of the {persons.subjects:,} residents"


def _grades(persons: Summary) -> str:
    if persons.start_grade is None:
        return "It keeps no grades."
    numbers = [count for _, count in persons.grades]
    place = [grade for grade, _ in persons.grades].index(str(persons.start_grade))
    above, below = sum(numbers[:place]), sum(numbers[place + 1 :])
    share = bars.percent(persons.at_start, persons.covered)
    return (
        f"{persons.at_start:,} of them ({share}) stand in the grade {persons.start_grade}, in which "
        f"everybody begins; {_none_or(above)} higher and {_none_or(below)} lower."
    )


def _none_or(number: int) -> str:
    return plural(number, "one stands", f"{number:,} stand") if number else "none stands"


def _reached(persons: Summary) -> str:
    number = persons.restricted
    listed = opening_count(persons.listed, "resident is", "residents are") if persons.listed else "Nobody is"
    bears = plural(number, "one bears", f"{number:,} bear") if number else "nobody bears"
    if not persons.redlisted:
        return f"{listed} on a list, and {bears} a restriction in force."
    red = plural(persons.redlisted, "one is", f"{persons.redlisted:,} are")
    return f"{listed} on a blacklist or watchlist, and {bears} a restriction in force; {red} on a redlist."


def grades(figures: Figures) -> Markup:
    """The residents in each grade and beside them the companies, as tables with bars."""
    ruleset = figures.assessment.ruleset
    if not ruleset.bands:
        return Markup("<h2>Grades</h2><p>This ruleset keeps no grades: nobody stands above anybody by it.</p>")
    people, firms = figures.persons, figures.companies
    residents = _grade_table(people, ruleset, f"{count(people.covered, 'resident')} covered")
    return Markup('<h2>Grades</h2><div class="pp-pair"><div>{}{}</div><div>{}</div></div>').format(
        residents, _not_covered(people), _companies(firms, ruleset)
    )


def _companies(firms: Summary, ruleset: Ruleset) -> Markup:
    if firms.covered:
        return _grade_table(firms, ruleset, f"{count(firms.covered, 'company', 'companies')} covered, counted apart")
    return Markup('<p class="pp-quiet">No company is covered.</p>')


def _grade_table(counts: Summary, ruleset: Ruleset, caption: str) -> Markup:
    longest = max((number for _, number in counts.grades), default=0)
    start = Markup(' <span class="pp-side">start</span>')
    lines = [
        [
            marks.grade(grade, ruleset.grades) + (start if grade == counts.start_grade else ""),
            bars.bar(number, longest),
            bars.number(number),
            bars.percent(number, counts.covered),
        ]
        for grade, number in counts.grades
    ]
    return bars.rows(lines, ["Grade", "|", "Number", "Share"], caption=caption, kind="pp-chips")


def _not_covered(people: Summary) -> Markup:
    missing = people.subjects - people.covered
    if not missing:
        return Markup()
    return Markup('<p class="pp-quiet">Not covered and in no grade: {}.</p>').format(count(missing, "resident"))


def groups(figures: Figures, by: tuple[str, ...]) -> Markup:
    """A sentence on how far the groups lie apart, the groups as stacked bars, and behind a click all their counts."""
    found, ruleset = figures.groups(by), figures.assessment.ruleset
    head = [" and ".join(GROUPINGS[name] for name in by).capitalize(), "|", "Covered", "Listed", "Restricted"]
    return Markup(
        '{apart}{legend}{stacks}{counts}<p class="pp-quiet">Listed and restricted count all residents of a group, '
        "since a list or a restriction can reach those whom the ruleset does not cover. A redlist is a reward and does "
        "not count as a list here.</p>"
    ).format(
        apart=_apart(found, figures.persons),
        legend=bars.legend(ruleset.grades, [band.title for band in ruleset.bands]) if ruleset.bands else "",
        stacks=bars.rows(_stacks(found, ruleset), head),
        counts=bars.folded("All counts and shares as a table", _group_counts(found, ruleset)),
    )


def _apart(found: Groups, persons: Summary) -> Markup:
    """Where the share that stands below the start is smallest and largest, small groups left out."""
    if persons.start_grade is None:
        return Markup()
    place = [grade for grade, _ in persons.grades].index(persons.start_grade)
    below = found.grades.iloc[:, place + 1 :].sum(axis=1)
    large = found.table.assign(below=below, share=below / found.table["covered"])[~found.table["small"]]
    large = large.sort_values("share", kind="stable")
    if len(large) < 2 or large["share"].iloc[0] == large["share"].iloc[-1]:
        return Markup()
    low, *_, high = rows_of(large)
    return Markup("<p>The share of a group that stands below the grade {} reaches from {} to {}.</p>").format(
        persons.start_grade, _of_group(found, low), _of_group(found, high)
    )


def _of_group(found: Groups, row: Row) -> str:
    share = bars.percent(row["below"], row["covered"])
    return f"{share} in “{_called(found, row)}” ({row['below']:,} of {row['covered']:,})"


def _called(found: Groups, row: Row) -> str:
    return ", ".join(row[name] for name in found.by)


def _stacks(found: Groups, ruleset: Ruleset) -> Iterator[list[str]]:
    """The groups as lines; of two dimensions the first heads the lines of the second."""
    outer = None
    for row, counts in zip(rows_of(found.table), found.grades.to_numpy().tolist(), strict=True):
        if len(found.by) > 1 and row[found.by[0]] != outer:
            outer = row[found.by[0]]
            yield [outer]
        inner = "pp-inner" if outer is not None else ""
        stack = bars.stack(counts, ruleset.grades, _called(found, row))
        yield [
            Markup('<span class="{}">{}</span>').format(inner, row[found.by[-1]]),
            stack + bars.few(row["covered"]) if row["small"] else stack,
            _of(row["covered"], row["residents"]),
            _with_share(row["listed"], row["residents"]),
            _with_share(row["restricted"], row["residents"]),
        ]


def _of(covered: int, residents: int) -> str:
    if covered == residents:
        return f"{covered:,}"
    return Markup('{:,} <span class="pp-side">of {:,}</span>').format(covered, residents)


def _with_share(part: int, whole: int) -> Markup:
    return Markup('{} <span class="pp-side">{}</span>').format(bars.number(part), bars.percent(part, whole))


def _group_counts(found: Groups, ruleset: Ruleset) -> Markup:
    if not ruleset.bands:
        return Markup()
    by = [GROUPINGS[name] for name in found.by]
    head = [*by, *ruleset.grades, "Covered", "Residents"]
    lines = [
        [
            *(row[name] for name in found.by),
            *(_with_share(count, row["covered"]) for count in counts),
            f"{row['covered']:,}",
            f"{row['residents']:,}",
        ]
        for row, counts in zip(rows_of(found.table), found.grades.to_numpy().tolist(), strict=True)
    ]
    return marks.table(head, lines, numbers=range(len(found.by), len(head)))


def group_frame(found: Groups) -> pd.DataFrame:
    """The groups with one column for each grade, for a file."""
    return pd.concat([found.table, found.grades], axis=1)
