"""What stands between two signs, where a line may end, and what a mark gives up: tables of small lines, worked out by hand.

Widths are those of `PlainMetrics`: a Latin sign is half an em wide, a Chinese one an em, with the blank of a mark on its side.
"""

from __future__ import annotations

import pytest
from test_typeset_composer import setter, texts

from epubmaker.typeset import Prohibition, Setting, Typesetter
from epubmaker.typeset.classes import Sort, is_western, sort_of, tokens_of

QUARTER = 0.25

# A text, and the distance after each of its units but the last, in a line with room (CLREQ 3.1.6.2, 3.2.2).
GAPS = [
    ("甲乙丙", (0, 0)),
    ("甲，乙", (0, 0)),
    ("甲（（乙", (0, -0.5, 0)),
    ("甲））乙", (0, -0.5, 0)),
    ("甲）（乙", (0, -0.5, 0)),
    ("甲，（乙", (0, -0.5, 0)),
    ("甲：“乙”", (0, -0.5, 0, 0)),
    ("甲。”乙", (0, -0.5, 0)),
    ("甲”。乙", (0, -0.5, 0)),
    ("甲，，乙", (0, -0.5, 0)),
    ("《甲》、《乙》", (0, 0, -0.5, -0.5, 0, 0)),
    ("甲——乙", (0, 0)),
    ("甲——“乙”", (0, 0, 0, 0)),
    ("甲·乙", (0, 0)),
    ("甲2乙", (QUARTER, QUARTER)),
    ("甲GDP乙", (QUARTER, QUARTER)),
    ("甲，2乙", (0, 0, QUARTER)),
    ("甲2。", (QUARTER, 0)),
    ("（2）甲", (0, 0, 0)),
    ("甲2—3乙", (QUARTER, 0, 0, QUARTER)),
    ("甲２乙", (0, 0)),
    ("甲\u3000乙", (0, 0)),
    ("甲5%乙", (QUARTER, QUARTER)),
    ("甲x²乙", (QUARTER, QUARTER)),
    ("甲￥5乙", (QUARTER, QUARTER)),
    ("甲ok乙", (QUARTER, QUARTER)),
]


@pytest.mark.parametrize(("text", "gaps"), GAPS)
def test_distances_in_a_line_with_room(text, gaps):
    assert setter().compose(text, 40).lines[0].gaps == pytest.approx(gaps)


# The same where adjacent marks together take one em, and where a mark keeps its whole em.
@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("甲”“乙", (0, -1.0, 0)),
        ("甲））乙", (0, -0.5, 0)),
        ("甲，“乙”", (0, -1.0, 0, 0)),
        ("甲（（乙", (0, -0.5, 0)),
        ("甲，乙", (0, 0)),
        ("甲（乙）", (0, 0, 0)),
    ],
)
def test_distances_where_marks_stand_tight(text, gaps):
    assert setter(tight=True).compose(text, 40).lines[0].gaps == pytest.approx(gaps)


@pytest.mark.parametrize("text", ["甲（（乙", "甲））乙", "甲。”乙", "甲，，乙"])
def test_marks_keep_their_em_where_nothing_is_adjusted(text):
    assert set(setter(adjust=False).compose(text, 40).lines[0].gaps) == {0.0}


@pytest.mark.parametrize(("gap", "expected"), [(0.125, 0.125), (0.0, 0.0), (1 / 3, 1 / 3)])
def test_the_distance_of_han_and_western_is_the_reader_s(gap, expected):
    assert setter(gap=gap).compose("甲2乙", 40).lines[0].gaps == pytest.approx((expected, expected))


# Token, its width in em; in mainland type the short signs take half an em, in Taiwan those of ASCII alone.
WIDTHS = [
    ("cn", "·", 0.5),
    ("cn", "-", 0.5),
    ("cn", "–", 0.5),
    ("cn", "/", 0.5),
    ("cn", "‐", 0.5),
    ("tw", "·", 1.0),
    ("tw", "–", 1.0),
    ("tw", "/", 0.5),
    ("cn", "～", 1.0),
    ("cn", "—", 1.0),
    ("cn", "／", 1.0),
    ("cn", "——", 2.0),
    ("cn", "……", 2.0),
    ("cn", "甲", 1.0),
    ("cn", "，", 1.0),
    ("cn", "\u3000", 1.0),
    ("cn", " ", 1 / 3),
]


@pytest.mark.parametrize(("region", "token", "width"), WIDTHS)
def test_width_of_a_unit(region, token, width):
    (unit,) = setter(region=region).units(token)
    assert unit.width == pytest.approx(width)


@pytest.mark.parametrize(
    ("token", "sort"),
    [
        ("甲", Sort.HAN), ("あ", Sort.HAN), ("２", Sort.HAN), ("％", Sort.HAN), ("a", Sort.WESTERN), ("é", Sort.WESTERN),
        ("Ω", Sort.WESTERN), ("2020", Sort.WESTERN), ("￥100", Sort.WESTERN), ("“It’s", Sort.WESTERN), (" ", Sort.SPACE),
        ("\u3000", Sort.SPACE), ("（", Sort.OPENING), ("〞", Sort.CLOSING), ("；", Sort.PAUSE), ("？", Sort.STOP),
        ("·", Sort.INTERPUNCT), ("-", Sort.CONNECTOR), ("～", Sort.CONNECTOR), ("——", Sort.DASH), ("⋯⋯", Sort.DASH),
        ("－", Sort.HAN), ("￥", Sort.HAN),
    ],
)  # fmt: skip
def test_sort_of_a_token(token, sort):
    assert sort_of(token) is sort
    assert is_western(token) is (sort is Sort.WESTERN or token in "- ")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("甲乙", ["甲", "乙"]),
        ("甲 乙", ["甲", " ", "乙"]),
        ("——甲", ["——", "甲"]),
        ("甲—乙", ["甲", "—", "乙"]),
        ("It’s “on” now", ["It’s", " ", "“on”", " ", "now"]),
        ("它“on”了", ["它", "“", "on", "”", "了"]),
        ("e\u0301a", ["e\u0301a"]),
        ("葛\U000e0100城", ["葛\U000e0100", "城"]),
        ("见a@b.cn", ["见", "a@b.", "cn"]),
        ("km/h", ["km/h"]),
        ("一km/h/s/t", ["一", "km/", "h/", "s/", "t"]),
        ("www.a.cn", ["www.", "a.", "cn"]),
        ("￥30起", ["￥30", "起"]),
        ("￥起", ["￥", "起"]),
        ("5‰的", ["5‰", "的"]),
    ],
)
def test_tokens_of_a_text(text, tokens):
    assert tokens_of(text) == tokens


# Where lines end: a text, the measure, and its lines.
LINES = [
    ("一二三四五六", 3, ["一二三", "四五六"]),
    ("一二（三四）五", 3.5, ["一二（三", "四）五"]),  # the blank of a bracket gives way
    ("一二“三四”", 4, ["一二“三", "四”"]),
    ("一二三四“五”六七八九", 6.5, ["一二三四“五”", "六七八九"]),
    ("一二三５６％四五", 5, ["一二三", "５６％四五"]),
    ("一二三四￥五六", 5, ["一二三四", "￥五六"]),
]


@pytest.mark.parametrize("text", ["一二三四５６％七八九", "一二三℃四五六七八九", "一二三四５６７八九十甲"])
@pytest.mark.parametrize("measure", [4, 5, 6, 7])
def test_a_sign_stays_with_its_number_and_figures_together(text, measure):
    lines = texts(setter().compose(text, measure))
    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in "％℃"]
    joined = "|".join(lines)
    assert "５|６" not in joined
    assert "６|７" not in joined


@pytest.mark.parametrize("measure", [3, 4, 5, 6])
def test_a_sign_of_money_stays_with_what_follows(measure):
    lines = texts(setter().compose("一二三￥四五六＄七八九十", measure))
    assert not [line for line in lines if line[-1] in "￥＄"]


@pytest.mark.parametrize("measure", [3, 3.5, 4, 4.5, 5])
def test_a_solidus_stands_at_neither_end_where_the_standard_is_followed(measure):
    text = "一二/三四／五六/七八九／十甲乙"
    lines = texts(setter(prohibition=Prohibition.GB).compose(text, measure))
    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in "/／" or line[-1] in "/／"]


def test_a_solidus_may_end_a_line_by_the_basic_rules():
    assert texts(setter().compose("一二三/四五六", 3.5)) == ["一二三/", "四五六"]


def test_prohibition_of_signs_of_a_number_ends_with_the_rules():
    free = setter(prohibition=Prohibition.NONE)
    assert texts(free.compose("一二三％四五", 3)) == ["一二三", "％四五"]
    assert texts(free.compose("一二￥三四五", 3)) == ["一二￥", "三四五"]
    assert texts(free.compose("一二（三四五", 3)) == ["一二（", "三四五"]


@pytest.mark.parametrize(
    ("text", "sorts"), [("12", Sort.HAN), ("1", Sort.HAN), ("123", Sort.WESTERN), ("A", Sort.WESTERN)]
)
def test_short_numbers_alone_stand_upright(text, sorts):
    (unit,) = setter(vertical=True).units(text)
    assert unit.kind.sort is sorts
    assert unit.width == (1.0 if sorts is Sort.HAN else 0.5 * len(text))
    (level,) = setter().units(text)
    assert level.kind.sort is Sort.WESTERN


def test_a_hanging_mark_takes_no_room_and_others_half():
    hanging = setter(hanging=True)
    for text, measure in (("一二三四，五六七", 4), ("一二三四。五六七", 4), ("一二三四、五六七", 4)):
        assert hanging.compose(text, measure).lines[0].text == text[:5]
    assert hanging.compose("一二三四；五六七", 4.5).lines[0].text == "一二三四；"
    assert hanging.compose("一二三四；五六七", 4).lines[0].text != "一二三四；"


def test_taiwan_s_marks_in_the_middle_of_their_em_lose_a_quarter_on_each_side_where_asked():
    units = setter(region="tw", adjust=True).units("甲，！。")
    assert [(unit.kind.lead, unit.kind.trail) for unit in units] == [
        (0, 0),
        (0.25, 0.25),
        (0, 0),
        (0.25, 0.25),
    ]


def test_blank_is_taken_from_the_side_on_which_a_mark_has_it():
    units = setter().units("（甲）、？～")
    assert [(unit.kind.lead, unit.kind.trail) for unit in units] == [
        (0.5, 0.0), (0.0, 0.0), (0.0, 0.5), (0.0, 0.5), (0.0, 0.5), (0.0, 0.0),
    ]  # fmt: skip


class Narrow:
    """A font whose brackets are proportional: half an em wide, without blank of their own."""

    def advance(self, text):
        return 0.5 * len(text)

    def blanks(self, sign):
        return 0.05, 0.05

    def face(self, text):
        return 0


def test_a_proportional_bracket_is_put_to_its_side_of_the_em():
    units = Typesetter(Narrow(), Setting()).units("（），")
    assert [(unit.kind.lead, unit.kind.trail) for unit in units] == [(0.5, 0.0), (0.0, 0.5), (0.0, 0.0)]


# A line with room for less than it holds: which gaps give way first, and by how much (CLREQ 3.5.2-3.5.3).
def test_word_spaces_give_way_first_to_a_quarter_em():
    line = setter().compose("甲乙 丙丁，戊己庚辛", 7 + 1 / 3 - 0.05).lines[0]
    assert line.text == "甲乙 丙丁，戊己"
    assert [round(gap, 3) for gap in line.gaps] == [0, 0, -0.05, 0, 0, 0, 0]


def test_interpuncts_wide_as_they_stand_give_way_before_brackets():
    wide = setter(region="tw", adjust=True)
    line = wide.compose("甲，乙（丙）丁戊己庚", 7.8).lines[0]
    assert line.text == "甲，乙（丙）丁戊"
    assert line.gaps[2] == pytest.approx(-0.1)  # before （
    assert line.gaps[4] == pytest.approx(0.0) or line.gaps[5] == pytest.approx(-0.1)  # after ）
    assert line.gaps[0] == line.gaps[1] == 0.0


def test_a_line_with_nothing_to_open_stays_short_and_says_so():
    line = setter().compose("internationally，甲乙丙丁戊己庚辛", 9.3).lines[0]
    assert line.text.startswith("internationally")
    assert not line.fault


def test_a_gap_opened_by_more_than_half_an_em_is_reported():
    composed = setter().compose("一二三四五六Windows七八九", 7)
    assert texts(composed)[0] == "一二三四五六"
    loose = setter().compose("一二Windows七八九十", 5.2)
    assert loose.lines[0].text == "一二"
    assert loose.lines[0].fault == "loose"
    assert loose.lines[0].spread > 0.5


# Pieces of a set line: a text, indent, places, and (where it begins, its text, where its ink ends) of each.
PIECES = [
    ("一二三四五六", 0, (2, 4), [(0, "一二", 2), (2, "三四", 2), (4, "五六", 2)]),
    ("一二三四", 2, (2,), [(2, "一二", 2), (4, "三四", 2)]),
    ("一二三四", 0, (), [(0, "一二三四", 4)]),
    ("一二三四", 0, (4,), [(0, "一二三四", 4)]),
    ("一。”二", 0, (2,), [(0, "一。", 1.5), (1.5, "”二", 2)]),
    ("在2020年", 0, (1,), [(0, "在", 1), (1.25, "2020年", 3.25)]),
    ("在2020年", 0, (5,), [(0, "在2020", 3.25), (3.5, "年", 1)]),
]


@pytest.mark.parametrize(("text", "indent", "places", "expected"), PIECES)
def test_a_line_is_cut_where_asked(text, indent, places, expected):
    line = setter().compose(text, 40, indent=indent).lines[0]
    found = [(begin, piece.text, piece.end) for begin, piece in line.cut(places)]
    assert found == [(pytest.approx(begin), text, pytest.approx(end)) for begin, text, end in expected]
    assert all(piece.start == 0 and len(piece.gaps) == len(piece.units) - 1 for _, piece in line.cut(places))


@pytest.mark.parametrize(("text", "measure", "lines"), LINES)
def test_where_lines_end(text, measure, lines):
    assert texts(setter().compose(text, measure)) == lines


# Headings: as few lines as they need, of like length; an opening mark at a line's start takes half its em.
@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("一二三四五六", 6, ["一二三四五六"]),
        ("“一二三四五六", 6.5, ["“一二三四五六"]),
        ("一二三四五六七", 6, ["一二三", "四五六七"]),
        ("一二三四五六七八九", 4, ["一二三", "四五六", "七八九"]),
        ("一二三四“五六七八", 4.5, ["一二三四", "“五六七八"]),
        ("一二三四，五六七八", 4.5, ["一二三四，", "五六七八"]),
    ],
)
def test_lines_of_a_heading(text, measure, lines):
    composed = setter().compose_ragged(text, measure)
    assert [line.text for line in composed.lines] == lines
    assert all(line.spread == 0 and line.end <= measure + 1e-6 for line in composed.lines)


def test_a_heading_gives_up_at_most_two_lines_to_keep_words_whole():
    everywhere = dict.fromkeys(range(1, 12), 1000.0)
    composed = setter().compose_ragged("一二三四五六七八九十甲乙", 6, lambda text: everywhere)
    assert texts(composed) == ["一二三四五六", "七八九十甲乙"]
    two_more = everywhere | {3: 0.0, 6: 1000.0, 9: 0.0}
    composed = setter().compose_ragged("一二三四五六七八九十甲乙", 6, lambda text: two_more)
    assert texts(composed) == ["一二三", "四五六七八九", "十甲乙"]


def test_the_widest_word_of_a_text():
    assert setter().longest_word("甲Windows乙") == pytest.approx(3.5)
    assert setter().longest_word("甲——乙") == pytest.approx(2.0)
    assert setter().longest_word("") == 0.0


def test_one_line_however_long():
    line = setter().line("一二三，四五六" * 30)
    assert len(line.units) == 210
    assert line.end == pytest.approx(210)


def test_a_long_part_of_an_address_is_cut_between_two_letters():
    text = "见www.internationallibrary.cn的说明一二三"
    lines = texts(setter().compose(text, 7))
    assert "".join(lines) == text
    assert len(lines) >= 3
    assert setter().compose(text, 7).lines[0].fault != "loose"
