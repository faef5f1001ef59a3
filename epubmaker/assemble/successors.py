"""The best set of successors: every line is followed by at most one line and follows at most one.

All repairs of a page are weighed together: a line that leaves one place must find another, a place that is left open must be
filled, and when eight of ten open ends are matched the last two follow by elimination. This is an assignment problem on a
sparse graph; shortest augmenting paths (Jonker-Volgenant) solve it exactly. Each path stays in the neighbourhood of one line,
so the cost grows about linearly with the lines.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

END = -1  # the successor of a line that is followed by none


def best_successors(gains: Sequence[Mapping[int, float]]) -> list[int]:
    """This returns the successor of every line (an index, or END) so that the sum of gains is greatest.

    `gains[left]` maps possible successors to their gain over being followed by none; gains of zero or less are never taken.
    A set of successors without order (a ring) is cut at its weakest link.
    """
    kept = [{right: gain for right, gain in row.items() if gain > 0} for row in gains]
    while True:
        chosen = _assign(kept)
        ring = find_ring({left: right for left, right in enumerate(chosen) if right != END})
        if not ring:
            return chosen
        weakest = min(ring, key=lambda left: kept[left][chosen[left]])
        del kept[weakest][chosen[weakest]]


def _assign(gains: Sequence[Mapping[int, float]]) -> list[int]:
    """This solves the assignment; prices rise only where lines compete, so most lines take their best at once."""
    price: dict[int, float] = {}
    owner: dict[int, int] = {}
    chosen = [END] * len(gains)
    for left in range(len(gains)):
        _place(left, gains, price, owner, chosen)
    return chosen


def _place(
    start: int,
    gains: Sequence[Mapping[int, float]],
    price: dict[int, float],
    owner: dict[int, int],
    chosen: list[int],
) -> None:
    """This gives one more line a successor (or none) along the path that costs least."""
    best_own = max([gain - price.get(right, 0.0) for right, gain in gains[start].items()], default=0.0)
    surplus = max(0.0, best_own)
    queue: list[tuple[float, int, int]] = [(surplus, END, start)]  # give up: the line itself stays without
    for right, gain in gains[start].items():
        heappush(queue, (surplus - gain + price.get(right, 0.0), right, start))
    reached: dict[int, float] = {}
    came_from: dict[int, int] = {}
    while True:
        distance, right, left = heappop(queue)
        if right == END or right not in owner:
            break
        if right in reached:
            continue
        reached[right], came_from[right] = distance, left
        rival = owner[right]
        held = gains[rival][right] - price.get(right, 0.0)
        heappush(queue, (distance + held, END, rival))
        for other, gain in gains[rival].items():
            if other not in reached:
                heappush(queue, (distance + held - gain + price.get(other, 0.0), other, rival))
    for passed, at in reached.items():
        price[passed] = price.get(passed, 0.0) + distance - at
    _shift(right, left, owner, chosen, came_from)


def _shift(
    right: int, left: int, owner: dict[int, int], chosen: list[int], came_from: Mapping[int, int]
) -> None:
    """This moves every line on the path to its new successor."""
    while True:
        given_up = chosen[left]
        chosen[left] = right
        if right != END:
            owner[right] = left
        if given_up == END:
            return
        right, left = given_up, came_from[given_up]


def find_ring(successors: Mapping[int, int]) -> list[int]:
    """This returns the members of a ring of successors, or nothing."""
    seen: dict[int, int] = {}
    for start in successors:
        path, member = [], start
        while member in successors and member not in seen:
            seen[member] = start
            path.append(member)
            member = successors[member]
        if seen.get(member) == start and member in path:
            return path[path.index(member) :]
    return []
