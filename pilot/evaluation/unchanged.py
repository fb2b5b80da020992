"""Why a rule that was changed makes no difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from pilot.evaluation.assess import Assessment
from pilot.evaluation.columns import columns_of
from pilot.evaluation.match import match_records, scope_of
from pilot.ruleset.counted import counted, counted_rule
from pilot.ruleset.model import RecordWhen, Rule

Reason = Literal[
    "same ruleset", "words only", "out of force", "nobody meets it", "heavier rule", "capped", "taken back",
    "no points", "no occasion",
]  # fmt: skip
_MET = ("rule", "profile", "contact")


@dataclass(frozen=True)
class Unchanged:
    """A rule that differs without effect, and the reason; `rule_id` is None where the whole ruleset is the same.

    The reasons: `same ruleset`; `words only` (nothing differs that the evaluation reads); `out of force` (what would
    meet it lies outside its time); `nobody meets it`; `heavier rule` (all its postings give way to one); `capped` (the
    cap takes the difference away); `taken back` (appeal, settlement or expiry has undone all of them); `no points` (it
    posts 0 and lists nobody); `no occasion` (it is met, but never where the difference would count).
    """

    rule_id: str | None
    reason: Reason


def unchanged_because(before: Assessment, after: Assessment) -> tuple[Unchanged, ...]:
    """The rules that differ and yet move nobody's points, lists or grade, each with the reason."""
    same_question = (before.as_of, before.joined) == (after.as_of, after.joined)
    if same_question and counted(before.ruleset) == counted(after.ruleset):
        return (Unchanged(None, "same ruleset" if before.ruleset == after.ruleset else "words only"),)
    rules = [{rule.id: rule for rule in side.ruleset.rules} for side in (before, after)]
    differing = [name for name in dict.fromkeys([*rules[0], *rules[1]]) if rules[0].get(name) != rules[1].get(name)]
    effects = [_effects(side, differing) for side in (before, after)]
    still = [name for name in differing if effects[0].get(name) == effects[1].get(name)]
    return tuple(Unchanged(name, _reason(name, before, after)) for name in still)


def _effects(assessment: Assessment, rules: list[str]) -> dict[str, object]:
    """What each of the rules does to anybody: points that stand by subject, stays on lists, grades by override."""
    tables = (
        assessment.ledger,
        assessment.memberships,
        assessment.standing.rename(columns={"grade_because": "rule_id"}),
    )
    ledger, stays, because = (
        table[table["rule_id"].isin(rules)].astype({"rule_id": "str", "subject_id": "str"}) for table in tables
    )
    points = ledger.groupby(["rule_id", "subject_id"], sort=True)["points"].sum()
    stay = ["subject_id", "list_id", "entered_on", "left_on"]
    parts = (
        points[points != 0].reset_index(),
        stays[["rule_id", *stay]].astype({"list_id": "str"}).sort_values(stay),
        because[["rule_id", "subject_id", "grade"]].astype({"grade": "str"}),
    )
    effects: dict[str, list[object]] = {}
    for number, part in enumerate(parts):
        for name, rows in part.groupby("rule_id", sort=False):
            effects.setdefault(str(name), []).append(
                (number, rows.drop(columns="rule_id").fillna("").to_csv(index=False))
            )
    return dict(effects)


def _reason(rule_id: str, before: Assessment, after: Assessment) -> Reason:
    sides = [side for side in (before, after) if any(rule.id == rule_id for rule in side.ruleset.rules)]
    rules = [side.ruleset.rule(rule_id) for side in sides]
    if len(rules) == 2 and counted_rule(rules[0]) == counted_rule(rules[1]):
        return "words only"
    rows = pd.concat([_met(side, rule_id) for side in sides])
    if rows.empty:
        late = any(_beyond_its_time(rule, side) for rule, side in zip(rules, sides, strict=True))
        return "out of force" if late else "nobody meets it"
    if (rows["note"] == "heavier rule applies").all():
        return "heavier rule"
    if (rows["note"] == "cap reached").any():
        return "capped"
    if (rows["points"] == 0).all():
        return "no points"
    return "taken back" if all(_taken_back(side, rule_id) for side in sides) else "no occasion"


def _met(assessment: Assessment, rule_id: str) -> pd.DataFrame:
    ledger = assessment.ledger
    rows = (ledger["rule_id"] == rule_id).to_numpy() & np.isin(ledger["type"].to_numpy(), _MET)
    return ledger.loc[rows, ["points", "note"]].astype({"note": "str"})


def _taken_back(assessment: Assessment, rule_id: str) -> bool:
    """Whether nothing that the rule posted still stands."""
    ledger = assessment.ledger[(assessment.ledger["rule_id"] == rule_id).to_numpy()]
    return bool((ledger.groupby(["subject_id", "record_id"], dropna=False)["points"].sum() == 0).all())


def _beyond_its_time(rule: Rule, assessment: Assessment) -> bool:
    """Whether records in the ruleset's time would match the rule, if it had no dates of its own."""
    if not isinstance(rule.when, RecordWhen) or (rule.valid_from is None and rule.valid_until is None):
        return False
    columns = columns_of(assessment.city)
    scope = scope_of(assessment.ruleset, columns, assessment.as_of)
    always = rule.model_copy(update={"valid_from": None, "valid_until": None})
    return len(match_records(always, columns, scope).rows) > 0
