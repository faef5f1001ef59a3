"""What is known of matches of titles and texts, in one layout of a page and the next."""

from __future__ import annotations

import numpy as np

from epubmaker.articles.layout import TitleGroup
from epubmaker.articles.matched import KnownMatches
from epubmaker.roles.tags import Tag

ONE = TitleGroup((0,), (Tag.HEADLINE,), 0, inside=False)
TWO = TitleGroup((4, 5), (Tag.KICKER, Tag.HEADLINE), 1, inside=False)
TWO_READ_OTHERWISE = TitleGroup((4, 5), (Tag.HEADLINE, Tag.DECK), 1, inside=False)
TWO_FURTHER_ON = TitleGroup((4, 5), (Tag.KICKER, Tag.HEADLINE), 7, inside=True)
UPPER, LOWER = (1, 3), (6, 9)


def test_of_a_match_that_was_not_weighed_nothing_is_known():
    known = KnownMatches()
    assert np.isnan(known.of([UPPER, LOWER], known.numbers([ONE, TWO]))).tolist() == [[True, True]] * 2


def test_a_match_is_known_in_another_layout_by_the_rows_of_the_title_and_the_lines_of_the_text():
    known = KnownMatches()
    known.keep([UPPER, LOWER], known.numbers([ONE, TWO]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    again = known.of([LOWER, (6, 8)], known.numbers([TWO_READ_OTHERWISE, TWO_FURTHER_ON, ONE]))
    assert np.isnan(again).tolist() == [[True, False, False], [True, True, True]]
    assert again[0, 1:].tolist() == [4.0, 3.0]


def test_what_is_kept_later_stands_beside_what_was_known():
    known = KnownMatches()
    known.keep([UPPER], known.numbers([ONE]), np.array([[1.0]]))
    known.keep([UPPER], known.numbers([TWO, TWO_READ_OTHERWISE]), np.array([[5.0, 6.0]]))
    assert known.of([UPPER], known.numbers([ONE, TWO, TWO_READ_OTHERWISE])).tolist() == [[1.0, 5.0, 6.0]]


def test_a_page_without_titles_has_no_matches():
    known = KnownMatches()
    assert known.of([UPPER, LOWER], known.numbers([])).shape == (2, 0)
