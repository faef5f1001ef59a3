"""Which of two words the language model expects between given words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from epubmaker.seams.alphabet import alphabet
from epubmaker.seams.language_model import language_model

CONTEXT = 4  # characters on either side that the model's order reaches


def gains(sides: Sequence[tuple[str, str]], word: str, other: str) -> list[float]:
    """Return for each pair of texts before and behind how much likelier `word` is between them than `other`.

    Natural logarithms; about 50 µs a pair.
    """
    rows = [(alphabet().encode(left)[-CONTEXT:], alphabet().encode(right)[:CONTEXT]) for left, right in sides]
    return [
        _log_probability(left, alphabet().encode(word), right)
        - _log_probability(left, alphabet().encode(other), right)
        for left, right in rows
    ]


def _log_probability(left: np.ndarray, word: np.ndarray, right: np.ndarray) -> float:
    """Return the log probability of a word and what follows it, after what stands before."""
    padded = np.concatenate([np.zeros(CONTEXT - len(left), np.uint16), left, word, right]).astype(np.uint16)
    contexts = np.lib.stride_tricks.sliding_window_view(padded, CONTEXT)[: len(padded) - CONTEXT]
    return float(language_model().log_probability(contexts, padded[CONTEXT:]).sum())
