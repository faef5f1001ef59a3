"""How sure joins are among each other: a join beside a doubtful one, a line missed elsewhere."""

from __future__ import annotations

import pytest

from epubmaker.articles.paragraphs import PageShape
from epubmaker.confidence.assurance import with_assurance
from epubmaker.confidence.stage import calibration
from epubmaker.model import ArticlePlan, Chain, Label, Line, Role, Seam, SeamTable, Span

COUNT = 5


def page_of(in_order, others=(), joined=True, seam=0.0):
    """Return a paragraph of five lines on one row; `seam` is the log-odds of every line with the next, `others` come beside."""
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


def confidences(page, *, chain=None):
    """How sure the joins of the paragraph are in the end."""
    article = ArticlePlan("article", chains=(chain or Chain(Role.BODY, tuple(range(COUNT))),))
    (found,) = with_assurance([article], page, calibration().join)
    return [join.confidence for join in found.chains[0].joins]


def test_joins_that_agree_are_sure():
    assert min(confidences(page_of([5.0] * COUNT, seam=5.0))) > 0.9


def test_a_join_beside_a_doubtful_one_is_less_sure():
    calm, doubtful = confidences(page_of([2.0] * COUNT)), confidences(page_of([2.0, -3.0, 2.0, 2.0, 2.0]))
    assert doubtful[0] < calm[0]
    assert doubtful[2] < calm[2]
    assert doubtful[3] == calm[3]


def test_a_line_that_is_missed_elsewhere_is_less_sure():
    calm, missed = confidences(page_of([2.0] * COUNT)), confidences(page_of([2.0] * COUNT, [(0, 3, 6.0)]))
    assert missed[0] < calm[0]  # line 0 would rather go on in 3
    assert missed[2] < calm[2]  # and 3 would rather follow 0


@pytest.mark.parametrize("kind", [Role.CROSSHEAD, Role.LABEL])
def test_only_paragraphs_have_joins(kind):
    assert confidences(page_of([2.0] * COUNT), chain=Chain(kind, (0, 1))) == []
