"""A TrueType file that holds only the glyphs a document uses, each in a slot of its own choosing."""

import sys
from array import array
from collections.abc import Sequence
from itertools import zip_longest
from struct import pack, unpack_from

from epubmaker.render.truetype import Face

_WORDS, _MORE, _SCALE, _TWO_SCALES, _MATRIX = 0x0001, 0x0020, 0x0008, 0x0040, 0x0080  # flags of a component
_HINTING = ("cvt ", "fpgm", "prep")


def subset_font(face: Face, glyphs: Sequence[int], wider: Sequence[int] = ()) -> bytes:
    """Return a TrueType file whose glyph n is the face's `glyphs[n]`; components follow after them.

    `wider` adds thousandths of an em to the width of each.
    """
    slots = list(glyphs)
    place = {glyph: slot for slot, glyph in reversed(list(enumerate(slots)))}
    outlines, offsets = bytearray(), [0]
    slot = 0
    while slot < len(slots):
        outline = _with_components(face.outline(slots[slot]), slots, place)
        outlines += outline + bytes(-len(outline) % 4)
        offsets.append(len(outlines))
        slot += 1
    tables = {tag: face.table(tag) for tag in _HINTING if face.table(tag)}
    tables["glyf"] = bytes(outlines)
    tables["loca"] = pack(f">{len(offsets)}I", *offsets)
    more = [round(extra * face.units / 1000) for extra in wider]
    widths = (face.advance_units(glyph) + extra for glyph, extra in zip_longest(slots, more, fillvalue=0))
    tables["hmtx"] = b"".join(
        pack(">Hh", width, _left(face, glyph)) for width, glyph in zip(widths, slots, strict=True)
    )
    tables["head"] = _patched(face.table("head"), {8: bytes(4), 50: pack(">h", 1)})
    tables["hhea"] = _patched(face.table("hhea"), {34: pack(">H", len(slots))})
    tables["maxp"] = _patched(face.table("maxp"), {4: pack(">H", len(slots))})
    return _font_file(tables)


def _left(face: Face, glyph: int) -> int:
    box = face.box(glyph)
    return round(box[0] * face.units) if box else 0


def _with_components(outline: bytes, slots: list[int], place: dict[int, int]) -> bytes:
    """Renumber the components of a composite glyph, giving new ones a slot at the end."""
    if len(outline) < 10 or unpack_from(">h", outline, 0)[0] >= 0:
        return outline
    changed = bytearray(outline)
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = unpack_from(">HH", outline, at)
        if glyph not in place:
            place[glyph] = len(slots)
            slots.append(glyph)
        changed[at + 2 : at + 4] = pack(">H", place[glyph])
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 * bool(flags & _SCALE) + 4 * bool(flags & _TWO_SCALES) + 8 * bool(flags & _MATRIX)
    return bytes(changed)


def _patched(table: bytes, patches: dict[int, bytes]) -> bytes:
    patched = bytearray(table)
    for offset, raw in patches.items():
        patched[offset : offset + len(raw)] = raw
    return bytes(patched)


def _font_file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    directory, body = bytearray(), bytearray()
    start = len(header) + 16 * count
    for tag in sorted(tables):
        raw = tables[tag]
        directory += pack(">4sIII", tag.encode("ascii"), _checksum(raw), start + len(body), len(raw))
        body += raw + bytes(-len(raw) % 4)
    font = bytearray(header + directory + body)
    adjustment = (0xB1B0AFBA - _checksum(bytes(font))) & 0xFFFFFFFF  # OpenType: head.checksumAdjustment
    head = start + sum(len(tables[tag]) + -len(tables[tag]) % 4 for tag in sorted(tables) if tag < "head")
    font[head + 8 : head + 12] = pack(">I", adjustment)
    return bytes(font)


def _checksum(raw: bytes) -> int:
    words = array("I", raw + bytes(-len(raw) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
