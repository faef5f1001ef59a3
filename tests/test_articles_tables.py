"""What speaks for the end of a paragraph and what the source says of cuts: each sum worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_articles_pieces import FULL, NEXT, line, shape_of

from epubmaker.articles.paragraphs import break_score, break_signs, is_truncated, shape_score
from epubmaker.articles.places import Standing
from epubmaker.articles.scene import runs_between
from epubmaker.articles.standing import (
    BORDER_SIGNS,
    CUT_SIGNS,
    MATCH_SIGNS,
    TitlesInSource,
    border_signs,
    cut_signs,
)
from epubmaker.model import Line, Seam, SeamTable, Span

# The column is fifteen em wide. The sentence ends or not: .8 or -3; the line before is short, rather short, full: 3 or 1.8, 1.2 or
# 0, -.6; the line after is full -2.2, begins further in 1.8, 1 or 3.2, is anything else -.4; nothing stands between both: -.3.
SCORES = [
    ("果农说。", NEXT, 0.8 + 3.0 - 2.2 - 0.3),
    ("果农说", NEXT, -3.0 + 1.8 - 2.2 - 0.3),
    (FULL, NEXT, -3.0 - 0.6 - 2.2 - 0.3),
    (FULL[:14], NEXT, -3.0 - 0.6 - 2.2 - 0.3),  # it leaves one em, 1.3 is something
    (FULL[:13], NEXT, -3.0 + 0.0 - 2.2 - 0.3),
    (FULL[:12], NEXT, -3.0 + 1.8 - 2.2 - 0.3),
    (FULL[:12] + "。", NEXT, 0.8 + 1.2 - 2.2 - 0.3),
    (FULL[:13] + "。", NEXT, 0.8 - 0.6 - 2.2 - 0.3),
    ("果农说。", NEXT[:14], 0.8 + 3.0 - 0.4 - 0.3),
    ("果农说。", NEXT[:13], 0.8 + 3.0 + 1.8 - 0.3),
    ("果农说。", NEXT[:12], 0.8 + 3.0 + 1.8 - 0.3),
    ("果农说。", NEXT[:11], 0.8 + 3.0 - 0.4 - 0.3),
    (FULL, NEXT[:13], -3.0 - 0.6 + 1.0 - 0.3),
    (FULL, NEXT[:12] + "。", -3.0 - 0.6 + 0.0 - 0.3),
]


@pytest.mark.parametrize(("left", "right", "expected"), SCORES)
def test_the_shape_of_two_lines(left, right, expected):
    first, second = line(left), line(right, 1)
    assert shape_score(first, second, None, shape_of(first, second)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("right", "joined", "expected"),
    [
        ({"indent": 2}, False, 0.8 + 3.0 + 3.0 - 0.3),
        ({"indent": 1}, False, 0.8 + 3.0 - 2.2 - 0.3),
        ({"joint": "blank"}, False, 0.8 + 3.0 - 2.2 + 0.8),
        ({"number": 5}, False, 0.8 + 3.0 - 2.2),
        ({}, True, 0.8 + 3.0 - 2.2 + 1.6),
        ({"joint": "space"}, True, 0.8 + 3.0 - 2.2 - 0.8),
    ],
)
def test_what_stands_between_two_lines(right, joined, expected):
    first, second = line("果农说。"), replace(line(NEXT, 1), **right)
    assert shape_score(first, second, None, shape_of(first, second, joined=joined)) == pytest.approx(expected)


def test_the_end_of_a_row_speaks_for_the_end_of_a_paragraph_whose_first_line_is_seen():
    first, second = line(FULL), line(NEXT[:13], 1)
    assert shape_score(first, second, None, shape_of(first, second, joined=True)) == pytest.approx(
        -3.6 + 3.2 + 0.8
    )
    inside = line(NEXT[:13], 1, joint="space")
    assert shape_score(first, inside, None, shape_of(first, inside, joined=True)) == pytest.approx(
        -3.6 + 1.0 - 0.8
    )


@pytest.mark.parametrize(("after", "expected"), [(NEXT[:13], 3.5), (NEXT[:14], 3.1), (NEXT, 3.1)])
def test_a_short_line_before_another_may_be_all_of_its_paragraph(after, expected):
    first, second, third = line("果农说。"), line(NEXT[:11], 1), line(after, 2)
    assert shape_score(first, second, third, shape_of(first, second)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "truncated"),
    [
        (FULL, True),
        (FULL[:14], True),
        (FULL[:13], False),
        (FULL[:14] + "。", False),
        (FULL[:14] + "：", False),
        (FULL[:14] + "，", True),
    ],
)
def test_a_full_line_that_ends_nothing_is_truncated(text, truncated):
    assert is_truncated(line(text)) is truncated


def page_with(left, right, *, odds=2.0, closes=1.0, opens=-1.0, order=3.0, joined=False):
    table = SeamTable(((Seam(0, 1, odds),), ()), (0.0, opens), (closes, 0.0), -6.0, (order, 0.0))
    return replace(shape_of(left, right, joined=joined), seams=table)


@pytest.mark.parametrize(
    ("given", "signs"),
    [
        ({}, (1.0, 0.5, 2.0, 1.0, -1.0, 3.0)),
        ({"odds": 9.0, "closes": 7.0, "opens": 7.0, "order": 7.0}, (1.0, 0.5, 8.0, 5.0, 5.0, 5.0)),
        ({"odds": -9.0, "closes": -7.0, "opens": -7.0, "order": -7.0}, (1.0, 0.5, -6.0, -5.0, -5.0, -5.0)),
    ],
)
def test_what_the_seams_say_counts_so_much_at_most(given, signs):
    left, right = line(FULL), line(NEXT, 1)
    assert break_signs(left, right, 0.5, page_with(left, right, **given)) == signs


def test_of_lines_that_were_apart_the_order_says_nothing():
    left, right = line(FULL), line(NEXT, 1)
    page = page_with(left, right)
    table = SeamTable(((), (), ()), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0), -6.0, (3.0, 0.0, 0.0))
    far = replace(right, number=2)
    assert break_signs(left, far, 0.5, replace(page, seams=table)) == (1.0, 0.5, -6.0, 1.0, -1.0, 0.0)
    shape = -3.0 - 0.6 - 2.2
    expected = 0.89 + 0.52 * shape - 0.39 * -6.0 + 0.41 * 1.0 + 0.62 * -1.0
    assert break_score(left, far, None, replace(page, seams=table)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        (False, -1.12 - 0.18 * -6.1 - 0.19 * 2 + 0.77 * 1 + 0.95 * -1 - 0.32 * 3),
        (True, -0.39 + 0.10 * -5.0 - 0.24 * 2 + 0.43 * 1 + 0.69 * -1 - 0.58 * 3),
    ],
)
def test_shape_and_seams_are_weighed_together(joined, expected):
    left, right = line(FULL), line(NEXT, 1)
    assert break_score(left, right, None, page_with(left, right, joined=joined)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("left", "right", "odds", "order", "torn"),
    [
        (FULL[:8], NEXT, -1.0, 3.0, True),  # less than .55 of fifteen em, and the words do not run on
        (FULL[:9], NEXT, -1.0, 3.0, False),
        (FULL[:8], NEXT, 1.0, 3.0, False),
        (FULL, NEXT[:13], -1.0, -2.0, True),  # a first line, and source order does not hold
        (FULL, NEXT[:13], -1.0, -1.0, False),
        (FULL, NEXT[:12] + "。", -1.0, -2.0, False),
        (FULL, NEXT, -1.0, -2.0, False),
        (FULL, NEXT[:11], -1.0, -2.0, False),
    ],
)
def test_words_that_break_off_where_lines_look_like_an_end_were_torn(left, right, odds, order, torn):
    first, second = line(left), line(right, 1)
    page = page_with(first, second, odds=odds, order=order)
    shape = shape_score(first, second, None, page)
    plain = -1.12 - 0.18 * shape - 0.19 * odds + 0.77 * 1 + 0.95 * -1 - 0.32 * order
    assert break_score(first, second, None, page) == pytest.approx(plain + (4.0 if torn else 0.0))


@pytest.mark.parametrize(
    ("cuts", "count", "runs"), [((0,), 3, [(0, 3)]), ((0, 2), 5, [(0, 2), (2, 5)]), ((0,), 0, [])]
)
def test_runs_between_cuts(cuts, count, runs):
    assert runs_between(cuts, count) == runs


# Two columns of three rows, read row by row; the reading order goes down the first, then down the second.


def standing():
    places = [0, 2, 4, 1, 3, 5]
    lines = [
        Line(at, Span(20 * place, 20 * place + 9), FULL[:9], "newline", place // 2, 0, 9.0, 9.0)
        for at, place in enumerate(places)
    ]
    return Standing.of(lines)


TITLED = np.array([0.3, 0.0, 0.1, 0.0, 0.6, 0.2])


def test_where_lines_stand_in_the_source():
    at = standing()
    assert at.rank.tolist() == [0, 2, 4, 1, 3, 5]
    assert at.by_rank.tolist() == [0, 3, 1, 4, 2, 5]
    assert at.left.tolist() == [
        0,
        0,
        0,
        14.5,
        14.5,
        14.5,
    ]  # eleven characters lie between both: half an em each
    assert at.right.tolist() == [9, 9, 9, 23.5, 23.5, 23.5]
    assert at.together.tolist() == [2] * 6
    assert (at.top.tolist(), at.bottom.tolist()) == ([0, 0, 0, 3, 3, 3], [2, 2, 2, 5, 5, 5])
    assert (at.moved, at.shared, at.is_across) == (0.2, 1.0, True)


def test_a_jump_of_more_than_a_step_ends_a_leg():
    def legs(step):
        lines = [
            Line(at, Span(20 * at * step, 20 * at * step + 9), FULL, "newline", at, 0, 15.0, 15.0)
            for at in range(3)
        ]
        others = [
            Line(3 + at, Span(20 * at + 30, 20 * at + 39), FULL, "newline", 9, 0, 15.0)
            for at in range(2 * step)
        ]
        return Standing.of([*lines, *others]).top[:3].tolist()

    assert legs(8) == [0, 0, 0]
    assert legs(30) == [0, 1, 2]


CUTS = {
    # (between two lines of a column, between the foot of a column and the head of the next)
    "rows_down": (1, -2),
    "lines_down": (2, -3),
    "same_leg": (1, 0),
    "top_rows": (0, 0),
    "top_lines": (0, 1),
    "bottom_rows": (0, 0),
    "bottom_lines": (0, 1),
    "in_leg": (2, 0),
    "to_leg_end": (1, 0),
    "leg_before": (2, 2),
    "leg_after": (2, 2),
    "title_between": (0.6, 0),
    "title_above": (0.6, 0.3),
    "title_right_above": (0.3, 0),
    "title_below_end": (0.1, 0),
    "in_row": (2, 2),
    "in_row_before": (2, 2),
    "across": (0, 14.5),
    "moved": (0.2, 0.2),
    "shared": (1, 1),
}


@pytest.mark.parametrize("sign", CUTS)
def test_what_the_source_says_of_two_cuts(sign):
    signs = cut_signs(standing(), [(1, 2), (2, 3)], TITLED)
    assert signs[:, CUT_SIGNS.index(sign)].tolist() == pytest.approx(CUTS[sign])


def test_a_page_without_cuts_has_no_signs():
    assert cut_signs(standing(), [], TITLED).shape == (0, len(CUT_SIGNS))


def test_what_the_source_says_of_borders_of_titles():
    signs = dict(zip(BORDER_SIGNS, border_signs(standing(), [1, 3]).T.tolist(), strict=True))
    assert signs == {
        "rows_on": [1, -2], "lines_on": [2, -3], "across": [0, 14.5], "in_row_above": [2, 2], "in_row": [2, 2],
        "moved": [0.2, 0.2], "shared": [1, 1],
    }  # fmt: skip


MATCHES = {
    # the title is the first line of the first column; the texts are the rest of it, and the second column
    "rows_to_first": (1, 0),
    "rows_to_top": (1, 0),
    "rows_to_bottom": (2, 2),
    "share_below": (1, 2 / 3),
    "lines_to_first": (2, 1),
    "lines_to_top": (2, 1),
    "lines_to_bottom": (4, 5),
    "few_after": (0.4, 0.6),
    "many_after": (0.4, 0.6),
    "few_before": (0, 0),
    "many_before": (0, 0),
    "under": (1, 0),
    "over": (0, 0),
    "beside": (0, 1),
    "nearer_top": (0, 0),
    "nearer_bottom": (0, 0),
    "between_top": (0, 0),
    "in_row": (2, 2),
    "across": (0, 14.5),
    "title_left": (0, 0),
    "title_width": (9, 9),
    "moved": (0.2, 0.2),
    "shared": (1, 1),
}


@pytest.mark.parametrize("sign", MATCHES)
def test_what_the_source_says_of_a_title_and_two_texts(sign):
    signs = TitlesInSource(standing()).signs([(0,)], [(1, 3), (3, 6)])
    assert signs.shape == (2, 1, len(MATCH_SIGNS))
    assert signs[:, 0, MATCH_SIGNS.index(sign)].tolist() == pytest.approx(MATCHES[sign])


def test_titles_are_ranked_by_how_near_they_stand():
    signs = TitlesInSource(standing()).signs([(0,), (3,)], [(1, 3), (4, 6)])
    told = dict(zip(MATCH_SIGNS, np.moveaxis(signs, 2, 0).tolist(), strict=True))
    assert told["lines_to_top"] == [[2, 1], [3, 2]]
    assert told["nearer_top"] == [[1, 0], [1, 0]]
    assert told["nearer_bottom"] == [[1, 0], [1, 0]]
    assert told["between_top"] == [[1, 0], [1, 0]]
    assert TitlesInSource(standing()).signs([], [(0, 1)]).shape == (1, 0, len(MATCH_SIGNS))
