"""Of the entries that moved points, grade or lists: what the screens of an audience show of each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from pilot.disclosure.opacity.entropy import bits
from pilot.disclosure.shown.screen_codes import COUNTED, past_of
from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.evaluation import Assessment
from pilot.evaluation.kernel.columns import Longs, arrow_text
from pilot.ruleset.model.values import Audience, Item


@dataclass(frozen=True)
class EntryShares:
    """How many entries there are, and the shares of them (0 to 1, None without any) of which the audience is shown
    that they exist, their points, the reason and the rule to read it in, who supplied them, who receives them.
    """

    count: int
    known: float | None
    points: float | None
    reason: float | None
    sender: float | None
    recipients: float | None

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def entries_of(assessment: Assessment) -> pd.DataFrame:
    """The ledger rows that opacity counts (step 13): those with points, or whose rule lists or sets a grade."""
    return assessment.once("entries", lambda: _entries(assessment))


def weighing(assessment: Assessment) -> pd.Series:
    """Which rows of the ledger are entries, row by row."""
    ledger = assessment.ledger
    acting = [rule.id for rule in assessment.ruleset.rules if rule.lists or rule.override]
    weighs: pd.Series = (ledger["points"] != 0) | ledger["rule_id"].isin(acting)
    return ledger["type"].isin(COUNTED) & weighs


def _entries(assessment: Assessment) -> pd.DataFrame:
    columns = ["subject_id", "date", "type", "record_id", "rule_id", "points"]
    return assessment.ledger.loc[weighing(assessment), columns]


def entry_shares(
    assessment: Assessment, audience: Audience = "subject", *, requested: bool = False, subject_id: str | None = None
) -> EntryShares:
    """What `audience` is shown of everybody's entries, or of one subject's; `requested` opens what is on request.

    An entry that the delay still holds back is shown with nothing, and so is one of whoever was not covered yet on the
    day that the screens show.
    """
    found = entries_of(assessment)
    if subject_id is not None:
        found = found[found["subject_id"] == subject_id]
    if not len(found):
        return EntryShares(0, None, None, None, None, None)
    there = float(np.mean(_on_the_screens(found, assessment)))
    open_ = assessment.ruleset.disclosure.open_to(audience, requested=requested)
    return EntryShares(
        count=len(found),
        known=there if set(OF_POSTINGS) & open_ else 0.0,
        points=there if "points" in open_ else 0.0,
        reason=there if {"reasons", "rules"} <= open_ else 0.0,
        sender=there if "agencies" in open_ else 0.0,
        recipients=there if "recipients" in open_ else 0.0,
    )


def _on_the_screens(found: pd.DataFrame, assessment: Assessment) -> pd.Series:
    """Which entries stand on the screens of the assessment's day, if anything of an entry is shown at all."""
    past = past_of(assessment)
    if past is None:
        return pd.Series(data=False, index=found.index)
    in_time: pd.Series = found["date"] <= pd.Timestamp(past.as_of)
    if past is assessment or not assessment.ruleset.scope:
        return in_time
    return in_time & found["subject_id"].isin(set(past.standing["subject_id"]))


def entry_bits(
    assessment: Assessment, audience: Audience = "subject", *, requested: bool = False
) -> tuple[float, float]:
    """H(rule) and H(rule | what is shown of the entry) in bits, over all entries: how much it takes on average to say
    which rule made one.

    Shown of an entry may be its points, its rule, the kind of its record and who supplied it. Its day and the record's
    number tell entries apart and say nothing of a rule, so they count for nothing.
    """
    found = entries_of(assessment)
    rules = _rules(found)
    items = assessment.ruleset.disclosure.open_to(audience, requested=requested)
    there = _on_the_screens(found, assessment).to_numpy()
    shown = np.zeros(len(found), dtype=np.int64)
    for item, codes in assessment.once("parts of entries", lambda: _parts(found, assessment)).items():
        if item in items:
            shown = _paired(shown, np.where(there, codes, -1))
    known = bits(shown)
    return bits(rules), max(bits(_paired(rules, shown)) - known, 0.0)


def _rules(found: pd.DataFrame) -> Longs:
    return np.asarray(found["rule_id"].cat.codes, dtype=np.int64)


def _paired(one: Longs, other: Longs) -> Longs:
    """A number for each pair that there is."""
    pairs = one * (int(other.max(initial=0)) + 2) + other + 1
    codes: Longs = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    return codes


def _parts(found: pd.DataFrame, assessment: Assessment) -> dict[Item, Longs]:
    """What of an entry says something of its rule, by the item that shows it; as numbers, -1 where there is none."""
    columns = assessment.columns
    rows = pc.index_in(arrow_text(found["record_id"]), value_set=columns.record_ids).fill_null(-1).to_numpy()
    has = rows >= 0
    return {
        "points": np.unique(found["points"].to_numpy(), return_inverse=True)[1].astype(np.int64),
        "reasons": _rules(found),
        "records": np.where(has, columns.kind[rows], -1).astype(np.int64),
        "agencies": np.where(has, columns.agency[rows], -1).astype(np.int64),
    }
