"""Invented cities: the same seed gives the same bytes, and records go wrong as often as the assumptions say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from frictionless import validate

from pilot.city.city import City
from pilot.city.inventing import invented_names
from pilot.city.inventing.assumptions import Assumptions, load_assumptions, shipped_assumptions
from pilot.city.inventing.chance import Draws
from pilot.city.inventing.generator import new_city
from pilot.city.reading.load import load_city
from pilot.errors import DataError

SEED = 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of 1,500 residents, large enough for shares to settle."""
    return new_city(1500, 60, SEED, tmp_path_factory.mktemp("cities") / "hollow-weir")


@pytest.fixture(scope="module")
def city(folder: Path) -> City:
    return load_city(folder)


@pytest.fixture(scope="module")
def assumed() -> Assumptions:
    return load_assumptions(shipped_assumptions())


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def with_doers(city: City) -> pd.DataFrame:
    """The records, each with the subject who really did the act (null where there was none)."""
    return city.records.assign(doer=city.records["act_id"].map(city.acts.set_index("act_id")["subject_id"]))


class TestSeed:
    def test_the_same_seed_gives_the_same_bytes(self, folder: Path, tmp_path: Path) -> None:
        assert contents(folder) == contents(new_city(1500, 60, SEED, tmp_path / "hollow-weir"))

    def test_another_seed_gives_another_city(self, folder: Path, tmp_path: Path) -> None:
        other = contents(new_city(1500, 60, SEED + 1, tmp_path / "hollow-weir"))

        assert all(contents(folder)[name] != other[name] for name in ("residents.csv", "records.csv", "acts.csv"))

    def test_lines_end_alike_on_every_platform(self, folder: Path) -> None:
        assert not any(b"\r" in data for data in contents(folder).values())


class TestCounts:
    def test_there_are_as_many_subjects_as_were_ordered(self, city: City) -> None:
        assert (1500, 60) == (len(city.residents), len(city.companies))

    @pytest.mark.parametrize(("residents", "companies"), [(1, 1), (2, 1), (3, 40)])
    def test_the_smallest_cities_load_too(self, residents: int, companies: int, tmp_path: Path) -> None:
        city = load_city(new_city(residents, companies, SEED, tmp_path / "tiny"))

        assert (residents, companies) == (len(city.residents), len(city.companies))

    def test_a_subject_has_close_to_twenty_records_and_a_few_have_many_more(self, city: City) -> None:
        records = city.records["subject_id"].value_counts()

        assert 16 < records.mean() < 22
        assert records.max() > 3 * records.median()

    def test_acts_and_records_lie_within_the_period(self, city: City, assumed: Assumptions) -> None:
        period = assumed.period.values

        for days in (city.acts["date"], city.records["date"], city.appeals["filed_on"]):
            assert period.first <= days.min().date() <= days.max().date() <= period.last

    def test_everything_that_happened_is_of_a_kind_that_has_a_title(self, city: City) -> None:
        assert set(city.records["kind"]) | set(city.acts["kind"]) <= set(city.kinds["kind"])


class TestPeople:
    def test_every_name_is_a_plant_and_a_tool_or_stone(self, city: City) -> None:
        parts = city.residents["name"].str.split(" ", expand=True)

        assert set(parts[0]) <= set(invented_names.GIVEN)
        assert set(parts[1]) <= set(invented_names.FAMILY)

    def test_couples_friends_parents_and_children_are_given_both_ways(self, city: City) -> None:
        rows = set(city.relationships.itertuples(index=False, name=None))
        mirrored = {"spouse": "spouse", "friend": "friend", "parent": "child", "child": "parent"}

        assert all((b, a, mirrored[kind]) in rows for a, b, kind in rows if kind in mirrored)

    def test_parents_are_at_least_twenty_two_years_older(self, city: City) -> None:
        born = city.residents.set_index("subject_id")["born"].astype(int)
        rows = city.relationships.query("kind == 'parent'")

        assert (rows["subject_id"].map(born) - rows["other_id"].map(born)).min() >= 22

    def test_every_company_has_one_legal_representative_who_is_a_resident(self, city: City) -> None:
        heads = city.relationships.query("kind == 'legal_representative'")

        assert list(city.companies["subject_id"]) == list(heads["subject_id"])
        assert set(heads["other_id"]) <= set(city.residents["subject_id"])

    def test_about_three_in_five_have_enrolled_and_no_child_has(self, city: City) -> None:
        born = city.residents["born"].astype(int)

        assert 0.57 < (city.residents["enrolled"] == "true").mean() < 0.67
        assert not (city.residents["enrolled"] == "true")[born > 2006].any()


class TestErrors:
    def test_some_entries_are_fabricated(self, city: City, assumed: Assumptions) -> None:
        share = with_doers(city)["act_id"].isna().mean()

        assert share == pytest.approx(assumed.errors.values.fabricated, rel=0.1)

    def test_some_records_are_about_somebody_else(self, city: City, assumed: Assumptions) -> None:
        records = with_doers(city).dropna(subset="doer")
        share = (records["doer"] != records["subject_id"]).mean()

        assert share == pytest.approx(assumed.errors.values.mistaken_identity, rel=0.25)

    def test_some_acts_are_on_record_twice(self, city: City, assumed: Assumptions) -> None:
        share = city.records["act_id"].dropna().duplicated().mean()

        assert share == pytest.approx(assumed.errors.values.double_entry, rel=0.25)

    def test_some_settlements_are_entered_long_after_the_payment_that_the_note_gives(
        self, city: City, assumed: Assumptions
    ) -> None:
        noted = city.records[city.records["note"].notna()]
        paid = pd.to_datetime(noted["note"].str.extract(r"Paid on (\d{4}-\d{2}-\d{2})")[0])
        late = (noted["settled_on"] - paid).dropna().dt.days
        low, high = assumed.late_settlement.values
        share = len(noted) / (city.records["settled_on"].notna() | city.records["note"].notna()).sum()

        assert low <= late.min() <= late.max() <= high
        assert share == pytest.approx(assumed.errors.values.late_settlement, rel=0.25)

    def test_many_acts_are_missed(self, city: City) -> None:
        missed = 1 - city.acts["act_id"].isin(city.records["act_id"]).mean()

        assert 0.2 < missed < 0.4

    def test_the_same_faults_are_recorded_more_often_in_some_districts(self, city: City) -> None:
        home = city.residents.set_index("subject_id")["district"]
        acts = city.acts[city.acts["kind"].isin(["traffic.red_light", "community.littering", "order.noise"])]
        recorded = acts["act_id"].isin(city.records["act_id"]).groupby(acts["subject_id"].map(home)).mean()

        assert recorded["Reedmarsh"] > 2 * recorded["Terrace Hill"]

    def test_good_deeds_are_recorded_alike_everywhere(self, city: City) -> None:
        home = city.residents.set_index("subject_id")["district"]
        acts = city.acts.query("kind == 'volunteer.hours'")
        recorded = acts["act_id"].isin(city.records["act_id"]).groupby(acts["subject_id"].map(home)).mean()

        assert recorded.max() - recorded.min() < 0.1

    def test_appeals_are_upheld_rejected_or_pending_and_wrong_entries_win_more_often(self, city: City) -> None:
        contested = city.appeals.merge(with_doers(city), on="record_id")
        wrong = contested["doer"].isna() | (contested["doer"] != contested["subject_id"])
        won = contested["outcome"] == "upheld"

        assert {"upheld", "rejected"} == set(contested["outcome"].dropna())
        assert contested["outcome"].isna().any()
        assert won[wrong].mean() > won[~wrong].mean()


class TestWriting:
    def test_the_data_package_is_valid(self, tmp_path: Path) -> None:
        report = validate(str(new_city(60, 5, SEED, tmp_path / "Hollow Weir 2") / "datapackage.json"))

        assert report.valid, report.flatten(["fieldName", "rowNumber", "type", "note"])

    def test_numbers_below_one_are_refused_all_at_once(self, tmp_path: Path) -> None:
        with pytest.raises(DataError) as caught:
            new_city(0, 0, -1, tmp_path / "none")

        assert ["residents is 0.", "companies is 0.", "seed is -1."] == [one.found for one in caught.value.problems]
        assert not (tmp_path / "none").exists()

    def test_a_folder_with_other_things_in_it_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")

        with pytest.raises(DataError, match="folder-in-use"):
            new_city(5, 1, SEED, tmp_path, overwrite=True)
        assert ["diary.txt"] == [file.name for file in tmp_path.iterdir()]

    def test_a_city_is_replaced_only_on_request(self, tmp_path: Path) -> None:
        new_city(5, 1, SEED, tmp_path / "town")

        with pytest.raises(DataError, match="city-already-there"):
            new_city(6, 1, SEED, tmp_path / "town")
        assert 6 == len(load_city(new_city(6, 1, SEED, tmp_path / "town", overwrite=True)).residents)

    def test_progress_runs_from_nothing_to_everything(self, tmp_path: Path) -> None:
        stages: list[tuple[str, float]] = []
        new_city(5, 1, SEED, tmp_path / "town", progress=lambda stage, share: stages.append((stage, share)))
        shares = [share for _stage, share in stages]

        assert (0.0, 1.0) == (shares[0], shares[-1])
        assert sorted(shares) == shares


class TestAssumptions:
    def test_every_assumption_has_a_unit_and_says_that_it_is_made_up(self, assumed: Assumptions) -> None:
        for name in type(assumed).model_fields:
            assumption = getattr(assumed, name)
            assert assumption.unit, name
            assert "Made up for teaching." in assumption.about or "Made up for teaching:" in assumption.about, name

    def test_other_assumptions_give_another_city(self, tmp_path: Path) -> None:
        text = shipped_assumptions().read_text(encoding="utf-8").replace("Reedmarsh", "Eelgate")
        (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
        city = load_city(new_city(60, 2, SEED, tmp_path / "town", assumptions=tmp_path / "own.yaml"))

        assert "Eelgate" in set(city.residents["district"])

    def test_the_cast_needs_the_districts_it_lives_in(self, tmp_path: Path) -> None:
        text = shipped_assumptions().read_text(encoding="utf-8").replace("Reedmarsh", "Eelgate")
        (tmp_path / "own.yaml").write_text(text, encoding="utf-8")

        with pytest.raises(DataError, match="the districts lack Reedmarsh"):
            new_city(600, 40, SEED, tmp_path / "town", assumptions=tmp_path / "own.yaml", cast=True)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (
                ("Old Quay: 0.22", "Old Quay: 0.42"),
                r"districts > values: the shares must be 1 together; they are 1\.2\.",
            ),
            (("topic: tax", "topic: taxes"), r"topic: found 'taxes'\.\n  Mend: Write 'finance', 'tax',"),
            (("double_entry", "double"), r"errors > values > double: there is no such key here\."),
            (("2019-01-01", "2029-01-01"), r"`until` must not come before `from`"),
            (("ages: [21, 80]", "ages: [80, 21]"), r"80 to 21 runs backwards"),
            (("period:", "period: ["), r"own\.yaml:8:8: broken-yaml"),
        ],
    )
    def test_faulty_assumptions_are_reported_with_their_place(
        self, change: tuple[str, str], words: str, tmp_path: Path
    ) -> None:
        text = shipped_assumptions().read_text(encoding="utf-8").replace(*change, 1)
        (tmp_path / "own.yaml").write_text(text, encoding="utf-8")

        with pytest.raises(DataError) as caught:
            new_city(5, 1, SEED, tmp_path / "town", assumptions=tmp_path / "own.yaml")
        assert re.search(words, str(caught.value))
        assert re.match(r".*own\.yaml:\d+:\d+: ", str(caught.value))


class TestDraws:
    @pytest.mark.parametrize("mean", [0.0, 0.2, 1.0, 8.0, 60.0])
    def test_counts_have_the_mean_and_the_spread_of_chance_events(self, mean: float) -> None:
        counted = Draws(SEED, 1).counts(np.full(40_000, mean))

        assert counted.mean() == pytest.approx(mean, rel=0.08)
        assert counted.var() == pytest.approx(mean, rel=0.08)

    def test_whole_numbers_reach_both_ends(self) -> None:
        assert {3, 4, 5} == set(Draws(SEED, 1).whole(3, 5, 200).tolist())

    @pytest.mark.parametrize("draw", [lambda d: d.uniform(9), lambda d: d.bell(9), lambda d: d.between(5, 900, 9)])
    def test_stages_do_not_share_their_chance(self, draw: Callable[[Draws], np.ndarray]) -> None:
        assert draw(Draws(SEED, 1)).tolist() == draw(Draws(SEED, 1)).tolist()
        assert draw(Draws(SEED, 1)).tolist() != draw(Draws(SEED, 2)).tolist()
