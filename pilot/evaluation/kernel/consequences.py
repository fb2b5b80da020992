"""What follows from grades and listings, and on whom it falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from pilot.evaluation.kernel.columns import Columns, Flags, Ints
from pilot.evaluation.kernel.frames import categories, words
from pilot.evaluation.kernel.match import subjects_meeting
from pilot.evaluation.kernel.memberships import Memberships
from pilot.evaluation.kernel.standing import StandingColumns, lists_now
from pilot.ruleset.model import Consequence, Ruleset

COLUMNS = ("bearer_id", "subject_id", "consequence_id", "cause", "agency", "in_force")


def consequences_frame(
    standing: StandingColumns,
    memberships: Memberships,
    ruleset: Ruleset,
    columns: Columns,
    as_of: int,
    joined: frozenset[str] | None,
) -> pd.DataFrame:
    """Step 12 as the spec's table; `joined` None means all agencies."""
    causes = list(_causes(standing, memberships, ruleset, columns))
    names = list(ruleset.consequences)
    parts = []
    for cause, (_, wanted, _, subject) in enumerate(causes):
        for number in sorted({names.index(name) for name in wanted}):
            for bearer, source in _bearers(ruleset.consequences[names[number]], subject, columns, as_of):
                parts.append(
                    np.stack([source, np.full(len(source), cause), np.full(len(source), number), bearer]).astype(
                        np.int64
                    )
                )
    table = np.unique(np.concatenate(parts, axis=1), axis=1) if parts else np.empty((4, 0), dtype=np.int64)
    subject, cause, number, bearer = table
    agencies = [ruleset.consequences[name].agency for name in names]
    acts = np.array(
        [[_acts(agency, own, joined) for agency in agencies] for _, _, own, _ in causes] or [[True]], dtype=bool
    )
    return pd.DataFrame(
        {
            "bearer_id": words(columns.subject_ids, bearer.astype(np.int64)),
            "subject_id": words(columns.subject_ids, subject.astype(np.int64)),
            "consequence_id": categories(number, names),
            "cause": categories(cause, [text for text, _, _, _ in causes]),
            "agency": words(pa.array(agencies, type=pa.large_string()), number.astype(np.int64)),
            "in_force": acts[cause, number] if len(number) else np.empty(0, dtype=bool),
        },
        copy=False,
    )


def borne_in_force(
    standing: StandingColumns,
    memberships: Memberships,
    ruleset: Ruleset,
    columns: Columns,
    as_of: int,
    joined: frozenset[str] | None,
) -> Flags:
    """Who bears what in force, whatever the cause: a row a consequence in the ruleset's order, a column a subject."""
    names = list(ruleset.consequences)
    borne = np.zeros((len(names), columns.subjects), dtype=bool)
    for _, wanted, own, subject in _causes(standing, memberships, ruleset, columns):
        for name in dict.fromkeys(wanted):
            consequence = ruleset.consequences[name]
            if _acts(consequence.agency, own, joined):
                for bearer, _ in _bearers(consequence, subject, columns, as_of):
                    borne[names.index(name), bearer] = True
    return borne


def _causes(
    standing: StandingColumns, memberships: Memberships, ruleset: Ruleset, columns: Columns
) -> Iterator[tuple[str, Sequence[str], str | None, Ints]]:
    """Every cause in order, grades first: its name, its consequences, the agency whose own it is, the subjects."""
    for number, band in enumerate(ruleset.bands):
        if standing.grade is not None:
            yield f"grade:{band.grade}", band.consequences, None, standing.subject[standing.grade == number]
    names = list(ruleset.lists)
    on = lists_now(memberships, names, columns.subjects)
    for name in sorted(names):
        subject = np.flatnonzero(on[names.index(name)])
        yield f"list:{name}", ruleset.lists[name].consequences, ruleset.lists[name].agency, subject


def _bearers(consequence: Consequence, subject: Ints, columns: Columns, as_of: int) -> Iterator[tuple[Ints, Ints]]:
    """Who bears it for whom, of those whom it falls on and who are as `where` has it: pairs of arrays, bearer and
    subject.
    """
    bearing = subjects_meeting(consequence.where, columns, as_of) if consequence.where else None
    for whom in consequence.falls_on:
        if whom == "self":
            bearer, source = subject, subject
        else:
            position, bearer = columns.links(whom).of(subject)
            source = subject[position]
        if bearing is not None:
            kept = bearing[bearer]
            bearer, source = bearer[kept], source[kept]
        yield bearer, source


def _acts(agency: str | None, own: str | None, joined: frozenset[str] | None) -> bool:
    return agency is None or joined is None or agency in joined or agency == own
