"""Plain forms of text: what rows print of their paragraphs outweighs every guess; where nothing is printed, nothing is said."""

from __future__ import annotations

import pytest
from conftest import SEEDS
from hypothesis import given
from hypothesis import strategies as st

from epubmaker import read_string, reconstruct, reconstruct_and_explain
from epubmaker.restore import rebuild_source
from epubmaker.segment import split_lines

ARTICLES = [
    (
        "社区食堂开张",
        [
            "本报讯（记者 李明）昨天上午，河东区第一家社区食堂正式开张，附近八百多户居民在家门口就能吃上热饭热菜。",
            "“以前一个人做饭，常常凑合一顿。”住在对面的退休教师说。",
            "食堂每天供应三餐，六十岁以上老人打八折。",
            "据介绍，今年全区还将开办五家这样的食堂，覆盖所有街道，让更多老人受益，具体地点正在征求意见。",
        ],
    ),
    (
        "水库除险加固工程完工",
        [
            "本报讯 经过十四个月的施工，东山水库除险加固工程日前全部完工，并通过了专家组的现场验收。",
            "工程总投资六千二百万元，主要内容有大坝防渗、溢洪道改建和放水设施更新，今年汛期即可发挥作用。",
            "下游三个乡镇的两万亩农田从此灌溉无忧。",
        ],
    ),
]
PARAGRAPHS = [paragraph for _, paragraphs in ARTICLES for paragraph in paragraphs]


def tight(indent="", between=""):
    rows = []
    for title, paragraphs in ARTICLES:
        rows += [title, *(f"{between}{indent}{paragraph}" for paragraph in paragraphs), ""]
    return "\n".join(rows)


def wrapped(width, indent="　　"):
    rows = []
    for title, paragraphs in ARTICLES:
        rows.append(title)
        for paragraph in paragraphs:
            text = indent + paragraph
            rows += [text[at : at + width] for at in range(0, len(text), width)]
    return "\n".join(rows)


FORMS = {
    "a paragraph a row": tight(),
    "set in by two characters": tight("　　"),
    "set in by spaces": tight("    "),
    "with empty rows": tight(between="\n"),
    "with empty rows, set in": tight("　　", between="\n"),
    "wrapped": wrapped(20),
    "wrapped wider": wrapped(27),
    "wrapped, set in by spaces": wrapped(18, "    "),
}


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("form", FORMS)
def test_a_plain_form_comes_back_as_it_was_printed(form, end):
    edition = reconstruct(read_string(FORMS[form].replace("\n", end)))
    assert [article.headline for article in edition.articles] == [title for title, _ in ARTICLES]
    found = [plain(block.text) for article in edition.articles for block in article.blocks]
    assert found == [plain(paragraph) for paragraph in PARAGRAPHS]


@pytest.mark.parametrize("form", FORMS)
def test_the_openings_are_those_of_the_paragraphs(form):
    lines = split_lines(read_string(FORMS[form]))
    heads = tuple(text[:6] for text in [*PARAGRAPHS, *(title for title, _ in ARTICLES)])
    assert [line.opens for line in lines] == [line.text.startswith(heads) for line in lines]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_nothing_is_said_of_columns(seed):
    lines = split_lines(read_string(seed.read_text(encoding="utf-8")))
    assert {line.opens for line in lines} == {None}


def test_columns_whose_first_lines_are_set_in_are_no_plain_form_where_rows_alternate():
    first, second = (wrapped(14).split("\n")[at : at + 12] for at in (1, 13))
    mixed = [row for pair in zip(first, second, strict=False) for row in pair]
    assert {line.opens for line in split_lines(read_string("\n".join(mixed)))} == {None}


def test_positions_on_a_page_are_no_indents():
    rows = [f"{' ' * (7 * (number % 5) + 3)}{text[:12]}" for number, text in enumerate(PARAGRAPHS * 2)]
    assert {line.opens for line in split_lines(read_string("\n".join(rows)))} == {None}


@given(st.lists(st.text("甲乙。　 \n，", max_size=50), max_size=12))
def test_openings_are_true_false_or_unknown_and_the_first_row_opens(rows):
    text = "\n".join(rows)
    if not text.strip():
        return
    lines = split_lines(read_string(text))
    assert {line.opens for line in lines} <= {True, False, None}
    assert lines[0].opens is not False
    assert all(line.joint == "blank" for line in lines[1:] if line.opens)


MARKDOWN = """# 河东日报

## 社区食堂开张

本报讯（记者 李明）昨天上午，河东区**第一家社区食堂**正式开张，附近八百多户居民在家门口就能吃上热饭热菜。

### 价格实惠

食堂每天供应三餐，六十岁以上老人打八折，3 ** 2 是九。

## 水库除险加固工程完工

本报讯 经过十四个月的施工，东山水库除险加固工程日前全部完工，并通过了专家组的现场验收。
"""


def test_markdown_says_what_is_a_title():
    source = read_string(MARKDOWN)
    edition = reconstruct(source)
    first, second = edition.articles
    assert [first.headline, second.headline] == ["社区食堂开张", "水库除险加固工程完工"]
    assert [(block.kind, block.text) for block in first.blocks][1] == ("crosshead", "价格实惠")
    assert "河东区第一家社区食堂正式" in first.blocks[0].text
    assert "**" in first.blocks[2].text, "stars between figures are no mark"
    assert edition.masthead.title == "河东日报"
    assert rebuild_source(edition) == MARKDOWN


@pytest.mark.parametrize(
    ("rows", "headlines", "crossheads"),
    [
        (["# 甲篇标题", "", "text", "", "## 小标题甲", "", "text", "", "## 小标题乙", "", "text"], 1, 2),
        (["# 甲篇标题", "", "text", "", "# 乙篇标题", "", "text"], 2, 0),
        (["## 甲篇标题", "text", "### 小标题", "text", "## 乙篇标题", "text"], 2, 1),
        (
            [
                "#话题# 今天说说食堂",
                "text",
                "# 1 是一个数字，这一行写得很长很长，一直写到句号才算结束。",
                "text",
            ],
            0,
            0,
        ),
    ],
)
def test_the_levels_of_markdown_titles(rows, headlines, crossheads):
    texts = iter(PARAGRAPHS)
    source = read_string("\n".join(next(texts) if row == "text" else row for row in rows))
    made = reconstruct_and_explain(source)
    marked = [label.role for label in made.labels if label.rule == "markup"]
    assert (marked.count("headline"), marked.count("crosshead")) == (headlines, crossheads)


def test_a_title_right_above_a_dateline_heads_a_news_item():
    news = {
        "图书馆延长开放": "本报讯 市图书馆昨起延长开放时间，每晚开放到九点，读者可以凭身份证入馆。",
        "早市搬进大棚": "本报讯 西门早市近日搬进新建的大棚，摊位由一百个增加到一百八十个。",
        "河道清淤启动": "本报讯 今年的城区河道清淤昨天启动，预计两个月完成，涉及河道十二公里。",
        "夜校开班": "本报讯 青年夜校春季班昨晚开班，首批课程有茶艺、摄影和急救，每门收费五百元。",
    }
    rows = [
        row
        for title, text in news.items()
        for row in (title, *(text[at : at + 18] for at in range(0, len(text), 18)), "")
    ]
    edition = reconstruct(read_string("\n".join(rows)))
    assert [article.headline for article in edition.articles] == list(news)


def test_a_title_behind_a_text_that_ends_without_a_stop_is_one():
    rows = wrapped(20).split("\n")
    at = rows.index("水库除险加固工程完工")
    rows[at - 1] = rows[at - 1].removesuffix("。")
    lines = split_lines(read_string("\n".join(rows)))
    assert (lines[at - 1].opens, lines[at].opens, lines[at + 1].opens) == (False, True, True)


@pytest.mark.parametrize(
    "dateline", ["本報訊", "本報臺北訊", "新華社北京三月四日電", "據中新社香港三月四日電"]
)
def test_datelines_of_traditional_newspapers_open_news_too(dateline):
    rows = [
        "舊城圖書館重開",
        f"{dateline} 修繕一新的舊城圖書館昨",
        "天上午重新開放，首日接待讀者一千二百",
        "餘人。",
    ]
    edition = reconstruct(read_string("\n".join(rows)))
    assert [article.headline for article in edition.articles] == ["舊城圖書館重開"]


def test_paragraphs_that_break_off_are_paragraphs_still_and_keep_their_order():
    one, two, three, four = ("".join(PARAGRAPHS[at : at + 2]) for at in (0, 2, 4, 5))
    rows = [ARTICLES[0][0], one, two[:-9], "■记者　李明", ARTICLES[1][0], three, four]
    lines = split_lines(read_string("\n".join(rows)))
    assert [line.text for line in lines if line.opens] == [ARTICLES[0][0], one, two[:-9], three, four]
    assert not any(line.opens is False for line in lines)
    edition = reconstruct(read_string("\n".join(rows)))
    bodies = [[plain(block.text)[:6] for block in article.blocks] for article in edition.articles]
    assert bodies == [[plain(text)[:6] for text in texts] for texts in ((one, two), (three, four))]


def test_rows_wrapped_at_a_width_are_no_paragraphs():
    lines = split_lines(read_string(wrapped(40, "")))
    assert not all(line.opens for line in lines if len(line.text) > 30)


OPENED = "本报讯 昨天上午，河东区第一家社区食堂正式开张，附近八百多户居民在家门口就能吃上热饭热菜。"
GONE_ON = "食堂每天供应三餐，六十岁以上老人打八折，据介绍，今年全区还将开办五家这样的食堂，覆盖所有街道。"


def opens(text):
    return [line.opens for line in split_lines(read_string(text))]


def test_two_paragraphs_show_a_form_and_so_do_rows_that_are_whole():
    assert opens(f"社区食堂开张\n{OPENED}\n{GONE_ON}\n") == [True, True, True]
    assert opens(f"社区食堂开张\n{OPENED}\n老人打八折\n") == [True, True, True]
    assert opens(f"社区食堂开张\n{OPENED[:20]}\n{OPENED[20:]}\n老人打八\n折，不收\n") == [None] * 5


def test_one_row_set_in_behind_the_first_one_opens_a_paragraph():
    rows = [
        "    昨天上午，河东区第一家",
        "社区食堂开张了，来了很多",
        "人。",
        "    食堂每天供应三餐，老人",
        "打八折。",
    ]
    assert opens("\n".join(rows)) == [True, False, False, True, False]


def test_empty_rows_between_all_rows_part_them_however_short_most_are():
    rows = [OPENED, *(f"第{n}位读者来了" for n in "一二三四五六七八九"), GONE_ON]
    assert opens("\n\n".join(rows)) == [True] * len(rows)
    assert None in opens("\n".join(rows))


def test_white_space_inside_sentences_opens_nothing():
    """Columns of a page that was copied: rows begin further right as they stood, and go on in the middle of a sentence."""
    row = "食堂每天供应三餐六十岁以上老人打八折"
    text = "老街今年变个样。\n" + "\n".join(("" if n % 2 else "　　") + row for n in range(12))
    assert set(opens(text)) == {None}


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_items_of_one_sentence_with_titles_of_two_phrases_stay_in_their_order(between):
    items = {
        "河东新区两所小学同时开学，新增学位三千个": "开学第一天，河东新区两所小学的校门口摆满了鲜花。",
        "夜市搬进旧厂房，摊主说再也不怕下雨": "四十八个摊位全部搬进室内，雨天的生意不降反升。",
        "高铁站前广场改造完工，换乘只需三分钟": "出站口到公交站的步行距离由四百米缩短到一百米。",
    }
    lines = split_lines(read_string(between.join(f"{title}\n{text}" for title, text in items.items())))
    assert [line.text for line in lines] == [part for item in items.items() for part in item]
    assert all(line.opens for line in lines)
