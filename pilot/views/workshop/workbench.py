"""What stands around the rules that are being changed: the summary, and whom the change moves."""

from __future__ import annotations

from markupsafe import Markup

from pilot.phrases import capitalised
from pilot.views import html
from pilot.views.pieces import bars, download, worked
from pilot.views.pieces.everybody import GROUPINGS
from pilot.views.visit import address, own_drafts
from pilot.views.visit.figures import receipt_of
from pilot.views.workshop import article_diff, impact
from pilot.views.workshop.baseline import Against
from pilot.views.workshop.open_draft import Bench

_WHOM = "whom-it-moves"
PARTS = {"who": "Who", "groups": "Groups", "follows": "Follows", "change": "Change"}


def style() -> Markup:
    """The style sheets of the workshop."""
    return html.joined([bars.style(), impact.style(), article_diff.style()])


def summary(at: Bench, against: Against) -> None:
    """What is on the bench and what it changes for whom, in one neutral sentence."""
    left = None if at.mine else own_drafts.begun_before(at.origin, at.text)
    begins = "changes go into the draft of yours that there is" if left else "the first change begins a draft of yours"
    whose = f" · {at.mine.whose if at.mine else begins}"
    html.show(
        Markup(
            '<div class="pp pp-impact" role="status" data-revision="{revision}"><p class="pp-quiet"><b>{title}</b>'
            '{whose}</p>{locked}<p class="pp-lead">{lead}</p>{in_short}<p class="pp-jump"><a href="#{whom}">Whom it '
            "moves</a></p></div>"
        ).format(
            revision=at.revision,
            title=at.ruleset.title,
            whose=whose,
            locked=Markup("<p><b>{}</b></p>").format(at.locked) if at.locked else "",
            lead=impact.lead(against.comparison),
            in_short=_in_short(against),
            whom=_WHOM,
        )
    )


def _in_short(against: Against) -> Markup:
    diff = against.changes
    if diff.is_empty:
        return Markup()
    return Markup('<p class="pp-quiet">{}.</p>').format(capitalised(diff.summary))


def impact_of(at: Bench, against: Against) -> None:
    """Who moves and by which posting, by group, what follows, or the change itself in articles; first of all which
    worked examples do not hold any more."""
    if failing := worked.failing(at.ruleset):
        html.show(html.block(failing, kind="pp-quiet", role="status"))
    part = address.segments(
        "Impact", list(PARTS), "impact", format_func=PARTS.__getitem__, label_visibility="collapsed"
    )
    comparison = against.comparison
    if part == "who":
        _show("Most moved", impact.who(comparison, at.selection.name_of) + impact.silent(comparison))
    elif part == "groups":
        by = address.select("Residents by", list(GROUPINGS), "by", format_func=GROUPINGS.__getitem__, width=220)
        _show("Who gains, who loses", impact.groups(comparison, by, GROUPINGS[by]))
    elif part == "follows":
        _show("What follows", impact.follows(comparison))
    else:
        _show("The change, in articles", article_diff.article_diff(against.changes))
    receipts = receipt_of(comparison.before), receipt_of(comparison.after)
    if part in ("who", "groups") and not comparison.nothing_changed:
        download.csv("All who moved as CSV", lambda: comparison.movers, "moved", *receipts)


def _show(title: str, body: Markup) -> None:
    html.show(Markup('<div class="pp" id="{}"><h2>{}</h2>{}</div>').format(_WHOM, title, body))
