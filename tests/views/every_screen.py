"""Every screen with each of its parts, and every word on it that is read as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.views.screen import ROOT, having_opened, on_screen

PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    ("start", {}),
    ("resident", {}),
    *(("resident", {"more": part}) for part in ("why-not", "change", "others", "lists")),
    *(("resident", {"seen_by": part}) for part in ("public", "partner", "agency")),
    ("resident", {"requested": "yes"}),
    *(("city", {"part": part}) for part in ("grades", "rules", "effects", "recording")),
    *(("opacity", {"show": part}) for part in ("numbers", "label", "yardsticks", "letters")),
    ("guess", {}),
    *(("rulebook", {"chapter": part}) for part in ("rules", "grades", "told", "examples")),
    *(("workshop", {"face": part}) for part in ("articles", "grades", "told", "text")),
    *(("workshop", {"impact": part}) for part in ("who", "groups", "follows", "change")),
    ("room", {}),
    *(("compare", {"what": part}) for part in ("life", "city")),
    *(("sources", {"register": part}) for part in ("sources", "claims")),
)
"""Screens with an address for each part; an unknown part is the first one."""
_PLAIN = {
    ("Selectbox", "options"), ("MultiSelect", "options"), ("Html", "body"), ("Text", "body"), ("Code", "code_text"),
    ("TextInput", "placeholder"), ("TextInput", "default"), ("TextArea", "default"), ("TextArea", "placeholder"),
    ("Selectbox", "placeholder"), ("MultiSelect", "placeholder"), ("MultiSelect", "raw_values"),
    ("Selectbox", "raw_value"),
}  # fmt: skip
_DRAWN = {"BidiComponent", "VegaLiteChart", "ArrowVegaLiteChart"}
_NAMES = {"id", "form_id", "key", "url", "proto", "spec", "field_name", "widget_id", "element_id", "type"}


CITY, RULESET = "city (yours)", "ruleset (yours)"


def shown(city: Path, ruleset: Path | str, screen: str, **address: str) -> AppTest:
    """A screen at an address, for a visitor who has opened a city, and a ruleset unless it is a shipped one."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    own = {RULESET: ruleset} if isinstance(ruleset, Path) else {}
    having_opened(app, rulesets=own, cities={CITY: city})
    for key, value in {"city": CITY, "ruleset": RULESET if own else str(ruleset), **address}.items():
        app.query_params[key] = value
    return on_screen(app.run(), screen)


def markdown(app: AppTest) -> Iterator[str]:
    """Every text that the browser reads as Markdown: labels, helps, options of a radio, captions."""
    for node in _nodes(app._tree):
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message) and type(proto).__name__ not in _DRAWN:
            yield from _texts(proto)


def is_plain(text: str) -> bool:
    """Whether nothing in a text is read as a picture, a link, code, a formula, a colour or a tag, nor shows a
    backslash that stands before no mark.
    """
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", text)
    return not re.search(r"!\[|\]\(|\\|<[a-z]|\$|:[a-z]+\[", left)


def _nodes(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from _nodes(child)


def _texts(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        name = (type(message).__name__, field.name)
        if name in _PLAIN or field.name in _NAMES:
            continue
        for one in value if field.is_repeated else [value]:
            if field.type == FieldDescriptor.TYPE_MESSAGE:
                if isinstance(one, Message):
                    yield from _texts(one)
            elif field.type == FieldDescriptor.TYPE_STRING:
                yield one
