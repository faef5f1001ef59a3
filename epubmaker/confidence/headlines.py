"""What speaks for a headline being whole and with its own text, once the page is read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.scene import Found
from epubmaker.roles.tags import HEADS, Tag

Floats = NDArray[np.float64]
MOST = 12.0  # log-odds: what counts at most
SIGNS = (
    "match", "over_other_titles", "over_other_texts", "border_above", "border_below", "heads", "least_head", "before", "after",
    "rows", "length", "cut", "moved", "goes_on", "kicker", "in_group",
)  # fmt: skip


def headline_signs(found: Found) -> Floats:
    """Return the signs of every article's headline, (runs, signs); zeros where a run has none."""
    return np.array([_signs(found, place) for place in range(len(found.runs))]).reshape(
        len(found.runs), len(SIGNS)
    )


def _signs(found: Found, place: int) -> list[float]:
    number = found.reading.titles[place]
    if number is None:
        return [0.0] * len(SIGNS)
    scene, runs = found.scene, found.runs
    title, ground = scene.layout.titles[number], scene.evidence.ground
    own = scene.matches[runs[place]]
    others = [float(odds) for at, odds in enumerate(own) if at != number]
    elsewhere = [float(scene.matches[run][number]) for at, run in enumerate(runs) if at != place]
    odds = ground.odds
    heads = odds[list(title.head)][:, list(HEADS)].sum(axis=1)
    above, below = title.lines[0], title.lines[-1] + 1
    return [
        _bounded(own[number]),
        _bounded(own[number] - max(others, default=-MOST)),
        _bounded(own[number] - max(elsewhere, default=-MOST)),
        _bounded(abs(scene.border_odds.get(above, MOST))),
        _bounded(abs(scene.border_odds.get(below, MOST))),
        float(heads.mean()),
        float(heads.min()),
        float(odds[above - 1, list(HEADS)].sum()) if above else 0.0,
        float(odds[below, list(HEADS)].sum()) if below < len(odds) else 0.0,
        float(len(title.head)),
        float(sum(len(ground.lines[line].text) for line in title.head)) / 10,
        _bounded(scene.cut_odds[runs[place][0]]) if place else MOST,
        ground.places.moved,
        float(place in found.homes.values()),
        float(odds[list(title.head), Tag.KICKER].max() + odds[list(title.head), Tag.DECK].max()),
        float(len(title.lines)),
    ]


def _bounded(value: float) -> float:
    return float(max(-MOST, min(MOST, value)))
