"""Why a change is not made: sentences for the person who wanted it."""

from __future__ import annotations

from collections.abc import Iterable

from pilot.errors import DataError, Place, Problem
from pilot.ruleset.editing.edits import Path
from pilot.ruleset.reading import mends

MOST_NAMED = 3
IN_THE_TEXT = "make this change in the text."


def refusal(code: str, found: str, mend: str, path: Path = (), allowed: str = "", name: str = "draft") -> DataError:
    """One problem with an edit; the path as people count, from 1."""
    shown = tuple(step + 1 if isinstance(step, int) else step for step in path)
    return DataError([Problem(Place(name, path=shown), code, found, mend, allowed)])


def unknown_rule(rule_id: str, known: Iterable[str]) -> DataError:
    """There is no rule of that id."""
    names = list(known)
    mend = mends.nearest(rule_id, names) or "use the id of a rule of this ruleset."
    found = f'there is no rule "{rule_id}".'
    return refusal("unknown-rule", found, mend, ("rules",), mends.listed("Rules", names))


def no_such_aside(name: str, known: Iterable[str]) -> DataError:
    """There is no example of that name that was set aside."""
    mend = mends.nearest(name, known) or "look at the examples as they are now."
    return refusal("unknown-example", f'no example "{name}" is set aside.', mend, ("examples",))


def named_elsewhere(what: str, by: Iterable[str], path: Path) -> DataError:
    """What would go is what others rest on, and nobody but the person who wants it can say what becomes of them."""
    names = list(by)
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    found = f"{what}: {', '.join(names[:MOST_NAMED])}{more}."
    return refusal("named-elsewhere", found, "change that first.", path)


def id_taken(rule_id: str) -> DataError:
    """Another rule already has that id."""
    found = f'there is already a rule "{rule_id}".'
    return refusal("id-taken", found, "give the rule another id.", ("rules",))


def no_such_path(path: Path) -> DataError:
    """No ruleset has anything there."""
    found = "no ruleset has anything of that name there."
    return refusal("unknown-path", found, "use the keys that rulesets/README.md explains.", path)


def no_such_entry(path: Path) -> DataError:
    """The list has no entry at that position, or there is no list."""
    return refusal("no-such-entry", "there is no such entry in the list.", "count the entries again.", path)


def not_from_here(found: str, path: Path = (), mend: str = IN_THE_TEXT) -> DataError:
    """The change is possible in the text, and not through a form."""
    return refusal("not-through-a-form", found, mend, path)


def repeated_part(path: Path) -> DataError:
    """What would be changed stands elsewhere, or stands for something elsewhere."""
    return not_from_here("what stands here repeats another part (*), which would change too.", path)


def reads_otherwise(path: Path = ()) -> DataError:
    """The text as it would be written does not say what was meant; it is not kept."""
    found = (
        "written into this text, the change would come out as something else; the text repeats parts (& and *) or is"
        " laid out in an unusual way."
    )
    return not_from_here(found, path)
