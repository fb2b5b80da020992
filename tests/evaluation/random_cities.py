"""Random small cities as rows of plain values, on the days, kinds and ids that the random rulesets look at."""

from __future__ import annotations

import datetime as dt

from tests.evaluation.dice import (
    AGENCIES,
    AMOUNTS,
    BORN,
    COMPANIES,
    KINDS,
    SUBJECTS,
    TIES,
    Dice,
    Part,
)


class CityDice(Dice):
    """Draws a city, table by table."""

    def city(self, days: list[dt.date]) -> dict[str, list[Part]]:
        """Three to eight persons, up to three companies, up to forty records on a few days, ties and appeals."""
        people = [self._person(subject_id) for subject_id in self.some(SUBJECTS, 3, 8)]
        companies = [self._company(subject_id) for subject_id in self.some(COMPANIES, 0, 3)]
        ids = [row["subject_id"] for row in (*people, *companies)]
        names = [f"{self.one('rR')}{number}" for number in range(self.one((3, 12, 25, 40)))]
        records = [self._record(name, self.one(ids), days) for name in names]
        pairs = {(self.one(ids), self.one(ids), self.one(TIES)) for _ in range(self.one((0, 8, 30)))}
        appeals = [self._appeal(f"a{n}", self.one(names), days) for n in range(self.one((0, 3, 10)))] if names else []
        return {
            "residents": people, "companies": companies, "records": records, "appeals": appeals,
            "relationships": [
                {"subject_id": one, "other_id": other, "kind": kind}
                for one, other, kind in sorted(pairs)
                if one != other
            ],
        }  # fmt: skip

    def _person(self, subject_id: str) -> Part:
        return {
            "subject_id": subject_id, "name": "A person", "born": self.one((*BORN, None)),
            "gender": self.one(("f", "m", None)), "district": self.one(("North", "South", None)),
            "enrolled": self.one(("true", "true", "false", None)), "pet": self.one(("true", "false", None)),
        }  # fmt: skip

    def _company(self, subject_id: str) -> Part:
        return {
            "subject_id": subject_id, "name": "A company", "sector": self.one(("steel", "tea", None)),
            "district": self.one(("North", "East", None)), "enrolled": self.one(("true", "false", None)),
        }  # fmt: skip

    def _record(self, record_id: str, subject_id: str, days: list[dt.date]) -> Part:
        return {
            "record_id": record_id, "subject_id": subject_id, "date": self.one(days),
            "kind": self.one((*KINDS, *KINDS[:2] * 3)), "amount": self.one((*AMOUNTS, None)),
            "agency": self.one((*AGENCIES, None)), "settled_on": self.one((*days, None, None, None)),
        }  # fmt: skip

    def _appeal(self, appeal_id: str, record_id: str, days: list[dt.date]) -> Part:
        outcome = self.one(("upheld", "upheld", "rejected", None))
        decided_on = self.one(days) if outcome else None
        return {
            "appeal_id": appeal_id, "record_id": record_id, "filed_on": min(days), "decided_on": decided_on,
            "outcome": outcome,
        }  # fmt: skip
