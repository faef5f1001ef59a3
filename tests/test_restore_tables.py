"""What stands around a mark and what a word of a byline is: questions of restoration, answered by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_articles_pieces import line

from epubmaker.restore.byline_words import is_place, may_be_between, names_nobody, without_places
from epubmaker.restore.context import (
    addresses,
    below_nought,
    chinese_sentence,
    is_chinese_place,
    is_in_foreign_phrase,
    neighbours,
)
from epubmaker.restore.names import close_up, parse_byline, tokens
from epubmaker.restore.residue import end_is_lost
from epubmaker.restore.stage import restore_text


@pytest.mark.parametrize(
    ("text", "place", "left", "right", "chinese", "figures"),
    [
        ("甲,乙", (1, 2), "甲", "乙", True, False),
        ("甲 “,”　b", (3, 4), "甲", "b", True, False),
        ("a,b", (1, 2), "a", "b", False, False),
        ("1,2", (1, 2), "1", "2", False, True),
        ("1,a", (1, 2), "1", "a", False, False),
        (",2", (0, 1), "", "2", False, False),
        ("2,", (1, 2), "2", "", False, False),
        ("，,2", (1, 2), "，", "2", True, False),
        ("甲" + " " * 58 + ",", (59, 60), "甲", "", True, False),  # sixty characters are looked at
        ("甲" + " " * 60 + ",", (61, 62), "", "", False, False),
        ("," + " " * 58 + "甲", (0, 1), "", "甲", True, False),
        ("," + " " * 60 + "甲", (0, 1), "", "", False, False),
    ],
)
def test_the_nearest_telling_characters(text, place, left, right, chinese, figures):
    found = neighbours(text, *place)
    assert (found.left, found.right) == (left, right)
    assert (found.chinese, found.figures) == (chinese, figures)


@pytest.mark.parametrize(
    ("text", "at", "chinese"),
    [
        ("甲,乙", 1, True),
        ("a,b", 1, False),
        ("甲1,2乙", 2, True),
        ("1,2", 1, False),
        ("甲a,2", 2, False),
        ("甲2,a", 2, False),
        ("甲" + "1" * 58 + ",1", 59, True),
        ("甲" + "1" * 61 + ",1", 62, False),
        ("1," + "1" * 58 + "甲", 1, True),
        ("1," + "1" * 61 + "甲", 1, False),
    ],
)
def test_a_place_is_chinese_by_what_stands_around_it(text, at, chinese):
    assert is_chinese_place(text, at, at + 1) is chinese


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("-3", True),
        ("气温-3℃", True),
        ("－10", True),
        ("-0.5%", True),
        ("5-3", False),
        ("3", False),
        ("-", False),
        ("-123456", False),
    ],
)
def test_a_figure_below_nought_ends_here(text, below):
    assert below_nought(text + "-5", len(text)) is below


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("New York, USA", True),
        ("New York,USA", False),
        ("纽约, USA", False),
        ("York, 美国", False),
        ("York,  USA", True),
        ("York, ", False),
    ],
)
def test_a_mark_inside_of_a_foreign_phrase(text, foreign):
    assert is_in_foreign_phrase(text, text.index(",")) is foreign


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见www.a.cn。", ["www.a.cn"]),
        ("见https://a.cn/b?c=1了", ["https://a.cn/b?c=1"]),
        ("信a.b@c-d.com.cn。", ["a.b@c-d.com.cn"]),
        ("见news.a.com/b。", ["news.a.com/b"]),
        ("增3.5万", []),
        ("没有", []),
        ("a.b", []),
    ],
)
def test_addresses_are_found_whole(text, found):
    assert [text[start:end] for start, end in addresses(text)] == found


@pytest.mark.parametrize(
    ("text", "chinese"),
    [("甲,", True), ("甲a,", True), ("甲。a,", False), ("甲!,", False), ("甲\n,", False), ("abc,", False), (",", False),
     ("甲" + "a" * 58 + ",", True), ("甲" + "a" * 60 + ",", False)],
)  # fmt: skip
def test_the_words_before_a_mark_are_chinese(text, chinese):
    assert chinese_sentence(text, len(text) - 1) is chinese


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("台北", True), ("台南市", True), ("台北—高雄", True), ("台北連線高雄", True), ("綜合", True), ("北京", True),
        ("王小明", False), ("", False), ("台北王", False), ("—", False), ("台北—王小明", False),
    ],
)  # fmt: skip
def test_places_that_papers_report_from(words, place):
    assert is_place(words) is place


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [("北", "上", True), ("市", "北", True), ("馨", "上", False), ("京", "馨", False)],
)
def test_where_one_place_may_end_and_another_begin(before, after, may):
    assert may_be_between(before, after) is may


@pytest.mark.parametrize(
    ("word", "nobody"),
    [
        ("受访者", True), ("視覺中國", True), ("國際中心", True), ("綜合", True), ("河东日报", True), ("市委书记张强", False),
        ("编辑部", True), ("要闻部", True), ("县政府", True), ("本报某某", True), ("王小明", False), ("李静", False),
    ],
)  # fmt: skip
def test_words_that_name_nobody(word, nobody):
    assert names_nobody(word) is nobody


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("【記者王小明／台北報導】", "【記者王小明／；；；；】"),
        ("记者 王小明 李静", "记者 王小明 李静"),
        ("本报记者 王小明 北京报道", "本报记者 王小明 ；；；；"),
        ("新华社北京11月9日电（记者张三）", "；" * 11 + "（记者张三）"),
        ("来源：河东日报", "；" * 7),
        ("每经记者 张三 每经编辑 李四", "；；记者 张三 ；；编辑 李四"),
    ],
)
def test_what_of_a_byline_is_no_office_and_no_name(text, left):
    assert without_places(text) == left


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("记者 王小明", [("记者", True), ("王小明", False)]),
        ("记 者 王 小 明", [("记 者".replace(" ", ""), True), ("王小明", False)]),
        ("王强 摄", [("王强", False), ("摄", True)]),
        ("欧阳 小 明", [("欧阳小明", False)]),
        ("王 强 李 静", [("王强", False), ("李静", False)]),
    ],
)
def test_the_words_of_a_byline(text, words):
    assert [(token.word, token.is_office) for token in tokens(text)] == words


def test_gaps_inside_of_names_are_closed():
    assert close_up("记者 王 强 李静") == {4}
    assert close_up("记者 Anna Li") == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("记者 王强", [("记者", ("王强",))]),
        ("本报记者 王强 通讯员 李静 张华", [("记者", ("王强",)), ("通讯员", ("李静", "张华"))]),
        ("王强 摄", [("摄影", ("王强",))]),
        ("王强/文 李静/图", [("文", ("王强",)), ("图", ("李静",))]),
        ("王强", [("作者", ("王强",))]),
        ("（江苏　王明）", [("作者", ("王明",))]),
        ("记者 王强 北京", [("记者", ("王强",))]),
        ("", []),
    ],
)
def test_who_did_what(text, found):
    assert [(credit.role, credit.names) for credit in parse_byline(text)] == found


@pytest.mark.parametrize(
    ("text", "width", "opens", "lost"),
    [
        ("", 15.0, None, None),
        ("桥修好了。", 15.0, None, None),
        ("桥修好了", 15.0, None, "line"),
        ("桥修好了", 13.6, None, "line"),  # what leaves an em and a half ended there
        ("桥修好了", 13.4, None, "mark"),
        ("桥修好了，", 5.0, None, "line"),
        ("桥修好了", 4.0, True, None),
        ("桥，修好了", 4.0, True, "mark"),
        ("涨了5%", 5.0, None, "mark"),
        ("桥修好了）", 15.0, None, None),
    ],
)
def test_how_the_end_of_a_paragraph_was_lost(text, width, opens, lost):
    last = replace(line("桥修好了"), width=width, opens=opens)
    assert end_is_lost(text, last) == lost


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("他说,桥修好了.", "他说，桥修好了。"),
        ("增长3.5%,比去年高.", "增长3.5%，比去年高。"),
        ("全长1,200米。", "全长1,200米。"),
        ("他说:“好.”", "他说：“好。”"),
        ("气温-3--5℃。", "气温-3--5℃。"),
        ("New York, USA", "New York, USA"),
        ("他说...好", "他说……好"),
        ("桥(新)修好了", "桥（新）修好了"),
        ("桥修 好了", "桥修好了"),
        ("用 Open Source 造桥", "用Open Source造桥"),
    ],
)
def test_a_sentence_is_set_as_the_standard_has_it(text, restored):
    assert restore_text(text).text == restored
