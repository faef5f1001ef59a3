"""One corrections file for a text that holds several pages: each statement goes to its page."""

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.amend.quotations import Locator, Words
from epubmaker.messages import Message
from epubmaker.model import SourceText, Span
from epubmaker.model.corrections import Corrections, Quotation, Statement


def share_out(corrections: Corrections, source: SourceText, pages: Sequence[Span]) -> tuple[Corrections, ...]:
    """Return the corrections for each page; what is said of the masthead goes to all.

    Raises `CorrectionsError` for a quotation that is not found, and for a statement that speaks of two pages.
    """
    locator = Locator.of(source.text, (), corrections)
    words = [Words.of(page.of(source.text)) for page in pages]
    shares: list[list[Statement]] = [[] for _ in pages]
    for statement in corrections.statements:
        span = locator.span(statement.what, statement)
        number = next((k for k, page in enumerate(pages) if page.start <= span.start < page.end), None)
        if number is None or span.end > pages[number].end:
            raise locator.error(statement, Message("the quotation runs over a page end"))
        page = pages[number]
        moved = replace(statement, what=_counted(statement.what, span, page, words[number]))
        if statement.target is not None:
            target = locator.span(statement.target, statement)
            if not (page.start <= target.start and target.end <= page.end):
                raise locator.error(statement, Message("the two quotations stand on different pages"))
            moved = replace(moved, target=_counted(statement.target, target, page, words[number]))
        shares[number].append(moved)
    return tuple(replace(corrections, statements=tuple(share)) for share in shares)


def _counted(quotation: Quotation, span: Span, page: Span, words: Words) -> Quotation:
    """Count the occurrence of a quotation on its page, not in the whole text."""
    places = [place.start for place in words.places(quotation)]
    return replace(quotation, occurrence=places.index(span.start - page.start) + 1)
