"""What speaks of a page's order as a whole, on pages of a few lines that are counted by hand."""

from __future__ import annotations

from array import array
from itertools import pairwise
from math import log

import pytest

from epubmaker.confidence.page import LEAST, LEG, SIGNS, page_signs
from epubmaker.model import ArticlePlan, Chain, Join, Line, Reading, Role, SeamTable, Span, Subjects


def lines_of(starts):
    return [
        Line(k, Span(start, start + 9), "他们在镇上走了一整天", "newline", k, 0, 9.0, 9.0)
        for k, start in enumerate(starts)
    ]


def body(*lines, sure=0.95):
    joins = tuple(Join(left, right, sure, moved=False) for left, right in pairwise(lines))
    return Chain(Role.BODY, lines, joins)


def told(articles, lines, unplaced=(), subjects=None):
    outside = (0.0,) * len(lines)
    table = SeamTable(((),) * len(lines), outside, outside, subjects=subjects)
    return dict(zip(SIGNS, page_signs(articles, lines, unplaced, table).tolist(), strict=True))


def test_a_page_in_order_moves_nowhere_and_one_that_jumps_back_does():
    articles = [ArticlePlan("article", chains=(body(0, 1, 2, 3),))]
    calm = told(articles, lines_of([0, 10, 20, 30]))
    assert (calm["moved"], calm["steps"], calm["far"]) == (0.0, 0.0, 0.0)
    moved = told(articles, lines_of([0, 20, 10, 30, 40]))
    assert moved["moved"] == 0.2
    assert moved["steps"] == pytest.approx((2 / 9) ** 0.5)  # two, two and one line on, and one back


def test_joins_that_are_less_sure_make_more_of_the_page_wrong():
    lines = lines_of([0, 10, 20, 30])
    sure, unsure = (
        told([ArticlePlan("article", chains=(body(0, 1, 2, 3, sure=value),))], lines) for value in (0.95, 0.5)
    )
    assert sure["wrong"] == pytest.approx(-3 * log(0.95))
    assert unsure["wrong_share"] == pytest.approx(-3 * log(0.5) / 4)
    assert (sure["joins_poor"], unsure["joins_poor"]) == (0.0, 1.0)
    lost = told([ArticlePlan("article", chains=(body(0, 1, sure=0.0), body(2, 3)))], lines)
    assert lost["wrong"] == pytest.approx(-log(LEAST) - log(0.95))


def test_text_without_a_title_and_text_without_a_place_count_by_their_length():
    articles = [
        ArticlePlan("article", headline=(0,), chains=(body(1),)),
        ArticlePlan("article", chains=(body(2),)),
    ]
    found = told(articles, lines_of([0, 10, 20, 30]), unplaced=(3,))
    assert found["untitled"] == 0.25
    assert found["unplaced"] == 0.25
    assert found["paragraphs"] == 0.5


def test_an_article_that_turns_to_something_else_shows():
    same = Reading(((1.0, 0.0), (0.0, 1.0)), (0.0, 0.0))
    speaks = array("f", [1.0, 0.0] * LEG + [0.0, 1.0] * LEG + [0.0, 1.0] * LEG)
    subjects = Subjects(speaks, 2, same, same, same, (1.0, 1.0))
    lines = lines_of(range(0, 30 * LEG, 10))
    whole = told([ArticlePlan("article", chains=(body(*range(3 * LEG)),))], lines, subjects=subjects)
    assert whole["turns"] == pytest.approx(0.5)  # once to another thing, once on with the same
    assert whole["turn_least"] == pytest.approx(0.0)
    apart = [
        ArticlePlan("article", chains=(body(*range(LEG)),)),
        ArticlePlan("article", chains=(body(*range(LEG, 3 * LEG)),)),
    ]
    assert told(apart, lines, subjects=subjects)["turn_least"] == pytest.approx(1.0)
    assert told(apart, lines)["turn_least"] == 1.0  # nothing is known of what lines speak of


def test_an_empty_page_has_signs_too():
    assert told([], [])["lines"] == 0.0
