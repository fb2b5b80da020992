"""Whether residents could reach their own score from what they can see; tried, by working it out with only that."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pilot.disclosure.shown.screen_codes import past_of
from pilot.evaluation import Assessment, evaluate
from pilot.evaluation.kernel.balance import clamped
from pilot.ruleset.model.values import Audience


def recomputable(
    assessment: Assessment, audience: Audience = "subject", *, requested: bool = False
) -> pd.Series | None:
    """For each subject in scope, whether the score of the day follows from what `audience` sees; by subject id.

    With `requested`, from what it sees once it has asked for all that is given on request.

    Nobody can without the rulebook, which alone gives the start and the prices. With it, the points on the screen are
    added up (factor by factor where the screen names the rules), or else the subject's own records are put through the
    rules, relatives left out since no screen shows theirs. None for a ruleset without a score.
    """
    if assessment.ruleset.score is None:
        return None
    standing = assessment.standing
    subjects = pd.Index(standing["subject_id"].astype("str"), name="subject_id")
    items, past = assessment.ruleset.disclosure.open_to(audience, requested=requested), past_of(assessment)
    if past is None or "rules" not in items or not items & {"points", "records"}:
        return pd.Series(data=False, index=subjects)
    reached = _added_up(past, named="reasons" in items) if "points" in items else _put_through(past)
    alike = reached.reindex(subjects) == standing["score"].set_axis(subjects)
    return alike.fillna(value=False).astype(bool)  # nothing was reached of whoever was not covered on the day shown


def _added_up(past: Assessment, *, named: bool) -> pd.Series:
    score = past.ruleset.score
    assert score is not None
    posted = past.ledger[past.ledger["type"] != "opening"]
    factors = {rule.id: rule.factor for rule in past.ruleset.rules} if named else {}
    factor = posted["rule_id"].astype("str").map(lambda rule_id: factors.get(rule_id) or "")
    sums = posted["points"].groupby([posted["subject_id"].astype("str"), factor]).sum().unstack(fill_value=0)
    total = pd.Series(score.start, index=pd.Index(past.standing["subject_id"].astype("str")))
    for name in sums.columns:
        ends = score.factors.get(name)
        held = sums[name].to_numpy()
        held = held if ends is None else clamped(held, ends.min, ends.max)
        total = total.add(pd.Series(held, index=sums.index), fill_value=0)
    return pd.Series(clamped(total.to_numpy().astype(np.int64), score.floor, score.ceiling), index=total.index)


def _put_through(past: Assessment) -> pd.Series:
    alone = replace(past.city, relationships=past.city.relationships.iloc[:0])
    standing = evaluate(past.ruleset, alone, past.as_of, past.joined).standing
    return standing["score"].set_axis(pd.Index(standing["subject_id"].astype("str")))
