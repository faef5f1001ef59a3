"""Whose blanks a text has: an author sets them between phrases, a recogniser anywhere.

In running text Chinese sets none. Where a page's running text holds none between words, those that stand in its headings, captions
and rows were put there by somebody, and are kept; where it holds some, blanks say nothing anywhere on the page.
"""

from collections.abc import Iterable, Sequence

from epubmaker.model import Line, Plan, Role
from epubmaker.restore.characters import BETWEEN_WORDS, GAP
from epubmaker.restore.rules.dateline import match_dateline
from epubmaker.text import patterns as re

_SENTENCE = re.compile(
    "[，。；！？,;!?]"
)  # rows without any are no running text, whatever they were taken for
_BRACKETS = re.compile("[（(【][^（(【）)】]{0,60}[）)】]")  # bylines stand in them, with blanks of their own
LEAST = 40  # characters of running text below which their having no blanks says nothing


def blanks_are_meant(plan: Plan, lines: Sequence[Line]) -> bool:
    """Say whether the running text of a page is free of blanks between words; linear in the text."""
    length = 0
    for text in _running(plan, lines):
        if BETWEEN_WORDS.search(text):
            return False
        length += len(text)
    return length >= LEAST


def _running(plan: Plan, lines: Sequence[Line]) -> Iterable[str]:
    """Yield the running text of the articles, without datelines and what stands in brackets."""
    for article in plan.articles:
        for chain in article.chains:
            if chain.kind is not Role.BODY or chain.form is not None:
                continue
            pieces = (lines[number] for number in chain.lines)
            text = "".join((" " if piece.joint == "space" else "") + piece.text for piece in pieces)
            if not _SENTENCE.search(text):
                continue
            dateline = match_dateline(text)
            yield _BRACKETS.sub("", text[dateline.end("dateline") :].lstrip(GAP) if dateline else text)
