"""What came in the post for one resident: a strip of envelopes in time, the chosen one opened, and the three days."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import groupby
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.opacity.three_days import ThreeDays, three_days
from pilot.disclosure.shown.letters import NOTHING_DUE, Letter, letters
from pilot.disclosure.shown.level_words import marked
from pilot.disclosure.shown.view import Blank
from pilot.evaluation import Assessment
from pilot.phrases import day, opening_count
from pilot.report.letter_page import letters_html, parts
from pilot.report.receipt import Receipt
from pilot.views import html
from pilot.views.pieces import bars, download, marks
from pilot.views.scripts.bundles import bundle
from pilot.views.visit import address, frame

KINDS = {"posting": "an entry", "listing": "put on a list", "leaving": "off a list", "grade": "grade changes"}
_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "envelopes",
    html='<div class="pp-post"></div>',
    css=(_HERE / "envelopes.css").read_text(encoding="utf-8"),
    js=bundle("envelopes"),
    isolate_styles=False,
)


@st.cache_resource(max_entries=128, show_spinner=False)
def _letters(_assessment: Assessment, receipt: str, subject_id: str) -> list[Letter]:  # noqa: ARG001 (the key)
    return letters(_assessment, subject_id)


@st.fragment
def draw(selection: frame.Selection, opacity: Opacity) -> None:
    """The strip, the letter that is open, what can be printed, and the entries with their days."""
    assessment, subject_id = opacity.assessment, selection.subject_id
    name = selection.name_of(subject_id)
    if assessment.standing_of(subject_id) is None:
        said = f"{html.text(name)} is not covered by this ruleset, so no letter is ever due."
        st.html(f'<div class="pp"><p>{said}</p></div>')
        return
    receipt = Receipt.of(assessment)
    post = _letters(assessment, str(receipt), subject_id)
    st.html(f'<div class="pp"><h2>In the post</h2><p>{_counted(post, name)}</p></div>')
    if post:
        place = _chosen(post)
        _component(key="post", data={"html": _strip(post), "open": place}, on_open_change=_open)
        st.html(f'<div class="pp">{_opened(post[place], name, assessment)}</div>')
        _printable(post, place, assessment, receipt)
    st.html(f'<div class="pp">{_days(three_days(assessment, subject_id, opacity.darkness), assessment, name)}</div>')


def _counted(post: list[Letter], name: str) -> str:
    empty = sum(letter.is_empty for letter in post)
    who = html.text(name)
    if not post:
        return f"Nothing changed for {who}, so no letter was due."
    changes = opening_count(len(post), "thing")
    if empty == len(post):
        none = "<b>No letter was due on any of them</b>"
        return (
            f"{changes} changed for {who}: entries, lists, the grade. {none}; each has an empty envelope. "
            "Under Numbers the dial can turn letters on."
        )
    blanks = sum(bool(letter.contents and letter.contents.blanks) for letter in post)
    kept = f"{blanks} of them keep something back." if blanks else "None of them keeps anything back."
    return f"{changes} changed for {who}, and <b>each brought a letter</b>. {kept}"


def _chosen(post: list[Letter]) -> int:
    said = address.given("letter") or ""
    return int(said) - 1 if said.isdigit() and 1 <= int(said) <= len(post) else len(post) - 1


def _open() -> None:
    place = st.session_state["post"].get("open")
    address.put("letter", None if place is None else str(int(place) + 1))


def _strip(post: list[Letter]) -> str:
    numbered = list(enumerate(post))
    years = groupby(numbered, key=lambda each: each[1].dated.year)
    return "".join(
        f'<div class="pp-year"><h3>{year}</h3><div role="group" aria-label="Envelopes of {year}">'
        f"{''.join(_envelope(place, letter) for place, letter in group)}</div></div>"
        for year, group in years
    )


def _envelope(place: int, letter: Letter) -> str:
    kind = "empty" if letter.is_empty else KINDS[letter.kind]
    look = "pp-none" if letter.is_empty else "pp-some"
    return (
        f'<button type="button" class="{look}" data-place="{place}" aria-pressed="false" '
        f'aria-label="{day(letter.dated)}: {"empty envelope" if letter.is_empty else f"letter, {kind}"}">'
        f"<span>{letter.dated.day} {letter.dated:%b}</span><small>{kind}</small></button>"
    )


def _opened(letter: Letter, name: str, assessment: Assessment) -> str:
    dated = f'<p class="pp-dateline pp-num"><span>{letter.dated.isoformat()}</span></p>'
    if letter.contents is None:
        return (
            f'<article class="pp-paper pp-empty">{dated}<p class="pp-nothing"><span>{NOTHING_DUE}</span></p></article>'
        )
    told = "".join(f"<dt>{html.text(label)}</dt><dd>{_said(said)}</dd>" for label, said in parts(letter.contents))
    effect = f"{KINDS[letter.kind].capitalize()}, with effect from {letter.effective_on.isoformat()}."
    return (
        f'<article class="pp-paper">{dated}<p>To {html.text(name)}</p><h3>{html.text(assessment.ruleset.title)}</h3>'
        f"<p>{effect}</p><dl>{told}</dl></article>"
    )


def _said(said: str | Blank) -> str:
    if isinstance(said, Blank):
        return marks.blank(marked(marks.ITEMS[said.item], on_request=said.on_request))
    return html.text(said)


def _printable(post: list[Letter], place: int, assessment: Assessment, receipt: Receipt) -> None:
    with st.container(horizontal=True, gap="small"):
        for label, chosen in (("This one to print", [post[place]]), ("All of them to print", post)):
            st.download_button(
                label,
                partial(letters_html, chosen, assessment),
                file_name=download.file_name(f"letters-{chosen[0].subject_id}", receipt).removesuffix(".csv") + ".html",
                mime="text/html",
                on_click="ignore",
                key=f"_print_{label}",
            )


def _days(entries: list[ThreeDays], assessment: Assessment, name: str) -> str:
    heading = "<h2>Three days of each entry</h2>"
    if not entries:
        return f"{heading}<p>There is no entry about {html.text(name)}.</p>"
    dark = sum(entry.knowable is None for entry in entries)
    said = (
        f"Of {len(entries)} entries about {html.text(name)}, {dark} cannot be known of to this day. "
        "The texts of the rules stand here for you, whether the resident is shown them or not."
    )
    first = assessment.ruleset.opens_on
    rows = [[Markup(_rule(entry)), *_dated(entry), Markup(_track(entry, first, assessment.as_of))] for entry in entries]
    heads = ["Entry", "Made", "First knowable", "Took effect", "|Unknown"]
    return f'{heading}<p>{said}</p><div class="pp-days">{bars.rows(rows, heads, kind=bars.TEXTS)}</div>'


def _rule(entry: ThreeDays) -> str:
    return f'<span class="pp-rule">{html.text(entry.line.rule.text if entry.line.rule else entry.line.type)}</span>'


def _dated(entry: ThreeDays) -> list[str]:
    known = marks.blank("not to this day") if entry.knowable is None else entry.knowable.isoformat()
    return [entry.made.isoformat(), known, entry.in_effect.isoformat()]


def _track(entry: ThreeDays, first: dt.date, last: dt.date) -> str:
    whole = max((last - first).days, 1)
    until = entry.knowable or last
    left = 100 * max((entry.made - first).days, 0) / whole
    width = 100 * max((until - entry.made).days, 0) / whole
    known = "" if entry.knowable is None else ' class="pp-known"'
    return (
        f'<span class="pp-track" aria-hidden="true"><i{known} style="left:{left:.2f}%;width:{width:.2f}%"></i></span>'
    )
