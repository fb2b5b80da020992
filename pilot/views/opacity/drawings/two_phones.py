"""What others are shown and the resident is not: two phones side by side."""

from __future__ import annotations

from markupsafe import Markup

from pilot.disclosure.opacity.measures import Opacity
from pilot.ruleset.model.values import Audience, Item
from pilot.views.opacity.drawings.ink import Drawn, picture
from pilot.views.pieces import marks

PLACES = (2, 172)
OTHERS: dict[Audience, str] = {"public": "the public", "partner": "a partner"}
_PHONE = Markup(
    '<rect class="phone" x="{x}" y="1" width="30" height="44" rx="4"/>'
    '<rect class="screen" x="{inner}" y="5" width="24" height="36" rx="1.5"/>{content}'
    '<text x="{text}" y="20">{who}</text><text class="strong" x="{text}" y="36">{what}</text>'
)
_BLANK = Markup('<rect class="hatched" x="{:g}" y="16" width="18" height="13"/>')
_VALUE = Markup('<text class="value{}" x="{:g}" y="27.5" text-anchor="middle">{}</text>')
_LINES = Markup('<path class="lines" d="M{0} 15h16M{0} 20h16M{0} 25h16M{0} 30h10"/>')
LONGEST, SHORT = 4, 2
"""Letters that fit on a phone, and those that do in the larger type."""


def two_phones(opacity: Opacity, subject_id: str | None, name: str) -> Drawn:
    """The first item that somebody else is shown alone, on both phones; where there is none, the grade or the score."""
    more = {audience: items for audience, items in opacity.others_know_more.items() if items}
    other, items = next(iter(more.items()), ("public", ()))
    item = items[0] if items else _usual(opacity)
    value = _value(opacity, subject_id, item)
    shown = {audience: item in _open_to(opacity, audience) for audience in ("subject", other)}
    words = {audience: f"{marks.ITEMS[item]} {'shown' if open_ else 'kept back'}" for audience, open_ in shown.items()}
    label = f"{name}: {words['subject']}; {OTHERS[other]}: {words[other]}"
    phones = (
        _phone(PLACES[0], _short(name), words["subject"], value if shown["subject"] else None),
        _phone(PLACES[1], OTHERS[other], words[other], value if shown[other] else None),
    )
    kept = dict.fromkeys(kept for items in more.values() for kept in items)
    further = ", ".join(marks.ITEMS[other] for other in kept if other != item)
    return Drawn(f"{len(kept)}", picture(label, *phones), f"and {further}" if further else "")


def _open_to(opacity: Opacity, audience: Audience) -> frozenset[Item]:
    return opacity.assessment.ruleset.disclosure.open_to(audience, requested=opacity.requested)


def _usual(opacity: Opacity) -> Item:
    ruleset = opacity.assessment.ruleset
    return "grade" if ruleset.bands else "score" if ruleset.score else "lists"


def _value(opacity: Opacity, subject_id: str | None, item: Item) -> str:
    """What stands on a screen that shows the item, as far as it fits; empty where it is too long for a phone."""
    standing = opacity.assessment.standing_of(subject_id) if subject_id else None
    if standing is None or item not in ("grade", "score"):
        return ""
    value = str(standing.grade if item == "grade" else standing.score)
    return value if len(value) <= LONGEST else ""


def _phone(x: int, who: str, what: str, value: str | None) -> Markup:
    middle = x + 15
    if value is None:
        content = _BLANK.format(middle - 9)
    elif value:
        content = _VALUE.format(" small" if len(value) > SHORT else "", middle, value)
    else:
        content = _LINES.format(middle - 8)
    return _PHONE.format(x=x, inner=x + 3, content=content, text=x + 38, who=who, what=what)


def _short(name: str) -> str:
    """A name as far as it fits beside a phone."""
    return name if len(name) <= 18 else f"{name[:17]}…"
