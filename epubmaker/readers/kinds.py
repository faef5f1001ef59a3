"""Which kind of page file some bytes are: told by what they hold, never by a name."""

from __future__ import annotations

import json
from typing import Literal

from epubmaker.messages import Message
from epubmaker.text import patterns as re

Kind = Literal["pdf", "alto", "page", "mets", "hocr", "json", "scan"]
HEAD = 65_536  # bytes looked at: a METS or hOCR file may begin with a long comment or a style sheet

_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<")
_ROOT = re.compile(rb"<(?:[A-Za-z0-9_-]+:)?(alto|PcGts|mets)[\s>]")
_HOCR = re.compile(rb"ocr_page|ocr-system|ocr_line")
_JSON = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*[\[{]")
# What the results of recognisers and converters hold: corners and texts of RapidOCR and PaddleOCR, MinerU, docling.
_JSON_KEYS = re.compile(
    rb'"(?:rec_texts|rec_polys|dt_polys|rec_boxes|pdf_info|para_blocks|schema_name|txts|preproc_blocks|transcription)"'
)
_CORNERS = re.compile(
    rb'\A(?:\xef\xbb\xbf)?\s*\[\s*(?:\[[\s\[]*\[\s*-?(?:\d|NaN)|\{[^}]{0,400}"(?:box|points|bbox|dt_boxes)"\s*:)'
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_EDITION = b'"epubmaker-edition"'
_PLACES_DEPTH = 2  # a number of a place stands in a list or an object of another
# What is said of JSON that no reader takes.
UNKNOWN_JSON = Message(
    "this JSON is of no tool that is known here; RapidOCR, PaddleOCR 2 and 3, MinerU "
    "(middle.json) and docling are, and edition files of epubmaker"
)
_ROOTS: dict[bytes, Kind] = {b"alto": "alto", b"PcGts": "page", b"mets": "mets"}


def page_kind(head: bytes) -> Kind | None:
    """Return the kind of page file that begins with `head`, None for a text or anything else."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_PICTURES):
        return "scan"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode("utf-8")
    if _XML.match(head):
        root = _ROOT.search(head)
        if root:
            return _ROOTS[root[1]]
        return "hocr" if _HOCR.search(head) else None
    if _JSON.match(head) and _EDITION not in head[:256]:
        return "json" if _JSON_KEYS.search(head) or _CORNERS.match(head) else None
    return None


def is_placed_json(payload: bytes) -> bool:
    """Say whether bytes are a whole JSON document with numbers deep inside, as places are; `{"名称": "河东"}` is a text."""
    if not _JSON.match(payload):
        return False
    try:
        values = json.loads(payload.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    todo = [(values, 0)]
    while todo:
        value, depth = todo.pop()
        if isinstance(value, (int, float)) and depth >= _PLACES_DEPTH:
            return True
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        todo += [(one, depth + 1) for one in inner]
    return False


def is_edition(head: bytes) -> bool:
    """Say whether bytes begin as an edition file."""
    return _EDITION in head[:256]
