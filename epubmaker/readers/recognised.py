"""JSON of recognisers and converters: RapidOCR, PaddleOCR 2 and 3, MinerU, docling. Each has a schema of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil, sqrt
from typing import Any

from epubmaker.errors import InputDamagedError
from epubmaker.messages import Message
from epubmaker.model import set_width
from epubmaker.model.placed import Box, Picture, PlacedLine, SourcePage
from epubmaker.readers.boxes import box_of, box_of_points, finished_page, measured_line, number
from epubmaker.readers.kinds import UNKNOWN_JSON

LEADING = 1.4  # sizes from row to row, to guess the size of type in a box of several rows


def read_recognised(payload: bytes, name: str) -> tuple[SourcePage, ...]:
    """Return the pages of a recogniser's result; raises `InputDamagedError` for JSON of another tool."""
    try:
        values = json.loads(payload.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputDamagedError(
            Message("{name}: not JSON ({error})", name=name, error=Message(str(error)[:80]))
        ) from error
    for reader in _READERS:
        try:
            pages = reader(values, name)
        except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
            raise InputDamagedError(
                Message(
                    "{name}: {other} ({kind}: {error})",
                    name=name,
                    other=UNKNOWN_JSON,
                    kind=type(error).__name__,
                    error=str(error)[:60],
                )
            ) from error
        if pages:
            return tuple(finished_page(page, name) for page in pages)
    raise InputDamagedError(Message("{name}: {other}", name=name, other=UNKNOWN_JSON))


def _sheet(
    lines: Sequence[PlacedLine], width: float = 0.0, height: float = 0.0, pictures: Sequence[Picture] = ()
) -> SourcePage:
    return SourcePage(width, height, tuple(lines), (), tuple(pictures))


def _lists(values: Any, name: str) -> list[SourcePage]:
    """Read lists of corners, text and score: RapidOCR, PaddleOCR 2 (which wraps them once for each page)."""
    if not isinstance(values, list) or not values or not isinstance(values[0], list):
        return []
    if _is_entry(values[0]):
        values = [values]
    pages = []
    for page in values:
        if not page:
            continue
        if not all(_is_entry(entry) for entry in page):
            return []
        pages.append(_sheet([_entry(entry, name) for entry in page]))
    return pages


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, list)
        and len(entry) >= 2
        and isinstance(entry[0], list)
        and len(entry[0]) >= 4
        and isinstance(entry[1], (str, list))
    )


def _entry(entry: list[Any], name: str) -> PlacedLine:
    text, score = (
        (entry[1][0], entry[1][1])
        if isinstance(entry[1], list)
        else (entry[1], entry[2] if len(entry) > 2 else 1)
    )
    return _recognised(entry[0], str(text), score, name)


def _recognised(corners: Sequence[Any], text: str, score: object, name: str) -> PlacedLine:
    flat = len(corners) == 4 and not isinstance(corners[0], (list, tuple))
    box = box_of(corners, name, Message("a box")) if flat else box_of_points(corners, name, Message("a box"))
    return measured_line(text, box, min(1.0, max(0.0, number(score, name, Message("a score")))))


def _columns(values: Any, name: str) -> list[SourcePage]:
    """Read values by column: PaddleOCR 3 (`rec_texts`, `rec_polys`), RapidOCR's own JSON (`txts`, `boxes`)."""
    pages = []
    for page in values if isinstance(values, list) else [values]:
        if not isinstance(page, dict):
            return []
        within = page.get("res")
        inner: dict[str, Any] = within if isinstance(within, dict) else page
        texts = _first(inner, "rec_texts", "txts")
        corners = _first(inner, "rec_polys", "rec_boxes", "dt_polys", "boxes")
        if texts is None or corners is None:
            return []
        scores = _first(inner, "rec_scores", "scores") or [1] * len(texts)
        if len(texts) != len(corners):
            raise InputDamagedError(
                Message(
                    "{name}: has {count} texts and {boxes} boxes; recognise the page again",
                    name=name,
                    count=len(texts),
                    boxes=len(corners),
                )
            )
        entries = zip(corners, texts, scores, strict=False)
        sheet = _sheet([_recognised(box, str(text), score, name) for box, text, score in entries])
        pages.append(replace(sheet, image=str(inner.get("input_path") or "")))
    return pages


def _first(values: Mapping[str, Any], *keys: str) -> Any:
    return next((values[key] for key in keys if values.get(key) is not None), None)


def _records(values: Any, name: str) -> list[SourcePage]:
    """Read a list of records, one a line: `{"box": ..., "txt": ..., "score": ...}` and its like."""
    if not isinstance(values, list) or not values or not isinstance(values[0], dict):
        return []
    lines = []
    for record in values:
        text = _first(record, "txt", "text", "transcription", "rec_txt")
        corners = _first(record, "box", "points", "dt_boxes", "bbox", "position")
        if text is None or corners is None:
            return []
        lines.append(_recognised(corners, str(text), _first(record, "score", "confidence") or 1, name))
    return [_sheet(lines)]


def _mineru(values: Any, name: str) -> list[SourcePage]:
    """Read the `middle.json` of MinerU."""
    if not isinstance(values, dict) or "pdf_info" not in values:
        return []
    pages = []
    for page in values["pdf_info"]:
        width, height = page.get("page_size") or (0, 0)
        lines: list[PlacedLine] = []
        pictures: list[Picture] = []
        blocks = _first(page, "preproc_blocks", "para_blocks") or []
        for block in [*blocks, *(page.get("discarded_blocks") or [])]:
            _mineru_block(block, lines, pictures, name)
        pages.append(
            _sheet(lines, number(width, name, "page_size"), number(height, name, "page_size"), pictures)
        )
    return pages


def _mineru_block(
    block: Mapping[str, Any], lines: list[PlacedLine], pictures: list[Picture], name: str
) -> None:
    for inner in block.get("blocks") or []:
        _mineru_block(inner, lines, pictures, name)
    if str(block.get("type", "")).startswith("image_body") or block.get("type") == "image":
        pictures.append(Picture(box_of(block["bbox"], name, "bbox")))
    for line in block.get("lines") or []:
        spans = [span for span in line.get("spans") or [] if span.get("content")]
        text = "".join(str(span["content"]) for span in spans)
        if text.strip():
            lines.append(measured_line(text, box_of(line.get("bbox") or block["bbox"], name, "bbox")))


def _docling(values: Any, name: str) -> list[SourcePage]:
    """Read a DoclingDocument: paragraphs, of which the rows are guessed from their boxes."""
    if not isinstance(values, dict) or values.get("schema_name") != "DoclingDocument":
        return []
    sizes = {
        str(key): (
            number(page["size"]["width"], name, "width"),
            number(page["size"]["height"], name, "height"),
        )
        for key, page in values.get("pages", {}).items()
    }
    lines: dict[str, list[PlacedLine]] = {key: [] for key in sizes}
    pictures: dict[str, list[Picture]] = {key: [] for key in sizes}
    for text in values.get("texts", []):
        for place in (text.get("prov") or [])[:1]:
            key = str(place["page_no"])
            lines.setdefault(key, []).extend(
                _rows(str(text.get("text") or ""), _docling_box(place["bbox"], sizes.get(key), name), name)
            )
    for picture in values.get("pictures", []):
        for place in (picture.get("prov") or [])[:1]:
            key = str(place["page_no"])
            pictures.setdefault(key, []).append(Picture(_docling_box(place["bbox"], sizes.get(key), name)))
    return [_sheet(lines[key], *sizes.get(key, (0.0, 0.0)), pictures.get(key, [])) for key in lines]


def _docling_box(box: Mapping[str, Any], size: tuple[float, float] | None, name: str) -> Box:
    top, bottom = number(box["t"], name, "t"), number(box["b"], name, "b")
    if box.get("coord_origin") == "BOTTOMLEFT" and size:
        top, bottom = size[1] - top, size[1] - bottom
    return box_of((box["l"], top, box["r"], bottom), name, "bbox")


def _rows(text: str, box: Box, name: str) -> Iterator[PlacedLine]:
    """Yield the rows that a paragraph in a box probably has: as many as its characters need at one size."""
    text = " ".join(text.split())
    if not text:
        return
    wide = set_width(text)
    size = min(box.height, sqrt(box.width * box.height / (LEADING * wide)))
    count = max(1, round(box.height / (LEADING * size))) if size < 0.8 * box.height else 1
    each, step = ceil(len(text) / count), box.height / count
    for at in range(count):
        row = text[at * each : (at + 1) * each]
        if row.strip():
            top = box.y0 + at * step
            right = box.x1 if len(row) == each else box.x0 + box.width * len(row) / each
            part = box_of((box.x0, top, right, top + min(size, step)), name, "bbox")
            yield measured_line(row, part, 1.0, "", min(size, step))


_Reader = Callable[[Any, str], list[SourcePage]]
_READERS: tuple[_Reader, ...] = (_lists, _columns, _mineru, _docling, _records)
