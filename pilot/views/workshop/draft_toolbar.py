"""How a draft is kept: undone and redone, saved as a version with its reason, taken home, and wiped."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.changes.origins import began_from
from pilot.ruleset.editing.empty import empty_ruleset
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import fingerprint
from pilot.views import html
from pilot.views.server import reachable
from pilot.views.visit import address, opened, own_drafts
from pilot.views.workshop import baseline, draft_changes, imports, open_draft
from pilot.views.workshop.open_draft import Bench
from pilot.workshop.database.bounds import LONGEST_ALIAS, LONGEST_REASON, LONGEST_TITLE
from pilot.workshop.drafts.edit_link import edit_word
from pilot.workshop.drafts.versions import Imprint


def draw(at: Bench) -> None:
    """One row of buttons over the rules."""
    _saving(at)
    _versions(at)
    _copying(at)
    _taking(at)
    _wiping(at)


def _popover(label: str, key: str, **settings: Any) -> Any:
    """A popover whose content is worked out only while it is open."""
    return st.popover(label, key=f"_popover_{key}", on_change="rerun", **settings)


def steps(at: Bench) -> None:
    """The steps of the draft back and forth, and back to the first."""
    draft, locked = (at.mine.stored if at.mine else None), bool(at.locked)
    behind, ahead = (draft.behind, draft.ahead) if draft else (0, 0)
    for way, label, many, nearest in (
        ("undo", "Undo", behind, draft.last_label if draft else None),
        ("redo", "Redo", ahead, draft.next_label if draft else None),
    ):
        st.button(
            f"{label} ({many})" if many else label,
            key=f"_{way}",
            disabled=locked or not many,
            help=nearest and html.label(nearest),
            on_click=draft_changes.step,
            args=(at.mine, way),
        )
    is_start = draft is None or draft.text == draft.start_text
    st.button(
        "Reset",
        key="_reset",
        disabled=locked or is_start,
        help="Back to what it began from; this can be undone too.",
        on_click=draft_changes.step,
        args=(at.mine, "reset"),
    )


def _saving(at: Bench) -> None:
    with st.popover("Save", help="Save a version", disabled=bool(at.locked)):
        if at.mine is None or at.mine.room is None:
            st.text_input("Your alias", key="_alias", max_chars=LONGEST_ALIAS, persist_state="session")
        st.text_area("Why this change?", key="_reason", max_chars=LONGEST_REASON, height=90)
        st.button("Save", key="_save", type="primary", on_click=_save, args=(at,))
        kept = st.session_state.pop("_kept_as", None)
        sentence = (
            "Every version is kept, with the reason and what it changed."
            if kept is None
            else f"Kept as version {kept}."
        )
        html.show(html.block(Markup('<p class="pp-quiet" role="status">{}</p>').format(sentence)))


def _save(at: Bench) -> None:
    """Of the draft as it is when the button is pressed: a change may have come in since the button was drawn."""
    with open_draft.refusals_shown():
        at = open_draft.at(at.selection)
        mine = at.mine or own_drafts.begun(at.origin, at.text)
        imprint = Imprint(at.ruleset.id, at.ruleset.title, fingerprint(at.ruleset))
        alias = st.session_state.get("_alias") or "somebody"
        version = mine.desk.save(mine.stored.id, mine.stored.revision, alias, st.session_state["_reason"], imprint)
        st.session_state["_reason"] = ""
        if at.mine is None:
            st.session_state["ruleset"], st.session_state["_bench_begun"] = mine.name, True
        st.session_state["_kept_as"] = version.number


def _versions(at: Bench) -> None:
    kept = at.versions
    popover = _popover(f"Versions ({len(kept)})" if kept else "Versions", "versions", disabled=not kept)
    if not popover.open or not kept:
        return
    with popover:
        labels = {
            version.id: f"{version.number} · {version.title} · {version.alias}, {version.saved_at:%Y-%m-%d %H:%M} UTC"
            for version in kept
        }
        chosen = st.selectbox("Version", list(labels), format_func=labels.__getitem__, key="_version")
        version = next(version for version in kept if version.id == chosen)
        diff = changes(baseline.draft_of(at, version).ruleset, at.ruleset)
        html.show(
            html.block(
                Markup("<p>{}</p>").format(version.reason or "No reason was given."),
                Markup('<p class="pp-quiet">From it to the ruleset as it is now: {}. Fingerprint {}.</p>').format(
                    diff.summary, version.fingerprint
                ),
            )
        )
        with st.container(horizontal=True):
            st.button("Set against it", key="_against_version", on_click=_set_against)
            st.button("Go back to it", key="_take_version", disabled=bool(at.locked), on_click=_take, args=(at,))


def _set_against() -> None:
    address.choose("baseline", f"version-{st.session_state['_version']}")


def _take(at: Bench) -> None:
    version = next(version for version in at.versions if version.id == st.session_state["_version"])
    text = baseline.draft_of(at, version).text
    draft_changes.replaced(at.selection, text, f"back to version {version.number}")


_BESIDE = Markup(
    '<p class="pp-quiet">A copy is a draft of its own. Two of them stand side by side on Compare, or are set against '
    "each other here.</p>"
)


def _copying(at: Bench) -> None:
    popover = _popover("Copy", "copy", help="Begin a copy beside this draft, or give the draft a name")
    if not popover.open:
        return
    own = at.mine if at.mine and at.mine.room is None else None
    key = f"_name_{own.name if own else at.origin}"

    def name() -> str:
        """What stands in the field when a button is pressed."""
        return str(st.session_state[key])

    with popover:
        html.show(html.block(_BESIDE))
        st.text_input("Name", own.stored.name if own else "", key=key, max_chars=LONGEST_ALIAS, placeholder="Softer")
        with st.container(horizontal=True):
            st.button(
                "Begin a copy under this name", key="_copy_draft", on_click=lambda: draft_changes.copied(at, name())
            )
            if own is not None:
                st.button("Call this draft so", key="_name_draft", on_click=lambda: draft_changes.renamed(own, name()))


def _taking(at: Bench) -> None:
    popover = _popover("Files", "files", help="Take the ruleset home as a file or a link, or open a session file")
    if not popover.open:
        return
    with popover:
        st.download_button(
            "This ruleset (.yaml)",
            lambda: at.mine.fresh().stored.text if at.mine else at.text,
            _file_name(at.ruleset),
            "application/yaml",
            key="_yaml",
            on_click="ignore",
        )
        _link(at)
        st.text_input("Title of a new ruleset", key="_new_title", max_chars=LONGEST_TITLE)
        st.button("Begin an empty ruleset", key="_begin_empty", on_click=_begin_empty, args=(at,))
        imports.session()


def _begin_empty(at: Bench) -> None:
    with open_draft.refusals_shown():
        start = empty_ruleset(str(st.session_state["_new_title"]), at.ruleset.opens_on, opened.all_rulesets())
        mine = own_drafts.begun(start.name, start.text)
        st.session_state["ruleset"], st.session_state["_bench_begun"] = mine.name, True
        address.choose("face", "articles")


def _file_name(ruleset: Ruleset) -> str:
    """The id; that of a draft says that it is one."""
    return f"{ruleset.id}.yaml" if began_from(ruleset) is None else f"{ruleset.id}-draft.yaml"


def _link(at: Bench) -> None:
    try:
        word = edit_word(at.origin, at.start.text, at.text)
    except DataError as error:
        html.show(html.block(Markup('<p class="pp-quiet">No link: {}</p>').format(error.problems[0].found)))
        return
    html.show(html.block(Markup('<p class="pp-quiet">A link that carries the change in itself:</p>')))
    st.code(reachable.here("workshop", f"edit={word}"), language=None, wrap_lines=True)


_WHERE_KEPT = Markup(
    "<p>Every change is kept at once, on the computer that runs Points Pilot, in <code>{}</code>. {} A closed tab or a "
    "crash loses nothing. This browser finds its drafts again by a random word in a cookie; nothing else about you is "
    "kept.</p>"
)


def _wiping(at: Bench) -> None:
    popover = _popover("Kept", "kept", help="Where drafts and versions are kept, and how to wipe them")
    if not popover.open:
        return
    with popover:
        html.show(html.block(_WHERE_KEPT.format(own_drafts.store().place, own_drafts.store().beside)))
        if at.mine is not None and at.mine.room is None:
            st.button("Wipe this draft", key="_wipe_draft", on_click=partial(_wipe, at.mine))
        sure = st.checkbox("I want nothing of mine left on this computer", key="_wipe_sure")
        st.button("Wipe all my drafts and versions", key="_wipe_all", disabled=not sure, on_click=partial(_wipe, None))


def _wipe(mine: own_drafts.Mine | None) -> None:
    with open_draft.refusals_shown():
        if mine is None:
            own_drafts.desk().wipe_everything()
            st.session_state["_wipe_sure"] = False
        else:
            mine.desk.wipe(mine.stored.id)
        st.session_state["_wipes"] = st.session_state.get("_wipes", 0) + 1
        st.session_state["_bench_begun"] = True


def recovered(at: Bench) -> None:
    """A draft that was left, and text that was typed and not applied, offered again."""
    before = own_drafts.begun_before(at.origin, at.text) if at.mine is None else None
    if before is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            html.show(html.block(Markup("<p>You have a draft of this ruleset, and what you change goes into it.</p>")))
            st.button("Go on with it", key="_go_on", on_click=_go_on, args=(before,))
    _typed(at)


def _go_on(before: own_drafts.Mine) -> None:
    st.session_state["ruleset"], st.session_state["_bench_begun"] = before.name, True


def _typed(at: Bench) -> None:
    draft = at.mine.stored if at.mine else None
    if draft is None or draft.typed is None or draft.typed == draft.text or st.session_state.get("face") == "text":
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        html.show(html.block(Markup("<p>There is text that was typed and not applied.</p>")))
        st.button("See it", key="_see_typed", on_click=address.choose, args=("face", "text"))
        st.button("Forget it", key="_forget_typed", on_click=draft_changes.forget_typed, args=(at.mine,))
