"""Where does each claim come from, and who disputes it?"""

from __future__ import annotations

from markupsafe import Markup

from pilot.errors import DataError
from pilot.ruleset.changes.origins import basis_now
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sources.bibliography import CitedSource, bibliography, weakest_now
from pilot.ruleset.sources.claims import Claims
from pilot.views import html
from pilot.views.pieces import bars, reading_style, registers
from pilot.views.visit import address, frame, links, world

CHAPTERS = {"sources": "Sources", "disputes": "Where they disagree", "gaps": "What could not be found"}
OVERVIEW = Markup(
    '<p class="pp-lead">{whole} rulesets{besides} rest on {used} sources. {more} more are heard where the sources '
    "disagree, on {questions} questions.</p><p>Many pages were read in their opening part alone; laws and rule texts "
    "were read whole where they could be had. Nothing was looked up again on a live page.</p>"
)


def draw() -> None:
    """What the shipped rulesets rest on, in a sentence, and below it one of three chapters."""
    own = frame.selection().ruleset if links.own("ruleset") else None
    rulesets = [*_shipped(), *([own] if own else [])]
    try:
        claims = registers.shipped_claims()
    except DataError as error:
        html.show(html.block(Markup("<h1>Sources</h1><pre>{}</pre>").format(error), role="alert"))
        return
    entries = bibliography(rulesets, claims)
    overview = html.block(Markup("<h1>Sources</h1>"), _overview(rulesets, entries, claims))
    html.show(bars.style(), reading_style.style(), overview)
    chapter = address.segments(
        "Chapter", list(CHAPTERS), "register", format_func=CHAPTERS.__getitem__, label_visibility="collapsed"
    )
    if chapter == "sources":
        html.show(html.block(_bases(rulesets), Markup("<h2>The sources</h2>"), registers.sources(entries, own)))
    elif chapter == "disputes":
        html.show(html.block(_disputes(claims, rulesets)))
    else:
        html.show(html.block(Markup("<h2>What could not be found</h2>"), registers.not_found(claims)))


def _shipped() -> list[Ruleset]:
    read = (world.ruleset(path).value for path in world.rulesets().values())
    return [ruleset for ruleset in read if ruleset is not None]


def _overview(rulesets: list[Ruleset], entries: tuple[CitedSource, ...], claims: Claims) -> Markup:
    used = sum(any(use.rests for use in entry.uses) for entry in entries)
    whole = [ruleset for ruleset in rulesets if ruleset.extends is None]
    variants = len(rulesets) - len(whole)
    return OVERVIEW.format(
        whole=len(whole),
        besides=f", and {variants} that differ from them in part," if variants else "",
        used=used,
        more=len(entries) - used,
        questions=len(claims.disagreements),
    )


def _bases(rulesets: list[Ruleset]) -> Markup:
    whole = [ruleset for ruleset in rulesets if ruleset.extends is None]
    return Markup(
        "<h2>How much the sources carry</h2><p>Every rule says how much of it stands in its source. These are the "
        "numbers of rules.</p>{}<h3>The weakest part of each</h3><p>Where a part of a rule, such as its term, rests on "
        "another text than the whole, it says so itself. A rule is no better known than its weakest part.</p>{}"
    ).format(registers.basis_table(whole, basis_now), registers.basis_table(whole, weakest_now))


def _disputes(claims: Claims, rulesets: list[Ruleset]) -> Markup:
    return Markup(
        "<h2>Where the sources disagree</h2><p>The positions stand side by side, in our own words; the order is no "
        "judgement. Under each stands what this project does about it.</p>{}"
    ).format(registers.disagreements(claims, rulesets))


draw()
