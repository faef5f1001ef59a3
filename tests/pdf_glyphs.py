"""Read the glyphs of a PDF page back from its content stream: text, position, size, and the structure element each is in.

A small interpreter of the text operators (ISO 32000-1, 9.4), independent of the code that wrote the file: widths come
from the embedded fonts' W arrays, text from their ToUnicode maps, elements from the structure tree.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

import pymupdf
from fontTools.ttLib import TTFont

TOKEN = re.compile(
    rb"/[^\s<>\[\]()/%]+|<<|>>|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)|\[|\]|[-+.0-9]+|[A-Za-z*'\"]+", re.DOTALL
)


_SPACED = frozenset("0123456789年月")


@dataclass(frozen=True)
class Glyph:
    """One glyph: `along` and `across` are page coordinates in the direction of the line and across it, in points.

    Horizontal: along = x, across = distance of the baseline from the page top. Vertical: along = distance from the page
    top, across = distance of the line's middle from the right edge. `advance` is the font's own width in em.
    """

    page: int
    element: int
    tag: str
    text: str
    along: float
    across: float
    size: float
    advance: float
    font: str
    vertical: bool = False
    turned: bool = False
    across_line: bool = False  # a short number side by side in a vertical line
    width: float = 0.0  # em; as the file gives it, with the space that is the glyph's own


@dataclass
class Font:
    name: str
    widths: dict[int, float]
    meanings: dict[int, str]
    vertical: bool
    natural: dict[int, float]


@cache
def _shipped() -> dict[str, tuple[dict[int, str], dict[str, tuple[int, int]], int]]:
    """Return character map, metrics and units of each shipped face by its PostScript name."""
    found = {}
    for path in sorted((Path(__file__).resolve().parent.parent / "fonts").glob("*.ttf")):
        with TTFont(BytesIO(path.read_bytes()), lazy=True) as face:
            named = face["name"].getDebugName(6)
            name = "".join(letter for letter in named if letter.isalnum() or letter in "-_")
            found[name] = dict(face.getBestCmap()), dict(face["hmtx"].metrics), face["head"].unitsPerEm
    return found


def _natural(name: str, widths: dict[int, float], meanings: dict[int, str]) -> dict[int, float]:
    """Return the width of each glyph as its face has it: figures and 年 and 月 may stand in a file with space of their own."""
    face = _shipped().get(name.partition("+")[2])
    natural = dict(widths)
    for code, text in meanings.items():
        if face is not None and text in _SPACED and ord(text) in face[0]:
            natural[code] = face[1][face[0][ord(text)]][0] / face[2]
    return natural


class Pdf:
    def __init__(self, content: bytes) -> None:
        self.document = pymupdf.open(stream=content, filetype="pdf")

    def close(self) -> None:
        self.document.close()

    @cached_property
    def fonts(self) -> dict[str, Font]:
        resources = self.document.xref_object(self.document[0].xref)
        resource = int(re.search(r"/Resources (\d+)", resources)[1])
        body = self.document.xref_object(resource)
        return {name: self._font(int(number)) for name, number in re.findall(r"/([FV]\d+) (\d+) 0 R", body)}

    def _font(self, number: int) -> Font:
        body = self.document.xref_object(number)
        descendant = self.document.xref_object(int(re.search(r"/DescendantFonts\s*\[\s*(\d+)", body)[1]))
        widths = {}
        array = re.search(r"/W\s*\[((?:\s*\d+\s*\[[\d.\s]*\])*)", descendant)[1]
        for start, run in re.findall(r"(\d+)\s*\[([\d.\s]*)\]", array):
            for place, width in enumerate(run.split()):
                widths[int(start) + place] = float(width) / 1000
        stream = self.document.xref_stream(int(re.search(r"/ToUnicode (\d+)", body)[1])).decode("ascii")
        meanings = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", stream)
        }
        name = re.search(r"/BaseFont\s*/(\S+)", body)[1]
        return Font(name, widths, meanings, "Identity-V" in body, _natural(name, widths, meanings))

    @cached_property
    def _elements(self) -> dict[tuple[int, int], tuple[int, str]]:
        """(page number, MCID) -> (element object, tag), from the parent tree."""
        catalog = self.document.xref_object(self.document.pdf_catalog())
        root = self.document.xref_object(int(re.search(r"/StructTreeRoot (\d+)", catalog)[1]))
        tree = self.document.xref_object(int(re.search(r"/ParentTree (\d+)", root)[1]))
        found = {}
        for key, run in re.findall(r"(\d+)\s*\[([^\]]*)\]", tree.split("/Nums", 1)[1].strip()[1:]):
            for mark, number in enumerate(re.findall(r"(\d+) 0 R", run)):
                body = self.document.xref_object(int(number))
                found[int(key), mark] = (int(number), re.search(r"/S\s*/(\w+)", body)[1])
        return found

    def glyphs(self, page: int) -> list[Glyph]:
        glyphs: list[Glyph] = []
        for glyph in _Interpreter(self, page).run():
            before = glyphs[-1] if glyphs else None
            if before and before.across_line and glyph.across_line and abs(before.along - glyph.along) < 0.01:
                glyphs[-1] = replace(before, text=before.text + glyph.text)
            else:
                glyphs.append(glyph)
        return glyphs

    @cached_property
    def vertical(self) -> bool:
        return any(font.vertical for font in self.fonts.values())

    @property
    def pages(self) -> int:
        return len(self.document)


def batched_pairs(shown: bytes):
    assert not set(shown) & set(b"()\\\r")  # what stands for itself
    return zip(shown[::2], shown[1::2], strict=True)


class _Interpreter:
    def __init__(self, pdf: Pdf, page: int) -> None:
        self.pdf, self.page = pdf, page
        box = pdf.document[page].mediabox
        self.width, self.height = box.width, box.height
        self.stack: list[int | None] = []  # marked content: MCID, None for anything else
        self.matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        self.shift, self.shifts = 0.0, []  # of the page to the right, and those put by
        self.font, self.size, self.pitch, self.scale = None, 1.0, 0.0, 1.0

    def run(self):
        operands: list = []
        nested: list | None = None
        depth = 0
        for token in TOKEN.findall(self.pdf.document[self.page].read_contents()):
            if token == b"<<":
                depth += 1
            elif token == b">>":
                depth -= 1
            elif token == b"[":
                nested = []
            elif token == b"]":
                operands.append(nested)
                nested = None
            elif token[:1] in b"/<(+-.0123456789":
                value = token if token[:1] in b"/<(" else float(token)
                (operands if nested is None else nested).append(value)
            elif depth == 0:
                yield from self.operate(token, operands)
                operands = []

    def operate(self, operator: bytes, operands: list):
        if operator == b"Tj":
            yield from self.show(operands[0])
        elif operator == b"TJ":
            for part in operands[0]:
                if isinstance(part, float):
                    self.move(-part / 1000 * self.size)
                else:
                    yield from self.show(part)
        else:
            self.change(operator, operands)

    def change(self, operator: bytes, operands: list) -> None:
        """Carry out the operators that change the state of text and of marked content."""
        if operator in (b"BDC", b"BMC"):
            marked = b"/MCID" in operands
            self.stack.append(int(operands[operands.index(b"/MCID") + 1]) if marked else None)
        elif operator == b"EMC":
            self.stack.pop()
        else:
            self.change_text(operator, operands)

    def change_text(self, operator: bytes, operands: list) -> None:
        match operator:
            case b"Tf":
                self.font, self.size = self.pdf.fonts[operands[0][1:].decode()], operands[1]
            case b"q":
                self.shifts.append(self.shift)
            case b"Q":
                self.shift = self.shifts.pop()
            case b"cm":
                self.shift += operands[4]
            case b"Tm":
                self.matrix = [*operands[:4], operands[4] + self.shift, operands[5]]
            case b"Tc":
                self.pitch = operands[0]
            case b"Tz":
                self.scale = operands[0] / 100

    def show(self, string: bytes):
        shown = string[1:-1] if string[:1] == b"(" else bytes.fromhex(string[1:-1].decode("ascii"))
        for first, second in batched_pairs(shown):
            code = first << 8 | second
            advance = self.font.widths.get(code, 1.0)
            yield self.glyph(code, self.font.natural.get(code, advance), advance)
            step = -self.size if self.font.vertical else advance * self.size
            self.move(step + self.pitch)

    def move(self, step: float) -> None:
        a, b, c, d, x, y = self.matrix
        if self.font.vertical:
            self.matrix[4:] = [x + c * step, y + d * step]
        else:
            self.matrix[4:] = [x + a * step * self.scale, y + b * step * self.scale]

    def glyph(self, code: int, advance: float, width: float) -> Glyph:
        a, b, _, _, x, y = self.matrix
        mark = next((mark for mark in reversed(self.stack) if mark is not None), None)
        element, tag = (0, "Artifact") if mark is None else self.pdf._elements[self.page, mark]
        text = self.font.meanings.get(code, "")
        turned = b != 0
        size = self.size
        if self.font.vertical:
            along, across = self.height - y, self.width - x
        elif turned:
            along, across = self.height - y, self.width - x - 0.38 * size
        elif (
            self.pdf.vertical and tag != "Artifact"
        ):  # a number across: its em begins half an em above its middle
            along, across = self.height - y - (0.37 + 0.5) * size, self.width - x
            advance = 1.0 / (abs(a) or 1.0)
        else:
            along, across = x, self.height - y
        return Glyph(
            self.page,
            element,
            tag,
            text,
            along,
            across,
            size,
            advance * self.scale * (abs(b) if turned else abs(a) or 1.0),
            self.font.name,
            self.font.vertical,
            turned,
            self.pdf.vertical and not self.font.vertical and not turned and tag != "Artifact",
            width * self.scale * (abs(b) if turned else abs(a) or 1.0),
        )
