"""The fonts of a file: which glyphs are used under which code, and the objects that embed them.

One Type0 font with Identity-H for each face. A code stands for a glyph together with the text it means, so that one
glyph can mean two things (the sign 〓 for several missing characters) and every copy gives the right characters back.
"""

import zlib
from dataclasses import dataclass, field

from epubmaker.render.pdf.objects import Objects, reference
from epubmaker.render.pdf.subset import subset_font
from epubmaker.render.truetype import Face

_PLAIN = bytes(sorted(set(range(256)) - set(b"()\\\r")))  # what stands in a string of a PDF for itself
_SYMBOLIC = 4
_BATCH = 100  # most entries of one block in a ToUnicode map
_STEM = 80


@dataclass
class UsedFont:
    """One face as far as a document uses it: `codes` maps (glyph, text, how much wider) to the code, in order as they come.

    Codes are those of two bytes that stand for themselves in a string: they are written as they are, half as long as in digits.
    """

    face: Face
    codes: dict[tuple[int, str, int], int] = field(default_factory=dict)
    vertical: bool = False

    def code(self, glyph: int, text: str, wider: int = 0) -> str:
        """Return the code of a glyph that means `text`, as two characters, each a byte.

        A glyph that is `wider` by thousandths of an em is in the font once more, with that width of its own.
        """
        number = self.codes.get((glyph, text, wider))
        if number is None:
            first, second = divmod(len(self.codes) + 1, len(_PLAIN))
            number = self.codes[glyph, text, wider] = _PLAIN[first] << 8 | _PLAIN[second]
        return chr(number >> 8) + chr(number & 255)

    def slots(self) -> tuple[list[int], list[int]]:
        """Return for each code its glyph and how much wider it is; the first glyph of the face where no code is used."""
        count = 1 + max(self.codes.values(), default=0)
        glyphs, widths = [0] * count, [0] * count
        for (glyph, _, wider), code in self.codes.items():
            glyphs[code], widths[code] = glyph, wider
        return glyphs, widths


class FontBook:
    """The fonts of one file, in the order in which faces were opened."""

    def __init__(self, faces: list[Face]) -> None:
        self._faces = faces
        self._used: dict[int, UsedFont] = {}

    def font(self, number: int) -> UsedFont:
        """Return face `number` as used in this file."""
        if number not in self._used:
            self._used[number] = UsedFont(self._faces[number])
        return self._used[number]

    def write(self, objects: Objects) -> bytes:
        """Embed every used face and return the font resources: /F0 ... and, in vertical lines, /V0 ..."""
        entries = []
        for number, font in sorted(self._used.items()):
            if not font.codes:
                continue
            name, descendant, unicode_map = self._write_font(objects, font)
            for resource, encoding in ((b"F", b"H"), (b"V", b"V"))[: 1 + font.vertical]:
                whole = objects.add(
                    b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-%s /DescendantFonts [%s]"
                    b" /ToUnicode %s >>" % (name, encoding, reference(descendant), reference(unicode_map))
                )
                entries.append(b"/%s%d %s" % (resource, number, reference(whole)))
        return b"<< " + b" ".join(entries) + b" >>"

    def _write_font(self, objects: Objects, font: UsedFont) -> tuple[bytes, int, int]:
        face = font.face
        glyphs, wider = font.slots()
        program = subset_font(face, glyphs, wider)
        name = (_subset_tag(program) + "+" + face.name).encode("ascii")
        file = objects.add_stream(program, b"/Length1 %d" % len(program))
        scale = 1000 / face.units
        box = b" ".join(b"%d" % round(value * scale) for value in face.bounds)
        descriptor = objects.add(
            b"<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%s] /ItalicAngle 0 /Ascent %d /Descent %d"
            b" /CapHeight %d /StemV %d /FontFile2 %s >>"
            % (
                name,
                _SYMBOLIC,
                box,
                round(face.ascent * scale),
                round(face.descent * scale),
                round(face.cap_height * scale),
                _STEM,
                reference(file),
            )
        )
        descendant = objects.add(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
            b" /Supplement 0 >> /FontDescriptor %s /DW 1000 /W %s /DW2 [880 -1000] /CIDToGIDMap /Identity >>"
            % (name, reference(descriptor), _widths(face, glyphs, wider))
        )
        return name, descendant, objects.add_stream(_unicode_map(font))


def _subset_tag(program: bytes) -> str:
    """Make the six letters before the font name from the embedded bytes, the same for the same subset."""
    checksum = zlib.crc32(program)
    letters = []
    for _ in range(6):
        checksum, letter = divmod(checksum, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def _widths(face: Face, glyphs: list[int], wider: list[int]) -> bytes:
    entries = []
    for code, (glyph, more) in enumerate(zip(glyphs, wider, strict=True)):
        width = round(face.advance(glyph) * 1000) + more
        if width != 1000:
            entries.append(b"%d [%d]" % (code, width))
    return b"[" + b" ".join(entries) + b"]"


def _unicode_map(font: UsedFont) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    meanings = [(code, text) for (_, text, _), code in font.codes.items()]
    for start in range(0, len(meanings), _BATCH):
        batch = meanings[start : start + _BATCH]
        lines.append(f"{len(batch)} beginbfchar")
        lines += [
            f"<{code:04X}> <{text.encode('utf-16-be', 'replace').hex().upper()}>" for code, text in batch
        ]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
