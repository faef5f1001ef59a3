"""Rows that only name who wrote or who made the pictures, and where they stand in the article."""

from __future__ import annotations

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.label.signed import signed_role
from epubmaker.model import Role
from epubmaker.model.conservation import check_conservation
from epubmaker.pipeline import ReconstructOptions
from epubmaker.readers.corrections import parse_corrections

PAGE = """全市秋粮收购启动
{row}
今年入秋以来，各地粮库陆续开仓收粮，农户排队售粮，秩序井然。收储企业增开晚间窗口，农户最快二十分钟便可结算离场。据统计，首周共收购稻谷三千余吨，比去年同期略有增加。

图书馆延长开放
本报讯　图书馆昨天起延长开放时间，每天从早上八点开到晚上十点，周末不闭馆。馆方增加了自习座位二百个，并为读者准备了热水和雨伞。
"""


@pytest.mark.parametrize(
    "row",
    [
        "文/图 本报记者 方晓静",
        "方晓静钱国平摄影报道",
        "本报记者方晓静钱国平孙海",
        "《江南周刊》记者：方晓静",
        "河东晚报/河东新闻记者方晓静",
        "河东网-河东日报记者方晓静",
        "（新华社海滨5月17日电记者方晓静、钱国平）",
        "每经记者方晓静每经编辑钱国平",
        "河东网讯记者方晓静",
        "方晓静 文 钱国平 摄",
        "融媒体记者 方晓静 通讯员 钱国平 文/摄",
        "本报讯 记者方晓静报道",
        "策划：方晓静　统筹：钱国平",
        "（本报记者方晓静整理）",
        "採訪整理：林美玲",
        "王瑛 文/摄",
        "方晓静、钱国平 编译",
        "本版文字／本报记者方晓静",
    ],
)
def test_who_wrote_is_a_byline(row):
    assert signed_role(row) is Role.BYLINE


@pytest.mark.parametrize(
    "row",
    [
        "漫画/方晓静",
        "本版制图：方晓静",
        "图片由方晓静提供",
        "摄影 本报记者 方晓静",
        "记者 方晓静 摄",
        "剪辑丨方晓静",
        "方晓静摄（影像中国）",
        "海滨文化中心供图",
        "方晓静资料图片",
        "图片来源于网络",
        "供图/视觉中国",
        "本组图片摄影：河东报记者方晓静",
    ],
)
def test_who_made_the_picture_is_a_credit(row):
    assert signed_role(row) is Role.CREDIT


@pytest.mark.parametrize(
    "row",
    [
        "文/走进社区",
        "摄影展在文化馆开幕",
        "高原秋色摄影报道会",
        "国庆佳节摄影报道",
        "江南春色 摄影大赛启动",
        "统筹 推进 落实",
        "整理王家老宅的往事",
        "记者在一线",
        "口述历史",
        "薛进文",
        "新华社高级记者方晓静逝世",
        "图书馆延长开放",
        "记者体验高铁的速度",
        "本报记者高温下走访工地",
        "图片来源要注明",
        "（作者为本报记者）",
        "作者简介",
        "策划：让城市更美",
    ],
)
def test_titles_and_names_alone_are_neither(row):
    assert signed_role(row) is None


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("方晓静 编译", ["方晓静"]),
        ("採訪：方曉靜", ["方曉靜"]),
        ("翻譯：林美玲", ["林美玲"]),
        ("记者 方晓静 文 钱国平 摄", ["方晓静", "钱国平"]),
        ("统筹：方晓静 采写：钱国平 摄影：孙海", ["方晓静", "钱国平", "孙海"]),
        ("文/图 本报记者 方晓静", ["方晓静"]),
    ],
)
def test_a_row_below_a_title_is_its_byline_and_no_title(row, names):
    source = read_string(PAGE.format(row=row))
    edition = reconstruct(source)
    assert not check_conservation(source, edition)
    first, second = edition.articles
    assert (first.headline, first.kicker, first.deck) == ("全市秋粮收购启动", None, None)
    assert [name for byline in first.bylines for name in byline.names] == names
    assert second.headline == "图书馆延长开放"
    assert not edition.furniture


@pytest.mark.parametrize("row", ["漫画/方晓静", "本版摄影：方晓静", "图片由方晓静提供"])
def test_who_made_a_picture_is_no_title(row):
    first = reconstruct(read_string(PAGE.format(row=row))).articles[0]
    assert (first.headline, first.kicker) == ("全市秋粮收购启动", None)
    assert [block.text for block in first.blocks if block.kind == "credit"] == [row]


def test_what_a_person_has_said_stays():
    said = parse_corrections('corrections = [{ role = "翻译：林美玲", is = "headline" }]')
    edition = reconstruct(read_string(PAGE.format(row="翻译：林美玲")), ReconstructOptions(corrections=said))
    assert "翻译：林美玲" in (edition.articles[0].headline or "")


STORY = [
    "老街改造工程下月开工。社区把图纸贴在了巷口，居民可以写下自己的意见，也可以打电话告诉社区的工作人员。",
    "到昨天为止，收到的意见一共有四十二条，其中三十条已经写进了方案。",
]


@pytest.mark.parametrize("sign", ["◎", "○", "□　"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_sign_and_a_name_below_a_headline_are_who_wrote(sign, gap):
    rows = ["老街改造听取居民意见", f"{sign}周明远", *STORY]
    (article,) = reconstruct(read_string(gap.join(rows))).articles
    assert article.headline == rows[0]
    assert [byline.names for byline in article.bylines] == [("周明远",)]
    assert [block.text for block in article.blocks] == STORY


def test_signed_items_of_a_list_name_nobody():
    rows = ["夏季用水提示", "◎时间", STORY[0], "◎地点", STORY[1]]
    (*articles,) = reconstruct(read_string("\n".join(rows))).articles
    assert not [byline for article in articles for byline in article.bylines]
