"""Texts in Markdown: marks say what a headline is and where an article begins, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from epubmaker import read_string, reconstruct
from epubmaker.articles.layout import Rows, read_layout
from epubmaker.articles.marked import UNMARKED, marked_cuts
from epubmaker.model.edits import holders
from epubmaker.restore import rebuild_source
from epubmaker.roles.tags import Tag
from epubmaker.text.tables import table_marks

FIRST = "本报讯　昨天上午，河东新区第一家社区食堂正式开张，八百多户居民受益，老人打八折。"
SECOND = "食堂每天供应三餐，附近写字楼的白领也常来光顾，负责人说菜单每周更换一次。"
THIRD = "本报讯　早稻开镰后，农机合作社的收割机开进北港村，种粮大户算了一笔账。"
TEXT = f"""# 社区食堂开张

六十岁以上老人打八折

■记者　周明远

{FIRST}

{SECOND}

农业生产一线见闻

# 早稻开镰

{THIRD}

## 今年亩产高

{SECOND}

谁来种地
"""


def told(text):
    source = read_string(text)
    edition = reconstruct(source)
    assert rebuild_source(edition) == source.text
    return edition.articles


def test_a_mark_makes_a_headline_and_rows_beside_it_are_kicker_and_deck():
    first, second = told(TEXT)
    assert (first.headline, first.deck, first.bylines[0].names) == (
        "社区食堂开张",
        "六十岁以上老人打八折",
        ("周明远",),
    )
    assert (second.headline, second.deck) == ("早稻开镰", None)


def test_unmarked_rows_below_a_text_are_text():
    _, second = told(TEXT)
    assert [(block.kind, block.text) for block in second.blocks] == [
        ("paragraph", THIRD),
        ("crosshead", "今年亩产高"),
        ("paragraph", SECOND),
        ("paragraph", "谁来种地"),
    ]


def test_quotations_links_and_pictures_lose_their_marks_only():
    (article,) = told(
        f"# 社区食堂开张\n\n{FIRST}\n\n> {SECOND}\n\n![食堂一角](2.png)\n\n详见[办事指南](https://hd.example/a)。\n"
    )
    assert [block.text for block in article.blocks] == [
        FIRST,
        SECOND,
        "食堂一角",
        "详见办事指南（https://hd.example/a）。",
    ]


@pytest.mark.parametrize("count", [2, 12])
def test_the_order_of_a_marked_text_is_its_own(count):
    """However much the sections are alike, none of them is moved, and no article is parted or joined."""
    text = "\n".join(f"# 第{n}则消息\n\n{FIRST}\n\n{SECOND}\n" for n in range(1, count + 1))
    articles = told(text)
    assert [article.headline for article in articles] == [f"第{n}则消息" for n in range(1, count + 1)]
    assert all([block.text for block in article.blocks] == [FIRST, SECOND] for article in articles)


def test_a_headline_without_text_takes_nothing_from_the_next():
    articles = told(f"# 今日头条\n\n# 社区食堂开张\n\n{FIRST}\n\n{SECOND}\n")
    assert [article.headline for article in articles if article.blocks] == ["社区食堂开张"]


def test_text_before_the_first_mark_is_kept_apart():
    articles = told(f"{SECOND}\n\n# 社区食堂开张\n\n{FIRST}\n\n# 早稻开镰\n\n{THIRD}\n")
    assert [article.headline for article in articles] == [None, "社区食堂开张", "早稻开镰"]
    assert articles[0].blocks[0].text == SECOND


def test_a_hash_in_running_text_marks_nothing():
    text = f"社区食堂开张\n{FIRST}\n{SECOND}微博话题#春耕#登上热搜。\n早稻开镰\n{THIRD}\n"
    assert "#春耕#" in "".join(block.text for article in told(text) for block in article.blocks)


PRICES = """| 品名 | 价格 | 涨跌 |
| --- | ---: | :-: |
| 白菜 | 1.20 | 持平 |
| 萝卜 | 0.90 |  |
|  | 21.5 | +0.3 |
"""


def forms(text):
    """Return the blocks of the only article of a text that are rows of a table, cells parted."""
    (article,) = told(f"# 社区食堂开张\n\n{FIRST}\n\n{text}\n{SECOND}\n")
    assert [block.text for block in article.blocks if block.form is None] == [FIRST, SECOND]
    return [(block.form, block.text.split("\t")) for block in article.blocks if block.form]


def test_bars_and_dashes_make_a_table():
    assert forms(PRICES) == [
        ("head-row", ["品名", "价格", "涨跌"]),
        ("row", ["白菜", "1.20", "持平"]),
        ("row", ["萝卜", "0.90", ""]),
        ("row", ["", "21.5", "+0.3"]),
    ]


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("品名|价格\n--|--\n白菜|1.20\n", [["品名", "价格"], ["白菜", "1.20"]]),
        ("| 问题 | 说明 |\r\n|---|---|\r\n| 谁能参加 | 年满六十岁的本市居民都可以参加。 |\r\n", None),
        ("| 王强 | 河东小学 |\n| 李明 | 河西中学 |\n", [["王强", "河东小学"], ["李明", "河西中学"]]),
        (
            "  | 姓名 | 单位 |\n  |---|---|\n  | 王强 | 河东\\|河西小学 |\n",
            [["姓名", "单位"], ["王强", "河东|河西小学"]],
        ),
        ("| 主队 | 客队 | 比分 |\n|-|-|-|\n| 河东 | 河西 | 3:1 |\n| 河北 ||0:0|\n", None),
    ],
)
def test_tables_may_be_written_in_many_ways(table, cells):
    found = [row for _, row in forms(table)]
    wanted = cells or [
        [cell.strip() for cell in row.strip("| \r").split("|")]
        for row in table.split("\n")
        if row.strip("|-\r ")
    ]
    assert found == wanted


@pytest.mark.parametrize(
    "rows",
    [
        "上一篇 | 下一篇\n首页 | 尾页",  # neither dashes nor frames: bars of a web page
        "河东日报 | 第2版",
        "| 单独一行 | 不成表 |",
        "| 只有一格 |\n|---|\n| 还是一格 |",
        "品名 | 价格\n---|---|---\n白菜 | 1.20",  # not as many dashes as cells
        "三 || 四",
    ],
)
def test_other_bars_stay_in_the_text(rows):
    edition = reconstruct(read_string(f"# 社区食堂开张\n\n{FIRST}\n\n{rows}\n\n{SECOND}\n"))
    words = "".join(holder.text for holder in holders(edition))
    assert words.count("|") == rows.count("|")
    blocks = [block for article in edition.articles for block in article.blocks]
    assert not [block for block in blocks if block.form in ("row", "head-row")]


def test_the_marks_of_a_table_are_declared():
    source = read_string(f"# 社区食堂开张\n\n{FIRST}\n\n{PRICES}\n{SECOND}\n")
    edition = reconstruct(source)
    (declared,) = [one for one in edition.diagnostics if one.code == "removed"]
    removed = "".join(span.of(source.text) for span in declared.spans)
    assert "---:" in removed
    assert not set(removed) - set("|-: \n")
    assert "|" not in "".join(block.text for article in edition.articles for block in article.blocks)


def test_a_heading_of_cells_keeps_its_bars():
    articles = told(f"# 要闻 | 本市\n\n{FIRST}\n\n# 早稻开镰\n\n{THIRD}\n")
    assert articles[0].headline.split("|") == ["要闻", "本市"]


@settings(max_examples=200)
@given(st.text("甲1|-: \\\n", max_size=80))
def test_marks_of_tables_lie_in_order_and_leave_all_words(text):
    at, left = 0, []
    for mark in table_marks(text):
        assert at <= mark.start < mark.end
        assert len(mark.after) <= 1
        assert not set(text[mark.start : mark.end]) & set("甲1")
        left.append(text[at : mark.start])
        at = mark.end
    assert set(text) & set("甲1") == set("".join([*left, text[at:]])) & set("甲1")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["甲", "|", " ", "\n", "-", "|-|-|\n", "| 甲 | 乙 |\n", "\u200b", "&nbsp;", "**"]),
        max_size=25,
    )
)
@example(["甲", "|", "甲", "\n", "|-|-|\n", "甲", "|-|-|\n", "甲", "|", "甲"])
def test_whatever_bars_there_are_the_source_comes_back(parts):
    told(f"# 社区食堂\n\n{''.join(parts)}\n\n{FIRST}\n")


def test_a_paragraph_that_is_plainly_another_article_begins_one_below_a_mark():
    tags = (Tag.HEADLINE, Tag.FIRST, Tag.FIRST, Tag.CROSSHEAD, Tag.FIRST, Tag.HEADLINE, Tag.FIRST)
    layout = read_layout(
        tags, frozenset(), Rows([f"第{n}行。" for n in range(7)], [False] * 7, frozenset({0, 5}))
    )
    odds = [0.0, UNMARKED - 0.1, UNMARKED + 0.1, UNMARKED + 0.1, -3.0]
    assert marked_cuts(layout, [0.0, *odds[1:]], (0, 5))[0] == (0, 3, 4)


def test_a_row_that_is_all_a_marked_story_has_is_its_text():
    first, second = told(f"# 社区食堂开张\n\n六十岁以上老人打八折\n\n# 早稻开镰\n\n{THIRD}\n")
    assert (first.headline, second.headline) == ("社区食堂开张", "早稻开镰")
    assert "六十岁以上老人打八折" in [first.deck, *(block.text for block in first.blocks)]
    assert [block.text for block in second.blocks] == [THIRD]


def test_names_of_sections_above_headlines_are_no_headlines():
    articles = told(
        f"# 河东日报\n\n## 要闻\n\n### 社区食堂开张\n\n{FIRST}\n\n### 早稻开镰\n\n{THIRD}\n\n"
        f"## 社会\n\n### 菜价平稳\n\n{SECOND}\n\n#### 明年开分店\n\n{SECOND}\n"
    )
    assert [(article.column, article.headline) for article in articles] == [
        ("要闻", "社区食堂开张"),
        (None, "早稻开镰"),
        ("社会", "菜价平稳"),
    ]
    assert [block.kind for block in articles[2].blocks] == ["paragraph", "crosshead", "paragraph"]


def test_a_marked_title_without_a_text_is_an_article_in_its_place():
    articles = told(
        f"# 社区食堂开张\n\n{FIRST}\n\n# 一封读者来信\n\n■记者　周明远\n\n# 早稻开镰\n\n{THIRD}\n"
    )
    assert [article.headline for article in articles] == ["社区食堂开张", "一封读者来信", "早稻开镰"]
    assert articles[1].bylines[0].names == ("周明远",)
    assert [len(article.blocks) for article in articles] == [1, 0, 1]


def test_a_marked_headline_keeps_its_spaces_where_short_news_stands_in_rows_of_title_and_text():
    brief = "柳溪县图书馆晚上开放　本报讯　柳溪县图书馆昨天起把闭馆时间推迟到晚上九点，下班以后也能借书了，馆长说座位不够用。"
    text = f"# 各地开展丰富活动 欢度国庆假期\n\n{FIRST}\n\n" + "\n\n".join([brief] * 3)
    assert told(text)[0].headline == "各地开展丰富活动　欢度国庆假期"


def test_beside_marked_headlines_titles_in_the_rows_of_their_texts_are_headlines():
    briefs = {"图书馆夜间开放": SECOND, "早市搬进大棚": THIRD, "夜校春季班开班": FIRST}
    rows = "\n\n".join(f"{title}　{text}" for title, text in briefs.items())
    articles = told(f"# 社区食堂开张\n\n{FIRST}\n\n{rows}\n\n# 早稻开镰\n\n{THIRD}\n")
    assert [article.headline for article in articles] == ["社区食堂开张", *briefs, "早稻开镰"]
