"""Rows of typed texts that say by themselves what they are, among two articles written for this test."""

import pytest

from epubmaker import read_string, reconstruct

ABOVE = (
    "县城新增三处便民菜店",
    "县城东门、南街、河西三处便民菜店昨天同时开张，早晚各营业四个小时，菜价由供销社统一定。",
    "店里的菜当天从城郊基地拉来，卖不完的晚上七点以后半价。",
)
TITLE = "屋檐下的燕子"
TEXTS = (
    "老屋的檐下有一个燕子窝，每年三月，燕子总要飞回来，衔泥补窝，忙上好几天。",
    "母亲说，燕子认得家门，谁家和气，它就住谁家。",
)


def made(*rows):
    return reconstruct(read_string("\n".join(rows) + "\n"))


def told(edition):
    return [article.headline for article in edition.articles]


@pytest.mark.parametrize(
    "row",
    [
        "县中医院针灸科主任　樊景明",
        "骆永年　县文史馆研究员",
        "省农科院研究员　缪建国",
        "市立醫院營養師　林淑芬",
    ],
)
def test_a_name_beside_a_post_below_a_title_is_who_wrote(row):
    article = made(*ABOVE, TITLE, row, *TEXTS).articles[-1]
    assert (article.headline, [byline.text for byline in article.bylines]) == (TITLE, [row])
    assert [block.text for block in article.blocks] == list(TEXTS)


def test_two_phrases_below_a_title_are_nobody():
    assert not made(*ABOVE, TITLE, "燕子衔来　春的消息", *TEXTS).articles[-1].bylines


@pytest.mark.parametrize("name", ["樊景明", "◎樊景明", "林淑芬"])
def test_a_bare_name_below_the_title_of_a_second_text_is_who_wrote(name):
    edition = made(*ABOVE, TITLE, name, *TEXTS)
    assert told(edition) == [ABOVE[0], TITLE]
    assert [byline.text for byline in edition.articles[1].bylines] == [name]


def test_a_standing_head_of_four_characters_signs_no_text():
    edition = made(*ABOVE, "街谈巷议", "一只工具箱放出邻里情", "樊景明", *TEXTS)
    assert edition.articles[1].column == "街谈巷议"
    assert not edition.articles[0].bylines


@pytest.mark.parametrize("name", ["社会", "副刊", "要聞", "体育新闻", "国内"])
def test_the_name_of_a_section_or_a_column_stands_above_its_first_title(name):
    edition = made(*ABOVE, name, TITLE, *TEXTS)
    assert told(edition) == [ABOVE[0], TITLE]
    assert edition.articles[1].column == name
    assert not edition.articles[0].bylines
    assert not edition.furniture


def test_who_wrote_a_letter_signs_it():
    edition = made(TITLE, "编辑同志：", *TEXTS, "读者　费仲平", *ABOVE)
    assert told(edition) == [TITLE, ABOVE[0]]
    assert [byline.names for byline in edition.articles[0].bylines] == [("费仲平",)]
    assert edition.articles[1].kicker is None


@pytest.mark.parametrize("row", ["电话：0838-6601123", "聯繫電話：0838-6601123", "地址：东门街18号"])
def test_how_to_reach_somebody_stays_in_its_notice(row):
    edition = made(
        "寻物启事",
        "本人不慎遗失棕色皮包一个，内有房产证一本，拾到者请与我联系。",
        "联系人：费先生",
        row,
        *ABOVE,
    )
    assert row in [block.text for block in edition.articles[0].blocks]
    assert not edition.furniture


def test_a_row_behind_an_arrow_is_a_caption_and_several_are_a_list():
    (article,) = made(TITLE, *TEXTS, "▲燕子在檐下补窝。").articles
    assert [block.kind for block in article.blocks] == ["paragraph", "paragraph", "caption"]
    (article,) = made(TITLE, *TEXTS, "▲三月补窝。", "▲四月孵卵。", "▲五月学飞。").articles
    assert "caption" not in [block.kind for block in article.blocks]


@pytest.mark.parametrize(
    ("row", "persons"),
    [
        ("文/图　本报记者　费仲平", [("文/图", ()), ("记者", ("费仲平",))]),
        ("来源：东门日报　作者：骆永年　2026年7月29日", [("作者", ("骆永年",))]),
    ],
)
def test_bylines_of_several_pieces_are_read_piece_by_piece(row, persons):
    (article,) = made(TITLE, row, *TEXTS).articles
    assert [(byline.role, byline.names) for byline in article.bylines] == persons
    assert article.deck is None


def test_a_short_row_that_ends_in_a_quotation_is_a_title_between_two_texts():
    edition = made(TITLE, *TEXTS, "檐下的“老邻居”", *TEXTS, "燕子窝的“守护人”", *TEXTS)
    rows = [article.headline for article in edition.articles]
    rows += [
        block.text for article in edition.articles for block in article.blocks if block.kind == "crosshead"
    ]
    assert sorted(rows) == sorted([TITLE, "檐下的“老邻居”", "燕子窝的“守护人”"])


@pytest.mark.parametrize("rows", [["# 柳溪晚报　2026年7月29日"], ["# 柳溪晚报", "2026年7月29日　星期三"]])
def test_a_marked_masthead_belongs_to_the_page(rows):
    edition = made(*rows, "", "## " + TITLE, "", TEXTS[0], "", "## " + ABOVE[0], "", ABOVE[1])
    assert told(edition) == [TITLE, ABOVE[0]]
    assert [article.column for article in edition.articles] == [None, None]
    assert [item.kind for item in edition.furniture] == ["masthead"]
    assert edition.furniture[0].text.startswith("柳溪晚报")
    assert not edition.unplaced


def test_marked_headlines_may_end_in_a_stop():
    edition = made("# 燕子来了。", "", TEXTS[0], "", "# 菜店开张了。", "", ABOVE[1])
    assert told(edition) == ["燕子来了。", "菜店开张了。"]
