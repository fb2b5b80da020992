"""The text editor for a ruleset's YAML: what is typed and applied in it, and the marks on it.

The text goes to the browser only where the browser does not hold it yet, so that the cursor stays where it is and
little is sent. The browser says `{of, typed, apply}`: `of` tells which text it holds, the other two what was typed and
applied, each as `{revision, text, seq}` with a number that only rises.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pilot.errors import Problem
from pilot.views.server import served

MOST_SHOWN = 100

_component = st.components.v2.component(
    "editor",
    html='<div class="pp-editor" data-served></div>',
    js=served.LOADER,
    isolate_styles=False,
)


@dataclass(frozen=True)
class EditorText:
    """A text that came from the editor, typed or applied, on top of the text of that revision."""

    revision: int | str
    text: str
    seq: int


Listener = Callable[[EditorText], None]


@dataclass
class _Memory:
    """What is left of an editor while its screen is not open: the number last heard, and the text that came with it."""

    seq: int = 0
    sent: EditorText | None = None


def draw(  # noqa: PLR0913 (a component's settings are its arguments)
    text: str,
    *,
    revision: int | str,
    problems: Sequence[Problem],
    key: str,
    hints: Sequence[Problem] = (),
    draft: str | None = None,
    name: str | None = None,
    changed: Sequence[int] = (),
    kinds: Mapping[str, str] | None = None,
    height: int = 520,
    read_only: bool = False,
    label: str = "Ruleset, as YAML",
    on_typed: Listener | None = None,
    on_apply: Listener | None = None,
) -> None:
    """The editor over the applied `text`.

    Give each text that is edited a `key` of its own, and a new `revision` whenever the applied text is another.
    `problems` are those of what `standing` returns, and `hints` what is no fault in it and may not be as meant; where
    they were read under a `name`, those of other files are only listed. `draft` is what was typed on the text in an
    earlier session. `changed` are the lines of `text`, counted from 1, that differ from a baseline; `kinds` are the
    kinds of record there are, with their titles.

    What is said reaches `on_typed` and `on_apply` in the order in which it was said, before the run that it causes; of
    texts that follow each other quickly, only the newest.
    """
    hear = _hearer(key, on_typed, on_apply)
    hear()  # a session may begin with something that was said to one before it
    memory, of = _memory(key), _fingerprint(text, kinds)
    data: dict[str, Any] = {
        "key": key,
        "source": served.address(served.EDITOR),
        "schema": served.address(served.SCHEMA),
        "of": of,
        "revision": revision,
        "heard": memory.seq,
        "about": memory.seq if _stands(memory, revision) else 0,
        "problems": [_fault(problem, name) for problem in problems[:MOST_SHOWN]],
        "more": max(0, len(problems) - MOST_SHOWN),
        "hints": [_fault(hint, name) for hint in hints[:MOST_SHOWN]],
        "changed": list(changed),
        "height": height,
        "read_only": read_only,
        "label": label,
    }
    held = _state(key).get("of")
    if held is not None and memory.sent is not None and memory.sent.text == text and held != of:
        data["adopt"] = memory.sent.seq
    elif held != of:
        data |= {"text": text, "draft": standing(key, text, revision=revision, draft=draft)}
    if held != of:
        data["kinds"] = dict(kinds or {})
    _component(key=key, data=data, on_sent_change=hear)


def standing(key: str, text: str, *, revision: int | str, draft: str | None = None) -> str:
    """The text that stands in the editor, as last heard; before anything is heard the draft, else the applied text."""
    memory = _memory(key)
    if memory.sent is None:
        return text if draft is None else draft
    return memory.sent.text if _stands(memory, revision) else text


def _stands(memory: _Memory, revision: int | str) -> bool:
    return memory.sent is not None and memory.sent.revision == revision


def _memory(key: str) -> _Memory:
    found: _Memory = st.session_state.setdefault(f"_editor_{key}", _Memory())
    return found


def _state(key: str) -> dict[str, Any]:
    """What the browser says; it is dropped when the screen is left."""
    state = (st.session_state.get(key) or {}).get("sent")
    return state if isinstance(state, dict) else {}


def _hearer(key: str, on_typed: Listener | None, on_apply: Listener | None) -> Callable[[], None]:
    def hear() -> None:
        memory, state = _memory(key), _state(key)
        sent = [(_read(state.get("typed")), on_typed), (_read(state.get("apply")), on_apply)]
        fresh = [(text, listener) for text, listener in sent if text is not None and text.seq > memory.seq]
        for text, listener in sorted(fresh, key=lambda pair: pair[0].seq):
            memory.seq, memory.sent = text.seq, text
            if listener is not None:
                listener(text)

    return hear


def _read(value: Any) -> EditorText | None:
    """What the browser sent, if it is what an editor sends."""
    if not isinstance(value, dict):
        return None
    revision, text, seq = value.get("revision"), value.get("text"), value.get("seq")
    if isinstance(revision, int | str) and isinstance(text, str) and isinstance(seq, int):
        return EditorText(revision, text, seq)
    return None


def _fingerprint(text: str, kinds: Mapping[str, str] | None) -> str:
    return f"{zlib.crc32(repr((text, sorted((kinds or {}).items()))).encode('utf-8', 'replace')):08x}"


def _fault(problem: Problem, name: str | None) -> dict[str, Any]:
    place = problem.place
    here = name is None or place.file == name
    return {
        "file": str(place),
        "line": place.line if here else None,
        "column": place.column if here and isinstance(place.column, int) else None,
        "width": problem.width,
        "found": problem.found,
        "allowed": problem.allowed,
        "mend": problem.mend,
        "code": problem.code,
    }
