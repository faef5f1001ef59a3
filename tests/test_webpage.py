"""Articles copied from web pages, apps and mails: what stands round them is no part of them."""

from __future__ import annotations

from time import process_time

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.label import label_lines
from epubmaker.label.rows import group_rows
from epubmaker.label.signed import signed_role
from epubmaker.label.webpage import web_rows
from epubmaker.model import Role
from epubmaker.model.conservation import check_conservation
from epubmaker.restore import rebuild_source
from epubmaker.segment import split_lines

TEXT = """中街的青石板路上，施工队正在更换地下管线。与以往不同，这次改造没有一户居民搬离。
“边住边修，街坊都在。”住了四十年的陈阿婆说。
据街道负责人介绍，改造工程将于12月底完工，惠及居民326户。"""
MESSENGER = f"""老街改造不搬一户人家
海滨发布 2019-10-03 18:26 浙江
↑点击上方蓝字关注我们↑
{TEXT}
来源：海滨日报
记者：方晓静
通讯员：钱国平
编辑：李梅
审核：王建国
往期推荐
1. 国庆假期景区限流公告
2. 图书馆延长开放时间
点个“在看”，分享给更多人
阅读 1.2万 赞 86 在看 32
写留言
"""
WEB = f"""您当前的位置：首页 > 新闻中心 > 本地新闻
老街改造不搬一户人家
2019-10-03 08:30:15　来源：海滨日报　字号：大 中 小
分享到：微博 微信 QQ空间
{TEXT}
【打印】【关闭】【收藏】
上一篇：全市秋粮收购全面启动
下一篇：国庆假期景区限流公告
相关新闻
· 图书馆举办亲子阅读活动 2019-09-28
· 读书月活动启动 2019-09-20
Copyright © 2019 海滨新闻网 All Rights Reserved
"""
MAIL = (
    "发件人: 方晓静 <fang@paper.example>\n发送时间: 2019年10月3日 20:15\n收件人: 李梅 <limei@paper.example>\n主题: 转发: 稿件\n\n"
    "> 老街改造不搬一户人家\n> 本报记者 方晓静\n" + "".join(f"> {row}\n" for row in TEXT.split("\n"))
)
APP = "扫描全能王 创建\n- 1 -\n老街改造不搬一户人家\n" + TEXT + "\n- 2 -\n扫描全能王 创建\n"
PORTAL = f"""首发2019-10-03 19:20·海滨融媒
老街改造不搬一户人家
关注
文 | 记者 方晓静 图 | 受访者供图
{TEXT}
举报/反馈
评论 12
"""
TRADITIONAL = """社區食堂開飯啦
聯合報 記者林美玲／台北報導
2021-03-15 01:12
上午11點，濱河社區食堂飄出飯菜香。紅燒魚、豆腐湯、炒青菜，三菜一湯十二元。
社區負責人說，食堂每天供應早中晚三餐，60歲以上老人打八折，行動不便的可以送餐上門。
▪ 延伸閱讀
▪ 春耕開始了
▪ 捷運3號線試營運
讚 1.2萬 分享 留言
社區食堂
老人
"""
PAGES = {"messenger": MESSENGER, "web": WEB, "mail": MAIL, "app": APP, "portal": PORTAL}


@pytest.mark.parametrize("name", PAGES)
def test_one_article_is_left(name):
    source = read_string(PAGES[name])
    edition = reconstruct(source)
    assert not check_conservation(source, edition)
    assert rebuild_source(edition) == PAGES[name]
    (article,) = edition.articles
    assert (article.headline, article.kicker, article.deck) == ("老街改造不搬一户人家", None, None)
    rows = "".join(block.text for block in article.blocks)
    assert len(rows) == len(TEXT.replace("\n", ""))
    assert all(row in rows for row in TEXT.split("\n"))
    assert not edition.unplaced
    assert edition.masthead.page is None
    assert edition.masthead.publisher is None


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("messenger", ["方晓静", "钱国平"]),
        ("mail", ["方晓静"]),
        ("portal", ["方晓静"]),
        ("app", []),
        ("web", []),
    ],
)
def test_who_wrote_is_told(name, names):
    (article,) = reconstruct(read_string(PAGES[name])).articles
    assert [person for byline in article.bylines for person in byline.names] == names


@pytest.mark.parametrize("name", ["messenger", "web", "portal"])
def test_when_it_was_posted_is_the_day_of_the_edition(name):
    assert str(reconstruct(read_string(PAGES[name])).masthead.date) == "2019-10-03"


@pytest.mark.parametrize(
    "row",
    [
        "相关新闻",
        "评论",
        "来源：新华社",
        "（来源：海滨日报）",
        "主题：让城市更美",
        "分享幸福的味道",
        "点赞最美志愿者",
        "推荐一部好书",
        "上一页的精彩",
        "关注",
        "阅读，让城市更美",
        "首页改版",
        "关闭的工厂重新开工",
        "大 中 小",
        "点击创新",
        "版权保护在路上",
        "2019-10-03",
        "2019年10月3日 星期四",
    ],
)
def test_rows_of_newspapers_are_no_web_page(row):
    page = f"老街改造不搬一户人家\n{TEXT}\n\n{row}\n本报讯　市图书馆昨天起延长开放时间，每天从早上八点开到晚上十点。\n"
    labels = label_lines(split_lines(read_string(page)))
    assert not {label.rule for label in labels} & {"rights", "web-page", "posted", "page-number"}


def test_signs_of_quotation_are_taken_off_where_there_are_some():
    edition = reconstruct(read_string(MAIL))
    assert all(">" not in block.text for article in edition.articles for block in article.blocks)
    once = reconstruct(read_string("老街改造\n> 一行\n" + TEXT + "\n"))
    assert ">" in "".join(block.text for article in once.articles for block in article.blocks) + "".join(
        f"{article.headline}{article.deck}" for article in once.articles
    ) + "".join(piece.text for piece in (*once.furniture, *once.unplaced))


def test_a_name_of_other_articles_alone_is_a_label():
    other = "全市秋粮收购启动\n本报讯　今年入秋以来，各地粮库陆续开仓收粮，农户排队售粮。\n"
    page = f"老街改造不搬一户人家\n{TEXT}\n\n相关新闻\n{other}"
    labels = label_lines(split_lines(read_string(page)))
    assert all(label.role is not Role.COLOPHON for label in labels)


def test_a_row_with_day_source_and_writer_dates_the_edition_and_signs_the_article():
    page = f"老街改造不搬一户人家\n2019-10-03 08:31 来源：河东日报 作者：方晓静\n分享到：\n{TEXT}\n上一篇：春耕开始了\n"
    edition = reconstruct(read_string(page))
    assert str(edition.masthead.date) == "2019-10-03"
    bylines = [byline for article in edition.articles for byline in article.bylines]
    assert [person for byline in bylines for person in byline.names] == ["方晓静"]


def test_numbers_to_ring_are_no_part_of_what_stands_round_a_text():
    page = (
        f"老街改造不搬一户人家\n分享到：\n{TEXT}\n咨询电话：85123456\n阅读 1200 在看 30\n上一篇：春耕开始了\n"
    )
    edition = reconstruct(read_string(page))
    assert all("85123456" not in piece.text for piece in edition.furniture if piece.kind == "colophon")


def test_key_words_and_links_behind_a_text_are_no_articles():
    (article,) = reconstruct(read_string(TRADITIONAL)).articles
    assert article.headline == "社區食堂開飯啦"
    assert [block.text[:2] for block in article.blocks] == ["上午", "社區"]
    assert [name for byline in article.bylines for name in byline.names] == ["林美玲"]


def test_who_issued_a_notice_and_when_is_no_key_word():
    page = (
        "关于开展社区食堂建设的通知\n发布时间：2021-03-15 09:00\n【字体：大 中 小】\n分享：\n各街道办事处：\n"
        "为方便老年人就餐，现就开展社区食堂建设有关事项通知如下。\n一、建设范围为全市各社区。\n二、每个食堂面积不少于一百平方米。\n"
        "市民政局\n2021年3月15日\n扫一扫在手机打开当前页\n打印 关闭\n"
    )
    edition = reconstruct(read_string(page))
    assert all("市民政局" not in piece.text for piece in (*edition.furniture, *edition.unplaced))


def test_the_title_of_a_window_is_left_out_only_beside_the_headline():
    text = TEXT.split("\n", maxsplit=1)[0]
    frame = "2019-10-03 08:30\n分享到：微博 微信\n{title}\n" + text + "\n打印 关闭\n"
    one = reconstruct(read_string("老街改造_海滨新闻网\n" + frame.format(title="老街改造")))
    assert [article.headline for article in one.articles] == ["老街改造"]
    alone = reconstruct(read_string("老街改造_海滨新闻网\n" + frame.format(title="海滨晚报")))
    assert any("老街改造" in (article.headline or "") for article in alone.articles)


@pytest.mark.parametrize(
    "row", ["A+ " * 26, "阅读8+" * 19, "大 中 小 " * 13, "记者王 明、李 强" * 6, "文/王明 图/李明 " * 5]
)
def test_rows_that_nearly_match_take_no_time(row):
    rows = group_rows(split_lines(read_string("\n".join([f"{row}z。"] * 50))))
    start = process_time()
    web_rows(rows)
    assert process_time() - start < 2.0
    assert all(signed_role(each.text) is None for each in rows)
    assert process_time() - start < 4.0


@pytest.mark.parametrize(
    ("row", "written", "names"),
    [
        ("2019-10-03 08:30 来源：海滨日报 作者：方晓静 字号：大 中 小", "作者：方晓静", ["方晓静"]),
        ("2019年10月03日 08:30:15　来源：海滨日报　记者：方晓静　打印　关闭", "记者：方晓静", ["方晓静"]),
        ("来源：海滨日报 作者：王小明 2019-10-03 08:30", "作者：王小明", ["王小明"]),
        (
            "作者：方晓静 来源：海滨日报 发布时间：2019-10-03 浏览次数：236 【打印】【关闭】",
            "作者：方晓静",
            ["方晓静"],
        ),
        (
            "2019-10-03 08:30 | 来源：海滨日报 | 记者 方晓静 王小明 | 阅读：1.2万",
            "记者\u3000方晓静\u3000王小明",
            ["方晓静", "王小明"],
        ),
    ],
)
def test_a_row_that_says_when_and_who_is_parted(row, written, names):
    """The byline prints who wrote; when, where from and the buttons are the page's own, and date the edition."""
    source = read_string(f"老街改造不搬一户人家\n{row}\n{TEXT}\n")
    edition = reconstruct(source)
    (article,) = edition.articles
    assert [byline.text for byline in article.bylines] == [written]
    assert [name for byline in article.bylines for name in byline.names] == names
    assert str(edition.masthead.date) == "2019-10-03"
    assert rebuild_source(edition) == source.text
    assert not check_conservation(source, edition)
    dated = dict(edition.masthead.evidence)["date"]
    assert all(
        any(
            own.start <= span.start and span.end <= own.end
            for piece in edition.furniture
            for own in piece.spans
        )
        for span in dated
    )


@pytest.mark.parametrize("row", ["本报记者 王小明 大中", "记者 简小中 文/摄", "通讯员 王 小 明"])
def test_characters_of_names_are_no_buttons(row):
    (article,) = reconstruct(read_string(f"老街改造不搬一户人家\n{row}\n{TEXT}\n")).articles
    assert "".join(byline.text for byline in article.bylines).replace("\u3000", "") == row.replace(" ", "")
