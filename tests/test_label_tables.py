"""What rows are by their own words and by the rows around them: what a text marks itself, sets of crossheads, columns, folding."""

from __future__ import annotations

import pytest

from epubmaker.label.crossheads import mark_crossheads
from epubmaker.label.folding import folding
from epubmaker.label.markup import ITEM, MARKUP, marked_items, marked_titles
from epubmaker.label.misread_dates import mend_dates
from epubmaker.label.rows import group_rows, is_cut_dateline, rows_hold_paragraphs
from epubmaker.model import Label, Line, Role, SourceText, Span
from epubmaker.segment import split_lines
from epubmaker.text.cells import BORDER


def rows_of(*texts):
    """Return rows of one line each; an empty text parts the runs."""
    lines, joint, block = [], "start", 0
    for text in texts:
        if not text:
            joint, block = "blank", block + 1
            continue
        at = len(lines)
        lines.append(Line(at, Span(99 * at, 99 * at + len(text)), text, joint, at, block, float(len(text))))
        joint = "newline"
    return group_rows(lines)


# --- folding


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("ＡＢｃ", "aaa"),
        ("１2٣", "000"),
        ("二〇", "二〇"),
        ("○", "〇"),
        ("國學", "国学"),
        ("“甲”『乙』'丙＂", '"甲""乙""丙"'),
        ("-－—–─", "—————"),
        ("(甲)［乙］【丙】〔丁〕", "（甲）（乙）（丙）（丁）"),
        ("〈甲〉<乙>", "《甲》《乙》"),
        (",;:?!｡､", "，；：？！。、"),
        ("甲 乙\u3000丙\t\n\u200b", "甲乙丙"),
        ("•・·", "···"),
        ("~～", "～～"),
        ("□▲◆●⊙★▶■", "■■■■■■■■"),
        ("㎡", "a0"),  # what one sign stands for is folded piece by piece
        ("①", "0"),
        ("\x07甲", "甲"),
        ("é", "é"),  # a letter of no alphabet that is folded
        ("", ""),
    ],
)
def test_a_text_is_folded_to_what_it_says(text, image):
    assert text.translate(folding()) == image


# --- dates as a recogniser reads them


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2O2O年l月1O日", "2020年1月10日"),
        ("二OO八年", "二〇〇八年"),
        ("二〇二〇年—月十—日", "二〇二〇年一月十一日"),
        ("二〇二—年", "二〇二一年"),
        ("2020牛5月3日", "2020年5月3日"),
        ("2020年5用3日", "2020年5月3日"),
        ("5月3曰", "5月3日"),
        ("5月3口", "5月3日"),
        ("5月3口人", "5月3口人"),
        ("星期—", "星期一"),
        ("星期曰", "星期日"),
        ("礼拜囚", "礼拜四"),
        ("3日 星朋四", "3日 星期四"),
        ("3日 垦期四", "3日 星期四"),
        ("第l23期", "第123期"),
        ("第lO号楼", "第lO号楼"),
        ("已亥年", "己亥年"),
        ("戊戍年", "戊戌年"),
        ("戍子年", "戊子年"),
        ("正月初玉", "正月初五"),
        ("正月廾三", "正月廿三"),
        ("202O-l1-05", "2020-11-05"),
        ("OK年", "OK年"),
        ("2020年5月3日", "2020年5月3日"),
        ("老街改造", "老街改造"),
    ],
)
def test_misread_dates(read, meant):
    assert mend_dates(read) == meant
    assert len(mend_dates(read)) == len(read)


# --- what the text marks itself


@pytest.mark.parametrize(
    ("texts", "headlines", "crossheads"),
    [
        (("# 甲", "文。", "## 乙", "文。"), [0], [2]),
        (("# 报", "## 甲", "文。", "## 乙", "文。"), [1, 3], []),  # right above another: the name of the file
        (("# 报", "## 甲", "### 丙", "文。"), [2], []),
        (("## 甲", "文。", "## 乙", "文。", "### 丙", "文。"), [0, 2], [4]),
        (("# 报", "## 版", "### 甲", "文。", "### 乙", "文。", "#### 丙", "文。"), [2, 4], [6]),
        (("# 甲",), [0], []),
        (("## 乙", "文。", "# 甲"), [0, 2], []),  # a title below which nothing stands is that of no article
        (("文。",), [], []),
    ],
)
def test_marked_titles(texts, headlines, crossheads):
    found = marked_titles(rows_of(*texts))
    rest = {row for row, text in enumerate(texts) if text.startswith("#")}.difference(headlines, crossheads)
    assert found == {
        **{row: Label(Role.COLUMN_LABEL, 0.99, MARKUP) for row in rest},
        **{row: Label(Role.HEADLINE, 0.99, MARKUP) for row in headlines},
        **{row: Label(Role.CROSSHEAD, 0.99, MARKUP) for row in crossheads},
    }


@pytest.mark.parametrize(
    ("texts", "items"),
    [
        (("- 甲", "- 乙"), [0, 1]),
        (("文。", "- 甲", "- 乙", "- 丙", "文。"), [1, 2, 3]),
        (("- 甲", "文。", "- 乙"), []),  # a lone dash is no list
        (("- 甲", "* 乙"), []),
        (("- 甲", "* 乙", "* 丙"), [1, 2]),
        ((f"甲{BORDER}乙", f"丙{BORDER}丁"), [0, 1]),
        ((f"甲{BORDER}乙", "- 丙"), []),
        (("甲", "乙"), []),
    ],
)
def test_marked_items(texts, items):
    found = marked_items(rows_of(*texts))
    assert found == {row: Label(Role.BODY, 0.99, ITEM) for row in items}


# --- crossheads

TEXT = "河东镇昨天举行新桥通车仪式，两岸居民过河不再绕路。"


def among(*titles, others=(), between=1):
    """Return the rules by which titles between paragraphs became crossheads, in their order."""
    texts, possible = [TEXT], []
    for title in titles:
        possible.append(len(texts))
        texts += [title, *[TEXT] * between]
    labels = {row: Label(Role.HEADLINE, 0.9, "title") for row in others}
    rows = rows_of(*texts)
    mark_crossheads(rows, labels, possible)
    return [labels[row].rule if row in labels else "" for row in possible]


@pytest.mark.parametrize(
    ("titles", "rules"),
    [
        (("春来早了", "花开好了", "鸟飞去了"), ["parallel"] * 3),
        (("春来早了", "花开好了"), ["parallel"] * 2),  # short
        (("春天来得比去年还要早", "花儿开得比去年还要好"), ["parallel"] * 2),
        (
            ("春天来得比前年还要更早", "花儿开得比前年还要更好"),
            ["", ""],
        ),  # eleven characters: those of two items
        (("春天来得比前年还要更早", "花儿开得比前年还要更好", "鸟儿飞得比前年还要更远"), ["parallel"] * 3),
        (("春天来得早 人心暖", "花儿开得好 人心喜"), ["parallel"] * 2),
        (("春天来得早 人心暖", "花儿 开得好人心喜"), ["", ""]),  # marks at other places
        (("春来早", "花开好"), ["", ""]),  # three characters are of one length by chance
        (("春来早了", "花儿开得好"), ["", ""]),
        (("春来早了", "今天是个好日子", "花开好了"), ["", "", ""]),  # another title between them
        (("春天，来得早了", "今天是个好日子", "花儿，开得好了"), ["", "", ""]),
        (("春天，来得早了", "宽" * 27, "花儿，开得好了"), ["parallel", "", "parallel"]),
        (("春天它来得早了", "宽" * 27, "花儿它开得好了"), ["", "", ""]),
        (("一、春来早了", "今天是个好日子"), ["numbered", ""]),
        (("春来早了",), [""]),
    ],
)
def test_titles_written_as_a_set_are_crossheads(titles, rules):
    assert among(*titles) == rules


def test_a_set_reaches_over_forty_rows():
    assert among("春来早了", "花开好了", between=39) == ["parallel"] * 2
    assert among("春来早了", "花开好了", between=40) == ["", ""]


def test_a_title_beside_another_row_of_its_own_is_no_crosshead():
    assert among("春来早了", "花开好了", others=[2]) == ["", ""]


def test_a_title_wider_than_its_column_is_no_crosshead():
    assert among("一、" + "春" * 16) == ["numbered"]
    assert among("一、" + "春" * 17) == [""]


def test_the_first_and_the_last_row_stand_between_nothing():
    labels = {}
    rows = rows_of("一、春来早了", TEXT, "二、花开好了")
    mark_crossheads(rows, labels, [0, 2])
    assert labels == {}


def test_how_sure_a_crosshead_is():
    labels = {}
    mark_crossheads(
        rows_of(TEXT, "一、春来早了", TEXT, "花开好了", TEXT, "鸟飞去了", TEXT), labels, [1, 3, 5]
    )
    parallel = Label(Role.CROSSHEAD, 0.88, "parallel")
    assert labels == {1: Label(Role.CROSSHEAD, 0.9, "numbered"), 3: parallel, 5: parallel}


# --- rows and their columns


def test_rows_have_the_measure_of_the_nearest_column():
    narrow, wide = ["十个字的一行就是这样"] * 4, ["十二个字的一行总是这样的"] * 4
    rows = rows_of(*narrow, "", "老街改造", "", *wide, "", "春耕")
    assert [row.run for row in rows] == [0] * 4 + [1] + [2] * 4 + [3]
    assert [row.measure for row in rows] == [10.0] * 5 + [12.0] * 5
    assert [row.widest for row in rows] == [12.0] * 10
    assert [row.index for row in rows] == list(range(10))


def test_few_rows_or_rows_of_any_width_are_no_column():
    assert {row.measure for row in rows_of(*["十个字的一行就是这样"] * 3)} == {0.0}
    for widths in ((3, 6, 9, 12), (12, 10, 10, 9)):
        assert {row.measure for row in rows_of(*["字" * width for width in widths])} == {0.0}
    assert {row.measure for row in rows_of("字" * 12, "字" * 11, "字" * 3, "字" * 12)} == {12.0}


def test_rows_of_several_lines():
    lines = split_lines(SourceText("新桥今天通车仪式举行 两岸居民过河不再绕路\n老街改造\n"))
    rows = group_rows(lines)
    assert [len(row.lines) for row in rows] == [2, 1]
    assert [row.joined for row in rows] == [True, False]
    assert rows[0].text == "新桥今天通车仪式举行 两岸居民过河不再绕路"
    assert rows[0].width == 10
    assert rows_hold_paragraphs(lines)
    assert not rows_hold_paragraphs(split_lines(SourceText("甲乙丙丁\n戊己庚辛\n")))


@pytest.mark.parametrize(
    ("text", "after", "joint", "cut"),
    [
        ("本报讯（记者王强）", "昨天通车了。", "newline", True),
        ("本报讯（记者王强）", "昨天通车了，", "newline", False),
        ("本报讯（记者王强）", "昨天通车了。", "blank", False),
        ("本报讯昨天通车了。", "昨天通车了。", "newline", False),
        ("王强从河东来", "昨天通车了。", "newline", False),
    ],
)
def test_a_dateline_by_itself_is_cut_from_its_text(text, after, joint, cut):
    lines = [
        Line(number, Span(99 * number, 99 * number + len(told)), told, told_joint, number, 0, 9.0)
        for number, (told, told_joint) in enumerate(((text, "start"), (after, joint)))
    ]
    assert is_cut_dateline(*lines) == cut
