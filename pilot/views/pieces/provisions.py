"""What a ruleset fixes besides its rules: grades on a scale, lists, consequences, who sees what, what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from pilot.ruleset.model import Citation, Consequence, Ruleset, RulesetList, Score
from pilot.ruleset.model.values import Audience, Item
from pilot.ruleset.sentences.gaps import AUDIENCES
from pilot.ruleset.sentences.rule_sentences import count, listed, number
from pilot.views import html
from pilot.views.pieces import marks

MEANS: dict[Item, str] = {
    "score": "the number of points",
    "grade": "the grade or rating",
    "thresholds": "from how many points a grade holds",
    "rules": "the rulebook",
    "points": "the points of each entry",
    "records": "which record an entry rests on",
    "agencies": "which office supplied it",
    "lists": "on which lists the resident stands",
    "reasons": "which rule an entry rests on",
    "consequences": "what follows for the resident",
    "recipients": "who receives all this",
}
NOTICES = {
    "none": "No notice is promised.",
    "on_change": "A letter goes out on the day of a change.",
    "before_effect": "A letter goes out before a change takes effect.",
}
CONTESTED = {
    None: "Whether an entry can be contested is not said.",
    True: "An entry can be contested.",
    False: "There is no way to contest an entry.",
}
MADE_GOOD = {
    None: "Whether a true entry can be made good is not said.",
    True: "A true entry can be made good.",
    False: "A true entry cannot be made good.",
}
BEARERS = {"self": "the subject", "legal_representative": "the legal representative"}


def scale(ruleset: Ruleset) -> str:
    """The grades as bars on one axis of points, best first, with the start marked; words beside say the same."""
    score = ruleset.score
    if score is None:
        return "<h2>Grades</h2><p>This ruleset keeps no score and no grades, only lists.</p>"
    if not ruleset.bands:
        return f"<h2>Score</h2><p>{_ends(score)} There are no grades.</p>"
    floors = [band.from_ for band in ruleset.bands]
    known = [floor for floor in floors if floor is not None]
    low, high = _axis(known or [score.start], score)
    rows = "".join(
        f'<tr><th scope="row">{marks.grade(band.grade, ruleset.grades)}</th><td '
        f'class="pp-num">{_range(band.from_, above)}</td><td>{html.text(band.title or "")}</td>'
        "<td "
        f'class="pp-axis">{_bar(band.from_, above, low, high, place, len(floors))}{_start(score, low, high)}</td></tr>'
        for place, (above, band) in enumerate(zip([None, *floors[:-1]], ruleset.bands, strict=True))
    )
    return (
        f"<h2>Grades</h2><p>{_ends(score)}</p>"
        '<table class="pp-table pp-scale"><thead><tr><th scope="col">Grade</th><th scope="col">Points</th><th '
        'scope="col">Called</th><th scope="col">On the scale; the line is the start, '
        f"{number(score.start)}</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _ends(score: Score) -> str:
    ends = [
        *([] if score.floor is None else [f"never falls below {number(score.floor)}"]),
        *([] if score.ceiling is None else [f"never rises above {number(score.ceiling)}"]),
    ]
    reach = listed(ends, "and") if ends else "has no ends"
    return f"Everybody begins with {count(score.start, 'point')}. The score {reach}."


def _axis(floors: list[int], score: Score) -> tuple[float, float]:
    """The ends of the axis: those of the score where they are given, else some room beyond the outermost boundaries."""
    points = [*floors, score.start]
    room = max(max(points) - min(points), 10) * 0.25
    low = min(points) - room if score.floor is None else score.floor
    return low, max(points) + room if score.ceiling is None else score.ceiling


def _range(low: int | None, above: int | None) -> str:
    if low is None:
        return "any" if above is None else f"below {number(above)}"
    return f"{number(low)} and more" if above is None else f"{number(low)} to {number(above - 1)}"


def _bar(low: int | None, above: int | None, first: float, last: float, place: int, of: int) -> str:
    left, right = (
        _share(first if low is None else low, first, last),
        _share(last if above is None else above, first, last),
    )
    return (
        '<span class="pp-span" aria-hidden="true" '
        f'style="left:{left:.2f}%;width:{right - left:.2f}%;background:{marks.shade(place, of)}"></span>'
    )


def _start(score: Score, first: float, last: float) -> str:
    return f'<span class="pp-start" aria-hidden="true" style="left:{_share(score.start, first, last):.2f}%"></span>'


def _share(points: float, first: float, last: float) -> float:
    return 100 * min(max((points - first) / ((last - first) or 1), 0), 1)


def follows(ruleset: Ruleset) -> str:
    """The lists, and the consequences by what leads to them."""
    return f"<h2>Lists</h2>{_lists(ruleset)}<h2>Consequences</h2>{_consequences(ruleset)}"


def _lists(ruleset: Ruleset) -> str:
    if not ruleset.lists:
        return "<p>This ruleset keeps no list.</p>"
    return "".join(_list(name, each, ruleset) for name, each in ruleset.lists.items())


def _list(name: str, each: RulesetList, ruleset: Ruleset) -> str:
    ways = [html.text(rule.id) for rule in ruleset.rules if name in rule.lists]
    facts = {
        "Kept by": html.text(each.agency or "nobody who is named"),
        "Entered through": ", ".join(ways) if each.entered_when is None else _entered(each, ruleset),
        "Left": html.text(_left(name, each, ruleset)),
        "Also on it": html.text(listed([_bearer(who) for who in each.carry], "and")) if each.carry else "",
        "Published": html.text(", ".join(each.publishes)),
        "Follows": html.text(
            ", ".join(ruleset.consequences[key].title for key in each.consequences) or "nothing that is named"
        ),
        "Source": _source(each.source, ruleset),
    }
    rows = "".join(f"<div><dt>{term}</dt><dd>{said}</dd></div>" for term, said in facts.items() if said)
    return (
        f'<section class="pp-listing"><h3>{html.text(each.title)} <small>{each.kind}</small></h3><p '
        f'class="pp-rule">{html.text(each.text or "")}</p><dl class="pp-terms">{rows}</dl></section>'
    )


def _entered(each: RulesetList, ruleset: Ruleset) -> str:
    if each.entered_when is None:
        return ""
    names = listed([f"“{ruleset.lists[name].title}”" for name in each.entered_when.of], "and")
    return html.text(f"standing on at least {each.entered_when.at_least} of {names}")


def _left(name: str, each: RulesetList, ruleset: Ruleset) -> str:
    if each.entered_when is not None:
        return "as soon as that is no longer so"
    ways = ["after an appeal that is upheld"]
    if any(rule.until for rule in ruleset.rules if name in rule.lists):
        ways.insert(0, "once the matter is settled")
    if each.lasts_months is not None:
        ways.insert(0, f"after {count(each.lasts_months, 'month')}")
    return listed(ways, "or")


def _consequences(ruleset: Ruleset) -> str:
    if not ruleset.consequences:
        return "<p>Nothing follows from this ruleset: it names no consequence.</p>"
    causes: dict[str, list[str]] = {name: [] for name in ruleset.consequences}
    for band in ruleset.bands:
        for name in band.consequences:
            causes[name].append(marks.grade(band.grade, ruleset.grades))
    for each in ruleset.lists.values():
        for name in each.consequences:
            causes[name].append(html.text(each.title))
    rows = [_consequence(each, causes[name], ruleset) for name, each in ruleset.consequences.items()]
    return _classed("pp-provisions", marks.table(["What follows", "From", "On whom, by whom"], rows))


def _classed(name: str, table: str) -> str:
    """A plain table with a class of its own."""
    return table.replace('class="pp-table"', f'class="pp-table {name}"', 1)


def _consequence(each: Consequence, causes: list[str], ruleset: Ruleset) -> list[str]:
    right = "<br>touches a basic right" if each.basic_right else ""
    area = f" · {html.text(each.area)}" if each.area else ""
    who = listed([_bearer(bearer) for bearer in each.falls_on], "and")
    said = (
        f"<b>{html.text(each.title)}</b><br>{html.text(each.text or '')}"
        f'<span class="pp-side">{each.effect}{area}</span><span class="pp-side">{_source(each.source, ruleset)}</span>'
    )
    return [
        said,
        " ".join(causes) or "nothing",
        f'{html.text(who)}{right}<span class="pp-side">{html.text(each.agency or "no agency named")}</span>',
    ]


def _bearer(who: str) -> str:
    return BEARERS.get(who, f"the {who.replace('_', ' ')}")


def _source(citation: Citation | None, ruleset: Ruleset) -> str:
    if citation is None:
        return "no source given"
    named = [ruleset.sources[key].title for key in citation.disputed_by if key in ruleset.sources]
    disputed = f", disputed by {html.text('; '.join(named))}" if named else ""
    return f'{marks.basis(citation)} <span class="pp-cited">{marks.cited(citation, ruleset)}{disputed}</span>'


def disclosure(ruleset: Ruleset) -> str:
    """Who is shown what: items by audience, each cell in words."""
    rows = [
        [f'<b>{marks.ITEMS[item]}</b><span class="pp-side">{MEANS[item]}</span>', *_cells(item, ruleset)]
        for item in get_args(Item)
    ]
    delay = ruleset.disclosure.delay_hours
    late = f" What is shown lags {count(delay, 'hour')} behind." if delay else ""
    head = ["Item", *(who.removeprefix("the ").capitalize() for who in AUDIENCES.values())]
    table = _classed("pp-matrix", marks.table(head, rows))
    return f"<h2>Who is shown what</h2><p>{NOTICES[ruleset.disclosure.notice]}{late}</p>{table}"


def _cells(item: Item, ruleset: Ruleset) -> Iterator[str]:
    for audience in get_args(Audience):
        level = ruleset.disclosure.level(audience, item)
        named = item in getattr(ruleset.disclosure, audience)
        if level == "hidden":
            yield marks.blank("hidden") + ("" if named else '<span class="pp-side">because it is not said</span>')
        else:
            yield "<b>shown</b>" if level == "shown" else "on request"


def recourse(ruleset: Ruleset) -> str:
    """What somebody can do about an entry."""
    appeal, repair = ruleset.recourse.appeal, ruleset.recourse.repair
    lines = [CONTESTED[None if appeal is None else appeal.available]]
    if appeal and appeal.available:
        days = "not said" if appeal.window_days is None else f"within {count(appeal.window_days, 'day')}"
        lines += [f"In which time: {days}.", f"Who decides: {appeal.decided_by or 'not said'}."]
    lines.append(MADE_GOOD[None if repair is None else repair.available])
    if repair and repair.text:
        lines.append(repair.text)
    return f"<h2>What can be done</h2><p>{html.text(' '.join(lines))}</p>"
