"""Columns side by side go on side by side: what the last rows of a text in several columns show together.

Where a page is read row by row, the foot of one column and the head of the next are far apart in the source; but all columns of
a text end in the same rows and begin in the same rows, so their lines go on equally far away. A far successor that was found makes
that of the lines beside it likelier, also where the words alone would not say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from epubmaker.order.successors import END

if TYPE_CHECKING:
    from epubmaker.order.alignment import OrderNumbers

Gains = list[dict[int, float]]


def with_parallels(gains: Gains, chosen: Sequence[int], numbers: OrderNumbers) -> Gains | None:
    """Return the gains of pairs with what far successors say of the lines beside them; None where nothing is far.

    gains   for each line what each possible successor is worth, also less than nothing
    chosen  the successor of every line, or END
    Linear in the pairs.
    """
    beside = _beside(chosen, numbers)
    if not beside:
        return None
    made = [dict(row) for row in gains]
    unknown = numbers.unknown + numbers.far + numbers.without
    for (left, right), found in beside.items():
        known = gains[left].get(right)
        if known is not None or found > 1:
            made[left][right] = (unknown if known is None else known) + numbers.parallel
    return made


def _beside(chosen: Sequence[int], numbers: OrderNumbers) -> Counter[tuple[int, int]]:
    """Return the pairs that stand beside far successors, as far apart as those, and how many each stands beside."""
    count, steps = len(chosen), [step for step in range(-numbers.beside, numbers.beside + 1) if step]
    return Counter(
        (left + step, right + step)
        for left, right in enumerate(chosen)
        if right != END and _is_far(right - left, numbers)
        for step in steps
        if 0 <= left + step < count and 0 <= right + step < count
    )


def _is_far(lag: int, numbers: OrderNumbers) -> bool:
    return not 0 < lag <= numbers.longest
