"""METS with the ALTO files that it names: the logical structure says which block belongs to which article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from epubmaker.errors import InputDamagedError, InputError, InputMissingError
from epubmaker.files import read_regular
from epubmaker.messages import Message
from epubmaker.model import Role
from epubmaker.model.diagnostics import IMAGE_MISSING
from epubmaker.model.placed import Box, PageImage, PageNote, Picture, PlacedLine, SourcePage
from epubmaker.readers.alto import read_alto
from epubmaker.readers.boxes import MOST_PAGES
from epubmaker.readers.page_images import SUFFIXES, Dressed, Lookup, dress, image_path, note_of
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
# In these an illustration is a part; elsewhere it stands by itself.
_WITH_PICTURES = frozenset({"ARTICLE", "ADVERTISEMENT", "DEATH_NOTICE", "WEATHER", "NOTICE"})
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


@dataclass(frozen=True, slots=True)
class _Issue:
    """What a METS file says: its files by name, the images of those with text, and the places of blocks in its structure."""

    files: dict[str, str]
    images: dict[str, tuple[str, ...]]
    places: dict[tuple[str, str], _Place]

    @property
    def wanted(self) -> list[str]:
        """Return the files of the pages, those of which the structure speaks."""
        known = {file for file, _ in self.places}
        return ([key for key in self.files if key in known] or list(self.files))[:MOST_PAGES]


def read_mets(payload: bytes, lookup: Lookup) -> tuple[SourcePage, ...]:
    """Return the issue as one page, its lines in the order of its structure.

    The files of the pages lie beside the METS file, as it names them; nothing is read from elsewhere. Raises
    `InputMissingError` for one that is not there.
    """
    name = lookup.name
    issue = _issue(payload, name)
    if not issue.wanted or lookup.folder is None:
        raise InputDamagedError(
            Message("{name}: this METS file names no ALTO files; give the ALTO files themselves", name=name)
        )
    pile = _Pile(issue)
    for number, key in enumerate(issue.wanted):
        for bare in _pages(issue.files[key], lookup):
            named_one = _with_image(bare, issue.images.get(key, ()), lookup)
            pile.add(dress(named_one, lookup, _frame(lookup, pile.count)), number, key)
    return (
        SourcePage(
            pile.width,
            pile.top,
            tuple(line for _, line in sorted(pile.lines, key=lambda entry: entry[0])),
            pictures=tuple(pile.pictures),
            name=name,
            ordered=True,
            scans=tuple(pile.scans),
            notes=(PageNote(IMAGE_MISSING, note_of(lookup, pile.lacks)),) if pile.lacks else (),
        ),
    )


@dataclass(slots=True)
class _Pile:
    """The pages of an issue one below the other, as one page: `top` is where the next begins, `count` how many there are."""

    issue: _Issue
    lines: list[tuple[tuple[int, int], PlacedLine]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    scans: list[PageImage] = field(default_factory=list)
    lacks: list[Dressed] = field(default_factory=list)
    top: float = 0.0
    width: float = 0.0
    count: int = 0

    def add(self, dressed: Dressed, number: int, key: str) -> None:
        """Set a page below the others; `number` is that of its file, `key` the name of that in the issue."""
        page, issue, top = dressed.page, self.issue, self.top
        self.lacks += [dressed] if dressed.lacks else []
        before = len(self.lines)
        for at, line in enumerate(page.lines):
            place = issue.places.get((key, line.region))
            self.lines.append((_order(place, number, before + at), _lowered(line, top, place)))
        self.pictures += [_hung(picture, key, top, issue) for picture in page.pictures]
        self.scans += [
            replace(scan, box=_down(scan.box, top), name=str(self.count + 1)) for scan in page.scans
        ]
        self.top, self.width, self.count = top + page.height, max(self.width, page.width), self.count + 1


def files_of(payload: bytes, lookup: Lookup) -> tuple[Path, ...]:
    """Return the files that are read with a METS file: its pages, and their images; none where it cannot be read."""
    found: list[Path] = []
    try:
        issue = _issue(payload, lookup.name)
        for key in issue.wanted if lookup.folder is not None else ():
            target = _target(issue.files[key], lookup)
            found.append(target)
            for page in _pages(issue.files[key], lookup):
                dressed = _with_image(page, issue.images.get(key, ()), lookup)
                image = image_path(dressed.image, lookup) if lookup.asks(page) else None
                found += [image] if image is not None else []
    except InputError:
        return ()
    return tuple(dict.fromkeys(found))


def _issue(payload: bytes, name: str) -> _Issue:
    root = parse_xml(payload, name)
    references = {
        element.get("ID", ""): reference
        for element in named(root, "file")
        if (reference := _reference(element)) is not None
    }
    files = {key: one for key, one in references.items() if one.lower().endswith(".xml")}
    return _Issue(files, _images(root, references), _places(root))


def _images(root: Any, references: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the images of each file: what its page names together with it, else what is of the same group."""
    images = {key for key, reference in references.items() if reference.lower().endswith(SUFFIXES)}
    found: dict[str, list[str]] = {}
    for page in (div for div in named(root, "div") if (div.get("TYPE") or "").upper() == "PAGE"):
        keys = [one.get("FILEID") or "" for one in named(page, "area", "fptr")]
        for key in keys:
            found.setdefault(key, []).extend(references[one] for one in keys if one in images)
    groups: dict[str, list[str]] = {}
    for element in named(root, "file"):
        if element.get("ID") in images and element.get("GROUPID"):
            groups.setdefault(element.get("GROUPID"), []).append(references[element.get("ID")])
    for element in named(root, "file"):
        found.setdefault(element.get("ID", ""), []).extend(groups.get(element.get("GROUPID") or "", ()))
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items()}


def _with_image(page: SourcePage, images: tuple[str, ...], lookup: Lookup) -> SourcePage:
    """Return a page that names the first of its images that is there: of those of the issue, then the one of its own file."""
    known = (*images, *([page.image] if page.image else []))
    there = (one for one in known if image_path(one, replace(lookup, name="")) is not None)
    return replace(page, image=next(there, next(iter(known), "")))


def _frame(lookup: Lookup, count: int) -> int:
    """Return which frame of an image shows a page: of one that the caller names for all, the next."""
    return count if lookup.given is not None else 0


def _down(box: Box, by: float) -> Box:
    return Box(box.x0, box.y0 + by, box.x1, box.y1 + by)


def _hung(picture: Picture, file: str, by: float, issue: _Issue) -> Picture:
    """Return a picture on the long sheet of all pages, with the article and the illustration it is by the structure."""
    named_blocks = ((file, block) for block in picture.region.split())
    place = next((issue.places[block] for block in named_blocks if block in issue.places), None)
    own = replace(picture, box=_down(picture.box, by), region="")
    return own if place is None else replace(own, article=place.article, region=place.paragraph)


def _order(place: _Place | None, page: int, at: int) -> tuple[int, int]:
    """Return the key by which a line is sorted: what the structure does not know comes last, page by page."""
    return (place.order, at) if place else (10**9 + page, at)


def _lowered(line: PlacedLine, by: float, place: _Place | None) -> PlacedLine:
    """Return a line on the long sheet of all pages, with what the structure says of it."""
    box = _down(line.box, by)
    if place is None:
        return replace(line, box=box, article=f"-{line.region}", role=Role.BODY)
    return replace(line, box=box, article=place.article, role=place.role, region=place.paragraph)


def _reference(element: Any) -> str | None:
    return next((child.get(_HREF) for child in element if local(child) == "FLocat"), None)


def _pages(reference: str, lookup: Lookup) -> tuple[SourcePage, ...]:
    """Return the pages of a file that a METS file names."""
    target = _target(reference, lookup)
    return read_alto(read_regular(target, lookup.max_bytes, "page file"), target.name)


def _target(reference: str, lookup: Lookup) -> Path:
    """Return where a file lies that a METS file names; only files below its own folder are read."""
    name, folder = lookup.name, lookup.folder or Path()
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
    return target


def _places(root: Any) -> dict[tuple[str, str], _Place]:
    """Return for every block, by file and block, its place in the logical structure."""
    places: dict[tuple[str, str], _Place] = {}
    for structure in named(root, "structMap"):
        if (structure.get("TYPE") or "").upper() != "LOGICAL":
            continue
        for file, block, where in _areas(structure, _Where()):
            places.setdefault((file, block), _Place(len(places), where.article, where.paragraph, where.role))
    return places


@dataclass(frozen=True, slots=True)
class _Where:
    """What is known of a part of the structure: the article it is in and of what kind, the paragraph or illustration, the role."""

    article: str = ""
    kind: str = ""
    paragraph: str = ""
    role: Role = Role.BODY
    pictured: bool = False

    def below(self, kind: str, own: str) -> _Where:
        """Return what is known inside a division of this kind; an illustration in an article is a part of it."""
        role = _ROLES.get(kind, Role.BODY if kind in _ARTICLES else self.role)
        if kind == "ILLUSTRATION":
            inside = self if self.kind in _WITH_PICTURES else replace(self, article=own, kind=kind)
            return replace(inside, paragraph=own, role=role, pictured=True)
        if kind in _ARTICLES:
            return _Where(own, kind, own if kind in _ROLES else self.paragraph, role)
        opens = kind in ("PARAGRAPH", "TEXTBLOCK", *_ROLES) and not (self.pictured and role is Role.CAPTION)
        return replace(self, paragraph=own if opens else self.paragraph, role=role)


def _areas(element: Any, where: _Where) -> Iterator[tuple[str, str, _Where]]:
    """Yield the blocks below an element with what is known of them there."""
    if local(element) == "div":
        where = where.below((element.get("TYPE") or "").upper(), element.get("ID") or "")
    if local(element) == "area" and element.get("BEGIN"):
        yield element.get("FILEID") or "", element.get("BEGIN"), where
    for child in element:
        yield from _areas(child, where)
