"""The system's file on a resident: the ledger, and behind each line its rule, its record and its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from pilot.evaluation.one_subject.explain import Line
from pilot.evaluation.one_subject.on_file import OnFile
from pilot.evaluation.one_subject.steps import ArithmeticStep, grouped
from pilot.evaluation.one_subject.take_backs import entry_name
from pilot.phrases import count
from pilot.ruleset.changes.origins import changed_here
from pilot.views import html
from pilot.views.pieces import marks, weakest
from pilot.views.pieces.ledger_rows import LedgerRow, ledger_rows
from pilot.views.pieces.line_disclosure import disclosure_sentence
from pilot.views.visit import frame
from pilot.views.visit.resident_case import Account

SHOWN_UNREAD = 400
TAKEN_BACK = {
    "appeal": "after an upheld appeal",
    "settlement": "because the matter was settled",
    "expiry": "because its time is over",
}
SEES = {"subject": "is shown", "public": "public sees", "partner": "partner sees", "agency": "agency knows"}
TRUTH = {
    None: "The act behind this record is the subject’s own.",
    "mistaken identity": "A mistaken identity: the act behind this record is somebody else’s.",
    "fabricated": "Fabricated: no act stands behind this record.",
    "double entry": "A double entry: the act behind this record is on record already.",
}


def system(case: Account, selection: frame.Selection, drawn: Markup, beside: Markup) -> Markup:
    """The right side: what is on file, the score as it is `drawn`, where there is room
    for one view alone what is shown `beside`, the ledger, then the records that no rule reads."""
    files = {file.record_id: file for file in case.files}
    read = {line.record.record_id for line in case.lines if line.record}
    waiting = [
        file for file in case.files if not file.in_effect(case.ruleset.effect_after_days, case.explanation.as_of)
    ]
    unread = [file for file in case.files if file.record_id not in read and file not in waiting]
    covered = case.explanation.in_scope
    left = f", {len(unread)} of them read by no rule" if covered else ", none of them rated"
    return Markup(
        '<section class="pp-system" aria-label="What the system holds"><div class="pp-title"><h2>They hold</h2>'
        '<p class="pp-under">{postings}, {records} on file{unread}</p>'
        '<button type="button" data-all aria-pressed="false">Open all</button>'
        '<button type="button" data-print>Print</button></div>{drawn}'
        '<div class="pp-file pp-panel">{beside}{ledger}{rest}</div></section>'
    ).format(
        drawn=drawn,
        beside=beside,
        postings=case.posted,
        records=count(len(case.files), "record"),
        unread=left if unread else "",
        ledger=_ledger(case, files, selection),
        rest=_folded(waiting, "not in effect yet")
        + _folded(unread, "that no rule reads" if covered else "that are not rated", opened=not case.lines),
    )


def _ledger(case: Account, files: dict[str, OnFile], selection: frame.Selection) -> Markup:
    if not case.lines:
        none = "Nothing has been posted." if case.explanation.in_scope else "No ledger is kept."
        return Markup('<div class="pp-rest"><p>{}</p></div>').format(none)
    scored = case.ruleset.score is not None
    return Markup(
        '<div class="pp-headings" aria-hidden="true"><span>date</span><span>what happened, and the rule</span>'
        '<span class="pp-n">{}</span><span>taken back</span><span>{}</span></div><ol>{}</ol>'
    ).format(
        "points" if scored else "",
        "" if case.view is None else SEES[case.audience],
        html.joined(_entry(case, row, files, selection) for row in ledger_rows(case, case.shown_lines)),
    )


def _entry(case: Account, row: LedgerRow, files: dict[str, OnFile], selection: frame.Selection) -> Markup:
    """A posting with what took it back: one line to read, the rule's text where it takes something, all else behind."""
    line = row.line
    return Markup(
        '<li class="pp-entry" data-line="{key}" data-disclosed="{disclosed}">'
        '<button type="button" aria-expanded="false" aria-controls="line-{number}" tabindex="-1">'
        '<span class="pp-day">{day}</span><span class="pp-what"><b>{title}</b>{mark}{remarks}</span>'
        '<span class="pp-n"><b>{points}</b></span><span class="pp-end">{end}</span>{sees}{rule}</button>'
        '<div class="pp-detail" id="line-{number}">{detail}</div></li>'
    ).format(
        key=case.key(line),
        disclosed=disclosure_sentence(case, line),
        number=line.number,
        day=line.date.isoformat(),
        title=title(case, line),
        mark=_mark(case, line),
        remarks=html.joined(Markup("<small>{}</small>").format(remark) for remark in _remarks(case, line, selection)),
        points=row.amount if case.ruleset.score or "→" in row.amount else "",
        end=row.end,
        sees=_sees(case, line),
        rule=Markup('<q class="pp-rule">{}</q>').format(line.rule.text) if line.rule and takes(case, line) else "",
        detail=_detail(case, row, files, selection),
    )


def takes(case: Account, line: Line) -> bool:
    """Whether a line takes something: points, the grade, or by putting on a list that is no honour."""
    rule = line.rule
    if rule is None or line.type == "opening":
        return False
    listed = any(case.ruleset.lists[name].kind != "redlist" for name in rule.lists) and line.type == "rule"
    return line.points < 0 or (rule.override is not None and line.type == "rule") or listed


def _mark(case: Account, line: Line) -> Markup:
    """How much of the rule its source carries, and its weakest part, as signs alone."""
    if line.rule is None:
        return Markup()
    return weakest.signs(line.rule, changed_here(case.ruleset).words("rules", line.rule.id))


def _sees(case: Account, line: Line) -> Markup:
    """What stands on the screen of whoever looks: the line, or a blank."""
    if case.coverage is None or line.type == "opening":
        return Markup("<span></span>")
    if line.number not in case.coverage.counterparts:
        return Markup('<span class="pp-sees"><span class="pp-blank" role="note" aria-label="withheld"></span></span>')
    hidden = case.coverage.withheld(line)
    return Markup('<span class="pp-sees">{}</span>').format("in part" if hidden else "all of it")


def title(case: Account, line: Line) -> str:
    """What a line is called: the kind of its record, else what kind of posting it is."""
    if line.record:
        return entry_name(line.type, case.kinds.get(line.record.kind, line.record.kind))
    titles = {"opening": "Everybody’s start", "profile": "Who one is", "contact": "Whom one knows"}
    return titles.get(line.type, line.type)


def amount_of(line: Line) -> str:
    """The points of a line with their sign; a start is no change and has none of its own."""
    return grouped(line.points) if line.type == "opening" else marks.points(line.points)


def _remarks(case: Account, line: Line, selection: frame.Selection) -> Iterable[str]:
    if line.via_id:
        yield f"passed on from {selection.name_of(line.via_id)}"
    if line.note:
        yield line.note
    if line.type == "rule" and line.rule and line.rule.lists:
        yield f"puts on the list {', '.join(case.ruleset.lists[name].title for name in line.rule.lists)}"


def _detail(case: Account, row: LedgerRow, files: dict[str, OnFile], selection: frame.Selection) -> Markup:
    line = row.line
    facts = [
        *_record(case, line, files, selection),
        *_amount(case, line),
        *_after(case, line),
        ("told", disclosure_sentence(case, line)),
    ]
    listed = html.joined(Markup("<dt>{}</dt><dd>{}</dd>").format(name, fact) for name, fact in facts if fact)
    return Markup("{}<dl>{}</dl>").format(_rule(case, line), listed)


def _rule(case: Account, line: Line) -> Markup:
    if line.rule is None:
        return Markup()
    citation, changed = line.rule.source, changed_here(case.ruleset).words("rules", line.rule.id)
    text = Markup() if takes(case, line) else Markup('<p class="pp-rule">{}</p>').format(line.rule.text)
    return text + Markup('<p class="pp-cite">{}<span>{}</span></p>{}').format(
        weakest.whole_and_weakest(line.rule, changed),
        marks.cited(citation, case.ruleset),
        weakest.fields_apart(line.rule, case.ruleset, ("rules", line.rule.id)),
    )


Facts = Iterable[tuple[str, str]]
"""Names, each with plain words or markup."""


def _record(case: Account, line: Line, files: dict[str, OnFile], selection: frame.Selection) -> Facts:
    record = line.record
    if record is None:
        return
    about = "" if line.via_id is None else f" about {selection.name_of(line.via_id)}"
    amount = "" if record.amount is None else f", amount {grouped(record.amount)}"
    settled_on = record.settled_by(case.explanation.as_of)
    settled = "" if settled_on is None else f", settled on {settled_on}"
    yield "record", f"{record.record_id}{about} of {record.dated}{amount}{settled}"
    yield "supplied by", record.agency or "not on record"
    file = files.get(record.record_id)
    if file and file.note:
        yield "remark", file.note
    if file and file.known:
        yield (
            "in truth",
            Markup('{} <span class="pp-quiet">Only the emulator knows.</span>').format(TRUTH[file.mistake]),
        )


def _amount(case: Account, line: Line) -> Facts:
    if case.ruleset.score is not None:
        steps = [Markup("{}{}").format(step.sentence, _comes_to(line, step)) for step in line.steps]
        yield "how it came", html.joined(steps, Markup("<br>"))


def _comes_to(line: Line, step: ArithmeticStep) -> Markup:
    if step.points is None or line.type == "opening":
        return Markup()
    return Markup(" → <b>{}</b>").format(marks.points(step.points))


def _after(case: Account, line: Line) -> Facts:
    if line.rule and line.type == "rule" and line.rule.override:
        months = line.rule.override.months
        until = f"for {count(months, 'month')}" if months else "without end"
        yield "grade", f"Falls to {line.rule.override.grade}, {until}, whatever the score."
    if line.reversed_by:
        undone = case.lines[line.reversed_by - 1]
        yield "taken back", f"on {undone.date}, {TAKEN_BACK[undone.type]}"
    if line.score is not None:
        grade = f", {line.grade} by score" if line.grade else ""
        yield "after it", f"{count(line.score, 'point')}{grade}"


def _folded(files: list[OnFile], which: str, *, opened: bool = False) -> Markup:
    if not files:
        return Markup()
    rows = [
        [Markup('<span class="pp-day">{}</span>').format(file.date), file.title, file.agency or "not on record"]
        for file in files[:SHOWN_UNREAD]
    ]
    later = Markup("<p>{} more, later ones.</p>").format(count(len(files) - SHOWN_UNREAD, "record"))
    return Markup('<details class="pp-rest"{}><summary>{} {}</summary>{}{}</details>').format(
        " open" if opened else "",
        count(len(files), "record"),
        which,
        marks.table(["Date", "What is on file", "Supplied by"], rows),
        later if len(files) > SHOWN_UNREAD else "",
    )
