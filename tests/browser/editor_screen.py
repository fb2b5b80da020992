"""A screen with the editor alone. It reads every text as the app would and says what it heard."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import streamlit as st

from pilot.errors import DataError, Problem
from pilot.ruleset.reading.load import read_ruleset
from pilot.views.server import served
from pilot.views.workshop import editor

ROOT = Path(__file__).parents[2]
KINDS = {"traffic.red_light": "Red light run", "court.judgment_unpaid": "Judgment not paid", "x.y": "<b>bold</b>"}


def given() -> str:
    name = st.query_params.get("ruleset", "small")
    if name == "small":
        return (ROOT / "tests" / "small" / "few-rules.yaml").read_text(encoding="utf-8")
    if name == "large":
        return enlarged((ROOT / "rulesets" / "rongcheng.yaml").read_text(encoding="utf-8"))
    return (ROOT / "rulesets" / f"{name}.yaml").read_text(encoding="utf-8")


def enlarged(text: str) -> str:
    """The ruleset with 507 rules: copies under other ids stand after its own."""
    head, rest = text.split("\nrules:\n")
    rules, tail = rest.split("\nlists:\n")
    blocks = ["  - id: " + block for block in rules.split("  - id: ")[1:]]
    copies = [
        blocks[number % len(blocks)].replace("- id: ", f"- id: copy-{number}-", 1)
        for number in range(507 - len(blocks))
    ]
    return f"{head}\nrules:\n{rules.rstrip()}\n\n{''.join(copies)}\nlists:\n{tail}"


@st.cache_data(max_entries=4, show_spinner=False)
def found_in(text: str) -> tuple[Problem, ...]:
    try:
        read_ruleset(text, "draft")
    except DataError as error:
        return error.problems
    return ()


def typed(change: editor.EditorText) -> None:
    st.session_state.typed = [*st.session_state.typed, change]


def applied(change: editor.EditorText) -> None:
    st.session_state.applied = [*st.session_state.applied, change]
    if st.query_params.get("refuses") is None:
        st.session_state.text = change.text
        st.session_state.revision += 1


def elsewhere() -> None:
    st.session_state.text = st.session_state.text.replace(*json.loads(st.session_state.change))
    st.session_state.revision += 1


def show() -> None:
    first = {"text": given, "revision": lambda: 1, "typed": list, "applied": list}
    for name, value in first.items():
        if name not in st.session_state:
            st.session_state[name] = value()
    text, revision = st.session_state.text, st.session_state.revision
    st.title("An editor")
    st.button("Run again", key="again")
    st.text_input("Change elsewhere", key="change", on_change=elsewhere)
    draft = given().replace("2020-01-01", "2020-01-01x", 1) if "draft" in st.query_params else None
    stands = editor.standing("editor", text, revision=revision, draft=draft)
    if st.checkbox("Open", value=True):
        editor.draw(
            text,
            revision=revision,
            problems=found_in(stands),
            key="editor",
            draft=draft,
            name="draft",
            changed=[3] if "baseline" in st.query_params else [],
            kinds=KINDS,
            height=420,
            on_typed=typed,
            on_apply=applied,
        )
    heard = {
        "revision": revision,
        "typed": [change.seq for change in st.session_state.typed][-1:],
        "applied": [change.seq for change in st.session_state.applied],
        "stands": hashlib.sha256(stands.encode()).hexdigest(),
        "text": hashlib.sha256(text.encode()).hexdigest(),
    }
    st.html(f"<p id='heard' style='overflow-wrap: anywhere'>{json.dumps(heard)}</p>")


if __name__ == "editor_screen":
    app = st.App(__file__, routes=served.routes())
else:
    show()
