"""What is left over of a text that somebody typed: every row below an article's first one belongs to it.

On a printed page a row without a place may be of anything; where the form of a text is plain to see, what stands between two rows
of an article, or right below it, is its text; what an empty row parts from it, as it parts articles, may be a title without a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from epubmaker.articles.plan import lines_of
from epubmaker.label.markup import MARKUP
from epubmaker.model import ArticlePlan, BylinePlan, Chain, Label, Line, Plan, Role

BESIDE = frozenset(
    {Role.BYLINE, Role.DECK, Role.KICKER, Role.HEADLINE}
)  # what may stand below a title, beside its text


def with_all_placed(plan: Plan, lines: Sequence[Line], labels: Sequence[Label]) -> Plan:
    """Return the plan of a text in order, rows without a place as paragraphs of the article above. About linear in the lines.

    Marked titles without a text stay for `with_titles_alone`.
    """
    alone = {line for rows in _titles_alone(plan, labels) for line in rows}
    owners = {line: at for at, article in enumerate(plan.articles) for line in lines_of(article)}
    articles, free, left = list(plan.articles), frozenset(plan.unplaced), []
    last = None
    for line in range(1 + max([*owners, *plan.unplaced], default=-1)):
        last = owners.get(line, last)
        if line not in free:
            continue
        if last is None or lines[line].apart or line in alone:
            left.append(line)
        else:
            articles[last] = _with_line(articles[last], line)
    return replace(plan, articles=tuple(articles), unplaced=tuple(left))


def with_titles_alone(plan: Plan, labels: Sequence[Label]) -> Plan:
    """Return the plan with an article for every title that the text marks (Markdown) and below which no text stands.

    Names and a deck right below such a title are its own.
    """
    free, articles = set(plan.unplaced), list(plan.articles)
    for rows in _titles_alone(plan, labels):
        signed = tuple(BylinePlan((row,)) for row in rows if labels[row].role is Role.BYLINE)
        deck = tuple(row for row in rows[1:] if labels[row].role is not Role.BYLINE)
        bare = ArticlePlan("article", headline=(rows[0],), deck=deck, bylines=signed)
        place = next((at for at, one in enumerate(articles) if min(lines_of(one)) > rows[0]), len(articles))
        articles.insert(place, bare)
        free.difference_update(rows)
    return replace(plan, articles=tuple(articles), unplaced=tuple(sorted(free)))


def _titles_alone(plan: Plan, labels: Sequence[Label]) -> Iterator[range]:
    """Yield the rows of every marked title without a place, what stands right below it among them."""
    free = frozenset(plan.unplaced)
    for line in plan.unplaced:
        if labels[line].rule == MARKUP and labels[line].role is Role.HEADLINE:
            end = line + 1
            while end in free and labels[end].rule != MARKUP and labels[end].role in BESIDE:
                end += 1
            yield range(line, end)


def _with_line(article: ArticlePlan, line: int) -> ArticlePlan:
    """Return an article with one more paragraph, behind the blocks that stand above it."""
    place = sum(max(chain.lines) < line for chain in article.chains)
    chains = (*article.chains[:place], Chain(Role.BODY, (line,)), *article.chains[place:])
    return replace(article, chains=chains)
