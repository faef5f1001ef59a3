"""The page as recognisers of text return it, row by row, glued, or box by box, with rows lost, joined, strayed and misread.

And as old extractors do: in the order of the stream, titles doubled, blank rows where they mean nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from .columns import by_columns
from .marked import Form, Writing
from .streams import in_stream_order
from .values import Line, Page

ASCII = str.maketrans("，：；？！（）“”‘’", ",:;?!()\"\"''")
ALIKE_PAIRS = (
    "己已 未末 人入 日曰 土士 千干 大太 天夫 住往 侯候 间问 车东 师帅 析折 免兔 王玉 刀力 今令 白自 "
    "贝见 了丁 几儿 戊戌 拨拔 徽微 浙淅 "
    "市布 目且 田由 申甲 元无 友反 代伐 会合 治冶 "
    "准淮 凉谅 请清 情晴 晚睌 抓扒 体休 午牛 夕歹 万方 处外 技枝 场扬 坚竖 崇祟"
)
ALIKE = {a: b for one, other in map(tuple, ALIKE_PAIRS.split()) for a, b in ((one, other), (other, one))}
MUCH = 0.1  # of the characters that have a like: a poor recogniser
TOPS = 0.3  # of the pages: on them the top rows of an article's columns come together
Read = Callable[[Line], list[str]]


def recognised(page: Page, rng: random.Random) -> dict[str, Form]:
    """Return the page as rows, glued rows, in reading order, so with a paragraph a row, by columns, and with its texts first."""
    misread, lost, plain = rng.choice([0, 0.04, 0.15, 0.4]), rng.choice([0, 0.005, 0.02]), rng.random() < 0.5

    def read(line: Line) -> list[str]:
        return [_read(piece.text, rng, misread, plain) for piece in line.pieces]

    seen = [line for line in page.lines if rng.random() >= lost]
    rows = banded(seen, page.house.size * 0.5)
    stray = rng.choice([0, 0, 0.01, 0.03])
    if rng.random() < TOPS:
        seen = _tops_together(page, seen, rng)
    return {
        "ocr-rows": _one_a_row(page, rows, read),
        "ocr-glued": _glued(page, rows, read, rng),
        "ocr-reading": _reading(page, seen, read, rng, stray),
        "ocr-paragraphs": _paragraphs(page, seen, read, rng, stray),
        "stream": _stream(page, rng),
    } | by_columns(page, read, random.Random(f"{page.name} columns"))


def banded(lines: list[Line], reach: float) -> list[list[Line]]:
    """Return lines in bands of equal height on the page, from top to bottom, each from left to right."""
    bands: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.middle, line.x)):
        if not bands or line.middle - bands[-1][0].middle > reach:
            bands.append([])
        bands[-1].append(line)
    return [sorted(band, key=lambda line: line.x) for band in bands]


def _read(text: str, rng: random.Random, misread: float, plain: bool) -> str:
    """Return a text with some characters taken for their likes; `misread` is the share of those that have one."""
    if misread:
        text = "".join(ALIKE[c] if c in ALIKE and rng.random() < misread else c for c in text)
    if misread > MUCH and rng.random() < 0.3:  # numbers part from the words around them
        text = re.sub(r"(?<=[^\W\d])(\d{2,})(?=[^\W\d])", r" \1 ", text)
    if misread and rng.random() < 0.01:  # a mark that is dust, or a dash that is a one
        text = rng.choice(["·", "-", "'", "、"]) + text
    return text.translate(ASCII) if plain else text


def _one_a_row(page: Page, rows: list[list[Line]], read: Read) -> Form:
    out = Writing(page)
    for line in (line for row in rows for line in row):
        out.add_line(line, read(line))
        out.blank("\n")
    return out.form()


def _glued(page: Page, rows: list[list[Line]], read: Read, rng: random.Random) -> Form:
    """Join what stands in one band with little between, without or with spaces."""
    out, join = Writing(page), rng.choice([" ", "", "   "])
    gap = page.house.size * rng.uniform(1.2, 2.6)
    for row in rows:
        for number, line in enumerate(row):
            if number:
                before = row[number - 1]
                out.blank(join if line.x - before.x - before.w < gap else "\n")
            out.add_line(line, read(line))
        out.blank("\n")
    return out.form()


def _strayed(seen: list[Line], rng: random.Random, stray: float) -> list[Line]:
    """Return lines in reading order, some lines of text a good deal too late, several of them together."""
    out: list[Line] = []
    held: list[Line] = []
    for line in seen:
        if line.role == "text" and rng.random() < stray:
            held.append(line)
            continue
        out.append(line)
        if held and rng.random() < 0.15:
            out += held
            held = []
    return out + held


def _tops_together(page: Page, seen: list[Line], rng: random.Random) -> list[Line]:
    """Return lines in reading order, in some boxes the first rows of all columns one behind the other."""
    out: list[Line] = []
    moved: set[int] = set()
    chosen = {line.place: rng.random() < 0.6 for line in seen}
    for line in seen:
        if id(line) in moved:
            continue
        out.append(line)
        if line.role == "text" and chosen.pop(line.place, False):
            tops = [other for other in seen if other.place == line.place and other.role == "text"]
            tops = [
                other for other in tops if abs(other.y - line.y) < page.house.size * 0.3 and other is not line
            ]
            moved |= set(map(id, tops))
            out += tops
    return out


def _reading(page: Page, seen: list[Line], read: Read, rng: random.Random, stray: float) -> Form:
    """Return a line a row in reading order, blank rows between boxes as often as not."""
    out, blank, place = Writing(page), rng.random() < 0.5, None
    for line in _strayed(seen, rng, stray):
        if blank and place is not None and line.place != place:
            out.blank("\n")
        place = line.place
        out.add_line(line, read(line))
        out.blank("\n")
    return out.form()


def _stream(page: Page, rng: random.Random) -> Form:
    """Return a line a row in the order of the PDF's stream.

    Drawn once a page: blank rows before rows that open with a quotation mark, or between boxes; headlines printed twice over;
    narrow lines letter by letter.
    """
    out, quoted, boxes = Writing(page), rng.random() < 0.4, rng.random() < 0.4
    doubled, spaced, place = rng.choice([0, 0, 0.3]), rng.random() < 0.4, None
    for line in in_stream_order(page, rng):
        if place is not None and ((boxes and line.place != place) or (quoted and line.text[0] in "“「‘『")):
            out.blank("\n")
        place = line.place
        narrow = spaced and line.role == "text" and line.w > line.size * len(line.text) * 1.15
        out.add_line(line, [" ".join(piece.text) for piece in line.pieces] if narrow else None)
        if line.role == "headline" and rng.random() < doubled:
            out.add_line(line)
        out.blank("\n")
    return out.form()


def _paragraphs(page: Page, seen: list[Line], read: Read, rng: random.Random, stray: float) -> Form:
    """Return a paragraph a row, its printed lines joined by spaces, blank rows between."""
    out, last = Writing(page), None
    end, joined_roles = rng.choice(["\n\n", "\n\n", "\n"]), ["text", "dialogue", "note", "caption"]
    joined_roles += ["headline", "kicker", "deck"] if rng.random() < 0.5 else []
    for line in _strayed(seen, rng, stray):
        part = line.pieces[0].part
        if last is not None:
            joined = line.role in joined_roles and part is last
            late = line.role == "text" and stray and rng.random() < stray
            out.blank(" " if joined or late else end)
        out.add_line(line, read(line))
        last = line.pieces[-1].part
    out.blank("\n")
    return out.form()
