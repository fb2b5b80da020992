"""The evaluation in the order of docs/evaluation.md, steps 1 to 12: `evaluated` alone knows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from pilot.evaluation.kernel.columns import Columns
from pilot.evaluation.kernel.consequences import consequences_frame
from pilot.evaluation.kernel.ledger import ledger_of
from pilot.evaluation.kernel.listing import listings, listings_added
from pilot.evaluation.kernel.match import Scope, scope_of
from pilot.evaluation.kernel.postings import Postings, no_points, with_postings, with_what_stands
from pilot.evaluation.kernel.record_rules import carried_postings, record_postings
from pilot.evaluation.kernel.standing import StandingColumns, standing_of
from pilot.evaluation.kernel.subject_rules import contact_postings, opening_of, profile_postings
from pilot.evaluation.kernel.work import Work
from pilot.evaluation.memo import OnDemand
from pilot.ruleset.model import Ruleset


@dataclass(frozen=True)
class Evaluated:
    """What the steps come to; the ledger, the standing and the consequences are made when they are first read."""

    scope: Scope
    postings: Postings
    ledger: OnDemand[pd.DataFrame]
    standing: OnDemand[StandingColumns]
    consequences: OnDemand[pd.DataFrame]


def evaluated(ruleset: Ruleset, columns: Columns, as_of: dt.date, joined: frozenset[str] | None) -> Evaluated:
    """Steps 1 to 12; `joined` None means all agencies.

    What a step remembers of earlier evaluations is its own business (`Work`). Step 13, disclosure, is taken from what
    comes out here (`pilot/disclosure/shown/view.py`).
    """
    # 1. Scope
    scope = scope_of(ruleset, columns, as_of)
    work = Work(ruleset, columns, scope)
    # 2. Opening
    opening = opening_of(work)
    # 3. Profile rules
    profiles = profile_postings(work)
    sums = with_postings(no_points(columns.subjects), profiles, ruleset)
    # 4. Record rules without `while_on`
    first = record_postings(work)
    # 5. Carry
    first_carried = carried_postings(work, first)
    # 6. Reversals: what is left standing
    sums = with_what_stands(sums, first.blocks, first_carried, ruleset)
    # 7. Lists
    listed = listings(work, first.matches)
    # 8. Record rules with `while_on`: as step 4; then their carries, reversals and lists
    second = record_postings(work, listed)
    second_carried = carried_postings(work, second)
    sums = with_what_stands(sums, second.blocks, second_carried, ruleset)
    memberships = listings_added(work, listed, second.matches)
    # 9. Contact rules
    contacts = contact_postings(work, sums)
    sums = with_postings(sums, contacts, ruleset)
    # 10. Ledger order and balance
    blocks, carried = (*first.blocks, *second.blocks), (*first_carried, *second_carried)
    postings = Postings(opening, profiles, blocks, carried, contacts, memberships, sums)
    ledger = OnDemand(lambda: ledger_of(postings, ruleset, columns, scope))
    # 11. Standing
    standing = OnDemand(lambda: standing_of(postings, ruleset, columns, scope))
    # 12. Consequences
    consequences = OnDemand(lambda: consequences_frame(standing(), memberships, ruleset, columns, scope.as_of, joined))
    return Evaluated(scope, postings, ledger, standing, consequences)
