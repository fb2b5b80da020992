"""Whose something is: the hash of a visitor's random token, and nothing else of a person."""

from __future__ import annotations

import hashlib
import secrets


def holder_of(token: str) -> str:
    """64 hexadecimal digits from which the token cannot be found."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def nobody() -> str:
    """A holder whose token nobody has: what is handed over waits under it."""
    return holder_of(secrets.token_hex(32))


def is_number(given: int) -> bool:
    """Whether it can be the number of a row at all; a number from an address may be anything."""
    return 0 < given < 2**31
