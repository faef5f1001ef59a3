"""A text with a table in it is a text: only where much of it stands behind gaps do blanks carry positions."""

from __future__ import annotations

import pytest

from epubmaker.arrange.spaced import with_places
from epubmaker.readers import read_string

PROSE = (
    "昨天清晨，东街菜场的摊主们比往常早到了一个钟头。\n新搭的棚顶已经盖好，雨水顺着檐沟流进了街边的暗渠。\n"
    "卖豆腐的老周在这里站了二十年，头一回不用穿胶鞋出摊。\n来买菜的人也多了，有人从三站路外坐车过来看个新鲜。\n"
)
NAMES = ["东门", "南门外", "西大街口", "北门桥头边", "老井", "新桥南", "河东渡口", "城隍庙后街"]


def table():
    """Return eight rows: a place, blanks up to the same cell, and what is there."""
    return "".join(
        f"{name}{' ' * (12 - len(name))}早市夜市摊位{number}0个整\n" for number, name in enumerate(NAMES, 1)
    )


@pytest.mark.parametrize("times", [6, 12])
def test_a_table_in_running_text_makes_no_columns_of_it(times):
    source = read_string(PROSE * times + table() + PROSE * times)
    assert with_places(source) is source


def test_the_same_rows_by_themselves_stand_in_columns():
    assert with_places(read_string(table() * 2)).pages
