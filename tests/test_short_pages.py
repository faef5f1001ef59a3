"""Short pages of typical rows: every line finds a place, whatever stands alone or beside what."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker import ReconstructOptions, read_string
from epubmaker.model.conservation import assert_conserved
from epubmaker.pages import split_pages
from epubmaker.pipeline import reconstruct_pages

JUMPS = ["（下转第2版）", "（上接第1版）", "下转3版", "▶上接A1版"]
ROWS = [
    "河东日报",
    "2021年3月4日 星期四",
    "第2版",
    "■记者 李明",
    "本报记者 王强 摄",
    "春耕时节农机手忙下田",
    "本报讯 昨天上午，全市春季植树活动在河边公园举行，三百多名市民参加。",
    "本报讯",
    "责任编辑 张三",
    "今日天气 晴 12℃~20℃",
    "电话：0573-85012345",
    "编者按",
    "广告",
    "图为植树现场。",
    "——记某某厂",
    "一、",
]
SEPARATORS = ["\n", "\n\n", "\f", "\f第2版\n"]


def reconstructed(text):
    """Return the edition of a text, as a build makes it."""
    source = read_string(text)
    edition = reconstruct_pages(source, split_pages(source), ReconstructOptions())
    assert_conserved(source, edition)
    return edition


@pytest.mark.parametrize("row", [*JUMPS, *ROWS])
def test_a_row_by_itself_has_a_place(row):
    edition = reconstructed(row)
    assert edition.articles or edition.furniture or edition.unplaced


@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_line_beside_any_other_row_has_a_place(jump):
    """Of jump lines in other words only those in the next row are tried."""
    for row, separator in itertools.product(
        [*JUMPS[:2], *ROWS], SEPARATORS if jump in JUMPS[:2] else SEPARATORS[:1]
    ):
        reconstructed(jump + separator + row)
        reconstructed(row + separator + jump)


def test_a_page_of_nothing_but_a_jump_line_costs_no_edition():
    page = "春季植树活动举行\n\n本报讯 昨天上午，全市春季植树活动在河边公园举行，三百多名市民参加。\n"
    edition = reconstructed(f"{page}\f第2版\n（上接第1版）")
    assert edition.articles[0].headline == "春季植树活动举行"
    told = [item.text for item in (*edition.furniture, *edition.unplaced)]
    assert "（上接第1版）" in told


@given(
    st.lists(st.tuples(st.sampled_from([*JUMPS, *ROWS]), st.sampled_from(SEPARATORS)), min_size=1, max_size=8)
)
@settings(max_examples=80, deadline=None)
def test_every_line_of_a_short_page_has_a_place(rows):
    reconstructed("".join(row + separator for row, separator in rows))
