"""What holds for every ruleset and every city, tried on random small worlds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilot.ruleset.reading.load import read_ruleset
from tests.evaluation.cases import World, random_world, worlds
from tests.evaluation.small import OUT, Tables, by_kernel, by_plain_reading
from tests.evaluation.soak import difference

some = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(some, max_examples=100)

Row = dict[str, Any]


def by_both(world: World) -> list[Tables]:
    return [read(world.ruleset, world.city, world.as_of, world.joined) for read in (by_kernel, by_plain_reading)]


def rows(tables: Tables, name: str) -> list[Row]:
    return [dict(zip(OUT[name], row, strict=True)) for row in tables.tables[name]]


def without(row: Row, *columns: str) -> tuple[object, ...]:
    return tuple(cell for column, cell in row.items() if column not in columns)


@many
@given(worlds())
def test_the_columns_and_the_plain_reading_give_the_same_four_tables_row_for_row(world: World) -> None:
    kernel, plain = by_both(world)

    for name in OUT:
        assert plain.tables[name] == kernel.tables[name], name


def test_the_seeded_worlds_of_the_soak_agree_too() -> None:
    assert [None] * 20 == [difference(random_world(Random(seed))) for seed in range(20)]


@some
@given(worlds())
def test_the_reader_of_rulesets_takes_every_random_ruleset_as_it_is_meant(world: World) -> None:
    assert world.ruleset == read_ruleset(world.file_text, "random.yaml")


@some
@given(worlds(), st.integers())
def test_the_order_of_the_rows_in_the_files_does_not_matter(world: World, seed: int) -> None:
    random = Random(seed)
    shuffled = replace(world, tables={name: random.sample(part, len(part)) for name, part in world.tables.items()})

    for before, after in zip(by_both(world), by_both(shuffled), strict=True):
        assert before.tables == after.tables


@some
@given(worlds(), st.integers(1, 900))
def test_what_was_posted_by_a_day_stands_unchanged_on_any_later_day(world: World, share: int) -> None:
    """Later records and later days add rows; only what contacts bring is worked out anew each day."""
    opens_on = world.given["opens_on"]
    earlier = opens_on + (world.as_of - opens_on) * share // 1000

    for then, now in zip(by_both(replace(world, as_of=earlier)), by_both(world), strict=True):
        posted = [without(row, "posting_id") for row in rows(then, "ledger") if row["type"] != "contact"]
        stands = [
            without(row, "posting_id")
            for row in rows(now, "ledger")
            if row["date"] <= earlier and row["type"] != "contact"
        ]
        assert posted == stands


@some
@given(worlds())
def test_without_factors_the_last_balance_is_the_start_plus_all_points(world: World) -> None:
    score = world.given.get("score", {})
    for tables in by_both(world) if score and not score.get("factors") else ():
        points: defaultdict[str, int] = defaultdict(int)
        last = {}
        for row in rows(tables, "ledger"):
            points[row["subject_id"]] += row["points"]
            last[row["subject_id"]] = row["balance"]
        assert points == last


@some
@given(worlds())
def test_the_score_stays_between_floor_and_ceiling(world: World) -> None:
    score = world.given.get("score", {})
    for tables in by_both(world) if score else ():
        for row in rows(tables, "ledger"):
            assert score.get("floor", row["score"]) <= row["score"] <= score.get("ceiling", row["score"])


@some
@given(worlds())
def test_every_reversal_takes_back_one_posting_and_none_twice(world: World) -> None:
    for tables in by_both(world):
        made, undone = defaultdict(list), defaultdict(list)
        for row in rows(tables, "ledger"):
            key = tuple(row[column] for column in ("subject_id", "record_id", "rule_id", "via_id"))
            if row["type"] in ("rule", "carry"):
                made[key].append(row["points"])
            elif row["type"] in ("appeal", "settlement", "expiry"):
                undone[key].append(-row["points"])
        for key, points in undone.items():
            assert points == made[key]
            assert 0 not in points


@some
@given(worlds())
def test_a_rule_never_moves_a_subject_by_more_than_its_cap_in_a_period(world: World) -> None:
    caps = {rule.id: rule.cap for rule in world.ruleset.rules if rule.cap}
    letters = {"month": 7, "year": 4, "ever": 0}
    for tables in by_both(world):
        moved: defaultdict[tuple[str, str, str], int] = defaultdict(int)
        for row in rows(tables, "ledger"):
            if row["type"] in ("rule", "contact") and (cap := caps.get(row["rule_id"])):
                period = row["date"].isoformat()[: letters[cap.per]]
                moved[row["subject_id"], row["rule_id"], period] += abs(row["points"])
        assert all(points <= caps[rule_id].points for (_, rule_id, _), points in moved.items())


@some
@given(worlds())
def test_who_is_joined_changes_only_which_consequences_are_in_force(world: World) -> None:
    for separate, joined in zip(by_both(replace(world, joined=())), by_both(replace(world, joined=None)), strict=True):
        for name in ("ledger", "standing", "memberships"):
            assert separate.tables[name] == joined.tables[name]
        assert [without(row, "in_force") for row in rows(separate, "consequences")] == [
            without(row, "in_force") for row in rows(joined, "consequences")
        ]
        assert all(row["in_force"] for row in rows(joined, "consequences"))
