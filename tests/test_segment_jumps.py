"""Jumps in the row of their text: each stands for itself, and the parts of an article are joined over them."""

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.segment import split_lines
from epubmaker.text.jump_marks import is_jump

TITLE = "全市防汛工作视频会议召开"
FIRST = "本报讯　昨天上午，全市防汛工作视频会议召开，要求把各项防汛措施落实到每一座水库。"
SECOND = "会议指出，当前正值主汛期，各级各部门要坚持防汛二十四小时值班值守。"
LAST = "会议还通报了全市水库除险加固工程的进展情况。"


def lines_of(text):
    return [line.text for line in split_lines(read_string(text))]


@pytest.mark.parametrize(
    ("row", "pieces"),
    [
        (f"（上接第1版）{SECOND}", ["（上接第1版）", SECOND]),
        (f"（上接第1版《{TITLE}》）{SECOND}", [f"（上接第1版《{TITLE}》）", SECOND]),
        (f"【上接A2版】　{SECOND}", ["【上接A2版】", SECOND]),
        (f"{FIRST}（下转第三版）", [FIRST, "（下转第三版）"]),
        (f"{FIRST} (下转3版)", [FIRST, "(下转3版)"]),
        (f"（上接第1版）{SECOND}（下转第4版）", ["（上接第1版）", SECOND, "（下转第4版）"]),
    ],
)
def test_a_jump_in_brackets_is_parted_from_its_text(row, pieces):
    assert lines_of(f"{TITLE}\n{row}\n{LAST}") == [TITLE, *pieces, LAST]


@pytest.mark.parametrize(
    "row",
    [
        "本报讯　读者问，（下转第3版）这几个字为什么总印在文章中间，编辑说版面放不下。",
        "（上接第一排的观众）他们来得最早，走得最晚，散场以后还帮着收拾桌椅。",
        "报纸上“上接第1版”的字样，是排版的人留给读者的路标，今天讲讲它的来历。",
        "（下转第3版）",
        "（上接第1版）",
    ],
)
def test_other_rows_stay_whole(row):
    assert row in lines_of(f"{TITLE}\n{FIRST}\n{row}\n{LAST}")


@pytest.mark.parametrize("onward", ["\n（下转第3版）", "（下转第3版）", "\n下转第3版"])
@pytest.mark.parametrize("back", ["（上接第1版）", "（上接第1版）\n", f"{TITLE}\n（上接第1版）"])
def test_the_parts_of_an_article_are_joined_over_jumps(onward, back):
    text = f"第1版\n{TITLE}\n{FIRST}{onward}\n第3版\n{back}{SECOND}\n{LAST}\n"
    (article,) = reconstruct(read_string(text)).articles
    assert article.headline == TITLE
    assert [block.text for block in article.blocks] == [FIRST, SECOND, LAST]


@pytest.mark.parametrize(("row", "told"), [("（下转第3版）", True), ("（上接第1版）", True), (SECOND, False)])
def test_a_jump_alone(row, told):
    assert is_jump(row) is told
