"""What a ruleset fixes besides its rules: grades on a scale, lists and consequences."""

from __future__ import annotations

from markupsafe import Markup

from pilot.phrases import count, listed, number
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.model import Consequence, Ruleset, RulesetList, Score
from pilot.ruleset.model.values import Item
from pilot.ruleset.sentences.who_is_rated import those_who
from pilot.views import html
from pilot.views.pieces import marks, weakest

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
BEARERS = {"self": "the subject", "legal_representative": "the legal representative"}


def scale(ruleset: Ruleset) -> Markup:
    """The grades as bars on one axis of points, best first, with the start marked; words beside say the same."""
    score = ruleset.score
    if score is None:
        return Markup("<h2>Grades</h2><p>This ruleset keeps no score and no grades, only lists.</p>")
    changed = changed_side(changed_here(ruleset).words("score"))
    if not ruleset.bands:
        return Markup("<h2>Score</h2><p>{} There are no grades.{}</p>").format(_ends(score), changed)
    return Markup(
        '<h2>Grades</h2><p>{ends}{changed}</p><table class="pp-table pp-scale"><thead><tr><th scope="col">Grade</th>'
        '<th scope="col">Points</th><th scope="col">Called</th><th scope="col">On the scale; the line is the start, '
        "{start}</th></tr></thead><tbody>{rows}</tbody></table>{sources}"
    ).format(
        ends=_ends(score),
        changed=changed,
        start=number(score.start),
        rows=_bands(ruleset, score),
        sources=_scale_from(ruleset, score),
    )


def _scale_from(ruleset: Ruleset, score: Score) -> Markup:
    """Where the scale and its grades are known from, grades of one place together."""
    bands = {f"grade {band.grade}": band.source for band in ruleset.bands if band.source}
    parts = {f"grade {band.grade}.{name}": cited for band in ruleset.bands for name, cited in band.basis_of.items()}
    fields = {**score.basis_of, **bands, **parts}
    return weakest.known_from_list(fields, ruleset) if fields else Markup()


def changed_side(changed: str) -> Markup:
    """What was changed here, under what it stands with; nothing where nothing was."""
    return Markup('<span class="pp-side">{}</span>').format(marks.changed_mark(changed)) if changed else Markup()


def _bands(ruleset: Ruleset, score: Score) -> Markup:
    floors, here = [band.from_ for band in ruleset.bands], changed_here(ruleset)
    axis = _axis([floor for floor in floors if floor is not None] or [score.start], score)
    return html.joined(
        Markup(
            '<tr><th scope="row">{grade}</th><td class="pp-num">{range}</td><td>{title}</td>'
            '<td class="pp-axis">{bar}{start}</td></tr>'
        ).format(
            grade=marks.grade(band.grade, ruleset.grades),
            range=_range(band.from_, above),
            title=Markup("{}{}").format(band.title or "", changed_side(here.words("bands", band.grade))),
            bar=_bar((band.from_, above), axis, marks.shade(place, len(floors))),
            start=Markup('<span class="pp-start" aria-hidden="true" style="left:{:.2f}%"></span>').format(
                _share(score.start, axis)
            ),
        )
        for place, (above, band) in enumerate(zip([None, *floors[:-1]], ruleset.bands, strict=True))
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


def _bar(band: tuple[int | None, int | None], axis: tuple[float, float], shade: str) -> Markup:
    low, above = band
    left = _share(axis[0] if low is None else low, axis)
    right = _share(axis[1] if above is None else above, axis)
    return Markup(
        '<span class="pp-span" aria-hidden="true" style="left:{:.2f}%;width:{:.2f}%;background:{}"></span>'
    ).format(left, right - left, shade)


def _share(points: float, axis: tuple[float, float]) -> float:
    first, last = axis
    return 100 * min(max((points - first) / ((last - first) or 1), 0), 1)


def follows(ruleset: Ruleset) -> Markup:
    """The lists, and the consequences by what leads to them."""
    return Markup("<h2>Lists</h2>{}<h2>Consequences</h2>{}").format(_lists(ruleset), _consequences(ruleset))


def _lists(ruleset: Ruleset) -> Markup:
    if not ruleset.lists:
        return Markup("<p>This ruleset keeps no list.</p>")
    return html.joined(_list(name, listing, ruleset) for name, listing in ruleset.lists.items())


def _list(name: str, listing: RulesetList, ruleset: Ruleset) -> Markup:
    facts = {
        "Kept by": listing.agency or "nobody who is named",
        "Entered through": _entered(name, listing, ruleset),
        "Left": _left(name, listing, ruleset),
        "Also on it": listed([_bearer(who) for who in listing.carry], "and") if listing.carry else "",
        "Published": ", ".join(listing.publishes),
        "Follows": ", ".join(ruleset.consequences[key].title for key in listing.consequences)
        or "nothing that is named",
        "Notice": NOTICES[listing.notice] if listing.notice else "",
        "Source": _source(listing, ruleset, changed_here(ruleset).words("lists", name)),
    }
    return Markup(
        '<section class="pp-listing"><h3>{title} <small>{kind}</small></h3><p class="pp-rule">{text}</p>'
        '<dl class="pp-terms">{facts}</dl></section>'
    ).format(
        title=listing.title,
        kind=listing.kind,
        text=listing.text or "",
        facts=html.joined(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(term, fact) for term, fact in facts.items() if fact
        ),
    )


def _entered(name: str, listing: RulesetList, ruleset: Ruleset) -> str:
    if listing.entered_when is None:
        return ", ".join(rule.id for rule in ruleset.rules if name in rule.lists)
    names = listed([f"“{ruleset.lists[other].title}”" for other in listing.entered_when.of], "and")
    return f"standing on at least {listing.entered_when.at_least} of {names}"


def _left(name: str, listing: RulesetList, ruleset: Ruleset) -> str:
    if listing.entered_when is not None:
        return "as soon as that is no longer so"
    ways = ["after an appeal that is upheld"]
    if any(rule.until for rule in ruleset.rules if name in rule.lists):
        ways.insert(0, "once the matter is settled")
    if listing.lasts_months is not None:
        ways.insert(0, f"after {count(listing.lasts_months, 'month')}")
    return listed(ways, "or")


def _consequences(ruleset: Ruleset) -> Markup:
    if not ruleset.consequences:
        return Markup("<p>Nothing follows from this ruleset: it names no consequence.</p>")
    causes: dict[str, list[str]] = {name: [] for name in ruleset.consequences}
    for band in ruleset.bands:
        for name in band.consequences:
            causes[name].append(marks.grade(band.grade, ruleset.grades))
    for listing in ruleset.lists.values():
        for name in listing.consequences:
            causes[name].append(listing.title)
    rows = [_consequence(name, causes[name], ruleset) for name in ruleset.consequences]
    return marks.table(["What follows", "From", "On whom, by whom"], rows, kind="pp-provisions")


def _consequence(name: str, causes: list[str], ruleset: Ruleset) -> list[str]:
    consequence = ruleset.consequences[name]
    source = _source(consequence, ruleset, changed_here(ruleset).words("consequences", name))
    area = f" · {consequence.area}" if consequence.area else ""
    return [
        Markup('<b>{}</b><br>{}<span class="pp-side">{}{}</span><span class="pp-side">{}</span>').format(
            consequence.title,
            consequence.text or "",
            consequence.effect,
            area,
            source,
        ),
        html.joined(causes, " ") or "nothing",
        Markup('{}{}<span class="pp-side">{}</span>').format(
            listed([_bearer(who) for who in consequence.falls_on], "and") + _where(consequence),
            Markup("<br>touches a basic right") if consequence.basic_right else "",
            consequence.agency or "no agency named",
        ),
    ]


def _where(consequence: Consequence) -> str:
    return f", only {those_who(consequence.where)}" if consequence.where else ""


def _bearer(who: str) -> str:
    return BEARERS.get(who, f"the {who.replace('_', ' ')}")


def _source(part: RulesetList | Consequence, ruleset: Ruleset, changed: str) -> Markup:
    if part.source is None:
        return Markup("{}").format(changed or "no source given")
    mark = weakest.whole_and_weakest(part, changed)
    return mark + Markup(" {}{}").format(weakest.cited(part.source, ruleset), weakest.fields_apart(part, ruleset))
