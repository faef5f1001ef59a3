"""The measure (column width in em) that a line seems to be set in, from the widths of its neighbours."""

from collections.abc import Sequence

FEW = 3  # lines: fewer cannot show a measure


def column_measures(widths: Sequence[float], groups: Sequence[int]) -> tuple[float, ...]:
    """Return a measure for every line; `groups` numbers the rows or blocks that were set together, in order.

    A group of three lines or more has the width that its fuller lines agree on. A smaller one takes the measure of the nearest
    group that it fits into, and its own width where none does. Linear in the lines.
    """
    by_group: dict[int, list[float]] = {}
    for width, group in zip(widths, groups, strict=True):
        by_group.setdefault(group, []).append(width)
    order = list(by_group)
    shown = {group: _agreed(by_group[group]) for group in order if len(by_group[group]) >= FEW}
    before = _carried(order, shown)
    after = _carried(order[::-1], shown)
    measures: dict[int, float] = {}
    for group in order:
        own = max(by_group[group])
        near = [measure for measure in (before[group], after[group]) if measure and own <= measure + 1]
        measures[group] = shown.get(group) or (min(near) if near else own)
    return tuple(measures[group] for group in groups)


def _agreed(widths: Sequence[float]) -> float:
    """Return the width that the fuller lines agree on: the upper quartile, as last lines are short and a mark may hang."""
    return sorted(widths)[(3 * len(widths)) // 4]


def _carried(order: Sequence[int], shown: dict[int, float]) -> dict[int, float]:
    """Carry the last shown measure forward over groups that show none."""
    carried, last = {}, 0.0
    for group in order:
        last = shown.get(group, last)
        carried[group] = last
    return carried
