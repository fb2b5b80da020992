"""Markup escapes whatever is put into it; what is markup already goes in as it is."""

from __future__ import annotations

from markupsafe import Markup

from pilot.views import html
from pilot.views.pieces import bars, marks
from tests.views.screen import HOSTILE

HARMLESS = "&lt;img src=x onerror=alert(1)&gt;"


def test_words_in_a_template_are_escaped_and_markup_is_not() -> None:
    assert f"<p>{HARMLESS}<b>so</b></p>" == Markup("<p>{}{}</p>").format(HOSTILE, Markup("<b>so</b>"))


def test_words_among_parts_and_between_them_are_escaped() -> None:
    assert "<b>so</b> &lt; &amp;" == html.joined([Markup("<b>so</b>"), "&"], " < ")


def test_a_template_is_repeated_for_every_content() -> None:
    assert f"<li>{HARMLESS}</li><li>2</li>" == html.repeated(Markup("<li>{}</li>"), [HOSTILE, 2])


def test_a_block_says_its_classes_and_how_it_is_read_out() -> None:
    block = html.block(Markup("<p>One</p>"), Markup("<p>Two</p>"), kind="pp-pair", role="alert")

    assert '<div class="pp pp-pair" role="alert"><p>One</p><p>Two</p></div>' == block


def test_a_cell_of_a_table_is_words_or_markup() -> None:
    plain = marks.table(["Word", HOSTILE], [[HOSTILE, Markup("<b>so</b>")]])
    drawn = bars.rows([[HOSTILE, Markup("<b>so</b>")], [HOSTILE]], ["Word", f"~{HOSTILE}"])

    for table in (plain, drawn):
        assert (HOSTILE in table, "<b>so</b>" in table) == (False, True)


def test_a_link_leads_to_the_web_or_nowhere() -> None:
    assert HARMLESS == marks.link(HOSTILE, "javascript:alert(1)")
    assert f'<a href="https://a.example/?a&amp;b" target="_blank" rel="noopener">{HARMLESS}</a>' == marks.link(
        HOSTILE, "https://a.example/?a&b"
    )
