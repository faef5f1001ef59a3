"""Rows, joints and measures, on small texts written for the purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epubmaker.model import SourceText
from epubmaker.segment import split_lines

JOINED = (
    "春天的河边开满了黄色的 迎春花,孩子们在堤上放风 筝,老人坐在长椅上晒太阳。\n\n"
    "本报讯 昨天上午,河东镇 的新桥正式通车,两岸居民 过河不再绕路,共有 64 名工 人受到表彰。\n"
)
ROWS = "春天的河边开满了黄色的迎春\n花，孩子们在堤上放风筝，老\n人坐在长椅上晒太阳。\n\n食 药 监 局\n"


def lines_of(text):
    return split_lines(SourceText(text))


def test_a_row_of_joined_lines_is_split_at_its_line_ends():
    lines = lines_of(JOINED)
    assert [line.text for line in lines[:3]] == [
        "春天的河边开满了黄色的",
        "迎春花,孩子们在堤上放风",
        "筝,老人坐在长椅上晒太阳。",
    ]
    assert [line.joint for line in lines[:4]] == ["start", "space", "space", "blank"]


def test_a_space_after_a_dateline_or_beside_a_number_is_no_line_end():
    texts = [line.text for line in lines_of(JOINED)]
    assert "本报讯 昨天上午,河东镇" in texts
    assert any("64 名" in text for text in texts)


def test_spread_words_on_a_page_of_rows_stay_one_line():
    lines = lines_of(ROWS)
    assert [line.text for line in lines][-1] == "食 药 监 局"
    assert [line.joint for line in lines] == ["start", "newline", "newline", "blank"]


def test_rows_end_at_every_kind_of_row_end():
    assert [line.text for line in lines_of("一行\r\n二行\r三行\f四行")] == ["一行", "二行", "三行", "四行"]


def test_the_measure_is_the_width_the_fuller_lines_agree_on():
    text = "\n".join(["一二三四五六七八九十一二三四"] * 5 + ["一二三。"])
    assert {line.measure for line in lines_of(text)} == {14.0}


def test_widths_count_ascii_half_and_indents_are_kept():
    (line,) = lines_of("　　共有12人\n")
    assert (line.text, line.width, line.indent) == ("共有12人", 4.0, 2.0)


@given(st.text(alphabet=st.sampled_from("中文字，。 \t\n\r\f　a1\u2028"), max_size=200))
def test_every_character_that_is_not_blank_is_in_exactly_one_line(text):
    lines = lines_of(text)
    covered = [k for line in lines for k in range(line.span.start, line.span.end)]
    assert len(covered) == len(set(covered))
    assert {k for k, character in enumerate(text) if not character.isspace()} <= set(covered)
    assert all(line.span.of(text) == line.text for line in lines)


FULL = ["食堂每天供应三餐六十岁以上老", "人打八折附近写字楼的白领也常", "来光顾今年全区还将开办五家这"]


@pytest.mark.parametrize("mark", [":", "?", "!", ";"])
def test_a_space_behind_an_ascii_mark_is_no_line_end(mark):
    inside = f"负责人说{mark} 明年再办五家"
    assert [line.text for line in lines_of(" ".join([*FULL, inside, *FULL]))] == [*FULL, inside, *FULL]


def test_a_space_behind_a_character_is_a_line_end_however_short_the_line_is():
    assert [line.text for line in lines_of(" ".join([*FULL, "负责人说", *FULL]))] == [
        *FULL,
        "负责人说",
        *FULL,
    ]


def test_short_news_of_a_title_and_its_text_in_a_row_is_no_row_of_joined_lines():
    first = "昨天记者从市住建部门了解到，南城三座停车场已经动工，可停车八百多辆，收费标准还在听取居民的意见。"
    second = (
        "柳溪镇把图书馆开到了村口，三百多本农技书很受欢迎，管理员说借书的人一天比一天多，座位常常不够用。"
    )
    rows = [
        f"南城新建三座停车场 全部年内完工 {first}",
        f"图书馆开进村里 农闲时节读书忙 {second}",
        "防洪堤加固工程完工",
    ]
    assert [line.text for line in lines_of("\n".join(rows))] == rows
