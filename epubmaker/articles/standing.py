"""What the source says of cuts, borders and matches: signs beside those of the reading order (`evidence.py`).

Columns that are read across the page begin and end together, and titles stand right above or below them (`places.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.places import STEP, Standing

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Run = tuple[int, int]

FAR = 60.0  # rows and lines: what counts at most
FEW, MANY = 8, 24  # lines of the source beside a title
ABOVE = 3  # rows of the source above a paragraph in which a title is looked for
MOST = 12.0  # titles that are counted
NEAR = 4  # rows of the source above and below a title that are looked through

CUT_SIGNS = (
    "rows_down", "lines_down", "same_leg", "top_rows", "top_lines", "bottom_rows", "bottom_lines", "in_leg", "to_leg_end",
    "leg_before", "leg_after", "title_between", "title_above", "title_right_above", "title_below_end", "in_row", "in_row_before",
    "across", "moved", "shared",
)  # fmt: skip
MATCH_SIGNS = (
    "rows_to_first", "rows_to_top", "rows_to_bottom", "share_below", "lines_to_first", "lines_to_top", "lines_to_bottom",
    "few_after", "many_after", "few_before", "many_before", "under", "over", "beside", "nearer_top", "nearer_bottom",
    "between_top", "in_row", "across", "title_left", "title_width", "moved", "shared",
)  # fmt: skip
BORDER_SIGNS = ("rows_on", "lines_on", "across", "in_row_above", "in_row", "moved", "shared")


def cut_signs(standing: Standing, ends: Sequence[tuple[int, int]], titled: Floats) -> Floats:
    """Return the signs of cuts, (cuts, signs).

    ends    the last line before and the first line after each
    titled  (lines,) how likely each line is a headline's row
    """
    return np.array([_cut(standing, last, first, titled) for last, first in ends]).reshape(
        len(ends), len(CUT_SIGNS)
    )


def _cut(at: Standing, last: int, first: int, titled: Floats) -> list[float]:
    row, rank = at.row, at.rank
    upper, lower = at.top[last], at.top[first]
    same = upper == lower
    end_before, end_after = at.bottom[last], at.bottom[first]
    between = at.by_rank[rank[last] + 1 : min(rank[first], rank[last] + 1 + 2 * STEP)]
    above = at.by_rank[max(0, rank[first] - STEP) : rank[first]]
    above = above[row[above] >= row[first] - ABOVE]
    below = at.by_rank[rank[last] + 1 : rank[last] + 1 + STEP]
    below = below[row[below] <= row[last] + ABOVE]
    return [
        _far(row[first] - row[last]),
        _far(rank[first] - rank[last]),
        float(same),
        0.0 if same else _far(row[lower] - row[upper]),
        0.0 if same else _far(rank[lower] - rank[upper]),
        0.0 if same else _far(row[end_after] - row[end_before]),
        0.0 if same else _far(rank[end_after] - rank[end_before]),
        _far(first - lower),
        _far(end_before - last),
        _far(end_before - upper),
        _far(end_after - lower),
        _most(titled, between),
        _most(titled, above),
        _most(titled, above[_overlap(at, above, first)]),
        _most(titled, below[_overlap(at, below, last)]),
        float(min(9, at.together[first])),
        float(min(9, at.together[last])),
        _far(at.left[first] - at.left[last]),
        at.moved,
        at.shared,
    ]


class TitlesInSource:
    """What the source says of titles belonging to texts; what is asked of a title is looked up once a page."""

    def __init__(self, standing: Standing) -> None:
        self._at = standing
        self._known: dict[tuple[int, ...], tuple[Floats, Floats]] = {}

    def signs(self, heads: Sequence[tuple[int, ...]], spans: Sequence[Run]) -> Floats:
        """Return the signs of every title belonging to every text, (texts, titles, signs).

        heads  the lines of each title
        spans  the lines of each text, (first, end)
        """
        if not heads or not spans:
            return np.zeros((len(spans), len(heads), len(MATCH_SIGNS)))
        at, shape = self._at, (len(spans), len(heads))
        known = [self._title(head) for head in heads]
        titles = np.array([own for own, _ in known])
        texts = np.array([_text(at, first, end) for first, end in spans])
        first, end = (np.array([span[which] for span in spans]) for which in (0, 1))
        counted = np.array([held[:, end] - held[:, first] for _, held in known]).transpose(2, 0, 1)
        rows = texts[:, None, :3] - titles[None, :, [2, 2, 0]]
        lines = texts[:, None, 3:6] - titles[None, :, 1:2]
        top, bottom = np.abs(lines[:, :, 1]), np.abs(lines[:, :, 2])
        parts = [
            np.clip(rows, -FAR, FAR),
            counted[:, :, 7:] / (end - first)[:, None, None],
            np.clip(lines, -2 * FAR, 2 * FAR),
            counted[:, :, :7],
            np.stack([_rank(top), _rank(bottom), _passed(lines[:, :, 1])], axis=2),
            np.broadcast_to(titles[None, :, 3:4], (*shape, 1)),
            np.clip(texts[:, None, 6:7] - titles[None, :, 4:5], -FAR, FAR),
            np.broadcast_to(titles[None, :, 4:6], (*shape, 2)),
            np.broadcast_to([at.moved, at.shared], (*shape, 2)),
        ]
        return np.concatenate(parts, axis=2)

    def _title(self, head: tuple[int, ...]) -> tuple[Floats, Floats]:
        """Return where a title stands, and the sums over lines of their shares in what stands around it, (8, lines + 1)."""
        if head not in self._known:
            at = self._at
            held = np.zeros((8, len(at.rank) + 1))
            for which, lines in enumerate(_around(at, head)):
                held[which, lines + 1] = 1.0 / max(1, len(lines))
            held[7, 1:] = at.row > at.row[head[-1]]
            self._known[head] = _title(at, head), np.cumsum(held, axis=1)
        return self._known[head]


def _text(at: Standing, first: int, end: int) -> list[float]:
    """Return the rows, then the ranks, of a text's first, uppermost and lowest line, and where its first line begins."""
    row, rank = at.row[first:end], at.rank[first:end]
    return [row[0], row.min(), row.max(), rank[0], rank.min(), rank.max(), at.left[first]]


def _title(at: Standing, head: tuple[int, ...]) -> Floats:
    """Return a title's first row, last line and last row in the source, how many lines its row holds, its left edge, its width."""
    rows = at.row[list(head)]
    first, last = head[0], head[-1]
    width = max(at.right[line] - at.left[line] for line in head)
    return np.array(
        [rows[0], at.rank[last], rows[-1], min(9, at.together[first]), min(FAR, at.left[first]), width]
    )


def _around(at: Standing, head: Sequence[int]) -> list[Indices]:
    """Return the lines around a title: few and many behind it, few and many before, under it, over it, beside it."""
    low, high = int(at.rank[list(head)].min()), int(at.rank[list(head)].max())
    after, before = at.by_rank[high + 1 : high + 1 + MANY], at.by_rank[max(0, low - MANY) : low]
    row, last = int(at.row[head[0]]), int(at.row[head[-1]])
    under = after[(at.row[after] > last) & (at.row[after] <= last + NEAR)]
    over = before[(at.row[before] < row) & (at.row[before] >= row - NEAR)]
    beside = np.concatenate([before[at.row[before] >= row], after[at.row[after] <= last]])
    return [
        after[:FEW],
        after,
        before[::-1][:FEW],
        before,
        under[_overlap(at, under, head[-1])],
        over[_overlap(at, over, head[0])],
        beside,
    ]


def _overlap(at: Standing, lines: Indices, line: int) -> NDArray[np.bool_]:
    """Say which lines stand over or under a line, as far as their rows show it."""
    overlap: NDArray[np.bool_] = (at.left[lines] < at.right[line]) & (at.right[lines] > at.left[line])
    return overlap


def _rank(distances: Floats) -> Floats:
    """Return how many titles are nearer to each text than each one, (texts, titles)."""
    nearer: Floats = np.minimum(MOST, (distances[:, None, :] < distances[:, :, None]).sum(axis=2))
    return nearer


def _passed(lines: Floats) -> Floats:
    """Return how many titles stand between each title and the top of each text, (texts, titles)."""
    one, other = lines[:, :, None], lines[:, None, :]
    between = ((other > 0) & (other < one)) | ((other < 0) & (other > one))
    passed: Floats = np.minimum(MOST, between.sum(axis=2))
    return passed


def border_signs(standing: Standing, joints: Sequence[int]) -> Floats:
    """Return the signs of another title beginning with some lines, (joints, signs)."""
    at = standing
    lower = np.array(joints, np.int64)
    upper = lower - 1
    pages = np.broadcast_to([at.moved, at.shared], (len(lower), 2))
    return np.column_stack(
        [
            np.clip(at.row[lower] - at.row[upper], -FAR, FAR),
            np.clip(at.rank[lower] - at.rank[upper], -FAR, FAR),
            np.clip(at.left[lower] - at.left[upper], -FAR, FAR),
            np.minimum(9, at.together[upper]),
            np.minimum(9, at.together[lower]),
            pages,
        ]
    )


def _far(value: float) -> float:
    return float(max(-FAR, min(FAR, value)))


def _most(titled: Floats, lines: Indices) -> float:
    return float(titled[lines].max()) if len(lines) else 0.0
