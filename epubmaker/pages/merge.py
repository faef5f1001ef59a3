"""Several reconstructed pages into one edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from epubmaker.messages import Message
from epubmaker.model import Article, Diagnostic, Edition, Masthead, SourceInfo, SourceText, Span
from epubmaker.model.conservation import assert_conserved
from epubmaker.model.edits import BLANK, blank_edits
from epubmaker.model.placing import with_spans
from epubmaker.pages.jumps import follow_jumps
from epubmaker.pages.parting import Page

_READ_FIELDS = ("title", "publisher", "date", "weekday", "lunar_date", "issue_number", "issn", "cn")


def merge_pages(source: SourceText, pages: Sequence[Page], editions: Sequence[Edition]) -> Edition:
    """Join the editions of pages, each reconstructed by itself, to one; articles that jump between pages too.

    `source` is the text of the whole edition, in which the pages lie. Raises `ConservationError`.
    """
    if len(editions) == 1:
        return editions[0]
    placed = [
        _placed(edition, page, number)
        for number, (edition, page) in enumerate(zip(editions, pages, strict=True), 1)
    ]
    merged = _with_gaps(source, follow_jumps(_merge(source, placed)))
    assert_conserved(source, merged)
    return merged


def _with_gaps(source: SourceText, edition: Edition) -> Edition:
    """Return the edition with its blanks as edits, those between pages too, so that the source can be rebuilt."""
    kept = (edit for edit in edition.edits if edit.rule != BLANK)
    edits = sorted(
        [*kept, *blank_edits(edition, source.text)], key=lambda edit: (edit.span.start, edit.span.end)
    )
    return replace(edition, edits=tuple(edits))


def _placed(edition: Edition, page: Page, number: int) -> Edition:
    """Return the edition of one page with its spans in the whole text and its page on everything."""
    label = page.label or edition.masthead.page or str(number)
    moved = _shift(edition, page.start)
    return replace(
        moved,
        articles=tuple(_on_page(article, label) for article in moved.articles),
        furniture=tuple(replace(furniture, page=label) for furniture in moved.furniture),
        unplaced=tuple(replace(furniture, page=label) for furniture in moved.unplaced),
        facsimiles=tuple(replace(one, picture=replace(one.picture, page=label)) for one in moved.facsimiles),
    )


def _shift(edition: Edition, by: int) -> Edition:
    """Return an edition with every span in it moved by so many characters."""
    return with_spans(edition, lambda span: Span(span.start + by, span.end + by))


def _on_page(article: Article, label: str) -> Article:
    return replace(article, blocks=tuple(replace(block, page=label) for block in article.blocks))


def _merge(source: SourceText, editions: Sequence[Edition]) -> Edition:
    articles = [article for edition in editions for article in edition.articles]
    masthead, doubts = _merged_masthead([edition.masthead for edition in editions])
    return Edition(
        SourceInfo(source.name, source.sha256, source.encoding, len(source.text)),
        editions[0].language,
        masthead,
        articles=tuple(replace(article, id=f"a{number}") for number, article in enumerate(articles, 1)),
        furniture=tuple(furniture for edition in editions for furniture in edition.furniture),
        unplaced=tuple(furniture for edition in editions for furniture in edition.unplaced),
        diagnostics=(*doubts, *(note for edition in editions for note in edition.diagnostics)),
        edits=tuple(edit for edition in editions for edit in edition.edits),
        pictures=tuple({one.id: one for edition in editions for one in edition.pictures}.values()),
        facsimiles=tuple(facsimile for edition in editions for facsimile in edition.facsimiles),
    )


def _merged_masthead(mastheads: Sequence[Masthead]) -> tuple[Masthead, list[Diagnostic]]:
    """Take each field from the first page that prints it, else from the first that lets it be inferred."""
    values: dict[str, Any] = {}
    evidence, inferred, doubts = [], [], []
    for name in _READ_FIELDS:
        known = [masthead for masthead in mastheads if getattr(masthead, name) is not None]
        if not known:
            continue
        printed = [masthead for masthead in known if name not in masthead.inferred]
        chosen = (printed or known)[0]
        values[name] = getattr(chosen, name)
        evidence += [entry for entry in chosen.evidence if entry[0] == name]
        inferred += [] if printed else [name]
        if len({getattr(masthead, name) for masthead in printed}) > 1:
            doubts.append(_disagreement(name, printed))
    return Masthead(**values, evidence=tuple(evidence), inferred=tuple(inferred)), doubts


def _disagreement(name: str, mastheads: Sequence[Masthead]) -> Diagnostic:
    found = "、".join(dict.fromkeys(str(getattr(masthead, name)) for masthead in mastheads))
    spans = tuple(
        span
        for masthead in mastheads
        for field, spans in masthead.evidence
        if field == name
        for span in spans
    )
    return Diagnostic(
        "warning",
        "pages-disagree",
        Message("各版所印的{name}不一：{found}", name=name, found=found),
        spans,
    )
