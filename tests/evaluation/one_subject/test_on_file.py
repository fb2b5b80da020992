"""What is on file about one subject, whatever a ruleset makes of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from pilot import City
from pilot.city.reading.load import city_of
from pilot.evaluation.one_subject.on_file import on_file

DAY = dt.date(2020, 12, 31)

ROWS = {
    "residents": [{"subject_id": "P1", "name": "Juniper Flint"}, {"subject_id": "P2", "name": "Sorrel Anvil"}],
    "records": [
        {"record_id": "R1", "subject_id": "P1", "date": "2020-03-01", "kind": "gift", "amount": "12.5", "act_id": "A1"},
        {"record_id": "R2", "subject_id": "P1", "date": "2020-03-01", "kind": "gift", "act_id": "A1"},
        {"record_id": "R3", "subject_id": "P1", "date": "2020-01-01", "kind": "noise", "act_id": "A2"},
        {"record_id": "R4", "subject_id": "P1", "date": "2020-02-01", "kind": "noise"},
        {"record_id": "R5", "subject_id": "P1", "date": "2021-01-01", "kind": "noise"},
    ],
    "acts": [
        {"act_id": "A1", "subject_id": "P1", "date": "2020-03-01", "kind": "gift"},
        {"act_id": "A2", "subject_id": "P2", "date": "2020-01-01", "kind": "noise"},
    ],
    "kinds": [{"kind": "gift", "title": "A gift", "topic": "charity"}],
}


def town() -> City:
    return city_of({name: pd.DataFrame(rows, dtype="str") for name, rows in ROWS.items()})


def test_records_come_by_date_and_id_up_to_the_day() -> None:
    assert [file.record_id for file in on_file(town(), "P1", DAY)] == ["R3", "R4", "R1", "R2"]


def test_every_record_comes_with_what_stands_behind_it() -> None:
    mistakes = {file.record_id: file.mistake for file in on_file(town(), "P1", DAY)}

    assert mistakes == {"R1": None, "R2": "double entry", "R3": "mistaken identity", "R4": "fabricated"}


def test_a_kind_without_a_title_is_its_own() -> None:
    assert [file.title for file in on_file(town(), "P1", DAY)] == ["noise", "noise", "A gift", "A gift"]


def test_without_acts_no_record_is_called_a_mistake() -> None:
    silent = replace(town(), acts=town().acts.iloc[:0])

    assert {(file.mistake, file.known) for file in on_file(silent, "P1", DAY)} == {(None, False)}
