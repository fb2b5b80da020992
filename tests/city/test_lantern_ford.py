"""The shipped city and the twelve residents whose stories the screens tell."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from frictionless import validate

from pilot.city.cast import CastMember
from pilot.city.city import City
from pilot.city.inventing.generator import new_city
from pilot.city.reading.load import load_city, shipped_city
from pilot.errors import DataError

COUNTS = {
    "residents": 600,
    "companies": 40,
    "records": 11_932,
    "acts": 16_223,
    "relationships": 2_113,
    "appeals": 180,
    "kinds": 142,
}


@pytest.fixture(scope="module")
def cast() -> list[CastMember]:
    return list(load_city(shipped_city()).cast)


def file_of(city: City, subject_id: str) -> pd.DataFrame:
    """The subject's records, each with the subject who really did the act."""
    doer = city.records["act_id"].map(city.acts.set_index("act_id")["subject_id"])
    return city.records.assign(doer=doer)[city.records["subject_id"] == subject_id]


class TestCity:
    def test_it_has_the_size_that_its_readme_gives(self, lantern_ford: City) -> None:
        readme = (shipped_city() / "README.md").read_text(encoding="utf-8")

        for name, count in COUNTS.items():
            assert count == len(getattr(lantern_ford, name))
            assert f"| `{name}.csv` | {count:,} |" in readme

    def test_it_is_called_lantern_ford(self, lantern_ford: City) -> None:
        assert ("lantern-ford", "Lantern Ford") == (lantern_ford.id, lantern_ford.title)

    def test_its_seed_gives_the_shipped_bytes_again(self, tmp_path: Path) -> None:
        again = new_city(600, 40, 6, tmp_path / "lantern-ford", cast=True)

        for file in shipped_city().iterdir():
            assert file.read_bytes() == (again / file.name).read_bytes(), file.name

    def test_its_data_package_is_valid(self) -> None:
        report = validate(str(shipped_city() / "datapackage.json"))

        assert report.valid, report.flatten(["fieldName", "rowNumber", "type", "note"])

    def test_every_topic_of_the_format_has_records(self, lantern_ford: City) -> None:
        topics = lantern_ford.records["kind"].map(lantern_ford.kinds.set_index("kind")["topic"])

        assert 18 == topics.nunique()

    def test_a_dozen_offices_supply_the_records(self, lantern_ford: City) -> None:
        assert 12 == lantern_ford.records["agency"].nunique()


class TestCast:
    def test_twelve_residents_have_a_story(self, cast: list[CastMember], lantern_ford: City) -> None:
        called = lantern_ford.residents.set_index("subject_id")["name"]

        assert [f"P{number:04}" for number in range(1, 13)] == sorted(member.subject_id for member in cast)
        assert all(called[member.subject_id] == member.name for member in cast)

    def test_the_story_that_opens_the_screens_comes_first(self, cast: list[CastMember]) -> None:
        assert "P0006" == cast[0].subject_id

    def test_everybody_has_eight_to_thirty_records_from_the_first_years_to_the_last(
        self, cast: list[CastMember], lantern_ford: City
    ) -> None:
        for member in cast:
            records = file_of(lantern_ford, member.subject_id)
            assert 8 <= len(records) <= 30, member.name
            assert records["date"].min().year <= 2020, member.name
            assert records["date"].max().year == 2024, member.name

    def test_stories_are_two_to_five_plain_sentences(self, cast: list[CastMember]) -> None:
        for member in cast:
            assert 2 <= member.story.count(". ") + 1 <= 5, member.name
            assert member.story.endswith("."), member.name
            assert member.look_at.endswith("."), member.name

    def test_the_namesake_carries_three_records_of_acts_by_a_man_of_the_same_name(self, lantern_ford: City) -> None:
        records = file_of(lantern_ford, "P0006")
        called = lantern_ford.residents.set_index("subject_id")["name"]

        assert ["P0015"] * 3 == list(records.loc[records["doer"] != "P0006", "doer"])
        assert called["P0006"] == called["P0015"]

    def test_one_of_two_fabricated_entries_fell_on_appeal(self, lantern_ford: City) -> None:
        made_up = file_of(lantern_ford, "P0008").query("act_id.isna()")
        appeals = lantern_ford.appeals[lantern_ford.appeals["record_id"].isin(made_up["record_id"])]

        assert ["rejected", "upheld"] == sorted(appeals["outcome"])

    def test_the_debtor_who_cannot_pay_had_paid_nine_months_before_the_file_had_it(self, lantern_ford: City) -> None:
        debt = file_of(lantern_ford, "P0003").query("kind == 'court.judgment_unpaid'").iloc[0]

        assert "Paid on 2023-11-27; entered later." == debt["note"]
        assert pd.Timestamp("2024-08-19") == debt["settled_on"]

    def test_the_shareholder_owes_nothing_herself(self, lantern_ford: City) -> None:
        rows = set(lantern_ford.relationships.itertuples(index=False, name=None))

        assert ("C001", "P0001", "shareholder") in rows
        assert "court.judgment_unpaid" in set(file_of(lantern_ford, "C001")["kind"])
        assert "court.judgment_unpaid" not in set(file_of(lantern_ford, "P0001")["kind"])

    def test_two_lives_alike_are_recorded_unlike(self, lantern_ford: City) -> None:
        done = {id: lantern_ford.acts.query("subject_id == @id")["kind"].value_counts() for id in ("P0010", "P0016")}

        assert done["P0010"].to_dict() == done["P0016"].to_dict()
        assert (29, 2) == (len(file_of(lantern_ford, "P0010")), len(file_of(lantern_ford, "P0016")))

    def test_the_petitioner_went_up_step_by_step(self, lantern_ford: City) -> None:
        kinds = file_of(lantern_ford, "P0005").sort_values("date")["kind"]

        assert ["petition.to_prefecture", "petition.to_province", "petition.to_beijing"] == list(
            dict.fromkeys(kind for kind in kinds if kind.startswith("petition.to_"))
        )


class TestTheCastIsReadWithTheCity:
    def test_a_city_without_a_cast_has_none(self, lantern_ford: City, tmp_path: Path) -> None:
        folder = shutil.copytree(shipped_city(), tmp_path / "city")
        (folder / "cast.csv").unlink()

        assert () == load_city(folder).cast
        assert lantern_ford.fingerprint == load_city(folder).fingerprint

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda text: text.replace("look_at", "hint", 1), "missing-column"),
            (lambda text: text.replace("Tamarisk Oriel", "tamarisk@example.org", 1), "e-mail-address"),
            (lambda text: text.replace("P0001,", "P9999,", 1), "unknown-subject"),
            (lambda text: "", "empty-file"),
        ],
    )
    def test_a_faulty_cast_is_reported_like_any_other_table(
        self, change: Callable[[str], str], code: str, tmp_path: Path
    ) -> None:
        folder = shutil.copytree(shipped_city(), tmp_path / "city")
        text = (folder / "cast.csv").read_text(encoding="utf-8")
        (folder / "cast.csv").write_text(change(text), encoding="utf-8")

        with pytest.raises(DataError, match=code):
            load_city(folder)


class TestMoments:
    def test_every_story_has_days_to_look_at_within_the_city_s_years(self, cast: list[CastMember]) -> None:
        for member in cast:
            days = [moment.day for moment in member.moments] + ([member.opens_on] if member.opens_on else [])
            assert days, member.name
            assert all(dt.date(2019, 1, 1) <= day <= dt.date(2024, 12, 31) for day in days), member.name
            assert len({moment.words for moment in member.moments}) == len(member.moments)
