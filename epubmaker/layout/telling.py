"""What every row of a page is, in probabilities, and how likely neighbours are of one article.

Three small networks read the signs of a row together with those of the rows around it (above, below, on either side, and the rows
above and below its run), three times over, so that each row knows what stands a few rows away; and the page as a whole.
`training/rows.py` learns them on generated pages (`data/MODEL_CARD.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.layout.bylines import may_be_byline, opens_text
from epubmaker.layout.neighbours import NOBODY, Neighbours
from epubmaker.layout.scale import Scale
from epubmaker.layout.signs import row_signs
from epubmaker.model.placed import Box, PlacedLine, SourcePage

Floats = NDArray[np.float32]
MODELS = tuple(Path(__file__).parent / "data" / name for name in ("rows-0.npz", "rows-1.npz", "rows-2.npz"))
FARTHEST = 5.0  # standard deviations: no sign counts for more
AROUND, ROUNDS, LINKS = 6, 3, 8  # rows around each, readings, and what is said of a link beside its two rows
NEVER = 1e-9


class Kind(IntEnum):
    """Name what a row is; the order is that of the learnt network.

    QUESTION  a question of an interview, set as such       NOTE  an editor's note       OFFER  an advertisement, the weather
    CONTACT  how to reach the paper, who signs a notice: text set apart      MARGIN  head and foot of the page
    """

    TEXT = 0
    QUESTION = 1
    HEADLINE = 2
    KICKER = 3
    DECK = 4
    LABEL = 5
    BYLINE = 6
    SIGNATURE = 7
    CROSSHEAD = 8
    CAPTION = 9
    CREDIT = 10
    NOTE = 11
    TABLE = 12
    JUMP = 13
    CONTACT = 14
    OFFER = 15
    MARGIN = 16


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what the rows of a page are, and for pairs of neighbours the log-odds that both are of one article."""

    odds: tuple[tuple[float, ...], ...]
    links: dict[tuple[int, int], float]

    def of(self, number: int, *kinds: Kind) -> float:
        """Return how likely a row is one of some kinds."""
        return sum(self.odds[number][kind] for kind in kinds)

    def mean(self, numbers: Sequence[int], *kinds: Kind) -> float:
        """Return how likely rows are of some kinds, on the average."""
        return sum(self.of(number, *kinds) for number in numbers) / max(len(numbers), 1)


def tell_rows(lines: Sequence[PlacedLine], page: SourcePage, scale: Scale, frames: Sequence[Box]) -> Told:
    """Return what every row of a page is: the mean of what the networks say."""
    signs, near = row_signs(lines, page, scale, frames)
    links = links_of(lines, near, scale)
    said = [_read(model, signs, around(near), links) for model in _models()]
    shares = np.mean([shares for shares, _ in said], axis=0)
    same = np.mean([same for _, same in said], axis=0)
    unnamed = [
        number
        for number, (line, below) in enumerate(zip(lines, near.below, strict=True))
        if not may_be_byline(line.text) or (below != NOBODY and opens_text(line, lines[below], scale.pitch))
    ]
    shares[unnamed, Kind.BYLINE] = 0.0
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), NEVER)
    return Told(
        tuple(map(tuple, shares.tolist())),
        {(int(link[0]), int(link[1])): float(odds) for link, odds in zip(links, same, strict=True)},
    )


def _read(
    model: dict[str, Floats], signs: Floats, others: NDArray[np.int64], links: Floats
) -> tuple[Floats, Floats]:
    """Return what one network says: probabilities of kinds, (rows, kinds), and log-odds of links."""
    usual = np.clip((signs - model["mean"]) / model["std"], -FARTHEST, FARTHEST)
    hidden = _positive(_apply(model, "inp", usual))
    there = (others >= 0)[:, :, None]
    for turn in range(ROUNDS):
        seen = (hidden[np.maximum(others, 0)] * there).reshape(len(hidden), -1)
        whole = np.broadcast_to(hidden.mean(axis=0), hidden.shape)
        hidden = hidden + _positive(_apply(model, f"rounds.{turn}", np.concatenate([hidden, seen, whole], 1)))
    ends = links[:, :2].astype(int)
    both = np.concatenate([hidden[ends[:, 0]], hidden[ends[:, 1]], links[:, 2:]], 1)
    same = _apply(model, "same", _positive(_apply(model, "pair", both)))[:, 0]
    return _shares(_apply(model, "out", hidden)), same


def around(near: Neighbours) -> NDArray[np.int64]:
    """Return the numbers of the rows around each row, (rows, 6); -1 for none."""
    return np.array([near.above, near.below, near.left, near.right, near.head, near.tail], np.int64).T


def links_of(lines: Sequence[PlacedLine], near: Neighbours, scale: Scale) -> Floats:
    """Return the pairs of neighbours, (links, 2 + 8): their numbers, upper or left row first, and what is said of them."""
    found: dict[tuple[int, int], list[float]] = {}
    for upward, other, ruled in (
        (True, near.above, near.ruled_above),
        (True, near.below, near.ruled_below),
        (False, near.left, near.ruled_left),
        (False, near.right, near.ruled_right),
    ):
        first = other is near.above or other is near.left
        for number, one in enumerate(other):
            if one == NOBODY:
                continue
            pair = (one, number) if first else (number, one)
            found.setdefault(
                pair, _link(lines[pair[0]], lines[pair[1]], scale, upward=upward, ruled=ruled[number])
            )
    return np.array([[*pair, *told] for pair, told in found.items()], np.float32).reshape(-1, 2 + LINKS)


def _link(first: PlacedLine, second: PlacedLine, scale: Scale, *, upward: bool, ruled: bool) -> list[float]:
    body, one, other = scale.body, first.box, second.box
    gap = other.y0 - one.y1 if upward else other.x0 - one.x1
    return [
        float(upward),
        float(ruled),
        min(max(gap / body, -1.0), 12.0) / 4,
        float(first.font == second.font),
        float(abs(first.size - second.size) < 0.06 * first.size),
        min(abs(one.x0 - other.x0) / body, 12.0) / 4,
        min(abs(one.y0 - other.y0) / body, 12.0) / 4,
        min(abs(one.x1 - other.x1) / body, 12.0) / 4,
    ]


@lru_cache(maxsize=1)
def _models() -> tuple[dict[str, Floats], ...]:
    """Return the networks, read once a process."""
    return tuple(map(_read_model, MODELS))


def _read_model(path: Path) -> dict[str, Floats]:
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _apply(model: dict[str, Floats], name: str, values: Floats) -> Floats:
    made: Floats = values @ model[f"{name}.weight"].T + model[f"{name}.bias"]
    return made


def _positive(values: Floats) -> Floats:
    positive: Floats = np.maximum(values, 0)
    return positive


def _shares(log_odds: Floats) -> Floats:
    power = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
    shares: Floats = power / power.sum(axis=1, keepdims=True)
    return shares
