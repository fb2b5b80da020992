"""What would change the grade: the fewest records to mend, what time takes back, and whether anybody says so."""

from __future__ import annotations

from pilot.evaluation.one_subject.mend import Mend, Mending, Way
from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.plain.rows import Record
from pilot.ruleset.model.values import Item, Level
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit.resident_case import Account

TRUTH = {"fabricated": "fabricated", "mistaken identity": "a mistaken identity", "double entry": "a double entry"}
NAMES: dict[Item, str] = {"records": "records", "reasons": "reasons", "points": "points"}
SHOWN_WAITS = 12


def mending(case: Account, mend: Mending) -> str:
    """The sum in a sentence, the ways, what is closed, what waiting brings."""
    ways = "".join(f"<li>{_way(case, way)}</li>" for way in mend.ways)
    parts = [
        f'<p class="pp-lead">{html.text(mend.said)}</p>',
        f"<ol>{ways}</ol>" if ways else "",
        f"<p>{_told(case, mend)}</p>" if mend.standing else "",
        _closed(case, mend),
        _waits(case, mend),
    ]
    return f'<div class="pp pp-mending">{"".join(parts)}</div>'


def _way(case: Account, way: Way) -> str:
    steps = "; ".join(_step(case, mend) for mend in way.mends)
    after = f"{grouped(way.score)} points, grade {marks.grade(way.grade, case.ruleset.grades)}"
    return f"{steps[0].upper()}{steps[1:]}. Then {after}."


def _step(case: Account, mend: Mend) -> str:
    file = next((file for file in case.files if file.record_id == mend.record.record_id), None)
    mistake = f" (in truth {TRUTH[file.mistake]})" if file and file.mistake else ""
    gives = f", which gives back {marks.points_html(mend.points)}" if mend.points else ""
    return f"{mend.means} {_record(case, mend.record)}{mistake}{gives}"


def _record(case: Account, record: Record) -> str:
    amount = "" if record.amount is None else f", amount {grouped(record.amount)}"
    return html.text(f"{record.record_id}, {case.kinds.get(record.kind, record.kind)} of {record.date}{amount}")


def _told(case: Account, mend: Mending) -> str:
    groups: dict[Level, list[str]] = {}
    for item, level in mend.told.items():
        groups.setdefault(level, []).append(NAMES[item])
    said = {"shown": "shown", "on_request": "shown only on request", "hidden": "never shown"}
    parts = [f"{_and(names)} are {said[level]}" for level, names in groups.items()]
    return f"Would {html.text(case.name)} know? Under this ruleset {'; '.join(parts)}."


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def _closed(case: Account, mend: Mending) -> str:
    if not mend.closed:
        return ""
    rows = [[_record(case, each.record), html.text(each.mistake), html.text(each.why)] for each in mend.closed]
    table = marks.table(["Record", "Mistake", "Why not"], rows)
    return f"<h3>Mistakes that still weigh and cannot be contested</h3>{table}"


def _waits(case: Account, mend: Mending) -> str:
    if not mend.waits:
        return ""
    rows = [
        [
            f'<span class="pp-day">{wait.date}</span>',
            _record(case, wait.record),
            f"the grade {html.text(wait.grade)} ends" if wait.grade else marks.points(wait.points),
        ]
        for wait in mend.waits[:SHOWN_WAITS]
    ]
    more = len(mend.waits) - SHOWN_WAITS
    note = f'<p class="pp-quiet">{more} more later.</p>' if more > 0 else ""
    return f"<h3>What time alone takes back</h3>{marks.table(['Day', 'Record', 'Points'], rows, numbers=[2])}{note}"
