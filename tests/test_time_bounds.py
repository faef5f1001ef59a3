"""Time grows with the text and not with its square, whatever its rows are made of.

Processor time is measured, the least of a few tries, because the machine may be busy. Where one size alone is bounded, the
bound is several times what was measured: it is passed only by something of another order.
"""

from __future__ import annotations

import os
import random
import time

import pytest

from epubmaker.label import label_lines
from epubmaker.pipeline import reconstruct
from epubmaker.readers import read_string
from epubmaker.segment import split_lines

SENTENCE = "春季植树活动在河边公园举行。"
# Rows of one kind and nothing else, each with what made it slow or might: figures for the masthead, marks for the pairing of
# quotation marks, words and dots for addresses, offices for the publisher.
UNITS = {
    "digits": "1234567890",
    "full-width digits": "１２３４５",
    "telephone numbers": "13812345678",
    "Han numerals": "一二三四五六七八九十",
    "one character": "字",
    "straight quotes": '"',
    "opening quotes": "“",
    "single quotes": "'",
    "brackets": "（",
    "title brackets": "《",
    "Latin words": "Only English text here, nothing else. ",
    "Latin letters": "abcdefghij",
    "full-width letters": "ＡＢＣＤＥ",
    "newspapers": "河东日报",
    "bylines": "■记者 李明",
    "dates": "2021年3月4日",
    "numeric dates": "2021-03-04 ",
    "spaced characters": "字 ",
    "web addresses": "www.abc.com/a/b?c=d&",
    "mail addresses": "a@",
    "dots": ".",
    "dotted letters": "a.b.",
    "numbered items": "1.",
    "hyphens": "-",
    "dashes": "—",
    "weather": "晴转",
    "sentences": SENTENCE,
}
# Runs of blanks inside a row; they are nothing at its ends.
BLANKS = {"spaces": " ", "ideographic spaces": "\u3000", "em spaces": "\u2003", "dots inside": "."}
SMALL, TIMES = 4_000, 4  # characters; the larger text is as many times longer
GROWTH = 2 * TIMES  # linear work takes as many times longer; its square four times as much again
START = 0.1  # seconds that any text may take besides: first uses, small tables
MODELS = 1.5  # seconds instead, where seams are scored: the threads of numpy count their waiting for a busy machine
TRIES = 2


def seconds(text: str) -> float:
    """Return the processor time that a reconstruction takes."""
    source = read_string(text)
    started = time.process_time()
    reconstruct(source)
    return time.process_time() - started


def least(text: str) -> float:
    """Return the least time of a few tries."""
    return min(seconds(text) for _ in range(TRIES))


def row(unit: str, characters: int) -> str:
    """Return one row of a unit set again and again."""
    return (unit * (characters // len(unit) + 1))[:characters] + "\n"


def rows(unit: str, characters: int) -> str:
    """Return many short rows of a unit."""
    return row(unit, 20) * (characters // 20)


def inside(unit: str, characters: int) -> str:
    """Return a row that begins and ends in text."""
    return f"字{row(unit, characters).rstrip()}" + unit * characters + "字\n"


@pytest.fixture(scope="module", autouse=True)
def _models_are_loaded():
    """Models are read once a process, before anything is measured."""
    reconstruct(read_string(SENTENCE * 3 + "\n" + SENTENCE + "\n"))


def assert_grows_like_its_text(make, unit: str, start: float = START) -> None:
    small, large = make(unit, SMALL), make(unit, TIMES * SMALL)
    if seconds(large) > GROWTH * seconds(small) + start:
        assert least(large) <= GROWTH * least(small) + start


@pytest.mark.parametrize("kind", UNITS)
def test_one_long_row(kind):
    assert_grows_like_its_text(row, UNITS[kind])


@pytest.mark.parametrize("kind", BLANKS)
def test_blanks_inside_a_row(kind):
    assert_grows_like_its_text(inside, BLANKS[kind])


@pytest.mark.parametrize("kind", ["digits", "bylines"])
def test_many_short_rows(kind):
    assert_grows_like_its_text(rows, UNITS[kind], MODELS)


# Names and matters of news items; every item is put together anew, so that no two rows are alike.
PLACES = ["青川", "南浦", "石桥", "云岭", "东林", "白沙", "长宁", "临江", "西岗", "北屯", "柳园", "竹山"]
HOUSES = ["小学", "医院", "社区", "工厂", "码头", "公园", "图书馆", "车站", "农场", "市场", "水库", "敬老院"]
DEEDS = [
    "完成修缮",
    "正式开放",
    "举办比赛",
    "新增床位",
    "迎来客人",
    "启动改造",
    "获得表彰",
    "开展培训",
    "扩大招生",
    "通过验收",
]
DAYS = ["昨天上午", "本周三", "上个月", "近日", "今年以来", "入秋前夕"]
VOICES = ["负责人介绍", "居民们表示", "工作人员说", "有关部门指出", "代表们认为"]
OUTCOMES = (
    "这项工作历时三个月，投入资金五十万元",
    "受益群众超过两千人，比去年增加一成",
    "下一步将继续完善设施，方便群众办事",
    "各项准备已经就绪，预计年底全部完工",
    "活动吸引了周边乡镇的许多群众前来参加",
)


def news_items(count: int, between: str = "") -> str:
    """Return short news items, each one row of title and one of text, with a row of its own between them if wanted."""
    draw = random.Random(7)
    made = []
    for number in range(count):
        place, house, deed = draw.choice(PLACES), draw.choice(HOUSES), draw.choice(DEEDS)
        first, second = draw.sample(OUTCOMES, 2)
        told = f"{draw.choice(DAYS)}，{place}第{number % 90 + 2}{house}{deed}。{draw.choice(VOICES)}，{first}。{second}。"
        made.append(f"{place}{house}{deed}\n{between}{told}\n")
    return "".join(made)


def labelling(lines) -> float:
    """Return the least processor time that labelling takes."""
    taken = []
    for _ in range(TRIES):
        started = time.process_time()
        label_lines(lines)
        taken.append(time.process_time() - started)
    return min(taken)


# News items of a long page, with what the longer of two takes: 1.4 s and 2.8 s for half as many where this was written.
ITEMS, ITEMS_TAKE = (2_000, 5.3) if os.environ.get("EPUBMAKER_LONG") else (1_000, 2.8)


def test_two_thousand_news_items():
    """Twice the items take about twice the time."""
    half, whole = seconds(news_items(ITEMS // 2)), seconds(news_items(ITEMS))
    assert whole <= 3 * half + START
    assert whole <= 5 * ITEMS_TAKE


def test_rows_without_a_blank_row_between_are_labelled_one_by_one():
    """All items stand in one run of rows, which was looked through for every title in it."""
    few, many = (tuple(split_lines(read_string(news_items(count)))) for count in (500, 4_000))
    assert labelling(many) <= 2 * 8 * labelling(few) + START
