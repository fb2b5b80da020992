"""A page of its own: what is markup stays markup, and everything else is text."""

from __future__ import annotations

from markupsafe import Markup

from pilot.report.printed_page import STYLE, blank, page


def test_a_body_that_is_no_markup_is_shown_as_it_was_typed() -> None:
    body: str = "<p>Points</p>"

    assert "<main>\n&lt;p&gt;Points&lt;/p&gt;\n</main>" in page("A title", body)  # type: ignore[arg-type]


def test_a_body_of_markup_stands_as_it_is_under_an_escaped_title() -> None:
    whole = page("A <b> & more", Markup("<p>{}</p>").format("1 < 2"))

    assert "<title>A &lt;b&gt; &amp; more</title>" in whole
    assert "<main>\n<p>1 &lt; 2</p>\n</main>" in whole


def test_the_style_of_a_page_comes_after_the_style_of_all() -> None:
    assert f"<style>{STYLE}.card {{}}</style>" in page("A title", Markup(), Markup(".card {}"))


def test_a_blank_carries_its_name_as_text() -> None:
    assert Markup('<span class="blank"><span>a &amp; b</span></span>') == blank("a & b")
