"""What kind of matter a title announces and a text is: a notice, a list, or neither.

Titles of notices name no subject (公告, 启事). Words that title and text share say nothing of them, their form does: a notice
closes with its formula (特此公告, GB/T 9704) or says whom to ask, a list has short rows. And a list holds what its title
announces: telephone numbers, prices, names, days, ranks. What title and text of one kind are worth, and those of two, was counted
(`data/genres.json`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import set_width
from epubmaker.text import patterns as re

Floats = NDArray[np.float64]
NEITHER, NOTICE, LIST = range(3)
LONGEST_TITLE = 24.0  # em: longer titles tell what has happened
LONGEST_GENERIC = 10.0  # em: a title that names no subject
NOTICE_TITLE = re.compile(
    "(?:公告|通告|[启啟啓]事|通知|[声聲]明|公示|[讣訃]告|[须須]知|[敬预預]告|招[标標聘租生募]|[拍]?[卖賣]|[征徵](?:集|文|稿)|更正|[遗遺]失"
    "|提示|[读讀]者服[务務]|[来來][电電]|美文|函|告[示知]|[书書]|通[报報])$"
)
LIST_TITLE = re.compile(
    "(?:排行榜?|榜[单單]?|行情|名[单單](?:公示)?|一[览覽]表?|[电電][话話]|日程|安排|[赛賽][程果]|[积積]分榜?|[票菜油物][价價]|[节節]目[单單表]?|成[绩績]"
    "|[点點]位|指[数數]|水[位情]|水情通[报報]|[汇匯]率|[价價]格|表|[导導][读讀航]|看[点點]|目[录錄]|[须須]知|事[项項])$"
)
FORMULA = re.compile(
    "特此|[经經](?:研究|[^，。]{2,10}(?:批准|同意|[决決][定议議]))|如有[异異][议議]|敬[请請]|[声聲]明作[废廢]|[见見][报報]之日"
    "|一[经經][采採]用|[欢歡]迎.{0,6}[来來]稿|面向社[会會]公[开開]|(?:[联聯][系繫]|[热熱][线線]|[咨諮][询詢]|[报報]名|[传傳]真)[^，。]{0,4}[:：]"
    "|受.{2,16}委托|[停]止供[电電水]|不便.{0,4}[请請]|必有重[谢謝]|[开開][标標]|[竞競][买買]"
)
ITEM = re.compile("^(?:[●★◆■▲○◎□☆*·]|[\\d一二三四五六七八九十]{1,3}[.、．)）]|[（(]\\d+[)）]|.{1,5}[:：])")
# What lists are of: by the title, and by their rows.
CUES = (
    ("[电電][话話]|[热熱][线線]", "\\d{7,}|\\d{3,4}[-—－ ]\\d{7,8}"),
    ("[价價]格|行情|[票菜油物][价價]|[汇匯]率", "\\d\\.\\d{1,2}|\\d元"),
    (
        "名[单單]|公示|光[荣榮]榜|[获獲][奖獎]|[录錄]取",
        "(?<![男女])[男女](?![男女])|(?:^|[：:、 　])[\u4e00-\u9fff]{2,3}[、 　][\u4e00-\u9fff]{2,3}(?=$|[、 　])",
    ),
    (
        "日程|安排|[赛賽]程|[时時](?:刻|[间間])|[节節]目|班次",
        "周[一二三四五六日\\d]|星期|\\d{1,2}[:：]\\d{2}|\\d{1,2}月\\d{1,2}日",
    ),
    ("排行|榜|[积積]分|成[绩績]|指[数數]", "[^\\d.]\\d{1,3}分?$"),
)
TITLE_CUES, ROW_CUES = (tuple(map(re.compile, column)) for column in zip(*CUES, strict=True))
CUED = 0.4  # share of the rows of a list that hold what it is of
RUNNING = re.compile("[，。；！？,;!?]|[”」]$")  # in torn pieces of running text, too
LONGEST_NOTICE, LONGEST_ITEM = 700, 30.0  # characters, em
KEPT = 1024  # paragraphs: those of a page, which every layout that is tried has again but for a few
FEW, MOSTLY = 3, 0.7  # rows, and share of them, of which a list is made


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of matter, and of a list what it is of: the numbers of its cues."""

    kind: int
    cues: frozenset[int] = frozenset()


@lru_cache(maxsize=KEPT)
def title_genre(title: str) -> Genre:
    """Return what a title announces."""
    title = title.strip("【】[]〔〕 　")
    if set_width(title) > LONGEST_TITLE:
        return Genre(NEITHER)
    if not LIST_TITLE.search(title):
        return Genre(NOTICE if NOTICE_TITLE.search(title) else NEITHER)
    return Genre(LIST, frozenset(cue for cue, pattern in enumerate(TITLE_CUES) if pattern.search(title)))


class TextGenres:
    """What runs of paragraphs are; a run is told in a time that does not depend on its length."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        signs = zip((0,) * (3 + len(ROW_CUES)), *map(_signs, paragraphs), strict=True)
        self._lengths, self._formulas, self._items, *self._cued = (
            list(accumulate(column)) for column in signs
        )

    def of(self, first: int, end: int) -> Genre:
        """Return what the paragraphs from `first` to before `end` are."""
        items, count = self._items[end] - self._items[first], end - first
        if count >= FEW and items >= MOSTLY * count and items > self._formulas[end] - self._formulas[first]:
            cued = (cue for cue, held in enumerate(self._cued) if held[end] - held[first] >= CUED * count)
            return Genre(LIST, frozenset(cued))
        short = self._lengths[end] - self._lengths[first] <= LONGEST_NOTICE
        return Genre(NOTICE if short and self._formulas[end] > self._formulas[first] else NEITHER)


@lru_cache(maxsize=KEPT)
def _signs(text: str) -> tuple[int, ...]:
    """Return what a paragraph has: characters, formulas of notices, the form of an item, and each cue of lists."""
    cued = (bool(cue.search(text)) for cue in ROW_CUES)
    return len(text), len(FORMULA.findall(text)), _is_item(text), *cued


def _is_item(text: str) -> bool:
    if text[-1] == "。" and set_width(text) > LONGEST_ITEM:
        return False
    return bool(ITEM.match(text)) or (set_width(text) <= LONGEST_ITEM and not RUNNING.search(text))


def genre_odds(titles: Sequence[Genre], texts: Sequence[Genre]) -> Floats:
    """Return what their kinds say for every title being that of every text, (texts, titles), in log-odds."""
    worth, (held, lacked) = _worth(), _stored()["cued"]
    odds = worth[np.ix_([text.kind for text in texts], [title.kind for title in titles])]
    for at, title in enumerate(titles):
        if title.cues:
            odds[:, at] += [
                (held if title.cues & text.cues else lacked) if text.cues else 0.0 for text in texts
            ]
    return odds


def generic_odds(above: Sequence[str]) -> Floats:
    """Return what the rows above title rows say for a border between, in log-odds: a short title that names no subject is whole."""
    whole = [title_genre(text).kind != NEITHER and set_width(text) <= LONGEST_GENERIC for text in above]
    return np.array(whole, float) * float(_stored()["generic"])


def _worth() -> Floats:
    return np.array(_stored()["worth"], float)


@cache
def _stored() -> dict[str, Any]:
    """Return the shipped numbers."""
    stored: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "genres.json").read_text("utf-8"))
    return stored
