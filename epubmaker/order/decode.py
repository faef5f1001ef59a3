"""The reading order of a page: which line follows which, over the whole page at once.

One assignment for all pages, whatever tool has read them: every line is followed by one line at most and follows one at most, so
that seams and what is likely of near lines (`alignment.py`) together are worth most. Titles, captions and rules between columns
need no case of their own: a line that no text runs into is passed over. Where every line goes on in the next one, as in text that
is in order, nothing moves but what the words demand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from epubmaker.model import Line, SeamTable, is_written
from epubmaker.order.parallel import with_parallels
from epubmaker.order.successors import END, Successors

if TYPE_CHECKING:
    from epubmaker.order.alignment import OrderNumbers, Pairs


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


def read_order(lines: Sequence[Line], seams: SeamTable) -> ReadingOrder:
    """Return the reading order of a page. About linear in the lines: each is asked about a bounded number of others."""
    if len(lines) < 2 or is_written(lines):
        return ReadingOrder(tuple(range(len(lines))))
    from epubmaker.order.alignment import order_numbers, possible_pairs  # noqa: PLC0415  (numpy is loaded only when a page is read)

    numbers = order_numbers()
    successors = _successors(possible_pairs(seams, numbers), numbers)
    chains = sorted(_chains(successors, len(lines)), key=_anchor)
    sequence = tuple(number for chain in chains for number in chain)
    joined = frozenset(right for left, right in successors.items() if right != left + 1)
    return ReadingOrder(sequence, joined)


def _successors(pairs: Pairs, numbers: OrderNumbers) -> dict[int, int]:
    """Return the successor of every line that has one; those that go far away are found by each other, too."""
    from epubmaker.order.alignment import followed_gains  # noqa: PLC0415

    gains: list[dict[int, float]] = [{} for _ in range(pairs.lines)]
    worth = followed_gains(pairs, numbers)
    for left, right, gain in zip(pairs.left.tolist(), pairs.right.tolist(), worth.tolist(), strict=True):
        gains[left][right] = gain
    chosen = Successors(gains).chosen
    again = with_parallels(gains, chosen, numbers)
    if again is not None:
        chosen = Successors(again).chosen
    return {left: right for left, right in enumerate(chosen) if right != END}


def _chains(successors: Mapping[int, int], count: int) -> Iterator[tuple[int, ...]]:
    """Yield the chains of lines that follow each other."""
    followed = set(successors.values())
    for start in range(count):
        if start in followed:
            continue
        chain = [start]
        while (after := successors.get(chain[-1])) is not None:
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
