"""Draws the cover: the name of the paper, the day, the first headlines."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from epubmaker.render.fonts import Family, face_path
from epubmaker.render.theme import CoverStyle

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

# 3:4, and as high as booksellers ask for.
WIDTH, HEIGHT = 1200, 1600
_MARGIN = 96
_INK, _PAPER = 255, 0
# Lines that carry no title at all are not worth drawing below this size.
_SMALLEST = 28


@dataclass(frozen=True, slots=True)
class CoverText:
    """This is what a cover says: paper, day, issue, publisher, and the headlines that find room."""

    paper: str
    day: str
    issue: str
    publisher: str = ""
    headlines: tuple[str, ...] = ()


def draw_cover(text: CoverText, style: CoverStyle, language: str) -> bytes:
    """This draws a cover as PNG, 1,200 by 1,600 pixels, from two colours and the shades between them."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  (heavy libraries load when used)

    image = Image.new("L", (WIDTH, HEIGHT), _PAPER)
    pen = _Pen(ImageDraw.Draw(image), language)
    (_draw_block if style.layout == "block" else _draw_banner)(pen, text)
    return _coloured(image, style)


class _Pen:
    """This draws lines of text that always fit their width."""

    def __init__(self, draw: ImageDraw, language: str) -> None:
        self.draw = draw
        self._language = language

    def line(self, text: str, family: Family, top: int, size: int, ink: int = _INK) -> int:
        """This draws one centred line, smaller where it would not fit; returns the y below it."""
        if not text:
            return top
        face, text = self._fitted(text, family, size)
        self.draw.text((WIDTH // 2, top), text, font=face, fill=ink, anchor="ma")
        return top + round(face.size * 1.25)

    def rows(self, text: str, family: Family, top: int, size: int, most: int) -> int:
        """This draws up to `most` rows of `text` from the left, then an ellipsis; returns the y below."""
        face = self._face(family, size)
        across = (WIDTH - 2 * _MARGIN) // size
        pieces = [text[start : start + across] for start in range(0, len(text), across)]
        if len(pieces) > most:
            pieces[most - 1 :] = [pieces[most - 1][:-1] + "…"]
        for piece in pieces:
            self.draw.text((_MARGIN, top), piece, font=face, fill=_INK, anchor="la")
            top += round(size * 1.4)
        return top

    def rule(self, top: int, weight: int) -> None:
        """This draws a rule from margin to margin."""
        self.draw.rectangle((_MARGIN, top, WIDTH - _MARGIN, top + weight - 1), fill=_INK)

    def _fitted(self, text: str, family: Family, size: int) -> tuple[FreeTypeFont, str]:
        room = WIDTH - 2 * _MARGIN
        text = text if len(text) <= room // _SMALLEST else text[: room // _SMALLEST - 1] + "…"
        face = self._face(family, size)
        wide = face.getlength(text)
        return (face if wide <= room else self._face(family, max(_SMALLEST, int(size * room / wide)))), text

    def _face(self, family: Family, size: int) -> FreeTypeFont:
        from PIL import ImageFont  # noqa: PLC0415

        path = str(face_path(family, self._language))
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _draw_banner(pen: _Pen, text: CoverText) -> None:
    """This is a newspaper's front: the name between rules, the day below it, then the headlines."""
    pen.rule(110, 14)
    pen.rule(134, 3)
    below = pen.line(text.paper, "hei", 210, 180)
    below = max(below + 40, 470)
    pen.rule(below, 3)
    below = pen.line(text.day, "song", below + 44, 58)
    below = pen.line(text.issue, "song", below + 12, 46)
    pen.rule(below + 40, 3)
    _draw_headlines(pen, text.headlines, below + 130)
    pen.line(text.publisher, "song", HEIGHT - 200, 40)
    pen.rule(HEIGHT - 124, 3)
    pen.rule(HEIGHT - 110, 14)


def _draw_block(pen: _Pen, text: CoverText) -> None:
    """This sets the name in reverse on a field of colour."""
    pen.draw.rectangle((0, 0, WIDTH, 640), fill=_INK)
    below = pen.line(text.paper, "hei", 180, 190, _PAPER)
    below = pen.line(text.day, "song", max(below + 50, 430), 58, _PAPER)
    pen.line(text.issue, "song", below + 8, 44, _PAPER)
    _draw_headlines(pen, text.headlines, 760)
    pen.line(text.publisher, "song", HEIGHT - 150, 40)


def _draw_headlines(pen: _Pen, headlines: tuple[str, ...], top: int) -> None:
    """This sets the first headline large and the others as far as the page goes."""
    for number, headline in enumerate(headlines):
        size = 72 if number == 0 else 50
        if top + 2 * size * 1.4 > HEIGHT - 240:
            return
        top = pen.rows(headline, "song", top, size, 2) + 40


def _coloured(image: Image, style: CoverStyle) -> bytes:
    """This turns the grey image into shades between paper and ink."""
    paper, ink = _channels(style.paper), _channels(style.ink)
    palette = [
        round(low + (high - low) * level / 255)
        for level in range(256)
        for low, high in zip(paper, ink, strict=True)
    ]
    image.putpalette(palette)
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=6)
    return written.getvalue()


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
