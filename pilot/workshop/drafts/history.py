"""Drafts: what somebody is editing, with every step that led there."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pilot.errors import DataError
from pilot.workshop.database.bounds import shortened
from pilot.workshop.database.refusals import refusal
from pilot.workshop.database.tables import DraftRow, StepRow
from pilot.workshop.drafts.patch import Patch


@dataclass(frozen=True)
class StoredDraft:
    """A draft as it was at one moment; `revision` counts every change of its text, undoing and redoing included.

    `typed` is text from the editor that was not applied, typed on `typed_revision`. `behind` and `ahead` count the
    steps that can be undone and redone; `last_label` and `next_label` name the nearest of them.
    """

    id: int
    origin: str
    name: str
    start_text: str
    text: str
    revision: int
    changed_at: dt.datetime
    typed: str | None
    typed_revision: int | None
    behind: int
    ahead: int
    last_label: str | None
    next_label: str | None


@dataclass(frozen=True)
class Step:
    """One change of a draft, numbered from 1; `undone` if it lies ahead."""

    number: int
    label: str
    made_at: dt.datetime
    undone: bool


def new_draft(owner: str, origin: str, text: str, now: dt.datetime, name: str = "") -> DraftRow:
    """A row for a draft that begins from that text."""
    return DraftRow(
        owner=owner, origin=origin, name=name, start_digest=digest(text), start_text=text, text=text, changed_at=now
    )  # fmt: skip


def digest(text: str) -> str:
    """A short name for a text, by which a draft that began from it is found."""
    return hashlib.sha256(text.encode()).hexdigest()


def draft_of(session: Session, row: DraftRow) -> StoredDraft:
    """The draft in a row, with its place among its steps."""
    session.flush()
    assert row.id is not None
    mine = col(StepRow.draft_id) == row.id
    last = select(func.max(StepRow.number)).where(mine).scalar_subquery()
    near = col(StepRow.number).between(row.position, row.position + 1)
    found = session.exec(select(StepRow.number, StepRow.label, last).where(mine, near)).all()
    labels = {number: label for number, label, _ in found}
    return StoredDraft(
        id=row.id,
        origin=row.origin,
        name=row.name,
        start_text=row.start_text,
        text=row.text,
        revision=row.revision,
        changed_at=row.changed_at,
        typed=row.typed,
        typed_revision=row.typed_revision,
        behind=row.position,
        ahead=max((number for *_, number in found), default=row.position) - row.position,
        last_label=labels.get(row.position),
        next_label=labels.get(row.position + 1),
    )


def steps_of(session: Session, row: DraftRow, most: int | None = None) -> tuple[Step, ...]:
    """The steps, the last made first; those that were undone among them."""
    found = select(StepRow.number, StepRow.label, StepRow.made_at).where(col(StepRow.draft_id) == row.id)
    newest = found.order_by(col(StepRow.number).desc()).limit(most)
    return tuple(
        Step(number, label, made_at, undone=number > row.position)
        for number, label, made_at in session.exec(newest).all()
    )


def has_mark(session: Session, row: DraftRow, mark: str) -> bool:
    """Whether one of the steps has that mark."""
    marked = select(StepRow.number).where(col(StepRow.draft_id) == row.id, col(StepRow.mark) == mark)
    return session.exec(marked).first() is not None


def change(session: Session, row: DraftRow, text: str, label: str, now: dt.datetime, mark: str | None = None) -> None:
    """Makes it the text, as one step; the same text is no step. Steps that were undone can then not be redone."""
    if text != row.text:
        patch = Patch.between(row.text, text)
        assert row.id is not None
        session.exec(delete(StepRow).where(col(StepRow.draft_id) == row.id, col(StepRow.number) > row.position))
        row.position += 1
        session.add(
            StepRow(
                draft_id=row.id, number=row.position, offset=patch.offset, removed=patch.removed,
                inserted=patch.inserted, label=shortened(label), mark=mark, made_at=now,
            )
        )  # fmt: skip
        _put(row, text, now)
    if row.typed == text:
        row.typed = row.typed_revision = None


def undo(session: Session, row: DraftRow, now: dt.datetime) -> None:
    """Takes the last step back; nothing where none lies behind."""
    if step := session.exec(_steps_at(row, col(StepRow.number) == row.position)).first():
        row.position -= 1
        _put(row, _patch(step).undone(row.text), now)


def redo(session: Session, row: DraftRow, now: dt.datetime) -> None:
    """Makes the next step again; nothing where none lies ahead."""
    if step := session.exec(_steps_at(row, col(StepRow.number) == row.position + 1)).first():
        row.position += 1
        _put(row, _patch(step).done(row.text), now)


def changed_meanwhile(row: DraftRow, revision: int) -> DataError:
    """Somebody was quicker, as a rule the same person in another tab."""
    found = (
        f"the draft was changed meanwhile, perhaps in another tab: it is at revision {row.revision}, not {revision}."
    )
    return refusal("changed-meanwhile", found, "Look at the draft as it is now, then make the change again.")


def _steps_at(row: DraftRow, where: ColumnElement[bool]) -> SelectOfScalar[StepRow]:
    return select(StepRow).where(col(StepRow.draft_id) == row.id, where)


def _patch(step: StepRow) -> Patch:
    return Patch(step.offset, step.removed, step.inserted)


def _put(row: DraftRow, text: str, now: dt.datetime) -> None:
    row.text, row.revision, row.changed_at = text, row.revision + 1, now
