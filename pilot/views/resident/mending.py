"""What would change the grade: the fewest records to mend, what time takes back, and how much of it is disclosed."""

from __future__ import annotations

from markupsafe import Markup

from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.evaluation.one_subject.mend import Mend, Mending, Way
from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.plain.rows import Record
from pilot.phrases import capitalised, count, listed
from pilot.ruleset.model.values import Item, Level
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit.resident_case import Account

TRUTH = {"fabricated": "fabricated", "mistaken identity": "a mistaken identity", "double entry": "a double entry"}
NAMES: dict[Item, str] = {"records": "records", "reasons": "reasons", "points": "points"}
LEVELS: dict[Level, str] = {"shown": "shown", "on_request": f"shown only {ON_REQUEST}", "hidden": "never shown"}
SHOWN_WAITS = 12


def mending(case: Account, mend: Mending) -> Markup:
    """The sum in a sentence, the ways, what is closed, what waiting brings."""
    ways = html.repeated(Markup("<li>{}</li>"), (_way(case, way) for way in mend.ways))
    return html.block(
        Markup('<p class="pp-lead">{}</p>').format(mend.sentence),
        Markup("<ol>{}</ol>").format(ways) if ways else Markup(),
        Markup("<p>{}</p>").format(_disclosed(case, mend)) if mend.standing else Markup(),
        _closed(case, mend),
        _waits(case, mend),
        kind="pp-mending",
    )


def _way(case: Account, way: Way) -> Markup:
    first, *others = (_step(case, mend) for mend in way.mends)
    return Markup("{}. Then {}, grade {}.").format(
        html.joined([capitalised(first), *others], "; "),
        count(way.score, "point"),
        marks.grade(way.grade, case.ruleset.grades),
    )


def _step(case: Account, mend: Mend) -> Markup:
    file = next((file for file in case.files if file.record_id == mend.record.record_id), None)
    mistake = f" (in truth {TRUTH[file.mistake]})" if file and file.mistake else ""
    gives = Markup(", which gives back {}").format(marks.points_html(mend.points)) if mend.points else ""
    return Markup("{} {}{}{}").format(mend.means, _record(case, mend.record), mistake, gives)


def _record(case: Account, record: Record) -> str:
    amount = "" if record.amount is None else f", amount {grouped(record.amount)}"
    return f"{record.record_id}, {case.kinds.get(record.kind, record.kind)} of {record.dated}{amount}"


def _disclosed(case: Account, mend: Mending) -> str:
    """Whether what the ways rest on is disclosed to the resident."""
    groups: dict[Level, list[str]] = {}
    for item, level in mend.disclosed.items():
        groups.setdefault(level, []).append(NAMES[item])
    phrases = [f"{listed(names, 'and')} are {LEVELS[level]}" for level, names in groups.items()]
    return f"Would {case.name} know? Under this ruleset {'; '.join(phrases)}."


def _closed(case: Account, mend: Mending) -> Markup:
    if not mend.closed:
        return Markup()
    rows = [[_record(case, closed.record), closed.mistake, closed.why] for closed in mend.closed]
    return Markup("<h3>Mistakes that still weigh and cannot be contested</h3>{}").format(
        marks.table(["Record", "Mistake", "Why not"], rows)
    )


def _waits(case: Account, mend: Mending) -> Markup:
    if not mend.waits:
        return Markup()
    rows = [
        [
            Markup('<span class="pp-day">{}</span>').format(wait.date),
            _record(case, wait.record),
            f"the grade {wait.grade} ends" if wait.grade else marks.points(wait.points),
        ]
        for wait in mend.waits[:SHOWN_WAITS]
    ]
    more = len(mend.waits) - SHOWN_WAITS
    return Markup("<h3>What time alone takes back</h3>{}{}").format(
        marks.table(["Day", "Record", "Points"], rows, numbers=[2]),
        Markup('<p class="pp-quiet">{} more later.</p>').format(more) if more > 0 else "",
    )
