"""Set lines as PDF text operators.

A line is cut into runs drawn with one font and one spacing. Where a line was opened equally, character spacing (Tc) does
it for the runs of single characters, and only the places that differ get a number in the TJ array. Gaps that an
extractor would take for a space are covered by ActualText, so that a date is found although a gap is set inside it.
"""

from collections.abc import Sequence

from epubmaker.render.pdf.glyphs import Drawn, Encoder
from epubmaker.render.pdf.typefaces import CENTRE
from epubmaker.typeset import SetLine

_VISIBLE_GAP = 0.075  # em; extractors read about a tenth of an em as a space
_LEAST_KERN = 5e-4  # em


class HorizontalInk:
    """This draws lines that run from left to right."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def draw(self, line: SetLine, size: float, x: float, y: float) -> str:
        """This returns the operators, between BT and ET, that draw a line whose em box has its middle at y."""
        drawn = [self._encoder[unit] for unit in line.units]
        covers = covers_of(line, drawn)
        parts = [f"1 0 0 1 {x + line.start * size:.2f} {y - CENTRE * size:.2f} Tm"]
        pen = _Pen(parts, size, line.spread)
        place, count = 0, len(drawn)
        while place < count:
            if place in covers:
                parts.append(covers[place])
            stop = place + 1
            while stop < count and stop not in covers and _alike(drawn[place], drawn[stop]):
                stop += 1
            pen.take(drawn[place])
            parts.append(pen.show(drawn[place:stop], line.gaps[place:stop]))
            place = stop
        if count in covers:
            parts.append("EMC")
        pen.lay_down()
        return "\n".join(parts)


class _Pen:
    """This remembers font, spacing and scaling while a line is drawn."""

    def __init__(self, parts: list[str], size: float, spread: float) -> None:
        self._parts = parts
        self._size = size
        self._spread = spread
        self._face = -1
        self._pitch = 0.0
        self._scale = 100.0

    def take(self, glyphs: Drawn) -> None:
        """This changes to what the glyphs are drawn with."""
        if glyphs.face != self._face:
            self._face = glyphs.face
            self._parts.append(f"/F{glyphs.face} {self._size:g} Tf")
        self._change(self._spread * self._size if glyphs.solid else 0.0, glyphs.scale)

    def show(self, drawn: Sequence[Drawn], gaps: Sequence[float]) -> str:
        """This shows glyphs of one pen with the gaps after them."""
        spread = self._spread if drawn[0].solid else 0.0
        unit = (
            -100_000.0 / self._scale
        )  # TJ numbers are thousandths of an em, scaled horizontally with the glyphs
        codes = []
        for glyphs, gap in zip(drawn, (*gaps, spread), strict=False):
            codes.append(glyphs.code)
            kern = gap - spread
            if kern > _LEAST_KERN or kern < -_LEAST_KERN:
                codes.append(f">{round(unit * kern)}<")
        shown = "".join(codes)
        return f"[<{shown}>] TJ" if ">" in shown else f"<{shown}> Tj"

    def lay_down(self) -> None:
        """This puts spacing and scaling back."""
        self._change(0.0, 100.0)

    def _change(self, pitch: float, scale: float) -> None:
        if pitch != self._pitch:
            self._pitch = pitch
            self._parts.append(f"{pitch:.4f} Tc")
        if scale != self._scale:
            self._scale = scale
            self._parts.append(f"{scale:.5g} Tz")


def _alike(left: Drawn, right: Drawn) -> bool:
    return left.face == right.face and left.solid == right.solid and left.scale == right.scale


def covers_of(line: SetLine, drawn: Sequence[Drawn]) -> dict[int, str]:
    """This returns, by unit, the operators that open and close ActualText around it (the last may stand at the end)."""
    covers: dict[int, str] = {}
    place, count = 0, len(drawn)
    gaps = line.gaps
    if not line.spread > _VISIBLE_GAP and max(gaps, default=0.0) <= _VISIBLE_GAP and not _odd(drawn):
        return covers
    while place < count:
        if not drawn[place].actual and not (place < len(gaps) and gaps[place] > _VISIBLE_GAP):
            place += 1
            continue
        stop = place
        while stop < len(gaps) and gaps[stop] > _VISIBLE_GAP:
            stop += 1
        text = "".join([drawn[k].actual or line.units[k].text for k in range(place, stop + 1)])
        opening = f"/Span <</ActualText <FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>>> BDC"
        covers[place] = covers[place] + "\n" + opening if place in covers else opening
        covers[stop + 1] = "EMC"
        place = stop + 1
    return covers


def _odd(drawn: Sequence[Drawn]) -> bool:
    return any(glyphs.actual for glyphs in drawn)
