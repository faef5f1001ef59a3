"""Where lines stand in the source, and what that says of cuts, borders and matches.

The page of these tests is read across: a headline over two columns of three rows, then another headline over two columns of two.

    大桥今日通车
    甲一。 乙一。
    甲二。 乙二。
    甲三。 乙三。
    菜价回落
    丙一。 丁一。
    丙二。 丁二。

In reading order the columns follow one another.
"""

from dataclasses import replace

import numpy as np
import pytest

from epubmaker.articles.places import Standing
from epubmaker.articles.standing import (
    BORDER_SIGNS,
    CUT_SIGNS,
    MATCH_SIGNS,
    TitlesInSource,
    border_signs,
    cut_signs,
)
from epubmaker.model import Line, Span

PAGE = "大桥今日通车\n甲一一一 乙一一一\n甲二二二 乙二二二\n甲三三三 乙三三三\n菜价回落\n丙一一一 丁一一一\n丙二二二 丁二二二"
ORDER = [
    "大桥今日通车",
    "甲一一一",
    "甲二二二",
    "甲三三三",
    "乙一一一",
    "乙二二二",
    "乙三三三",
    "菜价回落",
    "丙一一一",
    "丙二二二",
    "丁一一一",
    "丁二二二",
]


def in_source(text):
    """Return the pieces of a text's rows between spaces, in the order of the source."""
    made, at = [], 0
    for row, words in enumerate(text.split("\n")):
        for place, word in enumerate(words.split(" ")):
            joint = "space" if place else "newline"
            made.append(Line(len(made), Span(at, at + len(word)), word, joint, row, 0, float(len(word))))
            at += len(word) + 1
    return tuple(made)


@pytest.fixture(scope="module")
def lines():
    """Return the lines of the page in reading order."""
    by_text = {line.text: line for line in in_source(PAGE)}
    return tuple(replace(by_text[text], number=number) for number, text in enumerate(ORDER))


def told(names, values):
    """Return signs by their names."""
    return dict(zip(names, values.tolist(), strict=True))


def test_lines_keep_their_rows_and_where_they_begin_in_them(lines):
    standing = Standing.of(lines)
    assert standing.row.tolist() == [0, 1, 2, 3, 1, 2, 3, 4, 5, 6, 5, 6]
    assert standing.left.tolist() == [0, 0, 0, 0, 4.5, 4.5, 4.5, 0, 0, 0, 4.5, 4.5]
    assert standing.together.tolist() == [1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2]


def test_a_column_is_a_leg(lines):
    standing = Standing.of(lines)
    assert standing.top.tolist() == [0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 10, 10]
    assert standing.bottom.tolist() == [3, 3, 3, 3, 9, 9, 9, 9, 9, 9, 11, 11]


def test_a_page_in_the_order_of_its_source_has_not_moved():
    standing = Standing.of(in_source(PAGE))
    assert standing.moved == 0
    assert set(standing.top.tolist()) == {0}


def test_a_cut_under_a_title_of_the_source_is_told_from_the_next_column(lines):
    titled = np.array([1.0 if line.text in ("大桥今日通车", "菜价回落") else 0.0 for line in lines])
    next_column, next_article = (
        told(CUT_SIGNS, row) for row in cut_signs(Standing.of(lines), [(3, 4), (6, 8)], titled)
    )
    assert (next_column["rows_down"], next_column["same_leg"], next_column["title_between"]) == (-2, 0, 0)
    assert (next_article["rows_down"], next_article["same_leg"], next_article["title_between"]) == (2, 1, 1)
    assert next_article["title_right_above"] == 1


def test_a_title_belongs_to_the_text_under_it(lines):
    signs = TitlesInSource(Standing.of(lines)).signs([(0,), (7,)], [(1, 7), (8, 12)])
    assert signs.shape == (2, 2, len(MATCH_SIGNS))
    own, other = told(MATCH_SIGNS, signs[0, 0]), told(MATCH_SIGNS, signs[0, 1])
    assert (own["rows_to_top"], own["share_below"], own["few_after"], own["nearer_top"]) == (1, 1, 0.75, 0)
    assert (other["rows_to_top"], other["share_below"], other["many_after"], other["over"]) == (
        -3,
        0,
        0,
        0.75,
    )  # of the four above it one is the other headline
    assert told(MATCH_SIGNS, signs[1, 1])["under"] == 1


def test_title_rows_of_two_places_of_the_source_are_apart(lines):
    at = Standing.of((lines[0], lines[7], *lines[1:7], *lines[8:]))
    assert told(BORDER_SIGNS, border_signs(at, [1])[0])["rows_on"] == 4


def test_a_page_of_one_line_stands_alone():
    standing = Standing.of(in_source("标题"))
    assert (standing.moved, standing.shared, standing.together.tolist()) == (0, 0, [1])
