"""Pictures of an edition: where each stands on its page, and the file that holds it."""

from __future__ import annotations

from dataclasses import dataclass, field

from epubmaker.model.spans import Span


@dataclass(frozen=True, slots=True)
class EditionPicture:
    """One picture, named by its content.

    id      `p` and the beginning of the hash of its bytes; blocks of kind `picture` name it
    box     left, top, right, bottom on the page, in the units of the page
    file    its name in `NAME.media/` beside the edition file
    payload a JPEG or PNG file; empty where only the edition file was read. It is no part of the edition's value.
    """

    id: str
    media_type: str
    sha256: str
    width: int
    height: int
    box: tuple[float, float, float, float]
    page: str | None = None
    file: str = ""
    payload: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of a page's image that shows a part of one article: the article that holds the characters of `span`.

    box  left, top, right, bottom as parts of the image's width and height, 0..1
    """

    box: tuple[float, float, float, float]
    span: Span


@dataclass(frozen=True, slots=True)
class Facsimile:
    """The image of a whole page, and where on it the articles stand, in reading order."""

    picture: EditionPicture
    zones: tuple[Zone, ...] = ()
