"""Y1: what a letter carries on a decision against somebody."""

from __future__ import annotations

from pilot.disclosure.yardsticks.answers import (
    NOTHING_AGAINST,
    Finding,
    entry_contestable,
    letter_due,
    subject_is_shown,
    together,
)
from pilot.disclosure.yardsticks.what_counts import against
from pilot.disclosure.yardsticks.yardstick import Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether the letter tells the decision and the sender, and whether the file can be had and disputed."""
    if not against(ruleset):
        return NOTHING_AGAINST
    kept: dict[Item, object] = {"grade": ruleset.bands, "lists": ruleset.lists, "score": ruleset.score}
    return together(
        "Each letter tells what was decided and who supplied the entry, the file is to be had, and it can be disputed.",
        letter_due(ruleset),
        subject_is_shown(ruleset, [*(item for item, part in kept.items() if part), "agencies"]),
        subject_is_shown(ruleset, ["records"], requested=True),
        entry_contestable(ruleset),
    )


YARDSTICK = Yardstick(
    id="Y1",
    law="United States, Fair Credit Reporting Act, 15 U.S.C. 1681m",
    short="adverse-action notice",
    duty=(
        "Whoever acts against somebody on the strength of a report sends a notice with the score that was used, the "
        "name and contact of the source, that the source did not decide, the right to a free copy within 60 days, and "
        "the right to dispute."
    ),
    test=(
        "Does a letter tell what was decided, the score and who supplied each entry, is a copy of the file to be had, "
        "and can it be disputed?"
    ),
    sources=(
        text("15 U.S.C. 1681m", "https://checkoutapi.com/uscode/title15_chapter41_subchapterIII_section1681m"),
        text("15 U.S.C. 1681m", "https://policyrisk.com/us-code/title/15/section/1681m"),
        text("Section 615, requirements on users of reports", "http://www.creditreporting.com/fcra-615.html"),
    ),
    check=check,
    meets="disclosure: {notice: on_change, subject: {records: on_request}}",
    misses="disclosure: {subject: {agencies: on_request}}",
)
