"""How many simple rules will fit the screens of a round: what can be predicted, and which of it a count bears out."""

from __future__ import annotations

PREDICTIONS = {
    "one": "1",
    "ten": "2 to 10",
    "hundred": "11 to 100",
    "thousand": "101 to 1,000",
    "more": "over 1,000",
}
_ENDS = {"one": 1, "ten": 10, "hundred": 100, "thousand": 1_000}


def borne_out(standing: int) -> str:
    """The prediction that so many standing rules bear out; the hidden one always stands."""
    return next((name for name, end in _ENDS.items() if standing <= end), "more")
