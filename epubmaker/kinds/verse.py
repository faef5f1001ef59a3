"""Verse: short rows by themselves, of equal clauses, or such as end where no paragraph of prose ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from epubmaker.kinds.notices import OFFICE
from epubmaker.kinds.rows import Row
from epubmaker.model import set_width
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence

WIDEST = 22  # characters of a row of verse
# Figures, labels and addresses: rows of lists and notices.
OTHER = re.compile(r"[\d０-９A-Za-z]|[：:《》（）()【】]|[　 \t]{2}|^[*•·●★▲■◆○-]")
PRIZE = re.compile(r"(?:幼儿园|[一二三优]等?奖)$")
CLAUSE = re.compile(r"[，。；！？、,;!?…—　 ]+")
EVEN = (4, 7)  # characters of a clause in verse of even lines
LEAST_EVEN, LEAST = 4, 6  # clauses of even verse, rows of free verse
SHORTEST, LONGEST = 4, 16  # characters of the median row of free verse: names are shorter, prose is longer
ALL = 0.8  # share of an article that is free verse, if any of it is: a poem stands by itself
OPEN = 0.5  # share of rows that end where no sentence does
# Rows that end no sentence are of unlike length in verse; in prose they fill their column, to a mark or a figure.
SHORTER, RAGGED = 1.0, 0.35  # em by which a row is shorter than the widest, share of rows that are
LISTED = 0.3  # most rows that are names of offices


def verse_rows(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield the places of the rows of each poem."""
    for likely, members in groupby(enumerate(rows), key=lambda entry: _may_be(entry[1])):
        places = [place for place, _ in members]
        own = [rows[place] for place in places]
        if likely and (is_even(own) or (len(own) >= ALL * len(rows) and is_free(own))):
            yield places


def _may_be(row: Row) -> bool:
    return row.alone and 1 < len(row.text) <= WIDEST and not OTHER.search(row.text)


def is_even(rows: Sequence[Row]) -> bool:
    """Say whether rows are verse of even lines: all clauses of one length, no list of names."""
    clauses = [clause for row in rows for clause in CLAUSE.split(row.text) if clause]
    length = len(clauses[0]) if clauses else 0
    least, most = EVEN
    if not least <= length <= most or any(len(clause) != length for clause in clauses):
        return False
    enough = len(clauses) >= (LEAST_EVEN if length > least else LEAST)
    return len(rows) > 1 and enough and not _are_names(clauses)


def is_free(rows: Sequence[Row]) -> bool:
    """Say whether rows are free verse: most end where no sentence does, and leave their column ragged."""
    texts = [row.text for row in rows]
    if len(rows) < LEAST or not SHORTEST <= median(map(len, texts)) <= LONGEST:
        return False
    if _are_names(texts) or any(" " in text or "\u3000" in text for text in texts):
        return False
    unended = [row for row in rows if not ends_sentence(row.text)]
    widths = [set_width(row.text) for row in unended]
    ragged = sum(width <= max(widths) - SHORTER for width in widths)
    return len(unended) >= OPEN * len(rows) and ragged >= RAGGED * len(unended)


def _are_names(texts: Sequence[str]) -> bool:
    named = sum(bool(OFFICE.search(text) or PRIZE.search(text)) for text in texts)
    return named > LISTED * len(texts)
