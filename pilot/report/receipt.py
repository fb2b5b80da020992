"""The receipt: what a figure, table or page was made from, so that anyone can make it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pilot
from pilot.evaluation.assess import Assessment
from pilot.ruleset.reading.load import fingerprint


@dataclass(frozen=True)
class Receipt:
    """Version, ruleset and city with their fingerprints (12 hexadecimal digits), and the day.

    `joined` names the agencies that act on each other's listings, sorted; None means all.
    """

    version: str
    ruleset: str
    ruleset_fingerprint: str
    city: str
    city_fingerprint: str
    as_of: dt.date
    joined: tuple[str, ...] | None = None

    @classmethod
    def of(cls, assessment: Assessment) -> Receipt:
        """The receipt of an assessment made by this version."""
        ruleset, city, joined = assessment.ruleset, assessment.city, assessment.joined
        return cls(
            version=pilot.__version__,
            ruleset=ruleset.id,
            ruleset_fingerprint=fingerprint(ruleset),
            city=city.id,
            city_fingerprint=city.fingerprint,
            as_of=assessment.as_of,
            joined=None if joined is None else tuple(sorted(joined)),
        )

    def __str__(self) -> str:
        parts = [
            f"Points Pilot {self.version}",
            f"ruleset {self.ruleset} {self.ruleset_fingerprint}",
            f"city {self.city} {self.city_fingerprint}",
            f"as of {self.as_of}",
        ]
        if self.joined is not None:
            parts.append(f"joined: {', '.join(self.joined) or 'none'}")
        return " · ".join(parts)

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON and for table metadata; `joined` is the word "all" or a list."""
        return {
            "version": self.version,
            "ruleset": {"id": self.ruleset, "fingerprint": self.ruleset_fingerprint},
            "city": {"id": self.city, "fingerprint": self.city_fingerprint},
            "as_of": self.as_of.isoformat(),
            "joined": "all" if self.joined is None else list(self.joined),
        }
