"""A ruleset to begin with that says nothing yet but its title, where everybody starts, and that everybody is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from pilot.ruleset.editing.dump import ruleset_text
from pilot.ruleset.editing.following.new_ids import id_from
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.source_text import SourceText, one_line

START = 100
UNTITLED = "A ruleset of our own"


def empty_ruleset(title: str, opens_on: dt.date, taken: Collection[str]) -> SourceText:
    """Its text, named by an id of its own that is made from the title."""
    called = one_line(title) or UNTITLED
    new_id = id_from(called, taken, "ruleset").lstrip(".")
    given = {
        "schema": 1,
        "id": new_id,
        "title": called,
        "sources": {},
        "participation": "mandatory",
        "opens_on": opens_on,
        "score": {"start": START},
        "rules": [],
    }
    return SourceText(new_id, ruleset_text(Ruleset.model_validate(given)))
