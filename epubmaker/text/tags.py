"""Tags of web pages in a text that was saved with them: `<p>…</p>`, `<br>`, scripts and style sheets.

A text is taken for one of a web page where it says so at its head, or holds three tags that end a row. A tag that ends a row is
read as a row end, any other as nothing; what a browser does not show (the head, scripts, styles, comments) is read as nothing. The
title of the window stays where the page has no heading of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from epubmaker.text import patterns as re
from epubmaker.text.cleaning import Cleaning
from epubmaker.text.tables import MARKUP

LEAST = 3  # tags that end a row, in a text that does not call itself a web page
HEAD = 2_000  # characters in which it would
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_ENDS = (
    r"/?(?:p|div|h[1-6]|li|ul|ol|tr|table|title|section|article|header|footer|blockquote|dd|dt|figure|figcaption|body|html)"
    r"|br|hr"
)
_ROW_END = re.compile(rf"<(?:{_ENDS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>|<![A-Za-z][^<>]*>"
_RUN = re.compile(rf"(?:{_TAG})(?:[ \t]*(?:{_TAG}))*")
_HEADING = re.compile(r"<h[1-3][\s>]", re.IGNORECASE)
_TITLE = re.compile(r"<title(?:\s[^<>]*)?>[^<]*</title>", re.IGNORECASE)
_HIDDEN = ("script", "style", "head", "noscript")


def tag_marks(text: str) -> list[Cleaning]:
    """Return the tags of a text and what is read in their place, in order, without overlap. Linear in the text."""
    if "<" not in text or not _is_page(text):
        return []
    hidden = _hidden(text)
    marks = [Cleaning(start, end, "", MARKUP) for start, end in hidden]
    edges = [0, *(edge for stretch in hidden for edge in stretch), len(text)]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        marks += [
            Cleaning(run.start(), run.end(), _read_as(run, text), MARKUP)
            for run in _RUN.finditer(text, low, high)
        ]
    return sorted(marks, key=lambda mark: mark.start)


def _is_page(text: str) -> bool:
    if _PAGE.search(text, 0, HEAD):
        return True
    return sum(1 for _ in zip(_ROW_END.finditer(text), range(LEAST), strict=False)) == LEAST


def _read_as(run: re.Match[str], text: str) -> str:
    """Return a row end for tags that end a row, where none stands beside them; nothing for others."""
    if _ROW_END.search(run[0]) is None:
        return ""
    beside = text[: run.start()][-1:], text[run.end() : run.end() + 1]
    return "" if any(side in ("", "\n", "\r") for side in beside) else "\n"


def _hidden(text: str) -> list[tuple[int, int]]:
    """Return the stretches that a browser does not show, in order; one inside another is part of it."""
    found = list(_between(text, "<!--", "-->"))
    for name in _HIDDEN:
        found += _between(text, f"<{name}", f"</{name}>")
    title = None if _HEADING.search(text) else _TITLE.search(text)
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            continue
        if title is not None and start <= title.start() and title.end() <= end:
            apart += [(start, title.start()), (title.end(), end)]
        else:
            apart.append((start, end))
    return [(start, end) for start, end in apart if start < end]


def _between(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Yield from each opening to the closing behind it; `<header>` does not open `<head>`."""
    small = text.lower()
    at = small.find(opening)
    while at >= 0:
        behind = small[at + len(opening) : at + len(opening) + 1]
        if opening != "<!--" and behind.isalnum():
            at = small.find(opening, at + 1)
            continue
        end = small.find(closing, at)
        if end < 0:
            return
        yield at, end + len(closing)
        at = small.find(opening, end)
