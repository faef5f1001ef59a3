"""Pictures of a page into the edition: each before its caption, else at the head of its article's text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from epubmaker.model import Article, Block, Diagnostic, Edition, SourceText, Span
from epubmaker.model.edits import holders
from epubmaker.model.pictures import EditionPicture
from epubmaker.model.placed import PageImage, Picture, PlacedPage

_SUFFIX = {"image/jpeg": "jpg", "image/png": "png"}


def with_pictures(edition: Edition, source: SourceText) -> Edition:
    """Return the edition with the pictures of its pages, those that stand in an article; others stay on paper.

    What the reader has to say of the pages stands among the diagnostics.
    """
    notes = (note for page in source.pages for note in page.notes)
    edition = edition.with_diagnostics(tuple(Diagnostic("info", note.code, note.words) for note in notes))
    placed = [found for page in source.pages for found in _placed(page, edition)]
    if not placed:
        return edition
    articles = list(edition.articles)
    for at, before, picture in placed:
        articles[at] = _with_picture(articles[at], before, picture)
    kept = {picture.id: picture for _, _, picture in placed}
    return replace(edition, articles=tuple(articles), pictures=tuple(kept.values()))


def _placed(page: PlacedPage, edition: Edition) -> Iterator[tuple[int, Span | None, EditionPicture]]:
    """Yield pictures with the number of their article and the span of their caption."""
    homes = {
        span.start: number
        for number, article in enumerate(edition.articles)
        for span in _spans(article, edition)
    }
    starts = sorted(homes)
    for index, (picture, owner) in enumerate(zip(page.pictures, page.figures, strict=False)):
        if not picture.payload or owner < 0:
            continue
        captions = [row.span for row in page.rows if row.figure == index]
        rows = captions or [row.span for row in page.rows if row.article == owner]
        home = next((homes[start] for span in rows for start in starts if start == span.start), None)
        if home is None:
            continue
        yield home, captions[0] if captions else None, edition_picture(picture, page.name)


def edition_picture(found: Picture | PageImage, page: str) -> EditionPicture:
    """Return a picture, or the image of a whole page (a JPEG file), as editions hold them: named by its content."""
    digest, box = sha256(found.payload).hexdigest(), found.box
    media_type = found.media_type if isinstance(found, Picture) else "image/jpeg"
    return EditionPicture(
        id=f"p{digest[:16]}",
        media_type=media_type,
        sha256=digest,
        width=found.pixels[0],
        height=found.pixels[1],
        box=(round(box.x0, 2), round(box.y0, 2), round(box.x1, 2), round(box.y1, 2)),
        page=page or None,
        file=f"p{digest[:16]}.{_SUFFIX[media_type]}",
        payload=found.payload,
    )


def _spans(article: Article, edition: Edition) -> Iterator[Span]:
    """Yield the spans that an article claims."""
    one = replace(edition, articles=(article,), furniture=(), unplaced=())
    for holder in holders(one):
        yield from holder.spans


def _with_picture(article: Article, caption: Span | None, picture: EditionPicture) -> Article:
    """Return the article with a picture block before the block that begins with the caption, else after its lead."""
    block = Block("picture", "", page=None, picture=picture.id)
    blocks = list(article.blocks)
    at = next(
        (
            number
            for number, other in enumerate(blocks)
            if caption is not None and any(span.start <= caption.start < span.end for span in other.spans)
        ),
        0,
    )
    return replace(article, blocks=(*blocks[:at], block, *blocks[at:]))
