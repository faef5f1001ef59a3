"""The stage: how sure joins, headlines and the page as a whole are, learnt from pages whose truth is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from epubmaker.articles import Articles
from epubmaker.articles.paragraphs import PageShape
from epubmaker.articles.scene import Found
from epubmaker.confidence.assurance import with_assurance
from epubmaker.confidence.doubts import doubt_diagnostics
from epubmaker.confidence.headlines import headline_signs
from epubmaker.confidence.page import SIGNS, page_signs
from epubmaker.forests import Forest, read_forests
from epubmaker.label.markup import MARKUP
from epubmaker.label.rows import rows_hold_paragraphs
from epubmaker.messages import Message
from epubmaker.model import ORDER_DOUBTFUL, ArticlePlan, Diagnostic, Line, Plan, SeamTable, probability

DATA = Path(__file__).parent / "data"

MESSAGE = "本版的阅读顺序没有把握（可信度{sure:.2f}）：文章可能拼接有误，请与原件核对"
FEW = 30  # lines: a shorter text is seen at a glance, and shows too little to be judged by
UNTITLED = 0.5  # how sure an article without a headline is


@dataclass(frozen=True, slots=True)
class Calibration:
    """The forests for joins and headlines, the weights of a page's signs (the constant first), and when a page is in doubt."""

    join: Forest
    headline: Forest
    page: tuple[float, ...]
    doubtful: float


@lru_cache(maxsize=1)
def calibration(folder: Path = DATA) -> Calibration:
    """Return what has been learnt, read once a process."""
    forests = read_forests(folder / "confidence.npz")
    stored = json.loads((folder / "page.json").read_text("utf-8"))
    weights = stored["one"], *(stored["weights"][sign] for sign in SIGNS)
    return Calibration(forests["join"], forests["headline"], weights, stored["doubtful"])


def _with_headlines(articles: Sequence[ArticlePlan], parts: Sequence[Found]) -> tuple[ArticlePlan, ...]:
    """Return the articles with headlines as sure as they are."""
    own = []
    for found in parts:
        odds = calibration().headline.log_odds(headline_signs(found).astype(np.float32))[:, 0].tolist()
        own += [value for place, value in enumerate(odds) if place not in found.homes]
    return tuple(
        replace(article, confidence=round(probability(value), 3) if article.headline else UNTITLED)
        for article, value in zip(articles, own, strict=True)
    )


def with_confidence(made: Articles, lines: Sequence[Line], seams: SeamTable) -> Plan:
    """Return a page's plan with every join and headline as sure as it is, and its doubts named.

    A page of which the order is not to be trusted gets a diagnostic of its own (`order-doubtful`).
    """
    if not made.found:
        return made.plan
    page = PageShape(lines, made.labels, seams, rows_hold_paragraphs(lines))
    plan = replace(made.plan, articles=_with_headlines(made.plan.articles, made.found))
    articles = with_assurance(plan.articles, page, calibration().join)
    joins = [join for article in articles for chain in article.chains for join in chain.joins]
    plan = replace(plan, articles=tuple(articles))
    return plan.with_diagnostics((*doubt_diagnostics(joins, page), *_verdict(plan, page)))


def _verdict(plan: Plan, page: PageShape) -> Sequence[Diagnostic]:
    """Return the diagnostic of a page of which the order is in doubt."""
    marked = any(label.rule == MARKUP for label in page.labels)  # whoever wrote the marks had the order
    if not plan.articles or len(page.lines) < FEW or marked:
        return ()
    one, *weights = calibration().page
    sure = probability(one + float(np.dot(weights, page_signs(plan.articles, page.lines, plan.unplaced))))
    return (
        (Diagnostic("warning", ORDER_DOUBTFUL, Message(MESSAGE, sure=sure)),)
        if sure < calibration().doubtful
        else ()
    )
