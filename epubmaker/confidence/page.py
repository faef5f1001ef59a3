"""What speaks for the order of a page as a whole being right, from how sure its joins and headlines are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import ArticlePlan, Line, Role

SIGNS = (
    "moved", "joins", "joins_unsure", "joins_poor", "headlines", "headlines_poor", "untitled", "unplaced", "articles",
    "short_articles", "stops", "moved_unsure",
)  # fmt: skip


def page_signs(
    articles: Sequence[ArticlePlan], lines: Sequence[Line], unplaced: Sequence[int]
) -> NDArray[np.float64]:
    """Return the signs of a page, of which joins and headlines are as sure as they will be."""
    joins = [join for article in articles for chain in article.chains for join in chain.joins]
    sure = np.array([join.confidence for join in joins] or [1.0])
    apart = np.array(
        [
            lines[join.right].span.start < lines[join.left].span.end or join.right != join.left + 1
            for join in joins
        ]
        or [False]
    )
    heads = np.array([article.confidence for article in articles if article.headline] or [0.0])
    size = [
        sum(len(lines[line].text) for chain in article.chains for line in chain.lines) for article in articles
    ]
    whole = max(1, sum(len(line.text) for line in lines))
    bare = sum(length for length, article in zip(size, articles, strict=True) if not article.headline)
    ends = [chain for article in articles for chain in article.chains if chain.kind is Role.BODY]
    moved = sum(right.span.start < left.span.end for left, right in pairwise(lines))
    return np.array(
        [
            moved / max(1, len(lines)),
            float(sure.mean()),
            float((sure < 0.9).mean()),
            float((sure < 0.7).mean()),
            float(heads.mean()),
            float((heads < 0.5).mean()),
            bare / whole,
            sum(len(lines[line].text) for line in unplaced) / whole,
            len(articles) / max(1, len(lines)) * 10,
            float(np.mean([length < 60 for length in size])) if size else 1.0,
            float(np.mean([chain.truncated for chain in ends])) if ends else 0.0,
            float(1 - sure[apart].mean()) if apart.any() else 0.0,
        ]
    )
