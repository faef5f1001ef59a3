"""What a book cannot carry as it is, said before anyone has to find out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from epubmaker.messages import Message
from epubmaker.model import Diagnostic, Edition
from epubmaker.render.epub.text import forbidden, visible


def replaced_characters(edition: Edition) -> tuple[Diagnostic, ...]:
    """Name the characters of an edition that XML forbids, how often they stand, and what the book shows instead."""
    counts = Counter(character for text in _texts(edition) for _, character in forbidden(text))
    return tuple(
        Diagnostic(
            "warning",
            "character-replaced",
            Message(
                "U+{code:04X} ({count}x) cannot stand in a book: it is shown as {shown}",
                code=ord(character),
                count=count,
                shown=visible(character),
            ),
        )
        for character, count in sorted(counts.items())
    )


def _texts(edition: Edition) -> Iterator[str]:
    for article in edition.articles:
        yield from (text for text in (article.column, article.kicker, article.headline, article.deck) if text)
        yield from (byline.text or "".join((byline.role, *byline.names)) for byline in article.bylines)
        yield from (block.text for block in article.blocks)
    yield from (item.text for item in (*edition.furniture, *edition.unplaced))
