"""Texts none of whose rows breaks off inside a sentence: what people type or paste, a paragraph, an item, a verse a row.

Three rows of four of printed columns end inside a sentence, and about half of them hold a mark that says so. Where hardly a row
does, rows were made by hand: each is whole, and they stand in the order in which they were written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_BROKEN = 0.1  # of the rows that end a sentence or hold a clause's mark: headlines hold such marks, too
ONE_BROKEN = 3  # rows that end a sentence from which one that does not may be a headline
ANNOUNCES = "：:；;"  # at the end of a row: what follows is a list, or goes on in one
CLAUSE = re.compile(r"[，。；！？,;](?=[^\s\d”’」』）)])|[，、,]$")


def breaks_off(text: str, *, ended: bool) -> bool:
    """Say whether a row ends inside a sentence: it holds a mark of clauses and ends with none of sentences."""
    return not ended and text[-1] not in ANNOUNCES and CLAUSE.search(text) is not None


def are_complete(texts: Sequence[str], ended: Sequence[bool]) -> bool:
    """Say whether hardly a row of a text breaks off. Linear in the text."""
    broken = sum(breaks_off(text, ended=end) for text, end in zip(texts, ended, strict=True))
    ends = sum(ended)
    return broken <= MOST_BROKEN * (broken + ends) or (broken == 1 and ends >= ONE_BROKEN)
