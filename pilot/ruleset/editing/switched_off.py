"""The rules that a text holds and does not count, and the examples that it holds and does not run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilot.ruleset.editing.draft import Draft
from pilot.ruleset.editing.paths import rule_ids
from pilot.ruleset.editing.switch_on import Resting, resting
from pilot.ruleset.editing.text.lines import OFF


@dataclass(frozen=True)
class Off:
    """A rule that is switched off: its id, its text as far as it can be read, and where it stands.

    `after` is the id of the last rule in force before it, None at the front; `line` counts from 1.
    """

    rule_id: str
    text: str
    after: str | None
    line: int


def switched_off(draft: Draft) -> tuple[Off, ...]:
    """The rules that are switched off in a draft, in the order in which they would stand."""
    if OFF not in draft.text and not draft.extends:
        return ()
    found = resting(draft.page, draft.own) if OFF in draft.text else []
    rules = draft.own.get("rules")
    if not isinstance(rules, dict):
        ids = rule_ids(draft.own)
        return tuple(_off(block, ids[block.before] if block.before >= 0 else None) for block in found)
    inherited = [rule for rule in rule_ids(draft.base) if rule]
    texts = dict(zip(rule_ids(draft.base), draft.base.get("rules", []), strict=False))
    nulls = [rule_id for rule_id in inherited if rules.get(rule_id, "") is None]
    offs = [
        Off(rule_id, _text(texts[rule_id]), _before(rule_id, inherited, draft), _line(draft, rule_id))
        for rule_id in nulls
    ]
    own = [block for block in found if block.name not in inherited]
    return (*offs, *(_off(block, _own_before(block, rules, inherited, draft)) for block in own))


@dataclass(frozen=True)
class Aside:
    """A worked example that is set aside: its name, all that it says as far as it can be read, and its line from 1."""

    name: str
    content: dict[str, Any]
    line: int


def set_aside(draft: Draft) -> tuple[Aside, ...]:
    """The worked examples that are set aside in a draft, in the order of the text."""
    found = resting(draft.page, draft.own, "examples") if OFF in draft.text else []
    return tuple(Aside(block.name, block.content, block.lines[0] + 1) for block in found)


def _off(block: Resting, after: str | None) -> Off:
    return Off(block.name, _text(block.content), after, block.lines[0] + 1)


def _text(rule: Any) -> str:
    text = rule.get("text") if isinstance(rule, dict) else None
    return str(text) if isinstance(text, str) else ""


def _line(draft: Draft, rule_id: str) -> int:
    rules = draft.page.root.under("rules")
    entry = rules.value.under(rule_id) if rules else None
    return draft.page.lines.number(entry.start) + 1 if entry else 1


def _before(rule_id: str, inherited: list[str], draft: Draft) -> str | None:
    """The last inherited rule in force before an inherited one."""
    in_force = set(rule_ids(draft.whole))
    return next((rule for rule in reversed(inherited[: inherited.index(rule_id)]) if rule in in_force), None)


def _own_before(block: Resting, rules: dict[str, Any], inherited: list[str], draft: Draft) -> str | None:
    """The rule of this file before the block; where there is none, the last inherited one, behind which they stand."""
    own = [key for key in list(rules)[: block.before + 1] if key not in inherited and rules[key] is not None]
    in_force = set(rule_ids(draft.whole))
    return own[-1] if own else next((rule for rule in reversed(inherited) if rule in in_force), None)
