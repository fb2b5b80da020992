"""A city with one of everything, under a ruleset with one of everything, where every count is 1."""

from __future__ import annotations

from pathlib import Path

TABLES = {
    "residents": "subject_id,name,born,gender,district,registration,education,income,enrolled\n"
    "P1,Ada Fern,1980,female,North,local,degree,low,true\n",
    "companies": "subject_id,name,sector,enrolled\nC1,Fern Ltd,building,true\n",
    "kinds": "kind,title,topic\ntraffic.red_light,Red light,traffic\n",
    "acts": "act_id,subject_id,date,kind\nA1,P1,2020-01-10,traffic.red_light\n",
    "records": "record_id,subject_id,date,kind,act_id\nR1,P1,2020-01-10,traffic.red_light,A1\n",
    "appeals": "appeal_id,record_id,filed_on\nX1,R1,2020-02-01\n",
}
RULESET = """schema: 1
id: one
title: The rule of one
sources:
  own: {title: Own, kind: own}
participation: mandatory
opens_on: 2020-01-01
score: {start: 1, floor: 0}
bands:
  - {grade: A, from: 1}
  - {grade: B, consequences: [queue]}
rules:
  - id: red
    text: Red.
    when: {kind: traffic.*}
    points: -1
    repeat: {within_months: 1, multiply: [1, 2]}
    expires_after_months: 1
    cap: {per: year, points: 1}
    lists: [listed]
    source: {ref: own, at: page 1, basis: conjectured}
    plausible: {points: [-2, -1]}
lists:
  listed: {title: Listed, kind: blacklist, lasts_months: 1, consequences: [queue]}
consequences:
  queue: {title: Queue, effect: burden, agency: Office, falls_on: [self]}
disclosure:
  subject: {score: shown}
  delay_hours: 1
  notice: on_change
recourse:
  appeal: {available: true, window_days: 1, decided_by: Office, decides_within_days: 1}
examples:
  - name: A red light
    as_of: 2020-01-20
    records: [{date: 2020-01-10, kind: traffic.red_light}]
    expect: {points: [-1], score: 0}
"""


def city_of_one(folder: Path) -> Path:
    """The city's tables in a folder."""
    for name, table in TABLES.items():
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    return folder


def ruleset_of_one(folder: Path) -> Path:
    """The ruleset's file in a folder."""
    file = folder / "one.yaml"
    file.write_text(RULESET, encoding="utf-8")
    return file
