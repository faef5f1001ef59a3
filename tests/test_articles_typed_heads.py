"""Heads of two rows in texts that somebody typed: which row is the headline, and what stands below it."""

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.articles.headers import HeaderRow, told_apart

UNSURE = (0.5, 0.4, 0.1)  # a tag that says as little as one can


def headline(*rows, lead=""):
    start, end = told_apart([HeaderRow(row, UNSURE) for row in rows], lead, whole=True)
    return rows[start:end]


@pytest.mark.parametrize(
    "rows",
    [
        ("县委常委会要求", "把防火责任落到山头地块"),
        ("消防部門提醒", "電熱毯使用勿過夜"),
        ("教师节前夕", "千名学子给母校写信"),
        ("市人大常委会主任", "让每条建议都有回音"),
        ("喜迎新春", "花市今晚开街"),
        ("環保署", "廢電池回收獎金調高"),
        ("历时两年零四个月", "这条路为什么还没修好"),
    ],
)
def test_a_row_that_says_who_speaks_or_on_which_occasion_introduces_the_headline(rows):
    assert headline(*rows) == rows[1:]


def test_the_row_that_the_text_says_once_more_is_the_headline():
    rows = ("三十年旧貌换新颜", "东门老街改造工程完工")
    assert headline(*rows, lead="东门老街改造工程昨天完工，老街两侧的八十间铺面焕然一新。") == rows[1:]


def test_of_three_rows_the_middle_one_is_the_headline_between_a_kicker_and_a_deck():
    rows = ("市政协委员建议", "给老楼装上电梯", "——来自市政协会议的声音")
    assert headline(*rows) == rows[1:2]


def test_rows_of_one_headline_stay_together():
    rows = [
        HeaderRow("市领导强调", UNSURE),
        HeaderRow("把群众的安危冷暖放在心", UNSURE, -3.0),
        HeaderRow("上", UNSURE, 9.0),
    ]
    assert told_apart(rows, whole=True) == (1, 3)


TEXTS = (
    "入夏以来，城区四处公共泳池的水质抽检结果每周公布一次，合格率为百分之九十八。",
    "市疾控中心提醒，泳客下水前应先冲淋，患有皮肤病者不要下水。",
)


def test_a_title_said_once_more_is_no_deck():
    title = "泳池水质每周公布一次"
    text = "\n".join([title, "（健康之窗）" + title, *TEXTS])
    assert all(not article.deck for article in reconstruct(read_string(text)).articles)


@pytest.mark.parametrize("given", [0, 1])
def test_what_a_person_has_given_outweighs_all_words(given):
    sure = ((0.999, 0.001, 0.0), (0.0, 0.999, 0.001))
    rows = ("县委常委会要求", "把防火责任落到山头地块")
    told = [HeaderRow(row, sure[1] if at == given else UNSURE) for at, row in enumerate(rows)]
    start, end = told_apart(told, whole=True)
    assert rows[start:end] == rows[given : given + 1]
