"""From a unit of text to the glyph codes that draw it inside its own width (CLREQ 3.1.2: the composer sets widths)."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from epubmaker.render.fonts import GETA, is_ignorable
from epubmaker.render.pdf.embedding import FontBook, UsedFont
from epubmaker.render.pdf.typefaces import CENTRE, Typefaces, blanks_of_quote
from epubmaker.typeset import Unit
from epubmaker.typeset.classes import QUOTES, Sort

_TWO_EM_DASH = "⸺"
_CODE = 2  # characters of a code
_SAME = 0.004  # em; less is no visible difference


class Mode(Enum):
    """How glyphs stand in their line."""

    IN_LINE = 0  # upright in a horizontal line, or in a column with the font's vertical metrics
    TURNED = 1  # turned by a quarter to the right, in a column
    ACROSS = 2  # a short number side by side, in a column


class Pen(NamedTuple):
    """What neighbours must share to be drawn by one operator.

    face    number of the face
    solid   whether each unit is one glyph of its natural width, so that spacing after every glyph may open the line
    scale   horizontal scaling in percent
    """

    face: int
    solid: bool = True
    scale: float = 100.0


class Drawn(NamedTuple):
    """What draws one unit.

    pen     what it is drawn with
    code    glyph codes, to stand between ( and ) of a TJ array, corrections to the width included
    actual  the text for ActualText where the glyphs' own meaning would be wrong, else ""
    mode    how the glyphs stand in a vertical line
    middle  em from the baseline to the middle of what is turned or stands across
    """

    pen: Pen
    code: str
    actual: str = ""
    mode: Mode = Mode.IN_LINE
    middle: float = CENTRE


class Encoder(dict[Unit, Drawn]):
    """Encoder of units, each distinct one once; `encoder[unit]` draws it.

    `missing` counts characters no face has; `replaces` says whether any unit so far needs ActualText of its own.
    """

    def __init__(self, typefaces: Typefaces, book: FontBook) -> None:
        super().__init__()
        self._typefaces = typefaces
        self._book = book
        self.missing: Counter[str] = Counter()
        self.replaces = False
        self._wider: dict[tuple[Unit, int], Drawn] = {}
        self._solid: dict[int, dict[Unit, str]] = {}
        self._plain: dict[int, dict[Unit, str]] = {}
        self._pens: dict[Pen, Pen] = {}

    def wider(self, unit: Unit, more: int) -> Drawn:
        """Return what draws a unit whose last glyph is wider by `more` thousandths of an em; the space after it is its own."""
        known = self._wider.get((unit, more))
        if known is None:
            drawn, font = self[unit], self._book.font(unit.face)
            last = font.code(font.face.glyph(unit.text[-1]), unit.text[-1], more)
            known = self._wider[unit, more] = drawn._replace(code=drawn.code[:-_CODE] + last)
        return known

    def codes(self, units: Sequence[Unit], *, solid: bool) -> list[str] | None:
        """Return the codes of units that one pen draws without ActualText, None where one pen does not or none was met yet.

        With `solid` each has to be one glyph of its natural width.
        """
        try:
            known = (self._solid if solid else self._plain)[units[0].face]
            return list(map(known.__getitem__, units))
        except KeyError:
            return None

    def __missing__(self, unit: Unit) -> Drawn:
        drawn = self._encode(unit)
        pen = self._pens.setdefault(
            drawn.pen, drawn.pen
        )  # one pen for all it draws: told apart without looking into it
        drawn = self[unit] = drawn._replace(pen=pen)
        self.replaces = self.replaces or bool(drawn.actual)
        if unit.face >= 0 and not drawn.actual and pen.scale == 100.0:
            self._plain.setdefault(unit.face, {})[unit] = drawn.code
            if pen.solid:
                self._solid.setdefault(unit.face, {})[unit] = drawn.code
        return drawn

    def _encode(self, unit: Unit) -> Drawn:
        if unit.face < 0:
            return self._geta(unit)
        font = self._book.font(unit.face)
        sort = unit.kind.sort
        if sort is Sort.WESTERN:
            return Drawn(Pen(unit.face, solid=False), code_of_word(font, unit.text), _ignored(unit.text))
        if sort is Sort.DASH:
            return self._dash(unit, font)
        if sort is Sort.SPACE:
            return self._space(unit, font)
        return self._single(unit, font)

    def _single(self, unit: Unit, font: UsedFont) -> Drawn:
        """Set one glyph: opening marks to the right of their em, closing marks to the left, others in the middle."""
        glyph = font.face.glyph(unit.text[0])
        code = font.code(glyph, unit.text)
        blank = unit.width - font.face.advance(glyph)
        if abs(blank) < _SAME:
            return Drawn(Pen(unit.face), code)
        share = {Sort.OPENING: 1.0, Sort.CLOSING: 0.0}.get(unit.kind.sort, 0.5)
        return Drawn(Pen(unit.face, solid=False), kern(blank * share) + code + kern(blank * (1 - share)))

    def _dash(self, unit: Unit, font: UsedFont) -> Drawn:
        """Draw —— as one stroke of two em, stretched where the font's is shorter (CLREQ 3.1.5)."""
        glyph = font.face.glyph(_TWO_EM_DASH) if unit.text[0] in "—⸺" else 0
        if glyph:
            scale = 100.0 * unit.width / font.face.advance(glyph)
            return Drawn(Pen(unit.face, solid=False, scale=scale), font.code(glyph, unit.text))
        code = "".join([font.code(font.face.glyph(sign), sign) for sign in unit.text])
        blank = unit.width - sum([font.face.advance(font.face.glyph(sign)) for sign in unit.text])
        return Drawn(Pen(unit.face, solid=False), kern(blank / 2) + code + kern(blank / 2))

    def _space(self, unit: Unit, font: UsedFont) -> Drawn:
        sign = "\u3000" if "\u3000" in unit.text else " "
        glyph = font.face.glyph(sign)
        code = font.code(glyph, sign) + kern(unit.width - font.face.advance(glyph))
        return Drawn(Pen(unit.face, solid=False), code)

    def _geta(self, unit: Unit) -> Drawn:
        """Set 〓 for a character that no face has; copying the text still gives the character."""
        self.missing[unit.text] += 1
        number = self._typefaces.first("song")
        font = self._book.font(number)
        private = any(_is_private(sign) for sign in unit.text)  # PDF/A-2, 6.2.11.7.3: those need ActualText
        code = font.code(font.face.glyph(GETA), GETA if private else unit.text)
        pen = Pen(number, solid=unit.width == 1.0)
        return Drawn(pen, code + kern(unit.width - 1.0), unit.text if private else "")


def code_of_word(font: UsedFont, word: str) -> str:
    """Return the codes of a Western word; a curly quote, which the face draws in an em of its own, is as wide as it needs."""
    face, codes = font.face, []
    for sign in word:
        if is_ignorable(sign):
            continue
        before, after = blanks_of_quote(face, sign) if sign in QUOTES and len(word) > 1 else (0.0, 0.0)
        codes.append(kern(-before) + font.code(face.glyph(sign), sign, -round(1000 * after)))
    return "".join(codes)


def kern(blank: float) -> str:
    """Move on by `blank` em inside a TJ array, between two code strings."""
    return f"){round(-1000 * blank)}(" if abs(blank) >= _SAME else ""


def _ignored(text: str) -> str:
    return text if any(is_ignorable(sign) for sign in text) else ""


def _is_private(sign: str) -> bool:
    code = ord(sign)
    return 0xE000 <= code < 0xF900 or code >= 0xF0000
