"""Rows numbered on, and texts none of whose rows breaks off."""

import pytest

import epubmaker
from epubmaker.label.numbered import numbered_rows, value_of
from epubmaker.segment.complete import are_complete
from epubmaker.text.marks import ends_sentence

NOTICE = [
    "关于举办秋季读书会的通知",
    "各读书小组：",
    "经研究，定于十月举办秋季读书会，现将有关事项通知如下：",
    "一、时间和地点",
    "十月十二日上午九点，在县图书馆三楼。",
    "二、内容",
    "1. 朗诵一首诗；",
    "2. 讲一个故事；",
    "3. 推荐一本书。",
    "三、报名",
    "请于十月八日以前到服务台登记。",
    "县图书馆",
    "2021年9月28日",
]
PROGRAMME = [
    "周末广播节目",
    "早间",
    "06:30 田野之声",
    "07:00 新闻",
    "8:15 听书",
    "晚间",
    "18：00 故事会",
    "19：10 点歌台",
    "20：00 夜谈",
]


def heads(texts):
    return [texts[row] for row, head in numbered_rows(texts).items() if head]


def items(texts):
    return [texts[row] for row, head in numbered_rows(texts).items() if not head]


def complete(texts):
    return are_complete(texts, [ends_sentence(text) for text in texts])


def test_sections_are_told_from_items():
    assert sorted(heads(NOTICE)) == ["一、时间和地点", "三、报名", "二、内容"]
    assert sorted(items(NOTICE)) == [
        "1. 朗诵一首诗；",
        "2. 讲一个故事；",
        "3. 推荐一本书。",
        "十月十二日上午九点，在县图书馆三楼。",  # all the text of its section
    ]


@pytest.mark.parametrize("sign", ["一二三", "123", ["１", "２", "３"]])
def test_a_word_that_is_counted_heads_sections(sign):
    titles = [
        f"看点{one}：{what}" for one, what in zip(sign, ["展品更多", "路更近", "票更便宜"], strict=True)
    ]
    texts = [
        "博览会今天开幕",
        *(row for title in titles for row in (title, "观众说，比去年好看，还想再来。")),
    ]
    assert heads(texts) == titles


def test_a_lone_row_between_two_heads_is_the_text_of_its_section():
    texts = ["一、主题", "书香满城", "二、时间", "四月至十二月", "三、内容", "大家来读书。"]
    assert heads(texts) == ["一、主题", "二、时间", "三、内容"]
    assert items(texts) == ["书香满城", "四月至十二月"]


def test_times_of_day_that_rise_are_items():
    assert items(PROGRAMME) == [row for row in PROGRAMME if row[0].isdigit()]
    assert heads(PROGRAMME) == []


@pytest.mark.parametrize(
    "texts",
    [
        ["一、二小学生的来信", "信里写了很多事。"],  # no second
        ["三、附则", "五、其他"],  # not one after the other
        ["2019. 那一年", "2020. 又一年"],  # years
        ["1.5亿元投资到位", "2.3万人受益"],  # decimals
        ["12:30 开会", "9:00 报到", "8:00 出发"],  # falling
        ["第一次出海", "第二次出海"],
        ["一二、甲", "二三、乙"],  # no numerals
        ["三二十、甲", "十三二、乙"],
        ["全市1月产值增长", "全市2月产值平稳", "全市3月产值回升"],  # measures
        ["解读之一", "解读之二", "解读之三"],  # a series of articles
        ["看点一：展品多", "看点二：路近"],  # two are no numbering
    ],
)
def test_rows_that_are_not_numbered_on_say_nothing(texts):
    assert numbered_rows(texts) == {}


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("7", 7),
        ("⑫", 12),
        ("１２", 12),
        ("٣", 3),
    ],
)
def test_numerals(numeral, number):
    assert value_of(numeral) == number


def test_digits_of_any_width_are_numbers():
    assert items(["１、开会。", "２、上课。", "３、放假。"]) == ["１、开会。", "２、上课。", "３、放假。"]


def test_texts_that_somebody_typed_have_complete_rows():
    assert complete(NOTICE)
    assert complete(PROGRAMME)
    assert complete(["雨", "雨是天空的信", "一行一行", "没有署名"])
    assert complete(["喜讯", "今天开馆了。", "大家都来了，很热闹。"])


def test_printed_columns_break_off():
    printed = [
        "昨天上午，县图书馆的新",
        "馆正式开馆，市民凭身份",
        "证就可以进馆看书。馆里",
        "有藏书十二万册，其中童",
        "书三万册。",
    ]
    assert not complete(printed)
    assert not complete([*printed, "新馆开馆", "本报记者　王强"])


def test_a_headline_may_hold_a_comma():
    assert complete(["下雨了，记得带伞", "今天夜里有雨。", "明天还有雨，下午停。", "后天放晴。"])


def text_of(edition):
    return [(article.headline, [block.text for block in article.blocks]) for article in edition.articles]


def test_a_typed_notice_is_one_article_in_its_order():
    edition = epubmaker.reconstruct(epubmaker.read_string("\n".join(NOTICE)))
    ((headline, blocks),) = text_of(edition)
    assert headline == NOTICE[0]
    assert [block.replace(" ", "") for block in blocks] == [row.replace(" ", "") for row in NOTICE[1:]]


def test_a_programme_keeps_its_order():
    edition = epubmaker.reconstruct(epubmaker.read_string("\n".join(PROGRAMME)))
    held = [text for _, blocks in text_of(edition) for text in blocks]
    rows = [row.replace(" ", "").replace("：", ":") for row in PROGRAMME if row[0].isdigit()]
    assert [
        row for row in (text.replace(" ", "").replace("：", ":") for text in held) if row[0].isdigit()
    ] == rows


@pytest.mark.parametrize(
    "rows",
    [
        [
            "老屋门前的桂花树",
            "外婆家门前有一棵桂花树。",
            "每年秋天，满院子都是香的。",
            "去年外婆走了，树还在开花。",
        ],
        [
            "人事任免",
            "会议决定任命：",
            "王长河为局长；",
            "李春山为副局长。",
            "会议决定免去：",
            "赵和平的局长职务。",
        ],
    ],
)
def test_short_rows_that_are_sentences_stay_as_they_are(rows):
    edition = epubmaker.reconstruct(epubmaker.read_string("\n".join(rows)))
    assert text_of(edition) == [(rows[0], rows[1:])]


def test_no_row_of_a_typed_text_is_left_without_a_place():
    rows = ["@河口生活", "今天入夏了，比往年早三天。", "大家记得多喝水。", "#河口天气#"]
    edition = epubmaker.reconstruct(epubmaker.read_string("\n".join(rows)))
    assert not edition.unplaced
    held = "".join(
        (article.headline or "") + "".join(block.text for block in article.blocks)
        for article in edition.articles
    )
    assert held == "".join(rows)


@pytest.mark.parametrize("name", ["李长河", "欧阳雪", "王宁"])
def test_a_bare_name_below_a_headline_names_the_author(name):
    rows = [
        "渡口的秋天",
        name,
        "每到秋天，渡口就热闹起来，卖菱角的、卖莲藕的，都在这里等船。",
        "船来了，人都上去，岸上又静了。",
    ]
    (article,) = epubmaker.reconstruct(epubmaker.read_string("\n".join(rows))).articles
    assert article.headline == rows[0]
    assert [byline.names for byline in article.bylines] == [(name,)]
    assert [block.text for block in article.blocks] == rows[2:]
