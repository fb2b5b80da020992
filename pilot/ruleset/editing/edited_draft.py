"""An edit made in a draft: its text changed, read as far as needed, and kept only if it then says what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

from pilot.errors import DataError
from pilot.ruleset.editing import whole_rules
from pilot.ruleset.editing.draft import Draft
from pilot.ruleset.editing.edit_refusals import not_from_here, reads_otherwise, refusal
from pilot.ruleset.editing.edits import BringBack, CopyRule, Edit, MoveRule, Put, SetAside, SwitchOff, SwitchOn
from pilot.ruleset.editing.form_values import kept
from pilot.ruleset.editing.kept_drafts import read_draft
from pilot.ruleset.editing.meaning import meant
from pilot.ruleset.editing.one_rule import with_rule
from pilot.ruleset.editing.only_differing import differing
from pilot.ruleset.editing.paths import rule_ids
from pilot.ruleset.editing.switch_on import bringing_back, switching_on
from pilot.ruleset.editing.text.page import Splice
from pilot.ruleset.editing.text.splices import splices
from pilot.ruleset.reading.extends import Layer
from pilot.ruleset.reading.source_text import checked_text


def edited(text: str, edit: Edit, *, name: str = "draft", folder: File | None = None) -> str:
    """The text with the edit made in it; every byte that it does not concern stays.

    DataError, with the mend, where the edit cannot be made through a form or would come out as something else.
    """
    return edited_draft(read_draft(text, name=name, folder=folder), edit).text


def edited_draft(draft: Draft, edit: Edit) -> Draft:
    """As `edited`, in a draft and as a draft, so that neither text is read as a whole where a part of it is enough."""
    if isinstance(edit, SwitchOn):
        return _switched_on(draft, edit.rule_id)
    if isinstance(edit, BringBack):
        return _brought_back(draft, edit.name)
    if isinstance(edit, MoveRule) and draft.extends:
        found = "rules keep the order of the ruleset that is extended."
        raise not_from_here(
            found, ("rules", edit.rule_id), "change the order there, or copy the rule and drop the old one."
        )
    whole = meant(draft.whole, edit, inherited=draft.inherited)
    if whole is draft.whole:
        return draft
    return _in_one_rule(draft, edit, whole) or _proven(draft, draft.page.spliced(_splices(draft, edit, whole)), whole)


def _in_one_rule(draft: Draft, edit: Edit, whole: dict[str, Any]) -> Draft | None:
    """The draft with a single value of a rule changed, where its own lines are enough for that; else None."""
    own, problems = draft.layers[0]
    if draft.extends or problems or not isinstance(edit, Put) or isinstance(edit.value, dict | list):
        return None
    if len(edit.path) < 3 or edit.path[0] != "rules":
        return None
    place = rule_ids(draft.own).index(str(edit.path[1]))
    piece = with_rule(draft.source, own, place, draft.own["rules"][place], whole["rules"][place])
    if piece is None:
        return None
    return Draft(checked_text(piece.text, draft.source.name), (Layer(piece.tree, []),))


def _splices(draft: Draft, edit: Edit, whole: dict[str, Any]) -> Iterator[Splice]:
    """The stretches to replace, so that the whole comes out."""
    own = differing(draft.base, draft.own, whole, _top(edit)) if draft.extends else whole
    if isinstance(edit, MoveRule):
        yield from whole_rules.moved(draft.page, draft.own, edit)
    elif isinstance(edit, SwitchOff) and whole_rules.is_written(draft.own, edit.rule_id):
        yield from whole_rules.switched_off(
            draft.page, draft.own, edit.rule_id, is_inherited=edit.rule_id in draft.inherited
        )
    elif isinstance(edit, SetAside) and draft.own.get("examples"):
        yield from whole_rules.set_aside(draft.page, edit.place)
    elif isinstance(edit, CopyRule) and edit.rule_id not in draft.inherited:
        yield from whole_rules.copied(draft.page, draft.own, edit)
    else:
        yield from splices(draft.page, draft.own, own)


def _top(edit: Edit) -> str:
    path = getattr(edit, "path", ("rules",))
    return "examples" if isinstance(edit, SetAside) else str(path[0])


def _switched_on(draft: Draft, rule_id: str) -> Draft:
    if rule_id in rule_ids(draft.whole):
        raise refusal("id-taken", f'the rule "{rule_id}" is in force.', "switch off another one first.", ("rules",))
    text = draft.page.spliced(switching_on(draft.page, draft.own, rule_id))
    try:
        after = draft.with_text(text)
    except DataError:
        raise reads_otherwise(("rules", rule_id)) from None
    others = [
        rule for rule in after.whole.get("rules") or [] if not isinstance(rule, dict) or rule.get("id") != rule_id
    ]
    before = {**draft.whole, "rules": draft.whole.get("rules") or []}
    if rule_id not in rule_ids(after.whole) or kept(before, {**after.whole, "rules": others}) is not before:
        raise reads_otherwise(("rules", rule_id))
    return after


def _brought_back(draft: Draft, name: str) -> Draft:
    text = draft.page.spliced(bringing_back(draft.page, draft.own, name))
    try:
        after = draft.with_text(text)
    except DataError:
        raise reads_otherwise(("examples",)) from None
    examples = after.whole.get("examples") or []
    before = {**draft.whole, "examples": draft.whole.get("examples") or []}
    without = ([*examples[:place], *examples[place + 1 :]] for place in range(len(examples)))
    if not any(kept(before, {**after.whole, "examples": others}) is before for others in without):
        raise reads_otherwise(("examples",))
    return after


def as_inherited(draft: Draft, key: str) -> Draft:
    """Without what the text itself says under a key, so that what it extends says it."""
    own = {name: value for name, value in draft.own.items() if name != key}
    whole = {**draft.whole, key: draft.base[key]} if key in draft.base else draft.whole
    return _proven(draft, draft.page.spliced(splices(draft.page, draft.own, own)), whole)


def _proven(draft: Draft, text: str, whole: dict[str, Any]) -> Draft:
    """The draft with the new text, if that says what was meant.

    A text block that has come to stand at the very end may need a line end that the file was without.
    """
    for ending in ("",) if text.endswith(("\n", "\r")) else ("", draft.page.layout.newline):
        try:
            after = draft.with_text(text + ending)
        except DataError as error:
            if error.problems[0].code == "file-too-large":
                raise
            continue
        if kept(after.whole, whole) is after.whole:
            return after
    raise reads_otherwise()
