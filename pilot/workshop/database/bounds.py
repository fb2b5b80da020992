"""What the workshop keeps of a text: how long it may be, which characters it may hold, and nobody real."""

from __future__ import annotations

import unicodedata

from pilot.errors import DataError
from pilot.guard import line_suspicions, suspicions
from pilot.workshop.database.aliases import JOINERS, alias_key
from pilot.workshop.database.refusals import refusal

LONGEST_TEXT = 4_000_000
LONGEST_ALIAS = 40
LONGEST_TITLE = 200
LONGEST_REASON = 2_000
LONGEST_LABEL = 300
_NEVER_SEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_NOBODY_REAL = "Take it out; only invented people may stand here."


def checked_text(text: str) -> str:
    """A ruleset's text, or what was typed as one, as it is. DataError if it is too long or no file could hold it."""
    if len(text) > LONGEST_TEXT:
        found = f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} are kept."
        raise refusal("too-long", found, "Take out what is not needed.")
    if "\0" in text or not _is_unicode(text):
        found = "the text holds a NUL character or half of a character, which no text file can hold."
        raise refusal("not-text", found, "Delete the character and try again.")
    for line, seen in line_suspicions(text):
        raise refusal(seen.code, f"line {line:,} of the text is not kept: {seen.why}.", _NOBODY_REAL)
    return text


def checked_title(text: str, what: str = "title") -> str:
    """One line of 1 to 200 characters, trimmed and normalised (NFC)."""
    return _line(text, what, LONGEST_TITLE)


def checked_alias(text: str) -> str:
    """One line of 1 to 40 characters, trimmed and normalised (NFC)."""
    return _line(text, "alias", LONGEST_ALIAS)


def checked_reason(text: str) -> str:
    """At most 2,000 characters or none, trimmed and normalised (NFC); line breaks become spaces."""
    return _bounded(" ".join(text.split(None)) if not _hidden(text, "\n\r\t") else text, "reason", LONGEST_REASON)


def shortened(label: str) -> str:
    """What a program says of a step, on one line and not too long."""
    line = " ".join("".join(" " if _is_hidden(letter) else letter for letter in label).split())
    return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 3]}..."


def _line(text: str, what: str, most: int) -> str:
    line = _bounded(text, what, most)
    if not alias_key(line):
        raise refusal("empty", f"the {what} is empty.", f"Write {_a(what)} of 1 to {most} characters.")
    return line


def _bounded(text: str, what: str, most: int) -> str:
    line = unicodedata.normalize("NFC", text.strip())
    if hidden := _hidden(line):
        raise _hidden_character(what, hidden)
    if len(line) > most:
        found = f"the {what} has {len(line):,} characters; at most {most:,} are kept."
        raise refusal("too-long", found, "Shorten it.")
    for seen in suspicions(line):
        raise refusal(seen.code, f"the {what} is not kept: {seen.why}.", _NOBODY_REAL)
    return line


def _hidden(text: str, but: str = "") -> str:
    """The first character that cannot be seen, or nothing."""
    return next((letter for letter in text if letter not in but and _is_hidden(letter)), "")


def _is_hidden(letter: str) -> bool:
    return letter not in JOINERS and unicodedata.category(letter) in _NEVER_SEEN


def _hidden_character(what: str, letter: str) -> DataError:
    found = f"the {what} holds the character U+{ord(letter):04X}, which cannot be seen."
    return refusal("hidden-character", found, "Type it anew, without line breaks and without pasting.")


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
