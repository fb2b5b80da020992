"""What a part of a ruleset, and each field of it, is known from, and which of that carries the least."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from pilot.ruleset.model.part import Citation, Part
from pilot.ruleset.model.values import Basis

STRONG_TO_WEAK: tuple[Basis, ...] = get_args(Basis)
"""From what a source carries whole to what was made up."""


def known_from(part: Part, *path: str) -> Citation | None:
    """Where a field is known from: its own source, that of what it lies in, or that of the whole; None where none is.

    An empty path is the whole.
    """
    own = _apart(part)
    within = (".".join(path[:length]) for length in range(len(path), 0, -1))
    source: Citation | None = getattr(part, "source", None)
    return next((own[key] for key in within if key in own), source)


def weaker_fields(part: Part) -> Mapping[str, Citation]:
    """Those fields of `basis_of` whose source carries less of them than the source of the whole does of the whole."""
    whole = known_from(part)
    least = _place(whole)
    return {name: citation for name, citation in _apart(part).items() if _place(citation) > least}


def weakest(part: Part) -> Citation | None:
    """Of the source of the whole and those of its fields the one that carries the least; the whole's among equals."""
    whole = known_from(part)
    return max([*([whole] if whole else []), *_apart(part).values()], key=_place, default=None)


def _apart(part: Part) -> Mapping[str, Citation]:
    fields: Mapping[str, Citation] = getattr(part, "basis_of", {})
    return fields


def _place(citation: Citation | None) -> int:
    """How weak a source is; one without a basis is as weak as the weakest."""
    basis = None if citation is None else citation.basis
    return len(STRONG_TO_WEAK) if basis is None else STRONG_TO_WEAK.index(basis)
