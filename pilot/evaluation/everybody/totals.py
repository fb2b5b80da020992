"""What a ruleset does to everybody, counted: grades, rules, consequences, lists; companies apart from persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from pilot.evaluation.assess import Assessment
from pilot.evaluation.kernel.balance import band_of, score_of
from pilot.evaluation.kernel.columns import Flags, Ints, Longs

SubjectType = Literal["person", "company"]
REVERSALS = ("appeal", "settlement", "expiry")
ListKind = Literal["blacklist", "watchlist", "redlist"]
ADVERSE: tuple[ListKind, ...] = ("blacklist", "watchlist")
"""The kinds of list that are no reward."""
Effect = Literal["reward", "burden", "restriction", "publicity"]


@dataclass(frozen=True)
class Summary:
    """The subjects of one type: all in the city, those covered, and what came of them.

    `grades` holds each grade and the number in it, best first; `start_grade` is the one of the score that everybody
    begins with, None without grades. `listed` are on a blacklist or watchlist at the end, `redlisted` on a redlist,
    which is a reward; the last four bear a consequence in force, covered or not.
    """

    type: SubjectType
    subjects: int
    covered: int
    grades: tuple[tuple[str, int], ...]
    start_grade: str | None
    listed: int
    redlisted: int
    rewarded: int
    burdened: int
    restricted: int
    publicised: int

    @property
    def at_start(self) -> int:
        """How many are in the grade that everybody begins with."""
        return sum(number for grade, number in self.grades if grade == self.start_grade)


def summary_of(assessment: Assessment, type_: SubjectType = "person") -> Summary:
    """What an assessment comes to for all persons, or for all companies."""
    mine = assessment.columns.of_type(type_)
    covered = np.zeros(assessment.columns.subjects, dtype=bool)
    stands = assessment.stands
    covered[stands.subject] = True
    here = assessment.columns.is_company[stands.subject] == (type_ == "company")
    grades = np.empty(0, dtype=np.int64) if stands.grade is None else stands.grade[here]
    counts = np.bincount(grades, minlength=len(assessment.ruleset.grades))
    return Summary(
        type=type_,
        subjects=len(mine),
        covered=int(covered[mine].sum()),
        grades=tuple(zip(assessment.ruleset.grades, counts.tolist(), strict=True)),
        start_grade=start_grade(assessment),
        listed=int(on_a_list(assessment, *ADVERSE)[mine].sum()),
        redlisted=int(on_a_list(assessment, "redlist")[mine].sum()),
        **{name: int(bearers_of(assessment, effect)[mine].sum()) for effect, name in _EFFECTS.items()},
    )


_EFFECTS: dict[Effect, str] = {
    "reward": "rewarded", "burden": "burdened", "restriction": "restricted", "publicity": "publicised",
}  # fmt: skip


def subject_ids(assessment: Assessment, type_: SubjectType) -> pd.Series:
    """The ids of all subjects of a type, in scope or not, in the order of the city's table."""
    table = assessment.city.residents if type_ == "person" else assessment.city.companies
    return table["subject_id"]


def start_grade(assessment: Assessment) -> str | None:
    """The grade of somebody of whom nothing is on record; None where the ruleset has no grades."""
    ruleset = assessment.ruleset
    if ruleset.score is None or not ruleset.bands:
        return None
    start = score_of(ruleset.score, np.array([ruleset.score.start], dtype=np.int64))
    return ruleset.grades[int(band_of(ruleset, start)[0])]


def on_a_list(assessment: Assessment, *kinds: ListKind) -> Flags:
    """Who is on some list of these kinds at the end, a cell a subject in order of id."""
    wanted = [held.kind in kinds for held in assessment.ruleset.lists.values()]
    listed: Flags = np.logical_or.reduce(assessment.listed[np.array(wanted, dtype=bool)])
    return listed


def bearers_of(assessment: Assessment, *effects: Effect) -> Flags:
    """Who bears a consequence of one of these effects in force, a cell a subject in order of id."""
    wanted = [consequence.effect in effects for consequence in assessment.ruleset.consequences.values()]
    bearers: Flags = np.logical_or.reduce(assessment.borne[np.array(wanted, dtype=bool)])
    return bearers


def rules_met(assessment: Assessment) -> dict[str, bool]:
    """Whether anybody meets each rule, by its id, in the ruleset's order."""
    posted = assessment.postings
    met = {own.place for own in (*posted.profiles, *posted.contacts) if len(own.subject)}
    met |= {block.place for block in posted.blocks if len(block.points)}
    return {rule.id: place in met for place, rule in enumerate(assessment.ruleset.rules)}


def rule_totals(assessment: Assessment) -> pd.DataFrame:
    """A row a rule in the ruleset's order: how often it was met, by how many, for how many points.

    `postings` are those on the subjects that met it, capped and outweighed ones too; `persons` and `companies` count
    those subjects, `reached` those to whom it was carried. `points` is all that it ever posted, what was carried
    included. `scored` counts the postings on those who met it that are not 0, and `appeal`, `settlement` and `expiry`
    how many of them were taken back in that way.
    """
    posted, is_company = assessment.postings, assessment.columns.is_company
    rule_ids = [rule.id for rule in assessment.ruleset.rules]
    cells = np.zeros((len(_COUNTED), len(rule_ids)), dtype=np.int64)
    for own in (*posted.profiles, *posted.contacts):
        cells[:5, own.place] = _met(own.subject, own.points, is_company)
    for block in posted.blocks:
        cells[:5, block.place] = _met(block.matched.subject, block.points, is_company)
        cells[5:8, block.place] = np.bincount(block.reversals.kind, minlength=4)[1:]
    for carried in posted.carried:
        cells[3, carried.block.place] += carried.points.sum()
        cells[8, carried.block.place] = np.count_nonzero(np.bincount(carried.subject))
    counted = dict(zip(_COUNTED, cells, strict=True))
    return pd.DataFrame({"rule_id": rule_ids, **{name: counted[name] for name in _ORDER}})


_COUNTED = ("postings", "persons", "companies", "points", "scored", *REVERSALS, "reached")
_ORDER = ("postings", "persons", "companies", "reached", "points", "scored", *REVERSALS)


def _met(subject: Ints, points: Longs, is_company: Flags) -> tuple[int, ...]:
    """Postings, persons, companies, points, and postings that are not 0."""
    reached = np.bincount(subject, minlength=len(is_company)) > 0
    persons, companies = (int(np.count_nonzero(flags)) for flags in (reached & ~is_company, reached & is_company))
    return len(points), persons, companies, int(points.sum()), int(np.count_nonzero(points))


def consequence_totals(assessment: Assessment) -> pd.DataFrame:
    """A row a consequence, by area and then in the ruleset's order: who bears it, and because of how many.

    `persons` and `companies` bear it in force, `for_others` of them for somebody else alone; `subjects` are those on
    whose account it falls; `not_in_force` counts the bearers for whom it takes no effect at all. Area is missing where
    the ruleset names none.
    """
    named = assessment.ruleset.consequences
    borne = assessment.consequences.astype({"bearer_id": "str", "subject_id": "str"})
    force = borne[borne["in_force"]]
    persons = force["bearer_id"].isin(subject_ids(assessment, "person"))
    itself = force[force["bearer_id"] == force["subject_id"]]
    names, bearers = force["consequence_id"], _distinct(force["consequence_id"], force["bearer_id"])
    frame = pd.DataFrame(
        {
            "consequence_id": list(named),
            "area": pd.Series([consequence.area for consequence in named.values()], dtype="str"),
            "effect": [consequence.effect for consequence in named.values()],
            "persons": _distinct(names[persons], force["bearer_id"][persons]),
            "companies": _distinct(names[~persons], force["bearer_id"][~persons]),
            "for_others": bearers - _distinct(itself["consequence_id"], itself["bearer_id"]),
            "subjects": _distinct(names, force["subject_id"]),
            "not_in_force": _distinct(borne["consequence_id"], borne["bearer_id"]) - bearers,
        }
    )
    return frame.sort_values("area", kind="stable", na_position="last").reset_index(drop=True)


def list_totals(assessment: Assessment) -> pd.DataFrame:
    """A row a list in the ruleset's order: who is on it at the end and how it came to that.

    `persons_now` and `companies_now` are on it; `relatives_now` of them only through somebody else. `entered` and
    `left` count the stays that began and ended, those of relatives included, and `via_relatives` those of relatives.
    """
    stays = assessment.memberships
    now = stays[stays["left_on"].isna()]
    persons = now["subject_id"].isin(subject_ids(assessment, "person"))
    itself = now[now["via_id"].isna()]
    on_list = _distinct(now["list_id"], now["subject_id"])
    return pd.DataFrame(
        {
            "list_id": list(assessment.ruleset.lists),
            "persons_now": _distinct(now["list_id"][persons], now["subject_id"][persons]),
            "companies_now": _distinct(now["list_id"][~persons], now["subject_id"][~persons]),
            "relatives_now": on_list - _distinct(itself["list_id"], itself["subject_id"]),
            "entered": _rows(stays["list_id"]),
            "left": _rows(stays["list_id"][stays["left_on"].notna()]),
            "via_relatives": _rows(stays["list_id"][stays["via_id"].notna()]),
        }
    )


def _rows(names: pd.Series) -> Longs:
    """How many rows each category has, in the order of the categories."""
    return np.bincount(names.cat.codes, minlength=len(names.cat.categories))


def _distinct(names: pd.Series, subjects: pd.Series) -> Longs:
    """How many different subjects each category has, in the order of the categories."""
    pairs = pd.DataFrame({"name": names.cat.codes, "subject": subjects}).drop_duplicates()
    return np.bincount(pairs["name"], minlength=len(names.cat.categories))
