"""Generated pages as the stages see them: lines in reading order, seams, labels, signs, and what is true of each line.

    python -m epubmaker.training read PAGES [PAGES ...] --out WORK [--forms 6] [--seed 1]

For every page of a folder that `pages` has made, some of its forms are read as `reconstruct` reads them, as far as the reading
order, and kept in WORK, one file a form; what is there already is not read again. `tags` and `articles` learn from these files.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from epubmaker.label import label_lines
from epubmaker.model import Label, Line, SeamTable
from epubmaker.order import read_lines
from epubmaker.readers import read_text
from epubmaker.roles.signs import line_signs
from epubmaker.roles.tags import Tag
from epubmaker.seams import default_scorer
from epubmaker.segment import split_lines

# What a printed line's role is as a tag; the first line of a paragraph and of a headline is told from the later ones.
TAGS = {
    "crosshead": Tag.CROSSHEAD,
    "kicker": Tag.KICKER,
    "deck": Tag.DECK,
    "byline": Tag.BYLINE,
    "signature": Tag.SIGNATURE,
    "notice-sign": Tag.SIGNATURE,
    "label": Tag.LABEL,
    "caption": Tag.CAPTION,
    "credit": Tag.CAPTION,
    "table": Tag.TABLE,
    "verse": Tag.VERSE,
    "list": Tag.FIRST,
    "contact": Tag.FURNITURE,
    "jump": Tag.FURNITURE,
    "furniture": Tag.FURNITURE,
    "ad": Tag.FURNITURE,
    "weather": Tag.FURNITURE,
}
TEXT = frozenset({"text", "dialogue", "note"})
UNKNOWN = -1
APART = frozenset({int(Tag.FURNITURE), int(Tag.CAPTION), -1})  # what is no part of the text of its article
# Read for testing only, or several pages in one text.
LEFT_OUT = frozenset({"pdfplumber", "pypdf", "plain-pages", "plain-crlf"})


@dataclass(frozen=True)
class ReadPage:
    """One form of a page.

    lines, seams, labels, signs  as the stages make them, in reading order
    tags      (lines,) the true tags, -1 where nothing is known
    articles  the article of each line, None where it has none
    places    where in its article each line is printed (block, line, offset)
    """

    name: str
    lines: tuple[Line, ...]
    seams: SeamTable
    labels: tuple[Label, ...]
    signs: np.ndarray
    tags: np.ndarray
    articles: tuple[int | None, ...]
    places: tuple[tuple[int, ...] | None, ...]


Truth = tuple[int, int | None, tuple[int, ...] | None]  # tag, article, place


class TrueRow(NamedTuple):
    """What a piece of a text is: `[start, end, role, article, block, index]` of a `rows.json` (`training/pages`)."""

    start: int
    end: int
    role: str | None
    article: int | None
    block: int | None
    index: int | None  # type: ignore[assignment]  # the name of the file's column; nobody asks a row for `tuple.index`


def read_page(text: Path) -> ReadPage:
    """Read one form and say what is true of its lines."""
    lines = split_lines(read_text(text))
    page = read_lines(lines, default_scorer())
    ordered, seams = page.lines, page.seams
    labels = label_lines(ordered)
    truth = lines_truth(text, ordered)
    return ReadPage(
        text.name,
        ordered,
        seams,
        labels,
        line_signs(ordered, labels, seams),
        np.array([tag for tag, _, _ in truth]),
        tuple(article for _, article, _ in truth),
        tuple(place for _, _, place in truth),
    )


def lines_truth(text: Path, lines: Sequence[Line]) -> list[Truth]:
    """Return tag, article and place of every line of a form, by the file that `pages` has written beside it."""
    stored = json.loads(text.with_name(text.name.removesuffix(".txt") + ".rows.json").read_text("utf-8"))
    rows = sorted(TrueRow(*row[:6]) for row in (stored if isinstance(stored, list) else stored["rows"]))
    starts = [row.start for row in rows]
    return [line_truth(line, rows, starts) for line in lines]


def line_truth(line: Line, rows: Sequence[TrueRow], starts: Sequence[int]) -> Truth:
    """Return the tag, the article and the place of a line: those of the printed line that most of it is.

    A line that a recogniser misread is found in pieces, some of which may be taken for a figure printed elsewhere.
    """
    shares: Counter[tuple[object, ...]] = Counter()
    pieces: dict[tuple[object, ...], TrueRow] = {}
    for row in rows[max(0, bisect_right(starts, line.span.start) - 1) : bisect_left(starts, line.span.end)]:
        share = min(row.end, line.span.end) - max(row.start, line.span.start)
        if share > 0:
            shares[row[2:]] += share
            pieces.setdefault(row[2:], row)
    if not shares:
        return UNKNOWN, None, None
    row = pieces[shares.most_common(1)[0][0]]
    if row.role is None:
        return UNKNOWN, None, None
    tag = _tag(row.role, opens=row.index == 0 and line.span.start <= row.start + 1)
    place = (-1 if row.block is None else row.block, row.index or 0, line.span.start - row.start)
    return tag, None if tag == Tag.FURNITURE else row.article, place


def true_successors(truth: Sequence[Truth]) -> dict[int, int]:
    """Return the line that each line of an article goes on with, by where they are printed.

    Where a printed line between two of them was found nowhere, nothing is said.
    """
    articles: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for line, (tag, article, place) in enumerate(truth):
        if article is not None and place is not None and int(tag) not in APART:
            articles.setdefault(article, []).append((place, line))
    return {
        before: after
        for lines in articles.values()
        for (place, before), (there, after) in pairwise(sorted(lines))
        if there[1] - (place[1] if there[0] == place[0] else -1) <= 1
    }


def _tag(role: str, *, opens: bool) -> int:
    if role in TEXT:
        return Tag.FIRST if opens else Tag.MORE
    if role == "headline":
        return Tag.HEADLINE if opens else Tag.HEADLINE_ON
    return TAGS.get(role, UNKNOWN)


def load_pages(folder: Path) -> Iterator[ReadPage]:
    """Yield the pages that were read into a folder."""
    for file in sorted(folder.glob("*.page")):
        yield pickle.loads(file.read_bytes())


def main(arguments: list[str]) -> None:
    """Read the pages of some folders."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--forms", type=int, default=6, help="forms of each page, drawn")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    chosen = random.Random(options.seed)
    jobs = []
    for folder in options.pages:
        for gold in sorted(folder.glob("*.gold.json")):
            stem = gold.name.removesuffix(".gold.json")
            forms = [
                form for form in sorted(folder.glob(f"{stem}.*.txt")) if form.suffixes[-2][1:] not in LEFT_OUT
            ]
            chosen.shuffle(forms)
            jobs += [(form, options.out / f"{form.name}.page") for form in forms[: options.forms]]
    with ProcessPoolExecutor(options.jobs) as workers:
        for name in workers.map(_read, [job for job in jobs if not job[1].exists()]):
            print(name, file=sys.stderr, flush=True)


def _read(job: tuple[Path, Path]) -> str:
    text, out = job
    out.write_bytes(pickle.dumps(read_page(text)))
    return text.name
