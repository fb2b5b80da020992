"""What the ruleset on the bench is set against: what it began from, a saved version, or any other ruleset."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import streamlit as st

from pilot.errors import DataError
from pilot.evaluation.comparing.compare import Comparison
from pilot.ruleset.changes.diff import RulesetDiff, changes
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.visit import address, opened, world
from pilot.views.visit.figures import comparison_of
from pilot.views.workshop import open_draft
from pilot.views.workshop.open_draft import Bench
from pilot.workshop.drafts.versions import Version

START = "start"
_VERSION = re.compile(r"version-([0-9]{1,10})")


@dataclass(frozen=True)
class Against:
    """The baseline: what it is called, and the ruleset; `written` is None where it stands in a file."""

    called: str
    ruleset: Ruleset
    written: world.Written | None
    comparison: Comparison

    @cached_property
    def changes(self) -> RulesetDiff:
        """What differs from the baseline, in articles."""
        return changes(self.ruleset, self.comparison.after.ruleset)

    def lines(self, text: str) -> list[int]:
        """The lines of a text that differ from the baseline's text, counted from 1; none where that is another text."""
        return [] if self.written is None else list(_differing(self.written.text, text))


@lru_cache(maxsize=64)
def _differing(before: str, after: str) -> tuple[int, ...]:
    """What two long texts share at both ends is not searched; every key typed would ask for the same again."""
    old, new = before.splitlines(), after.splitlines()
    front = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - front
    pairs = zip(reversed(old), reversed(new), strict=False)
    back = next((n for n, (a, b) in enumerate(pairs) if a != b or n == most), most)
    matcher = difflib.SequenceMatcher(None, old[front : len(old) - back], new[front : len(new) - back], autojunk=False)
    return tuple(
        front + line
        for tag, _, _, first, last in matcher.get_opcodes()
        if tag != "equal"
        for line in range(first + 1, last + 1)
    )


def against(at: Bench, summary: Callable[[Bench, Against], None]) -> Against:
    """The baseline that the visitor chose, beside the summary; another's version is refused in words."""
    saved = {f"version-{each.id}": each for each in at.versions}
    asked = address.given("baseline")
    if asked and _VERSION.fullmatch(asked) and asked not in saved:
        st.html(f'<div class="pp" role="alert"><p>{html.text(_refused(at, asked))}</p></div>')
        address.put("baseline", None)
    others = _others()
    titles = {name: read.title for name, source in others.items() if (read := world.ruleset(source).value) is not None}
    labels = {
        START: "what it began from",
        **{name: f"version {each.number}: {each.reason or each.title}" for name, each in saved.items()},
        **titles,
    }
    with st.container(key="workshop_summary"):
        said, choice = st.columns([2.6, 1], gap="medium")
    with choice:
        chosen = address.select("Set against", list(labels), "baseline", format_func=labels.__getitem__)
    source = at.start if chosen == START else others.get(chosen) or text_of(at, saved[chosen])
    ruleset = world.ruleset(source).value
    assert ruleset is not None, "only what can be read is offered"
    before = world.assessment(ruleset, at.selection.city, max(at.selection.as_of, ruleset.opens_on))
    written = source if isinstance(source, world.Written) else None
    found = Against(labels[chosen], ruleset, written, comparison_of(before, at.assessment))
    with said:
        summary(at, found)
    return found


def _refused(at: Bench, asked: str) -> str:
    desk, number = at.desk, _VERSION.fullmatch(asked)
    assert number is not None
    try:
        if desk is not None:
            desk.version(int(number[1]))
    except DataError as error:
        problem = error.problems[0]
        return f"{problem.found[:1].upper()}{problem.found[1:]} {problem.mend}"
    return "That version cannot be looked at now."


def _others() -> dict[str, Path | world.Written]:
    now = st.session_state["ruleset"]
    return {name: path for name, path in {**world.rulesets(), **opened.rulesets()}.items() if name != now}


@st.cache_resource(max_entries=256, show_spinner=False)
def _texts() -> dict[int, str]:
    return {}


def text_of(at: Bench, version: Version) -> world.Written:
    """The text of a listed version. It never changes, so it is asked for once; the list said that it may be seen."""
    kept = _texts()
    if version.id not in kept:
        desk = at.desk
        assert desk is not None, "a version was listed"
        kept[version.id] = desk.version(version.id).text
    written = world.Written(version.ruleset, kept[version.id])
    open_draft.read(written)
    return written
