"""Visitors of the screens: one alone, and three for a room."""

from __future__ import annotations

import pytest

from pilot.workshop.store import Store
from tests.views.visits import Visitor, store

__all__ = ["store"]


@pytest.fixture
def visitor(store: Store) -> Visitor:
    return Visitor(store)


@pytest.fixture
def tables(store: Store) -> tuple[Visitor, Visitor, Visitor]:
    """A facilitator and two tables."""
    return Visitor(store), Visitor(store), Visitor(store)
