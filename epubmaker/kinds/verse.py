"""Verse: short rows by themselves, of equal clauses, or such as end where no paragraph of prose ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from epubmaker.kinds.rows import Row
from epubmaker.text.marks import ends_sentence

WIDEST = 22  # characters of a row of verse
# Figures, labels and addresses: rows of lists and notices.
OTHER = re.compile(r"[\d０-９A-Za-z]|[：:《》（）()【】]|[　 \t]{2}")
# Names of offices, schools, firms and places: rows of a list of winners.
NAMES = re.compile(
    r"(?:局|处|委|院|校|[中小大]学|幼儿园|公司|集团|厂|店|社区?|村|镇|乡|街道|县|市|区|队|中心|银行|协会|[一二三优]等?奖)$"
)
CLAUSE = re.compile(r"[，。；！？、,;!?…—　 ]+")
EVEN = (4, 7)  # characters of a clause in verse of even lines
LEAST = 4  # rows of verse, or clauses of even verse
SHORTEST, LONGEST = 4, 16  # characters of the median row of free verse: names are shorter, prose is longer
OPEN = 0.5  # share of rows that end where no sentence does
RAGGED = 0.25  # share of rows, of those that end no sentence, that leave room in their column: prose fills it until a sentence ends
LISTED = 0.3  # most rows that are names of offices


def verse_rows(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield the places of the rows of each poem."""
    for likely, members in groupby(enumerate(rows), key=lambda entry: _may_be(entry[1])):
        places = [place for place, _ in members]
        if likely and is_verse([rows[place] for place in places]):
            yield places


def is_verse(rows: Sequence[Row]) -> bool:
    """Say whether rows by themselves, none of them long, are verse."""
    texts = [row.text for row in rows]
    if sum(bool(NAMES.search(text)) for text in texts) > LISTED * len(texts):
        return False
    return _is_even(texts) or _is_free(rows, texts)


def _may_be(row: Row) -> bool:
    return row.alone and len(row.text) <= WIDEST and not OTHER.search(row.text)


def _is_even(texts: Sequence[str]) -> bool:
    """Say whether all clauses are of one length, and a sentence ends at most at every other of them."""
    clauses = [clause for text in texts for clause in CLAUSE.split(text) if clause]
    length = len(clauses[0]) if clauses else 0
    least, most = EVEN
    if not least <= length <= most or any(len(clause) != length for clause in clauses):
        return False
    return len(texts) > 1 and len(clauses) >= (LEAST if length > least else LEAST + 2)


def _is_free(rows: Sequence[Row], texts: Sequence[str]) -> bool:
    if len(rows) < LEAST or not SHORTEST <= median(map(len, texts)) <= LONGEST:
        return False
    unended = [row for row in rows if not ends_sentence(row.text)]
    ragged = sum(not row.full for row in unended)
    return len(unended) >= OPEN * len(rows) and ragged >= RAGGED * len(unended)
