"""Titles that a source sets twice are read once; what comes twice on purpose stays."""

import pytest

from epubmaker.model import SourceText
from epubmaker.segment import split_lines

TEXT = "市图书馆昨天宣布，今年起每晚延长开放一小时，周末也\n不例外，读者可以在自习区停留到十点。这项安排\n"


def texts(source):
    return [line.text for line in split_lines(SourceText(source))]


def copies(source):
    return [line.again.of(source) for line in split_lines(SourceText(source)) if line.again]


OTHERS = "老城区旧貌换新颜\n老城区旧貌换新颜\n" + TEXT + "早稻喜获丰收了\n早稻喜获丰收了\n" + TEXT


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ("图书馆延长开放时间图书馆延长开放时间\n", ["图书馆延长开放时间"]),
        ("图书馆延长开放时间　图书馆延长开放时间\n", ["图书馆延长开放时间"]),
        ("图书馆延长开放时间\n图书馆延长开放时间\n", ["图书馆延长开放时间"]),
        ("图书馆延长\n图书馆延长\n开放时间\n开放时间\n", ["图书馆延长", "开放时间"]),
        ("图书馆延长\n开放时间\n图书馆延长\n开放时间\n", ["图书馆延长", "开放时间"]),
    ],
)
def test_a_title_that_is_set_twice_is_read_once_and_its_copy_named(rows, kept):
    source = rows + TEXT + OTHERS
    assert texts(source)[: len(kept)] == kept
    assert copies(source)[: len(kept)] == kept


@pytest.mark.parametrize(
    "source",
    [
        "天天天天\n" + TEXT,  # no title is as short as that by half
        "春天来了\n春天来了\n" + TEXT,  # alone on its page, and short
        "让我们荡起双桨，\n让我们荡起双桨，\n" + TEXT,  # a refrain
        "让我们荡起双桨小船儿\n" * 3 + TEXT,
        "·本地大白菜每斤一元\n·本地大白菜每斤一元\n" + TEXT,  # two rows of a list
        "　　图书馆延长了开放的时间。\n　　图书馆延长了开放的时间。\n　　读者很高兴。\n　　馆员也是。\n",
        "100200300\n100200300\n" + TEXT,
        "图书馆延长开放时间\n图书馆延长开放时间\n" + TEXT,  # alone on its page it may be a refrain
        "我们的家乡在河东\n稻花香里唱丰年\n我们的家乡在河东\n稻花香里唱丰年\n" + TEXT,
        "玉米 2.50元\n玉米 2.50元\n" * 1 + TEXT,
        "加油加油加油加油\n" + TEXT,
        "百分之五十\t百分之五十\n" + TEXT,
    ],
)
def test_what_comes_twice_on_purpose_stays(source):
    assert copies(source) == []
    assert "".join("".join(texts(source)).split()) == "".join(source.split())
