"""Time grows with the text and not with its square, whatever its rows are made of.

Processor time is measured, the least of a few tries, because the machine may be busy. Where one size alone is bounded, the
bound is several times what was measured: it is passed only by something of another order.
"""

from __future__ import annotations

import random
import time

import pytest

from epubmaker.pipeline import reconstruct
from epubmaker.readers import read_string

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
SMALL, TIMES = 6_000, 4  # characters; the larger text is as many times longer
GROWTH = 2 * TIMES  # linear work takes as many times longer; its square four times as much again
START = 0.15  # seconds that any text may take besides: first uses, small tables
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


def assert_grows_like_its_text(make, unit: str) -> None:
    small = least(make(unit, SMALL))
    large = seconds(make(unit, SMALL * TIMES))
    if large > GROWTH * small + START:
        large = min(large, least(make(unit, SMALL * TIMES)))
    assert large <= GROWTH * small + START


@pytest.mark.parametrize("kind", UNITS)
def test_one_long_row(kind):
    assert_grows_like_its_text(row, UNITS[kind])


@pytest.mark.parametrize("kind", BLANKS)
def test_blanks_inside_a_row(kind):
    assert_grows_like_its_text(inside, BLANKS[kind])
