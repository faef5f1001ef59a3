"""An edition as a compositor receives it: titled stories of roles and text, then what belongs to the page, not a story."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from epubmaker.model import Article, Block, Byline, Edition, Furniture
from epubmaker.model.pictures import EditionPicture
from epubmaker.render.citations import Citations
from epubmaker.render.doubts import LOST, Doubts, warning_of
from epubmaker.render.fonts import is_traditional
from epubmaker.render.ranks import ranks_of
from epubmaker.render.sections import Sections, section_labels
from epubmaker.render.titles import Titles
from epubmaker.render.toc import (
    lone_headline,
    nameplate,
    opening_words,
    paper_title,
    source_note,
    written_date,
)
from epubmaker.text import patterns as re
from epubmaker.text.cells import CELL

# Kinds of furniture that say nothing the masthead of the digest does not say, or nothing at all.
_LEFT_OUT = frozenset({"masthead", "folio", "noise"})
_FURNITURE_NAMES = {
    "advertisement": ("广告", "廣告"),
    "weather": ("天气", "天氣"),
    "notice": ("启事", "啟事"),
    "colophon": ("版权信息", "版權資訊"),
    "column-label": ("栏目", "欄目"),
}
# Controls and marks without a shape, which no page can show.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff]")
_INFERRED = "（推定）"
_OPENING = 16  # characters of its text by which a story without headline is named
_TOGETHER = {"head-row": "table", "row": "table", "item": "list", "stanza": "verse", "verse": "verse"}
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph-like piece: its role (`headline`, `paragraph`, `caption`, `verse` ...) and its text.

    `lead_in` is how many characters at its beginning are the dateline. `picture` is what a passage of that role shows; its
    text says so to who cannot see it. `citation` says behind the text where it stands in the source.
    """

    role: str
    text: str
    lead_in: int = 0
    picture: EditionPicture | None = None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One article: its name in the file, the title in the contents, its header group, its body, its rank.

    `section` names the printed page it begins on, where the edition has several; `pictured` names the facsimiles that show it.
    """

    name: str
    title: str
    header: tuple[Passage, ...]
    body: tuple[Passage, ...]
    rank: int = 3
    section: str = ""
    pictured: tuple[str, ...] = ()

    @property
    def crossheads(self) -> list[tuple[str, str]]:
        """Return the crossheads: where each stands in the file, and what it says."""
        return [
            (f"{self.name}-{number}", passage.text)
            for number, passage in enumerate(self.body)
            if passage.role == "crosshead"
        ]


@dataclass(frozen=True, slots=True)
class Front:
    """What the head of the first page says; empty strings are left out. A lone article has no nameplate: its headline leads.

    `title` is what the file calls itself. `onward` and `back` say on which page a story goes on and from which it comes;
    `warning` that the order is in doubt. `section` is the printed page that the running head names, `folio` the number of
    the page; without one the page has no running head.
    """

    nameplate: str
    publisher: str
    imprint: tuple[str, ...]
    running: str
    dateline: str
    title: str = ""
    onward: str = "（下转第{}页）"
    back: str = "（上接第{}页）"
    warning: str = ""
    section: str = ""
    folio: str = ""


def clean(text: str) -> str:
    """Make text fit to be set in lines: no line breaks, no invisible controls."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", text)).strip(" ")


class Pictures(NamedTuple):
    """These are the pictures of an edition that can be shown, by name, and what one without a caption is called."""

    known: Mapping[str, EditionPicture]
    unnamed: str

    @classmethod
    def of(cls, edition: Edition) -> "Pictures":
        """Return those of an edition."""
        known = {picture.id: picture for picture in edition.pictures if picture.payload}
        return cls(known, ("新闻图片", "新聞圖片")[is_traditional(edition.language)])

    def passage(self, article: Article, place: int) -> Passage | None:
        """Return a block as a picture that says what its caption says; None for text and where the file is missing."""
        block = article.blocks[place]
        picture = self.known.get(block.picture or "")
        if block.kind != "picture" or picture is None:
            return None
        after = article.blocks[place + 1] if place + 1 < len(article.blocks) else None
        caption = clean(after.text) if after is not None and after.kind == "caption" else ""
        return Passage("picture", caption or self.unnamed, picture=picture)


def stories_of(
    edition: Edition, notes: list[str] | None = None, citations: Citations | None = None
) -> list[Story]:
    """Return the articles of an edition in reading order.

    Where `notes` is given, doubts about joins are numbered in the text, and what is said of them is added to it; with
    `citations` each paragraph says where it stands in the source.
    """
    remarks = _Remarks(Doubts(edition) if notes is not None else None, notes, citations)
    pictures = Pictures.of(edition)
    titles = Titles.of(edition)
    facts = zip(edition.articles, ranks_of(edition.articles), section_labels(edition), strict=True)
    return [
        replace(
            _story(article, f"a{number}", clean(titles.line(article)), _bodies(article, pictures, remarks)),
            rank=rank,
            section=clean(section),
        )
        for number, (article, rank, section) in enumerate(facts)
    ]


class _Remarks(NamedTuple):
    """What is said in and behind the text of paragraphs: doubts and the notes on them, citations."""

    doubts: Doubts | None
    notes: list[str] | None
    citations: Citations | None

    def noted(self, block: Block) -> str:
        """Return the text of a block with the numbers of its notes in it, and with what is said where its end is lost."""
        text = block.text
        found = self.doubts.of(block) if self.doubts is not None else ()
        if self.notes is not None and found:
            for number, doubt in reversed(list(enumerate(found, len(self.notes) + 1))):
                text = f"{text[: doubt.at]}〔{number}〕{text[doubt.at :]}"
            self.notes.extend(clean(doubt.text) for doubt in found)
        return text.rstrip() + LOST if block.truncated else text


def _bodies(article: Article, pictures: Pictures, remarks: _Remarks) -> list[Passage]:
    """Return the passages of an article's text, with what is said of losses and doubts inside them."""
    passages = []
    for place, block in enumerate(article.blocks):
        if shown := pictures.passage(article, place):
            passages.append(shown)
            continue
        cited = remarks.citations.of(block) if remarks.citations is not None else ""
        text = _words(block, remarks.noted(block))
        passages.append(Passage(block.form or block.kind, text, citation=cited))
    return [passage for passage in passages if passage.text]


def _words(block: Block, text: str) -> str:
    """Return the words of a block, fit to be set; tabs stay between the cells of a row of a table."""
    return CELL.join(map(clean, text.split(CELL))) if block.form in ("head-row", "row") else clean(text)


def set_together(body: Sequence[Passage]) -> Iterator[tuple[str, list[tuple[int, Passage]]]]:
    """Yield passages that are set together as a table, a list or verse, all others as "", each with its place in the body.

    A row that names columns begins another table.
    """
    group, known = 0, []
    for passage in body:
        group += passage.role == "head-row"
        known.append((_TOGETHER.get(passage.role, ""), group))
    for (name, _), members in groupby(enumerate(body), key=lambda entry: known[entry[0]]):
        yield name, list(members)


def leftovers_of(edition: Edition, *, traditional: bool) -> list[tuple[str, str]]:
    """Return furniture and unplaced text as (heading, text), in the order of the page."""
    pieces = []
    for piece in edition.furniture:
        if piece.kind not in _LEFT_OUT and clean(piece.text):
            pieces.append(
                (_FURNITURE_NAMES.get(piece.kind, ("其他", "其他"))[traditional], clean(piece.text))
            )
    unplaced = ("未归入稿件", "未歸入稿件")[traditional]
    pieces.extend((unplaced, clean(piece.text)) for piece in _unplaced(edition))
    return pieces


def front_of(edition: Edition) -> Front:
    """Return the head of the first page; what was worked out, not read, says so."""
    masthead, traditional = edition.masthead, is_traditional(edition.language)
    unknown = ("报纸", "報紙")[traditional]
    title = clean(paper_title(edition, unknown))
    plate = "" if lone_headline(edition) else clean(nameplate(edition, unknown))
    titled = bool(clean(masthead.title or ""))
    issue = ("总第{}期", "總第{}期")[traditional].format(masthead.issue_number)
    fields = {
        "date": written_date(masthead.date) if masthead.date else "",
        "weekday": masthead.weekday or "",
        "lunar_date": masthead.lunar_date or "",
        "issue_number": issue if masthead.issue_number is not None else "",
        "page": Sections(edition).label(masthead.page) if masthead.page else "",
    }
    shown = {name: clean(text) for name, text in fields.items()}
    told = {
        name: text + (_INFERRED if name in masthead.inferred else "") for name, text in shown.items() if text
    }
    publisher = clean(masthead.publisher or "")
    dateline = " ".join(told[name] for name in ("date", "weekday") if name in told) if masthead.date else ""
    shown_twice = set() if titled else {"date"}  # the day is the nameplate
    facts = [text for name, text in told.items() if name not in shown_twice]
    if not titled and "date" in masthead.inferred:
        facts.insert(0, _INFERRED)
    facts += filter(None, [clean(source_note(edition, traditional=traditional))])
    front = Front(plate, publisher, tuple(facts), title, dateline, title, warning=warning_of(edition))
    return replace(front, onward="（下轉第{}頁）", back="（上接第{}頁）") if traditional else front


def _unplaced(edition: Edition) -> Iterator[Furniture]:
    return (piece for piece in edition.unplaced if clean(piece.text))


def _story(article: Article, name: str, title: str, body: list[Passage]) -> Story:
    """Return an article with its header and body; without a title it is called by its kicker, deck or opening words."""
    header = [
        Passage("column", clean(article.column or "")),
        Passage("kicker", clean(article.kicker or "")),
        Passage("headline", clean(article.headline or "")),
        Passage("deck", clean(article.deck or "")),
        Passage("byline", "　".join(filter(None, (_credit(byline) for byline in article.bylines)))),
    ]
    if article.dateline and body and body[0].text.startswith(clean(article.dateline)):
        body[0] = replace(body[0], lead_in=len(clean(article.dateline)))
    title = title or clean(article.headline or article.kicker or article.deck or "")
    if not title and body and body[0].picture is None:
        opening = opening_words(clean(body[0].text.removesuffix(LOST)))
        title = opening[:_OPENING] + ("……" if len(opening) > _OPENING else "")
    shown = tuple(passage for passage in header if passage.text)
    return Story(name, title, shown, tuple(body))


def _credit(byline: Byline) -> str:
    text = clean(byline.text)
    if text:
        return text
    return clean(" ".join((byline.role, *byline.names)))
