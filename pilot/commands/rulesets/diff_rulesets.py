"""`pilot diff`: what changed between two rulesets, article by article."""

from __future__ import annotations

from typing import Annotated

import typer

from pilot.commands.terminal.arguments import all_rulesets
from pilot.commands.terminal.terminal_page import TerminalPage
from pilot.ruleset.changes.diff import Change, RulesetDiff, changes
from pilot.ruleset.changes.fields import FieldChange
from pilot.ruleset.changes.origins import changed_between, title_of
from pilot.ruleset.changes.word_spans import marked
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.rule_sentences import does, reads

INDENT = 5


def diff(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="The older ruleset: a file, or the id of a shipped one.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The newer one.")],
) -> None:
    """Tell what changed between two rulesets.

    Rules, grades, lists and all else are told article by article, not line by line of their files.
    """
    old, new = all_rulesets([before, after])
    found = changes(old, new)
    page = TerminalPage()
    page.text(f"{title_of(old)} ({old.id}) → {title_of(new)} ({new.id})")
    page.text(f"{found.summary[0].upper()}{found.summary[1:]}.")
    page.text(_touched(found))
    here = changed_between(found)
    for change in found.changes:
        page.heading(_heading(change))
        for sentence in change.sentences:
            page.text(sentence, INDENT)
        _entry(page, change, found)
        for field in change.fields:
            _reworded(page, field)
        for pair in change.sentence_pairs:
            page.text(marked(pair.words), INDENT, "Says:")
        if words := here.words(change.part, change.id):
            page.text(f"{words[0].upper()}{words[1:]}.", INDENT)


def _touched(found: RulesetDiff) -> str:
    if found.is_empty:
        return "The two say the same."
    return "What is counted changes." if found.counts else "Nothing changes that is counted."


def _heading(change: Change) -> str:
    return f"{change.name} ({change.what}{'' if change.counts else '; not counted'})"


def _entry(page: TerminalPage, change: Change, found: RulesetDiff) -> None:
    """A rule that came or went, as it is read."""
    entry, ruleset = (change.after, found.after) if change.what == "added" else (change.before, found.before)
    if change.what in ("added", "removed") and isinstance(entry, Rule):
        page.text(entry.text, INDENT, "Rule:")
        page.text(_sentences(entry, ruleset), INDENT, "Says:")


def _sentences(rule: Rule, ruleset: Ruleset) -> str:
    return " ".join((reads(rule, ruleset), *does(rule, ruleset)))


def _reworded(page: TerminalPage, field: FieldChange) -> None:
    if field.before and field.after and field.words:
        page.text(marked(field.words), INDENT, f"{field.path[-1].capitalize()}:")
