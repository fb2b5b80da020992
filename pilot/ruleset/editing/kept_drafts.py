"""Drafts found again by their text: after a new run of the script, or by another visitor of the same server."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path as File
from threading import Lock

from pilot.errors import Problem, only_problems
from pilot.ruleset.editing.draft import Draft
from pilot.ruleset.reading.extends import Layer, layers_of
from pilot.ruleset.reading.nodes import Node
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.places import top
from pilot.ruleset.reading.source_text import SourceText, checked_text


class KeptDrafts:
    """The drafts used last, by the name and the text of each, with their trees and rulesets; shared between threads.

    Kept: so many drafts, and so many characters of text together, at the most. A draft that was read by itself takes
    some fifty bytes a character; one that an edit made of another shares nearly all of them.
    """

    def __init__(self, most: int, characters: int) -> None:
        self._most, self._characters = most, characters
        self._drafts: OrderedDict[tuple[str, str], Draft] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, name: str, text: str) -> Draft | None:
        """The draft of that text under that name, if it is kept."""
        with self._lock:
            if (name, text) in self._drafts:
                self._drafts.move_to_end((name, text))
            return self._drafts.get((name, text))

    def keep(self, draft: Draft) -> None:
        """Keeps it in the place of any other of the same text, and lets go of those that were not used for longest."""
        key = draft.source.name, draft.text
        with self._lock:
            self._size += 0 if key in self._drafts else len(draft.text)
            self._drafts[key] = draft
            self._drafts.move_to_end(key)
            while len(self._drafts) > self._most or self._size > self._characters:
                (_, text), _ = self._drafts.popitem(last=False)
                self._size -= len(text)


_kept = KeptDrafts(256, 12_000_000)
"""A class of forty with a few drafts each, those before their last steps, and the texts that are being typed."""


def read_draft(text: str, *, name: str = "draft", folder: File | None = None) -> Draft:
    """The text as a draft; DataError where it cannot be read at all, or extends what is not there.

    What it extends is looked for among the shipped rulesets; in `folder` before that, where one is given. Without a
    folder the draft that was read or made of that text a while ago is given back.
    """
    with only_problems(name):
        return _read_draft(text, name, folder)


def _read_draft(text: str, name: str, folder: File | None) -> Draft:
    if folder is not None:
        source = checked_text(text, name)
        return Draft(source, tuple(layers_of(source, folder / (File(name).name or "draft"))))
    draft = _kept.find(name, text)
    if draft is None:
        source = checked_text(text, name)
        draft = Draft(source, tuple(layers_of(source, None, _tree_of_base)))
        _kept.keep(draft)
    return draft


def keep_draft(draft: Draft) -> None:
    """Has whoever asks for the draft's text from now on be given this very draft; it extends no file but a shipped."""
    _kept.keep(draft)


def _tree_of_base(source: SourceText) -> tuple[Node, list[Problem]]:
    """As `read_tree`; a base that stands alone is kept, since the next text that extends it asks for it again."""
    draft = _kept.find(source.name, source.text)
    if draft is not None and not draft.extends:
        return draft.layers[0].tree, list(draft.layers[0].problems)
    tree, problems = read_tree(source)
    if not top(tree).word("extends"):
        _kept.keep(Draft(source, (Layer(tree, list(problems)),)))
    return tree, problems
