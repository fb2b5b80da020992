"""One session, and the file that it is saved in."""

from __future__ import annotations

import pytest

from pilot.workshop.merging.choices import Choice
from pilot.workshop.sessions.session import KeptCopy, KeptVersion, Session
from pilot.workshop.sessions.session_file import session_bytes
from tests.workshop.sessions.saved_session import DAY, FEW_RULES, MILDER, RECEIPT


@pytest.fixture(scope="module")
def session() -> Session:
    """Two tables of one room, which chose once."""
    versions = tuple(KeptVersion(number, "Table 1", DAY, f"Reason {number}", FEW_RULES) for number in (1, 2))
    copies = (KeptCopy("Table 1", versions, MILDER), KeptCopy("Table 2", (), FEW_RULES))
    chosen = {"Room A": (Choice("bands", "0" * 12, "because", ("Table 1",)),)}
    return Session("Our morning", DAY, RECEIPT, FEW_RULES, copies, chosen, MILDER)


@pytest.fixture(scope="module")
def data(session: Session) -> bytes:
    return session_bytes(session)
