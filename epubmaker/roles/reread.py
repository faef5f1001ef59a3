"""Roles read a second time: what every line is, once it is known what its neighbours are, in the source too.

The networks of `tell.py` see a page in the reading order that was found for it. Where columns were read across, a title stands
there among lines that the source has elsewhere. So a forest reads every line again, with what the networks said of it and of the
lines around it both in the reading order and in the source, and adds to their log-odds (`data/reread.npz`, learnt by
`training/standing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Line
from epubmaker.roles.forests import Forest, read_forests
from epubmaker.roles.standing import Standing
from epubmaker.roles.tags import HEADS, Tag

Floats = NDArray[np.float32]
MODEL = Path(__file__).parent / "data" / "reread.npz"
LITTLE = 1e-3  # added to probabilities before their logarithm is taken
# What is asked of a neighbour: a headline's row, a paragraph's first and later ones, a byline, a caption, a kicker or deck.
ASKED = (tuple(HEADS), (Tag.FIRST,), (Tag.MORE,), (Tag.BYLINE,), (Tag.CAPTION,), (Tag.KICKER, Tag.DECK))
TITLE_ROWS = [Tag.HEADLINE, Tag.HEADLINE_ON, Tag.KICKER, Tag.DECK]
LEAST = 1e-9  # of a sum that is divided by
BESIDE, AROUND = (-2, -1, 1, 2), (-3, -2, -1, 1, 2, 3)  # neighbours in the reading order, and in the source
FAR = 60  # lines and rows: what counts at most


@lru_cache(maxsize=1)
def reread_forest(path: Path = MODEL) -> Forest:
    """Return the shipped forest, read once a process."""
    return read_forests(path)["tags"]


def reread(odds: Floats, signs: Floats, lines: Sequence[Line]) -> Floats:
    """Return the probabilities of every tag, (lines, tags), read again; linear in the lines."""
    return reread_with(reread_forest(), odds, reread_signs(odds, signs, lines))


def reread_with(forest: Forest, odds: Floats, told: Floats) -> Floats:
    """Return the probabilities of every tag with what a forest adds, `told` as `reread_signs` returns it.

    Which row of a title a line is stays as the networks have it: they have learnt from more titles.
    """
    log_odds = np.log(odds + LITTLE) + forest.log_odds(told)
    power = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
    again: Floats = (power / power.sum(axis=1, keepdims=True)).astype(np.float32)
    own = odds[:, TITLE_ROWS] / odds[:, TITLE_ROWS].sum(axis=1, keepdims=True).clip(LEAST)
    again[:, TITLE_ROWS] = again[:, TITLE_ROWS].sum(axis=1, keepdims=True) * own
    return again


def reread_signs(odds: Floats, signs: Floats, lines: Sequence[Line]) -> Floats:
    """Return what the forest reads of every line, (lines, signs)."""
    standing = Standing.of(lines)
    asked = np.stack([odds[:, list(tags)].sum(axis=1) for tags in ASKED], axis=1)
    width = np.array([line.width for line in lines])
    parts = [
        np.log(odds + LITTLE),
        signs,
        *(_shifted(asked, by) for by in BESIDE),
        *_around(asked, width, standing),
        _places(standing, asked[:, 0]),
    ]
    return np.concatenate(parts, axis=1).astype(np.float32)


def _around(asked: Floats, width: NDArray[np.float64], standing: Standing) -> list[Floats]:
    """Return what the neighbours in the source are, how wide, and whether they share the row."""
    source, row = standing.by_rank, standing.row[standing.by_rank]
    made = []
    for by in AROUND:
        found = np.zeros((len(width), asked.shape[1] + 2))
        beside = _shifted(row, by) == row
        found[source] = np.column_stack([_shifted(asked[source], by), _shifted(width[source], by), beside])
        made.append(found)
    return made


def _places(standing: Standing, titled: Floats) -> Floats:
    """Return where lines stand in the source beside those before and behind them, and what the page is like."""
    rank, row, count = standing.rank, standing.row, len(titled)
    line = np.arange(count)
    whole = [
        np.median(np.abs(_behind(rank))),
        standing.moved,
        standing.shared,
        standing.together.mean(),
        titled.mean(),
    ]
    return np.column_stack(
        [
            _bounded(_before(rank)),
            _bounded(_behind(rank)),
            _bounded(_before(row)),
            _bounded(_behind(row)),
            standing.together,
            standing.left,
            standing.right,
            np.minimum(FAR, line - standing.top),
            np.minimum(FAR, standing.bottom - line),
            np.broadcast_to(whole, (count, len(whole))),
        ]
    )


def _shifted(values: NDArray, by: int) -> NDArray:  # type: ignore[type-arg]  # of any kind
    """Return of every line what the one `by` lines behind it has; nothing where there is none."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[:-by] = values[by:]
    else:
        moved[-by:] = values[:by]
    return moved


def _before(places: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.diff(places, prepend=places[:1] - 1)


def _behind(places: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.diff(places, append=places[-1:] + 1)


def _bounded(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.clip(values, -FAR, FAR)
