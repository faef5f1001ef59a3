"""Reading TrueType faces without parsing them whole: the file is mapped, and only what is asked for is looked up.

A shipped face has eighteen thousand glyphs of which an edition uses one in ten; opening it this way takes milliseconds
and no memory of its own. Table layouts are those of the OpenType specification.
"""

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from pathlib import Path
from struct import unpack_from

from epubmaker.errors import DependencyError
from epubmaker.messages import Message, system_reason
from epubmaker.render.fonts import FORMS
from epubmaker.render.gsub import vertical_forms


class Face:
    """One TrueType face; lengths are in em unless they are said to be in font units.

    Raises `DependencyError` for a file that is no TrueType font with outlines.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._directory(index)
            self._read_headers()
            self._read_characters()
        except OSError as error:
            raise DependencyError(
                Message("{path}: this font cannot be read ({reason})", path=path, reason=system_reason(error))
            ) from error
        except (struct.error, ValueError, KeyError, IndexError) as broken:
            raise DependencyError(
                Message("{name} is not a TrueType font with outlines", name=path.name)
            ) from broken
        self._vertical: dict[int, int] | None = None

    def table(self, tag: str) -> bytes:
        """Return the bytes of a table, empty if there is none."""
        start, length = self._tables.get(tag, (0, 0))
        return self._file[start : start + length]

    def has(self, character: str) -> bool:
        """Say whether the face has a shape for just this form of a character."""
        return self._own(ord(character)) > 0

    def glyph(self, character: str) -> int:
        """Return the glyph of a character or of the form it has elsewhere, 0 if the face has none."""
        own = self._own(ord(character))
        return own if own or character not in FORMS else self._own(ord(FORMS[character]))

    def _own(self, code: int) -> int:
        place = bisect_right(self._group_starts, code) - 1
        if place < 0 or code > self._group_ends[place]:
            return 0
        return self._group_glyphs[place] + code - self._group_starts[place]

    def advance(self, glyph: int) -> float:
        """Return the advance width of a glyph."""
        return float(self.advance_units(glyph) / self.units)

    def advance_units(self, glyph: int) -> int:
        """Return the advance width of a glyph in font units."""
        return int(self._metrics[2 * min(glyph, self._metric_count - 1)])

    def box(self, glyph: int) -> tuple[float, float, float, float] | None:
        """Return the ink box (left, bottom, right, top) of a glyph, None if it has no ink."""
        start, end = self._loca[glyph], self._loca[glyph + 1]
        if end - start < 10:
            return None
        box = unpack_from(">4h", self._file, self._tables["glyf"][0] + start + 2)
        return (box[0] / self.units, box[1] / self.units, box[2] / self.units, box[3] / self.units)

    def outline(self, glyph: int) -> bytes:
        """Return the outline of a glyph as its bytes in the `glyf` table."""
        start = self._tables["glyf"][0]
        return self._file[start + self._loca[glyph] : start + self._loca[glyph + 1]]

    def upright(self, glyph: int) -> int:
        """Return the form of a glyph for vertical lines (feature `vert`), itself if it has none."""
        if self._vertical is None:
            self._vertical = vertical_forms(self.table("GSUB"))
        return self._vertical.get(glyph, glyph)

    def _directory(self, index: int) -> dict[str, tuple[int, int]]:
        start = 0
        if self._file[:4] == b"ttcf":
            (start,) = unpack_from(">I", self._file, 12 + 4 * index)
        (count,) = unpack_from(">H", self._file, start + 4)
        tables = {}
        for entry in range(start + 12, start + 12 + 16 * count, 16):
            tag, _, offset, length = unpack_from(">4sIII", self._file, entry)
            tables[tag.decode("latin-1")] = (offset, length)
        return tables

    def _read_headers(self) -> None:
        head, hhea = self.table("head"), self.table("hhea")
        (self.units,) = unpack_from(">H", head, 18)
        self.bounds: tuple[int, int, int, int] = unpack_from(">4h", head, 36)
        (long_loca,) = unpack_from(">h", head, 50)
        self.ascent, self.descent = unpack_from(">2h", hhea, 4)
        (self._metric_count,) = unpack_from(">H", hhea, 34)
        self._metrics = _numbers("H", self.table("hmtx")[: 4 * self._metric_count])
        loca = _numbers("I" if long_loca else "H", self.table("loca"))
        self._loca = loca if long_loca else array("I", [2 * offset for offset in loca])
        self._tables["glyf"]  # a face without outlines of this kind is refused
        self.cap_height = self._cap_height()
        self.name = self._postscript_name()

    def _cap_height(self) -> int:
        os2 = self.table("OS/2")
        if len(os2) >= 90 and unpack_from(">H", os2, 0)[0] >= 2:
            return int(unpack_from(">h", os2, 88)[0])
        return int(0.7 * self.units)

    def _postscript_name(self) -> str:
        names = self.table("name")
        count, strings = unpack_from(">HH", names, 2)
        for entry in range(6, 6 + 12 * count, 12):
            platform, _, _, kind, length, offset = unpack_from(">6H", names, entry)
            if kind == 6:
                raw = names[strings + offset : strings + offset + length]
                name = raw.decode("latin-1" if platform == 1 else "utf-16-be")
                return "".join(letter for letter in name if letter.isalnum() or letter in "-_")
        return "Font"

    def _read_characters(self) -> None:
        cmap = self.table("cmap")
        (count,) = unpack_from(">H", cmap, 2)
        offsets = [unpack_from(">I", cmap, 8 + 8 * entry)[0] for entry in range(count)]
        formats = {unpack_from(">H", cmap, offset)[0]: offset for offset in offsets}
        if 12 in formats:
            (groups,) = unpack_from(">I", cmap, formats[12] + 12)
            triples = _numbers("I", cmap[formats[12] + 16 : formats[12] + 16 + 12 * groups])
        else:
            triples = _groups_of_format_4(cmap[formats[4] :])
        self._group_starts, self._group_ends, self._group_glyphs = triples[0::3], triples[1::3], triples[2::3]


def _numbers(kind: str, raw: bytes) -> "array[int]":
    """Read an array of big-endian numbers (`H` 16 bits, `h` signed, `I` 32 bits)."""
    numbers = array(kind)
    numbers.frombytes(raw[: len(raw) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _groups_of_format_4(table: bytes) -> "array[int]":
    """Turn the segments of a 16-bit character map into groups (first, last, glyph of the first)."""
    (double,) = unpack_from(">H", table, 6)
    count = double // 2
    words = _numbers("H", table[14:])
    ends, starts = words[:count], words[count + 1 : 2 * count + 1]
    deltas, ranges = words[2 * count + 1 : 3 * count + 1], words[3 * count + 1 :]
    groups = array("I")
    for segment in range(count):
        for code in range(starts[segment], ends[segment] + 1):
            glyph = code
            if ranges[segment]:
                place = segment + ranges[segment] // 2 + code - starts[segment]
                glyph = ranges[place] if place < len(ranges) else 0
                if not glyph:
                    continue
            groups.extend((code, code, (glyph + deltas[segment]) & 0xFFFF))
    return groups
