"""The line composer: hand-made lines for each rule, and properties for any text and any measure."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.typeset import Prohibition, Setting, Typesetter
from epubmaker.typeset.classes import CLOSING, CONNECTOR, INTERPUNCT, OPENING, PAUSE, STOP, Sort, tokens_of

NEVER_FIRST = set(CLOSING + PAUSE + STOP + INTERPUNCT + CONNECTOR)


class PlainMetrics:
    """A font in which Latin is half an em wide and marks stand where Chinese fonts of the region put them."""

    def __init__(self, centred: bool = False) -> None:
        self.centred = centred

    def advance(self, text):
        return sum(0.5 if ord(sign) < 0x250 else 1.0 for sign in text)

    def blanks(self, sign):
        if sign in OPENING:
            return 0.55, 0.05
        if self.centred and sign in PAUSE + STOP:
            return 0.38, 0.38
        return (0.05, 0.65) if sign in CLOSING + PAUSE + STOP else (0.05, 0.05)

    def face(self, text):
        return 0


def setter(**setting) -> Typesetter:
    region = setting.get("region", "cn")
    return Typesetter(PlainMetrics(centred=region == "tw"), Setting(**setting))


def texts(composed):
    return [line.text for line in composed.lines]


def width(line):
    """Return the set width of a line up to the ink side of its last mark, added up from its units and gaps."""
    units = list(line.units)
    while len(units) > 1 and units[-1].kind.sort is Sort.SPACE:
        units.pop()
    return (
        line.start + sum(unit.width for unit in units) + sum(line.gaps[: len(units) - 1]) - units[-1].kind.cut
    )


def test_text_fills_lines_of_the_measure():
    assert texts(setter().compose("一二三四五六七八九十", 4)) == ["一二三四", "五六七八", "九十"]


def test_a_stop_never_begins_a_line():
    lines = texts(setter().compose("一二三四。五六七", 4))
    assert "".join(lines) == "一二三四。五六七"
    assert not any(line.startswith("。") for line in lines)


def test_a_mark_at_the_line_end_takes_half_an_em():
    line = setter().compose("一二三四，五六七八九十，一二", 4.5).lines[0]
    assert line.text == "一二三四，"
    assert line.gaps == (0.0, 0.0, 0.0, 0.0)
    assert line.end == pytest.approx(4.5)


def test_an_opening_mark_at_the_line_start_is_trimmed_and_at_the_indent_too():
    line = setter().compose("“一二三四”五六", 20, indent=2).lines[0]
    assert line.start == pytest.approx(1.5)


def test_adjacent_marks_take_one_and_a_half_em():
    line = setter().compose("他说（一）。”又", 20).lines[0]
    assert line.gaps == (0.0, 0.0, 0.0, 0.0, -0.5, -0.5, 0.0)


def test_adjacent_marks_take_one_em_where_asked():
    line = setter(tight=True).compose("甲”“乙", 20).lines[0]
    assert line.gaps == (0.0, -1.0, 0.0)


def test_taiwan_keeps_marks_full_width():
    line = setter(region="tw").compose("他說（一）。」又", 20).lines[0]
    assert set(line.gaps) == {0.0}


def test_a_dash_is_one_unit_of_two_em():
    units = setter().units("甲——乙……丙")
    assert [(unit.text, unit.width) for unit in units] == [
        ("甲", 1), ("——", 2), ("乙", 1), ("……", 2), ("丙", 1),
    ]  # fmt: skip


def test_a_dash_may_begin_a_line_unless_the_rules_are_strict():
    assert texts(setter().compose("一二三四——五六", 4))[1].startswith("——")
    strict = texts(setter(prohibition=Prohibition.STRICT).compose("一二三四——五六", 5))
    assert not any(line.startswith("——") for line in strict)


def test_without_prohibition_marks_may_stand_anywhere():
    assert texts(setter(prohibition=Prohibition.NONE).compose("一二三四，五六七", 4)) == [
        "一二三四",
        "，五六七",
    ]


@pytest.mark.parametrize(
    "token", ["￥100", "6.5%", "30℃", "1,234.5", "12:30", "Windows", "don’t", "2020", "US$180", "$5", "10°"]
)
def test_numbers_and_words_are_one_token(token):
    assert token in tokens_of(f"甲{token}乙")


def test_addresses_break_after_their_signs_only():
    assert tokens_of("见http://www.example.com/a_b?c=1。") == [
        "见", "http://", "www.", "example.", "com/", "a_", "b?", "c=", "1", "。",
    ]  # fmt: skip


def test_a_date_with_slashes_is_no_address():
    assert tokens_of("2020/1/10起") == ["2020/1/10", "起"]


def test_han_and_western_are_a_quarter_em_apart_but_not_beside_a_stop():
    line = setter().compose("于2020年，GDP增", 30).lines[0]
    assert line.gaps == (0.25, 0.25, 0.0, 0.0, 0.25)


def test_a_lone_sign_between_han_has_the_same_space_on_both_sides():
    assert setter().compose("媒体+政务", 30).lines[0].gaps == (0.0, 0.0, 0.0, 0.0)
    assert setter().compose("气温-3℃", 30).lines[0].gaps == (0.0, 0.25)


def test_western_gaps_open_before_others():
    line = setter().compose("在甲2020年乙丙丁一二三四五六七八九", 8.2).lines[0]
    assert line.text == "在甲2020年乙丙"
    assert line.gaps[1] == pytest.approx(1 / 3, abs=0.001)
    assert line.gaps[2] == pytest.approx(1 / 3, abs=0.001)
    assert line.gaps[0] == pytest.approx(line.gaps[3])
    assert line.gaps[0] > 0


def test_brackets_are_reduced_before_commas_and_commas_before_stops():
    text = "甲（乙）丙，丁戊。己"
    line = setter().compose(text + "庚辛壬癸", 9.5).lines[0]
    assert line.text == text
    assert line.gaps[0] == pytest.approx(-0.25)  # before （
    assert line.gaps[3] == pytest.approx(-0.25)  # after ）
    assert line.gaps[5] == 0.0  # after ，
    assert line.gaps[8] == 0.0  # after 。


def test_a_last_line_has_two_characters():
    composed = setter().compose("一二三四五六七八九", 8)
    assert texts(composed) == ["一二三四五六七", "八九"]
    assert composed.lines[0].end == pytest.approx(8)


def test_hanging_marks_stand_outside_the_measure():
    line = setter(hanging=True).compose("一二三四，五六七八九", 4).lines[0]
    assert line.text == "一二三四，"
    assert line.end == pytest.approx(4)


def test_a_word_wider_than_the_measure_is_torn_and_reported():
    composed = setter().compose("见supercalifragilistic字", 8)
    assert "".join(texts(composed)) == "见supercalifragilistic字"
    assert any(line.fault == "torn" for line in composed.faults)


def test_short_numbers_stand_upright_in_vertical_lines():
    kinds = {unit.text: unit.kind.sort for unit in setter(vertical=True).units("一月12日2020年")}
    assert kinds["12"] is Sort.HAN
    assert kinds["2020"] is Sort.WESTERN


def test_a_heading_is_balanced_over_its_lines():
    composed = setter().compose_ragged("一二三四五六七八九十甲乙", 9)
    assert texts(composed) == ["一二三四五六", "七八九十甲乙"]


def test_a_heading_breaks_where_that_costs_little():
    composed = setter().compose_ragged("一二三四五六七八九十甲乙", 9, lambda text: {6: 9.0, 7: 0.0, 5: 9.0})
    assert texts(composed) == ["一二三四五六七", "八九十甲乙"]


def test_a_heading_takes_another_line_rather_than_tear_a_word():
    torn = dict.fromkeys(range(1, 12), 1000.0) | {4: 0.0, 8: 0.0}
    composed = setter().compose_ragged("一二三四五六七八九十甲乙", 7, lambda text: torn)
    assert texts(composed) == ["一二三四", "五六七八", "九十甲乙"]


def test_a_heading_tears_a_word_only_where_it_fits_no_line():
    # Twelve letters are six em: beside them there is room for a mark in a line of eight, and none in one of six and a half.
    whole = setter().compose_ragged("见international字", 9)
    assert not [line for line in whole.lines if line.fault]
    assert any("international" in text for text in texts(whole))
    torn = setter().compose_ragged("见internationals字", 6)
    assert "".join(texts(torn)) == "见internationals字"
    assert all(line.end <= 6 + 1e-6 for line in torn.lines)


def test_a_line_that_just_fits_is_set_as_it_is():
    line = setter().compose("一二三四五六七八", 4).lines[0]
    assert (line.text, line.spread, line.fault, set(line.gaps)) == ("一二三四", 0.0, "", {0.0})


def test_a_heading_of_thousands_of_characters_is_set_at_once():
    torn = {place: 0.0 if place % 3 == 0 else 1000.0 for place in range(6000)}
    start = time.process_time()
    composed = setter().compose_ragged("标题长" * 2000, 13, lambda text: torn)
    assert time.process_time() - start < 2
    assert {len(line.text) for line in composed.lines[:-1]} == {12}


def test_an_empty_text_has_no_lines():
    assert setter().compose("", 10).lines == ()


PIECES = st.sampled_from(
    [*"国家王的和月日一二三四五六七八九十", *"国家王的和月日一二三四五六七八九十", *"，。、；：！？“”‘’（）《》「」·～—-/ ．％３",
     "——", "……", "2020", "6.5%", "￥100", "30℃", "1,234.5", "12:30", "Windows", "GDP", "é", "😀", "𬭬", ",", "(", ")",
     "http://www.example.com/a/b?c=1", "supercalifragilisticexpialidocious", "\u3000"]
)  # fmt: skip
ANY_TEXT = st.lists(PIECES, min_size=1, max_size=160).map("".join) | st.text(min_size=1, max_size=80)


@settings(max_examples=400, deadline=None)
@given(
    ANY_TEXT,
    st.floats(8, 60) | st.integers(8, 60),
    st.sampled_from(["cn", "tw"]),
    st.sampled_from([0.0, 2.0]),
    st.booleans(),
)
def test_any_text_in_any_measure_keeps_the_rules_or_is_reported(text, measure, region, indent, vertical):
    composed = setter(region=region, vertical=vertical).compose(text, measure, indent)
    assert "".join(texts(composed)) == text
    for before, line in zip((None, *composed.lines), composed.lines, strict=False):
        if line.fault or (before and before.fault):
            continue
        check_line(before, line, measure)


def check_line(before, line, measure):
    shown = [unit for unit in line.units if unit.kind.sort is not Sort.SPACE]
    if before is not None:  # rule 1, CLREQ 3.1.4
        assert line.units[0].text[0] not in NEVER_FIRST or line.units[0].kind.sort is Sort.DASH
        left, right = before.units[-1].text[-1], line.units[0].text[0]
        if left.isascii() and right.isascii():  # rule 2, CLREQ 3.1.5
            assert not (left.isalnum() and right.isalnum())
    if not line.last:
        assert not shown or shown[-1].text not in OPENING
        assert width(line) == pytest.approx(measure, abs=0.02)  # rule 8, CLREQ 3.5.1
    else:
        assert width(line) <= measure + 0.02
    for left, right, gap in zip(line.units, line.units[1:], line.gaps, strict=False):  # rule 3, CLREQ 3.1.6.2
        sorts = {left.kind.sort, right.kind.sort}
        if sorts <= {Sort.CLOSING, Sort.PAUSE, Sort.STOP} and left.kind.trail:
            assert left.width + gap + right.width <= 1.5 + 1e-6
