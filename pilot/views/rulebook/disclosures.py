"""Who is covered, who is shown what and what can be done about it, each with where it is known from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from markupsafe import Markup

from pilot.phrases import count
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.model import Part, Ruleset, WayToContest
from pilot.ruleset.model.bases import known_from
from pilot.ruleset.model.values import AUDIENCES, LEVEL_NAMES, Audience, Item
from pilot.ruleset.sentences.who_is_rated import who_is_rated
from pilot.views import html
from pilot.views.pieces import marks, weakest
from pilot.views.pieces.provisions import MEANS, NOTICES, changed_side

OBJECTED = {
    True: "Somebody can object to a wrong entry.",
    False: "Nobody can object to a wrong entry.",
}
CONTESTED = {
    None: "Whether an entry can be contested is not said.",
    True: "An entry can be contested.",
    False: "There is no way to contest an entry.",
}
APPEALED = {
    None: "Whether a decision can be contested is not said.",
    True: "A decision can be contested.",
    False: "There is no way to contest a decision.",
}
"""The same where the ruleset has an objection to a wrong entry apart from the appeal."""
MADE_GOOD = {
    None: "Whether a true entry can be made good is not said.",
    True: "A true entry can be made good.",
    False: "A true entry cannot be made good.",
}


def covered(ruleset: Ruleset) -> Markup:
    """Whom the ruleset covers, and whether they choose to."""
    who = who_is_rated(ruleset)
    return Markup("<h2>Who is covered</h2><p>{}.</p>{}").format(
        who[:1].upper() + who[1:], _known_from(ruleset, ruleset)
    )


def disclosure(ruleset: Ruleset) -> Markup:
    """Who is shown what: items by audience, each cell in words."""
    rows = [
        [
            Markup('<b>{}</b><span class="pp-side">{}</span>').format(marks.ITEMS[item], MEANS[item]),
            *_cells(item, ruleset),
        ]
        for item in get_args(Item)
    ]
    delay = ruleset.disclosure.delay_hours
    late = f" What is shown lags {count(delay, 'hour')} behind." if delay else ""
    here = changed_here(ruleset)
    changed = html.joined(changed_side(here.words_at("disclosure", key)) for key in ("notice", "delay_hours"))
    head = ["Item", *(who.removeprefix("the ").capitalize() for who in AUDIENCES.values())]
    return Markup("<h2>Who is shown what</h2><p>{}{}{}</p>{}<h3>Where this is known from</h3>{}").format(
        NOTICES[ruleset.disclosure.notice],
        late,
        changed,
        marks.table(head, rows, kind="pp-matrix"),
        _known_from(ruleset.disclosure, ruleset),
    )


def _cells(item: Item, ruleset: Ruleset) -> Iterator[str]:
    for audience in get_args(Audience):
        level = ruleset.disclosure.level(audience, item)
        named = item in getattr(ruleset.disclosure, audience)
        changed = changed_side(changed_here(ruleset).words_at("disclosure", audience, item))
        source = known_from(ruleset.disclosure, audience, item) if named else None
        sign = marks.basis_sign(source) if source else Markup()
        if level == "hidden":
            reason = Markup() if named else Markup('<span class="pp-side">because it is not said</span>')
            yield marks.blank(LEVEL_NAMES[level]) + sign + reason + changed
        else:
            name = LEVEL_NAMES[level]
            yield (Markup("<b>{}</b>").format(name) if level == "shown" else Markup("{}").format(name)) + sign + changed


def recourse(ruleset: Ruleset) -> Markup:
    """What somebody can do about an entry and about a decision."""
    objection, appeal, repair = ruleset.recourse.objection, ruleset.recourse.appeal, ruleset.recourse.repair
    apart = objection is not None and objection.available is not None
    lines = [OBJECTED[bool(objection and objection.available)], *_terms(objection)] if apart else []
    contested = None if appeal is None else appeal.available
    lines += [APPEALED[contested] if apart else CONTESTED[contested], *_terms(appeal)]
    lines.append(MADE_GOOD[None if repair is None else repair.available])
    if repair and repair.text:
        lines.append(repair.text)
    here = changed_here(ruleset)
    changed = html.joined(changed_side(here.words_at("recourse", key)) for key in ("objection", "appeal", "repair"))
    return Markup("<h2>What can be done</h2><p>{}{}</p>{}").format(
        " ".join(lines), changed, _known_from(ruleset.recourse, ruleset)
    )


def _terms(way: WayToContest | None) -> Iterator[str]:
    """In which time a way that there is can be used, who decides, and how soon."""
    if way is None or not way.available:
        return
    days = "not said" if way.window_days is None else f"within {count(way.window_days, 'day')}"
    yield f"In which time: {days}."
    soon = "" if way.decides_within_days is None else f", within {count(way.decides_within_days, 'day')}"
    yield f"Who decides: {way.decided_by or 'not said'}{soon}."


def _known_from(part: Part, ruleset: Ruleset) -> Markup:
    """The sources of the fields of a part that has none as a whole."""
    fields = getattr(part, "basis_of", {})
    if not fields:
        return Markup('<p class="pp-quiet">Where this is known from is not said.</p>')
    return weakest.known_from_list(fields, ruleset)
