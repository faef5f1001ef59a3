"""ALTO 2 to 4: lines with boxes, styles, confidences; graphical elements as rules, illustrations as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from epubmaker.errors import InputDamagedError
from epubmaker.messages import Message
from epubmaker.model.placed import Box, Picture, PlacedLine, SourcePage, bounds
from epubmaker.readers.boxes import box_of, finished_page, measured_line, number, rule_of
from epubmaker.readers.xml import children, local, named, parse_xml

# How many units of the file are one point of type, where it counts in millimetres or inches.
_POINT = {"mm10": 254 / 72, "inch1200": 1200 / 72}


@dataclass(frozen=True, slots=True)
class _File:
    """What holds for a whole file: its name, sizes of type by style, units of one point (0 for pixels), the name of its image."""

    name: str
    sizes: dict[str, float]
    point: float
    image: str


def read_alto(payload: bytes, name: str) -> tuple[SourcePage, ...]:
    """Return the pages of an ALTO file; raises `InputDamagedError`."""
    root = parse_xml(payload, name)
    unit = next((found.text or "" for found in named(root, "MeasurementUnit")), "pixel").strip()
    sizes = {
        style.get("ID", ""): number(style.get("FONTSIZE") or 0, name, "FONTSIZE")
        for style in named(root, "TextStyle")
    }
    file = _File(name, sizes, _POINT.get(unit, 0.0), _image_name(root))
    pages = tuple(_page(page, file) for page in named(root, "Page"))
    if not pages:
        raise InputDamagedError(Message("{name}: this ALTO file holds no Page", name=name))
    return pages


def _image_name(root: Any) -> str:
    """Return what the file calls the image it was made from, "" where it does not say it."""
    sources = (
        name for source in named(root, "sourceImageInformation") for name in children(source, "fileName")
    )
    return next(((name.text or "").strip() for name in sources), "")


def _page(page: Any, file: _File) -> SourcePage:
    lines: list[PlacedLine] = []
    for block in named(page, "TextBlock"):
        for line in children(block, "TextLine"):
            lines.extend(_lines(line, block, file))
    rules = tuple(rule_of(_box(found, file)) for found in named(page, "GraphicalElement"))
    pictures = tuple(
        Picture(_box(found, file), region=_blocks(found))
        for found in named(page, "Illustration")
        if _is_placed(found)
    )
    found = SourcePage(
        number(page.get("WIDTH") or 0, file.name, "WIDTH"),
        number(page.get("HEIGHT") or 0, file.name, "HEIGHT"),
        tuple(lines),
        rules,
        pictures,
        page.get("PHYSICAL_IMG_NR") or "",
        image=file.image,
        sized="unknown" if file.point else "given",
    )
    return finished_page(found, file.name)


def _blocks(element: Any) -> str:
    """Return the names of a block and of the composed blocks around it."""
    around = (
        one for one in (element, *element.iterancestors()) if local(one) in ("Illustration", "ComposedBlock")
    )
    return " ".join(filter(None, (one.get("ID") for one in around)))


def _is_placed(element: Any) -> bool:
    return all((element.get(key) or "").strip() for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))


def _box(element: Any, file: _File) -> Box:
    x, y, width, height = (
        number(element.get(key) or 0, file.name, key) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT")
    )
    return box_of((x, y, x + width, y + height), file.name, "box")


def _lines(line: Any, block: Any, file: _File) -> Iterator[PlacedLine]:
    """Yield the rows of a TextLine: some files put a whole page into one."""
    rows: list[list[tuple[Box, str, float]]] = []
    for element in line:
        kind = local(element)
        if kind == "String":
            box = _box(element, file) if _is_placed(element) else _box(line, file)
            entry = box, element.get("CONTENT") or "", number(element.get("WC") or 1, file.name, "WC")
            if rows and box.down(rows[-1][-1][0]) > 0.3 * min(box.height, rows[-1][-1][0].height):
                rows[-1].append(entry)
            else:
                rows.append([entry])
        elif kind == "HYP" and rows:
            last = rows[-1][-1]
            rows[-1][-1] = last[0], last[1] + (element.get("CONTENT") or "-"), last[2]
    size = _size(line, block, file)
    for row in rows:
        text = _spaced([word for _, word, _ in row])
        box = _box(line, file) if len(rows) == 1 and _is_placed(line) else bounds([box for box, _, _ in row])
        sure = sum(sure for _, _, sure in row) / len(row)
        yield measured_line(text, box, min(1.0, max(0.0, sure)), block.get("ID") or "", size)


def _spaced(words: list[str]) -> str:
    """Return words as one text: Chinese closes up, words of an alphabet stand apart."""
    text = ""
    for word in words:
        apart = text and word and ord(text[-1]) < 0x2E80 and ord(word[0]) < 0x2E80
        text += (" " if apart else "") + word
    return text


def _size(line: Any, block: Any, file: _File) -> float:
    """Return the size of the type in units of the page, 0 where the file does not say it in these."""
    if not file.point:
        return 0.0
    for reference in f"{line.get('STYLEREFS') or ''} {block.get('STYLEREFS') or ''}".split():
        if file.sizes.get(reference):
            return file.sizes[reference] * file.point
    return 0.0
