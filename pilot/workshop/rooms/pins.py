"""The PIN of a room: kept as a salted hash that takes a while to make, so that a copied file gives none away."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

from pilot.phrases import count
from pilot.workshop.database.refusals import refusal

SHORTEST, LONGEST = 4, 100
_COST = {"n": 2**14, "r": 8, "p": 1}  # 16 MB and some 50 ms


def hashed(pin: str) -> str:
    """Salt and hash. DataError if the PIN is too short or too long."""
    plain = _plain(pin)
    if not SHORTEST <= len(plain) <= LONGEST:
        found = f"the PIN has {count(len(plain), 'character')}; it needs {SHORTEST} to {LONGEST}."
        raise refusal("bad-pin", found, "Choose another one, and write it down: it cannot be looked up again.")
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_hash(plain, salt).hex()}"


def is_right(pin: str, kept: str) -> bool:
    """Whether it is the PIN that was hashed."""
    salt, expected = (bytes.fromhex(part) for part in kept.split("$"))
    return hmac.compare_digest(expected, _hash(_plain(pin), salt))


def _plain(pin: str) -> str:
    return unicodedata.normalize("NFC", pin.strip())


def _hash(plain: str, salt: bytes) -> bytes:
    """Scrypt fills short words up with NUL characters and would take a PIN with some of them behind it for the same."""
    word = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()
    return hashlib.scrypt(word, salt=salt, **_COST)
