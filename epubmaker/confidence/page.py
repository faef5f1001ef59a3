"""What speaks for the order of a page as a whole being right, from how sure its joins and headlines are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import ArticlePlan, Line, Role, SeamTable
from epubmaker.roles.shared import arrays_of, unit_rows

Floats = NDArray[np.float64]
SIGNS = (
    "moved", "joins", "joins_unsure", "joins_poor", "headlines", "headlines_poor", "untitled", "unplaced", "articles",
    "short_articles", "stops", "moved_unsure", "wrong", "wrong_share", "paragraphs", "far", "steps", "lines", "longest",
    "turns", "turn_least",
)  # fmt: skip
LEAST = 0.02  # how sure a join is at least taken to be
FAR, STEPS = 30, 30  # lines of the source: a successor farther away is far; what a step counts at most
LEG = 12  # lines whose subjects are compared with those of the next so many


def page_signs(
    articles: Sequence[ArticlePlan], lines: Sequence[Line], unplaced: Sequence[int], seams: SeamTable
) -> Floats:
    """Return the signs of a page, of which joins and headlines are as sure as they will be. About linear in the lines."""
    joins = [join for article in articles for chain in article.chains for join in chain.joins]
    sure = np.array([join.confidence for join in joins] or [1.0])
    apart = np.array(
        [
            lines[join.right].span.start < lines[join.left].span.end or join.right != join.left + 1
            for join in joins
        ]
        or [False]
    )
    wrong = -float(np.log(np.maximum(sure, LEAST)).sum())
    return np.array(
        [
            sum(right.span.start < left.span.end for left, right in pairwise(lines)) / max(1, len(lines)),
            float(sure.mean()),
            float((sure < 0.9).mean()),
            float((sure < 0.7).mean()),
            *_article_signs(articles, lines, unplaced),
            float(1 - sure[apart].mean()) if apart.any() else 0.0,
            wrong,
            wrong / max(1, len(lines)),
            sum(chain.kind is Role.BODY for article in articles for chain in article.chains)
            / max(1, len(lines)),
            *_way_signs(lines),
            *_subject_signs(articles, seams),
        ]
    )


def _article_signs(
    articles: Sequence[ArticlePlan], lines: Sequence[Line], unplaced: Sequence[int]
) -> list[float]:
    """Return how sure headlines are, how much text has none, how long articles are and how many paragraphs break off."""
    heads = np.array([article.confidence for article in articles if article.headline] or [0.0])
    size = [
        sum(len(lines[line].text) for chain in article.chains for line in chain.lines) for article in articles
    ]
    whole = max(1, sum(len(line.text) for line in lines))
    bare = sum(length for length, article in zip(size, articles, strict=True) if not article.headline)
    ends = [chain.truncated for article in articles for chain in article.chains if chain.kind is Role.BODY]
    return [
        float(heads.mean()),
        float((heads < 0.5).mean()),
        bare / whole,
        sum(len(lines[line].text) for line in unplaced) / whole,
        len(articles) / max(1, len(lines)) * 10,
        float(np.mean([length < 60 for length in size])) if size else 1.0,
        float(np.mean(ends)) if ends else 0.0,
    ]


def _way_signs(lines: Sequence[Line]) -> list[float]:
    """Return how far the reading goes from line to line in the source, how unevenly, and how long the page is."""
    rank = np.argsort(np.argsort([line.span.start for line in lines], kind="stable"))
    steps = np.diff(rank)
    ahead = np.minimum(steps[steps > 0], STEPS)
    return [
        float((np.abs(steps) > FAR).mean()) if len(steps) else 0.0,
        float(ahead.std()) if len(ahead) else 0.0,
        float(np.log(max(1, len(lines)))),
    ]


def _subject_signs(articles: Sequence[ArticlePlan], seams: SeamTable) -> list[float]:
    """Return how long the longest article is, and how little alike stretches of an article are to the next ones."""
    bodies = [
        [line for chain in article.chains if chain.kind is Role.BODY for line in chain.lines]
        for article in articles
    ]
    longest = max(map(len, bodies), default=0) / max(1, len(seams.candidates))
    if seams.subjects is None:
        return [longest, 1.0, 1.0]
    spoken = np.asarray(seams.subjects.lines, float).reshape(-1, seams.subjects.depth)
    reading = arrays_of(seams.subjects.text)
    alike: list[float] = []
    for body in bodies:
        ends = range(LEG, len(body) + 1, LEG)
        legs = np.array([spoken[body[end - LEG : end]].sum(axis=0) for end in ends])
        if len(legs) > 1:
            vectors = unit_rows(reading, legs)
            alike += np.einsum("ij,ij->i", vectors[:-1], vectors[1:]).tolist()
    return [longest, float(np.mean(alike)) if alike else 1.0, min(alike, default=1.0)]
