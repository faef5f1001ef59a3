"""The result: one edition of a newspaper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from epubmaker.deprecation import moved
from epubmaker.model.diagnostics import VERDICTS, Diagnostic
from epubmaker.model.pictures import EditionPicture, Facsimile
from epubmaker.model.spans import Span

ArticleKind = Literal["article", "brief", "photo"]
BlockKind = Literal["paragraph", "crosshead", "caption", "credit", "label", "picture"]
# What kind of text a paragraph is, where it is no running text: rows of a table (the first may name its columns), an item of a
# list, lines of verse (the first of a stanza, the others), turns of speech, who signs a notice and when, how one is reached.
BlockForm = Literal[
    "head-row", "row", "item", "stanza", "verse", "question", "answer", "turn", "signature", "contact"
]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the source text: `span` held `before` and is set as `after`.

    Spans are in source characters; an insertion has an empty span. `rule` names the rule that made it.
    """

    span: Span
    before: str
    after: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class SeamNote:
    """An offset in a block's text where two lines were joined over a jump, or with confidence below 0.9."""

    at: int
    confidence: float
    moved: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article: restored text and the source spans it came from, in reading order.

    A block of kind `picture` has no text; `picture` names the `EditionPicture`. `form` says what kind of text a paragraph is, None
    for running text; the cells of a row of a table are parted by tabs.
    """

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    page: str | None = None
    seams: tuple[SeamNote, ...] = ()
    truncated: bool = False
    picture: str | None = None
    form: BlockForm | None = None


@dataclass(frozen=True, slots=True)
class Byline:
    """The persons credited in one role: `记者`, `通讯员`, `摄影`; `text` is the line as printed."""

    role: str
    names: tuple[str, ...]
    confidence: float = 1.0
    text: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its header group, bylines and blocks.

    `evidence` maps kicker, headline, deck, column and dateline to their source spans.
    """

    id: str
    kind: ArticleKind
    headline: str | None = None
    kicker: str | None = None
    deck: str | None = None
    column: str | None = None
    bylines: tuple[Byline, ...] = ()
    dateline: str | None = None
    blocks: tuple[Block, ...] = ()
    confidence: float = 1.0
    evidence: tuple[tuple[str, tuple[Span, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """The edition's own data, read from the page or inferred from it.

    `issn` is the international serial number (ISO 3297), `cn` the Chinese one without the letters CN (GB/T 9999.1).
    `evidence` maps a field to the source spans it was read from; `inferred` names the fields that were worked out.
    """

    title: str | None = None
    publisher: str | None = None
    date: date | None = None
    weekday: str | None = None
    lunar_date: str | None = None
    issue_number: int | None = None
    page: str | None = None
    evidence: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    inferred: tuple[str, ...] = ()
    issn: str | None = None
    cn: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A part of the page that belongs to no article: masthead, weather, advertisement, colophon ..."""

    kind: str
    text: str
    spans: tuple[Span, ...] = ()
    page: str | None = None


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What an edition was made from."""

    name: str
    sha256: str
    encoding: str
    characters: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One reconstructed edition of a newspaper."""

    source: SourceInfo
    language: str
    masthead: Masthead
    articles: tuple[Article, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    unplaced: tuple[Furniture, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    edits: tuple[Edit, ...] = ()
    pictures: tuple[EditionPicture, ...] = ()
    facsimiles: tuple[Facsimile, ...] = ()

    @property
    def images(self) -> tuple[EditionPicture, ...]:
        """Return everything that lies in files of its own: pictures, and the images of whole pages."""
        return (*self.pictures, *(facsimile.picture for facsimile in self.facsimiles))

    @property
    def verdicts(self) -> tuple[Diagnostic, ...]:
        """Return what says that a page is not to be trusted as a whole: `order-doubtful`, `undecodable`, `mojibake`."""
        return tuple(found for found in self.diagnostics if found.code in VERDICTS)

    def with_diagnostics(self, found: tuple[Diagnostic, ...]) -> Edition:
        """Return the edition with more to know about it."""
        return replace(self, diagnostics=(*self.diagnostics, *found)) if found else self

    # Old names of what `edition_file` does now.
    to_dict = moved("Edition.to_dict", "epubmaker.edition_file", "edition_to_dict", until="0.3.0")
    from_dict = staticmethod(
        moved("Edition.from_dict", "epubmaker.edition_file", "edition_from_dict", until="0.3.0")
    )
