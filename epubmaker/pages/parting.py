"""The pages of one edition: several files, or one file with marks between its pages.

The text of an edition of several pages is that of its pages joined by form feeds; spans count in that text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

from epubmaker.model import SourceText, Span
from epubmaker.model.corrections import Corrections
from epubmaker.model.placed import PlacedPage
from epubmaker.text import patterns as re
from epubmaker.text.cleaning import PLAIN_FORMS

PAGE_BREAK = "\f"
LABEL = r"[A-Za-z]?\d{1,3}"
# A row that names the page and nothing else but perhaps the paper's local edition: 第2版, 河东版 第1版, A3版.
_FOLIO = re.compile(rf"^[^\S\n]*(?:\S{{1,12}}[^\S\n]+)?第?[^\S\n]?({LABEL})[^\S\n]?版[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page, where it begins in the edition's text, and its label where that is known.

    `corrections` are those that concern the page.
    """

    source: SourceText
    start: int = 0
    label: str | None = None
    corrections: Corrections | None = None


def page_order(label: str) -> tuple[str, int]:
    """Return the key by which pages are sorted: A2 before A10 before B1."""
    digits = label.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return label[: len(label) - len(digits)].upper(), int(digits)


def join_pages(
    sources: Sequence[SourceText], labels: Sequence[str | None], name: str
) -> tuple[SourceText, tuple[Page, ...]]:
    """Return the text of an edition and its pages; the hash is of the hashes of the pages' bytes."""
    pages, start = [], 0
    for source, label in zip(sources, labels, strict=True):
        pages.append(Page(source, start, label))
        start += len(source.text) + len(PAGE_BREAK)
    text = PAGE_BREAK.join(source.text for source in sources)
    encodings = dict.fromkeys(source.encoding for source in sources)
    digest = sha256("".join(source.sha256 for source in sources).encode("ascii")).hexdigest()
    return SourceText(text, name, " ".join(encodings), digest), tuple(pages)


def split_pages(source: SourceText) -> tuple[Page, ...]:
    """Return the pages of one text: cut at form feeds, or at the rows that name pages; one page otherwise.

    Rows that name pages cut only where the text begins or ends with one and they name different pages, because a
    recogniser may put the folio of a single page anywhere.
    """
    if source.pages:
        return tuple(
            _placed_page(source, page) for page in source.pages if page.rows or page.scans or page.notes
        )
    bounds = _form_feed_bounds(source.text) or _folio_bounds(source.text.translate(PLAIN_FORMS))
    if len(bounds) < 2:
        return (Page(source),)
    return tuple(_cut(source, start, end) for start, end in bounds)


def _placed_page(source: SourceText, page: PlacedPage) -> Page:
    """Return a page of a file with positions, its rows counted from its own beginning."""
    rows = tuple(
        replace(row, span=Span(row.span.start - page.start, row.span.end - page.start)) for row in page.rows
    )
    own = replace(page, start=0, end=page.end - page.start, rows=rows)
    text = source.text[page.start : page.end]
    label = page.name if re.fullmatch(LABEL, page.name) and len(source.pages) > 1 else None
    return Page(replace(source, text=text, pages=(own,)), page.start, label)


def _cut(source: SourceText, start: int, end: int) -> Page:
    text = source.text[start:end]
    labels = set(_FOLIO.findall(text.translate(PLAIN_FORMS)))
    return Page(
        SourceText(text, source.name, source.encoding, source.sha256),
        start,
        labels.pop() if len(labels) == 1 else None,
    )


def _form_feed_bounds(text: str) -> list[tuple[int, int]]:
    cuts = [-1, *(found.start() for found in re.finditer(PAGE_BREAK, text)), len(text)]
    return (
        [(start + 1, end) for start, end in pairwise(cuts) if text[start + 1 : end].strip()]
        if len(cuts) > 2
        else []
    )


def _folio_bounds(text: str) -> list[tuple[int, int]]:
    folios = list(_FOLIO.finditer(text))
    if len({folio[1] for folio in folios}) < 2 or len({folio[1] for folio in folios}) != len(folios):
        return []
    if not text[: folios[0].start()].strip():
        cuts = [0, *(folio.start() for folio in folios[1:]), len(text)]
    elif not text[folios[-1].end() :].strip():
        cuts = [0, *(folio.end() for folio in folios[:-1]), len(text)]
    else:
        return []
    return list(pairwise(cuts))
