"""What a city has, for fields to suggest: kinds of record by title with how many there are, agencies, columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from pilot.city.city import City
from pilot.evaluation.memo import Memo
from pilot.phrases import count
from pilot.ruleset.reading.hints import Vocabulary, shipped_words
from pilot.ruleset.sentences.known import Known
from pilot.views import html

_NAMES = ("subject_id", "name")
MOST_VALUES = 60
"""A column of more values has none to choose from."""


def known(city: City) -> Known:
    """The columns and agencies of a city, worked out once."""
    return _known.get(city.fingerprint, lambda: _known_of(city))


_known = Memo(8)


def _known_of(city: City) -> Known:
    columns: dict[str, tuple[str, ...]] = {}
    for table in (city.residents, city.companies):
        for column in map(str, table.columns):
            values = _values(table[column])
            if column not in _NAMES and (values or column == "born"):
                columns[column] = tuple(dict.fromkeys((*columns.get(column, ()), *values)))
    return Known(columns, tuple(_values(city.records["agency"])))


def _values(cells: pd.Series) -> Mapping[str, int]:
    """The values of a column, the most frequent first, with how often each stands there; none of too many."""
    counted = Counter(str(cell) for cell in cells.dropna())
    return dict(counted.most_common()) if len(counted) <= MOST_VALUES else {}


def drawn(city: City) -> Markup:
    """The lists on the page from which the fields of the component suggest."""
    return _drawn.get(city.fingerprint, lambda: _lists(city))


_drawn = Memo(8)


def _lists(city: City) -> Markup:
    agencies = {name: f"{name} · {count(many, 'record')}" for name, many in _values(city.records["agency"]).items()}
    words = shipped_words()
    lists = {"kinds": _kinds(city), "agencies": agencies, "areas": _as_they_are(sorted(words.areas))}
    lists |= {"fields": _as_they_are(sorted(words.fields)), "column-type": _as_they_are(("person", "company"))}
    for column, values in known(city).columns.items():
        lists[f"column-{column}"] = _as_they_are(values)
    return html.joined(_list(name, options) for name, options in lists.items())


def _as_they_are(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}


def _list(name: str, options: Mapping[str, str]) -> Markup:
    option = Markup('<option value="{}">{}</option>')
    drawn_options = html.joined(option.format(value, label) for value, label in options.items())
    return Markup('<datalist id="pp-{}">{}</datalist>').format(name, drawn_options)


def _kinds(city: City) -> dict[str, str]:
    """Every kind by its title with how many records it has, and behind them whole groups of kinds."""
    records = Counter(map(str, city.records["kind"]))
    titles = dict(zip(map(str, city.kinds["kind"]), map(str, city.kinds["title"]), strict=True))
    titles |= {kind: kind for kind in records if kind not in titles}
    ordered = sorted(titles.items(), key=lambda item: item[1].lower())
    kinds = {kind: f"{title} · {count(records[kind], 'record')} · {kind}" for kind, title in ordered}
    groups = Counter[str]()
    for kind in titles:
        for place, letter in enumerate(kind):
            if letter == ".":
                groups[f"{kind[:place]}.*"] += records[kind]
    whole = {name: f"All that begins with {name[:-1]} · {count(groups[name], 'record')}" for name in sorted(groups)}
    return kinds | whole


def vocabulary(city: City) -> Vocabulary:
    """The words that this city and the shipped rulesets know."""
    return _vocabularies.get(city.fingerprint, lambda: _vocabulary(city))


_vocabularies = Memo(8)


def _vocabulary(city: City) -> Vocabulary:
    kinds = {*map(str, city.kinds["kind"]), *map(str, city.records["kind"]), *shipped_words().kinds}
    columns = {*map(str, city.residents.columns), *map(str, city.companies.columns)}
    return replace(shipped_words(), kinds=frozenset(kinds), columns=frozenset(columns))
