"""Who bears what because of whom, and on which lists a resident has been."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from pilot.evaluation.one_subject.explain import Stay
from pilot.evaluation.one_subject.relations import relations_of
from pilot.evaluation.plain.results import Burden
from pilot.views import html
from pilot.views.visit import frame
from pilot.views.visit.resident_case import Account

KINDS = {"blacklist": "black list", "watchlist": "watch list", "redlist": "red list"}


def bearers(case: Account, selection: frame.Selection) -> Markup:
    """Three groups: what others bear because of the subject, what it bears because of others, what it bears itself."""
    subject, name = case.explanation.subject.subject_id, case.name
    on_others = [burden for burden in case.explanation.caused if burden.bearer_id != subject]
    from_others = [burden for burden in case.explanation.borne if burden.subject_id != subject]
    own = [burden for burden in case.explanation.borne if burden.subject_id == subject]
    if not (on_others or from_others or own):
        return html.block(
            Markup("<p>Nothing follows from {name}’s standing, for {name} or for anybody else.</p>").format(name=name)
        )
    relations = relations_of([*on_others, *from_others], case.ruleset, selection.city)

    def cause(burden: Burden) -> str:
        words = " and ".join(kind.replace("_", " ") for kind in relations.get(burden, ()))
        bearer, subject = selection.name_of(burden.bearer_id), selection.name_of(burden.subject_id)
        who = f"{bearer}, {words} of {subject}, from " if words else "From "
        return f"{who}{_cause(case, burden.cause)}"

    groups = (
        (f"Because of {name}, others bear", on_others),
        (f"Because of others, {name} bears", from_others),
        (f"{name} bears", own),
    )
    return html.block(
        Markup('<p class="pp-lead">{}</p>').format(_sentence(case, on_others)),
        *(Markup("<h3>{}</h3>{}").format(title, _grouped(case, group, cause)) for title, group in groups if group),
        kind="pp-bearers",
    )


def _sentence(case: Account, on_others: Sequence[Burden]) -> str:
    people = {burden.bearer_id for burden in on_others if burden.in_force}
    if not people:
        return f"Nobody else bears a consequence because of {case.name}."
    who = "One other bears" if len(people) == 1 else f"{len(people)} others bear"
    return f"{who} a consequence because of {case.name}."


def _grouped(case: Account, group: Sequence[Burden], cause: Callable[[Burden], str]) -> Markup:
    """The consequences under who bears them and where they come from, in the order in which they come."""
    causes: dict[str, list[Burden]] = {}
    for burden in group:
        causes.setdefault(cause(burden), []).append(burden)
    return html.joined(
        Markup("<p>{}</p><ul>{}</ul>").format(named, html.joined(_consequence(case, burden) for burden in borne))
        for named, borne in causes.items()
    )


def _consequence(case: Account, burden: Burden) -> Markup:
    consequence = case.ruleset.consequences[burden.consequence_id]
    remarks = [consequence.effect, f"acted on by {burden.agency}" if burden.agency else "no agency named"]
    if consequence.basic_right:
        remarks.append("a basic right")
    if not burden.in_force:
        remarks.append("not in force: the agency does not act on this")
    return Markup('<li>{} <span class="pp-quiet">{}</span></li>').format(consequence.title, ", ".join(remarks))


def _cause(case: Account, cause: str) -> str:
    what, _, name = cause.partition(":")
    return f"the grade {name}" if what == "grade" else f"the list {case.ruleset.lists[name].title}"


def memberships(case: Account, selection: frame.Selection) -> Markup:
    """Every stay on a list, with its dates and how it began and ended."""
    stays, lists = case.explanation.memberships, len(case.ruleset.lists)
    if not stays:
        none = f"{case.name} has been on no list of this ruleset."
        return html.block(Markup("<p>{}</p>").format(none if lists else "This ruleset keeps no lists."))
    listed = html.joined(_stay(case, stay, selection) for stay in stays)
    return html.block(Markup("<ul>{}</ul>").format(listed), kind="pp-stays")


def _stay(case: Account, stay: Stay, selection: frame.Selection) -> Markup:
    held = stay.membership
    listing, record = case.ruleset.lists[held.list_id], held.record
    began = (
        f"{case.kinds.get(record.kind, record.kind)}, {record.record_id} of {record.dated}." if record else stay.entered
    )
    through = f" Through {selection.name_of(held.via_id)}." if held.via_id else ""
    return Markup(
        '<li>{title}, {kind}, <span class="pp-day">from {entered}</span> <span class="pp-day">{until}</span>'
        '<span class="pp-quiet">{why}</span></li>'
    ).format(
        title=listing.title,
        kind=KINDS[listing.kind],
        entered=held.entered_on,
        until=f"to {held.left_on}" if held.left_on else "and still on it",
        why=" ".join(part for part in (f"{began}{through}", stay.left) if part),
    )
