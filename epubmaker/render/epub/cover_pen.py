"""The pen that covers are drawn with: lines that always fit, rows broken between words, columns of upright characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from epubmaker.render.fonts import FORMS, GETA, Family, chain, is_ignorable
from epubmaker.render.truetype import Face

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

# 2:3, and as high as booksellers ask for.
WIDTH, HEIGHT = 1600, 2400
MARGIN = 128
INK, PAPER = 255, 0
_SMALLEST = 38  # lines that carry no title at all are not worth drawing below this size
_TURNED = frozenset("—…～-–（）()《》〈〉“”‘’「」『』【】〔〕：；")
_CORNER = frozenset("，。、")
_MOST_ROWS = 2  # of a headline
_EVEN = 0.5  # of the first row: a second row that is shorter takes something from it
_LETTER = 0.66  # em; a wide Latin letter


class Pen:
    """A pen that draws on one image."""

    def __init__(self, image: Image, language: str) -> None:
        from PIL import ImageDraw  # noqa: PLC0415  (heavy libraries load when used)

        self._image = image
        self._draw = ImageDraw.Draw(image)
        self._language = language
        self._faces: dict[Path, Face] = {}

    def line(self, text: str, family: Family, top: int, size: int, ink: int = INK) -> int:
        """Draw one centred line, smaller where it would not fit; return the y below it."""
        if not text:
            return top
        room = WIDTH - 2 * MARGIN
        text = text if len(text) <= room // _SMALLEST else text[: room // _SMALLEST - 1] + "…"
        text, path = self._cast(text, family)
        face = _sized(path, size)
        wide = face.getlength(text)
        if wide > room:
            face = _sized(path, max(_SMALLEST, int(size * room / wide)))
        self._draw.text((WIDTH // 2, top), text, font=face, fill=ink, anchor="ma")
        return top + round(face.size * 1.25)

    def text(self, place: tuple[int, int], text: str, family: Family, size: int) -> None:
        """Draw text from the left."""
        text, path = self._cast(text, family)
        self._draw.text(place, text, font=_sized(path, size), fill=INK, anchor="la")

    def broken(self, pieces: Sequence[str], size: int) -> list[str]:
        """Set pieces of a headline in rows, ended between pieces; what is too much is left out behind an ellipsis."""
        room = (WIDTH - 2 * MARGIN) / size
        rows = _filled(pieces, room)
        if len(rows) == _MOST_ROWS and _wide(rows[1]) < _EVEN * _wide(rows[0]):
            narrower = (_wide("".join(pieces)) / _MOST_ROWS + step for step in count(0, 0.5))
            rows = next(
                tried
                for tried in (_filled(pieces, min(one, room)) for one in narrower)
                if len(tried) == _MOST_ROWS
            )
        if len(rows) > _MOST_ROWS:
            rows = [*rows[: _MOST_ROWS - 1], rows[_MOST_ROWS - 1].rstrip()[:-1] + "…"]
        return [row.strip() for row in rows]

    def column(self, place: tuple[int, int], text: str, family: Family, size: int, ink: int = INK) -> int:
        """Draw upright characters one below the other, centred on x; return the y below them."""
        x, y = place
        text, path = self._cast(text, family)
        face = _sized(path, size)
        for sign in text:
            self._sign((x, y), sign, face, ink)
            y += round(size * (0.5 if sign.isspace() else 1.06))
        return y

    def _sign(self, place: tuple[int, int], sign: str, face: FreeTypeFont, ink: int) -> None:
        from PIL import Image, ImageDraw  # noqa: PLC0415

        x, y = place
        size = round(face.size)
        if sign in _TURNED:
            cell = Image.new("L", (size, size), PAPER)
            ImageDraw.Draw(cell).text((0, 0), sign, font=face, fill=255, anchor="la")
            turned = cell.rotate(-90)
            self._image.paste(ink, (x - size // 2, y), turned)
            return
        shift = (0.55, -0.55) if sign in _CORNER else (0.0, 0.0)
        centre = (x + round(shift[0] * size), y + round(shift[1] * size))
        self._draw.text(centre, sign, font=face, fill=ink, anchor="ma")

    def rule(self, top: int, weight: int) -> None:
        """Draw a rule from margin to margin."""
        self._draw.rectangle((MARGIN, top, WIDTH - MARGIN, top + weight - 1), fill=INK)

    def stand(self, x: int, weight: int) -> None:
        """Draw an upright rule from margin to margin."""
        self._draw.rectangle((x, MARGIN, x + weight - 1, HEIGHT - MARGIN), fill=INK)

    def block(self, top: int, bottom: int) -> None:
        """Fill a field over the width of the cover."""
        self._draw.rectangle((0, top, WIDTH, bottom), fill=INK)

    def field(self, left: int, right: int) -> None:
        """Fill a field over the height of the cover."""
        self._draw.rectangle((left, 0, right, HEIGHT), fill=INK)

    def _cast(self, text: str, family: Family) -> tuple[str, Path]:
        """Return the text as it can be drawn and the first face of the chain that has most of it; 〓 is what it lacks."""
        shown = "".join(FORMS.get(sign, sign) for sign in text if not is_ignorable(sign))
        paths = chain(family, self._language)
        whole = next((path for path in paths if not self._lacking(shown, path)), None)
        path = whole or min(paths, key=lambda one: len(self._lacking(shown, one)))
        lacking = self._lacking(shown, path)
        return "".join(GETA if sign in lacking else sign for sign in shown), path

    def _lacking(self, text: str, path: Path) -> frozenset[str]:
        if path not in self._faces:
            self._faces[path] = Face(path)
        face = self._faces[path]
        return frozenset(sign for sign in text if not sign.isspace() and not face.glyph(sign))


def _sized(path: Path, size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _filled(pieces: Sequence[str], room: float) -> list[str]:
    """Fill rows of so many em one after the other."""
    rows = [""]
    for piece in pieces:
        if rows[-1] and _wide(rows[-1] + piece) > room:
            rows.append("")
        rows[-1] += piece
        while _wide(rows[-1]) > room:  # one piece that no row holds
            fits = max(1, int(len(rows[-1]) * room / _wide(rows[-1])))
            rows[-1:] = [rows[-1][:fits], rows[-1][fits:]]
    return rows


def _wide(text: str) -> float:
    """Return about how many em a text is wide; asking the font for each of many tries takes longer than drawing."""
    return sum(_LETTER if sign.isascii() else 1.0 for sign in text)
