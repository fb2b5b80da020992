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
from pilot.evaluation.memo import Memo
from pilot.phrases import count, day, opening_count
from pilot.report.letter_page import letters_html, opening, parts
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import title_of
from pilot.views import html
from pilot.views.pieces import bars, download, marks
from pilot.views.scripts.bundles import bundle
from pilot.views.visit import address, frame

KINDS = {
    "posting": "an entry",
    "back": "taken back",
    "listing": "put on a list",
    "leaving": "off a list",
    "grade": "grade changes",
}
YEAR = Markup(
    '<div class="pp-year"><h3>{year}</h3><div role="group" aria-label="Envelopes of {year}">{envelopes}</div></div>'
)
ENVELOPE = Markup(
    '<button type="button" class="{look}" data-place="{place}" aria-pressed="false" aria-label="{day}: {what}">'
    "<span>{short}</span><small>{kind}</small></button>"
)
PAPER = Markup(
    '<article class="pp-paper">{dated}<p>To {name}</p><h3>{title}</h3><p>{opening}</p><dl>{parts}</dl></article>'
)
EMPTY = Markup('<article class="pp-paper pp-empty">{dated}<p class="pp-nothing"><span>{nothing}</span></p></article>')
TRACK = Markup(
    '<span class="pp-track" aria-hidden="true"><i{known} style="left:{left:.2f}%;width:{width:.2f}%"></i></span>'
)
_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "envelopes",
    html='<div class="pp-post"></div>',
    css=(_HERE / "envelopes.css").read_text(encoding="utf-8"),
    js=bundle("envelopes"),
    isolate_styles=False,
)


_written = Memo(128)


def _letters(assessment: Assessment, receipt: str, subject_id: str) -> list[Letter]:
    return _written.get((receipt, subject_id), lambda: letters(assessment, subject_id))


@st.fragment
def draw(selection: frame.Selection, opacity: Opacity) -> None:
    """The strip, the letter that is open, what can be printed, and the entries with their days."""
    assessment, subject_id = opacity.assessment, selection.subject_id
    name = selection.name_of(subject_id)
    if assessment.standing_of(subject_id) is None:
        never = Markup("<p>{} is not covered by this ruleset, so no letter is ever due.</p>")
        html.show(html.block(never.format(name)))
        return
    receipt = Receipt.of(assessment)
    post = _letters(assessment, str(receipt), subject_id)
    html.show(html.block(Markup("<h2>In the post</h2><p>{}</p>").format(_counted(post, name))))
    if post:
        place = _chosen(post)
        _component(key="post", data={"html": html.text(_strip(post)), "open": place}, on_open_change=_open)
        html.show(html.block(_opened(post[place], name, assessment)))
        _printable(post, place, assessment, receipt)
    html.show(html.block(_days(three_days(assessment, subject_id, opacity.darkness), assessment, name)))


def _counted(post: list[Letter], name: str) -> Markup:
    if not post:
        return Markup("Nothing changed for {}, so no letter was due.").format(name)
    empty = sum(letter.is_empty for letter in post)
    changes = opening_count(len(post), "thing")
    if empty == len(post):
        return Markup(
            "{} changed for {}: entries, lists, the grade. <b>No letter was due on any of them</b>; each has an empty "
            "envelope. Under Numbers the dial can turn letters on."
        ).format(changes, name)
    blanks = sum(bool(letter.contents and letter.contents.blanks) for letter in post)
    kept = (
        f"{count(blanks, 'of them keeps', 'of them keep')} something back." if blanks else "None keeps anything back."
    )
    sent = f"{len(post) - empty:,} of them brought a letter" if empty else "each brought a letter"
    return Markup("{} changed for {}, and <b>{}</b>. {}").format(changes, name, sent, kept)


def _chosen(post: list[Letter]) -> int:
    given = address.given("letter") or ""
    return int(given) - 1 if given.isdigit() and 1 <= int(given) <= len(post) else len(post) - 1


def _open() -> None:
    place = st.session_state["post"].get("open")
    address.put("letter", None if place is None else str(int(place) + 1))


def _strip(post: list[Letter]) -> Markup:
    years = groupby(enumerate(post), key=lambda placed: placed[1].dated.year)
    return html.joined(
        YEAR.format(year=year, envelopes=html.joined(_envelope(place, letter) for place, letter in group))
        for year, group in years
    )


def _envelope(place: int, letter: Letter) -> Markup:
    kind = "empty" if letter.is_empty else KINDS["back" if letter.takes_back else letter.kind]
    return ENVELOPE.format(
        look="pp-none" if letter.is_empty else "pp-some",
        place=place,
        day=day(letter.dated),
        what="empty envelope" if letter.is_empty else f"letter, {kind}",
        short=f"{letter.dated.day} {letter.dated:%b}",
        kind=kind,
    )


def _opened(letter: Letter, name: str, assessment: Assessment) -> Markup:
    dated = Markup('<p class="pp-dateline pp-num"><span>{}</span></p>').format(letter.dated.isoformat())
    if letter.contents is None:
        return EMPTY.format(dated=dated, nothing=NOTHING_DUE)
    return PAPER.format(
        dated=dated,
        name=name,
        title=title_of(assessment.ruleset),
        opening=opening(letter, letter.contents),
        parts=html.joined(_part(label, part) for label, part in parts(letter.contents)),
    )


def _part(label: str, part: str | Blank) -> Markup:
    if isinstance(part, Blank):
        part = marks.blank(marked(marks.ITEMS[part.item], on_request=part.on_request))
    return Markup("<dt>{}</dt><dd>{}</dd>").format(label, part)


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


def _days(entries: list[ThreeDays], assessment: Assessment, name: str) -> Markup:
    heading = Markup("<h2>Three days of each entry</h2>")
    if not entries:
        return heading + Markup("<p>There is no entry about {}.</p>").format(name)
    dark = sum(entry.knowable is None for entry in entries)
    sentences = (
        f"Of {count(len(entries), 'entry', 'entries')} about {name}, {dark:,} cannot be known of to this day. "
        "The texts of the rules stand here for you, whether the resident is shown them or not."
    )
    first = assessment.ruleset.opens_on
    rows = [[_rule(entry), *_dated(entry), _track(entry, first, assessment.as_of)] for entry in entries]
    heads = ["Entry", "Made", "First knowable", "Took effect", "|Unknown"]
    table = bars.rows(rows, heads, kind=bars.TEXTS)
    return heading + Markup('<p>{}</p><div class="pp-days">{}</div>').format(sentences, table)


def _rule(entry: ThreeDays) -> Markup:
    return Markup('<span class="pp-rule">{}</span>').format(
        entry.line.rule.text if entry.line.rule else entry.line.type
    )


def _dated(entry: ThreeDays) -> list[str]:
    known = marks.blank("not to this day") if entry.knowable is None else entry.knowable.isoformat()
    return [entry.made.isoformat(), known, entry.in_effect.isoformat()]


def _track(entry: ThreeDays, first: dt.date, last: dt.date) -> Markup:
    whole = max((last - first).days, 1)
    until = entry.knowable or last
    left = 100 * max((entry.made - first).days, 0) / whole
    width = 100 * max((until - entry.made).days, 0) / whole
    known = Markup() if entry.knowable is None else Markup(' class="pp-known"')
    return TRACK.format(known=known, left=left, width=width)
