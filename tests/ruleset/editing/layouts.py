"""The many ways to write one ruleset down."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.ruleset.editing.reference import worded

ENDLESS = 1_000_000


class _Indented(yaml.SafeDumper):
    """Lists stand indented below their key, and nothing is written as a repeat."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


class _Flush(yaml.SafeDumper):
    """Lists stand right below their key."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dumped(dumper: type[yaml.SafeDumper], **options: Any) -> Callable[[Any], str]:
    return lambda data: yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=ENDLESS, **options)


def _as_json(data: Any) -> str:
    return json.dumps(data, default=str, ensure_ascii=False)


def _as_tall_json(data: Any) -> str:
    return json.dumps(data, default=str, ensure_ascii=False, indent=2) + "\n"


def _by_hand(data: dict[str, Any]) -> str:
    """As the shipped files are: a rule on lines of its own, its parts in brackets, blank lines and comments between."""
    written = _dumped(_Indented)
    lines = []
    for key, value in data.items():
        if key != "rules":
            lines.append(f"# about {key}\n{written({key: value})}\n")
            continue
        lines.append("rules:   # all of them\n  # ------------------------ the first ones\n")
        for rule in value:
            parts = [f"{name}: {_in_line(part)}\n" for name, part in rule.items()]
            lines.append("  # how it came about\n  - " + "    ".join(parts).replace("\n", "   # so far\n", 1) + "\n")
    return "".join(lines).rstrip("\n") + "\n"


def _in_line(value: Any) -> str:
    return yaml.dump(
        [value], Dumper=_Indented, sort_keys=False, allow_unicode=True, width=ENDLESS, default_flow_style=True
    )[1:-2]


STYLES: dict[str, Callable[[Any], str]] = {
    "indented": _dumped(_Indented),
    "flush": _dumped(_Flush),
    "four wide": _dumped(_Indented, indent=4),
    "half in brackets": _dumped(_Indented, default_flow_style=None),
    "in brackets": _dumped(_Flush, default_flow_style=True),
    "all in quotes": _dumped(_Indented, default_style="'"),
    "by hand": _by_hand,
    "json": _as_json,
    "tall json": _as_tall_json,
}


def written(data: Any, style: str, newline: str, ends: bool) -> str:
    """The data in one of the styles, with those line ends, and with one at the very end or without."""
    plain = worded(data) if style == "all in quotes" else data
    text = STYLES[style](plain)
    return (text if ends else text.rstrip("\n")).replace("\n", newline)


layouts = st.tuples(st.sampled_from(sorted(STYLES)), st.sampled_from(["\n", "\n", "\r\n"]), st.booleans())
