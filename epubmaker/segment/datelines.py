"""Datelines inside a row of a column: a title ends in the row in which its text begins (`开通逾4000公里本报` / `北京1月2日电`).

Bold type is lost in a text. What stands before a dateline that opens a text, and ends no sentence, is the last row of a
title. A dateline is told by whose it is (`本报`, `新华社`, and whatever opens a row of the page as a dateline does) and by
what follows. Of 196,609 paragraphs of news 39 hold one behind words: the ends of captions and titles that a web page has left
there, and none inside a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from epubmaker.model import Span
from epubmaker.segment.rows import Row
from epubmaker.text import patterns as re
from epubmaker.text.word_sets import word_set

OWN = word_set("本报 本報 本台 本臺 本刊 本网 本網 新华社 新華社 中新社 中新网 中新網")
NUMBER = "[\\d一二三四五六七八九十]{1,3}"
# A source by a name of its own, 南开新闻网, and not what a row end has left of it.
KIND = "(?:新[闻聞])?(?:[网網社報报台臺]|在[线線])"
DATED = (
    f"(?=[\u4e00-\u9fff]{{0,8}}(?:{NUMBER}月)?(?:{NUMBER}日[讯訊电電]|[讯訊](?=[\\s（(【\\[〔])|消息[（(]))"
)
NAMED = re.compile(f"[（(【]?((?!新[闻聞]|[日晚][报報])[\u4e00-\u9fff]{{2,4}}{KIND}){DATED}")
AGAIN = re.compile(f"(?<![新闻聞日晚])(?={KIND}{DATED})({KIND})")
SIZES = range(2, 5)  # characters of such a name
# Behind the source a place and a day, or 讯 with who wrote it; a bracket that closes behind it names where a text comes from.
DAY = f"[\u4e00-\u9fff]{{0,10}}?(?:{NUMBER}月)?{NUMBER}日(?:[电電](?![讯訊文報报話话])|[讯訊])"
TELLS = f"(?:{DAY}|[讯訊](?=[\\s（(【\\[〔记記通实實])|消息(?=[（(]))(?![）)】〕\\]])"
TORN = 16  # characters of the next row, where a dateline may go on
# Two characters at least: one alone is as often a misread mark. A comma or a colon leads to the source of a sentence.
TITLE_END = re.compile(".[\u4e00-\u9fff\u3400-\u4dbf\\w”’』」》！？!?…]$")
WITHIN = re.compile("[。！？!?；;]")  # inside a title's row: the row holds the end of a text
SIGNED = re.compile(
    "[记記]者|通[讯訊][员員]|[摄攝圖图]$|[编編][辑輯]|综合$|綜合$|[为為是在从從由和与與及对對向将將被把据據自到]$"
    "|^[（(【]?本.{1,3}$|[讯訊]$|日[电電]$"
)  # who wrote or drew, what leads on to a source, and another dateline (本报讯　新华社北京3月4日电), also misread: no titles
HAN = re.compile("[\u4e00-\u9fff]+")
OPEN, CLOSED = "（(【〔[“「《", "）)】〕]”」》"


def parted_at_datelines(
    rows: Sequence[Row], opens: Sequence[bool | None], text: str
) -> dict[int, tuple[Span, Span]]:
    """Return the rows that hold the end of a title and the beginning of its text, as those two. Linear in the text.

    opens  whether a paragraph opens with each row; a row that opens one is asked by whole paragraphs (`run_in.py`)
    """
    said = [row.span.of(text) for row in rows]
    dateline = _dateline(said)
    found = {}
    for index, row in enumerate(said):
        if opens[index]:
            continue
        following = said[index + 1][:TORN] if index + 1 < len(rows) else ""
        end = _title_end(row, following, dateline)
        if end is not None:
            span = rows[index].span
            found[index] = (
                Span(span.start, span.start + len(row[:end].rstrip())),
                Span(span.start + end, span.end),
            )
    return found


def _dateline(rows: Sequence[str]) -> re.Pattern[str]:
    """Return what a dateline is on a page: of the sources that everyone knows, of those that open rows of it or come again."""
    named = {found[1] for row in rows if (found := NAMED.match(row))}
    sources = sorted(OWN | named | _named_again("".join(rows)), key=lambda name: (-len(name), name))
    return re.compile(f"[据據]?(?:{'|'.join(sources)}){TELLS}")


def _named_again(text: str) -> set[str]:
    """Return the sources that datelines name behind different words: the shortest names, for titles may end alike before them."""
    before = defaultdict(set)
    for found in AGAIN.finditer(text):
        for size in SIZES:
            start = found.start() - size
            if start > 0:
                before[text[start : found.end(1)]].add(text[start - 1])
    named = {
        name
        for name, words in before.items()
        if len(words) > 1 and HAN.fullmatch(name) and not name.endswith(tuple(OWN))  # …4日 / 本报讯
    }
    return {name for name in named if not any(name[at:] in named for at in range(1, len(name)))}


def _title_end(row: str, following: str, dateline: re.Pattern[str]) -> int | None:
    """Return where in a row the title ends before a dateline, None where no dateline follows a title."""
    for match in _inside(row, following, dateline):
        title = row[: match.start()].rstrip()
        if TITLE_END.search(title) and not WITHIN.search(title[:-1]) and not SIGNED.search(title):
            return match.start() if _is_closed(title) else None
    return None


def _inside(row: str, following: str, dateline: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the datelines that begin inside a row, behind its first character."""
    return (match for match in dateline.finditer(row + following, 1) if match.start() < len(row))


def _is_closed(title: str) -> bool:
    """Say whether no bracket is left open: inside one stands where a text comes from."""
    return all(title.count(one) <= title.count(other) for one, other in zip(OPEN, CLOSED, strict=True))
