"""hOCR: lines, words, separators and pictures of HTML, by their classes and the properties in `title`."""

from __future__ import annotations

from typing import Any

from epubmaker.errors import InputDamagedError
from epubmaker.messages import Message
from epubmaker.model.placed import Box, Picture, PlacedLine, SourcePage
from epubmaker.readers.boxes import box_of, finished_page, measured_line, number, rule_of
from epubmaker.readers.xml import parse_html
from epubmaker.text import patterns as re

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
_PICTURES = frozenset({"ocr_photo", "ocr_image", "ocr_linedrawing"})
_IMAGE = re.compile(r"""\bimage\s+(?:"([^"]*)"|'([^']*)'|([^\s;]+))""")
_BLANKS = re.compile(r"\s+")


def read_hocr(payload: bytes, name: str) -> tuple[SourcePage, ...]:
    """Return the pages of an hOCR file; raises `InputDamagedError`."""
    root = parse_html(payload, name)
    pages = [element for element in root.iter() if "ocr_page" in _classes(element)]
    if not pages:
        raise InputDamagedError(Message("{name}: this hOCR file holds no ocr_page", name=name))
    return tuple(_page(page, name) for page in pages)


def _classes(element: Any) -> frozenset[str]:
    return frozenset((element.get("class") or "").split()) if isinstance(element.tag, str) else frozenset()


def _properties(element: Any) -> dict[str, list[str]]:
    """Return what `title` says, by name: `bbox 0 0 10 10; x_size 8`."""
    found: dict[str, list[str]] = {}
    for part in (element.get("title") or "").split(";"):
        words = part.split()
        if words:
            found.setdefault(words[0], words[1:])
    return found


def _box(element: Any, name: str) -> Box | None:
    corners = _properties(element).get("bbox", [])
    return box_of(corners, name, "bbox") if len(corners) == 4 else None


def _page(page: Any, name: str) -> SourcePage:
    whole = _box(page, name)
    lines: list[PlacedLine] = []
    rules, pictures = [], []
    for element in page.iter():
        classes = _classes(element)
        box = _box(element, name) if classes else None
        if box is None:
            continue
        if classes & _LINES:
            line = _line(element, box, name)
            if line is not None:
                lines.append(line)
        elif "ocr_separator" in classes:
            rules.append(rule_of(box))
        elif classes & _PICTURES:
            pictures.append(Picture(box))
    width, height = (whole.x1, whole.y1) if whole else (0.0, 0.0)
    found = _IMAGE.search(page.get("title") or "")
    image = next(filter(None, found.groups()), "") if found else ""
    return finished_page(
        SourcePage(width, height, tuple(lines), tuple(rules), tuple(pictures), image=image), name
    )


def _line(element: Any, box: Box, name: str) -> PlacedLine | None:
    text = _BLANKS.sub(" ", "".join(element.itertext())).strip()
    if not text:
        return None
    properties = _properties(element)
    sures = [
        number(values[0], name, "x_wconf") / 100
        for word in element.iter()
        if isinstance(word.tag, str) and (values := _properties(word).get("x_wconf"))
    ]
    size = number(properties["x_size"][0], name, "x_size") if properties.get("x_size") else 0.0
    sure = sum(sures) / len(sures) if sures else 1.0
    return measured_line(
        _closed(text), box, min(1.0, max(0.0, sure)), "", size if box.height < 1.5 * box.width else 0.0
    )


def _closed(text: str) -> str:
    """Return a line without the spaces that recognisers put between ideographs."""
    return re.sub(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])", "", text)
