"""The way back: the source text out of an edition."""

from epubmaker.errors import ConservationError
from epubmaker.messages import Message
from epubmaker.model import Edition, Span
from epubmaker.model.edits import BLANK, REMOVED, EditIndex, Holder, holders


def rebuild_source(edition: Edition) -> str:
    """Return the source text that the edition was made from, exactly.

    Raises `ConservationError` if the edition's spans and edits do not make up a whole text, as after an edit by hand.
    """
    index = EditIndex.of(edition.edits)
    pieces: dict[int, str] = {}
    for holder in holders(edition):
        pieces.update(_source_of(holder, index))
    for edit in edition.edits:
        if edit.rule in (BLANK, REMOVED):
            pieces.setdefault(edit.span.start, edit.before)
    return _joined(pieces, edition.source.characters)


def _source_of(holder: Holder, index: EditIndex) -> dict[int, str]:
    """Undo the edits in a text and return its source characters by the offset of each span."""
    found: dict[int, str] = {}
    at = 0
    for span in holder.spans:
        parts: list[str] = []
        reached = span.start
        for edit in index.within(span):
            kept = edit.span.start - reached
            parts += (holder.text[at : at + kept], edit.before)
            at += kept
            if holder.text[at : at + len(edit.after)] != edit.after:
                raise _changed_by_hand(
                    holder, Message("{after!r} is missing where an edit set it", after=edit.after)
                )
            at += len(edit.after)
            reached = edit.span.end
        parts.append(holder.text[at : at + span.end - reached])
        at += span.end - reached
        found[span.start] = "".join(parts)
    if at != len(holder.text):
        raise _changed_by_hand(
            holder,
            Message(
                "{count} characters stand where its spans and edits make {at}", count=len(holder.text), at=at
            ),
        )
    return found


def _changed_by_hand(holder: Holder, said: str) -> ConservationError:
    return ConservationError(
        Message(
            "{where}: {said}; an edition changed by hand cannot be traced back to its source.",
            where=holder.where,
            said=said,
        )
    )


def _joined(pieces: dict[int, str], length: int) -> str:
    """Set the pieces end to end and check that they leave no gap."""
    reached = 0
    ordered: list[str] = []
    for start in sorted(pieces):
        if start != reached:
            raise ConservationError(
                Message("source characters {span} stand in no span and no edit", span=Span(reached, start))
            )
        ordered.append(pieces[start])
        reached += len(pieces[start])
    if reached != length:
        raise ConservationError(
            Message("{reached} of {length} source characters could be traced", reached=reached, length=length)
        )
    return "".join(ordered)
