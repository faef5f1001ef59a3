"""What two lines say of each other, by hand: brackets, quotation marks, runs of the page, and pairs remembered."""

from __future__ import annotations

import numpy as np
import pytest

from epubmaker.model import Label, Line, Role, Span
from epubmaker.seams.alphabet import PARAGRAPH, UNKNOWN, alphabet
from epubmaker.seams.marks import bracket_states, ends_sentence, odd_quotes, open_brackets
from epubmaker.seams.page_language import PageLanguage
from epubmaker.seams.page_text import page_text
from epubmaker.seams.remembered import Remembered
from epubmaker.seams.shortlist import BEST_AT_LEAST, within_reason
from epubmaker.seams.subject import BITS, ROWS, rows_of, slots
from epubmaker.seams.topic import DIMENSIONS, topic_vectors, unit
from epubmaker.seams.weights import SeamWeights

# --- marks (of folded text: brackets round, quotation marks straight)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("都来了。", True),
        ('都来了。"', True),
        ("都来了？）》", True),
        ("都来了！", True),
        ("都来了，", False),
        ("都来了；", False),
        ("都来了", False),
        ("aaa.", True),
        ("00.", False),  # a number, or the figure of an item
        (".", True),
        ('"', False),
        ("", False),
    ],
)
def test_where_a_sentence_may_end(text, ends):
    assert ends_sentence(text) == ends


@pytest.mark.parametrize(
    ("text", "waits", "closes"),
    [
        ("《甲", "》", ""),
        ("乙》", "", "》"),
        ("（甲《乙", "》", ""),
        ("（甲《乙》", "）", ""),
        ("《甲》（乙）", "", ""),
        ("）乙》", "", "）"),
        ("《甲）", "》", ""),  # what closes none of those that are open
        ("）《甲", "》", "）"),
        ("", "", ""),
    ],
)
def test_brackets_that_wait_and_brackets_that_close(text, waits, closes):
    assert open_brackets(text) == (waits, closes)


def test_states_of_brackets_are_numbers():
    waits, closes = bracket_states(["《甲", "乙》", "（丙", "丁）", "戊"])
    assert waits.tolist() == [1, 0, 2, 0, 0]
    assert closes.tolist() == [0, 1, 0, 2, 0]


def test_a_quotation_that_runs_over_an_end():
    assert odd_quotes(['"甲', '甲"乙"', '"甲"乙"', "甲"]).tolist() == [True, False, True, False]


# --- the language of a page


def page_of(*texts):
    lines = [
        Line(number, Span(0, len(text)), text, "newline", number, 0, float(len(text)))
        for number, text in enumerate(texts)
    ]
    return page_text(lines, [Label(Role.BODY, 1.0, "text")] * len(lines))


def crossing(page, left, right, earlier=()):
    return PageLanguage(page, earlier).crossing(page, np.array([left]), np.array([right])).tolist()[0]


def test_the_longest_run_across_a_seam_that_stands_elsewhere():
    page = page_of("昨天河东", "镇通车了", "我在河东镇里", "里头人多")
    assert crossing(page, 0, 1) == 3  # 河东镇
    assert crossing(page, 1, 0) == 0
    assert crossing(page, 0, 1, ["河东镇通车"]) == 5
    assert crossing(page, 0, 1, ["天河东镇通车了"]) == 5  # no longer run is asked for
    assert crossing(page, 1, 3, ["了里"]) == 2
    assert crossing(page, 1, 3, ["了里人"]) == 2  # the line goes on with 头
    assert crossing(page, 1, 3, ["了。里"]) == 0


def test_ends_of_lines_are_no_runs():
    page = page_of("昨天河东", "镇通车了")
    assert crossing(page, 0, 1) == 0
    assert crossing(page_of("河东", "镇通", "东镇"), 0, 1) == 2


def test_a_character_of_no_alphabet_is_in_no_run():
    assert crossing(page_of("\U0001f600河", "镇", "\U0001f600河镇"), 0, 1) == 2


def test_every_pair_is_asked_for_itself():
    page = page_of("河东", "镇里", "河东镇", "在镇")
    found = PageLanguage(page).crossing(page, np.array([0, 3, 0]), np.array([1, 1, 3]))
    assert found.tolist() == [3, 0, 0]


# --- what is remembered


def test_pairs_of_known_texts_are_not_asked_again_in_another_order():
    asked = []

    def work(left, right):
        asked.append(len(left))
        yield "first", 10 * left + right
        yield "second", left > right

    kept = Remembered()
    left, right = np.array([0, 0, 1, 1, 2, 2]), np.array([1, 2, 0, 2, 0, 1])
    once = dict(kept.columns(["丙", "甲", "乙"], left, right, work))
    assert once["first"].tolist() == [1, 2, 10, 12, 20, 21]
    # 甲 stood second and 乙 third: their pair is now the first
    again = dict(kept.columns(["甲", "乙", "丙"], left, right, work))
    assert again["first"].tolist() == [12, 10, 21, 20, 1, 2]
    assert again["second"].tolist() == [False, True, True, True, False, False]
    assert asked == [6]
    other = dict(kept.columns(["甲", "乙", "丁"], left, right, work))
    assert other["first"].tolist() == [1, 2, 10, 12, 20, 21]
    assert asked == [6, 6]


def test_weights_stand_in_the_order_of_the_names_and_what_is_unknown_weighs_nothing():
    weights = SeamWeights({"opens": {"b": 2.0, "a": 1.0}, "closes": {}}, -6.0)
    assert weights.vector("opens", ("a", "c", "b")).tolist() == [1.0, 0.0, 2.0]
    assert weights.vector("closes", ("a",)).tolist() == [0.0]
    with pytest.raises(KeyError):
        weights.vector("other", ("a",))


# --- the second reading


def test_lines_that_go_on_nowhere_are_lifted_to_where_true_pairs_stand():
    left, right = np.array([0, 0, 1]), np.array([1, 2, 2])
    lifted = within_reason(np.array([-7.5, -9.5, -1.0], np.float32), left, right)
    assert lifted == pytest.approx([-2.5, -4.5, -1.0])  # five more for both pairs of the first line
    assert BEST_AT_LEAST == -2.5


def test_both_sides_are_lifted_one_behind_the_other():
    # The left line has a good pair, the right line of the other none but that.
    left, right = np.array([0, 0]), np.array([1, 2])
    assert within_reason(np.array([0.0, -8.5], np.float32), left, right) == pytest.approx([0.0, -2.5])


def test_nothing_is_likelier_never_than_once_in_a_hundred_thousand():
    left, right = np.array([0, 0, 1]), np.array([1, 2, 2])
    found = within_reason(np.array([0.0, -30.0, 0.0], np.float32), left, right)
    assert found.tolist() == [0.0, -12.0, 0.0]
    assert not len(within_reason(np.zeros(0, np.float32), np.zeros(0, int), np.zeros(0, int)))


# --- symbols, subjects and topics


def test_symbols_of_the_alphabet():
    numbers = alphabet().encode_folded("的\n\U0001f600").tolist()
    assert numbers[1:] == [PARAGRAPH, UNKNOWN]
    assert alphabet().characters[numbers[0] - 2] == "的"
    assert alphabet().encode("國 ").tolist() == alphabet().encode("国").tolist()
    assert alphabet().encode("7８").tolist() == alphabet().encode("00").tolist()


def test_a_text_is_made_of_its_characters_and_the_pairs_inside_it():
    owners, rows = rows_of(["甲乙丙", "", "丁"])
    # two pairs of the first text, then all characters
    assert owners.tolist() == [0, 0, 0, 0, 0, 2]
    assert all(0 <= row < 1 << BITS for row in rows[:2])
    symbols = alphabet().encode("甲乙丙丁").astype(int).tolist()
    assert rows[2:].tolist() == [symbol + (1 << BITS) for symbol in symbols]
    assert rows.max() < ROWS
    one, two, three, _ = np.array(symbols)
    assert rows[:2].tolist() == slots(np.array([one, two]), np.array([two, three])).tolist()


def test_marks_are_left_out_of_a_subject():
    told = [rows.tolist() for _, rows in (rows_of(["甲，乙。"]), rows_of(["甲乙"]))]
    assert told[0] == told[1]


def test_no_text_has_no_rows():
    owners, rows = rows_of([])
    assert len(owners) == len(rows) == 0


def test_vectors_of_topics_add_up_over_marks():
    parts = topic_vectors(["渔船出海", "码头修网"])
    (whole,) = topic_vectors(["渔船出海，码头修网"])
    assert whole == pytest.approx(parts.sum(axis=0), abs=1e-4)
    assert np.abs(whole).sum() > 0
    assert not topic_vectors(["渔", "", "abc12，。"]).any()
    assert topic_vectors([]).shape == (0, DIMENSIONS)


def test_words_of_grammar_say_nothing_of_a_topic():
    assert not topic_vectors(["没有", "今天"]).any()


def test_a_pair_said_twice_weighs_twice():
    one, two = topic_vectors(["渔船", "渔船、渔船"])
    assert two == pytest.approx(2 * one)
    assert np.count_nonzero(one) == 1


def test_vectors_are_brought_to_length_one_and_nothing_stays_nothing():
    found = unit(np.array([[3.0, 4.0], [0.0, 0.0], [0.3, 0.4]], np.float32))
    assert found == pytest.approx(np.array([[0.6, 0.8], [0.0, 0.0], [0.6, 0.8]]))
