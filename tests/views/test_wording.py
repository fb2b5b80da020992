"""What every screen has in common in its words: one of something is one, and a sentence begins with a capital."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.views.screen import addressed, having_opened, markup, on_screen

CITY = {
    "residents.csv": "subject_id,name,born,district,enrolled\nP1,Anna One,1980,North,true\n",
    "companies.csv": "subject_id,name,district\nC1,One Works,North\n",
    "records.csv": "record_id,subject_id,date,kind,act_id\nR1,P1,2024-02-01,late,A1\n",
    "acts.csv": "act_id,subject_id,date,kind\nA1,P1,2024-02-01,late\n",
}
RULES = """
schema: 1
id: {id}
title: One of each
sources: {{own: {{title: Made for the tests, by: Us, date: 2024, kind: own}}}}
participation: mandatory
applies_to: [person, company]
opens_on: 2024-01-01
score: {{start: 1}}
bands: [{{grade: A, from: 1}}, {{grade: B, consequences: [fee]}}]
rules:
- id: late
  text: You are late.
  when: {{kind: late}}
  points: {points}
  lists: [slow]
  expires_after_months: 1
  cap: {{per: year, points: 1}}
  repeat: {{within_months: 1, multiply: [1, 2]}}
  source: {{ref: own, basis: invented}}
lists: {{slow: {{title: Slow, kind: blacklist, lasts_months: 1, consequences: [fee]}}}}
consequences: {{fee: {{title: A fee, effect: burden, area: trade}}}}
disclosure: {{subject: {{grade: shown, points: shown, reasons: on_request}}, delay_hours: 1, notice: on_change}}
recourse: {{appeal: {{available: true, window_days: 1}}}}
examples:
- {{name: Late once, as_of: 2024-02-02, records: [{{date: 2024-02-01, kind: late}}], expect: {{points: [-1]}}}}
"""
VERBS = {"is", "has", "was", "does", "takes", "adds", "moves", "bears"}
INLINE = re.compile(r"</?(?:b|i|em|q|small|span|a|code|s|del|ins)\b[^>]*>")
SCREENS: list[tuple[str, dict[str, str]]] = [
    *(("resident", {"more": more}) for more in ("why-not", "change", "others", "lists")),
    *(("resident", {"seen_by": looks}) for looks in ("public", "agency")),
    ("resident", {"as_of": "2024-02-01"}),
    ("resident", {"resident": "C1"}),
    *(("city", {"part": part}) for part in ("grades", "rules", "effects", "recording")),
    *(("opacity", {"show": part}) for part in ("numbers", "label", "yardsticks", "letters")),
    *(("rulebook", {"chapter": chapter}) for chapter in ("rules", "follows", "told", "examples")),
    *(("compare", {"what": what, "against": "two (yours)"}) for what in ("one", "city")),
    ("workshop", {}),
    ("guess", {}),
]


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city with one resident, company, act and record, and two rulesets with one rule, list and consequence."""
    folder = tmp_path_factory.mktemp("one")
    (folder / "city").mkdir()
    for name, content in CITY.items():
        (folder / "city" / name).write_text(content, encoding="utf-8")
    for name, points in (("one", -1), ("two", -2)):
        (folder / f"{name}.yaml").write_text(RULES.format(id=name, points=points), encoding="utf-8")
    return folder


def sentences(app: AppTest) -> list[str]:
    """The texts of the blocks of a screen, those inside components among them."""
    drawn = [markup(app)]
    drawn += [str(json.loads(component.proto.json).get("html", "")) for component in app.get("bidi_component")]
    blocks = re.sub(r"<[^>]*>", "\n", INLINE.sub("", "\n".join(drawn)))
    return [re.sub(r"\s+", " ", unescape(block)).strip() for block in blocks.split("\n") if block.strip()]


@pytest.mark.parametrize(("screen", "address"), SCREENS)
def test_one_is_one_and_a_sentence_begins_with_a_capital(single: Path, screen: str, address: dict[str, str]) -> None:
    app = addressed(**{"city": "one (yours)", "ruleset": "one (yours)", "resident": "P1", **address})
    rulesets = {f"{name} (yours)": single / f"{name}.yaml" for name in ("one", "two")}
    having_opened(app, rulesets=rulesets, cities={"one (yours)": single / "city"})

    found = sentences(on_screen(app.run(), screen))

    assert found
    several = re.compile(r"\b1 (?:more |other )?([a-z]+s)\b")
    assert [] == [text for text in found for word in several.findall(text) if word not in VERBS]
    assert [] == [text for text in found if re.search(r"[a-z0-9”)][.!?] [a-z]", text)]
