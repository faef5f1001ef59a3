"""Set the newspaper page `examples/paper.pdf` from the words of `paper.toml`.

`python examples/paper.py examples/paper.pdf` makes it again, with the generator of test pages (`epubmaker.training.pages`, which
is in the repository only). Words and picture are invented.
"""

from __future__ import annotations

import io
import random
import sys
import tomllib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from epubmaker.training.pages.pdf import write_pdf
from epubmaker.training.pages.sheet import Box, Sheet
from epubmaker.training.pages.values import House, Page, Part

SIZE, MARGIN = 9.5, 34.0
HOUSE = House(
    style="daily",
    script="t2s",
    size=SIZE,
    pitch=1.5,
    columns=4,
    measure=13.0,
    gutter=1.8,
    shape=1.475,
    ruling="all",
    grid=False,
    vertical=0.0,
    doubled=0.0,
    stream="article",
    emit="line",
    gap=1.5,
    cutting="halves",
)
WIDTH = HOUSE.columns * HOUSE.unit - HOUSE.gutter * SIZE + 2 * MARGIN


def main(out: str) -> None:
    """Set the page and write it."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    page = Page("paper", HOUSE, WIDTH, round(WIDTH * HOUSE.shape))
    sheet = Sheet(page, random.Random(1), MARGIN)
    top = masthead(sheet, words["masthead"])
    foot = page.height - MARGIN
    upper, lower = Box(MARGIN, top, WIDTH - 2 * MARGIN, 446), Box(MARGIN, 0, WIDTH - 2 * MARGIN, 0)
    lead(sheet, columns(upper, 0, 3), words["lead"])
    side = columns(upper, 3, 1)
    half = side.h * 0.53
    story(sheet, Box(side.x, side.y, side.w, half - 12), 1, words["library"], 17)
    sheet.rule(side.x, side.y + half - 6, side.right, side.y + half - 6)
    story(sheet, Box(side.x, side.y + half + 4, side.w, side.h - half - 4), 1, words["tea"], 17)
    between(sheet, side.x, upper.y, upper.bottom)
    sheet.rule(MARGIN, upper.bottom + 6, WIDTH - MARGIN, upper.bottom + 6)
    lower = Box(MARGIN, upper.bottom + 18, upper.w, foot - 16 - upper.bottom - 18)
    story(sheet, columns(lower, 0, 2), 2, words["ferry"], 24)
    right = columns(lower, 2, 2)
    between(sheet, right.x, lower.y, lower.bottom)
    story(sheet, right, 2, words["letters"], 24)
    sheet.rule(MARGIN, foot - 10, WIDTH - MARGIN, foot - 10)
    colophon = Part("furniture", words["masthead"]["colophon"])
    sheet.put(colophon.text, colophon, Box(MARGIN, foot - 6, upper.w, 8), 8.0, "right")
    write_pdf(page, Path(out), painting)


def columns(box: Box, first: int, count: int) -> Box:
    """Return some columns of a box as wide as the page."""
    gutter = HOUSE.gutter * SIZE
    return Box(box.x + first * HOUSE.unit, box.y, count * HOUSE.unit - gutter, box.h)


def between(sheet: Sheet, right: float, top: float, bottom: float) -> None:
    """Draw a rule in the gutter left of a column."""
    at = right - sheet.gutter / 2
    sheet.rule(at, top, at, bottom)


def masthead(sheet: Sheet, words: dict[str, Any]) -> float:
    """Put the head of the page and return where the text may begin."""
    name = Part("furniture", words["title"], font="kai")
    sheet.put(name.text, name, Box(MARGIN, MARGIN, 200, 40), 40.0)
    for number, row in enumerate(words["rows"]):
        part = Part("furniture", row)
        sheet.put(row, part, Box(WIDTH - MARGIN - 220, MARGIN + 4 + number * 13, 220, 9), 9.0, "right")
    for down in (46.0, 48.5):
        sheet.rule(MARGIN, MARGIN + down, WIDTH - MARGIN, MARGIN + down)
    return MARGIN + 60


def lead(sheet: Sheet, box: Box, words: dict[str, Any]) -> None:
    """Set the lead: its picture stands at the head of the last two columns."""
    down = head(sheet, box, words, 33)
    wide = Box(box.x + HOUSE.unit, down, box.right - box.x - HOUSE.unit, 152)
    sheet.picture(Box(wide.x, wide.y + 2, wide.w, 132))
    caption, credit = (
        Part("caption", words["caption"], font="kai"),
        Part("credit", words["credit"], font="kai"),
    )
    sheet.put(caption.text, caption, Box(wide.x, wide.y + 139, wide.w, 8.5), 8.5)
    sheet.put(credit.text, credit, Box(wide.x, wide.y + 139, wide.w, 8.5), 8.5, "right")
    body(sheet, Box(box.x, down, box.w, box.bottom - down), 3, words, [wide])


def story(sheet: Sheet, box: Box, count: int, words: dict[str, Any], size: float) -> None:
    """Set an article below its head."""
    down = head(sheet, box, words, size)
    body(sheet, Box(box.x, down, box.w, box.bottom - down), count, words, [])


def head(sheet: Sheet, box: Box, words: dict[str, Any], size: float) -> float:
    """Put kicker, headline, deck and byline in rows; return where the text may begin."""
    rows = (("kicker", 0.46, "song"), ("headline", 1.0, "hei"), ("deck", 0.4, "kai"), ("byline", 0.0, "kai"))
    down = box.y
    for role, scale, face in rows:
        if role not in words:
            continue
        high = max(SIZE, size * scale) if role != "byline" else SIZE
        part = Part(role, words[role], font=face)
        for text in halves(part.text, box.w / high):
            sheet.put(text, part, Box(box.x, down, box.w, high), high, "center")
            down += high * 1.3
        down += 2.5
    return down + 3


def halves(text: str, room: float) -> list[str]:
    """Return a title in as few rows of about equal length as a room of so many em holds."""
    if len(text) > room and "　" in text:
        return text.split("　")
    count = -(-len(text) // max(1, int(room)))
    step = -(-len(text) // count)
    return [text[at : at + step] for at in range(0, len(text), step)]


def body(sheet: Sheet, box: Box, count: int, words: dict[str, Any], holes: list[Box]) -> None:
    """Run the paragraphs into columns; what finds no room is an error."""
    runs = [[Part("text", text)] for text in words["text"]]
    rows, left = sheet.flow(runs, sheet.slots(box, count, holes))
    if left < 0:
        raise SystemExit(f"{words['headline']}: {-left} rows too many")
    sheet.print(rows)


def painting(_chance: random.Random, width: float, height: float) -> io.BytesIO:
    """Paint an old street by a river with a bridge, as a JPEG file."""
    scale = 3
    wide, high = round(width * scale), round(height * scale)
    image = Image.new("RGB", (wide, high))
    pen = ImageDraw.Draw(image)
    for y in range(high):  # sky, lighter towards the roofs
        share = min(1.0, y / (0.6 * high))
        pen.line(
            [(0, y), (wide, y)],
            fill=tuple(
                round(a + (b - a) * share) for a, b in zip((120, 150, 175), (235, 228, 210), strict=True)
            ),
        )
    hills(pen, wide, high)
    image = image.filter(ImageFilter.GaussianBlur(2.5))
    pen = ImageDraw.Draw(image)
    houses(pen, wide, high)
    river(pen, wide, high)
    bridge(pen, wide, high)
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.8)).save(out, "JPEG", quality=86)
    out.seek(0)
    return out


def hills(pen: Any, wide: int, high: int) -> None:
    """Paint two rows of hills."""
    for shade, low, peaks in (
        ((150, 165, 165), 0.5, ((0.2, 0.22), (0.55, 0.3), (0.9, 0.2))),
        ((118, 138, 130), 0.58, ((0.05, 0.36), (0.4, 0.4), (0.75, 0.34))),
    ):
        for at, top in peaks:
            x, y = at * wide, top * high
            pen.polygon(
                [
                    (x - 0.35 * wide, low * high + 20),
                    (x - 0.1 * wide, y + 8),
                    (x, y),
                    (x + 0.12 * wide, y + 12),
                    (x + 0.38 * wide, low * high + 20),
                ],
                fill=shade,
            )


def houses(pen: Any, wide: int, high: int) -> None:
    """Paint a row of white houses with dark roofs along the bank."""
    x, number = -0.02 * wide, 0
    widths, tops = (0.11, 0.09, 0.14, 0.08, 0.12, 0.1), (0.44, 0.5, 0.41, 0.52, 0.46, 0.48)
    while x < wide:
        w, top = widths[number % 6] * wide, tops[number % 6] * high
        foot = 0.76 * high
        wall = (228 - 9 * (number % 3), 222 - 9 * (number % 3), 208 - 9 * (number % 3))
        pen.rectangle([x, top, x + w, foot], fill=wall)
        pen.polygon(
            [
                (x - 0.012 * wide, top),
                (x + 0.02 * wide, top - 0.085 * high),
                (x + w - 0.02 * wide, top - 0.085 * high),
                (x + w + 0.012 * wide, top),
            ],
            fill=(62, 66, 72),
        )
        for row in range(2):
            for column in range(2):
                left, upper = x + w * (0.18 + 0.42 * column), top + (0.05 + 0.13 * row) * high
                pen.rectangle([left, upper, left + 0.2 * w, upper + 0.075 * high], fill=(96, 66, 48))
        x, number = x + w + 0.004 * wide, number + 1


def river(pen: Any, wide: int, high: int) -> None:
    """Paint the quay and the water with its ripples."""
    pen.rectangle([0, 0.74 * high, wide, 0.78 * high], fill=(140, 132, 120))
    for y in range(round(0.78 * high), high):
        share = (y / high - 0.78) / 0.22
        pen.line(
            [(0, y), (wide, y)],
            fill=(round(122 - 50 * share), round(142 - 52 * share), round(146 - 48 * share)),
        )
    for number in range(26):
        x, y = (number * 0.137 % 1) * wide, (0.8 + (number * 0.071 % 0.19)) * high
        pen.line([(x, y), (x + 0.05 * wide, y)], fill=(180, 192, 190), width=2)


def bridge(pen: Any, wide: int, high: int) -> None:
    """Paint a stone bridge of one arch over the water, and a boat."""
    stone, dark = (158, 150, 136), (74, 92, 98)
    left, right, top = 0.52 * wide, 0.98 * wide, 0.56 * high
    middle = (left + right) / 2
    pen.polygon(
        [
            (left, 0.86 * high),
            (left + 0.05 * wide, 0.74 * high),
            (middle, top),
            (right - 0.05 * wide, 0.74 * high),
            (right, 0.86 * high),
        ],
        fill=stone,
    )
    pen.pieslice([middle - 0.12 * wide, 0.66 * high, middle + 0.12 * wide, 1.12 * high], 180, 360, fill=dark)
    pen.line(
        [(left + 0.03 * wide, 0.72 * high), (middle, top - 0.045 * high), (right - 0.03 * wide, 0.72 * high)],
        fill=(120, 112, 100),
        width=5,
    )
    boat = 0.2 * wide
    pen.polygon(
        [
            (boat, 0.88 * high),
            (boat + 0.16 * wide, 0.88 * high),
            (boat + 0.13 * wide, 0.94 * high),
            (boat + 0.03 * wide, 0.94 * high),
        ],
        fill=(70, 48, 36),
    )
    pen.arc(
        [boat + 0.04 * wide, 0.79 * high, boat + 0.12 * wide, 0.97 * high],
        180,
        360,
        fill=(58, 44, 36),
        width=9,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
