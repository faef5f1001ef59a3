"""How sure every join is, once all of them are made.

What the words say of a join was weighed before the page was put in order. Now its neighbours are known too: beside a join that
is wrong another one is, a line that fits better elsewhere may be missed there, and a repair that was not sure enough to be
made leaves its lines where they may not belong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from epubmaker.assemble.assurance_signs import (
    Pair,
    body_chains,
    known_joins,
    paragraph_signs,
)
from epubmaker.assemble.forest import Forest, read_forest
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.model import ArticlePlan, Chain, Join, Role, probability

FOREST = Path(__file__).parent / "data" / "assurance.json"


@lru_cache(maxsize=1)
def assurance_forest(path: Path = FOREST) -> Forest:
    """This returns the shipped forest over `SIGNS`, read once a process."""
    return read_forest(path)


def with_assurance(
    articles: Sequence[ArticlePlan], withheld: Sequence[Join], page: PageShape
) -> list[ArticlePlan]:
    """This returns the articles with every join of their paragraphs as sure as it is among the others.

    Without a table that knows how source order holds, the joins stay as they are. Linear in the joins and the seams.
    """
    if not page.seams.in_order:
        return list(articles)
    known = known_joins(articles, withheld, page)
    forest = assurance_forest()
    sure = {
        pair: forest.log_odds(signs)
        for chain in body_chains(articles)
        for pair, signs in paragraph_signs(chain, known)
    }
    return [
        replace(article, chains=tuple(_assured(chain, sure) for chain in article.chains))
        for article in articles
    ]


def _assured(chain: Chain, sure: Mapping[Pair, float]) -> Chain:
    """This returns a paragraph with all its joins, each as sure as it is among the others."""
    if chain.kind is not Role.BODY:
        return chain
    joins = tuple(
        Join(left, right, round(probability(sure[left, right]), 3), moved=right != left + 1)
        for left, right in pairwise(chain.lines)
    )
    return replace(chain, joins=joins)
