"""One life under several rulesets: what each shows to the resident, and what each makes of every record."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from markupsafe import Markup

from pilot.disclosure.shown.level_words import marked
from pilot.disclosure.shown.view import Blank, View
from pilot.evaluation.one_subject.explain import Line
from pilot.evaluation.one_subject.on_file import OnFile
from pilot.phrases import count, day, opening_count, plural
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.compare.lifelines import FiledRecord
from pilot.views.pieces import bars, marks
from pilot.views.pieces.score_curve import ScoreStep
from pilot.views.visit import frame
from pilot.views.visit.choosable import called, called_shortly
from pilot.views.visit.resident_case import Account, account, uncovered

Key = TypeVar("Key", bound=Hashable)

SHOWN_RECORDS, MOST_RECORDS = 18, 1_000
NOT_COVERED = Markup('<span class="pp-unread">not covered</span>')
NOT_YET = Markup('<span class="pp-unread">not in effect yet</span>')
NOT_READ = Markup('<span class="pp-unread">not read</span>')


def accounts(selection: frame.Selection, rulesets: Sequence[Ruleset]) -> list[Account | None]:
    """The resident's account under each ruleset; None under one that is not open yet on the day."""
    return [
        account(replace(selection, ruleset=ruleset), requested=False) if ruleset.opens_on <= selection.as_of else None
        for ruleset in rulesets
    ]


def cards(rulesets: Sequence[Ruleset], cases: Sequence[Account | None]) -> Markup:
    """Side by side: what the resident's own screen would say on the day, and under it what the system holds."""
    sides = html.joined(_card(ruleset, case) for ruleset, case in zip(rulesets, cases, strict=True))
    return Markup('<div class="pp-cards">{}</div>').format(sides)


def _card(ruleset: Ruleset, case: Account | None) -> Markup:
    return Markup('<section class="pp-card"><h3>{}</h3>{}</section>').format(called(ruleset), _inside(ruleset, case))


def _inside(ruleset: Ruleset, case: Account | None) -> Markup:
    if case is None:
        return Markup("<p>Not open yet: it opens on {}.</p>").format(day(ruleset.opens_on))
    if case.view is None:
        return Markup("<p>{}</p>").format(uncovered(case))
    return Markup("{}<hr>{}").format(_screen(case, case.view), _held(case))


def _screen(case: Account, view: View) -> Markup:
    """What the resident's own screen would say."""
    if view.seen_as_of is None:
        return Markup("<p>Nothing yet: the resident’s screen lags behind.</p>")
    answer = _blank(view.grade, 6) if isinstance(view.grade, Blank) else view.grade or "no grade"
    items = (_item(view, item) for item in ("lists", "consequences", "rules", "thresholds"))
    return Markup(
        '<dl><dt>The resident’s screen, {}</dt><dd class="pp-answer">{}</dd><dd>{}</dd><dd>{}</dd>{}</dl>'
    ).format(view.seen_as_of, answer, _score(view.score), _entries(case), html.repeated(Markup("<dd>{}</dd>"), items))


def _score(score: int | Blank | None) -> str:
    if isinstance(score, Blank):
        return _blank(score, 6)
    return "no score" if score is None else count(score, "point")


def _blank(blank: Blank, width: int) -> Markup:
    return marks.blank(marked(marks.ITEMS[blank.item], on_request=blank.on_request), width)


def _entries(case: Account) -> str:
    """How many of the entries that decided the standing the resident sees, in whole or in part."""
    number, shown = (len(case.coverage.deciding), len(case.coverage.shown)) if case.coverage else (0, 0)
    if not number:
        return "no entry decided this"
    entries = count(number, "entry", "entries")
    return f"{shown} of the {entries} that decided this" if shown else marks.blank(entries, 18)


def _item(view: View, item: str) -> str:
    """Whether an item is open to the resident, with what it says where that is short."""
    for blank in view.blanks:
        if blank.item == item:
            return _blank(blank, 12)
    if item in ("rules", "thresholds"):
        return f"the {marks.ITEMS[item]} are open"
    held = getattr(view, item)
    word = plural(len(held), marks.ITEMS[item].removesuffix("s"), marks.ITEMS[item])
    return f"{len(held) or 'no'} {word}"


def _held(case: Account) -> Markup:
    standing = case.explanation.standing
    if standing is None or standing.score is None:
        return Markup("<dl><dt>The system holds</dt><dd>{}</dd></dl>").format(_lists(case))
    grade, because = Markup(), Markup()
    if standing.grade:
        grade = Markup("{} ").format(marks.grade(standing.grade, case.ruleset.grades))
    if standing.grade_because not in (None, "score"):
        rule = case.ruleset.rule(standing.grade_because)
        because = Markup("<dd>The grade is set by a rule: {}</dd>").format(rule.text)
    return Markup(
        '<dl><dt>The system holds</dt><dd>{grade}<span class="pp-num">{score}</span></dd>{because}'
        "<dd>{postings}, {lists}</dd></dl>"
    ).format(
        grade=grade,
        score=count(standing.score, "point"),
        because=because,
        postings=case.posted,
        lists=_lists(case),
    )


def _lists(case: Account) -> str:
    standing = case.explanation.standing
    names = [case.ruleset.lists[name].title for name in standing.lists] if standing else []
    return "on " + " and ".join(names) if names else "on no list"


def filed_records(case: Account) -> list[FiledRecord]:
    """Every record on file in the ruleset's time, read by it or not."""
    read = {line.record.record_id for line in case.lines if line.record and not line.via_id}
    ruleset, as_of = case.ruleset, case.explanation.as_of
    days = ruleset.effect_after_days

    def label(file: OnFile) -> str:
        return f"{file.title}, {_READ[file.record_id in read] if file.in_effect(days, as_of) else 'not in effect yet'}"

    return [
        FiledRecord(file.date, file.record_id, file.record_id in read, label(file))
        for file in case.files
        if file.date + dt.timedelta(days=days) >= ruleset.opens_on
    ]


def reading(cases: Sequence[Account]) -> Markup:
    """Of the records on file, how many each ruleset reads, and how many none of them does."""
    filed = {file.record_id for case in cases for file in case.files}
    read = [{record.record_id for record in filed_records(case) if record.read} for case in cases]
    counts = html.joined(
        (
            Markup("<i>{}</i> reads {}").format(called_shortly(case.ruleset), len(records) or "none")
            for case, records in zip(cases, read, strict=True)
        ),
        ", ",
    )
    unread = len(filed - set().union(*read))
    records = opening_count(len(filed), "record is", "records are")
    nobody = f"; {unread} of them none of these rulesets reads" if unread else ""
    return Markup('<p class="pp-lead">{} on file: {}{}.</p>').format(records, counts, nobody)


def scores(steps: Sequence[ScoreStep]) -> Markup:
    """The curve as a table, behind one click."""
    rows = [
        [Markup('<span class="pp-num">{}</span>').format(step.date), f"{step.score:,}", step.posted] for step in steps
    ]
    return bars.folded("The scores as a table", marks.table(["Day", "Score", "What was posted"], rows, numbers=[1]))


def table(cases: Sequence[Account]) -> Markup:
    """Every record and every other posting, and what each ruleset made of it."""
    head = ["What is on file", *(called_shortly(case.ruleset) for case in cases)]
    dated = Markup('<span class="pp-dated"><span class="pp-date">{}</span><span>{}</span></span>')
    rows = [[dated.format(day, what), *cells] for day, what, cells in sorted(_rows(cases), key=lambda row: row[:2])]
    later = rows[SHOWN_RECORDS:MOST_RECORDS]
    rest = bars.rows(later, head, kind=bars.TEXTS) if later else Markup()
    beyond = f"; {len(rows) - MOST_RECORDS:,} more are not drawn" if len(rows) > MOST_RECORDS else ""
    return bars.rows(rows[:SHOWN_RECORDS], head, kind=bars.TEXTS) + bars.folded(
        f"The {len(later)} later lines{beyond}", rest
    )


_READ = {True: "read", False: "not read"}


def _rows(cases: Sequence[Account]) -> Iterable[tuple[dt.date, str, list[str]]]:
    """Records first by what is on file, then what came in another way: from relatives, from who one is or knows."""
    filed = {file.record_id: file for case in cases for file in case.files}
    by_record = [_grouped(case.lines, _of) for case in cases]
    for record_id, file in filed.items():
        cells: list[str] = [_cell(case, lines[record_id], file) for case, lines in zip(cases, by_record, strict=True)]
        yield file.date, file.title, cells
    further: dict[str, dt.date] = {}
    for case in cases:
        for line in case.lines:
            if line.type in ("carry", "profile", "contact"):
                further.setdefault(_called(line), line.date)
    by_name = [_grouped([line for line in case.lines if _of(line) is None], _called) for case in cases]
    for name, date in further.items():
        yield date, name, [_cell(case, lines[name]) for case, lines in zip(cases, by_name, strict=True)]


def _grouped(lines: Iterable[Line], key: Callable[[Line], Key]) -> defaultdict[Key, list[Line]]:
    groups: defaultdict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    return groups


def _of(line: Line) -> str | None:
    return line.record.record_id if line.record and not line.via_id else None


def _called(line: Line) -> str:
    """What a line without a record of the resident's own is called; a reversal bears the name of what it reverses."""
    if line.type == "opening":
        return ""
    text = line.rule.text if line.rule else ""
    return f"Passed on by {line.via_id}: {text}" if line.via_id else text


def _cell(case: Account, lines: Sequence[Line], file: OnFile | None = None) -> Markup:
    """What a ruleset posted for one record, and whether it still counts."""
    posted = [line for line in lines if line.reverses is None]
    if not posted:
        if file is not None and not file.in_effect(case.ruleset.effect_after_days, case.explanation.as_of):
            return NOT_YET
        return NOT_READ if case.explanation.in_scope else NOT_COVERED
    points = sum(line.points for line in posted)
    remarks = [line.note for line in posted if line.note]
    if back := sum(line.points for line in lines if line.reverses is not None):
        remarks.append("taken back" if back == -points else f"{marks.points(-back)} of it taken back")
    rules = [line.rule for line in posted if line.rule and line.type == "rule"]
    remarks += [f"override: grade {rule.override.grade}" for rule in rules if rule.override]
    remarks += ["entry on a list" for rule in rules if rule.lists]
    if not remarks:
        return marks.points_html(points)
    return Markup('{} <span class="pp-side">{}</span>').format(
        marks.points_html(points), ", ".join(dict.fromkeys(remarks))
    )
