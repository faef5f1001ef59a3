"""Long texts are searched in parts: nothing is lost at their borders, and the cost grows with the length."""

from hypothesis import given
from hypothesis import strategies as st

from epubmaker.articles.parts import MOST, MOST_TITLES, parts_of
from epubmaker.model.conservation import check_conservation
from epubmaker.pipeline import reconstruct
from epubmaker.readers import read_string
from epubmaker.roles.tags import Tag


@given(st.lists(st.sampled_from([Tag.FIRST, Tag.MORE, Tag.HEADLINE, Tag.BYLINE]), max_size=3 * MOST))
def test_parts_hold_every_line_once_and_are_no_fuller_than_a_page(tags):
    parts = list(parts_of(tags))
    assert [line for part in parts for line in part] == list(range(len(tags)))
    assert all(len(part) <= MOST for part in parts)
    assert all(sum(tags[line] is Tag.HEADLINE for line in part) <= MOST_TITLES for part in parts)


def test_a_part_ends_where_a_title_stands_behind_a_text():
    item = [Tag.HEADLINE, Tag.FIRST, *[Tag.MORE] * 18]
    parts = list(parts_of(item * 120))
    assert len(parts) > 2
    assert all(part.start % len(item) == 0 for part in parts)


def test_a_long_text_keeps_every_character():
    items = [
        f"第{number}社区图书室昨天开放\n　　第{number}社区的图书室昨天开放，居民可以免费借阅图书，每天晚上开到九点。\n"
        for number in range(1, 121)
    ]
    source = read_string("".join(items))
    edition = reconstruct(source)
    assert not check_conservation(source, edition)
