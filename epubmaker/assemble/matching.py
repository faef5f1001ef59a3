"""Assignment: the best one-to-one matching of a small set to another, pure Python."""

from collections.abc import Sequence


def best_assignment(gains: Sequence[Sequence[float]]) -> list[int | None]:
    """This matches rows to columns one to one so that the sum of gains is greatest; pairs without gain (<= 0) are not made.

    Hungarian method with potentials, O(n² m): made for the articles of a page, not for its lines.
    """
    if not gains or not gains[0]:
        return [None] * len(gains)
    rows, columns = len(gains), len(gains[0])
    width = columns + rows  # a column of its own for every row: to stay unmatched costs nothing
    cost = [[-gain for gain in row] + [0.0] * rows for row in gains]
    row_potential = [0.0] * (rows + 1)
    column_potential = [0.0] * (width + 1)
    owner = [0] * (width + 1)  # owner[j]: the row (1-based) matched to column j
    for row in range(1, rows + 1):
        _augment(row, cost, owner, row_potential, column_potential)
    matched: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        if owner[column] and gains[owner[column] - 1][column - 1] > 0:
            matched[owner[column] - 1] = column - 1
    return matched


def _augment(
    row: int,
    cost: Sequence[Sequence[float]],
    owner: list[int],
    row_potential: list[float],
    column_potential: list[float],
) -> None:
    """This matches one more row along the cheapest alternating path."""
    width = len(owner) - 1
    slack = [float("inf")] * (width + 1)
    came_from = [0] * (width + 1)
    used = [False] * (width + 1)
    owner[0], column = row, 0
    while owner[column]:
        used[column] = True
        current, step, nearest = owner[column], float("inf"), 0
        for j in range(1, width + 1):
            if used[j]:
                continue
            reduced = cost[current - 1][j - 1] - row_potential[current] - column_potential[j]
            if reduced < slack[j]:
                slack[j], came_from[j] = reduced, column
            if slack[j] < step:
                step, nearest = slack[j], j
        for j in range(width + 1):
            if used[j]:
                row_potential[owner[j]] += step
                column_potential[j] -= step
            else:
                slack[j] -= step
        column = nearest
    while column:
        owner[column] = owner[came_from[column]]
        column = came_from[column]
