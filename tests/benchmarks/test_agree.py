"""The peers in `benchmarks/` say what the engine says, or the comparison would mean nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from pilot import City, Ruleset, evaluate, load_ruleset
from pilot.ruleset.model import Consequence, EnteredWhen, PointsPer, RecordWhen, Rule, RulesetList
from pilot.ruleset.model.field_facts import COUNTS
from pilot.ruleset.model.part import Part
from pilot.ruleset.reading.load import read_ruleset, shipped_rulesets
from tests.evaluation.cases import World, random_world
from tests.evaluation.small import small_city, small_ruleset

pytest.importorskip("polars", reason='Polars is not installed: it comes with pip install "points-pilot[bench]".')
pytest.importorskip("duckdb", reason='DuckDB is not installed: it comes with pip install "points-pilot[bench]".')

from benchmarks import compare, impact, pandas_script, polars_script
from benchmarks.agreement import DisagreementError, demand_the_same, first_difference
from benchmarks.polars_postings import frames_of
from benchmarks.report import Report, machine
from benchmarks.tables import tables_of
from benchmarks.workload import make_city

AS_OF = dt.date(2024, 12, 31)
Ledger = Callable[[Ruleset, City, dt.date], pd.DataFrame]


def by_pandas(ruleset: Ruleset, city: City, as_of: dt.date) -> pd.DataFrame:
    return pandas_script.ledger(tables_of(city), ruleset, as_of)


def by_polars(ruleset: Ruleset, city: City, as_of: dt.date) -> pd.DataFrame:
    return polars_script.ledger(frames_of(tables_of(city)), ruleset, as_of).to_pandas()


by_both_peers = pytest.mark.parametrize("ledger", [by_pandas, by_polars])


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset(Path(compare.__file__).with_name("ruleset.yaml"))


@pytest.fixture(scope="module")
def city() -> City:
    return make_city(200)


@by_both_peers
def test_the_peers_give_the_engine_s_ledger_to_the_last_column(ledger: Ledger, ruleset: Ruleset, city: City) -> None:
    assert "" == first_difference(evaluate(ruleset, city, AS_OF).ledger, ledger(ruleset, city, AS_OF))


@by_both_peers
def test_they_agree_in_the_midst_of_the_years_too(ledger: Ledger, ruleset: Ruleset, city: City) -> None:
    day = dt.date(2021, 2, 28)

    assert "" == first_difference(evaluate(ruleset, city, day).ledger, ledger(ruleset, city, day))


def test_where_only_the_heaviest_rule_counts_the_pandas_script_agrees(ruleset: Ruleset, city: City) -> None:
    heaviest = ruleset.model_copy(update={"overlap": "heaviest"})
    ours = evaluate(heaviest, city, AS_OF).ledger

    assert "heavier rule applies" in set(ours["note"])
    assert "" == first_difference(ours, by_pandas(heaviest, city, AS_OF))


WORLDS = [world for world in (random_world(Random(seed)) for seed in range(40)) if world.ruleset.bands]


@pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
def test_they_agree_on_random_rulesets_with_bands(world: World) -> None:
    ours = evaluate(world.ruleset, world.city, world.as_of).ledger

    assert "" == first_difference(ours, by_pandas(world.ruleset, world.city, world.as_of))
    if world.ruleset.overlap == "all":
        assert "" == first_difference(ours, by_polars(world.ruleset, world.city, world.as_of))


WORKED = """
score: {start: 100, factors: {conduct: {min: -11, max: 0}}}
bands: [{grade: good, from: 100}, {grade: fair}]
rules:
  - {id: red, when: {kind: traffic.red}, points: -5, repeat: {within_months: 12, multiply: [1, 2]},
     cap: {per: year, points: 12}, expires_after_months: 12, factor: conduct}
  - {id: debt, when: {kind: court.debt}, points: -7, until: settled, lists: [debtors],
     carry: [{to: spouse, share: 0.5}]}
  - {id: play, when: {kind: play.*, while_on: debtors}, points: -1}
  - {id: spouse, when: {contacts: {relationship: spouse, score_below: 100}}, points: -3, cap: {per: ever, points: 2}}
lists: {debtors: {}}
"""
WORKED_CITY = {
    "people": "p1\np2",
    "records": """
        r1 p1 2021-02-28 traffic.red
        r2 p1 2021-08-31 traffic.red
        r3 p1 2022-02-28 traffic.red
        r4 p1 2021-06-01 court.debt settled_on=2021-09-01
        r5 p1 2021-07-01 play.cards
        r6 p1 2021-09-01 play.cards
    """,
    "relationships": "p1 p2 spouse\np2 p1 spouse",
    "appeals": "r2 2021-10-01 upheld",
}
WORKED_LEDGER = """
p1 2021-01-01 opening    -  -      -  100 100 good -
p1 2021-02-28 rule       r1 red    -   -5  95 fair -
p1 2021-06-01 rule       r4 debt   -   -7  88 fair -
p1 2021-07-01 rule       r5 play   -   -1  87 fair -
p1 2021-08-31 rule       r2 red    -   -7  81 fair cap_reached
p1 2021-09-01 settlement r4 debt   -    7  88 fair -
p1 2021-10-01 appeal     r2 red    -    7  94 fair -
p1 2022-02-28 rule       r3 red    -  -10  88 fair -
p1 2022-02-28 expiry     r1 red    -    5  89 fair -
p2 2021-01-01 opening    -  -      -  100 100 good -
p2 2021-06-01 carry      r4 debt   p1  -4  96 fair -
p2 2021-09-01 settlement r4 debt   p1   4 100 good -
p2 2022-03-31 contact    -  spouse -   -2  98 fair cap_reached
"""


@pytest.mark.parametrize("ledger", [by_pandas, by_polars, lambda *given: evaluate(*given).ledger])
def test_a_ledger_worked_out_by_hand_comes_out(ledger: Ledger) -> None:
    """
    The second red light is a repeat that the year's cap cuts to 7; the factor stops at -11; the third repeats the
    second alone, the first being a year back; the debt is settled on the day of the second game, which costs nothing.
    """
    rows = ledger(small_ruleset(WORKED), small_city(**WORKED_CITY), dt.date(2022, 3, 31))
    rows = rows.drop(columns=["posting_id", "score"]).assign(date=rows["date"].astype("str"))
    cells = rows.astype("object").where(rows.notna(), "-").astype("str")

    assert WORKED_LEDGER.split() == [cell.replace(" ", "_") for row in cells.to_numpy() for cell in row]


def used(part: type[Part], parts: Sequence[object]) -> set[str]:
    """The keys of a part of the format that at least one of these gives."""
    return {key for key, field in part.model_fields.items() if any(getattr(one, key) != field.default for one in parts)}


def counted(part: type[Part]) -> set[str]:
    """The keys of a part of the format that the evaluation reads."""
    return {key for key, field in part.model_fields.items() if COUNTS in field.metadata}


def test_the_ruleset_has_25_rules_that_use_every_key_of_the_format(ruleset: Ruleset) -> None:
    whens = [rule.when for rule in ruleset.rules if isinstance(rule.when, RecordWhen)]

    assert 25 == len(ruleset.rules)
    assert set(Rule.model_fields) == used(Rule, list(ruleset.rules))
    assert set(RecordWhen.model_fields) == used(RecordWhen, whens)
    assert {"month", "year", "ever"} == {rule.cap.per for rule in ruleset.rules if rule.cap}
    assert set(RulesetList.model_fields) - {"text", "source"} <= used(RulesetList, list(ruleset.lists.values()))
    assert counted(Ruleset) - {"schema_", "overlap"} <= used(Ruleset, [ruleset])
    assert counted(Consequence) <= used(Consequence, list(ruleset.consequences.values()))
    assert counted(PointsPer) == used(PointsPer, [rule.points_per for rule in ruleset.rules if rule.points_per])
    assert {"age"} <= {column for when in whens for column in when.subject} & set(ruleset.scope)
    assert any(isinstance(listing.entered_when, EnteredWhen) for listing in ruleset.lists.values())


def test_the_same_number_of_residents_gives_the_same_city() -> None:
    one, other = make_city(50), make_city(50)

    for table in ("residents", "companies", "records", "relationships", "appeals"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))


def test_two_ledgers_that_differ_are_reported_by_row_and_column(ruleset: Ruleset, city: City) -> None:
    ours = evaluate(ruleset, city, AS_OF).ledger
    theirs = ours.assign(points=ours["points"].where(ours["posting_id"] != 7, 99))

    assert first_difference(ours, theirs).startswith("Row 7, points: ")
    with pytest.raises(DisagreementError, match=r"^The engine and the script disagree\. Row 7, points: "):
        demand_the_same(ours, theirs, "script")


def test_a_run_reports_times_ratios_and_bars() -> None:
    lines: list[str] = []

    report = compare.run([60], 1, lines.append, explain_large=80)

    assert {"at least", "at most"} == {bar.sign for bar in report.bars}
    assert 8 + 2 == len(report.rows)
    assert "| ratio |" in report.as_markdown()
    assert all(row.wall > 0 for row in report.rows)
    assert "the same three times" in lines[1]


def test_a_part_of_the_page_of_results_is_replaced_and_leaves_the_others(tmp_path: Path) -> None:
    page, report = tmp_path / "RESULTS.md", Report(machine(None), 1, ("A note.",), (), ())
    for part in (report, replace(report, title="Another"), replace(report, notes=("A newer note.",))):
        part.write(page)

    text = page.read_text(encoding="utf-8")
    assert ["# Side by side with the peers", "# Another"] == re.findall("^# .*", text, flags=re.MULTILINE)
    assert ["A newer note.", "A note."] == re.findall("^- (.*)", text, flags=re.MULTILINE)


def test_a_ruleset_is_made_as_long_as_wanted_of_its_own_rules() -> None:
    text = shipped_rulesets()["rongcheng"].read_text(encoding="utf-8")
    own, many = (read_ruleset(one, "many.yaml").rules for one in (text, impact.with_rules(text, 200)))

    assert 200 == len(many)
    assert own == many[: len(own)]
    assert own[1].when == many[len(own) + 1].when
