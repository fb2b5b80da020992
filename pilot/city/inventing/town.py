"""A generated city before it is written: stage after stage, each with a stream of chance of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from pilot.city.inventing import invented_names
from pilot.city.inventing.appeals import Appeals, joined_appeals, who_appeals
from pilot.city.inventing.assumptions import Assumptions
from pilot.city.inventing.chance import Draws
from pilot.city.inventing.conduct import Acts, joined_acts, what_people_do
from pilot.city.inventing.families import Rows, form_families, make_friends, staff_companies
from pilot.city.inventing.people import People, Words, born_years, settle_people
from pilot.city.inventing.recording import NO_ACT, Records, joined_records, what_is_recorded
from pilot.city.inventing.story import Script, Staging, cast_people

Progress = Callable[[str, float], None]


class Stage(IntEnum):
    """Numbers the streams of chance; a number must never change, or all cities do."""

    BIRTHS = 1
    FAMILIES = 2
    PEOPLE = 3
    FRIENDS = 4
    COMPANIES = 5
    ACTS = 6
    RECORDS = 7
    APPEALS = 8


@dataclass(frozen=True)
class Town:
    """Everything there is, in the order in which it will be written; places stand for ids."""

    people: People
    names: Words
    relationships: Rows
    acts: Acts
    records: Records
    appeals: Appeals


def found_town(residents: int, companies: int, seed: int, script: Script, assumed: Assumptions, tell: Progress) -> Town:
    """Makes the town: people, what they do, what is recorded of it, and who contests that."""
    tell("settling people", 0.0)
    free = np.arange(residents) >= len(script.residents)
    own_firms = residents + np.arange(len(script.companies), companies)
    born = born_years(Draws(seed, Stage.BIRTHS), residents, assumed)
    families = form_families(Draws(seed, Stage.FAMILIES), born, free, assumed)
    people = settle_people(Draws(seed, Stage.PEOPLE), born, families, companies, assumed)
    named = cast_people(script, people)
    staging = Staging(script, people, assumed)
    habits = assumed.families.values
    relationships = [
        staging.relationships(script),
        families.relationships(),
        make_friends(Draws(seed, Stage.FRIENDS), born, people.district, free, families, habits.friendships),
        staff_companies(Draws(seed, Stage.COMPANIES), born, free, own_firms, assumed),
    ]
    actors = np.concatenate([np.flatnonzero(free), own_firms])
    tell("living through the years", 0.1)
    acts = what_people_do(Draws(seed, Stage.ACTS), people, actors, assumed)
    tell("keeping records", 0.4)
    records = what_is_recorded(Draws(seed, Stage.RECORDS), people, acts, actors, assumed)
    appeals = who_appeals(Draws(seed, Stage.APPEALS), records, assumed)
    tell("putting things in order", 0.6)
    return _in_order(
        Town(
            people,
            _names(people, named),
            np.concatenate(relationships),
            joined_acts([acts, staging.acts()]),
            joined_records([records, staging.records(len(acts.subject))]),
            joined_appeals([appeals, staging.appeals(len(records.subject))]),
        )
    )


def _names(people: People, named: dict[int, str]) -> Words:
    given, family = np.array(invented_names.GIVEN, dtype=object), np.array(invented_names.FAMILY, dtype=object)
    full = given[people.given] + " " + family[people.family]
    for place, name in named.items():
        full[place] = name
    return np.asarray(full)


def _in_order(town: Town) -> Town:
    """Acts, records and appeals by date, relationships by subject; what refers to them gets the new places."""
    acts, records, appeals, rows = town.acts, town.records, town.appeals, town.relationships
    by_day = np.lexsort((acts.subject, acts.kind, acts.day))
    new_act = np.empty(len(by_day), dtype=np.int64)
    new_act[by_day] = np.arange(len(by_day))
    if len(by_day):
        records = replace(records, act=np.where(records.act == NO_ACT, NO_ACT, new_act[records.act]))
    by_entry = np.lexsort((records.act, records.subject, records.kind, records.day))
    new_record = np.empty(len(by_entry), dtype=np.int64)
    new_record[by_entry] = np.arange(len(by_entry))
    by_filing = np.lexsort((new_record[appeals.record], appeals.filed))
    kinds = np.unique(rows[:, 2].astype(str), return_inverse=True)[1]
    by_subject = np.lexsort((rows[:, 1].astype(np.int64), kinds, rows[:, 0].astype(np.int64)))
    return replace(
        town,
        relationships=rows[by_subject],
        acts=acts.take(by_day),
        records=records.take(by_entry),
        appeals=Appeals(
            new_record[appeals.record[by_filing]],
            appeals.filed[by_filing],
            appeals.decided[by_filing],
            appeals.outcome[by_filing],
        ),
    )
