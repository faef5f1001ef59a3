"""How sure every join of a paragraph is, once all of them are made.

What the words say of a join was weighed before the page was put in order. Now its neighbours are known too: beside a join that
is wrong another one is, and a line that fits better elsewhere may be missed there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from epubmaker.articles.paragraphs import PageShape
from epubmaker.confidence.assurance_signs import Pair, body_chains, known_joins, paragraph_signs
from epubmaker.forests import Forest
from epubmaker.model import ArticlePlan, Chain, Join, Role, probability


def join_signs(articles: Sequence[ArticlePlan], page: PageShape) -> list[tuple[Pair, tuple[float, ...]]]:
    """Return the joins inside paragraphs with their signs (`assurance_signs.SIGNS`). Linear in the joins and the seams."""
    known = known_joins(articles, page)
    return [found for chain in body_chains(articles) for found in paragraph_signs(chain, known)]


def with_assurance(articles: Sequence[ArticlePlan], page: PageShape, forest: Forest) -> list[ArticlePlan]:
    """Return the articles with every join of their paragraphs as sure as it is among the others."""
    signed = join_signs(articles, page)
    if not signed:
        return list(articles)
    odds = forest.log_odds(np.array([signs for _, signs in signed], np.float32))[:, 0].tolist()
    sure = dict(zip((pair for pair, _ in signed), odds, strict=True))
    return [
        replace(article, chains=tuple(_assured(chain, sure) for chain in article.chains))
        for article in articles
    ]


def _assured(chain: Chain, sure: Mapping[Pair, float]) -> Chain:
    """Return a paragraph with all its joins, each as sure as it is among the others."""
    if chain.kind is not Role.BODY:
        return chain
    joins = tuple(
        Join(left, right, round(probability(sure[left, right]), 3), moved=False)
        for left, right in pairwise(chain.lines)
    )
    return replace(chain, joins=joins)
