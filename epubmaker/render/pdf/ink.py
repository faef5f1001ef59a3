"""Set lines as PDF text operators.

A line is cut into runs drawn with one font and one spacing. Where a line was opened equally, character spacing (Tc) does
it for the runs of single characters, and only the places that differ get a number in the TJ array. Gaps that an
extractor would take for a space are covered by ActualText, so that a date is found although a gap is set inside it; such
a piece is marked content beside, not inside, the rest of its paragraph (Poppler loses what follows a nested one).
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from epubmaker.render.pdf.glyphs import Drawn, Encoder
from epubmaker.render.pdf.typefaces import CENTRE
from epubmaker.typeset import SetLine

VISIBLE_GAP = 0.075  # em; extractors read about a tenth of an em as a space
_AFTER_FIGURES, _BEFORE_FIGURES = frozenset("年月日"), frozenset("年月")
_STEP = 0.05  # em; widths of figures are told apart by that much
_PEN, _CODE = attrgetter("pen"), attrgetter("code")


class Shown(NamedTuple):
    """A piece of a drawn line: its operators, and the text for ActualText, "" where the glyphs say it."""

    operators: list[str]
    actual: str = ""


def cut(pieces: list[Shown], actual: str) -> list[Shown]:
    """Begin a new piece; one that shows nothing yet becomes the new one."""
    if len(pieces) == 1 and len(pieces[0].operators) <= 1:
        return [Shown(pieces[0].operators, actual)]
    return [*pieces, Shown([], actual)]


class HorizontalInk:
    """A pen for lines that run from left to right."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def draw(self, line: SetLine, size: float, x: float, y: float) -> list[Shown]:
        """Return the operators, between BT and ET, that draw a line whose em box has its middle at y."""
        place = f"1 0 0 1 {x + line.start * size:.2f} {y - CENTRE * size:.2f} Tm"
        widest = max(line.gaps, default=0.0)
        if widest <= VISIBLE_GAP:
            codes = self._encoder.codes(line.units, solid=line.spread != 0.0)
            if codes is not None:
                return [Shown([f"{place}\n{_in_one(codes, line, size)}"])]
        drawn = list(map(self._encoder.__getitem__, line.units))
        pieces = [Shown([place])]
        pen = _Pen(size, line.spread)
        if widest > VISIBLE_GAP:
            line = self._without_gaps_in_dates(line, drawn)
            widest = max(line.gaps)
        if not self._encoder.replaces and widest <= VISIBLE_GAP:
            pen.draw(pieces[0].operators, drawn, line.gaps)
        else:
            covers = covers_of(line, drawn)
            places = [*sorted({0, *covers} - {len(drawn)}), len(drawn)]
            for at, stop in pairwise(places):
                if at in covers:
                    pieces = cut(pieces, covers[at])
                pen.draw(pieces[-1].operators, drawn[at:stop], line.gaps[at:stop])
        pen.lay_down(pieces[-1].operators)
        return pieces

    def _without_gaps_in_dates(self, line: SetLine, drawn: list[Drawn]) -> SetLine:
        """Give the space inside a date to its figures and 年 and 月, in `drawn`, and return the line with what is left of it.

        Programs that read by place, pdf.js among them, take a gap for a blank and do not find 2020年1月10日.
        """
        gaps = list(line.gaps)
        for place, gap in enumerate(gaps):
            left, right = line.units[place].text, line.units[place + 1].text
            dated = (left.isdecimal() and right in _AFTER_FIGURES) or (
                left in _BEFORE_FIGURES and right.isdecimal()
            )
            if gap > VISIBLE_GAP and dated and ")" not in drawn[place].code and line.units[place].face >= 0:
                more = int(gap / _STEP) * round(1000 * _STEP)
                drawn[place] = self._encoder.wider(line.units[place], more)
                gaps[place] = gap - more / 1000
        return line._replace(gaps=tuple(gaps))


def _in_one(codes: list[str], line: SetLine, size: float) -> str:
    """Return the operators that show a line with one pen, spacing put back behind it."""
    spread = line.spread
    glyphs = "".join(_kerned(codes, line.gaps, spread, 100.0))
    shown = f"[({glyphs})] TJ" if ")" in glyphs else f"({glyphs}) Tj"
    if spread:
        shown = f"{spread * size:.4f} Tc\n{shown}\n0.0000 Tc"
    return f"/F{line.units[0].face} {size:g} Tf\n{shown}"


class _Pen:
    """Font, spacing and scaling while a line is drawn."""

    def __init__(self, size: float, spread: float) -> None:
        self._size = size
        self._spread = spread
        self._face = -1
        self._pitch = 0.0
        self._scale = 100.0

    def draw(self, operators: list[str], drawn: Sequence[Drawn], gaps: Sequence[float]) -> None:
        """Show glyphs with the gaps after them."""
        place = 0
        for (face, solid, scale), run in groupby(drawn, _PEN):
            codes = list(map(_CODE, run))
            stop = place + len(codes)
            if face != self._face:
                self._face = face
                operators.append(f"/F{face} {self._size:g} Tf")
            spread = self._spread if solid else 0.0
            self._change(operators, spread * self._size, scale)
            shown = "".join(_kerned(codes, gaps[place:stop], spread, scale))
            operators.append(f"[({shown})] TJ" if ")" in shown else f"({shown}) Tj")
            place = stop

    def lay_down(self, operators: list[str]) -> None:
        """Put spacing and scaling back."""
        self._change(operators, 0.0, 100.0)

    def _change(self, operators: list[str], pitch: float, scale: float) -> None:
        if pitch != self._pitch:
            self._pitch = pitch
            operators.append(f"{pitch:.4f} Tc")
        if scale != self._scale:
            self._scale = scale
            operators.append(f"{scale:.5g} Tz")


def _kerned(codes: list[str], gaps: Sequence[float], spread: float, scale: float) -> list[str]:
    """Put a correction after each glyph whose gap differs from the spacing that the pen gives all of them."""
    if gaps.count(spread) == len(gaps):
        return codes
    unit = -100_000.0 / scale  # TJ numbers are thousandths of an em, scaled with the glyphs
    for place, gap in enumerate(gaps):
        if gap != spread:
            kern = round(unit * (gap - spread))
            if kern:
                codes[place] = f"{codes[place]}){kern}("
    return codes


def covers_of(line: SetLine, drawn: Sequence[Drawn]) -> dict[int, str]:
    """Return where pieces of the line with an ActualText of their own begin, and that text.

    Where such a piece is followed by an ordinary one, that one's place stands with an empty text.
    """
    gaps = line.gaps
    covers: dict[int, str] = {}
    place, count = 0, len(drawn)
    while place < count:
        if not drawn[place].actual and not (place < len(gaps) and gaps[place] > VISIBLE_GAP):
            place += 1
            continue
        stop = place
        while stop < len(gaps) and gaps[stop] > VISIBLE_GAP:
            stop += 1
        covers[place] = "".join([drawn[k].actual or line.units[k].text for k in range(place, stop + 1)])
        place = stop + 1
        covers[place] = ""
    return covers
