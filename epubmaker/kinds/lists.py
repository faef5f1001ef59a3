"""Items of a list: paragraphs behind each other that begin with numbers that follow each other, or with one and the same sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.kinds.rows import Row
from epubmaker.text import patterns as re

NUMBERS = "一二三四五六七八九十"
MARKER = re.compile(
    rf"(?P<open>[（(])?(?P<number>\d{{1,2}}(?![\d年月日时点]|[.．]\d)|[{NUMBERS}]{{1,3}})(?P<close>[)）.．、])(?!\d)"
    r"|(?P<ring>[①-⑳])|(?P<sign>[●■◆▲★☆◎○□◇△•·※▪►▶*＊–-])(?=[ \u3000]*[^\W\d_]|[ \u3000]*[\d《“（])"
)
# A row that names something and says it, or dates it: 一等奖：…, 时间：…, 3月5日　…
NAMED = re.compile(
    r"^[^：:，。；、\d]{2,8}[：:](?=\S)"
    r"|^(?:\d{1,4}年)?\d{1,2}月(?:\d{1,2}日)?[ \t\u3000：:]+(?=\S)"
    r"|^\d{1,2}[：:]\d\d(?:[-—~～]\d{1,2}[：:]\d\d)?[ \t\u3000]+"
)
ENDS = re.compile(r"[。；;：:！？!?]$")
LONGEST, MEAN = 240, 110  # characters of an item, of all items on average: longer ones are running text
SHORT = 60  # characters of a row that names something
LEAST, LEAST_NAMED = 2, 3


@dataclass(frozen=True, slots=True)
class Marker:
    """What an item begins with: its style, and its number (0 for a sign)."""

    style: str
    number: int


def marker_of(text: str) -> Marker | None:
    """Return what marks a row as an item, None for a row of text."""
    found = MARKER.match(text)
    if not found:
        return None
    if found["ring"]:
        return Marker("①", ord(found["ring"]) - ord("①") + 1)
    if found["sign"]:
        return Marker(found["sign"], 0)
    if (found["open"] is None) != (found["close"] not in ")）") and found["open"]:
        return None  # a bracket that is not closed
    figure = found["number"].isdigit()
    if not figure and not found["open"] and found["close"] != "、":
        return None
    style = ("(" if found["open"] else "") + ("1" if figure else "一") + found["close"]
    return Marker(style, int(found["number"]) if figure else _number(found["number"]))


def _number(words: str) -> int:
    """Return a number of 1 to 99 in Chinese figures, 0 for what is none."""
    tens, ten, ones = words.rpartition("十")
    low = NUMBERS.find(ones) + 1 if ones else 0
    high = NUMBERS.find(tens) + 1 if tens else 1
    if len(ones) > 1 or len(tens) > 1:
        return 0
    return 10 * high + low if ten else low


def item_rows(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield the places of the rows with which the items of each list begin."""
    starts = _starts(rows)
    run: list[int] = []
    for place, row in enumerate(rows):
        if place in starts:
            run.append(place)
        elif row.opens:
            yield from _checked(run, rows)
            run = []
    yield from _checked(run, rows)


def named_rows(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield the places of rows behind each other that each name something and say it, without ending a sentence."""
    run: list[int] = []
    for place, row in enumerate(rows):
        if len(row.text) <= SHORT and NAMED.match(row.text) and not ENDS.search(row.text):
            run.append(place)
            continue
        yield from _named(run, rows)
        run = []
    yield from _named(run, rows)


def _named(run: list[int], rows: Sequence[Row]) -> Iterator[list[int]]:
    if len(run) >= LEAST_NAMED and rows[run[0]].opens and rows[run[-1]].closes:
        yield run


def _starts(rows: Sequence[Row]) -> dict[int, Marker]:
    """Return the rows that begin an item: a paragraph that is marked, or a row that goes on the numbers of the one before."""
    starts: dict[int, Marker] = {}
    last: dict[str, int] = {}
    for place, row in enumerate(rows):
        marker = marker_of(row.text)
        if marker is None:
            continue
        follows = marker.number > 1 and last.get(marker.style) == marker.number - 1
        announced = marker.number == 1 and rows[place - 1].text.endswith(("：", ":"))
        if row.opens or announced or (follows and ENDS.search(rows[place - 1].text)):
            starts[place] = marker
            last[marker.style] = marker.number
    return starts


def _checked(run: list[int], rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield a run of items if its numbers follow each other, or its signs are one, and its items are short."""
    if len(run) < LEAST:
        return
    ends = [*run[1:], _end(run[-1], rows)]
    sizes = [sum(len(row.text) for row in rows[start:end]) for start, end in zip(run, ends, strict=True)]
    if max(sizes) > LONGEST or sum(sizes) > MEAN * len(sizes):
        return
    markers = [marker for place in run if (marker := marker_of(rows[place].text))]
    if _counted(markers) or (len({marker.style for marker in markers}) == 1 and not markers[0].number):
        yield run


def _end(place: int, rows: Sequence[Row]) -> int:
    """Return where the paragraph ends that begins or goes on with a row."""
    while not rows[place].closes:
        place += 1
    return place + 1


def _counted(markers: Sequence[Marker]) -> bool:
    """Say whether numbers go on by one in each style; those of a style inside another begin anew."""
    last: dict[str, int] = {}
    order: list[str] = []
    for marker in markers:
        if not marker.number:
            return False
        if marker.style in order:
            inner = order[order.index(marker.style) + 1 :]
            order = order[: order.index(marker.style) + 1]
            for style in inner:
                last.pop(style, None)
            if marker.number != last[marker.style] + 1:
                return False
        else:
            if order and marker.number != 1:
                return False
            order.append(marker.style)
        last[marker.style] = marker.number
    return len(markers) > len(order)
