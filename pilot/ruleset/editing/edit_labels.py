"""What an edit does, in a few words, for a menu of what can be undone."""

from __future__ import annotations

from typing import Any

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
)
from pilot.ruleset.editing.form_values import as_word

_LONGEST = 40
_ONE_OF = {"bands": "band", "examples": "example", "records": "record", "carry": "carry"}


def edit_label(edit: Edit | NewEntry) -> str:
    """The edit in a few words: "points of jaywalking to −10"."""
    if isinstance(edit, NewEntry):
        named = next((edit.value[key] for key in ("title", "name", "text") if edit.value.get(key)), "entry")
        return f"“{_cut(str(named))}” added"
    if isinstance(edit, Put) and edit.value is not None:
        return f"{_named(edit.path)} to {_shown(edit.value)}"
    if isinstance(edit, Put | Drop):
        return f"{_named(edit.path)} taken away"
    if isinstance(edit, Insert):
        return f"{_named(edit.path)} added"
    if isinstance(edit, SetAside):
        return f"example {edit.place + 1} set aside"
    return f"example {_cut(edit.name)} brought back" if isinstance(edit, BringBack) else _label_of_rule(edit)


def _label_of_rule(edit: AddRule | CopyRule | MoveRule | SwitchOff | SwitchOn) -> str:
    if isinstance(edit, AddRule):
        return f"rule {_cut(str(edit.rule.get('id')))} added"
    if isinstance(edit, CopyRule):
        return f"{edit.rule_id} copied as {edit.new_id}"
    if isinstance(edit, MoveRule):
        return f"{edit.rule_id} moved {'to the front' if edit.after is None else f'behind {edit.after}'}"
    return f"{edit.rule_id} switched {'off' if isinstance(edit, SwitchOff) else 'on'}"


def _named(path: Path) -> str:
    """The path from its end: keys run together, and what they belong to follows."""
    if path[:1] == ("rules",) and len(path) > 1:
        of, keys = str(path[1]), path[2:]
    else:
        of, keys = "", path
    words: list[str] = []
    for step in keys:
        if isinstance(step, int):
            noun = words.pop() if words else "entry"
            of = " of ".join(filter(None, (f"{_ONE_OF.get(noun, noun)} {step + 1}", of)))
        else:
            words.append(step)
    if not words:
        return of
    if of:
        return f"{' '.join(words)} of {of}"
    return " of ".join(reversed(words))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return _cut(
            ", ".join(f"{key} {_shown(inner)}" for key, inner in value.items() if inner is not None) or "nothing"
        )
    if isinstance(value, list):
        return _cut(", ".join(_shown(inner) for inner in value) or "nothing")
    word = "nothing" if value is None else as_word(value)
    return word.replace("-", "−", 1) if not isinstance(value, str) and word.startswith("-") else _cut(word)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
