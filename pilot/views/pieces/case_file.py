"""The system's file on a resident: the ledger, and behind each line its rule, its record and its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable

from pilot.evaluation.one_subject.explain import Line
from pilot.evaluation.one_subject.on_file import OnFile
from pilot.evaluation.one_subject.steps import Step, grouped
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.pieces.line_disclosure import told_of
from pilot.views.visit import frame
from pilot.views.visit.resident_case import Account, count

TAKEN_BACK = {
    "appeal": "after an upheld appeal",
    "settlement": "because the matter was settled",
    "expiry": "because its time is over",
}
TRUTH = {
    None: "It is true: the act behind this record is the subject’s own.",
    "mistaken identity": "It is a mistaken identity: the act behind this record is somebody else’s.",
    "fabricated": "It is fabricated: no act stands behind this record.",
    "double entry": "It is a double entry: the act behind this record is on record already.",
}


def system(case: Account, selection: frame.Selection) -> str:
    """The right side: what is on file and every line of the ledger, then the records that no rule reads."""
    files = {file.record_id: file for file in case.files}
    read = {line.record.record_id for line in case.lines if line.record}
    unread = [file for file in case.files if file.record_id not in read]
    rows = "".join(_entry(case, line, files, selection) for line in case.lines)
    headings = (
        '<div class="pp-headings" aria-hidden="true"><span>date</span><span>what happened</span>'
        f'<span class="pp-n">points</span><span class="pp-n">{"balance" if case.ruleset.score else ""}</span></div>'
    )
    none = "Nothing has been posted." if case.explanation.in_scope else "No ledger is kept."
    ledger = f"{headings}<ol>{rows}</ol>" if case.lines else f'<div class="pp-rest"><p>{none}</p></div>'
    return (
        f'<section class="pp-system" aria-label="What the system holds"><h2>The system’s file</h2>'
        f'<p class="pp-under">{count(len(case.lines), "posting")}, {count(len(case.files), "record")} on file'
        f"{f', {len(unread)} of them read by no rule' if unread else ''}</p>"
        f'<div class="pp-file pp-panel">{ledger}{_unread(unread, opened=not case.lines)}</div></section>'
    )


def _entry(case: Account, line: Line, files: dict[str, OnFile], selection: frame.Selection) -> str:
    balance = "" if line.balance is None else grouped(line.balance)
    remarks = "; ".join(_remarks(case, line, selection))
    small = f"<small>{html.text(remarks)}</small>" if remarks else ""
    points = amount_of(line) if case.ruleset.score else ""
    return (
        f'<li class="pp-entry" data-line="{html.text(case.key(line))}" data-told="{html.text(told_of(case, line))}">'
        f'<button type="button" aria-expanded="false" aria-controls="line-{line.number}" tabindex="-1">'
        f'<span class="pp-day">{line.date.isoformat()}</span>'
        f'<span class="pp-what">{html.text(title(case, line))}{small}</span>'
        f'<span class="pp-n"><b>{points}</b></span><span class="pp-n">{balance}</span></button>'
        f'<div class="pp-detail" id="line-{line.number}">{_detail(case, line, files, selection)}</div></li>'
    )


def title(case: Account, line: Line) -> str:
    """What a line is called: the kind of its record, else what kind of posting it is."""
    if line.record:
        return case.kinds.get(line.record.kind, line.record.kind)
    titles = {"opening": "Everybody’s start", "profile": "Who one is", "contact": "Whom one knows"}
    return titles.get(line.type, line.type)


def amount_of(line: Line) -> str:
    """The points of a line with their sign; a start is no change and has none of its own."""
    return grouped(line.points) if line.type == "opening" else marks.points(line.points)


def _remarks(case: Account, line: Line, selection: frame.Selection) -> Iterable[str]:
    if line.reverses:
        taken = case.lines[line.reverses - 1]
        yield f"the {marks.points(taken.points)} of {taken.date} taken back {TAKEN_BACK[line.type]}"
    elif line.via_id:
        yield f"passed on from {selection.name_of(line.via_id)}"
    if line.note:
        yield line.note
    if line.type == "rule" and line.rule:
        if line.rule.override:
            yield f"sets the grade to {line.rule.override.grade}"
        if line.rule.lists:
            yield f"puts on the list {', '.join(case.ruleset.lists[name].title for name in line.rule.lists)}"
    if line.reversed_by:
        yield f"taken back on {case.lines[line.reversed_by - 1].date}"


def _detail(case: Account, line: Line, files: dict[str, OnFile], selection: frame.Selection) -> str:
    parts = []
    if line.rule:
        citation = line.rule.source
        parts.append(f'<p class="pp-rule">{html.text(line.rule.text)}</p>')
        parts.append(
            f'<p class="pp-cite">{marks.basis(citation)}<span>{marks.cited(citation, case.ruleset)}</span></p>'
        )
    facts = [*_record(line, files, selection), *_amount(case, line), *_after(case, line)]
    facts.append(("told", html.text(told_of(case, line))))
    listed = "".join(f"<dt>{name}</dt><dd>{said}</dd>" for name, said in facts if said)
    return f"{''.join(parts)}<dl>{listed}</dl>"


Facts = Iterable[tuple[str, str]]
"""Names and what is said of them, as safe html."""


def _record(line: Line, files: dict[str, OnFile], selection: frame.Selection) -> Facts:
    record = line.record
    if record is None:
        return
    about = "" if line.via_id is None else f" about {selection.name_of(line.via_id)}"
    amount = "" if record.amount is None else f", amount {grouped(record.amount)}"
    settled = "" if record.settled_on is None else f", settled on {record.settled_on}"
    yield "record", html.text(f"{record.record_id}{about} of {record.date}{amount}{settled}")
    yield "supplied by", html.text(record.agency or "not on record")
    file = files.get(record.record_id)
    if file and file.note:
        yield "remark", html.text(file.note)
    if file and file.known:
        yield "in truth", TRUTH[file.mistake] + ' <span class="pp-quiet">Only the emulator knows.</span>'


def _amount(case: Account, line: Line) -> Facts:
    if case.ruleset.score is not None:
        steps = [html.text(step.said) + _comes_to(line, step) for step in line.steps]
        yield "how it came", "<br>".join(steps)


def _comes_to(line: Line, step: Step) -> str:
    return "" if step.points is None or line.type == "opening" else f" → <b>{marks.points(step.points)}</b>"


def _after(case: Account, line: Line) -> Facts:
    if line.rule and line.type == "rule" and line.rule.override:
        months = line.rule.override.months
        until = f"for {months} months" if months else "without end"
        yield "grade", html.text(f"Falls to {line.rule.override.grade}, {until}, whatever the score.")
    if line.reversed_by:
        undone = case.lines[line.reversed_by - 1]
        yield "taken back", html.text(f"on {undone.date}, {TAKEN_BACK[undone.type]}")
    if line.score is not None:
        grade = f", {html.text(line.grade)} by score" if line.grade else ""
        yield "after it", f"{grouped(line.score)} points{grade}"


def _unread(files: list[OnFile], *, opened: bool) -> str:
    if not files:
        return ""
    rows = [
        [f'<span class="pp-day">{file.date}</span>', html.text(file.title), html.text(file.agency or "not on record")]
        for file in files
    ]
    return (
        f'<details class="pp-rest"{" open" if opened else ""}>'
        f"<summary>{count(len(files), 'record')} that no rule reads</summary>"
        f"{marks.table(['Date', 'What is on file', 'Supplied by'], rows)}</details>"
    )
