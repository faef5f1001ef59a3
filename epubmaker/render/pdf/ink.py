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
        lead = (line.start * size) + x
        parts = [f"1 0 0 1 {lead:.2f} {y - CENTRE * size:.2f} Tm"]
        covers = covers_of(line, drawn)
        face, solid, pitch, scale = -1, True, 0.0, 100.0
        spread = line.spread
        buffer: list[str] = []
        gaps = (*line.gaps, 0.0)
        for place, glyphs in enumerate(drawn):
            if glyphs.face != face or glyphs.solid != solid or glyphs.scale != scale or place in covers:
                _flush(buffer, parts)
                if place in covers:
                    parts.append(covers[place])
                if glyphs.face != face:
                    parts.append(f"/F{glyphs.face} {size:g} Tf")
                wanted = spread * size if glyphs.solid else 0.0
                if wanted != pitch:
                    parts.append(f"{wanted:.4f} Tc")
                if glyphs.scale != scale:
                    parts.append(f"{glyphs.scale:.5g} Tz")
                face, solid, pitch, scale = glyphs.face, glyphs.solid, wanted, glyphs.scale
            buffer.append(glyphs.code)
            kern = gaps[place] - spread if solid else gaps[place] * 100.0 / scale
            if (kern > _LEAST_KERN or kern < -_LEAST_KERN) and place + 1 < len(drawn):
                buffer.append(f">{round(-1000 * kern)}<")
        _flush(buffer, parts)
        if len(drawn) in covers:
            parts.append("EMC")
        if pitch:
            parts.append("0 Tc")
        if scale != 100.0:
            parts.append("100 Tz")
        return "\n".join(parts)


def _flush(buffer: list[str], parts: list[str]) -> None:
    if not buffer:
        return
    codes = "".join(buffer)
    parts.append(f"[<{codes}>] TJ" if ">" in codes else f"<{codes}> Tj")
    buffer.clear()


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
