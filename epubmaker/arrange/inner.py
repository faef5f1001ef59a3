"""Bylines inside a paragraph: `本报讯（记者 李明）昨天…`, `…（记者 李明）`. They stay in the text and are named besides."""

from __future__ import annotations

import re
from dataclasses import replace

from epubmaker.model import Article, Block, Byline, Edition, SourceText
from epubmaker.restore.names import parse_byline
from epubmaker.text.ideographs import is_ideograph
from epubmaker.text.surnames import LONGEST, is_name

_QUALIFIED = (
    r"(?:本[报報刊台]|特[约約派]|[实實][习習]|[见見][习習]|首席|"
    r"[驻駐](?:地|站)|[全融]媒[体體]?|文字|[摄攝]影|[体體]育|新[华華]社)*"
)
_OFFICE = rf"{_QUALIFIED}(?:[记記]者|通[讯訊][员員]|[实實見见][习習]生|[评評][论論][员員])"
_NAMES = r"[^（()）。！？，；]{2,30}?"
# Behind a dateline, in brackets or between blanks; and in brackets at the very end.
_DATED = r"(?:本[报報刊台网網].{0,8}?[讯訊電电]|[^，。]{1,14}[讯訊電电])"
_BARE = rf"{_OFFICE}[ 　]?[\u4e00-\u9fff]{{1,4}}(?:[ 　、][\u4e00-\u9fff]{{1,4}})*"
_OPENED, _CLOSED = r"[（(\[［【]\s*", r"\s*[）)\]］】]"
_OPENING = re.compile(
    rf"^(?:[【\[]?{_DATED}[】\]]?\s*)?{_OPENED}(?P<bracketed>{_OFFICE}{_NAMES}){_CLOSED}|^(?:{_DATED}\s*)?(?P<bare>{_BARE})[ 　]"
)
_REPORTS = re.compile(rf"^(?P<bare>{_OFFICE}{_NAMES})[报報][导導道][道導]?[：:]")
_CLOSING = re.compile(rf"[（(]\s*(?P<bracketed>{_OFFICE}{_NAMES})\s*[）)]$")
SURE = 0.9


def with_inner_bylines(edition: Edition, source: SourceText) -> Edition:
    """Return the edition with bylines for the articles that have none of their own and name their writer in the text.

    `source` is the text of the edition's spans: it has the blanks between names that restored paragraphs are without.
    """
    return replace(edition, articles=tuple(_credited(article, source) for article in edition.articles))


def _credited(article: Article, source: SourceText) -> Article:
    paragraphs = [block for block in article.blocks if block.kind == "paragraph"]
    if article.bylines or not paragraphs:
        return article
    ways = (
        (_printed(paragraphs[0], source), _printed(paragraphs[-1], source)),
        (paragraphs[0].text, paragraphs[-1].text),
    )
    bylines = next((named for first, last in ways if (named := _named(first, last))), ())
    return replace(article, bylines=bylines)


def _printed(block: Block, source: SourceText) -> str:
    """Return a paragraph as the source has it, its rows one behind the other."""
    return "".join(span.of(source.text).replace("\n", "") for span in block.spans).strip()


def _named(first: str, last: str) -> tuple[Byline, ...]:
    """Return the writers that the first or the last paragraph of a text names."""
    found = _OPENING.match(first) or _REPORTS.match(first) or _CLOSING.search(last)
    if found is None:
        return ()
    words = next(words for words in found.groupdict().values() if words)
    persons = [
        (credit, tuple(name for names in credit.names for name in _parted(names)))
        for credit in parse_byline(words)
    ]
    return tuple(
        Byline(credit.role, names, min(SURE, credit.confidence), words)
        for credit, names in persons
        if names and all(map(_may_be_a_name, names))
    )


def _parted(words: str) -> tuple[str, ...]:
    """Return the names in words between which a blank was lost at the end of a row: the fewest that begin with family names."""
    if len(words) <= LONGEST or not all(map(is_ideograph, words)):
        return (words,)
    fewest: dict[int, tuple[str, ...]] = {len(words): ()}
    for start in range(len(words) - 2, -1, -1):
        ways = [
            (words[start:end], *fewest[end])
            for end in (start + 3, start + 2)
            if end in fewest and is_name(words[start:end])
        ]
        if ways:
            fewest[start] = min(ways, key=len)
    return fewest.get(0, (words,))


def _may_be_a_name(word: str) -> bool:
    """Say whether a word may be a person: what a reporter learns or does (记者从现场获悉) is none."""
    return is_name(word) or "·" in word or word.isascii()
