"""How a changed field of a ruleset is put into a sentence; what each field is called stands in the models."""

from __future__ import annotations

from typing import Any

from pilot.ruleset.changes.field_values import Context, change_of_weight, in_words
from pilot.ruleset.model.counted import from_top
from pilot.ruleset.model.field_facts import Wording, WrittenAs
from pilot.ruleset.model.shapes import fields_on, is_open_map


def wording_at(part: str, path: tuple[str, ...]) -> Wording:
    """How the model words a change of what stands at a path in an entry of that part; LookupError if it does not."""
    *above, last = [_wording(field.metadata) for field in fields_on(from_top(part, path))]
    key = path[-1] if path else part
    return above[-1].inside.get(key, last) if above else last


def sentence_for(part: str, path: tuple[str, ...], values: tuple[Any, Any], contexts: tuple[Context, Context]) -> str:
    """The sentence for a field of that part, from its value before and after.

    An empty list or map is as good as none.
    """
    wording = wording_at(part, path)
    old, new = (None if value in (None, (), {}) else value for value in values)
    if wording.written is WrittenAs.WEIGHT and old is not None and new is not None:
        return change_of_weight(old, new)
    template = wording.came if old is None else wording.went if new is None else wording.changed
    pieces = template.replace("{", "\0").replace("}", "\0").split("\0")
    words = {
        "old": lambda: in_words(old, wording, contexts[0]),
        "new": lambda: in_words(new, wording, contexts[1]),
        "key": lambda: _free_key(part, path),
    }
    # Not str.format: the words may hold braces of their own, and come from a file.
    return "".join(words[piece]() if place % 2 else piece for place, piece in enumerate(pieces))


def _wording(metadata: list[Any]) -> Wording:
    return next(fact for fact in metadata if isinstance(fact, Wording))


def _free_key(part: str, path: tuple[str, ...]) -> str:
    """The last key of the path that is no field's name: a column, an item, a factor."""
    whole = from_top(part, path)
    first = len(whole) - len(path)
    return next((str(whole[place]) for place in range(len(whole) - 1, first - 1, -1) if is_open_map(whole[:place])), "")
