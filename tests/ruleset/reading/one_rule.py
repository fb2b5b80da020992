"""The file of a ruleset with one rule, and ways to change it."""

from __future__ import annotations

from pilot import Ruleset
from pilot.ruleset.reading.load import read_ruleset

SMALL = """\
schema: 1
id: small
title: A small ruleset
sources: {}
participation: mandatory
opens_on: 2019-01-01
score: {start: 100}
rules:
  - {id: late, text: A notice is paid late., when: {kind: notice.late}, points: -5, source: {}}
"""


def small(more: str = "", **replaced: str) -> Ruleset:
    """The small ruleset with a rule's or the file's further keys, and with parts of its text replaced."""
    text = SMALL
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    return read_ruleset(text + more, "small.yaml")
