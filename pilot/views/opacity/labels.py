"""Labels of two rulesets side by side, to look at and to take along."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.evaluation.memo import Memo
from pilot.report.label import BASES, Label, label, label_html, label_svg
from pilot.report.receipt import Receipt
from pilot.report.transparency import transparency_record
from pilot.report.transparency_pages import record_html
from pilot.ruleset.model.values import LEVEL_NAMES
from pilot.views import html
from pilot.views.opacity import both_sides
from pilot.views.pieces import bars, dial, download, marks
from pilot.views.scripts.bundles import bundle
from pilot.views.visit import address, frame

_png = st.components.v2.component(
    "label_png",
    html='<button type="button">Label as PNG</button>',
    css=(
        "button { font: inherit; min-height: 2.5rem; padding: 0.25rem 0.75rem; border-radius: 4px; cursor: pointer; "
        "color: var(--st-text-color); background: var(--st-background-color); "
        "border: 1px solid var(--st-border-color); } "
        "button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }"
    ),
    js=bundle("label_png"),
)


def draw(selection: frame.Selection) -> None:
    """The label of the chosen ruleset as it is dialled, and the one beside it."""
    both = both_sides.sides(selection, "subject")
    there = both_sides.others(selection)
    if len(both) > 1:
        address.select(
            "Beside it", list(there), "second", default=both[1].key,
            format_func=lambda key: both_sides.title_of(key, there[key]), width=420,
        )  # fmt: skip
    for column, side in zip(st.columns(2, gap="medium"), both_sides.sides(selection, "subject"), strict=False):
        with column:
            _card(side.opacity, str(side.place))


def _table(card: Label) -> Markup:
    numbers = [[figure.name, figure.as_it_comes, figure.after_asking] for figure in (*card.entries, *card.others)]
    promises = [[name, marks.blank("not stated") if value is None else value] for name, value in card.promises]
    shown = [[item, *(LEVEL_NAMES[level] for level in levels)] for item, levels in card.levels]
    return (
        marks.table(["", *BASES], numbers, numbers=[1, 2])
        + marks.table(["Item", *dial.HEADS.values()], shown)
        + marks.table(["Promise", ""], promises)
    )


_labels, _records = Memo(64), Memo(64)


def _made(opacity: Opacity, receipt: str) -> Label:
    return _labels.get(receipt, lambda: label(opacity))


def _recorded(opacity: Opacity, receipt: str) -> Markup:
    return _records.get(receipt, lambda: record_html(transparency_record(opacity)))


def _card(opacity: Opacity, side: str) -> None:
    receipt = Receipt.of(opacity.assessment)
    card = _made(opacity, str(receipt))
    svg = label_svg(card)
    picture = b64encode(svg.encode()).decode()
    description = f"Label of {card.title}: of all entries {card.entries[0]} are shown. The table below says all of it."
    image = Markup('<img class="pp-card-svg" src="data:image/svg+xml;base64,{}" alt="{}">').format(picture, description)
    html.show(html.block(image, bars.folded("As a table", _table(card))))
    name = download.file_name("label", receipt).removesuffix(".csv")
    with st.container(horizontal=True, gap="small"):
        _save("Label as SVG", svg, f"{name}.svg", "image/svg+xml", side)
        _png(key=f"_png_{side}", data={"svg": picture, "name": f"{name}.png"}, width="content")
        _save("Label as HTML", label_html(card), f"{name}.html", "text/html", side)
        record = download.file_name("transparency", receipt).removesuffix(".csv")
        _save("Transparency record", _recorded(opacity, str(receipt)), f"{record}.html", "text/html", side)


def _save(button: str, data: str, name: str, mime: str, side: str) -> None:
    st.download_button(button, data, file_name=name, mime=mime, on_click="ignore", key=f"_save_{side}_{button}")
