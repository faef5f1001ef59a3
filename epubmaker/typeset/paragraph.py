"""A paragraph as arrays: positions and running sums, so that any line's width and reserve is a subtraction."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import add, attrgetter, itemgetter

from epubmaker.typeset.classes import Sort
from epubmaker.typeset.spacing import Joint, Joints
from epubmaker.typeset.units import Kind, Unit

_width = attrgetter("width")
_kind = attrgetter("kind")
_sort = attrgetter("sort")
_gap, _shrink, _flex, _opens, _breaks = map(itemgetter, (0, 1, 3, 4, 5))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of n units; all lengths in em.

    units, kinds   the units and their kinds
    joints         joints[k] stands between units k and k+1
    starts         starts[k] is where unit k begins if all stood on one line
    breaks         places a line may end: index of the unit after it, ascending; the last is n
    tails          tails[b] is the last unit that shows on a line ending at breaks[b]
    tolls          tolls[b] is what a line end at breaks[b] costs beside its spacing
    ends           ends[b] is where such a line's ink side ends, mark at the line end already halved
    shrink, flex, opens   shrink[k] sums the joints before unit k
    """

    units: Sequence[Unit]
    kinds: Sequence[Kind]
    joints: Sequence[Joint]
    starts: Sequence[float]
    breaks: Sequence[int]
    tails: Sequence[int]
    tolls: Sequence[float]
    ends: Sequence[float]
    shrink: Sequence[float]
    flex: Sequence[float]
    opens: Sequence[int]


def lay_out(units: list[Unit], joints_of: Joints) -> Paragraph:
    """Measure a paragraph of at least one unit as if it stood on one endless line."""
    kinds = list(map(_kind, units))
    widths = list(map(_width, units))
    joints = list(map(joints_of.__getitem__, pairwise(kinds)))
    starts = list(accumulate(map(add, widths, map(_gap, joints)), initial=0.0))
    breaks = [place for place, allowed in enumerate(map(_breaks, joints), 1) if allowed]
    breaks.append(len(units))
    tails = [place - 1 for place in breaks]
    if Sort.SPACE in map(_sort, kinds):
        spaces = {place for place, kind in enumerate(kinds) if kind.sort is Sort.SPACE}
        tails = [_before_spaces(tail, spaces) for tail in tails]
        allowed = [k for k, tail in enumerate(tails) if kinds[tail].ends or k == len(tails) - 1]
        breaks, tails = [breaks[k] for k in allowed], [tails[k] for k in allowed]
    return Paragraph(
        units=units,
        kinds=kinds,
        joints=joints,
        starts=starts,
        breaks=breaks,
        tails=tails,
        tolls=[joints[place - 1].toll for place in breaks[:-1]] + [0.0],
        ends=[starts[tail] + widths[tail] - kinds[tail].cut for tail in tails],
        shrink=list(accumulate(map(_shrink, joints), initial=0.0)),
        flex=list(accumulate(map(_flex, joints), initial=0.0)),
        opens=list(accumulate(map(_opens, joints), initial=0)),
    )


def _before_spaces(tail: int, spaces: set[int]) -> int:
    while tail in spaces and tail > 0:
        tail -= 1
    return tail
