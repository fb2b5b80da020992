"""What has to go or change with an edit: examples that speak of a rule that goes, sources of a field that goes.

An edit alone does what it says and no more. Here it takes along whatever would point nowhere after it, and whatever
nobody could guess at (which other grade a rule shall set) is refused in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pilot.errors import DataError
from pilot.phrases import count, plural
from pilot.ruleset.editing.draft import Draft
from pilot.ruleset.editing.edited_draft import as_inherited, edited_draft
from pilot.ruleset.editing.edits import AddRule, BringBack, Drop, Edit, NewEntry, Path, Put, SetAside, SwitchOn
from pilot.ruleset.editing.following.hanging import (
    because,
    entries,
    followers,
    refuse_what_others_rest_on,
    speaking_of_what_goes,
)
from pilot.ruleset.editing.following.new_ids import placed
from pilot.ruleset.editing.meaning import meant
from pilot.ruleset.editing.switched_off import set_aside, switched_off

MOST_NAMED = 3


@dataclass(frozen=True)
class Followed:
    """A draft after an edit, sentences on what was set aside, brought back or changed with it, and what is new in it,
    by the path."""

    draft: Draft
    sentences: tuple[str, ...] = ()
    new: Path | None = None


def with_what_follows(draft: Draft, edit: Edit | NewEntry) -> Followed:
    """The draft with the edit and all that follows from it. DataError, in plain words, where that cannot be told."""
    if isinstance(edit, NewEntry):
        entry = placed(edit, draft.whole, {off.rule_id for off in switched_off(draft)})
        path: Path = ("rules", str(entry.rule["id"])) if isinstance(entry, AddRule) else entry.path
        return Followed(edited_draft(draft, entry), new=path)
    if isinstance(edit, SwitchOn):
        return _switched_on(draft, edit)
    if isinstance(edit, BringBack):
        return Followed(edited_draft(draft, edit))
    before, after = draft.whole, meant(draft.whole, edit, inherited=draft.inherited)
    if before is after:
        return Followed(draft)
    refuse_what_others_rest_on(before, after, edit)
    aside = speaking_of_what_goes(before, after, edit)
    names = [str(entries(after, "examples")[place].get("name")) for place in aside]
    made = edited_draft(draft, edit)
    for follower in followers(before, after, edit):
        made = edited_draft(made, follower)
    for place in reversed(aside):
        made = _without_example(made, place)
    return Followed(made, tuple(_set_aside(names)))


def _set_aside(names: list[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        listed = ", ".join(f"“{name}”" for name in names[:MOST_NAMED])
        what = count(len(names), "worked example speaks", "worked examples speak")
        yield f"{what} of what is gone and is set aside: {listed}{more}. Undo brings it back."


def _without_example(draft: Draft, place: int) -> Draft:
    """Without an example: as comments where it has lines of its own, else taken out, and kept by the step alone."""
    try:
        return edited_draft(draft, SetAside(place))
    except DataError:
        return edited_draft(draft, Drop(("examples", place)))


def _switched_on(draft: Draft, edit: SwitchOn) -> Followed:
    """With the examples that were set aside because they speak of the rule."""
    made = edited_draft(draft, edit)
    back = [example for example in set_aside(draft) if because(example.content) == edit.rule_id]
    for example in back:
        made = edited_draft(made, BringBack(example.name))
    many = len(back)
    if draft.extends and isinstance(draft.own.get("examples"), list):
        made, inherited = _with_inherited(made, edit.rule_id)
        many += inherited
    sentence = f"{count(many, 'worked example')} that had been set aside with it {plural(many, 'is', 'are')} run again."
    return Followed(made, (sentence,) if many else ())


def _with_inherited(draft: Draft, rule_id: str) -> tuple[Draft, int]:
    """With the inherited examples that speak of the rule among those that the file gives, and how many these are."""
    own, inherited = entries(draft.own, "examples"), entries(draft.base, "examples")
    missing = [example for example in inherited if because(example) == rule_id and example not in own]
    if not missing:
        return draft, 0
    others = [example for example in own if example not in inherited]
    wanted = [example for example in inherited if example in own or example in missing] + others
    if wanted == inherited:
        return as_inherited(draft, "examples"), len(missing)
    return edited_draft(draft, Put(("examples",), wanted)), len(missing)
