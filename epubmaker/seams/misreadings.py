"""Characters that a recogniser probably took for others: 婚烟 for 婚姻.

The idea: a misread character makes no word with its neighbours and surprises the language model, while one that looks
much like it makes a word there and surprises it far less. Names surprise the model too, but no twin makes a word of them.
Found on newspaper text of 1998 with one character in 120 misread as one that looks like it: 38 in 100 are offered, 98 of 100
offers are right; on the clean text there is one offer in 28,000 characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.alphabet import DATA, alphabet
from epubmaker.seams.language_model import language_model
from epubmaker.seams.lexicon import lexicon

Symbols = NDArray[np.uint16]
Floats = NDArray[np.float32]
Indices = NDArray[np.int64]

CONTEXT = 4  # characters on either side that the model's order reaches
NO_TWIN = "\ufffd"
SURPRISING = -9.0  # log probability below which a character is asked about: one in 8,000
POSSIBLE = -9.0  # below which none does whatever it wins
FITTING = -5.0  # log probability above which a twin fits
EVIDENT = (
    14.0  # gain from which a twin need not be likely where it stands: at the beginning of a clause little is
)
WITHOUT_A_WORD = 18.0  # gain from which it need not make a word of two characters: 获得感 is one of three
OVER_A_WORD = (
    16.0  # gain from which a word that the character makes counts no more: misprints stand in many a text
)
GAIN = 8.0  # log likelihood that the twin must win over the character and the four behind it
GAIN_MEASURED = 6.0  # the same for a pair that a recogniser was seen to confuse
MARGIN = 2.0  # and over the second best twin
# How often offers are right, by their gain, as measured.
TRUST = ((12.0, 0.97), (10.0, 0.92), (0.0, 0.85))
MEASURED = 0.92  # at least, for a pair that was seen: 48 of 52 in held-out lines that a recogniser read


@dataclass(frozen=True, slots=True)
class Misreading:
    """The offer of `likely` for the character at offset `at` of text number `text`."""

    text: int
    at: int
    character: str
    likely: str
    confidence: float


def find_misreadings(texts: Sequence[str]) -> list[Misreading]:
    """Find the characters of the texts that are probably misread. About 2 µs a character."""
    joined = "\n".join(texts)
    image = _image(joined)
    symbols = alphabet().encode_folded(image)
    if not len(symbols):
        return []
    padded = np.concatenate([np.zeros(CONTEXT, np.uint16), symbols, np.zeros(CONTEXT + 1, np.uint16)])
    asked = _surprising(padded, len(symbols))
    rows, twins = _candidates(symbols, asked)
    if not len(rows):
        return []
    windows = padded[rows[:, None] + np.arange(2 * CONTEXT + 1)]
    expected = _log_probability(windows, twins, 0)
    kept = expected > POSSIBLE
    rows, twins, windows, expected = rows[kept], twins[kept], windows[kept], expected[kept]
    gains = _gains(windows, twins)
    fits = (expected > FITTING) | (gains >= EVIDENT)
    rows, twins, gains = rows[fits], twins[fits], gains[fits]
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    found: list[Misreading] = []
    for row, twin, gain in _best(rows, twins, gains):
        # The alphabet is Simplified: where it stands for a Traditional character, its twins are not to be offered.
        if joined[row] == image[row] and _fits_words(padded, row, twin, gain):
            number = int(np.searchsorted(starts, row, "right")) - 1
            likely = alphabet().characters[twin - 2]
            trust = next(share for least, share in TRUST if gain >= least)
            if likely in _measured().get(joined[row], ""):
                trust = max(trust, MEASURED)
            elif gain < GAIN:
                continue
            found.append(Misreading(number, int(row - starts[number]), joined[row], likely, trust))
    return found


def _image(text: str) -> str:
    """Fold a text character by character, so that offsets stay."""
    fold = alphabet().fold
    images = {ord(character): fold(character) for character in set(text)}
    table = {code: image if len(image) == 1 else NO_TWIN for code, image in images.items()}
    table[ord("\n")] = "\n"
    return text.translate(table)


def _surprising(padded: Symbols, length: int) -> Indices:
    """Return the places of characters that the model did not expect."""
    contexts = np.lib.stride_tricks.sliding_window_view(padded, CONTEXT)[:length]
    expected = language_model().log_probability(contexts, padded[CONTEXT : CONTEXT + length])
    return np.flatnonzero(expected < SURPRISING)


def _candidates(symbols: Symbols, asked: Indices) -> tuple[Indices, Symbols]:
    """Return every place asked about with every twin of its character."""
    starts, twins = _twins()
    counts = starts[symbols[asked] + 1] - starts[symbols[asked]]
    rows = np.repeat(asked, counts)
    first = np.repeat(starts[symbols[asked]], counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, twins[first + within]


def _log_probability(windows: Symbols, twins: Symbols, behind: int) -> Floats:
    """Return log P of the character `behind` places after the middle of each window, with the twin set there."""
    replaced = windows.copy()
    replaced[:, CONTEXT] = twins
    return language_model().log_probability(
        replaced[:, behind : behind + CONTEXT], replaced[:, behind + CONTEXT]
    )


def _gains(windows: Symbols, twins: Symbols) -> Floats:
    """Return how much likelier each window is with the twin in the middle than as it stands."""
    total = np.zeros(len(twins), np.float32)
    for behind in range(CONTEXT + 1):
        total += _log_probability(windows, twins, behind) - _log_probability(
            windows, windows[:, CONTEXT], behind
        )
    return total


def _best(rows: Indices, twins: Symbols, gains: Floats) -> list[tuple[int, int, float]]:
    """Return for each place its best twin, if it wins enough and no other comes near."""
    order = np.lexsort((-gains, rows))
    best: list[tuple[int, int, float]] = []
    for position, index in enumerate(order):
        if position and rows[order[position - 1]] == rows[index]:
            continue
        second = order[position + 1] if position + 1 < len(order) else -1
        rival = gains[second] if second >= 0 and rows[second] == rows[index] else -np.inf
        if gains[index] >= GAIN_MEASURED and gains[index] - rival >= MARGIN:
            best.append((int(rows[index]), int(twins[index]), float(gains[index])))
    return best


def _fits_words(padded: Symbols, row: int, twin: int, gain: float) -> bool:
    """Say whether the twin makes a word with a neighbour where the character makes none, or wins too much for that to count."""
    at = row + CONTEXT
    before = padded[at - 2 : at + 3].copy()
    after = before.copy()
    after[2] = twin
    knows = lexicon().knows
    made = knows(np.stack([after[1:3], after[2:4]])).any() or gain >= WITHOUT_A_WORD
    threes = np.stack([before[0:3], before[1:4], before[2:5]])
    own = knows(np.stack([before[1:3], before[2:4]])).any() or knows(threes).any()
    return bool(made and (not own or gain >= OVER_A_WORD))


@lru_cache(maxsize=1)
def _twins(path: Path = DATA / "twins.txt") -> tuple[Indices, Symbols]:
    """Return the twins of all symbols in one row, and where each symbol's begin."""
    listed = {row[0]: row[1:] for row in path.read_text("utf-8").splitlines()}
    for read, printed in _measured().items():
        known = listed.get(read, "")
        listed[read] = known + "".join(one for one in printed if one not in known)
    characters = alphabet().characters
    rows = ["", "", *(listed.get(character, "") for character in characters)]
    rows += [""] * (4097 - len(rows))
    starts = np.cumsum([0, *map(len, rows)])
    return starts, alphabet().encode_folded("".join(rows))


@lru_cache(maxsize=1)
def _measured(path: Path = DATA / "confusions.tsv") -> dict[str, str]:
    """Return for characters that a recogniser printed what stood there, as counted on lines of news."""
    printed: dict[str, str] = {}
    for row in path.read_text("utf-8").splitlines():
        if not row.startswith("#"):
            one, read, *_ = row.split("\t")
            printed[read] = printed.get(read, "") + one
    return printed
