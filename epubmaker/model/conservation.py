"""Nothing is lost and nothing is doubled: the one predicate for the pipeline, the tests and the fuzzer."""

from collections.abc import Iterator

from epubmaker.errors import ConservationError
from epubmaker.messages import Message
from epubmaker.model.diagnostics import Diagnostic
from epubmaker.model.edition import Edition
from epubmaker.model.edits import EditIndex, Holder, holders, removed_spans
from epubmaker.model.spans import SourceText, Span
from epubmaker.text.cleaning import is_blank

SHOWN = 24  # characters of the source quoted in a message
MOST = 20  # findings reported; one broken span can break thousands


def check_conservation(source: SourceText, edition: Edition) -> tuple[Diagnostic, ...]:
    """Return what is lost, doubled or not explained by an edit, at most 20 findings; nothing if all is well.

    Every source character that prints anything must lie in exactly one span, and each text must equal the source characters of
    its spans with the edits applied. Linear in the text.
    """
    found: list[Diagnostic] = []
    for finding in _findings(source, edition):
        found.append(finding)
        if len(found) == MOST:
            break
    return tuple(found)


def assert_conserved(source: SourceText, edition: Edition) -> None:
    """Raise `ConservationError` with the first findings if a character is lost, doubled or unexplained."""
    findings = check_conservation(source, edition)
    if findings:
        summary = "; ".join(finding.message for finding in findings[:3])
        raise ConservationError(
            Message(
                "{name}: {summary}. This is a defect of epubmaker: please report it with the source file.",
                name=source.name,
                summary=summary,
            )
        )


def _findings(source: SourceText, edition: Edition) -> Iterator[Diagnostic]:
    held = list(holders(edition))
    held += [Holder("removed", "", (span,)) for span in removed_spans(edition)]
    covered = bytearray(len(source.text))
    for holder in held:
        yield from _cover(holder, covered, source.text)
    yield from _uncovered(covered, source.text)
    index = EditIndex.of(edition.edits)
    for holder in held:
        if index.text_of(holder.spans, source.text) != holder.text:
            yield _finding(
                Message("the text of {where} is not its spans with the edits applied", where=holder.where),
                holder.spans,
            )


def _cover(holder: Holder, covered: bytearray, text: str) -> Iterator[Diagnostic]:
    """Mark the holder's spans as covered and yield what was covered before."""
    for span in holder.spans:
        if not 0 <= span.start < span.end <= len(text):
            yield _finding(
                Message(
                    "{where} has the span {start}-{end}, which is not in the source",
                    where=holder.where,
                    start=span.start,
                    end=span.end,
                ),
                (span,),
            )
            continue
        if covered.count(1, span.start, span.end):
            yield _finding(
                Message("{where} takes {value} a second time", where=holder.where, value=_quote(span, text)),
                (span,),
            )
        covered[span.start : span.end] = b"\x01" * len(span)


def _uncovered(covered: bytearray, text: str) -> Iterator[Diagnostic]:
    """Yield the runs of source characters that no span covers and that print anything."""
    start = covered.find(0)
    while start >= 0:
        end = covered.find(1, start)
        end = len(text) if end < 0 else end
        if not is_blank(text[start:end]):
            yield _finding(
                Message("{value} stands nowhere", value=_quote(Span(start, end), text)), (Span(start, end),)
            )
        start = covered.find(0, end)


def _quote(span: Span, text: str) -> str:
    """Quote the beginning of a span."""
    words = span.of(text).strip()
    return repr(words if len(words) <= SHOWN else words[:SHOWN] + "…")


def _finding(message: str, spans: tuple[Span, ...]) -> Diagnostic:
    return Diagnostic("error", "not-conserved", message, spans)
