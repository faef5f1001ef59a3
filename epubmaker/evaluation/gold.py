"""Gold: what a page ought to become, stated by hand, by the simulator, or by an edition that somebody corrected."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from epubmaker.edition_file import FORMAT, edition_from_dict
from epubmaker.errors import ConservationError, EditionFormatError
from epubmaker.messages import Message
from epubmaker.model import Article, Edition, SourceText, Span
from epubmaker.readers.text import read_plain
from epubmaker.segment import split_lines

BODY = ("paragraph", "crosshead")
MASTHEAD_FIELDS = ("title", "publisher", "date", "weekday", "lunar_date", "issue_number")


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """One block in reading order: the source's own pieces, and the text they ought to become, if that is known."""

    pieces: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article as it ought to be. `ambiguous` names the parts that a reader cannot decide: they are not scored.

    `persons` are the names of the bylines, `captions` the texts outside the body.
    """

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    persons: tuple[str, ...] = ()
    blocks: tuple[GoldBlock, ...] = ()
    captions: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gold:
    """One page as it ought to be. `masthead` holds the fields that are known, `None` for one the page does not have."""

    articles: tuple[GoldArticle, ...]
    masthead: tuple[tuple[str, str | None], ...] = ()


def read_gold(path: str | Path, source: str | None = None) -> Gold:
    """Read a gold file: `{"articles": [{"blocks": [{"pieces": [...]}]}]}`, or any edition file.

    `source` is the text that a gold edition was made from, for an edition whose texts were changed by hand. Raises
    `EditionFormatError` if it is neither, and the errors of `read_text`.
    """
    path = Path(path)
    try:
        values = json.loads(read_plain(path).text)
    except (ValueError, RecursionError) as error:
        raise EditionFormatError(
            Message(
                "{name}: neither a gold file nor an edition file: not JSON ({error})",
                name=path.name,
                error=Message(str(error)),
            )
        ) from error
    if isinstance(values, dict) and values.get("format") == FORMAT:
        return gold_from_edition(edition_from_dict(values), source)
    try:
        return gold_from_dict(values)
    except (AttributeError, KeyError, TypeError) as error:
        raise EditionFormatError(
            Message(
                "{name}: neither a gold file nor an edition file ({error!r})", name=path.name, error=error
            )
        ) from error


def gold_from_dict(values: dict[str, Any]) -> Gold:
    """Make a gold of the values of a gold file; raises `KeyError` or `TypeError` if they are none."""
    known = {name: _text(values[name]) for name in MASTHEAD_FIELDS if name in values}
    if values.get("paper") and known.get("title"):  # the paper and its local edition stand in one title
        known["title"] = f"{values['paper']} {known['title']}"
    return Gold(tuple(_article(article) for article in values["articles"]), tuple(known.items()))


def _article(values: dict[str, Any]) -> GoldArticle:
    return GoldArticle(
        headline=_words(values.get("headline")),
        kicker=_words(values.get("kicker")),
        deck=_words(values.get("deck")),
        persons=tuple(name for byline in values.get("bylines") or () for name in _persons(byline)),
        blocks=tuple(GoldBlock(tuple(b["pieces"]), "".join(b["pieces"])) for b in values["blocks"]),
        captions=tuple(_words(text) for part in ("captions", "credits") for text in values.get(part, ())),
        ambiguous=frozenset(values.get("ambiguous", ())),
    )


def _words(value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise TypeError(Message("{value!r} should be text", value=value))
    return value or ""


def _persons(byline: str) -> list[str]:
    """Return the names of a byline such as `■记者 李明 王强`: everything after the role."""
    words = re.split(r"[\s、,，]+", byline.strip("■ "))
    return words[1:] or words


def traced_source(edition: Edition) -> str:
    """Return the text that an edition was made from; raises `EditionFormatError` where a change by hand hides it."""
    from epubmaker.restore import rebuild_source  # noqa: PLC0415  (not needed for gold files)

    try:
        return rebuild_source(edition)
    except (ConservationError, OverflowError, IndexError) as error:
        raise EditionFormatError(
            Message(
                "the edition was changed by hand ({error}); name the text that it was made from as SOURCE",
                error=Message(str(error)),
            )
        ) from error


def gold_from_edition(edition: Edition, source: str | None = None) -> Gold:
    """Take an edition for gold: its pieces are the source lines in its spans.

    Raises `EditionFormatError` if the source is not given and cannot be told from the edition.
    """
    text = traced_source(edition) if source is None else source
    spans = [line.span for line in split_lines(SourceText(text))]
    masthead = tuple((name, _text(getattr(edition.masthead, name))) for name in MASTHEAD_FIELDS)
    return Gold(tuple(_article_of(article, text, spans) for article in edition.articles), masthead)


def _article_of(article: Article, text: str, lines: list[Span]) -> GoldArticle:
    blocks = [
        GoldBlock(tuple(piece for span in block.spans for piece in _pieces(span, text, lines)), block.text)
        for block in article.blocks
        if block.kind in BODY
    ]
    return GoldArticle(
        headline=article.headline or "",
        kicker=article.kicker or "",
        deck=article.deck or "",
        persons=tuple(name for byline in article.bylines for name in byline.names),
        blocks=tuple(blocks),
        captions=tuple(block.text for block in article.blocks if block.kind not in BODY),
    )


def _pieces(span: Span, text: str, lines: list[Span]) -> Iterator[str]:
    """Cut a span where the source lines end."""
    first = max(0, bisect_right(lines, Span(span.start, len(text))) - 1)
    for line in lines[first:]:
        if line.start >= span.end:
            return
        piece = text[max(line.start, span.start) : min(line.end, span.end)].strip()
        if piece:
            yield piece


def _text(value: str | int | date | None) -> str | None:
    return None if value is None else str(value)
