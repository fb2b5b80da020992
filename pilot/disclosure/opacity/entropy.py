"""How much of the ledgers the screens keep back, in bits, and who looks alike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd


def entropy(words: pd.Series) -> float:
    """The bits it takes on average to say which of these words it is, each row counting once."""
    return _bits_of(np.asarray(words.value_counts(), dtype=np.float64))


def bits(numbers: npt.NDArray[np.int64]) -> float:
    """The same of numbers from 0 on."""
    counts = np.bincount(numbers) if len(numbers) else np.zeros(0)
    return _bits_of(counts[counts > 0].astype(float))


def _bits_of(counts: npt.NDArray[np.float64]) -> float:
    shares = counts / counts.sum() if len(counts) else counts
    return float(-(shares * np.log2(shares)).sum()) + 0.0


def conditional_entropy(words: pd.Series, shown: pd.Series) -> float:
    """H(word | shown) in bits: what is still to be said of a word once what is shown with it is known."""
    both = words.str.cat(shown, sep="\x1f")
    return max(entropy(both) - entropy(shown), 0.0)


def look_alikes(ledgers: pd.Series, screens: pd.Series) -> npt.NDArray[np.int64]:
    """For each subject, how many others with a different ledger see exactly the same screen."""
    same_screen = screens.groupby(screens).transform("size").to_numpy(dtype=np.int64)
    both = ledgers.str.cat(screens, sep="\x1f")
    same_both = both.groupby(both).transform("size").to_numpy(dtype=np.int64)
    alike: npt.NDArray[np.int64] = same_screen - same_both
    return alike
