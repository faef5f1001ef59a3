"""Short news in one article: a text that opens with a dateline is an item of its own, and the crosshead above it its headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from epubmaker.model import ArticlePlan, Chain, Line, Plan, Role
from epubmaker.text.marks import starts_with_dateline


def with_briefs(plan: Plan, lines: Sequence[Line]) -> Plan:
    """Return a plan in which every crosshead right above a dateline (电头) begins an article; no line changes its place."""
    return replace(
        plan, articles=tuple(part for article in plan.articles for part in _parted(article, lines))
    )


def _parted(article: ArticlePlan, lines: Sequence[Line]) -> Iterator[ArticlePlan]:
    chains = article.chains
    starts = [
        place
        for place in range(1, len(chains) - 1)
        if chains[place].kind is Role.CROSSHEAD and _opens(chains[place + 1], lines)
    ]
    if not starts or not any(_opens(chain, lines) for chain in chains[: starts[0]]):
        yield article  # the first text has none either: these are parts of one report
        return
    yield replace(article, chains=chains[: starts[0]])
    for start, end in zip(starts, [*starts[1:], len(chains)], strict=True):
        yield ArticlePlan(
            "article",
            headline=chains[start].lines,
            chains=chains[start + 1 : end],
            confidence=article.confidence,
        )


def _opens(chain: Chain, lines: Sequence[Line]) -> bool:
    return chain.kind is Role.BODY and starts_with_dateline(lines[chain.lines[0]].text)
