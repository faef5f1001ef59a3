"""PDF pages as placed lines, by pypdfium2.

pypdfium2 gives characters in the order of the content stream. `Glyph`s are what is visible of them, in points from the top
left corner of the page as it is shown: crop box and rotation are applied. `glyphs.py` makes lines of them.

PDFium is not safe in threads; epubmaker works in processes.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import atan2, hypot, pi, sqrt
from typing import Any, NamedTuple

from epubmaker.errors import InputDamagedError, InputEmptyError, InputEncryptedError, InputTooLargeError
from epubmaker.messages import Message
from epubmaker.model.placed import Box, PageImage, PlacedLine, SourcePage
from epubmaker.readers.glyphs import Glyph, set_lines
from epubmaker.readers.jpeg import PAGE_PIXELS, whole_page
from epubmaker.readers.pdf_marks import PageMarks, read_marks
from epubmaker.readers.pdf_unseen import PALE, Ink, address, notes_of, with_unseen
from epubmaker.readers.pdf_weight import heavy_by_name, nameless, typeface_of, with_weights
from epubmaker.text import patterns as re
from epubmaker.text.ideographs import is_ideograph

# More pages than any newspaper edition or bound volume that is one file has; a bomb has millions.
MAX_PAGES = 2_000
# Characters of one page: a page of names in small print has 40,000.
MAX_CHARACTERS = 200_000
HEAVY = 700  # PDFium guesses the weight of a typeface by its stems; ordinary ones come out as 400 to 630
# Above this share of characters without a meaning the text of a PDF is none (fonts without a usable encoding).
FEWEST_TURNED, MOSTLY_TURNED = 20, 0.9  # ideographs, and share of them, that lie on one side: the page does
MOST_UNUSABLE = 0.05
# Above this share of letters that stand beside ideographs and belong to no Chinese text (ôß for 古井) the rest is as wrong:
# programs that write a PDF anew lose the encoding of fonts in part. Sound newspapers had none, four such files .05 to .06.
MOST_MISREAD = 0.01
_MISREAD = re.compile(r"[\x80-\x9f\xc0-\xd6\xd8-\xf6\xf8-\u024f]+")
_PAGE = re.compile("^第|版$")
LONGEST_LABEL = 20  # characters of what a PDF calls a page
LOST = 0xFFFD  # stands where a character is printed whose font does not say which it is
STRETCH = 8  # pages read before a PDF is opened anew: fonts of a page that is drawn take some megabytes
MOST_DPI = 200  # of the image of a page: finer shows nothing more of 9 point type
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_FILLED = 0  # text render mode of ordinary print
_INVISIBLE = 3  # text render mode of the layer that recognisers put under a scan


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """How a PDF is read: the password that opens it, whether pictures are taken out, and whole pages for a facsimile."""

    password: str | None = None
    pictures: bool = True
    facsimile: bool = False


def read_pdf(payload: bytes, name: str, options: PdfOptions = PdfOptions()) -> tuple[SourcePage, ...]:
    """Return the pages of a PDF that hold anything.

    Raises `InputEncryptedError`, `InputDamagedError` for a damaged file or one whose text has no usable encoding,
    `InputEmptyError` for one without text (a scan) and `InputTooLargeError`.
    """
    import pypdfium2  # noqa: PLC0415  (heavy, and only PDFs need it)

    try:
        document = pypdfium2.PdfDocument(payload, password=options.password)
    except pypdfium2.PdfiumError as error:
        raise _refusal(name, error, options) from error
    try:
        count = len(document)
        _check_count(count, name)
        stretches = _stretches(lambda: pypdfium2.PdfDocument(payload, password=options.password), count)
        labels = _page_labels(document, count)
        pages = tuple(
            replace(page, name=labels.get(page.name, page.name)) for page in _pages(stretches, name, options)
        )
    except pypdfium2.PdfiumError as error:
        raise InputDamagedError(
            Message(
                "{name}: this PDF is damaged ({error}); download or save it again",
                name=name,
                error=Message(str(error)),
            )
        ) from error
    finally:
        document.close()
    if not any(page.lines for page in pages):
        raise InputEmptyError(
            Message("{name}: this PDF holds pictures of pages and no text; read them with --ocr", name=name)
        )
    return pages


def _page_labels(document: Any, count: int) -> dict[str, str]:
    """Return what a PDF calls its pages (A01, 第3版), by their numbers; nothing where two are called the same."""
    labels = ["".join(document.get_page_label(number).split()) for number in range(count)]
    if len({label for label in labels if label}) < count or max(map(len, labels), default=0) > LONGEST_LABEL:
        return {}
    return {
        str(number): _PAGE.sub("", label) or label
        for number, label in enumerate(labels, 1)
        if label.isprintable()
    }


def _check_count(count: int, name: str) -> None:
    if count > MAX_PAGES:
        raise InputTooLargeError(
            Message(
                "{name}: {count} pages are over the limit of {max_pages} for one edition; part the PDF into editions",
                name=name,
                count=count,
                max_pages=MAX_PAGES,
            )
        )


def _refusal(name: str, error: Exception, options: PdfOptions) -> InputEncryptedError | InputDamagedError:
    if getattr(error, "err_code", None) == _PASSWORD:
        said = Message("the password is wrong") if options.password else Message("this PDF is encrypted")
        return InputEncryptedError(Message("{name}: {said}; name it with --password", name=name, said=said))
    return InputDamagedError(
        Message("{name}: this PDF is damaged and cannot be opened; download or save it again", name=name)
    )


def _stretches(opened: Callable[[], Any], count: int) -> Iterator[tuple[int, Any]]:
    """Yield the pages of a PDF with their numbers; it is opened anew every few pages, as PDFium keeps what it has drawn with."""
    for start in range(0, count, STRETCH):
        document = opened()
        try:
            for number in range(start, min(start + STRETCH, count)):
                yield number, document[number]
        finally:
            document.close()


def _pages(found: Iterable[tuple[int, Any]], name: str, options: PdfOptions) -> Iterator[SourcePage]:
    unusable = total = misread = 0
    for number, page in found:
        try:
            view, seen = _upright(page, name)
            glyphs = with_weights(page, seen.glyphs)
            marks = read_marks(page, view.placed, (view.width, view.height), pictures=options.pictures)
            read = _source_page(number, view, glyphs, marks)
            read = replace(read, notes=notes_of(page, read, seen.unseen))
            yield replace(read, scans=(_scan(page, view, read.name),)) if options.facsimile else read
        finally:
            page.close()
        unusable += seen.lost
        misread += _misread(read.lines)
        total += max(len(glyphs), seen.lost)
    if unusable > MOST_UNUSABLE * max(total, 1) or misread > MOST_MISREAD * total:
        share = max(1, round(100 * (unusable + misread) / total))
        raise InputDamagedError(
            Message(
                "{name}: {share} % of the characters of this PDF have no meaning (fonts without an "
                "encoding); read it with --ocr",
                name=name,
                share=share,
            )
        )


def _misread(lines: Iterable[PlacedLine]) -> int:
    """Return how many letters of other scripts stand right beside ideographs."""
    return sum(
        found.end() - found.start()
        for line in lines
        for found in _MISREAD.finditer(line.text)
        if any(map(is_ideograph, (*line.text[: found.start()][-1:], *line.text[found.end() :][:1])))
    )


def _source_page(number: int, view: _View, glyphs: list[Glyph], marks: PageMarks) -> SourcePage:
    lines = set_lines(glyphs, marks.all_rules())
    marks = marks.before(lines)
    rules = marks.parting_rules(lines)
    return SourcePage(view.width, view.height, lines, rules, marks.pictures, str(number + 1))


def _scan(page: Any, view: _View, name: str) -> PageImage:
    """Return a page as it is shown, fine enough for its small type."""
    scale = min(MOST_DPI / 72, sqrt(PAGE_PIXELS / (view.width * view.height)))
    image = page.render(scale=scale).to_pil().convert("RGB")
    return whole_page(image, Box(0, 0, view.width, view.height), name)


@dataclass(frozen=True, slots=True)
class _View:
    """What of a page is shown, and how it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: Any) -> _View:
        left, bottom, right, top = page.get_bbox()  # what a page has from the tree of pages counts too
        return cls(left, bottom, right, top, page.get_rotation() % 360)

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn in (90, 270) else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page's own space as it is shown."""
        match self.turn:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def placed(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of the page's own space as it is shown."""
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


class _Seen(NamedTuple):
    """The characters of a page that are seen, how many mean nothing, and how many nobody sees."""

    glyphs: list[Glyph]
    lost: int
    unseen: int


def _upright(page: Any, name: str) -> tuple[_View, _Seen]:
    """Return how a page is shown, and its characters; a page that lies on its side is turned upright."""
    view = _View.of(page)
    seen = _glyphs(page, view, name)
    turns = Counter(round(glyph.angle / 90) % 4 for glyph in seen.glyphs if is_ideograph(glyph.text))
    turn, most = turns.most_common(1)[0] if turns else (0, 0)
    if turn == 0 or most < max(FEWEST_TURNED, MOSTLY_TURNED * turns.total()):
        return view, seen
    page.set_rotation((page.get_rotation() - 90 * turn) % 360)
    view = _View.of(page)
    return view, _glyphs(page, view, name)


def _glyphs(page: Any, view: _View, name: str) -> _Seen:
    """Return the characters of a page that can be seen."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    text = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MAX_CHARACTERS:
            raise InputTooLargeError(
                Message(
                    "{name}: a page of {count} characters is over the limit of {max_characters}",
                    name=name,
                    count=count,
                    max_characters=MAX_CHARACTERS,
                )
            )
        probe = _Probe(pdfium, text, view)
        found = [glyph for at in range(count) if (glyph := probe.glyph(at)) is not None]
        found = with_unseen(page, view.placed, found, probe.inks)
        shown = [glyph for glyph in found if not glyph.hidden]
        hidden = [glyph for glyph in found if glyph.hidden]
        # A layer under a scan is all the text there is; beside printed text it is a second copy of it.
        kept, other = (shown, hidden) if len(shown) >= len(hidden) else (hidden, [])
        return _Seen(kept, probe.unusable, sum(not glyph.text.isspace() for glyph in other))
    finally:
        text.close()


class _Probe:
    """One character after the other, as PDFium has it."""

    def __init__(self, pdfium: Any, text: Any, view: _View) -> None:
        self._pdfium, self._text, self._view = pdfium, text, view
        self._corner = [ctypes.c_double() for _ in range(2)]
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._fonts: dict[int, tuple[str, bool]] = {}
        self._objects: dict[int, tuple[str, bool, bool, Ink]] = {}
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self.inks: list[Ink] = []
        self.unusable = 0
        self._spaced = False

    def glyph(self, at: int) -> Glyph | None:
        """Return a character; None for one that PDFium made up, that lies off the page, or that means nothing."""
        pdfium, text = self._pdfium, self._text
        if pdfium.FPDFText_IsGenerated(text, at) == 1:
            self._spaced = True
            return None
        spaced, self._spaced = self._spaced, False
        code = self._code(at)
        if code is None or not pdfium.FPDFText_GetLooseCharBox(text, at, self._box):
            return None
        box = self._view.placed(self._box.left, self._box.bottom, self._box.right, self._box.top)
        if not self._is_shown(box):
            return None
        lost = pdfium.FPDFText_HasUnicodeMapError(text, at) == 1
        if lost or _means_nothing(code):
            self.unusable += 1
            if _is_private(code):
                return None
            code = LOST
        size, angle = self._size(at)
        x, y = self._origin(at)
        font, bold, hidden, ink = self._object(at)
        self.inks.append(ink)
        return Glyph(chr(code), x, y, box, size, angle, font, bold, hidden, spaced)

    def _code(self, at: int) -> int | None:
        """Return the code of a character; None for the second half of one that is given in two."""
        ask = self._pdfium.FPDFText_GetUnicode
        code: int = ask(self._text, at)
        if 0xD800 <= code < 0xDC00:
            low = ask(self._text, at + 1)
            return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) if 0xDC00 <= low < 0xE000 else code
        if 0xDC00 <= code < 0xE000 and at and 0xD800 <= ask(self._text, at - 1) < 0xDC00:
            return None
        return code

    def _is_shown(self, box: Box) -> bool:
        x, y = box.middle
        numbers = (box.x0, box.y0, box.x1, box.y1)
        return (
            all(number == number and abs(number) < 1e6 for number in numbers)  # noqa: PLR0124  (NaN)
            and -1 <= x <= self._view.width + 1
            and -1 <= y <= self._view.height + 1
        )

    def _origin(self, at: int) -> tuple[float, float]:
        x, y = self._corner
        self._pdfium.FPDFText_GetCharOrigin(self._text, at, x, y)
        return self._view.point(x.value, y.value)

    def _size(self, at: int) -> tuple[float, float]:
        """Return the height of the type and the direction of the line, in degrees clockwise as shown."""
        size = self._pdfium.FPDFText_GetFontSize(self._text, at)
        matrix = self._matrix
        if not self._pdfium.FPDFText_GetMatrix(self._text, at, matrix):
            return size, 0.0
        scale = hypot(matrix.c, matrix.d) or 1.0
        angle = -atan2(matrix.b, matrix.a) * 180 / pi + self._view.turn
        return size * scale, (angle + 180) % 360 - 180

    def _object(self, at: int) -> tuple[str, bool, bool, Ink]:
        """Return typeface, weight, visibility and ink of a character, asked once for each piece of text in the file."""
        pdfium = self._pdfium
        handle = pdfium.FPDFText_GetTextObject(self._text, at)
        key = address(handle)
        known = self._objects.get(key)
        if known is None:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
            ink = Ink(key, pale=mode == _FILLED and self._is_white(handle))
            font, bold = self._font(pdfium.FPDFTextObj_GetFont(handle))
            known = self._objects[key] = font, bold, mode == _INVISIBLE, ink
        return known

    def _is_white(self, handle: Any) -> bool:
        red, green, blue, opacity = self._colour
        found = self._pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, opacity)
        return bool(found) and min(red.value, green.value, blue.value) >= PALE

    def _font(self, font: Any) -> tuple[str, bool]:
        key = address(font)
        if key not in self._fonts:
            buffer = ctypes.create_string_buffer(256)
            self._pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = typeface_of(buffer.value.decode("utf-8", "replace")) or nameless(len(self._fonts))
            heavy = heavy_by_name(name)
            if heavy is None:
                heavy = self._pdfium.FPDFFont_GetWeight(font) >= HEAVY
            self._fonts[key] = name, heavy
        return self._fonts[key]


def _means_nothing(code: int) -> bool:
    return code in (0, LOST, 0xFFFE, 0xFFFF) or _is_private(code) or 0xD800 <= code <= 0xDFFF


def _is_private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF
