"""A paragraph as arrays: positions and running sums, so that any line's width and reserve is a subtraction."""

from collections.abc import Sequence
from itertools import accumulate, compress, pairwise
from operator import add, attrgetter
from typing import NamedTuple

from epubmaker.typeset.classes import Sort
from epubmaker.typeset.spacing import Joint, Joints
from epubmaker.typeset.units import Kind, Unit

_width = attrgetter("width")
_kind = attrgetter("kind")


class Paragraph(NamedTuple):
    """A paragraph of n units; all lengths in em.

    units, kinds   the units and their kinds
    joints         columns of the n - 1 places between units: joints.gap[k] is the gap between units k and k+1, and so on
    starts         starts[k] is where unit k begins if all stood on one line
    breaks         places a line may end: index of the unit after it, ascending; the last is n
    tails          tails[b] is the last unit that shows on a line ending at breaks[b]
    tolls          tolls[b] is what a line end at breaks[b] costs beside its spacing
    ends           ends[b] is where such a line's ink side ends, mark at the line end already halved
    shrink, flex, opens   shrink[k] sums the joints before unit k
    """

    units: Sequence[Unit]
    kinds: Sequence[Kind]
    joints: "JointColumns"
    starts: Sequence[float]
    breaks: Sequence[int]
    tails: Sequence[int]
    tolls: Sequence[float]
    ends: Sequence[float]
    shrink: Sequence[float]
    flex: Sequence[float]
    opens: Sequence[int]


class JointColumns(NamedTuple):
    """The joints of a paragraph, each property as a sequence of its own; see `Joint`."""

    gap: Sequence[float] = ()
    shrink: Sequence[float] = ()
    stage: Sequence[int] = ()
    flex: Sequence[float] = ()
    opens: Sequence[int] = ()
    breaks: Sequence[bool] = ()
    toll: Sequence[float] = ()
    trimmed: Sequence[bool] = ()

    @classmethod
    def of(cls, joints: Sequence[Joint]) -> "JointColumns":
        """Turn joints one by one into their columns."""
        return cls(*zip(*joints, strict=True))


def lay_out(units: list[Unit], joints_of: Joints) -> Paragraph:
    """Measure a paragraph of at least one unit as if it stood on one endless line."""
    kinds = list(map(_kind, units))
    widths = list(map(_width, units))
    joints = JointColumns.of(list(map(joints_of.__getitem__, pairwise(kinds))))
    starts = list(accumulate(map(add, widths, joints.gap), initial=0.0))
    edges = [*starts[1:], starts[-1] + widths[-1] - kinds[-1].cut]
    for place in compress(range(len(edges)), joints.trimmed):
        edges[place] = starts[place] + widths[place] - kinds[place].cut
    allowed = (*joints.breaks, True)
    breaks = list(compress(range(1, len(units) + 1), allowed))
    ends = list(compress(edges, allowed))
    tolls = list(compress(joints.toll, joints.breaks))
    tails = list(compress(range(len(units)), allowed))
    if any(kind.sort is Sort.SPACE for kind in set(kinds)):
        spaces = {place for place, kind in enumerate(kinds) if kind.sort is Sort.SPACE}
        shown = [_before_spaces(tail, spaces) for tail in tails]
        kept = [k for k, tail in enumerate(shown) if kinds[tail].ends or k == len(shown) - 1]
        breaks, tails = [breaks[k] for k in kept], [shown[k] for k in kept]
        ends = [starts[tail] + widths[tail] - kinds[tail].cut for tail in tails]
        tolls = [joints.toll[place - 1] for place in breaks[:-1]]
    return Paragraph(
        units=units,
        kinds=kinds,
        joints=joints,
        starts=starts,
        breaks=breaks,
        tails=tails,
        tolls=[*tolls, 0.0],
        ends=ends,
        shrink=list(accumulate(joints.shrink, initial=0.0)),
        flex=list(accumulate(joints.flex, initial=0.0)) if any(joints.flex) else [0.0] * len(units),
        opens=list(accumulate(joints.opens, initial=0)),
    )


def _before_spaces(tail: int, spaces: set[int]) -> int:
    while tail in spaces and tail > 0:
        tail -= 1
    return tail
