"""The one posting that moved somebody most between two assessments."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pilot.evaluation.assess import Assessment

_KEY = ["subject_id", "record_id", "rule_id", "via_id"]
_CAUSE = ["subject_id", "cause"]
COLUMNS = ("record_id", "via_id", "date", "rule_before", "points_before", "rule_after", "points_after", "by_override")


def moving_postings(
    before: Assessment, after: Assessment, movers: pd.DataFrame, toward: npt.NDArray[np.float64], same_scale: bool
) -> pd.DataFrame:
    """For each mover (a row of `Comparison.subjects`) the posting that did most of it, as each side counts it.

    `toward` is +1 where the mover rose and -1 where it fell. What reverses a posting is counted with it. Postings that
    both sides count alike drop out where the scale is the same; else points are weighed by how far a score is from the
    start on average on their own side. Of what remains, taken together by record (and by whom it came through), the
    largest that points the way the mover went is chosen, or the largest at all. Where an override lowers the grade on
    the side on which the mover stands lower, it is the override (`by_override`), with that rule and no points. `rule_`
    and `points_` are missing on a side that posts nothing for the record; all are missing where no posting differs.
    """
    sides = [_net(assessment, movers["subject_id"]) for assessment in (before, after)]
    units = [1.0, 1.0] if same_scale else [_unit(before), _unit(after)]
    if same_scale:
        sides = _without_equal(*sides)
    weighed = [
        side.assign(weight=side["points"] * sign / unit) for side, sign, unit in zip(sides, (-1, 1), units, strict=True)
    ]
    chosen = _largest(pd.concat(weighed), pd.Series(toward, index=movers["subject_id"]))
    named = chosen.merge(_named(sides[0], "before"), how="left", on=_CAUSE).merge(
        _named(sides[1], "after"), how="left", on=_CAUSE
    )
    frame = movers[["subject_id"]].merge(named, how="left", on="subject_id")
    frame["date"] = frame["date_before"].fillna(frame["date_after"])
    for name in ("record_id", "via_id"):
        frame[name] = frame[f"{name}_before"].fillna(frame[f"{name}_after"])
    return _overrides(frame, movers, toward)[list(COLUMNS)]


def _net(assessment: Assessment, subjects: pd.Series) -> pd.DataFrame:
    """The points of each posting less what was taken back, a row a posting that still weighs something."""
    ledger = assessment.ledger
    ledger = ledger[ledger["subject_id"].isin(subjects) & (ledger["type"] != "opening")]
    plain = ledger[[*_KEY, "date", "points"]].astype(dict.fromkeys(_KEY, "str"))
    net = (
        plain.groupby(_KEY, dropna=False, sort=False).agg(points=("points", "sum"), date=("date", "min")).reset_index()
    )
    record = net["record_id"].fillna("") + "\n" + net["via_id"].fillna("")
    net["cause"] = record.where(net["record_id"].notna(), "\t" + net["rule_id"])
    return net[net["points"] != 0]


def _without_equal(before: pd.DataFrame, after: pd.DataFrame) -> list[pd.DataFrame]:
    columns = [*_KEY, "points"]
    same = before[columns].merge(after[columns], how="inner", on=columns)
    marked = [side.merge(same.assign(same=True), how="left", on=columns) for side in (before, after)]
    return [side[side["same"].isna()].drop(columns="same") for side in marked]


def _unit(assessment: Assessment) -> float:
    """How far a score is from the start on average; 1 where nobody is."""
    score = assessment.ruleset.score
    if score is None or assessment.standing.empty:
        return 1.0
    return float((assessment.standing["score"] - score.start).abs().mean()) or 1.0


def _largest(weighed: pd.DataFrame, toward: pd.Series) -> pd.DataFrame:
    """Of each subject's causes the one with the largest weight, those that point its way before all others."""
    causes = weighed.groupby(_CAUSE, sort=True)["weight"].sum().reset_index()
    causes["along"] = np.sign(causes["weight"]) == causes["subject_id"].map(toward)
    causes["size"] = causes["weight"].abs()
    ranked = causes[causes["size"] > 0].sort_values(["along", "size"], ascending=False, kind="stable")
    return ranked.drop_duplicates("subject_id")[_CAUSE]


def _named(side: pd.DataFrame, suffix: str) -> pd.DataFrame:
    """Each cause with its largest posting on one side."""
    largest = (
        side.assign(size=side["points"].abs())
        .sort_values("size", ascending=False, kind="stable")
        .drop_duplicates(_CAUSE)
    )
    columns = {"rule_id": "rule", **{name: name for name in ("points", "date", "record_id", "via_id")}}
    return largest[[*_CAUSE, *columns]].rename(columns={name: f"{short}_{suffix}" for name, short in columns.items()})


def _overrides(frame: pd.DataFrame, movers: pd.DataFrame, toward: npt.NDArray[np.float64]) -> pd.DataFrame:
    """Puts the override in the posting's place where it lowers the grade on the lower side alone."""
    because = {side: movers[f"because_{side}"].to_numpy(dtype=object) for side in ("before", "after")}
    same_grade = (movers["steps"] == 0).fillna(False).to_numpy(dtype=bool)
    by_override = ~same_grade & (because["before"] != because["after"])
    frame["by_override"] = False
    for side, other, lower in (("before", "after", toward > 0), ("after", "before", toward < 0)):
        rows = by_override & lower & np.array([_is_rule(cause) for cause in because[side]], dtype=bool)
        frame.loc[rows, [f"points_{side}", f"points_{other}", f"rule_{other}", "record_id", "via_id", "date"]] = None
        frame.loc[rows, f"rule_{side}"] = because[side][rows]
        frame.loc[rows, "by_override"] = True
    return frame.astype({"points_before": "Int64", "points_after": "Int64"})


def _is_rule(cause: object) -> bool:
    return isinstance(cause, str) and cause != "score"
