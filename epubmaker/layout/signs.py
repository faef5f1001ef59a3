"""What can be said of every row of a page: how it is set, what stands around it, what its words are. Nothing is decided here.

All distances are in sizes of the page's text, so that pages of any scale are alike. `telling.py` reads the signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from epubmaker.layout.neighbours import NOBODY, Neighbours, neighbours_of
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, PlacedLine, SourcePage, bounds
from epubmaker.text import patterns as re
from epubmaker.text.marks import LINE_START_FORBIDDEN, ends_sentence, starts_with_dateline
from epubmaker.text.offices import OFFICE, plain_offices
from epubmaker.text.surnames import GAPS, is_name

Floats = NDArray[np.float32]
FAR = 12.0  # sizes: a greater distance says no more
MANY = 30.0  # rows or characters: more say no more

# What words show, in Simplified characters of offices (`plain_offices`).
_WORDS = (
    ("reporter", re.compile("记者|通讯员|实习生|评论员|撰稿|供稿")),
    ("picture", re.compile("摄影|摄[）)]?$|供图|制图|图[/／]|^[▲▼◀△←↑]|^(?:图|圖)(?:为|為)|^[上下左右]图")),
    ("jump", re.compile(r"[上下转轉紧]\s*(?:[转轉接]|第)?.{0,4}\d+\s*版|详见|詳見")),
    ("editor", re.compile("编者|編者|开栏|開欄|的[话話][:：]|按[:：]")),
    ("contact", re.compile("电话|電話|热线|熱線|邮箱|郵箱|信箱|@|地址|邮编|联系|聯繫|聯系|传真|微信|www|http")),
    ("offer", re.compile("招聘|诚聘|誠聘|诚招|誠招|出租|转让|轉讓|优惠|優惠|开业|開業|恭祝|抢购|搶購|促销|促銷|惠顾|惠顧|代理")),
    ("notice", re.compile("启事|啟事|公告|通告|通知|声明|聲明|须知|須知|提示|征稿|徵稿|征集|徵集|作废|作廢|特此")),
    ("question", re.compile("^[问問答●■○◆]|^.{1,6}[：:]")),
    ("weather", re.compile("℃|多云|多雲|晴|气温|氣溫|天气|天氣")),
    ("date", re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|^\d{1,2}月\d{1,2}日$|星期[一二三四五六日天]")),
    ("staff", re.compile("责编|責編|责任编辑|責任編輯|美编|美編|版式|校对|校對|\\d+\\s*版$")),
    ("reported", re.compile("[讯訊电電]")),
    ("item", re.compile(r"^(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、)")),
    ("dash", re.compile("^(?:——|──|--)")),
    ("bullet", re.compile("^[■□◆◇●○▲△★☆◎▶►•·]")),
    ("closed", re.compile("^[（(〔【].*[）)〕】]$")),
    ("quoted", re.compile("[“”「」《》『』]")),
)  # fmt: skip

OWN = (
    "size", "size_up", "size_down", "large", "middle", "bold", "other_type", "knows_types", "exact", "width", "characters",
    "vertical", "x", "y", "to_edge_left", "to_edge_right",
)  # fmt: skip
AROUND = (
    "gap_above", "gap_below", "first", "last", "ruled_above", "ruled_below", "ruled_left", "ruled_right",
    "same_type_above", "same_type_below",
    "size_above", "size_below", "left_above", "left_below", "right_above", "right_below", "middle_above", "middle_below",
    "wider_than_above", "wider_than_below", "gap_left", "gap_right", "level_left", "level_right",
    "same_type_left", "same_type_right", "size_left", "size_right", "columns_below", "columns_above",
)  # fmt: skip
RUN = (
    "run", "place", "to_end", "indent", "room", "off_centre", "head_gap", "tail_gap", "head_size", "tail_size", "run_wide",
)  # fmt: skip
STYLE = (
    "style.rows", "style.characters", "style.dateline", "style.gap_above", "style.gap_below", "style.width", "style.larger",
)  # fmt: skip
PLACE = ("picture_above", "picture_below", "in_picture", "framed", "frame_rows", "frame_wide")
SAYS = (
    *(name for name, _ in _WORDS), "ends", "stop_inside", "comma", "colon", "asks", "dateline", "name", "gaps", "digits",
    "latin", "forbidden_first", "open_end", "short",
)  # fmt: skip
PAGE = (
    "page.leading",
    "page.rows",
    "page.columns",
    "page.level",
    "page.upright",
    "page.indents",
    "page.large",
    "page.types",
)
SIGNS = (*OWN, *AROUND, *RUN, *STYLE, *PLACE, *SAYS, *PAGE)


def row_signs(
    lines: Sequence[PlacedLine], page: SourcePage, scale: Scale, frames: Sequence[Box]
) -> tuple[Floats, Neighbours]:
    """Return the signs of every row, (rows, signs) in the order of `SIGNS`, and what stands next to each."""
    near = neighbours_of(lines, page.rules, scale)
    runs = _run_boxes(lines, near)
    below, above = _counted(near.above), _counted(near.below)
    whole = bounds([line.box for line in lines])
    styles = _styles(lines, near, scale)
    marks = _page(lines, page, scale)
    framed = [(frame, sum(frame.holds(line.box, scale.body) for line in lines)) for frame in frames]
    rows = []
    for number, line in enumerate(lines):
        rows.append(
            [
                *_own(line, whole, scale),
                *_around(number, lines, near, scale),
                float(min(below[number], 6)),
                float(min(above[number], 6)),
                *_run(number, lines, near, runs, scale),
                *styles[_style(line)],
                *_place(line, page, framed, scale),
                *_says(line.text.strip()),
                *marks,
            ]
        )
    return np.array(rows, np.float32), near


def _own(line: PlacedLine, whole: Box, scale: Scale) -> list[float]:
    rank, body = line.size / scale.body, scale.body
    return [
        log(max(rank, 0.1)),
        float(rank > 1.04),
        float(rank < 0.97),
        float(rank > 1.8),
        float(rank > 1.3),
        float(line.bold),
        float(scale.knows_fonts and line.font != scale.font),
        float(scale.knows_fonts),
        float(scale.exact),
        min(line.box.width / body, 60.0) / 10,
        min(len(line.text), MANY) / 10,
        float(line.vertical),
        (line.box.middle[0] - whole.x0) / max(whole.width, 1.0),
        (line.box.middle[1] - whole.y0) / max(whole.height, 1.0),
        min((line.box.x0 - whole.x0) / body, FAR) / FAR,
        min((whole.x1 - line.box.x1) / body, FAR) / FAR,
    ]


def _around(number: int, lines: Sequence[PlacedLine], near: Neighbours, scale: Scale) -> list[float]:
    line, body = lines[number], scale.body
    above, below = near.above[number], near.below[number]
    told: list[float] = []
    ups, downs = (_beside(line, lines[one] if one != NOBODY else None, scale) for one in (above, below))
    told += [
        _gap(line.box.y0 - lines[above].box.y1, body) if above != NOBODY else 1.0,
        _gap(lines[below].box.y0 - line.box.y1, body) if below != NOBODY else 1.0,
        float(above == NOBODY),
        float(below == NOBODY),
        float(near.ruled_above[number]),
        float(near.ruled_below[number]),
        float(near.ruled_left[number]),
        float(near.ruled_right[number]),
    ]
    told += [value for pair in zip(ups, downs, strict=True) for value in pair]
    for other, left in ((near.left[number], True), (near.right[number], False)):
        if other == NOBODY:
            told.append(1.0)
            continue
        box = lines[other].box
        told.append(_gap(line.box.x0 - box.x1 if left else box.x0 - line.box.x1, body))
    sides = [lines[other] if other != NOBODY else None for other in (near.left[number], near.right[number])]
    told += [float(other is not None and abs(other.box.y0 - line.box.y0) < 0.3 * body) for other in sides]
    beside = [_beside(line, other, scale)[:2] for other in sides]
    return told + [value for pair in zip(*beside, strict=True) for value in pair]


def _beside(line: PlacedLine, other: PlacedLine | None, scale: Scale) -> tuple[float, ...]:
    """Return how a row is set beside its neighbour: type, size, edges, middle, width."""
    if other is None:
        return (0.0,) * 6
    body = scale.body
    return (
        float(other.font == line.font and abs(other.size - line.size) < 0.06 * line.size),
        log(max(other.size, 0.1) / max(line.size, 0.1)),
        _bounded((line.box.x0 - other.box.x0) / body),
        _bounded((line.box.x1 - other.box.x1) / body),
        _bounded((line.box.middle[0] - other.box.middle[0]) / body),
        log(max(line.box.width, 0.1) / max(other.box.width, 0.1)),
    )


def _run(
    number: int, lines: Sequence[PlacedLine], near: Neighbours, runs: Sequence[Box], scale: Scale
) -> list[float]:
    line, box, body = lines[number], runs[near.run[number]], scale.body
    head, tail = near.head[number], near.tail[number]
    indent, room = (line.box.x0 - box.x0) / body, (box.x1 - line.box.x1) / body
    return [
        log(near.length[number]),
        log(near.place[number] + 1),
        log(near.length[number] - near.place[number]),
        _bounded(indent),
        _bounded(room),
        _bounded(abs(indent - room)),
        _gap(box.y0 - lines[head].box.y1, body) if head != NOBODY else 1.0,
        _gap(lines[tail].box.y0 - box.y1, body) if tail != NOBODY else 1.0,
        log(lines[head].size / line.size) if head != NOBODY else 0.0,
        log(lines[tail].size / line.size) if tail != NOBODY else 0.0,
        min(box.width / body, 60.0) / 10,
    ]


def _style(line: PlacedLine) -> tuple[str, bool, int, bool]:
    """Return in what type a row is set: typeface, weight, size in steps of a sixteenth, direction."""
    return line.font, line.bold, round(12 * log(max(line.size, 0.1), 2)), line.vertical


def _styles(
    lines: Sequence[PlacedLine], near: Neighbours, scale: Scale
) -> dict[tuple[str, bool, int, bool], list[float]]:
    """Return for every type what the rows set in it have in common: small titles of one type are one thing all over the page."""
    members: dict[tuple[str, bool, int, bool], list[int]] = {}
    for number, line in enumerate(lines):
        members.setdefault(_style(line), []).append(number)
    body = scale.body
    told = {}
    for style, numbers in members.items():
        above = [lines[n].box.y0 - lines[near.above[n]].box.y1 for n in numbers if near.above[n] != NOBODY]
        below = [near.below[n] for n in numbers if near.below[n] != NOBODY]
        gaps = [lines[one].box.y0 - lines[n].box.y1 for n in numbers if (one := near.below[n]) != NOBODY]
        opened = sum(starts_with_dateline(lines[one].text) for one in below)
        larger = sum(len(others) for other, others in members.items() if other[2] > style[2])
        told[style] = [
            log(len(numbers)),
            min(sum(len(lines[n].text) for n in numbers) / len(numbers), MANY) / 10,
            opened / max(len(below), 1),
            sum(_gap(gap, body) for gap in above) / max(len(above), 1),
            sum(_gap(gap, body) for gap in gaps) / max(len(gaps), 1),
            min(sum(lines[n].box.width for n in numbers) / len(numbers) / body, 60.0) / 10,
            log(1 + larger),
        ]
    return told


def _place(
    line: PlacedLine, page: SourcePage, frames: Sequence[tuple[Box, int]], scale: Scale
) -> list[float]:
    """Return how a row stands to the pictures and the frames of the page."""
    body, box = scale.body, line.box
    under = [
        box.y0 - one.box.y1 for one in page.pictures if one.box.across(box) > 0.5 * box.width and one.box.y1 <= box.y0 + body
    ]  # fmt: skip
    over = [
        one.box.y0 - box.y1 for one in page.pictures if one.box.across(box) > 0.5 * box.width and one.box.y0 >= box.y1 - body
    ]  # fmt: skip
    inside = any(one.box.holds(box, 0.3 * body) for one in page.pictures)
    frame, held = next((one for one in frames if one[0].holds(box, body)), (None, 0))
    return [
        _gap(min(under), body) if under else 1.0,
        _gap(min(over), body) if over else 1.0,
        float(inside),
        float(frame is not None),
        log(1 + held),
        min(frame.width / body, 60.0) / 10 if frame is not None else 0.0,
    ]


def _says(text: str) -> list[float]:
    plain = plain_offices(text)
    wide = max(len(text), 1)
    return [
        *(float(pattern.search(plain) is not None) for _, pattern in _WORDS),
        float(ends_sentence(text)),
        float("。" in text[:-1]),
        float("，" in text),
        float("：" in text or ":" in text),
        float(text[-1:] in "？?！!"),
        float(starts_with_dateline(text)),
        float(is_name(text)),
        float(len(GAPS.findall(text))) / 4,
        sum(sign.isdigit() for sign in text) / wide,
        sum(sign.isascii() and sign.isalpha() for sign in text) / wide,
        float(text[:1] in LINE_START_FORBIDDEN),
        float(text[-1:] in "，、；：（《“「"),
        float(len(text) <= 6 and OFFICE.search(plain) is None),
    ]


def _page(lines: Sequence[PlacedLine], page: SourcePage, scale: Scale) -> list[float]:
    """Return what the page as a whole is like: the same for all its rows."""
    text = [line for line in lines if 0.85 * scale.body <= line.size <= 1.15 * scale.body]
    wide = float(np.median([line.box.width for line in text])) if text else 10 * scale.body
    many = max(len(lines), 1)
    return [
        scale.pitch / scale.body,
        log(many) / 5,
        min(page.width / max(wide, 1.0), 20.0) / 10,
        min(sum(rule.axis == "h" for rule in page.rules), MANY) / MANY,
        min(sum(rule.axis == "v" for rule in page.rules), MANY) / MANY,
        float(scale.indents),
        sum(line.size > 1.3 * scale.body for line in lines) / many,
        sum(line.font != scale.font for line in lines) / many,
    ]


def _run_boxes(lines: Sequence[PlacedLine], near: Neighbours) -> list[Box]:
    members: dict[int, list[Box]] = {}
    for number, run in enumerate(near.run):
        members.setdefault(run, []).append(lines[number].box)
    return [bounds(members[run]) for run in range(len(members))]


def _counted(onto: Sequence[int]) -> list[int]:
    """Return how many rows name each row as theirs."""
    found = [0] * len(onto)
    for one in onto:
        if one != NOBODY:
            found[one] += 1
    return found


def _gap(distance: float, body: float) -> float:
    """Return white between rows, 0 to 1: small differences of small gaps say most."""
    return log(1 + min(max(distance / body, 0.0), FAR)) / log(1 + FAR)


def _bounded(value: float) -> float:
    return max(-FAR, min(FAR, value)) / 3
