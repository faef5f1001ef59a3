"""What titles announce and texts are: notices, lists, or neither; by cases as newspapers print them."""

import pytest

from epubmaker.articles.genres import LIST, NEITHER, NOTICE, TextGenres, generic_odds, genre_odds, title_genre


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
    assert title_genre(title) == genre


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
    assert TextGenres(paragraphs).of(0, len(paragraphs)) == genre


def test_a_run_is_told_by_its_own_paragraphs_alone():
    text = "河东新桥昨天通车，两岸居民过河不再绕路。"
    genres = TextGenres([text, "一等奖：周明远", "二等奖：林晓岚", "三等奖：何叶舟"])
    assert [genres.of(0, 1), genres.of(1, 4)] == [NEITHER, LIST]


def test_like_kinds_speak_for_a_match_and_unlike_ones_against_it():
    odds = genre_odds([NEITHER, NOTICE, LIST], [NEITHER, NOTICE, LIST])
    assert odds.shape == (3, 3)
    assert all(odds[kind, kind] == max(odds[kind]) == max(odds[:, kind]) for kind in range(3))


def test_a_title_that_names_no_subject_is_whole():
    whole, other = generic_odds(["启事", "广西红沙港核电项目"])
    assert whole > 0 == other
