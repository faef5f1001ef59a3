"""What speaks for a row being a title: its marks, its width beside the column, and what stands around it."""

from __future__ import annotations

import pytest

from epubmaker import read_string
from epubmaker.label.rows import LabelRow, group_rows, rows_hold_paragraphs
from epubmaker.label.title_words import MOST, title_words, word_slots
from epubmaker.label.titles import (
    ROW_A_LINE,
    ROW_A_PARAGRAPH,
    Surroundings,
    group_words,
    is_impossible,
    may_be_crosshead,
    setting_score,
    title_label,
    title_score,
    title_signs,
)
from epubmaker.model import Role
from epubmaker.segment import split_lines

TEXT = (
    "河东镇昨天举行新桥通车仪式两岸居民过往不再绕路沿线村庄的果农说今后"
    "水果当天就能运到城里价钱比从前好了许多还要修两条公路直通县里火车站"
)
BEST = Surroundings(before_closed=True, after_opens=True, by_byline=True, alone=True, doubled=False)


def row_of(text, measure=15.0, widest=15.0):
    lines = tuple(split_lines(read_string(piece))[0] for piece in text.split(" "))
    return LabelRow(0, 0, lines, text, measure, widest)


def around(**changed):
    told = {name: getattr(BEST, name) for name in BEST.__slots__}
    return Surroundings(**(told | changed))


@pytest.mark.parametrize(
    "text",
    [
        "新桥昨天通车。",
        "，两岸居民不再绕路",
        "（作者系河东中学教师）",
        "居民说“",
        "新华社北京3月4日电",
        "2021-03-04",
        TEXT[:61],
    ],
)
def test_rows_that_cannot_be_titles(text):
    assert is_impossible(row_of(text))


@pytest.mark.parametrize("text", ["河东新桥通车", "河东：新桥通车", "“河东新桥”通车", TEXT[:60], "问："])
def test_rows_that_can(text):
    assert not is_impossible(row_of(text))


def test_a_mark_may_stand_where_a_title_was_cut_in_two():
    first, second = row_of("河东新桥、"), row_of("、老街改造")
    assert not is_impossible(second, before=first)
    assert is_impossible(second)
    assert not is_impossible(row_of("河东“"), after=second)
    assert is_impossible(row_of("河东“"))


def test_every_thing_around_counts_on_its_own_side():
    row = row_of("河东新桥通车")
    best = setting_score(row, BEST)
    for changed in ({"before_closed": False}, {"after_opens": False}, {"by_byline": False}, {"alone": False}):
        assert setting_score(row, around(**changed)) < best
    assert setting_score(row, around(doubled=True)) > best


def test_marks_of_sentences_speak_against_a_title():
    plain = setting_score(row_of("河东新桥昨天通车了"), BEST)
    assert setting_score(row_of("河东新桥，昨天通车"), BEST) == pytest.approx(plain - 0.7)
    assert setting_score(row_of("河东，新桥，昨天通"), BEST) == pytest.approx(plain - 1.4)
    assert setting_score(row_of("河东新桥昨天通车："), BEST) == pytest.approx(plain - 0.8)
    assert setting_score(row_of("修新桥　改老街　建校"), BEST) > plain
    assert setting_score(row_of("——新桥昨天通车了"), BEST) > plain


def test_the_width_of_a_row_beside_its_column():
    score = {wide: setting_score(row_of(TEXT[:wide]), BEST) for wide in (8, 12, 13, 15, 16, 18)}
    assert score[8] > score[12]  # too short for a line that goes on
    assert score[15] < score[13] < score[12]  # a full line; the first of a paragraph
    assert score[16] == score[15]
    assert score[18] > score[8]  # it is not set in the column
    ended = setting_score(row_of("河东老街改造了！"), BEST)
    assert ended < score[8]  # a short line may end a paragraph
    assert setting_score(row_of(TEXT[:15], measure=0.0), BEST) > score[15]  # no column is known


def test_rows_of_several_lines_are_titles_where_they_are_balanced():
    balanced = row_of("河东新桥昨天 两岸居民过河", measure=15.0)
    full = row_of(f"{TEXT[:15]} {TEXT[20:35]} 新桥通车", measure=15.0)
    opening = row_of(f"{TEXT[:13]} 新桥通车", measure=15.0)
    wide = row_of(f"{TEXT[:18]} {TEXT[20:38]}", measure=15.0)
    assert setting_score(full, BEST) < setting_score(balanced, BEST)
    assert setting_score(opening, BEST) < setting_score(balanced, BEST)
    assert setting_score(wide, BEST) > setting_score(balanced, BEST)


def test_a_lone_first_line_of_a_paragraph_is_told():
    assert title_signs(row_of(TEXT[:13]), BEST, None)[3] == 1.0
    assert title_signs(row_of(TEXT[:12]), BEST, None)[3] == 0.0
    assert title_signs(row_of(f"{TEXT[:13]} 东"), BEST, None)[3] == 0.0


def test_a_score_is_the_sum_of_signs_and_weights():
    assert title_score((1.0, 2.0, 3.0, 1.0), ROW_A_LINE) == pytest.approx(-1.2 + 1.66 + 3.36)


def test_words_of_a_title_cut_in_two_are_heard_together():
    rows = [row_of("河东新桥"), row_of("昨天通车")]
    assert group_words(rows) == title_words().log_odds("河东新桥昨天通车")
    assert group_words([*rows, rows[0]]) is not None
    assert group_words(rows * 2) is None
    assert group_words([row_of(TEXT[:40]), row_of(TEXT[20:41])]) is None
    assert title_signs(rows[0], BEST, 2.5)[2] == 2.5
    assert title_signs(rows[0], BEST, None)[2] == title_words().log_odds("河东新桥")


def test_words_alone_make_nothing_surer_than_they_can():
    assert (
        title_words().log_odds("我市召开经济工作会议")
        > 0
        > title_words().log_odds("的时候，他就已经在这里了。")
    )
    assert all(abs(title_words().log_odds(text * 40)) <= MOST for text in ("会议召开", "的了，"))


def test_slots_are_of_runs_of_one_to_three_with_the_ends():
    assert len(list(word_slots("河东", 12))) == 4 + 3 + 2
    assert all(slot < 1 << 12 for slot in word_slots("河东新桥通车", 12))
    assert list(word_slots("河东", 12)) != list(word_slots("东河", 12))


def test_labels_are_as_sure_as_the_score_is_far():
    row = row_of("河东新桥通车")
    assert title_label(row, 2.0, prompts=False).role is Role.HEADLINE
    assert title_label(row, 2.0, prompts=False).confidence == pytest.approx(0.75)
    assert title_label(row, 40.0, prompts=False).confidence == pytest.approx(0.97)
    nearly = title_label(row, -2.0, prompts=False)
    assert (nearly.role, nearly.rule) == (Role.BODY, "title-like")
    assert nearly.confidence == pytest.approx(0.75)
    assert title_label(row, -3.2, prompts=False) is None
    assert title_label(row_of("提示：明天有雨"), 1.0, prompts=True).role is Role.LABEL
    assert title_label(row_of("提示：明天有雨"), 1.0, prompts=False).role is Role.HEADLINE


def test_a_crosshead_stands_alone_behind_an_end_and_has_none_itself():
    assert may_be_crosshead(row_of("村民的话"), BEST)
    assert not may_be_crosshead(row_of("村民的话！"), BEST)
    assert not may_be_crosshead(row_of("村民的话"), around(alone=False))
    assert not may_be_crosshead(row_of("村民的话"), around(before_closed=False))


def test_rows_know_the_column_of_the_text_around_them():
    wide = "\n".join((TEXT[:15], TEXT[15:30], TEXT[30:45], "东河。"))
    narrow = "\n".join((TEXT[:9], TEXT[9:18], TEXT[18:27], "新。"))
    rows = group_rows(split_lines(read_string(f"新桥通车\n\n{wide}\n\n短行\n\n{narrow}")))
    assert [row.measure for row in rows[:2]] == [15.0, 15.0]
    assert rows[0].widest == 15.0
    short = next(row for row in rows if row.text == "短行")
    assert (short.measure, short.widest) == (15.0, 15.0)
    assert rows[-1].measure == 9.0
    assert rows[-1].widest == 15.0
    assert [row.run for row in rows] == [0, 1, 1, 1, 1, 2, 3, 3, 3, 3]


def test_a_page_holds_paragraphs_where_rows_hold_lines():
    joined = " ".join((TEXT[:15], TEXT[15:30], TEXT[30:45]))
    assert rows_hold_paragraphs(split_lines(read_string(joined)))
    assert not rows_hold_paragraphs(split_lines(read_string("河东新桥昨天\n通车两岸居民\n不再绕路了。")))


def test_a_width_between_says_no_more_than_a_column_of_which_nothing_is_known():
    text = "河东镇昨天举行新桥通车仪"  # twelve of fifteen: no full line, no first line, and not short
    assert setting_score(row_of(text), BEST) == setting_score(row_of(text, measure=0.0), BEST)
    short = text[:8]
    assert setting_score(row_of(short), BEST) > setting_score(row_of(text), BEST)
    assert setting_score(row_of(short + "。"), BEST) == pytest.approx(setting_score(row_of(text), BEST))


def test_a_byline_beside_says_more_than_what_follows():
    row = row_of("河东新桥通车")
    beside, followed = around(after_opens=False), around(by_byline=False)
    assert setting_score(row, beside) > setting_score(row, followed)


def test_a_dash_at_the_head_says_less_than_a_row_of_slogans():
    dash, slogans = row_of("——新桥昨天通车了"), row_of("修新桥　改老街　建校")
    assert setting_score(dash, BEST) < setting_score(slogans, BEST)


def test_how_a_row_sounds_settles_it_where_nothing_else_is_known():
    for weights in (ROW_A_LINE, ROW_A_PARAGRAPH):
        assert title_score((1.0, 0.0, 3.0, 0.0), weights) > 0 > title_score((1.0, 0.0, -3.0, 0.0), weights)
