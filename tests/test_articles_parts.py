"""Layouts, header groups and blocks: the parts of articles, each on an example that is checked by hand."""

import pytest

from epubmaker.articles.headers import HeaderRow, row_of_lead, told_apart
from epubmaker.articles.layout import Rows, read_layout
from epubmaker.roles.tags import Tag

LETTERS = {
    "f": Tag.FIRST, "m": Tag.MORE, "x": Tag.CROSSHEAD, "h": Tag.HEADLINE, "o": Tag.HEADLINE_ON, "k": Tag.KICKER,
    "d": Tag.DECK, "b": Tag.BYLINE, "s": Tag.SIGNATURE, "l": Tag.LABEL, "c": Tag.CAPTION, "t": Tag.TABLE, "-": Tag.FURNITURE,
}  # fmt: skip


def layout_of(letters, borders=(), ended=()):
    """Return a layout from a letter a line; lines in `ended` end a sentence, and no words go on with the line before."""
    texts = ["文字。" if number in ended else "文字" for number in range(len(letters))]
    tags = [LETTERS[letter] for letter in letters]
    return read_layout(tags, frozenset(borders), Rows(texts, [False] * len(letters)))


def test_paragraphs_run_from_first_lines_over_later_ones():
    assert [p.lines for p in layout_of("hfmmfm").paragraphs] == [(1, 2, 3), (4, 5)]


def test_a_paragraph_goes_on_behind_a_title_that_stands_in_its_way():
    layout = layout_of("fmhmm")
    assert [p.lines for p in layout.paragraphs] == [(0, 1, 3, 4)]
    assert layout.titles[0].inside


def test_a_text_that_has_ended_does_not_go_on_behind_a_title():
    assert [p.lines for p in layout_of("fmhmm", ended={1}).paragraphs] == [(0, 1), (3, 4)]


def test_rows_of_a_table_and_crossheads_stand_by_themselves():
    assert [p.lines for p in layout_of("fmttxfm").paragraphs] == [(0, 1), (2,), (3,), (4,), (5, 6)]


def test_title_rows_are_one_title_but_for_borders():
    assert [t.lines for t in layout_of("khodfm").titles] == [(0, 1, 2, 3)]
    assert [t.lines for t in layout_of("hhhfm", borders={1, 2}).titles] == [(0,), (1,), (2,)]
    assert layout_of("hhhfm").joints == (1, 2)


def test_bylines_belong_to_the_title_above_whatever_is_said_of_borders():
    assert [t.lines for t in layout_of("hbbfm", borders={2}).titles] == [(0, 1, 2)]
    assert [t.lines for t in layout_of("hbhbfm", borders={1, 2, 3}).titles] == [(0, 1), (2, 3)]
    layout = layout_of("fmbhfm", borders={3})
    assert [t.lines for t in layout.titles] == [(3,)]
    assert layout.signatures == {1: (2,)}


def test_the_headline_of_a_group_is_what_there_is():
    (group,) = layout_of("khof").titles
    assert group.head == (1, 2)
    (kicker,) = layout_of("kf").titles
    assert kicker.head == (0,)


def test_bylines_alone_are_no_title_and_signatures_stand_behind_their_text():
    layout = layout_of("hfmbfms")
    assert len(layout.titles) == 1
    assert layout.signatures == {1: (3,), 2: (6,)}


def test_captions_and_furniture_are_no_text():
    layout = layout_of("-fmccfm-")
    assert [p.lines for p in layout.paragraphs] == [(1, 2), (5, 6)]
    assert layout.captions == ((1, (3, 4)),)
    assert layout.furniture == (0, 7)


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (["新桥通车"], ([], ["新桥通车"], [])),
        (["河东镇新建跨河", "大桥正式通车"], ([], ["河东镇新建跨河", "大桥正式通车"], [])),
        (
            ["市长在调研交通工作时强调", "让群众出行更方便"],
            (["市长在调研交通工作时强调"], ["让群众出行更方便"], []),
        ),
        (
            ["让群众出行更方便", "——河东镇交通建设纪实"],
            ([], ["让群众出行更方便"], ["——河东镇交通建设纪实"]),
        ),
        (
            ["让出行更方便", "河东镇三年交通建设综述"],
            ([], ["让出行更方便"], ["河东镇三年交通建设综述"]),
        ),
        (
            ["修新桥 通公路", "河东镇交通建设提速"],
            (["修新桥 通公路"], ["河东镇交通建设提速"], []),
        ),
        (["全市防汛工作会议召开", "王强主持会议"], ([], ["全市防汛工作会议召开"], ["王强主持会议"])),
        (["市长要求"], ([], ["市长要求"], [])),  # a kicker alone is a headline
    ],
)
def test_the_parts_of_a_header_group_are_told_apart_by_their_words(rows, parts):
    start, end = told_apart([HeaderRow(row) for row in rows])
    assert (rows[:start], rows[start:end], rows[end:]) == parts


KICKER, HEADLINE, DECK = (0.9, 0.08, 0.02), (0.05, 0.9, 0.05), (0.02, 0.08, 0.9)


def header(*rows):
    start, end = told_apart([HeaderRow(*row) for row in rows])
    texts = [row[0] for row in rows]
    return texts[:start], texts[start:end], texts[end:]


def test_tags_decide_where_words_say_nothing():
    rows = [("全市三夏工作有序推进", KICKER), ("小麦颗粒归仓", HEADLINE), ("早稻长势喜人", DECK)]
    assert header(*rows) == (["全市三夏工作有序推进"], ["小麦颗粒归仓"], ["早稻长势喜人"])


def test_kicker_headline_and_deck_come_in_this_order_whatever_the_tags():
    rows = [
        ("市委常委会召开扩大会议暨", HEADLINE),
        ("作风建设推进会上强调", KICKER),
        ("让清风常在", HEADLINE),
    ]
    assert header(*rows) == (["市委常委会召开扩大会议暨", "作风建设推进会上强调"], ["让清风常在"], [])


def test_a_row_that_names_its_kind_is_the_deck_of_the_row_above_it():
    rows = [("让出行更方便", (0.6, 0.3, 0.1)), ("河东镇三年交通建设综述", (0.1, 0.5, 0.4))]
    assert header(*rows) == ([], ["让出行更方便"], ["河东镇三年交通建设综述"])


def test_no_border_tears_a_word():
    unsure = (0.5, 0.4, 0.1)
    assert header(("河东镇新建跨河大", unsure), ("桥正式通车", HEADLINE, 6.0)) == (
        [],
        ["河东镇新建跨河大", "桥正式通车"],
        [],
    )
    assert header(("河东镇交通升级", unsure), ("跨河大桥正式通车", HEADLINE, -2.0))[0] == ["河东镇交通升级"]


def test_rows_behind_a_byline_are_no_headline():
    rows = [HeaderRow("新桥通车", HEADLINE), HeaderRow("出行更方便", HEADLINE)]
    assert told_apart(rows, most=1) == (0, 1)


LEAD = "昨天，河东新区科普馆正式开馆，吸引了两千余名市民前来参观，馆内设有三大展区。"


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (("我市推进民生实事工程", "河东新区科普馆开馆", "首日接待甚众"), 1),
        (("河东新区科普馆开馆", "市民周末有了好去处"), 0),
        # said by the lead too, but worded as a kicker or a deck
        (("科普馆开馆仪式上强调", "让孩子爱上科学"), None),
        (("让孩子爱上科学", "——河东新区科普馆开馆"), None),
        (("让孩子爱上科学", "河东新区科普馆开馆侧记"), None),
        # two rows that the lead says alike, and none that it says
        (("河东新区科普馆", "市民前来参观"), None),
        (("早稻开镰", "农机合作社忙收割"), None),
    ],
)
def test_the_row_that_the_lead_says_once_more(rows, place):
    assert row_of_lead(rows, LEAD) == place


def test_rows_whose_seam_leaves_no_doubt_are_one_headline_whatever_their_tags_say():
    deck = (0.001, 0.01, 0.98)
    rows = [HeaderRow("全市举行第六届农民运动会开幕大", (0.05, 0.9, 0.05)), HeaderRow("会", deck, 9.8)]
    assert told_apart(rows) == (0, 2)
    assert told_apart(rows, whole=True) == (0, 2)
    assert told_apart([rows[0], HeaderRow("两千名农民参加", deck, -1.0)]) == (0, 1)
