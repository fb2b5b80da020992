"""The faces of what is no rule: lists, what follows, worked examples, sources, general provisions, each as a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pilot.ruleset.changes.diff import PartName
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.editing import Aside, set_aside
from pilot.ruleset.forms.makings import Section, makings
from pilot.ruleset.forms.sheets import sheet_of
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sentences.slots import Path
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.pieces.worked import outcome_words
from pilot.views.visit import address
from pilot.views.workshop import amending, draft_changes, form_data, suggested
from pilot.views.workshop.baseline import Against
from pilot.views.workshop.open_draft import Bench


@dataclass(frozen=True)
class Shown:
    """A part that is shown as a form: where it stands, what it is called, the article that it is, and what can be done
    with it as a whole, as edits by their words."""

    path: Path
    title: str
    article: tuple[PartName, str]
    acts: Mapping[str, Mapping[str, Any]]
    note: str = ""


def lists(at: Bench, against: Against) -> None:  # noqa: ARG001 (every face is given the same)
    """The lists, one at a time."""
    titles = {name: listing.title for name, listing in at.ruleset.lists.items()}
    name = _chosen("lists", "List", "list", titles)
    _face(at, ("lists",), [] if name is None else [_entry("lists", name, titles[name])])


def consequences(at: Bench, against: Against) -> None:  # noqa: ARG001 (every face is given the same)
    """What follows from grades and lists, one at a time."""
    titles = {name: consequence.title for name, consequence in at.ruleset.consequences.items()}
    name = _chosen("consequences", "Consequence", "consequence", titles)
    _face(at, ("consequences",), [] if name is None else [_entry("consequences", name, titles[name])])


def examples(at: Bench, against: Against) -> None:  # noqa: ARG001 (every face is given the same)
    """The worked examples, one at a time, and those that are set aside."""
    given = at.ruleset.examples
    chosen = _chosen("examples", "Example", "example", {str(n): example.name for n, example in enumerate(given)})
    shown = []
    if chosen is not None:
        place = int(chosen)
        acts: dict[str, dict[str, Any]] = {
            "Set aside": {"op": "set_aside", "place": place},
            "Delete": {"op": "drop", "path": ["examples", place]},
        }
        note = outcome_words(at.ruleset, place)
        shown.append(Shown(("examples", place), given[place].name, ("examples", given[place].name), acts, note))
    _face(at, ("examples",), [*shown, *map(_aside, set_aside(at.draft))])


def _aside(example: Aside) -> Shown:
    act = {"Bring back": {"op": "bring_back", "name": example.name}}
    return Shown((), f"Set aside: {example.name}", ("examples", ""), act)


def provisions(at: Bench, against: Against) -> None:  # noqa: ARG001 (every face is given the same)
    """General provisions, what can be done, the sources, and what changed since, one at a time."""
    parts = _provisions(at.ruleset)
    new = draft_changes.new_entry("sources") or draft_changes.new_entry("since")
    if new is not None:
        address.choose("provision", next(key for key in parts if key.endswith(f"-{new}")))
    titles = {key: shown.title for key, shown in parts.items()}
    chosen = address.select("Provision", list(parts), "provision", format_func=titles.__getitem__, width=420)
    _face(at, ("sources", "since"), [parts[chosen]])


def grades(at: Bench) -> None:
    """Below the scale: the score, and one grade with all that stands in it."""
    ruleset = at.ruleset
    titles = {str(n): f"{band.grade} {band.title or ''}".strip() for n, band in enumerate(ruleset.bands)}
    chosen = _chosen("bands", "Grade", "band", titles)
    shown = [Shown(("score",), "Score", ("score", ""), {})] if ruleset.score else []
    if chosen is not None:
        place = int(chosen)
        grade = ruleset.bands[place].grade
        shown.insert(0, Shown(("bands", place), f"Grade {grade}", ("bands", grade), {}))
    _face(at, (), shown)


def _provisions(ruleset: Ruleset) -> dict[str, Shown]:
    found = {
        "head": Shown((), "General provisions", ("head", ""), {}),
        "recourse": Shown(("recourse",), "What can be done", ("recourse", ""), {}),
        "told": Shown(("disclosure",), "Where it is known from who is told what", ("disclosure", ""), {}),
    }
    for name, source in ruleset.sources.items():
        found[f"source-{name}"] = _entry("sources", name, f"Source: {source.title}")
    for place, since in enumerate(ruleset.since):
        acts = {"Delete": {"op": "drop", "path": ["since", place]}}
        found[f"since-{place}"] = Shown(("since", place), f"Since {since.on}: {since.title}", ("head", ""), acts)
    for place, promise in enumerate(ruleset.promises):
        acts = {"Delete": {"op": "drop", "path": ["promises", place]}}
        found[f"promise-{place}"] = Shown(("promises", place), f"Promise: {promise.id}", ("head", ""), acts)
    return found


def _entry(section: Any, name: str, title: str) -> Shown:
    return Shown((section, name), title, (section, name), {"Delete": {"op": "drop", "path": [section, name]}})


def _chosen(section: str, label: str, key: str, titles: Mapping[str, str]) -> str | None:
    """Which of the entries is looked at: the one that was just added, or the visitor's choice; None of none."""
    new = draft_changes.new_entry(section)
    if not titles:
        html.show(html.block(Markup("<p>There is none yet.</p>")))
        return None
    if new is not None and str(new) in titles:
        address.choose(key, str(new))
    return address.select(label, list(titles), key, format_func=titles.__getitem__, width=420)


def _face(at: Bench, sections: Sequence[Section], shown: Sequence[Shown]) -> None:
    known = suggested.known(at.selection.city)
    here = changed_here(at.ruleset)
    made = [making for section in sections for making in makings(section, at.ruleset, known)]
    sheets = [_drawn(part, at, here.words(*part.article)) for part in shown]
    data = {"rules": sheets, "fixed": False, "makings": form_data.makings(made), "order": [], "taken": []}
    key = f"amending_parts_{'_'.join(sections) or 'grades'}_{at.key}"
    on_edits = draft_changes.by_form(at.selection)
    amending.draw("sheets", data, key=key, on_edits=on_edits, numbers={}, locked=bool(at.locked))


def _drawn(part: Shown, at: Bench, changed: str) -> tuple[str, str]:
    """The key of a form, and all that is drawn of it as JSON."""
    key = f"form {part.title if not part.path else ' '.join(map(str, part.path))}"
    is_aside = not part.path and part.article[0] == "examples"
    rows: dict[str, Any] = {"rows": [], "offers": [], "removals": []}
    if not is_aside:
        rows = form_data.sheet(sheet_of(part.path, at.ruleset, suggested.known(at.selection.city)))
    note = " ".join(filter(None, (f"{marks.CHANGED[0]} {changed}" if changed else "", part.note)))
    acts = [{"label": label, "edit": edit} for label, edit in part.acts.items()]
    return key, form_data.written({"id": key, "title": part.title, "note": note, **rows, "acts": acts})
