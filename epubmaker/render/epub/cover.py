"""Draws the cover: the name of the paper, the day, the first headlines, as far as the page goes; across, or in columns."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from epubmaker.render.epub.cover_columns import draw_columns
from epubmaker.render.epub.cover_pen import HEIGHT, INK, MARGIN, PAPER, WIDTH, Pen
from epubmaker.render.theme import CoverStyle

if TYPE_CHECKING:
    from PIL.Image import Image

_SIZES = (116, 104, 92, 80, 70, 60)  # of headlines, the largest at which all find room
_FIRST = 1.3  # times: the first headline
_MOST_HEADLINES = 9
_NAMES = (
    (12, 270),
    (18, 150),
    (24, 124),
    (10**6, 100),
    (10**6, 72),
)  # of the paper: characters it may have, and its size; from 150 down in two rows, the largest that holds it whole


@dataclass(frozen=True, slots=True)
class CoverText:
    """What a cover says: paper, day, issue, publisher, and the headlines that find room.

    `cut` cuts a headline into pieces between which its lines may end.
    """

    paper: str
    day: str
    issue: str
    publisher: str = ""
    headlines: tuple[str, ...] = ()
    cut: Callable[[str], Sequence[str]] = list


def draw_cover(text: CoverText, style: CoverStyle, language: str, *, vertical: bool = False) -> bytes:
    """Draw a cover as PNG, 1,600 by 2,400 pixels, from two colours and the shades between them."""
    from PIL import Image  # noqa: PLC0415  (heavy libraries load when used)

    image = Image.new("L", (WIDTH, HEIGHT), PAPER)
    pen = Pen(image, language)
    if vertical:
        lines = (text.day, text.issue, text.publisher)
        draw_columns(
            pen,
            (text.paper, *lines),
            [_pieces(text, one) for one in text.headlines if one != text.paper],
            style,
        )
    else:
        (_draw_block if style.layout == "block" else _draw_banner)(pen, text, style)
    return _coloured(image, style)


def _draw_banner(pen: Pen, text: CoverText, style: CoverStyle) -> None:
    """Draw a newspaper's front: the name between rules, the day below it, then the headlines."""
    pen.rule(140, 18)
    pen.rule(172, 4)
    below = _draw_name(pen, text, style, 260)
    below = max(below + 50, 640)
    pen.rule(below, 4)
    if text.day or text.issue:
        below = pen.line(text.day, "song", below + 56, 78)
        below = pen.line(text.issue, "song", below + 14, 60)
        pen.rule(below + 50, 4)
    _draw_headlines(pen, text, below + 150, HEIGHT - 330)
    pen.line(text.publisher, "song", HEIGHT - 262, 56)
    pen.rule(HEIGHT - 162, 4)
    pen.rule(HEIGHT - 146, 18)


def _draw_block(pen: Pen, text: CoverText, style: CoverStyle) -> None:
    """Set the name in reverse on a field of colour."""
    pen.block(0, 900)
    below = _draw_name(pen, text, style, 250, PAPER)
    below = pen.line(text.day, "song", max(below + 70, 620), 78, PAPER)
    pen.line(text.issue, "song", below + 12, 60, PAPER)
    _draw_headlines(pen, text, 1040, HEIGHT - 300)
    pen.line(text.publisher, "song", HEIGHT - 210, 56)


def _draw_name(pen: Pen, text: CoverText, style: CoverStyle, top: int, ink: int = INK) -> int:
    """Draw the name of the paper, in two rows where it is long; return the y below it."""
    sizes = [size for most, size in _NAMES if len(text.paper) <= most]
    pieces = _pieces(text, text.paper)
    size, rows = sizes[0], [text.paper]
    if size != _NAMES[0][1]:
        tried = ((size, pen.broken(pieces, size)) for size in sizes)
        size, rows = next(
            (one for one in tried if _is_whole(pieces, one[1])), (size, pen.broken(pieces, size))
        )
    for row in rows:
        top = pen.line(row, style.nameplate, top, size, ink)
    return top


def _draw_headlines(pen: Pen, text: CoverText, top: int, bottom: int) -> None:
    """Set headlines as large as they find room whole between `top` and `bottom`, with the white shared among them."""
    told = [headline for headline in text.headlines if headline and headline != text.paper]
    chosen = [_pieces(text, headline) for headline in told[:_MOST_HEADLINES]]
    while chosen:
        for size in _SIZES:
            sizes = [round(size * (_FIRST if number == 0 else 1.0)) for number in range(len(chosen))]
            rows = [pen.broken(pieces, own) for pieces, own in zip(chosen, sizes, strict=True)]
            heights = [round(1.35 * own * len(broken)) for own, broken in zip(sizes, rows, strict=True)]
            gap = (bottom - top - sum(heights)) / len(chosen)
            whole = all(map(_is_whole, chosen, rows)) or size == _SIZES[-1]
            if whole and gap >= 0.55 * size:
                gap = min(gap, 1.6 * size)
                _draw_rows(pen, rows, (sizes, heights), (top, gap))
                return
        chosen.pop()


def _is_whole(pieces: list[str], rows: list[str]) -> bool:
    return "".join("".join(rows).split()) == "".join("".join(pieces).split())


def _draw_rows(
    pen: Pen, rows: list[list[str]], measures: tuple[list[int], list[int]], place: tuple[float, float]
) -> None:
    top, gap = place
    for broken, size, height in zip(rows, *measures, strict=True):
        for number, row in enumerate(broken):
            pen.text((MARGIN, round(top + 1.35 * size * number)), row, "song", size)
        top += height + gap


def _pieces(text: CoverText, headline: str) -> list[str]:
    return list(text.cut(headline))


def _coloured(image: Image, style: CoverStyle) -> bytes:
    """Turn the grey image into shades between paper and ink."""
    paper, ink = _channels(style.paper), _channels(style.ink)
    palette = [
        round(low + (high - low) * level / INK)
        for level in range(256)
        for low, high in zip(paper, ink, strict=True)
    ]
    image.putpalette(palette)
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=6)
    return written.getvalue()


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
