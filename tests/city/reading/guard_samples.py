"""Made-up numbers that look like real people's, and others that look innocent, for the figures in SECURITY.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from random import Random

from pilot.guard import suspicions

HOW_MANY = 1_000
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(dice: Random) -> str:
    born = dt.date(1930, 1, 1) + dt.timedelta(days=dice.randrange(32_000))
    first = f"{dice.choice((11, 21, 37, 44, 51, 65))}{dice.randrange(10_000):04}{born:%Y%m%d}{dice.randrange(1_000):03}"
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11]


def old_identity_number(dice: Random) -> str:
    number = identity_number(dice)
    return number[:6] + number[8:17]


def mobile_number(dice: Random) -> str:
    return f"1{dice.randrange(3, 10)}{dice.randrange(10**9):09}"


def landline(dice: Random) -> str:
    return f"0{dice.choice(('10', '21', '631', '755'))}-{dice.randrange(2_000_000, 90_000_000)}"


def card(dice: Random) -> str:
    first = f"{dice.choice(('62', '4', '52', '35'))}{dice.randrange(10**14):014}"[:15]
    digits = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(first))]
    return first + str(-sum(digit - 9 if digit > 9 else digit for digit in digits) % 10)


def passport(dice: Random) -> str:
    return f"E{dice.choice('ABCDEFGHJ')}{dice.randrange(10**7):07}"


def spread(made: Callable[[Random], str]) -> Callable[[Random], str]:
    """The same with a space or a hyphen after every fourth sign."""

    def apart(dice: Random) -> str:
        number = made(dice)
        return dice.choice(" -").join(number[place : place + 4] for place in range(0, len(number), 4))

    return apart


def wide(made: Callable[[Random], str]) -> Callable[[Random], str]:
    """The same in full-width figures."""
    return lambda dice: "".join(chr(ord(sign) + 0xFEE0) for sign in made(dice))


SAMPLES: Mapping[str, Callable[[Random], str]] = {
    "identity number, 18 digits": identity_number,
    "the same with a space or hyphen after every fourth": spread(identity_number),
    "the same in full-width figures": wide(identity_number),
    "identity number, 15 digits (old form)": old_identity_number,
    "mobile number": mobile_number,
    "mobile number, +86 in front": lambda dice: f"+86 {mobile_number(dice)}",
    "landline with its area code": landline,
    "landline without its area code": lambda dice: landline(dice).split("-")[1],
    "bank-card number": card,
    "passport number": passport,
    "Hong Kong identity card": lambda dice: f"A{dice.randrange(10**6):06}({dice.randrange(10)})",
    "name and street": lambda dice: f"{dice.choice('ABC')}. Person, {dice.randrange(1, 99)} Harbour Road",
    "order number that begins with its year": lambda dice: f"20{dice.randrange(15, 25)}{dice.randrange(10**12):012}",
    "any number of 16 digits": lambda dice: str(dice.randrange(10**15, 10**16)),
    "record id": lambda dice: f"R{dice.randrange(10**8):08}",
    "amount": lambda dice: f"{dice.randrange(10**8) / 100:.2f}",
    "day": lambda dice: str(dt.date(2000, 1, 1) + dt.timedelta(days=dice.randrange(9_000))),
}


def found(kind: str) -> int:
    """In how many of 1,000 of them, always the same, the guard sees a real person's."""
    dice = Random(kind)
    return sum(bool(suspicions(SAMPLES[kind](dice))) for _ in range(HOW_MANY))
