"""Who bears what because of whom, and on which lists a resident has been."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pilot.evaluation.one_subject.explain import Stay
from pilot.evaluation.one_subject.relations import relations_of
from pilot.evaluation.plain.results import Burden
from pilot.phrases import opening_count
from pilot.views import html
from pilot.views.visit import frame
from pilot.views.visit.resident_case import Account

KINDS = {"blacklist": "black list", "watchlist": "watch list", "redlist": "red list"}


def bearers(case: Account, selection: frame.Selection) -> str:
    """Three groups: what others bear because of the subject, what it bears because of others, what it bears itself."""
    subject = case.explanation.subject.subject_id
    name = html.text(case.name)
    on_others = [each for each in case.explanation.caused if each.bearer_id != subject]
    from_others = [each for each in case.explanation.borne if each.subject_id != subject]
    own = [each for each in case.explanation.borne if each.subject_id == subject]
    if not (on_others or from_others or own):
        return f'<div class="pp"><p>Nothing follows from {name}’s standing, for {name} or for anybody else.</p></div>'
    relations = relations_of([*on_others, *from_others], case.ruleset, selection.city)

    def said(each: Burden) -> str:
        words = " and ".join(kind.replace("_", " ") for kind in relations.get(each, ()))
        who = (
            f"{selection.name_of(each.bearer_id)}, {words} of {selection.name_of(each.subject_id)}, from "
            if words
            else "From "
        )
        return f"{who}{_cause(case, each.cause)}"

    groups = (
        (f"Because of {name}, others bear", on_others),
        (f"Because of others, {name} bears", from_others),
        (f"{name} bears", own),
    )
    parts = [f"<h3>{title}</h3>{_grouped(case, group, said)}" for title, group in groups if group]
    return f'<div class="pp pp-bearers"><p class="pp-lead">{_sentence(case, on_others)}</p>{"".join(parts)}</div>'


def _sentence(case: Account, on_others: Sequence[Burden]) -> str:
    name = html.text(case.name)
    people = {each.bearer_id for each in on_others if each.in_force}
    if not people:
        return f"Nobody else bears a consequence because of {name}."
    who = opening_count(len(people), "other bears", "others bear")
    return f"{who} a consequence because of {name}."


def _grouped(case: Account, group: Sequence[Burden], said: Callable[[Burden], str]) -> str:
    """The consequences under who bears them and where they come from, in the order in which they come."""
    causes: dict[str, list[Burden]] = {}
    for each in group:
        causes.setdefault(said(each), []).append(each)
    return "".join(
        f"<p>{html.text(cause)}</p><ul>{''.join(_consequence(case, each) for each in borne)}</ul>"
        for cause, borne in causes.items()
    )


def _consequence(case: Account, burden: Burden) -> str:
    consequence = case.ruleset.consequences[burden.consequence_id]
    remarks = [consequence.effect, f"acted on by {burden.agency}" if burden.agency else "no agency named"]
    if consequence.basic_right:
        remarks.append("a basic right")
    if not burden.in_force:
        remarks.append("not in force: the agency does not act on this")
    return f'<li>{html.text(consequence.title)} <span class="pp-quiet">{html.text(", ".join(remarks))}</span></li>'


def _cause(case: Account, cause: str) -> str:
    what, _, name = cause.partition(":")
    return f"the grade {name}" if what == "grade" else f"the list {case.ruleset.lists[name].title}"


def memberships(case: Account, selection: frame.Selection) -> str:
    """Every stay on a list, with its dates and how it began and ended."""
    name = html.text(case.name)
    stays = case.explanation.memberships
    if not stays:
        lists = len(case.ruleset.lists)
        said = (
            f"{name} has been on none of the {lists} lists of this ruleset."
            if lists
            else "This ruleset keeps no lists."
        )
        return f'<div class="pp"><p>{said}</p></div>'
    listed = "".join(_stay(case, stay, selection) for stay in stays)
    return f'<div class="pp pp-stays"><ul>{listed}</ul></div>'


def _stay(case: Account, stay: Stay, selection: frame.Selection) -> str:
    held = stay.membership
    listing, record = case.ruleset.lists[held.list_id], held.record
    until = f"to {held.left_on}" if held.left_on else "and still on it"
    began = (
        f"{case.kinds.get(record.kind, record.kind)}, {record.record_id} of {record.date}." if record else stay.entered
    )
    through = f" Through {selection.name_of(held.via_id)}." if held.via_id else ""
    why = " ".join(part for part in (f"{began}{through}", stay.left) if part)
    return (
        f"<li>{html.text(listing.title)}, {KINDS[listing.kind]}, "
        f'<span class="pp-day">from {held.entered_on}</span> <span class="pp-day">{until}</span>'
        f'<span class="pp-quiet">{html.text(why)}</span></li>'
    )
