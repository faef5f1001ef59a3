"""Assignment: the best one-to-one matching on a sparse graph, by shortest augmenting paths (Jonker-Volgenant), exactly.

Each path stays in the neighbourhood of one row, so the cost grows about linearly with the rows. One row is matched to one column
at most; rows and columns are numbers, and to stay unmatched costs nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

END = -1  # the column of a row that has none
_End = tuple[float, int, int]  # distance, the last successor offered, the line that takes it or END


def best_assignment(gains: Sequence[Mapping[int, float]]) -> list[int | None]:
    """Match rows to columns one to one so that the sum of gains is greatest; pairs without gain (<= 0) are not made.

    gains  for each row the gains of the columns it may have
    """
    return priced_assignment(gains)[0]


def priced_assignment(gains: Sequence[Mapping[int, float]]) -> tuple[list[int | None], dict[int, float]]:
    """Return the best assignment, and the price of each column that more rows want than one: what the next would gain by it."""
    best = Assignment([_wanted(row) for row in gains])
    return [None if column == END else column for column in best.chosen], best.prices


def _wanted(row: Mapping[int, float]) -> dict[int, float]:
    """Return the gains of a row that are any."""
    if isinstance(row, dict) and min(row.values(), default=1.0) > 0:
        return row
    return {column: gain for column, gain in row.items() if gain > 0}


class Assignment:
    """The best assignment so far, with the prices that prove it: nobody gains by changing, what is free costs nothing."""

    __slots__ = ("_owner", "_price", "_wanting", "chosen", "gains")

    def __init__(self, gains: list[dict[int, float]]) -> None:
        """Solve the assignment; prices rise only where lines compete, so most lines take their best at once."""
        self.gains = gains
        self.chosen = [END] * len(gains)
        self._price: dict[int, float] = {}
        self._owner: dict[int, int] = {}
        self._wanting: dict[int, list[int]] = {}
        for left in range(len(gains)):
            self._place(left)

    @property
    def _wanted_by(self) -> dict[int, list[int]]:
        """Return which lines want a successor; made when it is first asked for, as most assignments are never changed."""
        if not self._wanting:
            self._wanting = defaultdict(list)
            for left, row in enumerate(self.gains):
                for right in row:
                    self._wanting[right].append(left)
        return self._wanting

    @property
    def prices(self) -> dict[int, float]:
        """Return the prices of the columns that have one; without competition a column is free."""
        return {column: price for column, price in self._price.items() if price > 0}

    def forbid(self, left: int) -> None:
        """Take its successor from a line for good and make the assignment the best again."""
        right = self.chosen[left]
        self._wanted_by[right].remove(left)
        del self.gains[left][right], self._owner[right]
        self.chosen[left] = END
        self._offer(right, left)
        self._place(left)

    def withdraw(self, left: int, right: int) -> None:
        """Take a pair away for good, made or not, and make the assignment the best again."""
        if self.chosen[left] == right:
            self.forbid(left)
        elif right in self.gains[left]:
            self._wanted_by[right].remove(left)
            del self.gains[left][right]

    def _place(self, start: int) -> None:
        """Give one more line a successor (or none) along the path that costs least."""
        gains, price, owner = self.gains, self._price, self._owner
        own = gains[start]
        surplus = max(0.0, max([gain - price.get(right, 0.0) for right, gain in own.items()], default=0.0))
        # What it may take at once, and to give up: the line itself stays without.
        queue = [(surplus - gain + price.get(right, 0.0), right, start) for right, gain in own.items()]
        queue.append((surplus, END, start))
        _, nearest, _ = min(queue)
        if nearest not in owner:  # nobody has to give way
            self._shift(nearest, start, {})
            return
        heapify(queue)
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
        self._shift(right, left, came_from)

    def _shift(self, right: int, left: int, came_from: Mapping[int, int]) -> None:
        """Move every line on the path to its new successor."""
        while True:
            given_up = self.chosen[left]
            self.chosen[left] = right
            if right != END:
                self._owner[right] = left
            if given_up == END:
                return
            right, left = given_up, came_from[given_up]

    def _offer(self, start: int, absent: int) -> None:
        """Lower the price of a free successor until a line takes it or it costs nothing: the mirror of `_place`.

        Who takes it may leave another free, which is offered in turn. The line `absent` takes no part.
        """
        price = self._price
        queue: list[tuple[float, int, int, int]] = [(0.0, start, END, END)]
        ends: list[_End] = []
        reached: dict[int, float] = {}
        leaver: dict[int, tuple[int, int]] = {}  # a successor -> the line that leaves it, and for which
        while queue and (not ends or queue[0][0] < ends[0][0]):
            distance, right, by, target = heappop(queue)
            if right in reached:
                continue
            reached[right], leaver[right] = distance, (by, target)
            cost = distance + price.get(right, 0.0)
            heappush(ends, (cost, right, END))
            for short, left, held in self._takers(right, cost):
                if held == END and left != absent:
                    heappush(ends, (short, right, left))
                elif held != END and held not in reached:
                    kept = self.gains[left][held] - price.get(held, 0.0)
                    heappush(queue, (short + kept, held, left, right))
        total, right, left = ends[0]
        for passed, at in reached.items():
            price[passed] = price.get(passed, 0.0) - max(0.0, total - at)
        self._hand_over(right, left)
        while right != start:
            left, right = leaver[right]
            self._take(left, right)

    def _takers(self, right: int, cost: float) -> Iterator[tuple[float, int, int]]:
        """Yield the lines that want a successor: what it costs that they take it, which they are, and what they have."""
        for left in self._wanted_by[right]:
            yield cost - self.gains[left][right], left, self.chosen[left]

    def _hand_over(self, right: int, left: int) -> None:
        """Give a successor to a line, or to nobody."""
        if left == END:
            self._owner.pop(right, None)
        else:
            self._take(left, right)

    def _take(self, left: int, right: int) -> None:
        self.chosen[left] = right
        self._owner[right] = left
