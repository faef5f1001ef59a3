"""What is said of every line before its role is read: each sign by lines that show it and lines that do not."""

from __future__ import annotations

import numpy as np
import pytest

from epubmaker import read_string
from epubmaker.label import label_lines
from epubmaker.model import Label, Role, Seam, SeamTable
from epubmaker.roles.shared import SharedWords
from epubmaker.roles.signs import SIGNS, SPAN, line_signs, name_share, near_measures
from epubmaker.segment import split_lines

BODY = [
    "河东镇昨天举行新桥通车仪式，",
    "两岸居民过河不再绕路，沿线村",
    "庄的果农说，今后水果当天就能",
    "运到城里。",
]
NO_SEAMS = -4.0


def signs_of(rows, seams=None, labels=None):
    """Return the signs of rows of text, by name, a value a line."""
    lines = split_lines(read_string("\n".join(rows)))
    count = len(lines)
    none = (0.0,) * count
    table = seams or SeamTable(((),) * count, none, none, floor=NO_SEAMS)
    found = line_signs(lines, labels or label_lines(lines), table)
    assert found.shape == (count, len(SIGNS))
    return {name: found[:, at].tolist() for at, name in enumerate(SIGNS)}


def says(text, sign):
    """Return one sign of a text that stands by itself."""
    return signs_of([text])[sign][0]


def test_a_page_without_lines_has_no_signs():
    assert line_signs((), (), SeamTable((), (), ())).shape == (0, len(SIGNS))


def test_how_lines_are_set():
    found = signs_of([*BODY, "", "老街改造", *BODY])
    assert found["width"] == [14, 14, 14, 5, 4, 14, 14, 14, 5]
    assert found["blank_before"] == [1, 0, 0, 0, 1, 0, 0, 0, 0]
    assert found["blank_after"] == [0, 0, 0, 1, 0, 0, 0, 0, 1]
    assert found["in_measure"][4] == pytest.approx(4 / 14)
    assert found["beyond_measure"][4] == -10
    assert found["ends"] == [0, 0, 0, 1, 0, 0, 0, 0, 1]
    assert found["marks"] == [1, 1, 1, 1, 0, 1, 1, 1, 1]
    assert found["from_start"] == list(range(9))
    assert found["to_end"] == list(range(9))[::-1]
    assert found["place"][3] == pytest.approx(3 / 9)


def test_lines_that_tell_nothing_stand_in_runs():
    found = signs_of(["老街改造", "新馆开放", "春耕", *BODY[:2], "果园"])
    assert found["tells"] == [0, 0, 0, 1, 1, 0]
    assert found["run"] == [3, 3, 3, 0, 0, 1]
    assert found["in_run"] == [0, 1, 2, 0, 0, 0]


def test_lines_joined_in_a_row_are_known():
    lines = [
        "河东镇昨天举行新桥通车仪式， 两岸居民过河不再绕路，沿线村 庄的果农说，今后水果当天就能",
        "运到城里。",
    ]
    found = signs_of(lines)
    assert found["same_row"] == [0, 1, 1, 0]
    assert found["row_goes_on"] == [1, 1, 0, 0]
    assert found["page.joined"][0] == pytest.approx(2 / 3)


def test_marks_at_the_ends_of_lines():
    found = signs_of(["开工，", "“老街", "，还有", "（一）新桥"])
    assert [bool(value) for value in found["last_mark"]] == [True, False, False, False]
    assert [bool(value) for value in found["first_mark"]] == [False, True, False, True]
    assert found["forbidden_first"] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("sign", "yes", "no"),
    [
        ("dateline", "新华社北京3月4日电　记者从会上获悉", "河东镇昨天举行新桥通车仪式"),
        ("reported", "本报讯　河东镇昨天举行通车仪式", "河东镇昨天举行新桥通车仪式"),
        ("credited", "本报记者　李明", "河东镇昨天举行新桥通车仪式"),
        ("contact", "联系电话：85100000", "河东镇昨天举行新桥通车仪式"),
        ("item", "（一）修好新桥", "修好新桥（一）"),
        ("item", "3、修好新桥", "3.5公里的新桥"),
        ("speaker", "问：新桥何时通车", "新桥何时通车"),
        ("in_brackets", "（李明　摄）", "（李明）摄"),
        ("dash_first", "——河东镇修桥记", "河东镇修桥记——"),
        ("dash_last", "河东镇修桥记——", "——河东镇修桥记"),
        ("picture", "图为新桥", "新桥通车"),
        ("picture", "李明　摄", "摄制组来到河东镇拍新桥"),
        ("date", "2021年3月4日", "3月4日"),
        ("organ", "河东镇人民政府", "河东镇政府昨天说"),
    ],
)
def test_what_lines_say(sign, yes, no):
    assert says(yes, sign) > 0
    assert says(no, sign) == 0


def test_shares_of_figures_and_letters_and_open_brackets():
    assert says("2021年3月", "digits") == pytest.approx(5 / 7)
    assert says("WTO规则", "latin") == pytest.approx(3 / 5)
    assert says("新　桥 通 车", "spaces") == 3
    assert says("（河东", "brackets") == 1
    assert says("河东）", "brackets") == -1
    assert says("“河东”说“", "quotes") == 1


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("李明　王强", 1.0),
        ("本报记者　李明", 1.0),
        ("李明说", 1.0),
        ("新桥通车", 0.0),
        ("李明　新桥通车", 2 / 6),
        ("（摄）", 0.0),
    ],
)
def test_names_by_their_share_of_a_line(text, share):
    assert name_share(text) == pytest.approx(share)


def test_the_labellers_word_is_a_sign_as_sure_as_it_is():
    labels = [
        Label(Role.BYLINE, 0.8, "byline"),
        Label(Role.HEADLINE, 0.9, "title"),
        Label(Role.BODY, 0.7, "title-like"),
    ]
    found = signs_of(["本报记者　李明", "老街改造", "新馆开放"], labels=labels)
    assert found["own.byline"] == [1, 0, 0]
    assert found["own.headline"] == [0, 1, 0]
    assert found["own.sure"] == pytest.approx([0.8, 0.9, 0.0])
    assert found["title_score"] == pytest.approx([0.0, 0.4, -0.2])


def test_how_lines_go_on_is_taken_from_the_seams():
    candidates = ((Seam(0, 1, 2.0), Seam(0, 2, 3.0)), (Seam(1, 3, 1.5),), (Seam(2, 3, 20.0),), ())
    seams = SeamTable(candidates, (0.5, 0.0, 0.0, -0.5), (0.0, 1.0, 0.0, 2.0), NO_SEAMS, (0.1, 0.2, 0.3, 0.4))
    found = signs_of(["一", "二", "三", "四"], seams)
    assert found["opens"] == pytest.approx([0.5, 0, 0, -0.5])
    assert found["closes"] == pytest.approx([0, 1, 0, 2])
    assert found["in_order"] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert found["in_order_before"] == pytest.approx([-5, 0.1, 0.2, 0.3])
    assert found["before"] == pytest.approx([NO_SEAMS, 2.0, NO_SEAMS, 12.0])
    assert found["after"] == pytest.approx([2.0, NO_SEAMS, 12.0, NO_SEAMS])
    assert found["across"] == pytest.approx([NO_SEAMS, 3.0, 1.5, NO_SEAMS])
    assert found["around"] == pytest.approx([NO_SEAMS, 3.0, 1.5, NO_SEAMS])
    assert found["to_afar"] == pytest.approx([3.0, 1.5, 0, 0])
    assert found["from_afar"] == pytest.approx([0, 0, 3.0, 1.5])


def test_the_measure_is_what_most_lines_nearby_fill():
    widths = np.array([4.0, 14, 14, 14, 5, 22.0])
    assert near_measures(widths).tolist() == [14.0] * 6
    narrow_then_wide = np.array([10.0] * 30 + [20.0] * 30)
    measures = near_measures(narrow_then_wide)
    assert (measures[0], measures[20], measures[-1]) == (10.0, 10.0, 20.0)


def test_words_are_shared_with_other_lines_and_never_with_oneself():
    words = SharedWords(["河东新桥通车", "天气晴朗", "昨天河东新桥通车仪式举行", "果农"])
    assert words.share(0, 0, 1) == 0
    assert words.share(0, 0, 4) == words.share(0, 1, 4) > 0
    assert words.share(0, 1, 2) == 0
    assert words.share(0, 3, 4) == 0
    assert words.share(0, 2, 3) > words.share(2, 0, 1) * 0.5
    assert words.share(0, 1, 4) < 1


def test_what_holds_for_the_page_is_said_of_every_line():
    found = signs_of([*BODY, "", *BODY])
    assert set(found["page.ends"]) == {0.25}
    assert set(found["page.blank"]) == {np.float32(1 / 7).item()}
    assert set(found["page.median"]) == {14.0}
    assert set(found["page.long"]) == {0.0}
    assert set(found["page.tells"]) == {1.0}
    assert set(found["page.joined"]) == {0.0}


@pytest.mark.parametrize("text", ["李明王强", "李小明王强", "李明王小强", "李小明王小强"])
def test_two_names_set_together_are_names_all_but(text):
    assert 0.5 < name_share(text) < 1.0
    assert name_share(f"{text}们也来") == 0.0


def test_words_are_shared_with_the_text_that_is_near():
    """As far as a paragraph goes, on either side, and no row further."""
    rows = [f"第{sign}座桥昨天完工通车了" for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地人和"]
    span = max(6, int(SPAN / 11))
    assert span + 2 < len(rows)
    for away, near in ((span, True), (span + 1, False)):
        told = list(rows)
        told[1] = told[1 + away] = "蓝莓丰收果农喜悦忙采"
        found = signs_of(told)
        assert (found["with_after"][1] > 0.3) == near
        assert (found["with_before"][1 + away] > 0.3) == near
        assert found["with_all"][1] > 0.3
