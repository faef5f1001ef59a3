"""What an edition says of each source character: which one follows it, in which block and article it stands."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from epubmaker.evaluation.gold import BODY
from epubmaker.model import Block, Edition, Span
from epubmaker.model.edits import EditIndex

NOWHERE = -1
REVIEW = 0.7  # joins below are on the review list


@dataclass(frozen=True, slots=True)
class Told:
    """An edition by source position; lists are as long as the source, `NOWHERE` where nothing is said.

    after       the next character of the article's body
    block       number of the body block, counted through the edition
    article     number of the article, body and captions
    opens       the positions that open a body block
    jumps       (left, right) characters that stand together in a body block but not in the source
    noted       confidence of the join before a character, where the edition states one
    withheld    the positions behind which a repair was thought of and not made
    """

    after: list[int]
    block: list[int]
    article: list[int]
    opens: frozenset[int]
    jumps: tuple[tuple[int, int], ...]
    noted: dict[int, float]
    withheld: frozenset[int]


def told_by(edition: Edition, source: str) -> Told:
    """Read an edition by source position. Linear in the text."""
    size = len(source)
    told = Told([NOWHERE] * size, [NOWHERE] * size, [NOWHERE] * size, frozenset(), (), {}, _withheld(edition))
    opens: set[int] = set()
    jumps: list[tuple[int, int]] = []
    index = EditIndex.of(edition.edits)
    blocks = 0
    for number, article in enumerate(edition.articles):
        last = NOWHERE
        for block in article.blocks:
            positions = list(_positions(block, source))
            for at in positions:
                told.article[at] = number
            if block.kind not in BODY or not positions:
                continue
            opens.add(positions[0])
            blocks += 1
            for at in positions:
                told.block[at] = blocks
                if last != NOWHERE:
                    told.after[last] = at
                last = at
            jumps += _jumps(positions, source)
            told.noted.update(_noted(block, positions, index, source))
    return Told(
        told.after, told.block, told.article, frozenset(opens), tuple(jumps), told.noted, told.withheld
    )


def adjacent(left: int, right: int, source: str) -> bool:
    """Say whether nothing but blanks stands between two characters of the source, in this order."""
    return left < right and not source[left + 1 : right].strip()


def _positions(block: Block, source: str) -> Iterator[int]:
    """Yield the source characters of a block in reading order, blanks left out."""
    for span in block.spans:
        for at in range(span.start, min(span.end, len(source))):
            if not source[at].isspace():
                yield at


def _jumps(positions: list[int], source: str) -> Iterator[tuple[int, int]]:
    for left, right in pairwise(positions):
        if right != left + 1 and not adjacent(left, right, source):
            yield left, right


def _noted(block: Block, positions: list[int], index: EditIndex, source: str) -> Iterator[tuple[int, float]]:
    """Yield the confidences that a block states, by the first source character behind each join."""
    if not block.seams:
        return
    offsets = _offsets(block, positions, index, source)
    for note in block.seams:
        at = bisect_right(offsets, note.at - 1)
        if at < len(positions):
            yield positions[at], note.confidence


def _offsets(block: Block, positions: list[int], index: EditIndex, source: str) -> list[int]:
    """Return for each source character of a block the offset in the block's text at which it is set."""
    offsets: list[int] = []
    set_so_far = 0
    for span in block.spans:
        reached = span.start
        for edit in (*index.within(span), None):
            stop = span.end if edit is None else edit.span.start
            offsets += [set_so_far + at - reached for at in range(reached, stop) if not source[at].isspace()]
            set_so_far += stop - reached
            if edit is not None:
                inside = range(edit.span.start, min(edit.span.end, span.end))
                offsets += [set_so_far for at in inside if not source[at].isspace()]
                set_so_far += len(edit.after)
                reached = edit.span.end
    return offsets[: len(positions)]


def _withheld(edition: Edition) -> frozenset[int]:
    notes = (note for note in edition.diagnostics if note.code == "repair-withheld" and note.spans)
    return frozenset(_last(note.spans[0]) for note in notes)


def _last(span: Span) -> int:
    return span.end - 1
