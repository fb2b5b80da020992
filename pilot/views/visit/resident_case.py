"""One resident's case, worked out once for all who look at it: what the system did, and what the resident is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pilot.disclosure import View, act_on, disclose
from pilot.disclosure.shown.coverage import Coverage, coverage_of
from pilot.evaluation.memo import Memo
from pilot.evaluation.one_subject.explain import Explanation, Line, explain
from pilot.evaluation.one_subject.on_file import OnFile, on_file
from pilot.evaluation.plain.matching import cell_on, out_of_scope
from pilot.phrases import count, day
from pilot.ruleset.changes.origins import began_from
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Audience
from pilot.ruleset.reading.load import fingerprint
from pilot.ruleset.sentences.who_is_rated import those_who
from pilot.views.visit import frame

Looks = Audience | Literal["agency"]
LINES_OF_A_PAGE = 400
VIEWERS: dict[Looks, str] = {"public": "The public", "partner": "A partner", "agency": "Another agency"}


@dataclass(frozen=True)
class Account:
    """The two views of one subject, and what ties them together.

    `view`, `coverage` are those of `audience`, None where the ruleset does not cover the subject; `requested` tells
    whether they hold what is given on request. `keys` names each line of the ledger, so that an address can point at it
    and a record keeps its name under another ruleset. `files` are all records about the subject, read by a rule or not.
    `page` is the page of the ledger that is shown, from 0.
    """

    ruleset: Ruleset
    name: str
    explanation: Explanation
    view: View | None
    coverage: Coverage | None
    audience: Looks
    requested: bool
    files: tuple[OnFile, ...]
    keys: tuple[str, ...]
    kinds: Mapping[str, str]
    page: int = 0

    @property
    def pages(self) -> int:
        """How many pages the ledger takes; the last is short, and an empty ledger is one page."""
        return max(1, -(-len(self.lines) // LINES_OF_A_PAGE))

    def on_page(self, page: int) -> tuple[Line, ...]:
        """The lines of one page, counted from 0."""
        return self.lines[page * LINES_OF_A_PAGE : (page + 1) * LINES_OF_A_PAGE]

    @property
    def shown_lines(self) -> tuple[Line, ...]:
        """The lines of the page that is shown."""
        return self.on_page(self.page)

    @property
    def viewer(self) -> str:
        """Who looks at the screen, as a sentence begins with them."""
        return VIEWERS.get(self.audience, self.name)

    @property
    def to_viewer(self) -> str:
        """Who looks at the screen, within a sentence."""
        return self.viewer[0].lower() + self.viewer[1:] if self.audience in VIEWERS else self.name

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the ledger, in its order."""
        return self.explanation.lines

    @property
    def posted(self) -> str:
        """How many postings there are, in words: what everybody starts with is none, and a take-back no other one."""
        posted = [line for line in self.lines if line.type != "opening" and line.reverses is None]
        back = sum(line.reversed_by is not None for line in posted)
        return count(len(posted), "posting") + (f", {back:,} of them taken back" if back else "")

    def key(self, line: Line) -> str:
        """How an address names a line."""
        return self.keys[line.number - 1]

    def line(self, key: str | None) -> Line | None:
        """The line that an address names, else one of the same record; None where the ledger has neither."""
        by_key = dict(zip(self.keys, self.lines, strict=True))
        record = (key or "").split(":")[0]
        same = (line for line in self.lines if line.record and line.record.record_id == record)
        return by_key.get(key or "") or next(same, None)

    def heaviest(self) -> Line | None:
        """Of the lines that decided the standing the one of most points, else of all; None where nothing is posted."""
        deciding = [self.lines[number - 1] for number in (self.coverage.deciding if self.coverage else ())]
        posted = deciding or [line for line in self.lines if line.type != "opening"] or self.lines
        return max(posted, key=lambda line: (abs(line.points), line.date), default=None)


def short_title(ruleset: Ruleset) -> str:
    """The title up to its first comma, and whether it is a draft: what a sentence calls a ruleset."""
    return f"{ruleset.title.split(',')[0]}{'' if began_from(ruleset) is None else ' (a draft)'}"


def uncovered(case: Account) -> str:
    """Why the ruleset says nothing about the subject, in plain text."""
    subject, title = case.explanation.subject, short_title(case.ruleset)
    if subject.type not in case.ruleset.applies_to:
        rated = "companies" if subject.type == "person" else "residents"
        return f"{title} is for {rated} alone, so {case.name} has no score, grade or listing of their own."
    if unmet := out_of_scope(case.ruleset, subject, case.explanation.as_of):
        whom = "residents" if subject.type == "person" else "companies"
        on = case.explanation.as_of
        unknown = [column for column in unmet if cell_on(subject, column, on) is None]
        among = f"of {case.name} the {unknown[0]} is not known" if unknown else f"{case.name} is not among them"
        return (
            f"{title} covers {whom} {those_who(unmet)} alone, and on {day(on)} {among}, so there is no score, grade or "
            "listing."
        )
    return f"Taking part in {title} is a choice, and {case.name} has not joined."


def account(selection: frame.Selection, *, requested: bool, audience: Looks = "subject") -> Account:
    """The account of the chosen resident as an audience is given it; shared by all who look at the same."""
    prints = (fingerprint(selection.ruleset), selection.city.fingerprint)
    key = (prints, selection.as_of, selection.subject_id, requested, audience)
    return _accounts.get(key, lambda: _account(selection, requested, audience))


_accounts = Memo(512, 200_000_000, lambda account: _BYTES_OF_A_LINE * (1 + len(account.lines) + len(account.files)))
_BYTES_OF_A_LINE = 2_000


def _account(selection: frame.Selection, requested: bool, audience: Looks) -> Account:
    subject_id = selection.subject_id
    explanation = explain(selection.ruleset, selection.city, subject_id, selection.as_of)
    view = _view(selection, subject_id, audience, requested) if explanation.in_scope else None
    kinds = selection.city.kinds
    return Account(
        ruleset=selection.ruleset,
        name=selection.name_of(subject_id),
        explanation=explanation,
        view=view,
        coverage=coverage_of(explanation, view) if view else None,
        audience=audience,
        requested=requested,
        files=on_file(selection.city, subject_id, selection.as_of),
        keys=_keys(explanation.lines),
        kinds={str(kind): str(title) for kind, title in zip(kinds["kind"], kinds["title"], strict=True)},
    )


def _view(selection: frame.Selection, subject_id: str, audience: Looks, requested: bool) -> View:
    if audience == "agency":
        return act_on(selection.assessment, subject_id)
    return disclose(selection.assessment, audience, subject_id, requested=requested)


def _keys(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """A name for each line that stays when others come or go; where two lines share it, the second is numbered."""
    names: dict[str, int] = {}
    keys = []
    for line in lines:
        parts = (
            line.record.record_id if line.record else None,
            line.rule.id if line.rule else None,
            None if line.type == "rule" else line.type,
            line.via_id,
        )
        name = ":".join(part for part in parts if part)
        names[name] = names.get(name, 0) + 1
        keys.append(name if names[name] == 1 else f"{name}:{names[name]}")
    return tuple(keys)
