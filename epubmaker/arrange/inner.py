"""Bylines inside a paragraph: `本报讯（记者 李明）昨天…`, `…（记者 李明）`. They stay in the text and are named besides."""

from __future__ import annotations

import re
from dataclasses import replace

from epubmaker.model import Article, Byline, Edition
from epubmaker.restore.names import parse_byline
from epubmaker.text.surnames import is_name

_QUALIFIED = (
    r"(?:本[报報刊台]|特[约約派]|[实實][习習]|[见見][习習]|首席|"
    r"[驻駐](?:地|站)|[全融]媒[体體]?|文字|[摄攝]影|[体體]育|新[华華]社)*"
)
_OFFICE = rf"{_QUALIFIED}(?:[记記]者|通[讯訊][员員]|[实實見见][习習]生|[评評][论論][员員])"
_NAMES = r"[^（()）。！？，；]{2,30}?"
# Behind a dateline, in brackets or between blanks; and in brackets at the very end.
_DATED = r"(?:本[报報刊台网網].{0,8}?[讯訊電电]|[^，。]{1,14}[讯訊電电])"
_BARE = rf"{_OFFICE}[ 　]?[\u4e00-\u9fff]{{1,4}}(?:[ 　、][\u4e00-\u9fff]{{1,4}})*"
_OPENING = re.compile(
    rf"^(?:[【\[]?{_DATED}[】\]]?\s*)?[（(\[［【]\s*(?P<bracketed>{_OFFICE}{_NAMES})\s*[）)\]］】]|^(?:{_DATED}\s*)?(?P<bare>{_BARE})[ 　]"
)
_REPORTS = re.compile(rf"^(?P<bare>{_OFFICE}{_NAMES})[报報][导導道][道導]?[：:]")
_CLOSING = re.compile(rf"[（(]\s*(?P<bracketed>{_OFFICE}{_NAMES})\s*[）)]$")
SURE = 0.9


def with_inner_bylines(edition: Edition) -> Edition:
    """Return the edition with bylines for the articles that have none of their own and name their writer in the text."""
    return replace(edition, articles=tuple(map(_credited, edition.articles)))


def _credited(article: Article) -> Article:
    paragraphs = [block for block in article.blocks if block.kind == "paragraph"]
    if article.bylines or not paragraphs:
        return article
    first, last = paragraphs[0].text, paragraphs[-1].text
    found = _OPENING.match(first) or _REPORTS.match(first) or _CLOSING.search(last)
    if found is None:
        return article
    words = next(words for words in found.groupdict().values() if words)
    bylines = tuple(
        Byline(credit.role, credit.names, min(SURE, credit.confidence), words)
        for credit in parse_byline(words)
        if credit.names and all(map(_may_be_a_name, credit.names))
    )
    return replace(article, bylines=bylines)


def _may_be_a_name(word: str) -> bool:
    """Say whether a word may be a person: what a reporter learns or does (记者从现场获悉) is none."""
    return is_name(word) or "·" in word or word.isascii()
