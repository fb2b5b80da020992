"""What would point nowhere after an edit: names of what is gone, and sources of fields that are gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

from pilot.ruleset.editing.edit_refusals import named_elsewhere
from pilot.ruleset.editing.edits import Drop, Edit, Path, Put

Tree = Mapping[str, Any]
Gone = Mapping[str, Collection[str]]


def entries(tree: Tree, section: str) -> list[dict[str, Any]]:
    """The entries of a list that are maps, in their order; none where something else stands there."""
    found = tree.get(section)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def because(example: Tree) -> str | None:
    """What an example expects its grade to rest on."""
    reason = _within(example, "expect").get("because")
    return str(reason) if isinstance(reason, str) else None


def refuse_what_others_rest_on(before: Tree, after: Tree, edit: Edit) -> None:
    """DataError where what goes is what others rest on, and nothing tells what shall become of them."""
    gone = _gone(before, after, edit)
    for kind, what, users in _RESTING:
        for name in gone[kind]:
            if found := list(users(after, name)):
                raise named_elsewhere(what.format(name), found, (kind, name))


def speaking_of_what_goes(before: Tree, after: Tree, edit: Edit) -> list[int]:
    """The positions of the examples that name a rule, grade or list that goes."""
    gone = _gone(before, after, edit)
    return [place for place, example in enumerate(entries(after, "examples")) if _speaks_of(example, gone)]


def followers(before: Tree, after: Tree, edit: Edit) -> Iterator[Edit]:
    """The edits that take names of what is gone out of lists of names, carry on a new name, and take away sources of
    fields that are gone."""
    gone, renamed = _gone(before, after, edit), _renamed(before, edit)
    if renamed:
        yield from _with_new_name(after, renamed)
    for path, names in _lists_of_names(after):
        kind = "rules" if path[0] == "since" else str(path[-1])
        left = [name for name in names if str(name) not in gone[kind]]
        if len(left) < len(names):
            yield Put(path, left) if left else Drop(path)
    for path in _fieldless(after, before, ()):
        yield Drop(path)


def _gone(before: Tree, after: Tree, edit: Edit) -> Gone:
    renamed = _renamed(before, edit)
    kept = {renamed.kind: {renamed.old}} if renamed else {}
    return {kind: names(before) - names(after) - kept.get(kind, set()) for kind, names in _NAMES.items()}


def _keys(section: str) -> Callable[[Tree], set[str]]:
    return lambda tree: set(map(str, _within(tree, section)))


def _named(section: str, key: str) -> Callable[[Tree], set[str]]:
    return lambda tree: {str(entry[key]) for entry in entries(tree, section) if isinstance(entry.get(key), str)}


_NAMES: dict[str, Callable[[Tree], set[str]]] = {
    "rules": _named("rules", "id"),
    "bands": _named("bands", "grade"),
    "lists": _keys("lists"),
    "consequences": _keys("consequences"),
    "sources": _keys("sources"),
    "factors": lambda tree: set(map(str, _within(tree, "score", "factors"))),
}


def _within(tree: Any, *keys: str) -> Tree:
    for key in keys:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree if isinstance(tree, Mapping) else {}


class _Renamed(NamedTuple):
    kind: str
    old: str
    new: str


def _renamed(before: Tree, edit: Edit) -> _Renamed | None:
    """The old name and the new one, where an edit gives a rule or a grade another name."""
    if not isinstance(edit, Put) or len(edit.path) != 3 or not isinstance(edit.value, str):
        return None
    section, which, key = edit.path
    if (section, key) == ("rules", "id"):
        return _Renamed("rules", str(which), edit.value)
    bands = entries(before, "bands")
    if (section, key) != ("bands", "grade") or not isinstance(which, int) or which >= len(bands):
        return None
    return _Renamed("bands", str(bands[which].get("grade")), edit.value)


def _with_new_name(tree: Tree, renamed: _Renamed) -> Iterator[Edit]:
    """The same name wherever a rule or a grade is called by it."""
    key = "because" if renamed.kind == "rules" else "grade"
    for place, example in enumerate(entries(tree, "examples")):
        if _within(example, "expect").get(key) == renamed.old:
            yield Put(("examples", place, "expect", key), renamed.new)
    for rule in entries(tree, "rules") if renamed.kind == "bands" else ():
        if _within(rule, "override").get("grade") == renamed.old:
            yield Put(("rules", str(rule.get("id")), "override", "grade"), renamed.new)
    for place, since in enumerate(entries(tree, "since")) if renamed.kind == "rules" else ():
        if renamed.old in (since.get("rules") or ()):
            names = [renamed.new if name == renamed.old else name for name in since["rules"]]
            yield Put(("since", place, "rules"), names)


def _speaks_of(example: Tree, gone: Gone) -> bool:
    expected = _within(example, "expect")
    lists = expected.get("lists")
    return (
        because(example) in gone["rules"]
        or str(expected.get("grade")) in gone["bands"]
        or any(str(name) in gone["lists"] for name in (lists if isinstance(lists, list) else ()))
    )


def _rules(holds: Callable[[Tree, str], bool]) -> Callable[[Tree, str], Iterator[str]]:
    return lambda tree, name: (str(rule.get("id")) for rule in entries(tree, "rules") if holds(rule, name))


def _citing(tree: Tree, name: str) -> Iterator[str]:
    for section in ("rules", "bands", "lists", "consequences"):
        whole = tree.get(section)
        parts = whole.items() if isinstance(whole, Mapping) else enumerate(entries(tree, section))
        for key, part in parts:
            if any(name in (cited.get("ref"), *(cited.get("disputed_by") or ())) for cited in _citations(part)):
                yield str(part.get("id") or part.get("grade") or key)
    for section in ("score", "disclosure", "recourse"):
        if any(cited.get("ref") == name for cited in _citations(_within(tree, section))):
            yield section


def _citations(part: Any) -> list[Tree]:
    return [_within(part, "source"), *(_within(part, "basis_of", key) for key in _within(part, "basis_of"))]


_RESTING: tuple[tuple[str, str, Callable[[Tree, str], Iterator[str]]], ...] = (
    ("bands", "rules set the grade {}", _rules(lambda rule, name: _within(rule, "override").get("grade") == name)),
    ("lists", "rules wait for the list {}", _rules(lambda rule, name: _within(rule, "when").get("while_on") == name)),
    (
        "lists",
        "other lists count the list {}",
        lambda tree, name: (
            str(key)
            for key, listing in _within(tree, "lists").items()
            if name in (_within(listing, "entered_when").get("of") or ())
        ),
    ),
    ("factors", "rules count inside the factor {}", _rules(lambda rule, name: rule.get("factor") == name)),
    ("sources", "the source {} is cited", _citing),
)
"""What may not go while others rest on it: its kind, the words, and who does."""


def _lists_of_names(tree: Tree) -> Iterator[tuple[Path, list[Any]]]:
    """The lists of names that can do without one of them, each with its path, rules by their ids."""
    for rule in entries(tree, "rules"):
        yield ("rules", str(rule.get("id")), "lists"), rule.get("lists") or []
    for place, band in enumerate(entries(tree, "bands")):
        yield ("bands", place, "consequences"), band.get("consequences") or []
    for key in _within(tree, "lists"):
        yield ("lists", str(key), "consequences"), _within(tree, "lists", key).get("consequences") or []
    for place, since in enumerate(entries(tree, "since")):
        yield ("since", place, "rules"), since.get("rules") or []


def _fieldless(after: Any, before: Any, path: Path) -> Iterator[Path]:
    """Where a source is named for a field that was there before and is gone."""
    if isinstance(after, Mapping):
        cited = after.get("basis_of")
        for name in cited if isinstance(cited, Mapping) else ():
            keys = str(name).split(".")
            if not _has(after, keys) and _has(before, keys):
                yield (*path, "basis_of", str(name))
        steps: list[tuple[str | int, Any, Any]] = [
            (str(key), inner, before.get(key) if isinstance(before, Mapping) else None) for key, inner in after.items()
        ]
    elif isinstance(after, list):
        steps = list(_paired(after, before, path))
    else:
        return
    for step, inner, old in steps:
        if inner is not old:
            yield from _fieldless(inner, old, (*path, step))


def _paired(after: list[Any], before: Any, path: Path) -> Iterator[tuple[str | int, Any, Any]]:
    """The entries of a list beside what they were: rules by their ids, others by position."""
    if path == ("rules",):
        olds = {rule.get("id"): rule for rule in before or [] if isinstance(rule, Mapping)}
        yield from (
            (str(rule.get("id")), rule, olds.get(rule.get("id"))) for rule in after if isinstance(rule, Mapping)
        )
    else:
        olds_ = before if isinstance(before, list) else []
        yield from ((place, entry, olds_[place] if place < len(olds_) else None) for place, entry in enumerate(after))


def _has(part: Any, keys: list[str]) -> bool:
    *above, last = keys
    return _within(part, *above).get(last) is not None
