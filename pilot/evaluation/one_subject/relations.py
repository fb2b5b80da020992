"""How the bearer of a consequence stands to the subject who brought it about."""

from __future__ import annotations

from collections.abc import Iterable

from pilot.city.city import City
from pilot.evaluation.plain.results import Burden
from pilot.ruleset.model import Ruleset


def relations_of(burdens: Iterable[Burden], ruleset: Ruleset, city: City) -> dict[Burden, tuple[str, ...]]:
    """Which of the relatives on whom a consequence falls each bearer is to its subject; none for the subject itself."""
    burdens = tuple(burdens)
    table = city.relationships
    near = table[table["subject_id"].isin([burden.subject_id for burden in burdens])]
    kinds: dict[tuple[str, str], set[str]] = {}
    for row in near.itertuples(index=False):
        kinds.setdefault((str(row.subject_id), str(row.other_id)), set()).add(str(row.kind))
    return {
        burden: tuple(
            kind
            for kind in ruleset.consequences[burden.consequence_id].falls_on
            if kind in kinds.get((burden.subject_id, burden.bearer_id), ())
        )
        for burden in burdens
    }
