"""Titles that run in with their texts in a row set heavy all through: words part them, and what is no such row stays whole."""

from __future__ import annotations

import pytest

from epubmaker.layout.news_words import page_openings, text_begins, text_may_begin
from epubmaker.layout.run_in import part_run_in
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, PlacedLine

SCALE = Scale(body=10.0, pitch=16.0, font="Song", bold=False, exact=True)
EM = 10.0


def row(text, at, *, heavy=False, indent=0.0, width=None, top=0.0):
    x, y = 100 + EM * indent, top + 100 + 16.0 * at
    right = 100 + EM * (width if width is not None else indent + len(text))
    return PlacedLine(text, Box(x, y, right, y + EM), EM, "Hei" if heavy else "Song", bold=heavy)


def parted(*rows):
    """Return the texts of the rows after they are parted, those set heavy behind a star."""
    return [("*" if line.bold else "") + line.text for line in part_run_in(rows, SCALE)]


@pytest.mark.parametrize(
    ("first", "second", "after", "begins"),
    [
        (
            "松原市政府规范政务公开",
            "新华社松原三月二日",
            "电（记者李明）松原市政府昨天",
            "新华社松原三月二日",
        ),
        ("松原水库今年蓄水", "量创新高本报讯", "（记者李明）入汛以来，雨水偏", "本报讯"),
        ("东门菜市场换了新", "顶棚（记者", "李明）昨天，东门菜市场的棚子", "（记者"),
        ("东门菜市场换新顶", "棚近日，东", "门菜市场的棚子拆了一半，摊主", "近日，东"),
        ("老街裁缝铺迁回", "原址老街裁", "缝铺的师傅说，租金三年不变。", "老街裁"),
    ],
    ids=["agency", "own report", "writer in brackets", "day", "said again"],
)
def test_the_words_that_open_news_part_a_title_from_its_text(first, second, after, begins):
    rows = [
        row(first, 0, heavy=True, indent=2, width=14),
        row(second, 1, heavy=True, width=14),
        row(after, 2),
    ]
    head = second[: -len(begins)]
    assert parted(*rows) == [f"*{first}", *([f"*{head}"] if head else []), begins, after]


def test_a_paper_that_a_page_often_names_is_found_at_its_first_character():
    texts = [row(f"青阳新闻网讯（记者李明）今天第{number}条", number, top=400) for number in range(3)]
    rows = [row("东门菜市场换新顶棚青阳新闻网", 0, heavy=True), row("讯（记者王小明）东门菜市场的棚", 1)]
    assert parted(*rows, *texts)[:2] == ["*东门菜市场换新顶棚", "青阳新闻网"]
    assert page_openings(line.text for line in texts) == ("青阳新闻网讯",)
    assert page_openings(line.text for line in texts[:2]) == ()


@pytest.mark.parametrize(
    "rows",
    [
        # the text begins in the next row, which is indented
        [
            row("松原市政府规范政务公开工作", 0, heavy=True),
            row("新华社松原三月二", 1, indent=2, width=13),
            row("日电（记者李明）松原市政府", 2),
        ],
        # the row ends short: the title has ended
        [row("老街迁回老街", 0, heavy=True), row("老街裁缝铺的师傅说，租金三年不变", 1)],
        # a title that names an agency at its beginning
        [row("新华社松原分社今天迁入新址办公", 0, heavy=True), row("松原分社的新址在东门外的老街里头", 1)],
        # text set heavy all through
        [
            row("本报讯（记者李明）东门菜市场换", 0, heavy=True),
            row("新顶棚，摊主都说亮堂了不少。", 1, heavy=True),
        ],
        # plain text
        [row("据新华社松原三月二日电松原市政", 0), row("府昨天发布公告，规范政务公开。", 1)],
        # who wrote
        [row("本报记者李明　本报通讯员王小明", 0, heavy=True), row("昨天，东门菜市场的棚子拆了一半", 1)],
    ],
    ids=["text below", "short", "agency", "heavy text", "plain", "byline"],
)
def test_other_rows_stay_whole(rows):
    assert parted(*rows) == [("*" if line.bold else "") + line.text for line in rows]


def test_weaker_signs_count_only_where_titles_of_a_page_run_in():
    rows = [row("东门菜市场何时换顶棚？摊主们", 0, heavy=True), row("上月起就在问，昨天有了答复。", 1)]
    sure = [
        line
        for number in range(3)
        for line in (
            row(f"第{number}条老街铺上石板本报松原", 0, heavy=True, top=200.0 + 100 * number),
            row("电（记者李明）石板来自东山。", 1, top=200.0 + 100 * number),
        )
    ]
    assert parted(*rows) == ["*" + rows[0].text, rows[1].text]
    assert parted(*rows, *sure)[:2] == ["*东门菜市场何时换顶棚？", "摊主们"]


def test_what_opens_a_text_is_sought_behind_a_title_of_four_characters():
    assert text_begins("招生本报讯", "（记者李明）", ()) is None
    assert text_begins("本报讯", "（记者李明）", (), "松原中学今年招生") == 0
    assert text_begins("招生启事本报讯", "（记者李明）", ()) == 4


def test_who_stands_before_a_colon_is_named_again_by_the_text():
    assert text_may_begin("松原：老街换新颜松原老", "街昨天铺上石板") == 8
    assert text_may_begin("老街换新颜，居民说好", "昨天铺上石板") is None
