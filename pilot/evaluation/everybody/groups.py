"""Residents in groups: who is covered, in which grade, listed or restricted, by what the city knows of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from pilot.city.city import City
from pilot.evaluation.assess import Assessment
from pilot.evaluation.everybody.stands import standing_of_all
from pilot.evaluation.everybody.totals import ADVERSE, bearers_of, on_a_list

SMALL = 10
"""A group with fewer residents in scope than this is marked: one person more or less moves its shares by a tenth."""

NOT_ON_RECORD = "not on record"
AGES = (0, 18, 30, 45, 60, 75)
_AGE_WORDS = ("under 18", *(f"{low} to {high - 1}" for low, high in pairwise(AGES[1:])), f"{AGES[-1]} and over")
_ORDER = {
    "registration": ("local", "migrant"),
    "income": ("low", "middle", "high"),
    "education": ("none", "basic", "secondary", "degree"),
    "age": _AGE_WORDS,
}
DIMENSIONS = ("district", "registration", "income", "age", "education", "gender")
"""What residents can be grouped by: columns of the residents' table, and `age`, the age reached in the year."""


@dataclass(frozen=True)
class Groups:
    """Residents by one or more dimensions, a row a group, in the natural order of the words; nobody is left out.

    `table` has a column for each of `by`, then `residents` (all in the group), `covered` (those in scope), `listed`
    (on some list at the end), `restricted` (bearing a restriction in force) and `small`. `grades` has the same rows and
    a column a grade, best first: the number of covered residents in it.
    """

    by: tuple[str, ...]
    table: pd.DataFrame
    grades: pd.DataFrame


def members(city: City, by: str, as_of: dt.date) -> pd.Series:
    """The group of every resident in the order of the city's table, as categories in their natural order.

    A missing cell, and a year of birth that is no number, are the group `not on record`, which comes last.
    """
    if by not in DIMENSIONS:
        raise ValueError(f"residents are grouped by {', '.join(DIMENSIONS)}, not by {by}")
    cells = _age_groups(city.residents["born"], as_of) if by == "age" else city.residents[by].astype("object")
    cells = cells.where(cells.notna(), NOT_ON_RECORD)
    first = list(_ORDER.get(by, ()))
    others = sorted(set(cells) - {*first, NOT_ON_RECORD})
    return pd.Series(pd.Categorical(cells, categories=[*first, *others, NOT_ON_RECORD], ordered=True), name=by)


def _age_groups(born: pd.Series, as_of: dt.date) -> pd.Series:
    ages = as_of.year - pd.to_numeric(born, errors="coerce").to_numpy(dtype="float64", na_value=np.nan)
    place = np.searchsorted(np.array(AGES), np.nan_to_num(ages), side="right") - 1
    words = np.array(_AGE_WORDS, dtype=object)[np.maximum(place, 0)]
    return pd.Series(np.where(np.isnan(ages), None, words), dtype="object")


def groups_of(assessment: Assessment, by: Sequence[str]) -> Groups:
    """Residents grouped by `by`, one or more of DIMENSIONS; only groups that hold somebody.

    Raises ValueError where a dimension is unknown or `by` is empty.
    """
    if not by:
        raise ValueError(f"group residents by one or more of {', '.join(DIMENSIONS)}")
    people = pd.concat([*(members(assessment.city, name, assessment.as_of) for name in by), _facts(assessment)], axis=1)
    grouped = people.groupby(list(by), observed=True, sort=True)
    table = grouped.agg(
        residents=("covered", "size"),
        covered=("covered", "sum"),
        listed=("listed", "sum"),
        restricted=("restricted", "sum"),
    )
    labels = assessment.ruleset.grades
    number = grouped.ngroup().to_numpy()
    counts = np.zeros((len(table), len(labels)), dtype=np.int64)
    graded = people["grade"].to_numpy() >= 0
    np.add.at(counts, (number[graded], people["grade"].to_numpy()[graded]), 1)
    table = table.reset_index().astype(dict.fromkeys(by, "str"))
    table["small"] = table["covered"] < SMALL
    return Groups(tuple(by), table, pd.DataFrame(counts, columns=list(labels)))


def _facts(assessment: Assessment) -> pd.DataFrame:
    """For every resident in the table's order: covered, number of the grade (-1: none), listed, restricted; a redlist
    is no such list.
    """
    residents, side = assessment.columns.of_type("person"), standing_of_all(assessment)
    return pd.DataFrame(
        {
            "covered": side.covered[residents],
            "grade": side.grade[residents],
            "listed": on_a_list(assessment, *ADVERSE)[residents],
            "restricted": bearers_of(assessment, "restriction")[residents],
        }
    )
