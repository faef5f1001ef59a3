"""The reading order of a page: which line follows which, over the whole page at once.

One assignment for all pages, whatever tool has read them: every line is followed by one line at most and follows one at most, so
that seams and what is likely of near lines (`alignment.py`) together are worth most. Titles, captions and rules between columns
need no case of their own: a line that no text runs into is passed over. Where every line goes on in the next one, as in text that
is in order, nothing moves but what the words demand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import ne
from typing import TYPE_CHECKING

from epubmaker.model import Line, SeamTable, is_written
from epubmaker.order.parallel import with_parallels
from epubmaker.order.successors import END, Successors

if TYPE_CHECKING:
    from epubmaker.order.again import ScoredAgain
    from epubmaker.order.alignment import OrderNumbers
    from epubmaker.order.stretches import Table


READINGS = 2  # more, of a page that is read again: a third finds .001 to .002 of the joins more (`data/MODEL_CARD.md`)


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """The lines of a page in the order in which they are read.

    sequence  line numbers in reading order; every line once
    joined    the lines that do not stand behind the line before them in the source, but follow it by the decoder's word
    held      where lines were made whole (`whole.py`): how many lines of the sequence each of them holds; else nothing
    """

    sequence: tuple[int, ...]
    joined: frozenset[int] = frozenset()
    held: tuple[int, ...] = ()

    @property
    def is_source_order(self) -> bool:
        """Say whether the lines are read as they stand."""
        return all(number == place for place, number in enumerate(self.sequence))

    @property
    def lines(self) -> tuple[tuple[int, ...], ...]:
        """The lines of the source that each line holds as it is read: one, or all of a line that was made whole."""
        if not self.held:
            return tuple((number,) for number in self.sequence)
        ends = accumulate(self.held)
        return tuple(self.sequence[end - count : end] for count, end in zip(self.held, ends, strict=True))


def read_order(
    lines: Sequence[Line], seams: SeamTable, scored: Callable[[ReadingOrder], ScoredAgain] | None = None
) -> ReadingOrder:
    """Return the reading order of a page. About linear in the lines: each is asked about a bounded number of others.

    A page that turns out to have been read across its columns, or some of them, is read again (`across.py`); where that
    changes little of what was sure, the first reading stands.

    scored  returns the seams of the lines in a reading order; without it no page is read a second time
    """
    if len(lines) < 2 or is_written(lines):
        return ReadingOrder(tuple(range(len(lines))))
    from epubmaker.order.alignment import order_numbers  # noqa: PLC0415  (numpy is loaded only when a page is read)

    numbers = order_numbers()
    table, chosen = first_successors(seams, numbers)
    order = order_of(chosen)
    from epubmaker.order.across import PARTLY, is_across, read_across, reading_of, stretches_of  # noqa: PLC0415

    if scored is None or not is_across(order.sequence, PARTLY):
        return order
    first, was, held = order, chosen, stretches_of(table, chosen, numbers)
    unsure = held.unsure
    for _ in range(READINGS):
        page = reading_of(lines, seams, table, held, scored(order))
        chosen = read_across(page, numbers.likelier)
        order, held = order_of(chosen), stretches_of(table, chosen, numbers)
    changed = sum(map(ne, was, chosen)) / len(lines)
    return order if changed >= numbers.changed or unsure >= numbers.unsure else first


def order_of(chosen: Sequence[int]) -> ReadingOrder:
    """Return the reading order by the successor of every line, END where it has none."""
    joined = frozenset(right for left, right in enumerate(chosen) if right not in (END, left + 1))
    return ReadingOrder(read_through(chosen), joined)


def first_successors(seams: SeamTable, numbers: OrderNumbers) -> tuple[Table, list[int]]:
    """Return what all pairs gain, and the successor of every line, END where it has none.

    Those that go far away are found by each other, too.
    """
    from epubmaker.order.alignment import followed_gains, possible_pairs  # noqa: PLC0415
    from epubmaker.order.stretches import Table  # noqa: PLC0415

    pairs = possible_pairs(seams, numbers)
    gains: list[dict[int, float]] = [{} for _ in range(pairs.lines)]
    worth = followed_gains(pairs, numbers)
    for left, right, gain in zip(pairs.left.tolist(), pairs.right.tolist(), worth.tolist(), strict=True):
        gains[left][right] = gain
    chosen = Successors(gains).chosen
    again = with_parallels(gains, chosen, numbers)
    if again is not None:
        chosen = Successors(again).chosen
    return Table.of(pairs, worth), chosen


def read_through(chosen: Sequence[int]) -> tuple[int, ...]:
    """Return all lines in reading order: chains of lines that follow each other, by where each stands on the page."""
    chains = sorted(_chains(chosen), key=_anchor)
    return tuple(number for chain in chains for number in chain)


def _chains(successors: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the chains of lines that follow each other."""
    followed = set(successors)
    for start in range(len(successors)):
        if start in followed:
            continue
        chain = [start]
        while (after := successors[chain[-1]]) != END:
            chain.append(after)
        yield tuple(chain)


def _anchor(chain: Sequence[int]) -> int:
    """Return where a chain stands on the page: at the first line of its longest run in source order, else at its first line."""
    best, length, start = chain[0], 1, 0
    for place in range(1, len(chain) + 1):
        if place == len(chain) or chain[place] != chain[place - 1] + 1:
            if place - start > length:
                best, length = chain[start], place - start
            start = place
    return best
