"""What the ruleset on the bench is set against: what it began from, a saved version, or any other ruleset."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.evaluation.comparing.compare import Comparison
from pilot.evaluation.memo import Memo
from pilot.phrases import capitalised
from pilot.ruleset.changes.diff import RulesetDiff, changes
from pilot.ruleset.editing import Draft, read_draft
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.visit import address, choosable, world
from pilot.views.visit.choosable import Choosable
from pilot.views.visit.figures import comparison_of
from pilot.views.workshop.open_draft import Bench
from pilot.workshop.drafts.versions import Version

START = "start"
_VERSION = re.compile(r"version-([0-9]{1,10})")


@dataclass(frozen=True)
class Against:
    """The baseline: what it is called, its ruleset, and its text; `text` is None where it stands in a file."""

    called: str
    ruleset: Ruleset
    text: str | None
    comparison: Comparison

    @cached_property
    def changes(self) -> RulesetDiff:
        """What differs from the baseline, in articles."""
        return changes(self.ruleset, self.comparison.after.ruleset)

    def lines(self, text: str) -> list[int]:
        """The lines of a text that differ from the baseline's text, counted from 1; none where that is another text."""
        return [] if self.text is None else list(_lines_of(self.text, text))


_known_lines = Memo(64)


def _lines_of(before: str, after: str) -> tuple[int, ...]:
    """The lines that differ, remembered by the texts' digests: every key typed would ask for the same again."""
    key = tuple(sha256(text.encode("utf-8", "surrogatepass")).digest() for text in (before, after))
    return _known_lines.get(key, lambda: _differing(before, after))


def _differing(before: str, after: str) -> tuple[int, ...]:
    """What two long texts share at both ends is not searched."""
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


def against(at: Bench, summary: Callable[[Bench, Against], None], steps: Callable[[Bench], None]) -> Against:
    """The baseline that the visitor chose, beside the summary; another's version is refused in words.

    All this stays in sight while the page is scrolled, and with it the `steps` back and forth.
    """
    saved = {f"version-{version.id}": version for version in at.versions}
    requested = address.given("baseline")
    if requested and _VERSION.fullmatch(requested) and requested not in saved:
        html.show(html.block(Markup("<p>{}</p>").format(_refused(at, requested)), role="alert"))
        address.put("baseline", None)
    others = choosable.others()
    labels = {
        START: "what it began from",
        **{name: f"version {version.number}: {version.reason or version.title}" for name, version in saved.items()},
        **{name: other.title for name, other in others.items()},
    }
    with st.container(key="workshop_summary"):
        words, choice = st.columns([2.6, 1], gap="medium")
    with choice:
        chosen = address.select("Set against", list(labels), "baseline", format_func=labels.__getitem__)
        with st.container(horizontal=True, gap="xsmall", key="workshop_steps"):
            steps(at)
    ruleset, text = _chosen(at, others.get(chosen), saved.get(chosen))
    before = world.assessment(ruleset, at.selection.city, max(at.selection.as_of, ruleset.opens_on))
    found = Against(labels[chosen], ruleset, text, comparison_of(before, at.assessment))
    with words:
        summary(at, found)
    return found


def _chosen(at: Bench, other: Choosable | None, version: Version | None) -> tuple[Ruleset, str | None]:
    """Another ruleset or that of a version; without either that of what the draft began from, and its text."""
    if other is not None:
        return other.ruleset, None
    draft = read_draft(at.start.text, name=at.start.name) if version is None else draft_of(at, version)
    return draft.ruleset, draft.text


def _refused(at: Bench, requested: str) -> str:
    desk, number = at.desk, _VERSION.fullmatch(requested)
    assert number is not None
    try:
        if desk is not None:
            desk.version(int(number[1]))
    except DataError as error:
        problem = error.problems[0]
        return f"{capitalised(problem.found)} {capitalised(problem.mend)}"
    return "That version cannot be looked at now."


def draft_of(at: Bench, version: Version) -> Draft:
    """A listed version, as a draft; the list said that it may be seen."""
    desk = at.desk
    assert desk is not None, "a version was listed"
    return read_draft(desk.version(version.id).text, name=version.ruleset)
