"""What speaks for a run of paragraphs going on with the article of another one, wherever both stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.ground import Ground
from epubmaker.articles.kin import MOST_LIKENESS, Spoken
from epubmaker.articles.layout import Layout
from epubmaker.articles.prose import MOST, Prose, bounded
from epubmaker.roles.tags import Tag
from epubmaker.text.marks import ends_sentence, starts_with_dateline

Floats = NDArray[np.float64]
Run = tuple[int, int]


class Page(NamedTuple):
    """A layout whose runs are asked about."""

    ground: Ground
    layout: Layout
    prose: Prose


class _Told(NamedTuple):
    """What is asked of a run in all its pairs.

    near           how akin each title is to it
    end, start     what its last lines say, and its first: those nearest to where two runs would meet
    top, bottom    its uppermost and its lowest line, by their places in the source
    first, last    those of its first and its last line
    length, dated  its characters, and whether it opens as news does
    """

    near: Floats
    end: Spoken
    start: Spoken
    top: int
    bottom: int
    first: int
    last: int
    length: float
    dated: float


def follow_signs(
    page: Page, pairs: Sequence[tuple[Run, Run]], near: Mapping[Run, Floats], runs: int
) -> Floats:
    """Return the signs of the second run of each pair going on with the article of the first, (pairs, signs).

    near  of each run how akin each title is to it
    runs  of the page
    """
    told = {run: _told(page, run, own) for run, own in near.items()}
    around = [page.ground.places.moved, min(60, runs), min(60, len(page.layout.titles))]
    return np.array([_signs(page, pair, (told[pair[0]], told[pair[1]]), around) for pair in pairs])


def _signs(
    page: Page, pair: tuple[Run, Run], told: tuple[_Told, _Told], around: Sequence[float]
) -> list[float]:
    return [*_joint(page, *pair), *_pair(page, pair, *told), *around, *_heights(*told)]


def _told(page: Page, run: Run, near: Floats) -> _Told:
    lines = [line for paragraph in page.layout.paragraphs[run[0] : run[1]] for line in paragraph.lines]
    kin, ranks = page.ground.kin, page.ground.places.rank[lines]
    end = kin.spoken(lines[-MOST_LIKENESS:])
    start = kin.spoken(lines[:MOST_LIKENESS]) if len(lines) > MOST_LIKENESS else end
    heights = int(ranks.min()), int(ranks.max()), int(ranks[0]), int(ranks[-1])
    length = float(page.prose.lengths[run[1]] - page.prose.lengths[run[0]])
    return _Told(near, end, start, *heights, length, float(starts_with_dateline(page.prose.texts[run[0]])))


def _ends(page: Page, first: Run, second: Run) -> tuple[int, int]:
    """Return the last line of the one run and the first line of the other."""
    paragraphs = page.layout.paragraphs
    return paragraphs[first[1] - 1].lines[-1], paragraphs[second[0]].lines[0]


def _joint(page: Page, first: Run, second: Run) -> list[float]:
    """Return what the lines say where two runs would meet."""
    ground, (last, start) = page.ground, _ends(page, first, second)
    return [
        bounded(ground.seams.log_odds(last, start)),
        bounded(ground.seams.closes[last]),
        bounded(ground.seams.opens[start]),
        float(ends_sentence(ground.lines[last].text)),
        float(ground.odds[start, Tag.FIRST]),
    ]


def _pair(page: Page, pair: tuple[Run, Run], first: _Told, second: _Told) -> list[float]:
    """Return how akin two runs are, to each other and to titles, and how far apart they stand."""
    last, start = _ends(page, *pair)
    one, other = first.near, second.near
    titled = len(one) > 0
    best = int(one.argmax()) if titled else 0
    low, high = min(last, start), max(last, start)
    return [
        *page.ground.kin.likened(first.end, second.start),
        float(titled and best == int(other.argmax())),
        float(other[best]) if titled else 0.0,
        float(other.max()) if titled else 0.0,
        float(other[best] - other.max()) if titled else 0.0,
        min(400, high - low),
        float(start > last),
        float(pair[1][0] == pair[0][1]),
        min(4000, first.length),
        min(4000, second.length),
        second.dated,
        min(MOST, float(page.ground.odds[low + 1 : high, Tag.HEADLINE].sum())),
    ]


def _heights(one: _Told, other: _Told) -> list[float]:
    """Return whether two runs stand at one height of the page, as far as the source goes down it: columns side by side do."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    whole = max(one.bottom, other.bottom) - min(one.top, other.top) + 1
    return [
        shared / whole,
        float(min(200, abs(one.top - other.top))),
        float(min(200, abs(one.bottom - other.bottom))),
        float(max(-200, min(200, other.first - one.last))),
    ]
