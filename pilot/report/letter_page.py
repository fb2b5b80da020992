"""Letters and empty envelopes on paper: plain text of 80 columns, and a page that prints one to a sheet."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from pilot.disclosure.shown.letters import NOTHING_DUE, Contents, Letter
from pilot.disclosure.shown.level_words import withheld
from pilot.disclosure.shown.view import OF_POSTINGS, Blank
from pilot.evaluation import Assessment
from pilot.evaluation.one_subject.steps import grouped, signed
from pilot.report.printed_page import blank, page
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import title_of
from pilot.ruleset.reading.source_text import one_line

WIDTH = 80
LABEL = 21
STYLE = Markup("""
article { border: 1px solid var(--line); background: #fff; padding: 2rem 2.2rem; margin: 0 0 1.6rem; }
article { break-after: page; }
article .date { text-align: right; }
article.empty { border: 1.5px dashed #8f887c; min-height: 15rem; display: flex; flex-direction: column; }
article.empty .nothing { margin: auto; }
""")
SHEET = Markup(
    '<article><p class="date num">{dated}</p><p>To {to}</p><h2>{title}</h2>'
    "<p>{opening}</p><dl>{parts}</dl>{receipt}</article>"
)
EMPTY_SHEET = Markup(
    '<article class="empty"><p class="date num">{dated}</p><p class="nothing">{nothing}</p>{receipt}</article>'
)
_Part = tuple[str, str | Blank]


def letter_text(letter: Letter, assessment: Assessment) -> str:
    """One letter, or one empty envelope, as plain text; no line is longer than 80 columns."""
    if letter.contents is None:
        return _envelope(letter.dated)
    lines = [f"{letter.dated.isoformat():>{WIDTH}}"]
    lines += _wrapped(f"To {_addressee(assessment, letter.subject_id)}")
    lines += ["", *_wrapped(title_of(assessment.ruleset)), "", *_wrapped(opening(letter, letter.contents)), ""]
    for label, part in parts(letter.contents):
        shown = f"[{withheld(part)}]" if isinstance(part, Blank) else part
        lines += _wrapped(f"{label:<{LABEL}}{shown}", LABEL)
    return "\n".join(lines)


def letters_text(letters: Sequence[Letter], assessment: Assessment) -> str:
    """All of them in order, a rule between two, and the receipt at the end."""
    between = f"\n\n{'-' * WIDTH}\n\n"
    body = between.join(letter_text(letter, assessment) for letter in letters) or "Nothing changed. No letter was due."
    return f"{body}\n\n" + "\n".join(_wrapped(f"Receipt: {Receipt.of(assessment)}"))


def letters_html(letters: Sequence[Letter], assessment: Assessment) -> Markup:
    """A page with a sheet for each letter and each empty envelope, every sheet with the receipt."""
    receipt = Markup('<p class="receipt">Receipt: {}</p>').format(Receipt.of(assessment))
    sheets = Markup("\n").join(_sheet(letter, assessment, receipt) for letter in letters)
    nothing = Markup("<p>Nothing changed. {}</p>{}").format(NOTHING_DUE, receipt)
    to = f" to {_addressee(assessment, letters[0].subject_id)}" if letters else ""
    return page(f"Letters{to}", sheets or nothing, STYLE)


def parts(contents: Contents) -> list[_Part]:
    """What a letter says, label by label; withheld parts are their blanks, and parts that do not exist are left out."""
    found: list[tuple[str, object]] = [
        ("Points", None if contents.points is None else _number(contents.points, sign=True)),
        ("Score from then on", None if contents.score is None else _number(contents.score)),
        ("Grade from then on", contents.grade),
        ("List", contents.lists),
        ("What follows", "nothing" if contents.consequences == () else _joined(contents.consequences, "; ")),
        ("Grounds", _joined(contents.reasons, " ")),
        ("Record", _joined(contents.records, ", ")),
        ("Source of the data", _joined(contents.agencies, ", ")),
        ("Remedy", contents.remedy),
    ]
    return [(label, part) for label, part in found if isinstance(part, Blank) or (isinstance(part, str) and part)]


def _number(value: int | Blank, *, sign: bool = False) -> str | Blank:
    if isinstance(value, Blank):
        return value
    return signed(value) if sign else grouped(value)


def _joined(words: Iterable[str] | Blank | None, joint: str) -> str | Blank | None:
    return words if words is None or isinstance(words, Blank) else joint.join(words)


def opening(letter: Letter, contents: Contents) -> str:
    """What happened, as far as the parts below may tell it: a hidden list is not betrayed by the first sentence."""
    what = "A change is made in your file"
    if letter.kind in ("listing", "leaving") and not isinstance(contents.lists, Blank):
        what = "You are put on a list" if letter.kind == "listing" else "You are taken off a list"
    elif letter.kind == "grade" and not isinstance(contents.grade, Blank):
        what = "Your grade changes"
    elif letter.kind == "posting" and not set(OF_POSTINGS) <= {part.item for part in contents.blanks}:
        what = "An entry is made about you"
        if letter.takes_back and not isinstance(contents.reasons, Blank):
            what = "An entry about you is taken back"
    when = "today" if letter.dated == letter.effective_on else f"with effect from {letter.effective_on}"
    return f"{what} {when}."


def _addressee(assessment: Assessment, subject_id: str) -> str:
    city = assessment.city
    for table in (city.residents, city.companies):
        named = table.loc[table["subject_id"] == subject_id, "name"]
        if len(named):
            return f"{one_line(str(named.iloc[0]))} ({subject_id})"
    return subject_id


def _wrapped(sentence: str, hang: int = 0) -> list[str]:
    return textwrap.wrap(sentence, WIDTH, subsequent_indent=" " * hang, break_on_hyphens=False) or [""]


def _envelope(dated: dt.date) -> str:
    inside = WIDTH - 2
    edge, space = f"+{'-' * inside}+", f"|{'':{inside}}|"
    date = f"|{dated.isoformat():>{inside - 2}}  |"
    return "\n".join([edge, date, space, space, f"|{NOTHING_DUE:^{inside}}|", space, space, edge])


def _sheet(letter: Letter, assessment: Assessment, receipt: Markup) -> Markup:
    if letter.contents is None:
        return EMPTY_SHEET.format(dated=letter.dated.isoformat(), nothing=NOTHING_DUE, receipt=receipt)
    return SHEET.format(
        dated=letter.dated.isoformat(),
        to=_addressee(assessment, letter.subject_id),
        title=title_of(assessment.ruleset),
        opening=opening(letter, letter.contents),
        parts=Markup().join(_part_html(label, part) for label, part in parts(letter.contents)),
        receipt=receipt,
    )


def _part_html(label: str, part: str | Blank) -> Markup:
    shown = blank(withheld(part)) if isinstance(part, Blank) else part
    return Markup("<dt>{}</dt><dd>{}</dd>").format(label, shown)
