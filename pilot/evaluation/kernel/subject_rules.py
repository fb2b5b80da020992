"""The postings that rest on no record: the opening, profile rules and contact rules (steps 2, 3 and 9)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pilot.evaluation.kernel.balance import balance_of, score_of
from pilot.evaluation.kernel.columns import Flags, Longs
from pilot.evaluation.kernel.match import match_profiles
from pilot.evaluation.kernel.postings import PerSubject
from pilot.evaluation.kernel.price import CAP_REACHED, within_bounds
from pilot.evaluation.kernel.work import Work
from pilot.ruleset.model import Contacts, ProfileWhen, Rule


def opening_of(work: Work) -> PerSubject | None:
    """Step 2: the start, for every subject in scope; None where the ruleset keeps no score."""
    if work.ruleset.score is None:
        return None
    subject = np.flatnonzero(work.scope.inside)
    start, no_note = np.int64(work.ruleset.score.start), np.int8(0)
    return PerSubject(-1, subject, np.broadcast_to(start, len(subject)), np.broadcast_to(no_note, len(subject)))


def profile_postings(work: Work) -> tuple[PerSubject, ...]:
    """Step 3: one posting for each subject whom a profile rule describes."""
    return tuple(_profile(work, place, rule, when) for place, rule, when in work.ruleset.by_kind.profiles)


def _profile(work: Work, place: int, rule: Rule, when: ProfileWhen) -> PerSubject:
    subject = work.remembered(
        "profile", lambda: match_profiles(when, work.columns, work.scope), work.content(place, ("when",))
    )
    size = len(subject)
    return PerSubject(place, subject, np.full(size, rule.points or 0, dtype=np.int64), np.zeros(size, dtype=np.int8))


def contact_postings(work: Work, sums: Mapping[int, Longs]) -> tuple[PerSubject, ...]:
    """Step 9: what the scores of relatives add, each rule looking at the scores after step 8 (`sums`, by factor)."""
    rules = work.ruleset.by_kind.contacts
    if not rules or work.ruleset.score is None:
        return ()
    score = score_of(work.ruleset.score, balance_of(work.ruleset.score, sums))
    return tuple(_contact(work, place, rule, when.contacts, score) for place, rule, when in rules)


def _contact(work: Work, place: int, rule: Rule, contacts: Contacts, score: Longs) -> PerSubject:
    inside, links = work.scope.inside, work.columns.links(contacts.relationship)
    running = np.concatenate([[0], np.cumsum((inside & meets(contacts, score))[links.others])])
    counted = running[links.starts[1:]] - running[links.starts[:-1]]
    subject = np.flatnonzero(inside & (counted > 0)).astype(np.int64)
    full = counted[subject].astype(np.int64) * (rule.points or 0)
    points = full if rule.cap is None else np.sign(full) * np.minimum(np.abs(full), rule.cap.points)
    within_bounds(points, rule)
    return PerSubject(place, subject, points, np.where(points != full, CAP_REACHED, 0).astype(np.int8))


def meets(contacts: Contacts, score: Longs) -> Flags:
    """Which scores count for a contact rule: below its bound, or at least at it."""
    bound = contacts.score_at_least if contacts.score_below is None else contacts.score_below
    assert bound is not None
    met: Flags = score >= bound if contacts.score_below is None else score < bound
    return met
