"""A city and a ruleset in which every name is Markdown, markup, turned round, or of thousands of letters."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import SMALL
from tests.views.screen import HOSTILE

MARKED = f"![x](//192.0.2.1/x) [y](//192.0.2.1) O’Brien $a$ :red[z] *b* `c` {HOSTILE}"
TURNED = "abc\u202efed"
LONG = "Long" * 1_250


def hostile_city(folder: Path) -> Path:
    """Hill End with other names, whose residents are P1 to P3 and whose company is C1."""
    names = {
        "Juniper Flint": MARKED,
        "Sorrel Anvil": TURNED,
        "Tansy Quarry": LONG,
        '"Flint, Anvil and Sons"': f"{MARKED} Ltd",
        "Traffic Police": MARKED,
        "North": f"{MARKED} North",
        "building": MARKED,
    }
    for file in (SMALL / "hill-end").glob("*.csv"):
        (folder / file.name).write_text(_replaced(file, names), encoding="utf-8")
    return folder


def hostile_ruleset(folder: Path) -> Path:
    """The small scheme with other names."""
    names = {
        "title: A small scheme": f"title: {_quoted(MARKED + LONG)}",
        "Made for the tests": _quoted(MARKED + TURNED),
        "grade: High": f"grade: {_quoted(MARKED)}",
        "grade: Low": f"grade: {LONG[:150]}",
        "text: Five points are taken for crossing on red.": f"text: {_quoted(MARKED + TURNED + LONG)}",
        "title: Defaulters": f"title: {_quoted(MARKED)}",
        "title: Waits longer": f"title: {_quoted(MARKED + TURNED)}",
        "title: No fast trains": f"title: {LONG}",
        "agency: Railway": f"agency: {_quoted(MARKED)}",
        "name: The second red light within a year counts double": f"name: {_quoted(MARKED)}",
    }
    file = folder / "few-rules.yaml"
    text = re.sub(r"expect: .*", "expect: {score: 85}", _replaced(SMALL / "few-rules.yaml", names))
    file.write_text(text, encoding="utf-8")
    return file


def _replaced(file: Path, names: dict[str, str]) -> str:
    text = file.read_text(encoding="utf-8")
    for name, other in names.items():
        text = text.replace(name, other)
    return text


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
