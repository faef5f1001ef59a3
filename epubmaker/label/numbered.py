"""Rows that are numbered on: 一、 二、 三、, （一） （二）, 1. 2. 3., 看点一 看点二 看点三, and programmes, whose times rise.

In a text that somebody typed, a row whose number follows another row's is a section of the same text or an item of a list, never
the headline of another article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from epubmaker.label.dates import number
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence

NUMERAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"  # 1 to 99
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STYLES = (
    re.compile(rf"({NUMERAL})、"),
    re.compile(rf"[（(]({NUMERAL})[）)]"),
    re.compile(rf"第({NUMERAL})(?:[章节節条條]|部分|步)"),
    re.compile(r"(\d{1,2})[.、．](?!\d)"),
    re.compile(r"[（(](\d{1,2})[）)]"),
    re.compile(f"([{CIRCLED}])"),
)
# A word that is counted, and no measure behind the number: 看点1, 新政一. 解读之一 is one of a series of articles.
NAMED = re.compile(
    rf"(?=[\u4e00-\u9fff])([^一二三四五六七八九十\d\s，。、：；]{{2,4}}(?<!之))(\d{{1,2}}|{NUMERAL})(?![\d.,%％一二三四五六七八九十百千万萬亿億]"
    "|[年月日号號时時点點分秒岁歲届屆次版期元角人个個名件家户戶位条條项項所座栋棟层層楼樓米里亩畝吨噸])"
)
NAMED_LEAST = 3  # rows of a counted word from which they are a numbering
CLOCK = re.compile(r"([01]?\d|2[0-4])[:：]([0-5]\d)")
LONGEST_HEAD = 30  # characters; a numbered row that is longer is text
TIMES = 3  # rows whose times rise from which they are a programme


def numbered_rows(texts: Sequence[str]) -> dict[int, bool]:
    """Return the rows that are numbered on, by their number, each with whether it is the head of a section (True) or an item.

    A head ends no sentence, and of the rows of its numbering most are followed by other text. Linear in the text.
    """
    found: dict[int, bool] = {}
    for style in (*STYLES, *_counted_words(texts)):
        for rows in _sequences(texts, style):
            apart = sum(after != before + 1 for before, after in pairwise(rows))
            heads = 2 * apart > len(rows) - 1
            for row in rows:
                found[row] = heads and len(texts[row]) <= LONGEST_HEAD and not ends_sentence(texts[row])
    found.update(dict.fromkeys(_times(texts), False))
    alone = [row + 1 for row in found if found[row] and row + 1 not in found and found.get(row + 2)]
    found.update(dict.fromkeys(alone, False))  # all the text of its section
    return found


def _counted_words(texts: Sequence[str]) -> Iterator[re.Pattern[str]]:
    """Yield a style for every word that opens several rows with a number behind it."""
    words = Counter(match[1] for text in texts if (match := NAMED.match(text)) is not None)
    for word, count in words.items():
        if count >= NAMED_LEAST:
            yield re.compile(rf"{word}(\d{{1,2}}|{NUMERAL})")


def _sequences(texts: Sequence[str], style: re.Pattern[str]) -> Iterator[list[int]]:
    """Yield the rows of each numbering of one style that has two members or more."""
    rows: list[int] = []
    last = 0
    for row, text in enumerate(texts):
        match = style.match(text)
        if match is None:
            continue
        value = value_of(match[1])
        if value != last + 1 or value == 1:
            yield from [rows] * (len(rows) > 1)
            rows = []
        if value == 1 or rows:
            rows.append(row)
            last = value
    yield from [rows] * (len(rows) > 1)


def value_of(numeral: str) -> int:
    """Return the number that a numeral says, circled or in figures of any script that dates are read in; 0 for none."""
    return CIRCLED.index(numeral) + 1 if numeral in CIRCLED else number(numeral) or 0


def _times(texts: Sequence[str]) -> Iterator[int]:
    """Yield the rows that open with a time of day, where three or more behind each other rise."""
    told: Mapping[int, int] = {
        row: 60 * int(match[1]) + int(match[2])
        for row, text in enumerate(texts)
        if (match := CLOCK.match(text)) is not None
    }
    run: list[int] = []
    for row in [*told, len(texts)]:
        if run and not (row == run[-1] + 1 and row in told and told[row] >= told[run[-1]]):
            yield from run if len(run) >= TIMES else ()
            run = []
        run.append(row)
