"""Y10: a letter before a listing, with what the regulation wants in it."""

from __future__ import annotations

from pilot.disclosure.yardsticks.answers import (
    Check,
    Finding,
    entry_contestable,
    not_applicable,
    some_of,
    subject_is_shown,
    together,
)
from pilot.disclosure.yardsticks.yardstick import STATUTES, Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether a letter comes before effect, shows list, reason and consequences, and an appeal is offered."""
    against = {name: listing for name, listing in ruleset.lists.items() if listing.kind != "redlist"}
    if not against:
        return not_applicable("The ruleset has no list that counts against anybody.", "lists")
    general = ruleset.disclosure.notice
    late = [name for name, listing in against.items() if (listing.notice or general) != "before_effect"]
    own = tuple(f"lists.{name}.notice" for name, listing in against.items() if listing.notice)
    before = Check(not late, f"no letter is due before a listing ({some_of(late)})", own or ("disclosure.notice",))
    return together(
        "A letter comes before each listing, with the reason, what follows, and how to object.",
        before,
        subject_is_shown(ruleset, ["lists", "reasons", "consequences"]),
        entry_contestable(ruleset),
        lines=tuple(f"lists.{name}" for name in against),
    )


YARDSTICK = Yardstick(
    id="Y10",
    law="Henan regulation on social credit",
    short="notice before listing",
    duty=(
        "Before somebody is put on a list, a written notice gives the basis, the reason, the sanctions and the right "
        "to object."
    ),
    test="Is a letter due before a listing takes effect?",
    sources=(text("Henan regulation on social credit", STATUTES, "Henan", "2019-11-29"),),
    check=check,
    meets="disclosure: {notice: before_effect, subject: {records: hidden}}",
    misses="disclosure: {notice: on_change}",
)
