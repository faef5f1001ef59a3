"""Fits what titles and texts have to do with each other: which text is a title's, which two texts are of one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import minimize

from epubmaker.assemble import settle_titles
from epubmaker.assemble.bodies import Body
from epubmaker.assemble.compose import page_bodies
from epubmaker.assemble.flow import split_flow
from epubmaker.assemble.header_matching import FAR, HeaderMatcher
from epubmaker.assemble.headers import header_groups
from epubmaker.assemble.kinship import OneArticleWeights
from epubmaker.assemble.order import AssemblyOptions, read_order
from epubmaker.training.assembly_fit import named, told
from epubmaker.training.assembly_pages import ScoredPage
from epubmaker.training.assembly_signs import Row, Table
from epubmaker.training.logistic import ridge_logistic

SIGNS = ("words", "subject", "next_to", "away")
RIDGE = 1e-3


@dataclass(frozen=True)
class TitleQuestion:
    """This asks which of a page's texts is a title's: (texts, SIGNS), and which are of its article."""

    signs: np.ndarray
    right: np.ndarray


@dataclass(frozen=True)
class ReadPage:
    """This is a page with its texts before headlines are given to them, and the article that most lines of each are of."""

    page: ScoredPage
    matcher: HeaderMatcher
    bodies: tuple[Body, ...]
    articles: tuple[int | None, ...]


def read_pages(pages: Iterable[ScoredPage]) -> Iterator[ReadPage]:
    """This reads pages as assembly does."""
    for page in pages:
        labels = settle_titles(page.lines, page.labels, page.seams)
        stretches, shape = split_flow(page.lines, labels), page.shape(labels)
        bodies = page_bodies(stretches, read_order(stretches, shape, AssemblyOptions()), shape)
        articles = tuple(most(body.lines, page.article) for body in bodies)
        yield ReadPage(page, HeaderMatcher(bodies, stretches, shape), tuple(bodies), articles)


def most(lines: Iterable[int], of: Mapping[int, int]) -> int | None:
    """This returns what most of some lines belong to."""
    counts = Counter(of[line] for line in lines if line in of)
    return counts.most_common(1)[0][0] if counts else None


def title_questions(read: ReadPage) -> Iterator[TitleQuestion]:
    """This asks for every title of a page whose article has a text."""
    matcher = read.matcher
    for group in header_groups(matcher.stretches, read.page.lines):
        article = most(group.lines, read.page.title)
        if article is None or article not in read.articles or len(read.bodies) < 2:
            continue
        signs = []
        for place, body in enumerate(read.bodies):
            position = matcher.position(group, read.bodies, place)
            shared, agreed = matcher.kinship.title_signs(group.lines_in_order, body.lines)
            signs.append((shared, agreed, float(position > 0), max(0.0, -position / FAR)))
        yield TitleQuestion(np.array(signs), np.array([found == article for found in read.articles]))


def loss_of(weights: np.ndarray, questions: Sequence[TitleQuestion]) -> float:
    """This returns how surprising the right texts are, and a penalty on weights."""
    total = 0.0
    for asked in questions:
        scores = asked.signs @ weights
        chances = np.exp(scores - scores.max())
        total -= np.log(chances[asked.right].sum() / chances.sum() + 1e-12)
    return total / len(questions) + RIDGE * float(weights @ weights)


def fit_kinship(fit: Sequence[ScoredPage], test: Sequence[ScoredPage]) -> dict[str, dict[str, float]]:
    """This learns how much words, subject and place say of a title's text, and of two texts being one article."""
    parts = [list(read_pages(pages)) for pages in (fit, test)]
    asked, judged = ([one for read in part for one in title_questions(read)] for part in parts)
    weights = minimize(loss_of, np.zeros(len(SIGNS)), (asked,)).x
    titles = dict(zip(SIGNS, weights.round(2).tolist(), strict=True))
    right = np.mean([one.right[(one.signs @ weights).argmax()] for one in judged])
    print(
        f"titles and texts: {titles}, loss {loss_of(weights, judged):.3f}, first {right:.3f} of {len(judged)}"
    )
    usual = np.mean(np.concatenate([one.signs[~one.right, 1] for one in asked]))
    print(f"   usual agreement of subjects {usual:.2f}", flush=True)
    pairs, others = (Table([row for read in part for row in article_rows(read)]) for part in parts)
    one_article = ridge_logistic(pairs.signs(), pairs.truth())
    print("one article:", named(OneArticleWeights, one_article), told(others, one_article), flush=True)
    return {"titles": titles, "one_article": named(OneArticleWeights, one_article)}


def article_rows(read: ReadPage) -> Iterator[Row]:
    """This yields every two texts of a page: are they of one article?"""
    known = [
        (body, article)
        for body, article in zip(read.bodies, read.articles, strict=True)
        if article is not None
    ]
    for (first, own), (second, other) in combinations(known, 2):
        yield read.matcher.kinship.article_signs(first.lines, second.lines), own == other
