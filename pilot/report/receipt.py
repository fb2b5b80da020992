"""The receipt: what a figure, table or page was made from, so that anyone can make it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pilot
from pilot.evaluation.assess import Assessment
from pilot.ruleset.changes.origins import began_from
from pilot.ruleset.reading.load import fingerprint


@dataclass(frozen=True)
class Receipt:
    """Version, ruleset and city with their fingerprints (12 hexadecimal digits), and the day.

    `joined` names the agencies that act on each other's listings, sorted; None means all. `began_from` is the
    fingerprint of what a draft began from; None where the ruleset is no draft.
    """

    version: str
    ruleset: str
    ruleset_fingerprint: str
    city: str
    city_fingerprint: str
    as_of: dt.date
    joined: tuple[str, ...] | None = None
    began_from: str | None = None

    @classmethod
    def of(cls, assessment: Assessment) -> Receipt:
        """The receipt of an assessment made by this version."""
        ruleset, city, joined = assessment.ruleset, assessment.city, assessment.joined
        start = began_from(ruleset)
        return cls(
            version=pilot.__version__,
            ruleset=ruleset.id,
            ruleset_fingerprint=fingerprint(ruleset),
            city=city.id,
            city_fingerprint=city.fingerprint,
            as_of=assessment.as_of,
            joined=None if joined is None else tuple(sorted(joined)),
            began_from=None if start is None else fingerprint(start),
        )

    def __str__(self) -> str:
        parts = [
            f"Points Pilot {self.version}",
            self._ruleset,
            f"city {self.city} {self.city_fingerprint}",
            f"as of {self.as_of}",
        ]
        if self.joined is not None:
            parts.append(f"joined: {', '.join(self.joined) or 'none'}")
        return " · ".join(parts)

    @property
    def _ruleset(self) -> str:
        if self.began_from is None:
            return f"ruleset {self.ruleset} {self.ruleset_fingerprint}"
        return f"draft {self.ruleset_fingerprint} of ruleset {self.ruleset} {self.began_from}"

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON and for table metadata; `joined` is the word "all" or a list."""
        return {
            "version": self.version,
            "ruleset": {
                "id": self.ruleset,
                "fingerprint": self.ruleset_fingerprint,
                "began_from": self.began_from,
            },
            "city": {"id": self.city, "fingerprint": self.city_fingerprint},
            "as_of": self.as_of.isoformat(),
            "joined": "all" if self.joined is None else list(self.joined),
        }
