"""The guard: what looks like a real person's data is refused, in a city, in a ruleset, and where somebody types.

It cannot be turned off. It looks for resident identity numbers (18 digits with the check digit of ISO 7064 MOD 11-2, or
the 15 of older ones), mobile and landline numbers (mainland China), bank-card numbers (an issuer's first digits and
Luhn's check digit), passport numbers (mainland China), e-mail addresses and photographs. SECURITY.md tells how much it
finds, and where it is asked.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00b7"
_NUMBER = re.compile(r"[0-9]+(?:[\s-]{1,3}[0-9]+)*(?:[\s-]{0,3}[Xx])?")
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
_PART_OF_A_WORD = re.compile(r"[A-Za-z0-9_]$|[0-9]\.$")
_GOES_ON = re.compile(r"[A-Za-z0-9_]|\.[0-9]")
# Lengths are bounded so that a very long cell costs no more than its length.
_BEFORE_AT = re.compile(r"[^\s@<>()\[\]{},;:\"']{1,64}$")
_AFTER_AT = re.compile(r"[^\s@<>()\[\]{},;:\"']{1,255}\.[^\W\d_]{2,}")
IMAGE_ENDINGS = "avif|bmp|gif|heic|heif|ico|jfif|jpe|jpeg|jpg|png|raw|svg|tif|tiff|webp"
_IMAGE = re.compile(
    rf"\S\.(?:{IMAGE_ENDINGS})(?![\w])"
    r"|data:image/|https?://\S{0,500}(?:photo|portrait|avatar|headshot|image|img)s?/\S"
    r"|^(?:/9j/4|iVBORw0KGgo|R0lGOD[dl]h)",
    re.IGNORECASE,
)
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\(0[1-9][0-9]{1,2}\) ?|(?:\+86[ -]?)?0[1-9][0-9]{1,2}[ -])[1-9][0-9]{6,7}(?![0-9A-Za-z.])"
)
_PASSPORT = re.compile(r"(?<![0-9A-Za-z])(?:E[A-HJ-NP-Z]?[0-9]{7,8}|G[0-9]{8})(?![0-9A-Za-z])")
_ISSUERS = re.compile(r"4|5[1-5]|2[2-7]|3[04-9]|6[02-5]|9[05]")
_OLD_IDENTITY = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])[0-9]{4}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"
)
_MOBILE_SHAPES = {(11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5), (5, 6)}
_CHECK_DIGITS = "10X98765432"
_LEAST_DIGITS, _MOST_DIGITS = 11, 19
_WORTH_READING = re.compile(
    rf"[@\uff20]|\d[\d\WXx]{{6}}|[:\uff1a]//|data:|/9j/4|iVBORw|R0lGO|[.\uff0e](?:{IMAGE_ENDINGS}|{IMAGE_ENDINGS.upper()})"
)
"""Nothing that is looked for is without one of these."""
_MOST_GROUPS, _SHORTEST_GROUP = 4, 3
"""Mobile numbers come in a few groups, card numbers in groups of three and more; other long runs are neither."""


@dataclass(frozen=True)
class Suspicion:
    """What a piece of a cell looks like, why, and where in the normalised cell it stands."""

    code: str
    why: str
    start: int
    end: int


def suspicions(cell: str) -> list[Suspicion]:
    """Everything in a cell that looks like a real person's data; empty for an ordinary cell."""
    text = _normalised(cell)
    found = [*_numbers(text), *_addresses(text), *_other_numbers(text)]
    for match in _IMAGE.finditer(text):
        found.append(Suspicion("photograph", "it names or holds a photograph", *match.span()))
    return found


def line_suspicions(text: str) -> Iterator[tuple[int, Suspicion]]:
    """The same of every line of a long text, with the line's number from 1; most lines are passed over at a glance."""
    read_to, lines = 0, 0
    for hit in _WORTH_READING.finditer(text):
        if hit.start() < read_to:
            continue
        start, end = text.rfind("\n", 0, hit.start()) + 1, text.find("\n", hit.start())
        lines += text.count("\n", read_to, start)
        read_to = end if end >= 0 else len(text)
        for found in suspicions(text[start:read_to]):
            yield lines + 1, found


def suspicions_within(tree: object) -> Iterator[Suspicion]:
    """The same of every text in maps and lists, as JSON has them, keys and numbers included."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, (list, tuple)):
            waiting += part
        elif isinstance(part, (str, int)):
            yield from suspicions(str(part))


def masked(cell: str) -> str:
    """The cell with everything suspicious in it made unreadable but for the first character."""
    found = suspicions(cell)
    text = _normalised(cell) if found else cell
    for one in sorted(found, key=lambda one: one.start, reverse=True):
        text = text[: one.start + 1] + "*" * (one.end - one.start - 1) + text[one.end :]
    return text


def _normalised(cell: str) -> str:
    """Full-width digits and letters, unusual dashes and spaces become the ordinary ones; one separator stays one."""
    if cell.isascii():
        return cell
    return re.sub(f"[{DASHES}]", "-", unicodedata.normalize("NFKC", cell))


def _numbers(text: str) -> Iterator[Suspicion]:
    """Reads groups of digits, alone or joined by a few spaces or hyphens; no digit is used twice."""
    for run in _NUMBER.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, *run.span())]
        end = 0
        for first, (start, _end) in enumerate(groups):
            found = _number_from(text, groups, first) if start >= end else None
            if found:
                yield found
                end = found.end


def _other_numbers(text: str) -> Iterator[Suspicion]:
    for match in _LANDLINE.finditer(text):
        yield Suspicion("landline-number", "it holds a landline number", *match.span())
    for match in _PASSPORT.finditer(text):
        if len(match[0]) == 9:
            yield Suspicion("passport-number", "it holds a passport number", *match.span())


def _addresses(text: str) -> Iterator[Suspicion]:
    at = text.find("@")
    while at >= 0:
        before, after = _BEFORE_AT.search(text, max(0, at - 64), at), _AFTER_AT.match(text, at + 1)
        if before and after:
            yield Suspicion("e-mail-address", "it holds an e-mail address", before.start(), after.end())
        at = text.find("@", at + 1)


def _number_from(text: str, groups: list[tuple[int, int]], first: int) -> Suspicion | None:
    start = groups[first][0]
    shape: list[int] = []
    digits = ""
    for begin, end in groups[first : first + _MOST_DIGITS]:
        digits += text[begin:end].upper()
        shape.append(end - begin)
        if len(digits) > _MOST_DIGITS:
            return None
        if len(digits) < _LEAST_DIGITS:
            continue
        if _is_identity_number(digits):
            return Suspicion("identity-number", "it holds a valid resident identity number", start, end)
        if len(shape) > _MOST_GROUPS and any(length < _SHORTEST_GROUP for length in shape[:-1]):
            continue
        # Letters that touch it make it an id of another kind, such as R13800138000; digits after a point, an amount.
        if _PART_OF_A_WORD.search(text[max(0, start - 2) : start]) or _GOES_ON.match(text, end):
            continue
        if len(digits) == 15 and len(shape) == 1 and _OLD_IDENTITY.fullmatch(digits):
            return Suspicion("identity-number", "it holds a resident identity number of the old form", start, end)
        if _is_mobile_number(digits, shape):
            return Suspicion("mobile-number", "it holds a mobile phone number", start, end)
        if _is_card_number(digits, shape):
            return Suspicion("bank-card-number", "it holds a valid bank-card number", start, end)
    return None


def _is_identity_number(digits: str) -> bool:
    if len(digits) != 18 or not digits[:17].isdigit():
        return False
    try:
        born = dt.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    remainder = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits[:17])) % 11
    return 1850 <= born.year <= 2100 and digits[17] == _CHECK_DIGITS[remainder]


def _is_mobile_number(digits: str, shape: list[int]) -> bool:
    for prefix in ("", "86", "0086"):
        number = digits.removeprefix(prefix)
        if len(number) != len(digits) - len(prefix) or not re.fullmatch(r"1[3-9][0-9]{9}", number):
            continue
        local = shape[1:] if prefix and shape[0] == len(prefix) else [shape[0] - len(prefix), *shape[1:]]
        if tuple(local) in _MOBILE_SHAPES:
            return True
    return False


def _is_card_number(digits: str, shape: list[int]) -> bool:
    like_dates = any(length < _SHORTEST_GROUP for length in shape[:-1])
    if like_dates or not 16 <= len(digits) <= _MOST_DIGITS or not digits.isdigit() or not _ISSUERS.match(digits):
        return False
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits[::-1], start=1)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
