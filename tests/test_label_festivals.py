"""Days that newspapers name: since when they are kept, and how they fall, as any almanac has it."""

from __future__ import annotations

from datetime import date

import pytest

from epubmaker.label.calendar_festivals import FESTIVALS

BY_NAME = {festival.name: festival for festival in FESTIVALS}
# The year in which a day was kept for the first time.
FIRST = {
    "植树节": 1979,
    "消费者权益日": 1983,
    "教师节": 1985,
    "土地日": 1991,
    "记者节": 2000,
    "防灾减灾日": 2009,
    "全民健身日": 2009,
    "中国旅游日": 2011,
    "全国交通安全日": 2012,
    "宪法日": 2014,
    "国家公祭日": 2014,
    "烈士纪念日": 2014,
    "国家安全教育日": 2016,
    "航天日": 2016,
    "科技工作者日": 2017,
    "品牌日": 2017,
    "医师节": 2018,
    "农民丰收节": 2018,
    "警察节": 2021,
    "全国生态日": 2023,
}
DAYS = {
    ("烈士纪念日", 2020): date(2020, 9, 30),
    ("宪法日", 2020): date(2020, 12, 4),
    ("国家公祭日", 2020): date(2020, 12, 13),
    ("农民丰收节", 2018): date(2018, 9, 23),
    ("农民丰收节", 2020): date(2020, 9, 22),
    ("航天日", 2021): date(2021, 4, 24),
    ("全国交通安全日", 2020): date(2020, 12, 2),
}


@pytest.mark.parametrize(("name", "year"), FIRST.items())
def test_a_day_is_kept_since_the_year_in_which_it_was_made(name, year):
    assert BY_NAME[name].first == year


@pytest.mark.parametrize(("named", "day"), DAYS.items())
def test_a_day_falls_where_the_almanac_has_it(named, day):
    name, year = named
    assert BY_NAME[name].day(year) == day
