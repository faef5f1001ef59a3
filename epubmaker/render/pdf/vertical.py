"""Vertical lines as PDF text operators (CLREQ 2.4): Han in columns, Western words turned, short numbers across."""

from epubmaker.render.pdf.embedding import UsedFont
from epubmaker.render.pdf.glyphs import Drawn, Encoder, Mode, Pen, code_of_word, kern
from epubmaker.render.pdf.ink import Shown
from epubmaker.render.pdf.typefaces import word_width
from epubmaker.typeset import SetLine, Unit
from epubmaker.typeset.classes import Sort

_DIGIT_MIDDLE = 0.37  # em; half the height of a figure
_ACROSS = 0.96  # em; the widest a number across may be
_LEAST_KERN = 5e-4  # em
_SAME = 0.004  # em


class VerticalEncoder(Encoder):
    """Encoder of units for vertical lines, with the font's vertical forms (GSUB `vert`)."""

    def _encode(self, unit: Unit) -> Drawn:
        if unit.face < 0:
            return self._geta(unit)
        font = self._book.font(unit.face)
        if unit.kind.sort is Sort.WESTERN or unit.text.isascii():
            code = code_of_word(font, unit.text)
            if unit.text.isdigit() and unit.kind.sort is Sort.HAN:
                width = word_width(font.face, unit.text)
                scale = 100.0 * min(1.0, _ACROSS / width)
                pen = Pen(unit.face, solid=False, scale=scale)
                return Drawn(pen, code, "", Mode.ACROSS, width * scale / 200.0)
            blank = unit.width - word_width(font.face, unit.text)
            return Drawn(Pen(unit.face, solid=False), kern(blank / 2) + code, mode=Mode.TURNED)
        if unit.kind.sort is Sort.DASH and unit.text[0] in "—⸺":
            return self._turned_dash(unit, font)
        return self._column(unit, font)

    def _column(self, unit: Unit, font: UsedFont) -> Drawn:
        font.vertical = True
        signs = unit.text if unit.kind.sort is Sort.DASH else unit.text[0]
        meanings = signs if len(signs) > 1 else (unit.text,)
        glyphs = [font.face.upright(font.face.glyph(sign)) for sign in signs]
        codes = [font.code(glyph, meaning) for glyph, meaning in zip(glyphs, meanings, strict=True)]
        blank = unit.width - len(signs)
        pen = Pen(unit.face, solid=abs(blank) < _SAME and len(signs) == 1)
        return Drawn(pen, _down(blank / 2) + "".join(codes) + _down(blank / 2))

    def _turned_dash(self, unit: Unit, font: UsedFont) -> Drawn:
        """Turn the horizontal dash, whose length is known, so that its stroke runs down the middle."""
        drawn = super()._dash(unit, font)
        glyph = font.face.glyph("—") or font.face.glyph(unit.text[0])
        box = font.face.box(glyph)
        middle = (box[1] + box[3]) / 2 if box else 0.38
        return drawn._replace(mode=Mode.TURNED, middle=middle)

    def _geta(self, unit: Unit) -> Drawn:
        drawn = super()._geta(unit)
        self._book.font(drawn.pen.face).vertical = True
        return drawn._replace(code=drawn.code.split(")")[0] + _down(unit.width - 1.0))


class VerticalInk:
    """A pen for lines that run from top to bottom.

    A line carries its text as a whole, and its last glyph stands by itself: PDFium takes pieces that begin at one height for
    one line and puts them in order from the left, which turns a paragraph round.
    """

    def __init__(self, encoder: VerticalEncoder) -> None:
        self._encoder = encoder

    def draw(self, line: SetLine, size: float, x: float, y: float) -> list[Shown]:
        """Return the operators, between BT and ET, that draw a line whose middle is at x and whose top is at y."""
        drawn = [self._encoder[unit] for unit in line.units]
        operators: list[str] = []
        down = line.start
        run = _Run(size, line.spread)
        last = len(line.units) - 1
        for place, (unit, glyphs) in enumerate(zip(line.units, drawn, strict=True)):
            gap = line.gaps[place] if place < len(line.gaps) else 0.0
            if place == last or not run.continues(glyphs):
                run.end(operators)
                run.begin(operators, glyphs, x, y - down * size)
            run.add(glyphs, gap)
            down += unit.width + gap
        run.end(operators)
        if line.spread:
            operators.append("0 Tc")
        return [Shown(operators, line.text if last > 0 else drawn[0].actual)]


class _Run:
    """The glyphs that one text-showing operator draws."""

    def __init__(self, size: float, spread: float) -> None:
        self._size = size
        self._spread = spread
        self._codes: list[str] = []
        self._kern = 0.0
        self._glyphs: Drawn | None = None

    def continues(self, glyphs: Drawn) -> bool:
        """Say whether the glyphs can join the run: the same face, in a column, with the same spacing."""
        last = self._glyphs
        return (
            last is not None
            and last.mode is glyphs.mode is Mode.IN_LINE
            and (last.pen.face, last.pen.solid) == (glyphs.pen.face, glyphs.pen.solid)
        )

    def begin(self, operators: list[str], glyphs: Drawn, x: float, y: float) -> None:
        """Start a run whose first glyph has its top at y."""
        size, scale = self._size, glyphs.pen.scale / 100.0
        resource = "V" if glyphs.mode is Mode.IN_LINE else "F"
        operators.append(f"/{resource}{glyphs.pen.face} {size:g} Tf")
        if glyphs.mode is Mode.IN_LINE:
            operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        elif glyphs.mode is Mode.TURNED:
            operators.append(f"0 {-scale:.5g} 1 0 {x - glyphs.middle * size:.2f} {y:.2f} Tm")
        else:
            left, base = x - glyphs.middle * size, y - (0.5 + _DIGIT_MIDDLE) * size
            operators.append(f"{scale:.5g} 0 0 1 {left:.2f} {base:.2f} Tm")
        if self._spread:
            pitch = -self._spread * size if glyphs.mode is Mode.IN_LINE and glyphs.pen.solid else 0
            operators.append(f"{pitch:.4f} Tc")
        self._glyphs = glyphs

    def add(self, glyphs: Drawn, gap: float) -> None:
        """Add glyphs and the gap after them."""
        if abs(self._kern) > _LEAST_KERN:
            self._codes.append(_down(self._kern))
        self._codes.append(glyphs.code)
        self._kern = gap - (self._spread if glyphs.pen.solid else 0.0)

    def end(self, operators: list[str]) -> None:
        """Write the run out; a gap after it is left to the place of the next."""
        if self._codes:
            codes = "".join(self._codes)
            operators.append(f"[({codes})] TJ" if ")" in codes else f"({codes}) Tj")
        self._codes.clear()
        self._kern = 0.0
        self._glyphs = None


def _down(blank: float) -> str:
    """Move down by `blank` em inside a TJ array, between two code strings of a vertical font."""
    return f"){round(1000 * blank)}(" if abs(blank) >= _LEAST_KERN else ""
