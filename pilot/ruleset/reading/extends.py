"""`extends`: a ruleset that gives only what differs from another, put together with it.

Maps merge key by key at any depth, null removes, lists replace; rules are told apart by their ids. Every value keeps
the mark of the file that it came from.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pilot.errors import DataError, Problem
from pilot.ruleset.model.shapes import is_open_map
from pilot.ruleset.model.values import Word
from pilot.ruleset.reading import mends
from pilot.ruleset.reading.nodes import Items, Map, Node, Scalar
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.places import top
from pilot.ruleset.reading.shipped import shipped_name, shipped_rulesets
from pilot.ruleset.reading.source_text import Mark, SourceText, read_text


def resolved(source: SourceText, path: Path | None) -> tuple[Node, list[Problem]]:
    """The tree of a text with all that it extends, and what is wrong on the way; arguments as for `layers_of`."""
    layers = layers_of(source, path)
    return put_together([layer.tree for layer in layers]), [problem for layer in layers for problem in layer.problems]


class Layer(NamedTuple):
    """One text on the way from a ruleset to the last one that it extends: its tree, and what is wrong with it."""

    tree: Node
    problems: list[Problem]


def layers_of(
    source: SourceText,
    path: Path | None,
    tree_of: Callable[[SourceText], tuple[Node, list[Problem]]] = read_tree,
) -> list[Layer]:
    """A text, then what it extends, the nearest first.

    `path` is where the text is kept, or would be: what it extends is looked for beside it first, then among the
    shipped rulesets. `tree_of` reads these. DataError where a file on the way yields no tree.
    """
    tree, problems = read_tree(source)
    layers, names, paths = [Layer(tree, problems)], [source.name], [path]
    while isinstance(tree, Map) and (wanted := top(tree).word("extends")):
        base_path = _find(wanted, paths[-1])
        mark = tree.values["extends"].mark
        problems = [problem for layer in layers for problem in layer.problems]
        if base_path is None:
            raise DataError([*problems, _unknown_base(mark, wanted, paths[-1])])
        if any(_is_same(base_path, seen) for seen in paths):
            raise DataError([*problems, _circle(mark, wanted, names)])
        base_source = read_text(base_path, _name(base_path, names[-1], paths[-1]))
        layers[-1].problems.extend(unlike_the_whole(tree))
        tree, problems = tree_of(base_source)
        layers, names, paths = [*layers, Layer(tree, problems)], [*names, base_source.name], [*paths, base_path]
    return layers


def put_together(trees: Sequence[Node]) -> Node:
    """One tree of a text's and of those that it extends, the nearest first."""
    *above, merged = trees
    for over in reversed(above):
        merged = _merged(merged, over, ()) if isinstance(merged, Map) and isinstance(over, Map) else merged
    return merged


def _find(wanted: str, path: Path | None) -> Path | None:
    """The file of that id: beside `path`, unless that is the very file, else shipped."""
    is_file_name = not set(wanted) & set("/\\:") and not wanted.startswith(".")
    beside = [path.parent / f"{wanted}{ending}" for ending in (".yaml", ".yml")] if path and is_file_name else []
    found = [candidate for candidate in beside if os.path.isfile(candidate)]
    if wanted in shipped_rulesets():
        found.append(shipped_rulesets()[wanted])
    others = [candidate for candidate in found if not _is_same(candidate, path)]
    return next(iter(others or found), None)


def _is_same(one: Path, other: Path | None) -> bool:
    return other is not None and os.path.realpath(one) == os.path.realpath(other)


def _name(base_path: Path, name: str, path: Path | None) -> str:
    """The base file as messages call it: named the way the file that extends it was."""
    if path is not None and base_path.parent == path.parent:
        return str(Path(name).with_name(base_path.name))
    return shipped_name(base_path)


def _merged(base: Map, over: Map, way: tuple[str, ...]) -> Map:
    merged = Map(over.mark, dict(base.values), dict(base.keys))
    for key, change in over.values.items():
        removes = isinstance(change, Scalar) and change.word is None
        # A null for a key that no model knows must stay, to be reported; among free keys it has nothing to remove.
        if removes and (key in base.values or is_open_map(way)):
            merged.values.pop(key, None)
            merged.keys.pop(key, None)
        else:
            merged.values[key], merged.keys[key] = _changed(base.values.get(key), change, (*way, key)), over.keys[key]
    return merged


def _changed(old: Node | None, new: Node, way: tuple[str, ...]) -> Node:
    if not isinstance(new, Map):
        return new
    if way == ("rules",):
        return _merged_rules(old, new)
    return _merged(old if isinstance(old, Map) else Map(new.mark), new, way)


def _merged_rules(old: Node | None, new: Map) -> Items:
    """The base's rules in their order, each with what differs, then the new ones; every key is a rule's id."""
    rules: dict[str, Node] = {}
    strays = []
    for node in old.values if isinstance(old, Items) else []:
        rule_id = top(node).word("id")
        if rule_id and rule_id not in rules:
            rules[rule_id] = node
        else:
            strays.append(node)
    for key, change in new.values.items():
        if isinstance(change, Scalar) and change.word is None:
            rules.pop(key, None)
        else:
            rules[key] = _with_id(_changed(rules.get(key), change, ("rules", key)), key, new.keys[key])
    return Items(new.mark, [*rules.values(), *strays])


def _with_id(rule: Node, rule_id: str, key: Mark) -> Node:
    if not isinstance(rule, Map) or "id" in rule.values:
        return rule
    return Map(key, {"id": Scalar(key, Word(rule_id)), **rule.values}, {"id": key, **rule.keys})


def unlike_the_whole(tree: Node) -> list[Problem]:
    """What an extending file must keep to, whatever it changes: an id of its own, and rules under their ids."""
    problems = []
    for key in ("schema", "id"):
        if top(tree).get(key) is None:
            mend = f'add "{key}: ..."; a ruleset that extends another has its own.'
            problems.append(tree.mark.problem("missing-key", f'the key "{key}" is missing.', mend))
    rules = top(tree).get("rules")
    if rules and not isinstance(rules.node, Map):
        found = "a ruleset that extends another gives its rules as a map: under each rule's id, what differs."
        mend = 'write "rule-id: {points: -10}", without a dash; null removes a rule.'
        problems.append(rules.mark.problem("not-a-map", found, mend, path=("rules",)))
    for rule_id, rule in rules.node.values.items() if rules and isinstance(rules.node, Map) else ():
        inner = top(rule).get("id")
        if inner and inner.word() != rule_id:
            found = f'the rule stands under the key "{rule_id}" but calls itself {mends.shown(inner.node)}.'
            path = ("rules", rule_id, "id")
            problems.append(
                inner.node.mark.problem("rule-id-differs", found, "delete the id: the key is the id.", path=path)
            )
    return problems


def _unknown_base(mark: Mark, wanted: str, path: Path | None) -> Problem:
    beside = [file for ending in ("*.yaml", "*.yml") for file in path.parent.glob(ending)] if path else []
    known = [*sorted(file.stem for file in beside if not _is_same(file, path)), *shipped_rulesets()]
    mend = mends.nearest(wanted, known) or "give the id of a ruleset beside this file, or of a shipped one."
    found = f'there is no ruleset "{wanted}" to extend.'
    return mark.problem("unknown-ruleset", found, mend, mends.listed("Rulesets", known), ("extends",))


def _circle(mark: Mark, wanted: str, names: list[str]) -> Problem:
    found = f'"{wanted}" leads back to a file that is being read: {", which extends ".join([*names, wanted])}.'
    mend = "let one of them stand alone: complete, and without extends."
    return mark.problem("extends-circle", found, mend, path=("extends",))
