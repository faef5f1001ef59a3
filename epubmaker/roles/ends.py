"""The characters at the two ends of a line, numbered: what a line begins and ends with often says what it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Line
from epubmaker.seams.alphabet import alphabet

Symbols = NDArray[np.uint16]
HEAD, TAIL = 16, 8  # characters; what stands between them is left out
NOTHING = 0  # the number of a place that a short line does not fill


def line_ends(lines: Sequence[Line]) -> Symbols:
    """Return the first 16 and the last 8 characters of every line, folded: (lines, 24). Linear in the lines."""
    numbers = alphabet()
    ends = np.full((len(lines), HEAD + TAIL), NOTHING, np.uint16)
    for at, line in enumerate(lines):
        symbols = numbers.encode(
            line.text if len(line.text) <= 2 * HEAD else line.text[:HEAD] + line.text[-HEAD:]
        )
        head, tail = symbols[:HEAD], symbols[-TAIL:]
        ends[at, : len(head)] = head
        ends[at, HEAD + TAIL - len(tail) :] = tail
    return ends
