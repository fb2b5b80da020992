"""The residents and companies of a generated city: who they are, before anybody does anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pilot.city.inventing import invented_names
from pilot.city.inventing.assumptions import Assumptions
from pilot.city.inventing.chance import Draws, Ints
from pilot.city.inventing.families import Families

GROWN_UP = 18
RETIRED = 62
Words = NDArray[np.object_]


@dataclass(frozen=True)
class People:
    """Residents first, then companies; arrays of one entry a resident (`companies` of `company_*`: one a company)."""

    given: Ints
    family: Ints
    born: Ints
    district: Words
    columns: dict[str, Words]
    company_district: Words
    company_columns: dict[str, Words]

    @property
    def residents(self) -> int:
        """How many residents there are; the first company has this place."""
        return len(self.born)

    @property
    def companies(self) -> int:
        """How many companies there are."""
        return len(self.company_district)

    @property
    def size(self) -> int:
        """Residents and companies together."""
        return self.residents + self.companies


def born_years(draws: Draws, residents: int, assumed: Assumptions) -> Ints:
    """Years of birth by the shares of the age groups, alike within a group."""
    spans = np.array(list(assumed.ages.values))
    groups = draws.which(list(assumed.ages.values.values()), residents)
    return draws.whole(spans[groups, 0], spans[groups, 1], residents)


def settle_people(draws: Draws, born: Ints, families: Families, companies: int, assumed: Assumptions) -> People:
    """Gives everybody a name, a home and a living; children take name, home and registration from a parent."""
    count = len(born)
    last_year = assumed.period.values.last.year
    of_age, minor = born <= last_year - GROWN_UP, born > last_year - GROWN_UP
    districts = np.array(list(assumed.districts.values), dtype=object)
    home = families.shared_home(draws.which(list(assumed.districts.values.values()), count), minor)
    newcomer = np.array([assumed.newcomers.values[name] for name in districts])[home]
    registration = families.shared_home(draws.happens(newcomer, count).astype(np.int64), minor)
    education = _words(assumed.education.values, draws.which(list(assumed.education.values.values()), count))
    education[minor] = "basic"
    education[born > last_year - 7] = "none"
    level = families.shared_home(_income(draws, education, assumed), minor)
    income = np.array(["low", "middle", "high"], dtype=object)[level]
    columns = {
        "gender": np.array(["woman", "man"], dtype=object)[draws.whole(0, 1, count)],
        "district": districts[home],
        "registration": np.array(["local", "migrant"], dtype=object)[registration],
        "education": education,
        "income": income,
        "occupation": _occupations(draws, income, born, last_year, assumed),
        "enrolled": _truth(draws, assumed.enrolled.values.get("residents", 1.0), count),
    }
    columns["enrolled"][~of_age] = "false"
    return People(
        given=draws.whole(0, len(invented_names.GIVEN) - 1, count),
        family=families.inherited(draws.whole(0, len(invented_names.FAMILY) - 1, count)),
        born=born,
        district=columns["district"],
        columns=columns,
        **_companies(draws, companies, districts, assumed),
    )


def _income(draws: Draws, education: Words, assumed: Assumptions) -> Ints:
    group = np.empty(len(education), dtype=np.int64)
    for name, shares in assumed.income.values.items():
        there = np.flatnonzero(education == name)
        group[there] = draws.which([shares.get(level, 0.0) for level in ("low", "middle", "high")], len(there))
    return group


def _occupations(draws: Draws, income: Words, born: Ints, last_year: int, assumed: Assumptions) -> Words:
    work = np.empty(len(income), dtype=object)
    for level, kinds in assumed.occupations.values.items():
        there = np.flatnonzero(income == level)
        work[there] = np.array(kinds, dtype=object)[draws.whole(0, len(kinds) - 1, len(there))]
    work[born < last_year - RETIRED] = "retired"
    work[born > last_year - GROWN_UP] = "pupil"
    work[born > last_year - 6] = "child"
    return work


def _companies(draws: Draws, companies: int, districts: Words, assumed: Assumptions) -> dict[str, Any]:
    sector = _words(assumed.sectors.values, draws.which(list(assumed.sectors.values.values()), companies))
    stones = draws.whole(0, len(invented_names.FAMILY) - 1, companies)
    pick = draws.uniform(companies)
    titles = [
        f"{invented_names.FAMILY[stone]} {trades[int(place * len(trades))]}"
        for stone, place, trades in zip(
            stones, pick, (invented_names.TRADES.get(one, invented_names.OTHER_TRADES) for one in sector), strict=True
        )
    ]
    home = districts[draws.which(list(assumed.districts.values.values()), companies)]
    columns = {
        "name": np.array(titles, dtype=object),
        "sector": sector,
        "district": home,
        "enrolled": _truth(draws, assumed.enrolled.values.get("companies", 1.0), companies),
    }
    return {"company_district": home, "company_columns": columns}


def _truth(draws: Draws, share: float, count: int) -> Words:
    return np.array(["false", "true"], dtype=object)[draws.happens(share, count).astype(np.int64)]


def _words(shares: Any, places: Ints) -> Words:
    return np.array(list(shares), dtype=object)[places]
