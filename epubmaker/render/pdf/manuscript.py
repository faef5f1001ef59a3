"""An edition as a compositor receives it: titled stories of roles and text, then what belongs to the page, not a story."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from epubmaker.model import Article, Byline, Edition, Furniture, Masthead
from epubmaker.model.pictures import EditionPicture

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
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """This is one paragraph-like piece: its role (`headline`, `paragraph`, `caption` ...) and its text.

    `lead_in` is how many characters at its beginning are the dateline. `picture` is what a passage of that role shows; its
    text says so to who cannot see it.
    """

    role: str
    text: str
    lead_in: int = 0
    picture: EditionPicture | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """This is one article: its name in the file, the title in the contents, its header group and its body."""

    name: str
    title: str
    header: tuple[Passage, ...]
    body: tuple[Passage, ...]
    kind: str = "article"


@dataclass(frozen=True, slots=True)
class Front:
    """This is what the head of the first page says; empty strings are left out."""

    nameplate: str
    publisher: str
    imprint: tuple[str, ...]
    running: str
    dateline: str


def clean(text: str) -> str:
    """This makes text fit to be set in lines: no line breaks, no invisible controls."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", text)).strip(" ")


def stories_of(edition: Edition) -> list[Story]:
    """This returns the articles of an edition in reading order."""
    pictures = {picture.id: picture for picture in edition.pictures if picture.payload}
    return [_story(article, number, pictures) for number, article in enumerate(edition.articles)]


def leftovers_of(edition: Edition, *, traditional: bool) -> list[tuple[str, str]]:
    """This returns furniture and unplaced text as (heading, text), in the order of the page."""
    pieces = []
    for piece in edition.furniture:
        if piece.kind not in _LEFT_OUT and clean(piece.text):
            pieces.append(
                (_FURNITURE_NAMES.get(piece.kind, ("其他", "其他"))[traditional], clean(piece.text))
            )
    unplaced = ("未归入稿件", "未歸入稿件")[traditional]
    pieces.extend((unplaced, clean(piece.text)) for piece in _unplaced(edition))
    return pieces


def front_of(masthead: Masthead, *, traditional: bool) -> Front:
    """This returns the head of the first page; a masthead without a title is called 新闻文摘."""
    title = clean(masthead.title or "") or ("新闻文摘", "新聞文摘")[traditional]
    day = ""
    if masthead.date:
        day = f"{masthead.date.year}年{masthead.date.month}月{masthead.date.day}日"
    issue = ""
    if masthead.issue_number is not None:
        issue = ("总第{}期", "總第{}期")[traditional].format(masthead.issue_number)
    parts = (day, masthead.weekday, masthead.lunar_date, issue, masthead.page)
    imprint = tuple(clean(part) for part in parts if part and clean(part))
    return Front(title, clean(masthead.publisher or ""), imprint, title, " ".join(imprint[:2]) if day else "")


def _unplaced(edition: Edition) -> Iterator[Furniture]:
    return (piece for piece in edition.unplaced if clean(piece.text))


def _story(article: Article, number: int, pictures: Mapping[str, EditionPicture]) -> Story:
    header = [
        Passage("column", clean(article.column or "")),
        Passage("kicker", clean(article.kicker or "")),
        Passage("headline", clean(article.headline or "")),
        Passage("deck", clean(article.deck or "")),
        Passage("byline", "　".join(filter(None, (_credit(byline) for byline in article.bylines)))),
    ]
    body = [_passage(article, place, pictures) for place in range(len(article.blocks))]
    body = [passage for passage in body if passage.text]
    if article.dateline and body and body[0].text.startswith(clean(article.dateline)):
        body[0] = Passage(body[0].role, body[0].text, len(clean(article.dateline)))
    title = clean(article.headline or article.kicker or article.deck or "")
    if not title and body and body[0].picture is None:
        title = body[0].text[:16] + ("……" if len(body[0].text) > 16 else "")
    shown = tuple(passage for passage in header if passage.text)
    return Story(f"a{number}", title, shown, tuple(body), article.kind)


def _passage(article: Article, place: int, pictures: Mapping[str, EditionPicture]) -> Passage:
    """Return a block as a passage; a picture without its file is left out, one with it says what its caption says."""
    block = article.blocks[place]
    picture = pictures.get(block.picture or "")
    if block.kind != "picture" or picture is None:
        return Passage(block.kind, clean(block.text))
    after = article.blocks[place + 1] if place + 1 < len(article.blocks) else None
    caption = clean(after.text) if after is not None and after.kind == "caption" else ""
    return Passage("picture", caption or "新闻图片", picture=picture)


def _credit(byline: Byline) -> str:
    text = clean(byline.text)
    if text:
        return text
    return clean(" ".join((byline.role, *byline.names)))
