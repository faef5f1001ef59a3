"""Texts wrapped at one width with nothing before their paragraphs: a row that leaves room for what comes next ends by will.

A program that wraps text breaks a row only where the next piece of it does not fit (CLREQ 3.1: a mark that may not begin a
row stays with the character before it; Latin words and numbers stay whole). So in such a text the row ends say where
paragraphs end, as white space does elsewhere. Columns of a page, whose widths differ and whose titles run over several, show
no such form; nor does text that was justified or runs around pictures, since its rows leave room within sentences.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from epubmaker.model import set_width
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence

FEW = 3  # rows that break off in a sentence: fewer show no form
LEAST = 8.0  # em: no text is wrapped narrower
OVER = 0.02  # share of rows that may be wider, or one: addresses and long words that do not fit
APART = 0.2  # share of rows that may be titles left as they are, wider than the text
BEYOND = re.compile("[\u4e00-\u9fff]")  # beyond the width: the row could have been parted before
MOSTLY = 0.8  # share of the rows that break off in a sentence which end near the width
TORN = 0.06  # share of them that leave room all the same, at most
ONE_TORN = 5  # full rows beside which one that leaves room may be a title with a mark in it
NEAR, HANGS = 2.5, 1.0  # em below and above the width within which full rows end
# Set widths in em of what is not Han: a program that knows typefaces counts digits and letters by theirs, others as half an em.
NARROWEST, WIDEST = 0.45, 0.62
CLOSING = "，。、；：！？”’）》〉」』】〕…—·,.;:!?)\\]%％"
# What cannot be parted at the end of a row: opening marks with what follows, a word or number, closing marks with what goes before.
PIECE = re.compile(
    rf"([“‘（《〈「『【〔(\[]*(?:[A-Za-z0-9Ａ-Ｚａ-ｚ０-９.,:/@%_-]+|.)[{CLOSING}]*?)[{CLOSING}]?(?![{CLOSING}])"
)
TOLD = re.compile("[，。；]")  # what running text has inside its rows, titles and lists seldom
HANGING = re.compile(f"[{CLOSING}]$")

Measure = Callable[[str], float]


def _least(text: str) -> float:
    return sum(NARROWEST if character.isascii() else 1.0 for character in text)


def _most(text: str) -> float:
    return sum(WIDEST if character.isascii() else 1.0 for character in text)


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is wrapped: at which width, by which measures (em, at least and at most; or characters).

    A mark that closes a row may hang beyond the width.
    """

    width: float
    least: Measure
    most: Measure

    def holds(self, row: str) -> bool:
        """Say whether a row is no wider than the text is wrapped."""
        return self.least(HANGING.sub("", row)) <= self.width

    def is_apart(self, row: str) -> bool:
        """Say whether a row is wider than the text and could have been parted: it was not wrapped (a title, left as it is)."""
        if self.holds(row) or TOLD.search(row):
            return False
        end = next(at for at in range(len(row)) if self.least(row[: at + 1]) > self.width)
        return BEYOND.search(row[end:]) is not None

    def is_full(self, row: str, after: str) -> bool | None:
        """Say whether the first piece of the next row does not fit behind a row; None where widths do not tell."""
        piece = PIECE.match(after.lstrip())
        first, whole = (piece[1], piece[0]) if piece else ("　", "　")
        if self.most(row) + self.most(whole) <= self.width:
            return False
        return True if self.least(row) + self.least(first) > self.width else None

    def is_torn(self, row: str) -> bool:
        """Say whether a row breaks off in a sentence so near the width that a long word or a figure may be what did not fit."""
        exact = self.least(row) == self.most(row)
        return breaks_off(row) and not exact and self.most(row) > self.width - NEAR


def breaks_off(row: str) -> bool:
    """Say whether a row is text that ends in no sentence's end."""
    return bool(TOLD.search(row)) and not ends_sentence(row)


def wrap_of(rows: Sequence[str]) -> Wrap | None:
    """Return how rows are wrapped, None where they show no one width. Linear in the rows, for a few widths."""
    broken = [row for row in rows if breaks_off(row)]
    if len(broken) < FEW:
        return None
    found = [
        (torn, wrap)
        for usual, least, most in ((set_width, _least, _most), (len, len, len))
        for width in _likely([usual(row) for row in broken])
        for wrap in (Wrap(width, least, most),)
        if (torn := _torn(rows, wrap)) is not None
    ]
    return min(found, key=_share)[1] if found else None


def _share(found: tuple[float, Wrap]) -> float:
    return found[0]


def _likely(widths: Sequence[float]) -> list[float]:
    """Return the widths that rows which break off in a sentence may be wrapped at, widest first: nearly all end just below."""
    ordered = sorted(widths)
    least = max(LEAST, ordered[int((1 - OVER) * (len(ordered) - 1))] - HANGS)
    counts = Counter(widths)
    near = {
        width: sum(count for other, count in counts.items() if width - NEAR < other <= width + HANGS)
        for width in {math.ceil(width) for width in counts if width >= least}
    }
    return sorted((width for width, count in near.items() if count >= MOSTLY * len(widths)), reverse=True)


def _torn(rows: Sequence[str], wrap: Wrap) -> float | None:
    """Return the share of rows that break off in a sentence although there is room; None where a width explains too few."""
    full = torn = 0
    for row, after in pairwise(rows):
        if breaks_off(row):
            full += wrap.is_full(row, after) is not False
            torn += wrap.is_full(row, after) is False
    wide = [wrap.is_apart(row) for row in rows if not wrap.holds(row)]
    over = len(wide) - sum(wide)
    kept = (
        sum(wide) <= APART * len(rows)
        and over <= max(1, OVER * len(rows))
        and torn <= max(TORN * (full + torn), full >= ONE_TORN)
    )
    return torn / max(1, full + torn) if kept else None
