"""What titles announce and texts are: notices, lists, or neither; by cases as newspapers print them."""

import pytest

from epubmaker.articles.genres import (
    LIST,
    NEITHER,
    NOTICE,
    Genre,
    TextGenres,
    generic_odds,
    genre_odds,
    title_genre,
)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("公告", NOTICE),
        ("关于停水的公告", NOTICE),
        ("招聘启事", NOTICE),
        ("遺失聲明", NOTICE),
        ("【通知】", NOTICE),
        ("一周价格行情", LIST),
        ("獲獎名單", LIST),
        ("常用电话", LIST),
        ("今日看点", LIST),
        ("公告栏搬进手机", NEITHER),
        ("市图书馆延长开放时间", NEITHER),
        ("中共中央办公厅国务院办公厅印发关于加强基层治理体系和治理能力现代化建设的通知", NEITHER),
    ],
)
def test_a_title_announces_a_kind_of_matter(title, genre):
    assert title_genre(title).kind == genre


@pytest.mark.parametrize(
    ("paragraphs", "genre"),
    [
        (
            ["因线路检修，定于六月三日停止供电，给您带来不便，敬请谅解。", "特此公告。", "河东供电公司"],
            NOTICE,
        ),
        (["本店遗失营业执照副本，声明作废。"], NOTICE),
        (["白菜　2.6元", "土豆　1.8元", "猪肉　15元"], LIST),
        (["一等奖：周明远", "二等奖：林晓岚、陈小舟", "三等奖：何叶舟"], LIST),
        (["河东新桥昨天通车，两岸居民过河不再绕路。", "镇长说，这座桥等了十二年。"], NEITHER),
        (["新桥通车"], NEITHER),
        (
            ["西门早市，近日搬进", "新建的大棚，摊位多了", "八十个，车位也多了"],
            NEITHER,
        ),  # torn rows of running text
        (["根据粮食法的规定，粮库每年轮换三分之一。", "记者了解到，今年的轮换已经完成。"], NEITHER),
    ],
)
def test_a_text_shows_what_it_is_by_its_form(paragraphs, genre):
    assert TextGenres(paragraphs).of(0, len(paragraphs)).kind == genre


def test_a_run_is_told_by_its_own_paragraphs_alone():
    text = "河东新桥昨天通车，两岸居民过河不再绕路。"
    genres = TextGenres([text, "一等奖：周明远", "二等奖：林晓岚", "三等奖：何叶舟"])
    assert [genres.of(0, 1).kind, genres.of(1, 4).kind] == [NEITHER, LIST]


def test_like_kinds_speak_for_a_match_and_unlike_ones_against_it():
    kinds = [Genre(NEITHER), Genre(NOTICE), Genre(LIST)]
    odds = genre_odds(kinds, kinds)
    assert odds.shape == (3, 3)
    assert all(odds[kind, kind] == max(odds[kind]) == max(odds[:, kind]) for kind in range(3))


def test_a_title_that_names_no_subject_is_whole():
    whole, other = generic_odds(["启事", "广西红沙港核电项目"])
    assert whole > 0 == other


LISTS = {
    "常用电话": ["供水抢修　85123456", "供电抢修　0573-85120011", "社区服务　85127788"],
    "一周菜价": ["白菜　2.6元", "土豆　1.8元", "猪肉　15元"],
    "获奖名单": ["一等奖：周明远、林晓岚", "二等奖：陈小舟、何叶舟", "三等奖：吴桐、许知秋"],
    "联赛赛程": ["周六14:00　河东队对河西队", "周日14:00　城南队对城北队", "周一19:30　东郊队对西郊队"],
    "车站排行榜": ["1　河东站　96", "2　河西站　88", "3　城南站　75"],
}


@pytest.mark.parametrize("title", LISTS)
def test_a_list_is_below_the_title_that_names_what_it_is_of(title):
    texts = [TextGenres(rows).of(0, len(rows)) for rows in LISTS.values()]
    odds = genre_odds([title_genre(title)], texts)[:, 0]
    assert list(LISTS)[odds.argmax()] == title
    assert sorted(odds)[-1] > sorted(odds)[-2]


def test_a_list_of_nothing_that_can_be_told_is_below_any_title_of_lists_alike():
    (text,) = (TextGenres(rows).of(0, 3) for rows in [["河东新桥", "河西新站", "城南新楼"]])
    odds = genre_odds([title_genre(title) for title in LISTS], [text])
    assert len(set(odds[0])) == 1
