"""METS with the ALTO files that it names: the logical structure says which block belongs to which article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from epubmaker.errors import InputDamagedError, InputMissingError
from epubmaker.files import read_regular
from epubmaker.messages import Message
from epubmaker.model import Role
from epubmaker.model.placed import Box, PlacedLine, SourcePage
from epubmaker.readers.alto import read_alto
from epubmaker.readers.boxes import MOST_PAGES
from epubmaker.readers.xml import local, named, parse_xml

_HREF = "{http://www.w3.org/1999/xlink}href"
_ARTICLES = frozenset(
    {
        "ARTICLE",
        "ADVERTISEMENT",
        "DEATH_NOTICE",
        "SECTION",
        "WEATHER",
        "NOTICE",
        "ILLUSTRATION",
        "TITLE_SECTION",
    }
)
_ROLES = {
    "OVERLINE": Role.KICKER,
    "SUBHEADLINE": Role.DECK,
    "SUBTITLE": Role.DECK,
    "AUTHOR": Role.BYLINE,
    "TITLE": Role.HEADLINE,
    "HEADLINE": Role.HEADLINE,
    "HEADING": Role.HEADLINE,
    "CAPTION": Role.CAPTION,
    "PARAGRAPH": Role.BODY,
    "BODY": Role.BODY,
    "PUBLISHING_STMT": Role.MASTHEAD,
    "TITLE_SECTION": Role.MASTHEAD,
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the structure puts a block: number in reading order, article, paragraph, role."""

    order: int
    article: str
    paragraph: str
    role: Role


def read_mets(payload: bytes, name: str, folder: Path | None, max_bytes: int) -> tuple[SourcePage, ...]:
    """Return the issue as one page, its lines in the order of its structure.

    The files of the pages lie beside the METS file, as it names them; nothing is read from elsewhere. Raises
    `InputMissingError` for one that is not there.
    """
    root = parse_xml(payload, name)
    files = {
        element.get("ID", ""): reference
        for element in named(root, "file")
        if (reference := _reference(element)) is not None and reference.lower().endswith(".xml")
    }
    places = _places(root)
    wanted = [key for key in files if any(file == key for file, _ in places)] or list(files)
    if not wanted or folder is None:
        raise InputDamagedError(
            Message("{name}: this METS file names no ALTO files; give the ALTO files themselves", name=name)
        )
    lines: list[tuple[tuple[int, int], PlacedLine]] = []
    top, width = 0.0, 0.0
    for number, key in enumerate(wanted[:MOST_PAGES]):
        for page in _pages(files[key], folder, name, max_bytes):
            lines += [
                (
                    _order(places.get((key, line.region)), number, len(lines) + at),
                    _lowered(line, top, places.get((key, line.region))),
                )
                for at, line in enumerate(page.lines)
            ]
            top, width = top + page.height, max(width, page.width)
    lines.sort(key=lambda entry: entry[0])
    return (SourcePage(width, top, tuple(line for _, line in lines), name=name, ordered=True),)


def _order(place: _Place | None, page: int, at: int) -> tuple[int, int]:
    """Return the key by which a line is sorted: what the structure does not know comes last, page by page."""
    return (place.order, at) if place else (10**9 + page, at)


def _lowered(line: PlacedLine, by: float, place: _Place | None) -> PlacedLine:
    """Return a line on the long sheet of all pages, with what the structure says of it."""
    box = Box(line.box.x0, line.box.y0 + by, line.box.x1, line.box.y1 + by)
    if place is None:
        return replace(line, box=box, article=f"-{line.region}", role=Role.BODY)
    return replace(line, box=box, article=place.article, role=place.role, region=place.paragraph)


def _reference(element: Any) -> str | None:
    return next((child.get(_HREF) for child in element if local(child) == "FLocat"), None)


def _pages(reference: str, folder: Path, name: str, max_bytes: int) -> tuple[SourcePage, ...]:
    """Return the pages of a file that a METS file names; only files below its own folder are read."""
    parsed = urlparse(reference)
    if parsed.scheme not in ("", "file"):
        raise InputMissingError(
            Message(
                "{name}: names {reference}, which is not a file beside it; download it and name it so",
                name=name,
                reference=reference,
            )
        )
    path = Path(unquote(f"{parsed.netloc}{parsed.path}").lstrip("/"))
    target = (folder / path).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise InputMissingError(
            Message(
                "{name}: names {reference}, which lies outside its folder", name=name, reference=reference
            )
        )
    return read_alto(read_regular(target, max_bytes, "page file"), target.name)


def _places(root: Any) -> dict[tuple[str, str], _Place]:
    """Return for every block, by file and block, its place in the logical structure."""
    places: dict[tuple[str, str], _Place] = {}
    for structure in named(root, "structMap"):
        if (structure.get("TYPE") or "").upper() != "LOGICAL":
            continue
        for file, block, article, paragraph, role in _areas(structure, "", "", Role.BODY):
            places.setdefault((file, block), _Place(len(places), article, paragraph, role))
    return places


def _areas(
    element: Any, article: str, paragraph: str, role: Role
) -> Iterator[tuple[str, str, str, str, Role]]:
    """Yield the blocks below an element with the article, the paragraph and the role they have there."""
    if local(element) == "div":
        kind = (element.get("TYPE") or "").upper()
        own = element.get("ID") or ""
        if kind in _ARTICLES:
            article, role = own, Role.BODY
        role = _ROLES.get(kind, role)
        paragraph = own if kind in ("PARAGRAPH", "TEXTBLOCK", *_ROLES) else paragraph
    if local(element) == "area" and element.get("BEGIN"):
        yield element.get("FILEID") or "", element.get("BEGIN"), article, paragraph, role
    for child in element:
        yield from _areas(child, article, paragraph, role)
