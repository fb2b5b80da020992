"""The draft that lies open in the workshop. The way of a change, from the click to the screen, each text read once:

1. A part of the screen hands its edits to `draft_changes`, which takes the draft that lies open (`own_drafts.Mine`).
2. `edited_draft` makes another `Draft` of it: text, tree and ruleset; of the text it reads the lines that change.
3. The store keeps the text of that draft as a step (`Desk.apply`), `keep_draft` the draft itself for its text.
4. The script runs anew: `at` has the text from `own_drafts` and by it the very same draft, for the `Bench`.
5. All that is drawn asks the bench for `ruleset`, `assessment` and `text`; the next edit begins from its `draft`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from pilot.errors import DataError, Problem
from pilot.evaluation import Assessment
from pilot.ruleset.changes.origins import begun_from
from pilot.ruleset.editing import Draft, read_draft
from pilot.ruleset.editing.dump import ruleset_text
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.source_text import SourceText
from pilot.views.visit import frame, opened, own_drafts, world
from pilot.workshop.desk import Desk
from pilot.workshop.drafts.versions import Version


@dataclass(frozen=True)
class Bench:
    """What lies in front of the visitor: a draft of theirs, or a ruleset of which the first change makes one."""

    selection: frame.Selection
    origin: str
    draft: Draft
    start: SourceText
    mine: own_drafts.Mine | None

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.draft.text

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset as it is now."""
        return self.draft.ruleset

    @property
    def assessment(self) -> Assessment:
        """What it makes of the city."""
        return world.assessment(self.ruleset, self.selection.city, max(self.selection.as_of, self.ruleset.opens_on))

    @property
    def key(self) -> str:
        """A name for the pieces of the screen: the same before and after the draft begins, another after a wipe."""
        room = self.mine.room.code if self.mine and self.mine.room else ""
        name = self.mine.stored.name if self.mine else ""
        return f"{self.origin}{name}{room}{st.session_state.get('_wipes', '')}"

    @property
    def revision(self) -> int:
        """Which state of the draft this is; 0 before it has begun."""
        return self.mine.stored.revision if self.mine else 0

    @property
    def locked(self) -> str:
        """Why nothing can be changed; empty where it can."""
        room = self.mine.room if self.mine else None
        if room is None or not (room.closed or room.expired):
            return ""
        over = "has expired" if room.expired else "is closed"
        return f"Room {room.code} {over}: your copy is kept, and nothing can be changed in it."

    @property
    def desk(self) -> Desk | None:
        """Where the versions of what lies here are kept; None while the store is out of reach."""
        if self.mine is not None:
            return self.mine.desk
        try:
            return own_drafts.desk()
        except DataError:
            return None

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """What may be looked at here, newest first: one's own, and in a room what is shown to all."""
        desk = self.desk
        if desk is None:
            return ()
        try:
            own = desk.versions()
            shown = desk.shown_versions() if self.mine and self.mine.room else ()
        except DataError:
            return ()
        by_id = {version.id: version for version in (*own, *shown)}
        return tuple(by_id[number] for number in sorted(by_id, reverse=True))


def at(selection: frame.Selection) -> Bench:
    """The bench with what is chosen at the top, as it is at this moment."""
    name = str(st.session_state["ruleset"])
    if name.startswith(own_drafts.PREFIX):
        mine = own_drafts.one(name)
        at = Bench(selection, mine.stored.origin, mine.draft, mine.start, mine)
        begun_from(at.ruleset, read_draft(at.start.text, name=at.start.name).ruleset)
        return at
    chosen = opened.all_rulesets()[name]
    text = chosen.text if isinstance(chosen, SourceText) else chosen.read_text(encoding="utf-8")
    source = SourceText(selection.ruleset.id, text)
    if world.ruleset(source).value is None:
        # It extends a file that lies beside it alone: the draft holds the whole.
        source = SourceText(source.name, ruleset_text(selection.ruleset))
    return Bench(selection, source.name, read_draft(source.text, name=source.name), source, None)


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Whatever cannot be done inside is shown on the screen instead."""
    st.session_state["_bench_problems"] = ()
    st.session_state.pop("_bench_sentences", None)
    try:
        yield
    except DataError as error:
        show(error)


def show(error: DataError) -> None:
    """Keeps problems for the screen."""
    st.session_state["_bench_problems"] = error.problems


def note(sentences: Sequence[str]) -> None:
    """Keeps for the screen, until the next change, what was done beside what was asked for."""
    st.session_state["_bench_sentences"] = st.session_state["ruleset"], tuple(sentences)


def sentences() -> tuple[str, ...]:
    """What was done beside what was asked for last, in the draft that lies open."""
    ruleset, found = st.session_state.get("_bench_sentences", ("", ()))
    return found if ruleset == st.session_state["ruleset"] else ()


def problems() -> tuple[Problem, ...]:
    """What could not be done last."""
    found: tuple[Problem, ...] = st.session_state.pop("_bench_problems", ())
    return found
