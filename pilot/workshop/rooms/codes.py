"""The code of a room: six characters that can be read out and typed without a mistake."""

from __future__ import annotations

import secrets

from pilot.workshop.database.refusals import refusal

ALPHABET = "34679ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 6
LOOK_ALIKES = "0, 1, 2, 5, 8, I, L and O"


def new_code() -> str:
    """One of 480 million, by chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_shown(code: str) -> str:
    """ABC-DEF."""
    return f"{code[:3]}-{code[3:]}"


def as_typed(text: str) -> str:
    """The code in what somebody typed, whatever the capitals, spaces and dashes. DataError if none can be meant."""
    code = "".join(letter for letter in text.upper() if not letter.isspace() and letter not in "-\u2010\u2011\u2013_.")
    if odd := next((letter for letter in code if letter not in ALPHABET), None):
        shown = f'"{odd}"' if odd.isprintable() else "a character that cannot be seen"
        found = f"no code holds {shown}: {LOOK_ALIKES} are never in one, because they look like others."
        raise refusal("not-a-code", found, "Compare it with the facilitator's screen, letter by letter.")
    if len(code) != LENGTH:
        found = f"a code has {LENGTH} letters and digits; this one has {len(code)}."
        raise refusal("not-a-code", found, "Type it as it stands on the facilitator's screen, such as ABC-DEF.")
    return code
