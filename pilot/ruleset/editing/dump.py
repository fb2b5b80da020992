"""From a Ruleset to the text of its file: complete, in the order of the models, and only what is given."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from pilot.ruleset.model import KindOfWhen, Ruleset
from pilot.ruleset.model.part import Part
from pilot.ruleset.reading.source_text import one_line

WIDTH = 118
# The emitter breaks a line after the word that passes the width, not before.
_LONGEST_WORD = 8
SCHEMA_LINE = "# yaml-language-server: $schema=ruleset.schema.json"
Path = tuple[str, ...]
Comments = Mapping[Path, Sequence[str]]

# Sections whose entries are pieces of their own, by what tells the entries apart; None where they stand under keys.
_ENTRIES: dict[str, str | None] = {
    "sources": None,
    "rules": "id",
    "lists": None,
    "consequences": None,
    "examples": "name",
}
_WITH_GAPS = ("rules", "examples")
_ALWAYS_BLOCK = ("records",)
_BEGINS_A_GROUP = {*_ENTRIES, "participation", "score", "bands", "disclosure", "recourse"}
_ASKS_FOR_QUOTES = frozenset(",:#[]{}'\"")
_LINE_BREAKS_BUT_ONE = frozenset("\r\x85\u2028\u2029")


def ruleset_text(ruleset: Ruleset, comments: Comments | None = None) -> str:
    """The ruleset as a file that reads back as this very ruleset, whole: what it extended is written out.

    `comments` are paragraphs by the path of what they speak of: a top-level key, or the key and an entry's id. One
    that speaks of something that is not in the file stands above the section, or at the top.
    """
    whole = given(ruleset)
    whole.pop("extends", None)
    notes = _placed(comments or {}, whole)
    lines = [SCHEMA_LINE, *(["#", *_comment(notes[()], 0)] if () in notes else []), ""]
    for key, value in whole.items():
        begins = key in _BEGINS_A_GROUP or (key,) in notes
        if begins and lines[-1]:
            lines.append("")
        lines += _comment(notes.get((key,), ()), 0)
        lines += _section(key, value, notes) if key in _ENTRIES and value else _emitted(_map({key: value}, 0))
    return "\n".join(lines) + "\n"


def given(value: Any) -> Any:
    """What a part gives, as dicts, lists and single values: what is left at its default is left away.

    Texts, whole numbers, Decimals, days and truth values stay as they are; the models read the result back.
    """
    return _given(value, single=False)


def fragment_text(content: Any) -> str:
    """The text of some content such as `given` yields, in the layout of the file; empty for None."""
    if content is None:
        return ""
    return "\n".join(_emitted(_node(content, "", 2, 0)))


def _given(value: Any, *, single: bool) -> Any:
    if isinstance(value, Part):
        # Only in conditions does one word stand for a list of one.
        inner = isinstance(value, KindOfWhen)
        fields = type(value).model_fields.items()
        held = {field.alias or name: (field, getattr(value, name)) for name, field in fields}
        # A field whose source is named has to be there, whatever it holds.
        cited = {name.partition(".")[0] for name in getattr(value, "basis_of", ())}
        return {
            key: _given(content, single=inner)
            for key, (field, content) in held.items()
            if field.is_required() or key in cited or content != field.get_default(call_default_factory=True)
        }
    if isinstance(value, tuple):
        return _given(value[0], single=False) if single and len(value) == 1 else [given(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _given(content, single=single) for key, content in value.items()}
    return value


def _placed(comments: Comments, whole: Mapping[str, Any]) -> dict[Path, list[str]]:
    """The comments by the piece that they stand above."""
    placed: dict[Path, list[str]] = {}
    for path, paragraphs in comments.items():
        spot = path[:2]
        while spot and not _is_piece(spot, whole):
            spot = spot[:-1]
        placed.setdefault(spot, []).extend(paragraphs)
    return placed


def _is_piece(path: Path, whole: Mapping[str, Any]) -> bool:
    key, *entry = path
    if key not in whole or not entry:
        return key in whole
    return key in _ENTRIES and entry[0] in _names(key, whole[key])


def _names(key: str, section: Any) -> list[str]:
    """The names of a section's entries, in its order."""
    named_by = _ENTRIES[key]
    return list(section) if named_by is None else [entry[named_by] for entry in section]


def _section(key: str, section: Any, notes: Mapping[Path, Sequence[str]]) -> Iterator[str]:
    yield f"{key}:"
    for place, name in enumerate(_names(key, section)):
        if place and key in _WITH_GAPS:
            yield ""
        yield from _comment(notes.get((key, name), ()), 2)
        if isinstance(section, dict):
            node: yaml.Node = _map({name: section[name]}, 2)
        else:
            node = yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(section[place], "", 2, 4)], flow_style=False)
        yield from (f"  {line}" if line else "" for line in _emitted(node))


def _comment(paragraphs: Sequence[str], indent: int) -> Iterator[str]:
    for paragraph in paragraphs:
        for line in textwrap.wrap(one_line(paragraph), WIDTH - indent - 2, break_on_hyphens=False):
            yield f"{' ' * indent}# {line}"


class _RulesetDumper(yaml.SafeDumper):
    """Lists inside maps are indented, as in the shipped files."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 (the emitter names it)
        super().increase_indent(flow, False)


def _emitted(node: yaml.Node) -> list[str]:
    out = io.StringIO()
    yaml.serialize(node, out, Dumper=_RulesetDumper, width=WIDTH - _LONGEST_WORD, allow_unicode=True)
    return out.getvalue().removesuffix("\n").split("\n")


def _map(content: Mapping[str, Any], indent: int) -> yaml.MappingNode:
    """A map that is never written in braces, with what stands in it."""
    depth = 1 if indent == 0 else 2
    pairs = [(_text(key, 0), _node(value, key, depth, indent + 2)) for key, value in content.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _node(value: Any, key: str, depth: int, indent: int) -> yaml.Node:
    """The node of a value under `key`; `depth` counts the levels above it, `indent` the columns to its left."""
    if isinstance(value, dict):
        pairs = [(_text(name, 0), _node(inner, name, depth + 1, indent + 2)) for name, inner in value.items()]
        flow = not pairs or (depth > 2 and _fits(value, key, indent))
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)
    if isinstance(value, list):
        entries = [_node(inner, "", depth + 1, indent + 2) for inner in value]
        of_parts = any(isinstance(inner, (dict, list)) for inner in value)
        flow = not of_parts or (depth > 2 and key not in _ALWAYS_BLOCK and _fits(value, key, indent))
        return yaml.SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=flow)
    return _text(value, indent + len(key) + 2) if isinstance(value, str) else _single(value)


def _fits(value: Any, key: str, indent: int) -> bool:
    """Whether a list or map can be written on one line, in brackets."""
    return indent + len(key) + _width(value) <= WIDTH - 4 and not _has_line_break(value)


def _width(value: Any) -> int:
    if isinstance(value, dict):
        return 2 + sum(len(key) + 4 + _width(inner) for key, inner in value.items())
    if isinstance(value, list):
        return 2 + sum(2 + _width(inner) for inner in value)
    return len(str(value)) + 2 * bool(_ASKS_FOR_QUOTES.intersection(str(value)))


def _has_line_break(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_line_break(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_has_line_break(inner) for inner in value)
    return isinstance(value, str) and len(value.splitlines()) > 1


def _single(value: Any) -> yaml.ScalarNode:
    if isinstance(value, bool):
        return yaml.ScalarNode("tag:yaml.org,2002:bool", "true" if value else "false")
    if isinstance(value, dt.date):
        return yaml.ScalarNode("tag:yaml.org,2002:timestamp", value.isoformat())
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return yaml.ScalarNode("tag:yaml.org,2002:float", f"{value.normalize():f}")
    return yaml.ScalarNode("tag:yaml.org,2002:int", str(int(value)))


def _text(value: str, column: int) -> yaml.ScalarNode:
    """A text: folded where it is long, line by line where it has lines, in double quotes where nothing else is safe."""
    style = None
    if _LINE_BREAKS_BUT_ONE & set(value):
        style = '"'
    elif "\n" in value:
        style = "|"
    elif column + len(value) > WIDTH and " " in value.strip() and "  " not in value:
        style = ">"
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)
