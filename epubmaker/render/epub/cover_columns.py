"""The cover of a book in vertical lines: the name down the right side, day and issue beside it, headlines in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from epubmaker.render.epub.cover_pen import HEIGHT, INK, MARGIN, PAPER, WIDTH, Pen
from epubmaker.render.theme import CoverStyle

_DEEPEST = HEIGHT - 2 * MARGIN - 80
_PLATE = 300  # width of the field for the name
_HEADLINES = (104, 88, 76)  # sizes of the first headline and of others where they are few or many
_FEW = 5
_DIGITS = "〇一二三四五六七八九"
_QUOTES = str.maketrans("“”‘’", "「」『』")


def draw_columns(
    pen: Pen, lines: Sequence[str], headlines: Sequence[Sequence[str]], style: CoverStyle
) -> None:
    """Draw name, day, issue and publisher (`lines`) and headlines, each cut where it may be broken."""
    paper, *facts = lines
    ink = PAPER if style.layout == "block" else INK
    edge = WIDTH - MARGIN - _PLATE
    if style.layout == "block":
        pen.field(edge - 40, WIDTH)
    else:
        pen.stand(WIDTH - MARGIN, 18)
        pen.stand(edge - 40, 4)
    size = min(260, int(_DEEPEST / (1.06 * max(1, len(paper)))))
    pen.column((WIDTH - MARGIN - _PLATE // 2, MARGIN + 40), paper, style.nameplate, size, ink)
    x = edge - 120
    top = MARGIN + 40
    for fact in facts:
        if fact:
            pen.column((x, top), _upright(fact), "song", 56)
            x -= 90
    _draw_headlines(pen, headlines, x - 90)


def _draw_headlines(pen: Pen, headlines: Sequence[Sequence[str]], x: int) -> None:
    size = _HEADLINES[1] if len(headlines) <= _FEW else _HEADLINES[2]
    for number, pieces in enumerate(headlines):
        own = _HEADLINES[0] if number == 0 else size
        columns = _broken(pieces, own)
        if x - round(1.3 * own) * (len(columns) - 1) < MARGIN + own // 2:
            return
        for column in columns:
            pen.column((x, MARGIN + 40), column.translate(_QUOTES), "song", own)
            x -= round(1.3 * own)
        x -= round(0.5 * own)


def _broken(pieces: Sequence[str], size: int) -> list[str]:
    longest = int(_DEEPEST / (1.06 * size))
    columns = [""]
    for piece in pieces:
        if columns[-1] and len(columns[-1]) + len(piece) > longest:
            columns.append("")
        columns[-1] += piece
    return [column[:longest] for column in columns[:2]]


def _upright(text: str) -> str:
    """Return numbers as Chinese numerals, which stand upright: 二〇二〇年十一月九日."""
    return re.sub("[0-9]+", lambda found: _numeral(found[0]), text)


def _numeral(digits: str) -> str:
    if len(digits) > 2 or int(digits) == 0:
        return "".join(_DIGITS[int(digit)] for digit in digits)
    tens, ones = divmod(int(digits), 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")
