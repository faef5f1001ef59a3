"""The articles, right on the page: every text with the lines it came from, every doubtful join marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from epubmaker.model import Article, Block, Furniture, Span
from epubmaker.render.titles import Titles
from epubmaker.review.doubts import JoinMark
from epubmaker.review.markup import Html, join, tag
from epubmaker.review.sheet import Sheet, text_id
from epubmaker.review.wording import form_word, role_word, word

Marks = Mapping[tuple[int, int], JoinMark]


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to be shown: its element and class, its name in the edition, its spans, a note set before it."""

    element: str
    kind: str
    where: str
    spans: Sequence[Span]
    note: Html | None = None


def article_section(number: int, sheet: Sheet, marks: Marks) -> Html:
    """Show one article: header group, bylines, blocks."""
    article = sheet.made.edition.articles[number]
    shown = [_text(passage, sheet, marks) for passage in _passages(article)]
    if not article.headline:
        shown.insert(0, tag("h3", word("no-headline"), class_="headline none"))
    name = Titles(sheet.tracer.index).line(article) or f"{number + 1}"
    return tag("article", *shown, id=article.id, aria_label=name)


def _passages(article: Article) -> Iterator[Passage]:
    evidence = dict(article.evidence)
    for name in ("column", "kicker", "headline", "deck"):
        if evidence.get(name):
            element = "h3" if name == "headline" else "p"
            yield Passage(element, name, f"{article.id}/{name}", evidence[name])
    for place, byline in enumerate(article.bylines):
        yield Passage("p", "byline", f"{article.id}/byline/{place}", byline.spans)
    for place, block in enumerate(article.blocks):
        yield Passage("p", block.kind, f"{article.id}/block/{place}", block.spans, _note(block))


def _note(block: Block) -> Html | None:
    """Return what is said of a block that is no running text; a picture is no role of a line."""
    if block.form:
        return tag("span", form_word(block.form), class_="role")
    if block.kind == "paragraph":
        return None
    return tag("span", word(block.kind) if block.kind == "picture" else role_word(block.kind), class_="role")


def _text(passage: Passage, sheet: Sheet, marks: Marks) -> Html:
    """Show one text, line by line, with the joins worth a mark between them."""
    pieces = sheet.tracer.pieces(passage.spans)
    inner: list[str] = [passage.note] if passage.note else []
    for place, piece in enumerate(pieces):
        mark = marks.get((pieces[place - 1].line, piece.line)) if place else None
        if mark is not None:
            inner.append(_mark(mark))
        inner.append(tag("span", piece.text, data_l=piece.line))
    lines = " ".join(str(number) for number in sheet.tracer.numbers(passage.spans))
    return tag(
        passage.element,
        *inner,
        id=text_id(passage.where),
        class_=f"text {passage.kind}",
        data_lines=lines,
        tabindex=0,
    )


def _mark(mark: JoinMark) -> Html:
    """Mark a join by colour, sign and words."""
    sign, key = ("⤳", "moved") if mark.moved else ("?", "unsure")
    return tag(
        "button",
        f"{sign} ",
        word(key),
        f" {mark.confidence:.0%}",
        type="button",
        class_=f"join {key}",
        id=f"j{mark.key}",
        data_join=mark.key,
    )


def furniture_section(sheet: Sheet) -> Html:
    """Show what belongs to the page and not to an article, and what could not be placed."""
    edition = sheet.made.edition
    parts = [_furniture("furniture", k, piece, sheet) for k, piece in enumerate(edition.furniture)]
    left = [_furniture("unplaced", k, piece, sheet) for k, piece in enumerate(edition.unplaced)]
    shown = [tag("h2", word("other")), *parts] if parts else []
    shown += [tag("h2", word("unplaced")), *left] if left else []
    return join(*shown)


def _furniture(where: str, place: int, piece: Furniture, sheet: Sheet) -> Html:
    note = tag("span", role_word(piece.kind), class_="role")
    return _text(Passage("p", "furniture", f"{where}/{place}", piece.spans, note), sheet, {})
