"""How sure joins are among each other: a join beside a doubtful one, a line missed elsewhere, a repair withheld."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epubmaker.assemble.assurance import with_assurance
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.model import ArticlePlan, Chain, Join, Label, Line, Role, Seam, SeamTable, Span

COUNT = 5


def page_of(in_order, others=(), joined=True, seam=0.0):
    """A paragraph of five lines on one row; `seam` is the log-odds of every line with the next, `others` come beside."""
    lines = [
        Line(number, Span(number * 3, number * 3 + 2), "文字", "space" if number else "start", 0, 0, 2.0, 2.0)
        for number in range(COUNT)
    ]
    rows = [[Seam(left, left + 1, seam)] for left in range(COUNT - 1)] + [[]]
    for left, right, log_odds in others:
        rows[left].append(Seam(left, right, log_odds))
    outside = (0.5,) * COUNT
    table = SeamTable(tuple(map(tuple, rows)), outside, outside, in_order=tuple(in_order))
    return PageShape(lines, [Label(Role.BODY, 0.9, "test")] * COUNT, table, joined=joined)


def confidences(page, *, chain=None, withheld=()):
    """How sure the joins of the paragraph are in the end."""
    article = ArticlePlan("article", chains=(chain or Chain(Role.BODY, tuple(range(COUNT))),))
    (found,) = with_assurance([article], withheld, page)
    return [join.confidence for join in found.chains[0].joins]


def test_joins_that_agree_are_sure():
    assert min(confidences(page_of([5.0] * COUNT, seam=5.0))) > 0.9


def test_a_join_beside_a_doubtful_one_is_less_sure():
    calm, doubtful = confidences(page_of([2.0] * COUNT)), confidences(page_of([2.0, -3.0, 2.0, 2.0, 2.0]))
    assert doubtful[0] < calm[0]
    assert doubtful[2] < calm[2]
    assert doubtful[3] == calm[3]


def test_a_line_that_is_missed_elsewhere_is_less_sure():
    calm, missed = confidences(page_of([2.0] * COUNT)), confidences(page_of([2.0] * COUNT, [(0, 3, 2.0)]))
    assert missed[0] < calm[0]  # line 0 would rather go on in 3
    assert missed[2] < calm[2]  # and 3 would rather follow 0


def test_a_repair_that_was_withheld_leaves_a_doubt():
    page = page_of([2.0] * COUNT)
    left = confidences(page, withheld=[Join(1, 4, 0.6, moved=True)])
    calm = confidences(page)
    assert left[1] < calm[1] - 0.04
    assert left[3] < calm[3]
    assert left[0] == calm[0]


def test_every_join_of_a_paragraph_is_stated_and_says_whether_it_moved():
    chain = Chain(Role.BODY, (0, 1, 3, 2, 4), (Join(1, 3, 0.8, moved=True),))
    article = ArticlePlan("article", chains=(chain,))
    (found,) = with_assurance([article], (), page_of([2.0] * COUNT))
    assert [(join.left, join.right, join.moved) for join in found.chains[0].joins] == [
        (0, 1, False),
        (1, 3, True),
        (3, 2, True),
        (2, 4, True),
    ]


@pytest.mark.parametrize("kind", [Role.CROSSHEAD, Role.LABEL])
def test_only_paragraphs_have_joins(kind):
    assert confidences(page_of([2.0] * COUNT), chain=Chain(kind, (0, 1))) == []


def test_a_table_without_a_word_on_source_order_leaves_the_joins_as_they_are():
    page = page_of([])
    chain = Chain(Role.BODY, (0, 1, 2), (Join(0, 1, 0.42, moved=False),))
    article = ArticlePlan("article", chains=(chain,))
    assert with_assurance([article], (), replace(page)) == [article]
