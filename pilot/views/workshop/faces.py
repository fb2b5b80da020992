"""The faces of a ruleset in the workshop: articles, grades on a scale, the matrix of disclosure, the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError, Problem
from pilot.ruleset.editing import Off, Put, read_draft, switched_off
from pilot.ruleset.forms.makings import makings
from pilot.ruleset.model import Disclosure, Rule, Ruleset
from pilot.views import html
from pilot.views.pieces import dial
from pilot.views.pieces.articles import Wanted, numbered
from pilot.views.visit import address, links
from pilot.views.visit.figures import figures_of
from pilot.views.workshop import amendable, amending, draft_changes, editor, form_data, hint_list, part_faces, suggested
from pilot.views.workshop.baseline import Against
from pilot.views.workshop.open_draft import Bench

_EARLIER = (
    "This text was typed on an earlier state of the draft: applying it takes back what was changed otherwise since. "
    "The marks beside the lines show what that is; “Revert” goes back to the draft as it is."
)
AT_ONCE = 25
"""So many articles stand on one leaf: every change draws them again."""


def articles(at: Bench, against: Against) -> None:
    """The rules, changed in their sentences."""
    ruleset = at.ruleset
    begin = _turn_to_new(ruleset)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = address.search_box("Search the rules", "words", placeholder="such as: petition")
        found = numbered(ruleset, Wanted(words=words))
        shown = _leaf(found)
    changed = {change.id for change in against.changes.changes if change.part == "rules"}
    known = suggested.known(at.selection.city)
    opened = amendable.Opened(amending.opened(_key("articles", at)), known)
    now, before = figures_of(at.assessment), figures_of(against.comparison.before)
    rows = amendable.rules(shown, now, before, changed, opened)
    silent = switched_off(at.draft)
    data = {
        "rules": _with_silent(rows, at, silent),
        "order": amendable.order(ruleset),
        "taken": [*amendable.order(ruleset), *(off.rule_id for off in silent)],
        "fixed": ruleset.extends is not None,
        "makings": form_data.makings(makings("rules", ruleset, known)),
        "opened": opened.rule_id,
        "begin": begin,
    }
    _amending("articles", at, data, {rule.id: place for place, rule in shown})


def _turn_to_new(ruleset: Ruleset) -> str | None:
    """The leaf with the rule that the visitor has just added or copied, whatever they looked for before; its id."""
    new_id = draft_changes.new_entry("rules")
    new = next((rule for rule in ruleset.rules if rule.id == new_id), None)
    if new is None:
        return None
    wanted = Wanted(words=st.session_state.get("words") or "")
    if not wanted.lets(new, ruleset):
        st.session_state["words"], wanted = "", Wanted()
    found = [rule for _, rule in numbered(ruleset, wanted)]
    if len(found) > AT_ONCE:
        address.choose("articles", str(found.index(new) // AT_ONCE * AT_ONCE))
    return new.id


def _leaf(found: list[tuple[int, Rule]]) -> list[tuple[int, Rule]]:
    if len(found) <= AT_ONCE:
        return found
    starts = [str(start) for start in range(0, len(found), AT_ONCE)]

    def label(start: str) -> str:
        return f"{int(start) + 1:,} to {min(int(start) + AT_ONCE, len(found)):,} of {len(found):,}"

    start = int(address.select("Articles", starts, "articles", format_func=label, width=220))
    return found[start : start + AT_ONCE]


def _with_silent(rows: Sequence[tuple[str, str]], at: Bench, silent: Sequence[Off]) -> list[tuple[str, str]]:
    """Rules that are switched off stand where they stood, behind the rule before them, where that is shown."""
    behind: dict[str | None, list[tuple[str, str]]] = {}
    for off in silent:
        behind.setdefault(off.after, []).append(amendable.silent(off.rule_id, off.text or ""))
    first = not at.ruleset.rules or (rows and at.ruleset.rules[0].id == rows[0][0])
    shown = list(behind.get(None, ())) if first else []
    for row in rows:
        shown += [row, *behind.get(row[0], ())]
    return shown


def grades(at: Bench, against: Against) -> None:  # noqa: ARG001 (every face is given the same)
    """The grades on a drawn scale."""
    if at.ruleset.score is None:
        html.show(html.block(Markup("<p>This ruleset keeps lists alone; it has no score and no grades.</p>")))
        start = Put(("score",), {"start": 100})
        if st.button("Keep a score", key="_keep_a_score", disabled=bool(at.locked)):
            draft_changes.together(at.selection, [start], "a score is kept")
            st.rerun(scope="fragment")
        return
    held = figures_of(at.assessment).persons.grades
    _amending("bands", at, amendable.bands(at.ruleset, dict(held)))
    part_faces.grades(at)


def _amending(face: Any, at: Bench, data: dict[str, Any], numbers: Mapping[str, int] | None = None) -> None:
    on_edits = draft_changes.by_form(at.selection)
    amending.draw(face, data, key=_key(face, at), on_edits=on_edits, numbers=numbers or {}, locked=bool(at.locked))


def _key(face: str, at: Bench) -> str:
    return f"amending_{face}_{at.key}"


def disclosure(at: Bench, against: Against) -> None:  # noqa: ARG001 (every face is given the same)
    """Who is shown what, as switches; each turn changes its own cells in the text and no others."""
    shown = at.ruleset.disclosure

    def turn(wanted: Disclosure) -> None:
        turns = dial.turns(shown, wanted)
        label = "who is told what" if len(turns) == 1 else f"who is told what, in {len(turns)} places"
        puts = [Put(("disclosure", *path), value) for path, value in turns]
        if puts:
            draft_changes.together(at.selection, puts, label)

    with st.container(key="workshop_dial"):
        links.button("What this keeps from whom", "opacity", "_to_opacity", {})
        dial.switches(
            f"dial_{at.key}", shown, read_draft(at.start.text, name=at.start.name).ruleset.disclosure, on_turn=turn
        )


def text(at: Bench, against: Against) -> None:
    """The text itself."""
    key, typed = f"editor_{at.key}", at.mine.stored.typed if at.mine else None
    if typed is not None and at.mine and at.mine.stored.typed_revision != at.revision:
        html.show(html.block(Markup("<p>{}</p>").format(_EARLIER), role="status"))
    stands = editor.standing(key, at.text, revision=at.revision, draft=typed)
    problems = _problems(stands, at.origin)
    kinds = at.selection.city.kinds
    editor.draw(
        at.text,
        revision=at.revision,
        problems=problems,
        hints=() if problems else hint_list.in_text(at.origin, stands, at.selection.city),
        key=key,
        draft=typed,
        name=at.origin,
        changed=against.lines(at.text),
        kinds=dict(zip(map(str, kinds["kind"]), map(str, kinds["title"]), strict=True)),
        height=600,
        read_only=bool(at.locked),
        label=f"{at.ruleset.title}, as YAML",
        on_typed=lambda sent: draft_changes.typed(at.selection, sent),
        on_apply=lambda sent: draft_changes.applied(at.selection, sent),
    )


def _problems(stands: str, name: str) -> Sequence[Problem]:
    try:
        return read_draft(stands, name=name).problems
    except DataError as error:
        return error.problems
