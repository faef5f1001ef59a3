"""Brackets, quotation marks and other signs that bind two lines or part them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# On the folded alphabet (see `alphabet.py`) all brackets but title marks are round and all quotes are straight.
CLOSERS = {"《": "》", "（": "）"}
# GB/T 15834: these never start a line, and openers never end one.
NEVER_FIRST = frozenset("，。、；：！？）》…%")
NEVER_LAST = frozenset("（《")
SENTENCE_END = frozenset("。！？")
CLOSING = frozenset('"）》')


def ends_sentence(folded: str) -> bool:
    """Say whether a line ends where a sentence may end, closing marks included."""
    bare = folded.rstrip('"）》')
    return bool(bare) and (bare[-1] in SENTENCE_END or (bare[-1] == "." and not bare[-2:-1].isdigit()))


def open_brackets(folded: str) -> tuple[str, str]:
    """Return the closers that a line still waits for, and the closers it holds without an opener."""
    waiting, unmatched = [], []
    for character in folded:
        if character in CLOSERS:
            waiting.append(CLOSERS[character])
        elif character in CLOSERS.values():
            if waiting and waiting[-1] == character:
                waiting.pop()
            elif not waiting:
                unmatched.append(character)
    return "".join(waiting[-1:]), "".join(unmatched[:1])


def bracket_states(folded: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each line what it waits for at its end and what its start must close: 0 nothing, 1 》, 2 ）."""
    number = {"": 0, "》": 1, "）": 2}
    states = [open_brackets(text) for text in folded]
    return np.array([number[a] for a, _ in states], np.int64), np.array(
        [number[b] for _, b in states], np.int64
    )


def odd_quotes(folded: Sequence[str]) -> NDArray[np.bool_]:
    """Say which lines hold an odd number of quotation marks, so that a quotation runs over one of their ends."""
    return np.array([text.count('"') % 2 == 1 for text in folded], bool)
