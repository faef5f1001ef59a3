"""The lines of a page as the models read them: numbered symbols around every possible seam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Label, Line, Role
from epubmaker.seams.alphabet import alphabet

# Symbols of a line that a model may look at, counted from the seam; a column of a newspaper holds fewer.
REACH = 24
IN_GRAPH = frozenset({Role.BODY, Role.CROSSHEAD})

Symbols = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class PageText:
    """The n lines of a page that may continue one another, in source order.

    numbers   (n,) their line numbers
    folded    their text on the small alphabet (see `alphabet.py`)
    tails     (n, 24) symbols of each line from its end backwards, 0 beyond its start
    heads     (n, 24) symbols of each line from its start, 0 beyond its end
    blocks    (n,) source block of each, renumbered from 0
    widths, measures  (n,) em
    indents   (n,) em of white space before each in the source
    joints    what stands before each line in the source
    adjacent  (n,) whether the line stands directly after the one before it in this page
    """

    numbers: NDArray[np.int64]
    folded: tuple[str, ...]
    tails: Symbols
    heads: Symbols
    blocks: NDArray[np.int64]
    widths: NDArray[np.float32]
    measures: NDArray[np.float32]
    indents: NDArray[np.float32]
    joints: tuple[str, ...]
    adjacent: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.numbers)


def page_text(lines: Sequence[Line], labels: Sequence[Label]) -> PageText:
    """Gather the lines that belong in the seam graph: body and crossheads."""
    chosen = [line for line, label in zip(lines, labels, strict=True) if label.role in IN_GRAPH]
    numbering = alphabet()
    folded = tuple(numbering.fold(line.text) for line in chosen)
    encoded = [numbering.encode_folded(text) for text in folded]
    numbers = np.array([line.number for line in chosen], np.int64)
    blocks = np.array([line.block for line in chosen], np.int64)
    return PageText(
        numbers=numbers,
        folded=folded,
        tails=_windows([symbols[::-1] for symbols in encoded]),
        heads=_windows(encoded),
        blocks=np.unique(blocks, return_inverse=True)[1].reshape(-1) if chosen else blocks,
        widths=np.array([line.width for line in chosen], np.float32),
        measures=np.array([line.measure or line.width for line in chosen], np.float32),
        indents=np.array([line.indent for line in chosen], np.float32),
        joints=tuple(line.joint for line in chosen),
        adjacent=np.concatenate([[False], np.diff(numbers) == 1]) if chosen else np.zeros(0, bool),
    )


def _windows(encoded: Sequence[Symbols]) -> Symbols:
    """Cut each row of symbols to `REACH` and fill short ones with 0."""
    windows = np.zeros((len(encoded), REACH), np.uint16)
    for row, symbols in zip(windows, encoded, strict=True):
        row[: len(symbols)] = symbols[:REACH]
    return windows
