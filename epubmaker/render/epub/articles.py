"""An article laid out for its page: header group, passages, figures, printed-page breaks, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby

from epubmaker.model import Article, Block, Byline, Edition
from epubmaker.render.citations import Citations
from epubmaker.render.doubts import LOST, Doubt, Doubts
from epubmaker.render.epub.facsimiles import Way
from epubmaker.render.epub.options import EpubOptions
from epubmaker.render.epub.text import book_text
from epubmaker.render.headings import Headings
from epubmaker.render.sections import Sections, page_of
from epubmaker.text import patterns as re
from epubmaker.text.cells import CELL

_IN_FIGURE = frozenset({"picture", "caption", "credit"})
# Forms of text whose passages are set together; a row that names columns begins another table.
_TOGETHER = {"head-row": "table", "row": "table", "item": "list", "stanza": "verse", "verse": "verse"}
_OPENS = frozenset({"picture", "head-row"})
_WORD = re.compile(
    r"[A-Za-z][\w.:/@%+\-]{2,}", re.ASCII
)  # a word or an address, whose letters are not spread to fill a line
_ADDRESS = re.compile(
    r"[\w.:/@%+\-]{28}", re.ASCII
)  # two thirds of a row of a phone: the row before it is not opened so wide


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The place where a printed page begins: its anchor and its label (第1版)."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a passage: its number in the document and what it says."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a passage, and the note that stands after it."""

    text: str
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a passage: its number, its place in the source, its text in the other script."""

    number: int = 0
    citation: str = ""
    facing: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of an article: its text, and what marks it: an anchor, a dateline at its head, notes.

    `pieces` is empty where nothing stands inside the text; `lost` is what is said where its end is lost. `image` is the file
    of a picture; `form` what kind of text a paragraph is. `beside` is what stands beside the text on request.
    """

    kind: str
    text: str
    anchor: str = ""
    dateline: str = ""
    pieces: tuple[Piece, ...] = ()
    page_break: PageBreak | None = None
    lost: str = ""
    image: str = ""
    beside: Beside | None = None
    form: str = ""

    @property
    def cells(self) -> list[str]:
        """Return the cells of a row of a table."""
        return self.text.split(CELL)

    @property
    def classes(self) -> str:
        """Return the classes of a paragraph: a number beside it, its form, Western words in it, a long address."""
        numbered = self.beside is not None and self.beside.number
        return " ".join(filter(None, ("numbered" * bool(numbered), self.form, _western(self.text))))

    @property
    def facing_classes(self) -> str:
        """Return those of the paragraph that faces it."""
        facing = self.beside.facing if self.beside is not None else ""
        return " ".join(filter(None, ("facing", self.form, _western(facing))))

    @property
    def rest(self) -> str:
        """Return the text behind the dateline."""
        return self.text[len(self.dateline) :]


def _western(text: str) -> str:
    """Return the classes of a paragraph that says Western words, or a long address."""
    return " ".join(name for name, form in (("words", _WORD), ("address", _ADDRESS)) if form.search(text))


# How runs of passages are set: `figure`, `table`, `list`, `verse`, `plain` paragraphs of nothing but text, or `marked`, each
# by its kind.
Group = tuple[str, tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Laid:
    """An article ready for its template; `other` is the same one in the other script, `pictured` leads to its facsimiles.

    `page` is the printed page it begins on, `page_break` the same where it is the first to stand there; `headings` knows where
    the lines of headings may end.
    """

    column: str
    kicker: str
    headline: str
    deck: str
    bylines: tuple[str, ...]
    page: PageBreak | None
    page_break: PageBreak | None
    groups: tuple[Group, ...]
    photo: bool
    headings: Headings
    id: str
    other: Article | None = None
    pictured: tuple[Way, ...] = ()

    @property
    def passages(self) -> Iterator[Passage]:
        """Yield the passages in reading order."""
        return (passage for _, group in self.groups for passage in group)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the article's notes in the order of their numbers."""
        return tuple(piece.note for passage in self.passages for piece in passage.pieces if piece.note)


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands beside the text of an edition: citations, numbers, and its articles in the other script by their id."""

    citations: Citations | None = None
    numbered: bool = False
    others: Mapping[str, Article] = field(default_factory=dict)

    def of(self, block: Block, other: Block | None, number: int) -> Beside | None:
        """Return what stands beside a block; `number` counts the paragraphs so far, this one included."""
        shown = number if self.numbered and block.kind == "paragraph" else 0
        cited = self.citations.of(block) if self.citations is not None else ""
        facing = book_text(other.text) if other is not None else ""
        return Beside(shown, cited, facing) if shown or cited or facing else None


class PageTracker:
    """The printed pages of an edition in turn; each gets a break where it is first met, but not where a text jumps ahead to it.

    `picture` says what a picture without a caption is, `sides` what stands beside its text.
    """

    def __init__(self, edition: Edition, prefix: str, picture: str = "", sides: Sides | None = None) -> None:
        self.sides = sides or Sides()
        self._page = edition.masthead.page
        self._prefix = prefix
        self._sections = Sections(edition)
        self._met: dict[str, PageBreak] = {}
        begun = (_page_name(page_of(article)) for article in edition.articles)
        self._begun = tuple(
            dict.fromkeys(filter(None, begun))
        )  # in the order in which articles begin on them
        self.headings = Headings(edition)
        self.doubts = Doubts(edition)
        self.images: dict[str | None, str] = {
            picture.id: f"{prefix}{picture.file}" for picture in edition.pictures if picture.payload
        }
        self.picture = picture

    def enter(self, page: str | None) -> PageBreak | None:
        """Turn to `page` (unknown: stays where it is) and return its break if it has none yet."""
        self._page = page or self._page
        if not self._page:
            return None
        name = _page_name(self._page)
        if not name or name in self._met or self._is_ahead(name):
            return None
        label = self._sections.label(name)
        self._met[name] = PageBreak(f"{self._prefix}page-{len(self._met) + 1}", label)
        return self._met[name]

    @property
    def current(self) -> PageBreak | None:
        """Return the break of the page we are on, None where pages are unknown."""
        return self._met.get(_page_name(self._page))

    def _is_ahead(self, name: str) -> bool:
        """Say whether an article only jumps to a page: one that stands before it in the book has not begun yet."""
        if name not in self._begun:
            return False
        return any(page not in self._met for page in self._begun[: self._begun.index(name)])


def _page_name(page: str | None) -> str:
    return " ".join(book_text(page or "").split())


def byline_text(byline: Byline) -> str:
    """Return a byline as printed, or from its role and names where the printed line is unknown."""
    return byline.text or " ".join((byline.role, *byline.names)).strip()


def printed_bylines(article: Article) -> tuple[str, ...]:
    """Return the printed lines of the bylines, a line that credits two roles once."""
    lines: list[str] = []
    previous: Byline | None = None
    for byline in article.bylines:
        same_line = previous is not None and byline.text and byline.text == previous.text
        if not (same_line and previous is not None and byline.spans in ((), previous.spans)):
            lines.append(byline_text(byline))
        previous = byline
    return tuple(text for line in lines if (text := book_text(line)))


def lay_out(article: Article, pages: PageTracker, options: EpubOptions) -> Laid:
    """Lay one article out. Empty blocks disappear; everything else stands once, in reading order."""
    opening = pages.enter(article.blocks[0].page if article.blocks else None)
    page = pages.current
    passages = list(_passages(article, pages, options))
    return Laid(
        column=book_text(article.column or ""),
        kicker=book_text(article.kicker or ""),
        headline=book_text(article.headline or ""),
        deck=book_text(article.deck or ""),
        bylines=printed_bylines(article),
        page=page,
        page_break=opening,
        groups=tuple(_groups(passages)),
        photo=article.kind == "photo",
        headings=pages.headings,
        id=stable_id(article),
        other=pages.sides.others.get(article.id),
    )


def stable_id(article: Article) -> str:
    """Return an identifier that does not depend on the article's place: of its source spans, else of its words."""
    spans = [span for _, part in article.evidence for span in part]
    spans += [span for block in article.blocks for span in block.spans]
    told = ",".join(f"{span.start}-{span.end}" for span in sorted(spans))
    told = told or "\n".join((article.headline or "", *(block.text for block in article.blocks)))
    return f"article-{sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _passages(article: Article, pages: PageTracker, options: EpubOptions) -> Iterator[Passage]:
    dateline, noted, paragraphs = book_text(article.dateline or ""), 0, 0
    other = pages.sides.others.get(article.id)
    for number, block in enumerate(article.blocks, 1):
        page_break = pages.enter(block.page)
        notes = _notes(pages.doubts.of(block), noted) if options.notes else ()
        noted += len(notes)
        text = book_text(block.text)
        if block.picture in pages.images:
            alt, image = _alt(article.blocks[number:], pages.picture), pages.images[block.picture]
            yield Passage(block.kind, alt, page_break=page_break, image=image)
            continue
        if not (text or page_break or notes):
            continue
        opens = dateline if text.startswith(dateline) else ""
        pieces = _pieces(block.text, notes, len(opens)) if notes else ()
        anchored = options.index or block.kind != "paragraph"
        anchor = f"p{number}" if anchored else ""
        paragraphs += block.kind == "paragraph"
        beside = pages.sides.of(block, other.blocks[number - 1] if other else None, paragraphs)
        yield Passage(
            block.kind,
            text,
            anchor,
            opens,
            pieces,
            page_break,
            LOST if block.truncated else "",
            beside=beside,
            form=block.form or "",
        )
        dateline = ""


def _groups(passages: list[Passage]) -> Iterator[Group]:
    """Yield the runs of passages that are set alike; every picture opens a figure, every row that names columns a table."""
    figure = 0
    keys = []
    for passage in passages:
        figure += not _OPENS.isdisjoint((passage.kind, passage.form))
        keys.append((_style(passage), figure))
    for (style, _), group in groupby(zip(keys, passages, strict=True), lambda pair: pair[0]):
        yield style, tuple(passage for _, passage in group)


def _alt(following: tuple[Block, ...], otherwise: str) -> str:
    """Return what a picture shows, as the caption behind it says."""
    caption = following[0].text if following and following[0].kind == "caption" else ""
    return book_text(caption) or otherwise


def _style(passage: Passage) -> str:
    if passage.kind in _IN_FIGURE:
        return "figure"
    if passage.form in _TOGETHER and not (passage.beside and passage.beside.facing):
        return _TOGETHER[passage.form]
    marked = (
        passage.form
        or passage.anchor
        or passage.dateline
        or passage.pieces
        or passage.page_break
        or passage.lost
        or passage.beside
    )
    return "marked" if marked else "plain"


def _notes(doubts: tuple[Doubt, ...], noted: int) -> tuple[tuple[int, Note], ...]:
    """Return the notes a block needs, each with its offset in the block's text."""
    return tuple((doubt.at, Note(noted + number, doubt.text)) for number, doubt in enumerate(doubts, 1))


def _pieces(text: str, notes: tuple[tuple[int, Note], ...], skipped: int) -> tuple[Piece, ...]:
    """Cut a block's text where its notes stand, behind `skipped` characters of dateline."""
    lead = len(text) - len(text.lstrip()) + skipped
    cuts = [max(at, lead) for at, _ in notes]
    pieces = [
        Piece(_inner_text(text[start:end]), note)
        for start, end, (_, note) in zip([lead, *cuts], cuts, notes, strict=False)
    ]
    return (*pieces, Piece(_inner_text(text[cuts[-1] :].rstrip())))


def _inner_text(text: str) -> str:
    """Return `book_text` for a part of a passage, whose outer white space counts."""
    return book_text(f"|{text}|")[1:-1]
