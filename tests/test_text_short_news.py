"""Names of columns of short news, in both scripts, and items without titles."""

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.label.furniture import names_part
from epubmaker.text.short_news import names_short_news


@pytest.mark.parametrize(
    "words", ["简讯", "簡訊", "一句話新聞", "國際快訊", "社區傳真", "●要闻集纳", "环球扫描", "河東消息"]
)
def test_a_column_of_short_news_is_known_by_its_name(words):
    assert names_short_news(words)


@pytest.mark.parametrize(
    "words", ["", "河东老街今年变个样", "消息", "快讯：一座桥通车", "警惕电信诈骗", "说说短波里的夜晚"]
)
def test_other_titles_are_none(words):
    assert not names_short_news(words)


def test_where_no_title_holds_texts_together_each_dateline_opens_an_item():
    items = [
        "本报讯　昨天上午，河东新区第一家社区食堂正式开张，八百多户居民受益，老人打八折。",
        "新华社北京3月4日电　今年春耕面积比去年增加两成，农机合作社已经备好了收割机。",
        "本报讯　柳溪县图书馆把闭馆时间推迟到晚上九点，下班以后也能借书了。",
    ]
    articles = reconstruct(read_string("\n\n".join(items))).articles
    assert [len(article.blocks) for article in articles] == [1, 1, 1]


@pytest.mark.parametrize("name", ["简讯", "要闻简报", "一周速览"])
@pytest.mark.parametrize("joint", ["\n本报讯　", "　"])
def test_the_name_of_a_column_of_titled_items_heads_the_first_of_them(name, joint):
    items = {
        "县图书馆延长开放时间": "从八月一日起，县图书馆每周五、周六开放到晚上九点半，暑期过后不再恢复原时间。",
        "河滨步道夜灯全部更换": "河滨步道三百二十盏路灯日前全部换成节能灯，亮灯时间提前到傍晚六点四十分。",
        "城关镇举办广场舞交流赛": "七月二十六日，城关镇举办广场舞交流赛，十六支队伍参加，文昌社区队获得第一名。",
    }
    text = "\n".join([name, *(f"{title}{joint}{words}" for title, words in items.items())])
    edition = reconstruct(read_string(text))
    assert [article.headline for article in edition.articles] == list(items)
    assert [(article.column, article.kicker) for article in edition.articles] == [
        (name, None),
        (None, None),
        (None, None),
    ]
    assert not edition.unplaced


def test_a_section_all_of_whose_texts_open_with_datelines_is_short_news():
    text = (
        "国内新闻\n据新华社北京7月28日电　国家统计局昨天发布的数据显示，上半年工业企业利润同比增长百分之三点五。\n"
        "据新华社成都7月28日电　四川一处海拔四千二百米的隧道昨天贯通，当地群众出行时间缩短三个小时。\n"
        "河滨步道夜灯全部更换\n本报讯　河滨步道三百二十盏路灯日前全部换成节能灯，亮灯时间提前到傍晚。\n"
        "新灯比旧灯省电六成，一年可以省下电费十一万元。\n"
    )
    edition = reconstruct(read_string(text))
    assert [(article.column, article.headline, len(article.blocks)) for article in edition.articles] == [
        ("国内新闻", None, 1),
        (None, None, 1),
        (None, "河滨步道夜灯全部更换", 2),
    ]


@pytest.mark.parametrize(
    ("row", "is_part"),
    [
        ("记者手记", True),
        ("■相关链接", True),
        ("【新聞背景】", True),
        ("编后", True),
        ("延伸阅读", True),
        ("记者李手记", False),
        ("记者手记里的春天", False),
        ("新闻背景：三年前的一次改造", False),
        ("本报记者　王编后", False),
    ],
)
def test_a_row_may_name_a_part_of_the_article_above_it(row, is_part):
    assert names_part(row) is is_part
