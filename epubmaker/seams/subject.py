"""What lines speak of, learnt: the vectors of a headline and of its text stand close, and so do those of two parts of one text.

Words that a headline shares with its text are the better half of the evidence, but many share none: 夯实生态家底 stands over
a text of forests and rivers. Every pair of characters and every character has a vector; those of a line add up, and a
title, a whole text and its lead each read the sum through a matrix of their own. Trained by `training/subjects.py`; the
vectors ship as whole numbers of four bits with one scale.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Reading, Subjects
from epubmaker.seams.alphabet import DATA, SIZE, alphabet

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
BITS = 14  # pairs of characters are hashed into so many slots (logarithm, base two)
ROWS = (1 << BITS) + SIZE  # of the table: slots of pairs, then characters
STRETCH = 4096  # lines read at once
OFFSET = 8  # a whole number of four bits stands for itself less this


@dataclass(frozen=True, slots=True)
class SubjectModel:
    """The vectors of pairs and characters, (ROWS, depth), and what becomes of their sums."""

    vectors: Floats
    title: Reading
    text: Reading
    lead: Reading
    shares: tuple[float, float]

    def read(self, texts: Sequence[str]) -> Subjects:
        """Return what some lines speak of."""
        depth = self.vectors.shape[1]
        sums = array("f")
        for start in range(0, len(texts), STRETCH):
            owners, rows = rows_of(texts[start : start + STRETCH])
            count = len(texts[start : start + STRETCH])
            found = np.zeros((count, depth), np.float32)
            np.add.at(found, owners, self.vectors[rows])
            sums.frombytes(found.tobytes())
        return Subjects(sums, depth, self.title, self.text, self.lead, self.shares)


def rows_of(texts: Sequence[str]) -> tuple[Indices, Indices]:
    """Return the rows of the table that some texts are made of, and for each the number of its text."""
    numbering, letters = alphabet(), _letters()
    symbols = [numbering.encode(text) for text in texts]
    symbols = [own[letters[own]] for own in symbols]
    owners = np.repeat(np.arange(len(texts)), [len(own) for own in symbols])
    joined = np.concatenate(symbols or [np.zeros(0, np.uint16)]).astype(np.int64)
    beside = owners[1:] == owners[:-1]
    pairs = slots(joined[:-1][beside], joined[1:][beside])
    return np.concatenate([owners[:-1][beside], owners]), np.concatenate([pairs, joined + (1 << BITS)])


def slots(first: Indices, second: Indices) -> Indices:
    """Hash pairs of symbols."""
    keys = first.astype(np.uint64) << np.uint64(12) | second.astype(np.uint64)
    return ((keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - BITS)).astype(np.int64)


@lru_cache(maxsize=1)
def _letters() -> NDArray[np.bool_]:
    """Say which symbols of the alphabet are letters, Han characters or digits."""
    known = np.zeros(SIZE, bool)
    known[2 : 2 + len(alphabet().characters)] = [one.isalnum() for one in alphabet().characters]
    return known


@lru_cache(maxsize=1)
def subject_model(path: Path = DATA / "subjects.npz") -> SubjectModel:
    """Return the shipped model, read once a process."""
    with np.load(path) as stored:
        halves = stored["vectors"]
        vectors = np.stack([halves >> 4, halves & 15], axis=2).reshape(len(halves), -1)
        title, text, lead = (_reading(stored[name]) for name in ("title", "text", "lead"))
        of_text, of_lead = stored["shares"].tolist()
        scaled = (vectors.astype(np.float32) - OFFSET) * stored["scale"]
        return SubjectModel(scaled, title, text, lead, (of_text, of_lead))


def _reading(stored: Floats) -> Reading:
    """Return a matrix and what is added to it: the last column."""
    rows = tuple(tuple(row) for row in stored[:, :-1].astype(float).tolist())
    return Reading(rows, tuple(stored[:, -1].astype(float).tolist()))
