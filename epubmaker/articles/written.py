"""What is left over of a text that somebody typed: every row below an article's first one belongs to it.

On a printed page a row without a place may be of anything; where the form of a text is plain to see, what stands between two rows
of an article, or right below it, is its text; what an empty row parts from it, as it parts articles, may be a title without a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.articles.plan import lines_of
from epubmaker.model import ArticlePlan, Chain, Line, Plan, Role


def with_all_placed(plan: Plan, lines: Sequence[Line]) -> Plan:
    """Return the plan of a text in order, rows without a place as paragraphs of the article above. About linear in the lines."""
    owners = {line: at for at, article in enumerate(plan.articles) for line in lines_of(article)}
    articles, free, left = list(plan.articles), frozenset(plan.unplaced), []
    last = None
    for line in range(1 + max([*owners, *plan.unplaced], default=-1)):
        last = owners.get(line, last)
        if line not in free:
            continue
        if last is None or lines[line].apart:
            left.append(line)
        else:
            articles[last] = _with_line(articles[last], line)
    return replace(plan, articles=tuple(articles), unplaced=tuple(left))


def _with_line(article: ArticlePlan, line: int) -> ArticlePlan:
    """Return an article with one more paragraph, behind the blocks that stand above it."""
    place = sum(max(chain.lines) < line for chain in article.chains)
    chains = (*article.chains[:place], Chain(Role.BODY, (line,)), *article.chains[place:])
    return replace(article, chains=chains)
