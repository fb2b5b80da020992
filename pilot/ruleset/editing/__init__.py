"""Changes made in a form, written into the text of a ruleset so that every byte that is not meant stays as it is."""

from pilot.ruleset.editing.draft import Draft
from pilot.ruleset.editing.edit_labels import edit_label
from pilot.ruleset.editing.edited_draft import edited, edited_draft
from pilot.ruleset.editing.edits import (
    AddRule,
    BringBack,
    CopyRule,
    Drop,
    Edit,
    Insert,
    MoveRule,
    NewEntry,
    Path,
    Put,
    SetAside,
    SwitchOff,
    SwitchOn,
    Value,
)
from pilot.ruleset.editing.following.what_follows import with_what_follows
from pilot.ruleset.editing.from_browser import edit_from
from pilot.ruleset.editing.kept_drafts import keep_draft, read_draft
from pilot.ruleset.editing.switched_off import Aside, Off, set_aside, switched_off

__all__ = [
    "AddRule",
    "Aside",
    "BringBack",
    "CopyRule",
    "Draft",
    "Drop",
    "Edit",
    "Insert",
    "MoveRule",
    "NewEntry",
    "Off",
    "Path",
    "Put",
    "SetAside",
    "SwitchOff",
    "SwitchOn",
    "Value",
    "edit_from",
    "edit_label",
    "edited",
    "edited_draft",
    "keep_draft",
    "read_draft",
    "set_aside",
    "switched_off",
    "with_what_follows",
]
