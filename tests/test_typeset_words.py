"""Western words and figures among Chinese: their spaces, their gaps, and words that no line or no typeface holds whole."""

from __future__ import annotations

import re
from itertools import pairwise

import pymupdf
import pytest
from pdf_glyphs import Pdf
from pdf_samples import small_edition
from test_typeset_composer import PlainMetrics, setter, texts

from epubmaker.render.pdf import PdfOptions, render_pdf
from epubmaker.typeset import Setting, Typesetter
from epubmaker.typeset.classes import Sort, tokens_of

LEAST, MOST = 0.25, 0.5  # em: a word space between a quarter and a half (CLREQ 3.2.2)


def word_spaces(measure):
    """Yield the word spaces of a text set in lines of a measure, with the line in which each stands."""
    text = "读者 may find the old gate in the east of the town 东门外的老井也在 that list of wells"
    for line in setter().compose(text, measure).lines[:-1]:
        for unit, gap in zip(line.units[:-1], line.gaps, strict=False):
            if unit.kind.sort is Sort.SPACE and not line.fault:
                yield line, unit.width + gap


@pytest.mark.parametrize("measure", [8.0, 8.5, 9.2, 10.0, 11.3, 12.0, 13.7])
def test_spaces_between_words_are_never_narrower_than_a_quarter_em(measure):
    widths = [width for _, width in word_spaces(measure)]
    assert len(widths) >= 3
    assert min(widths) >= LEAST - 0.001


@pytest.mark.parametrize("measure", [8.0, 8.5, 9.2, 10.0, 11.3, 12.0, 13.7])
def test_spaces_between_words_open_to_half_an_em_and_then_no_more_than_other_places(measure):
    """In a line of words alone there are no other places: they take what is left."""
    for line, width in word_spaces(measure):
        if sum(unit.kind.sort is Sort.HAN for unit in line.units) > 1:
            assert width - line.spread <= MOST + 0.001


@pytest.mark.parametrize("figure", ["6.5%", "30°", "A4", "3D", "$5", "-3"])
def test_a_figure_is_apart_from_the_han_before_it_whatever_it_ends_in(figure):
    assert setter().compose(f"增长{figure}以上", 30).lines[0].gaps[1] == 0.25


@pytest.mark.parametrize("figure", ["6.5%", "30°", "A4", "3D"])
def test_a_figure_is_apart_from_the_han_behind_it_whatever_it_begins_with(figure):
    assert setter().compose(f"增长{figure}以上", 30).lines[0].gaps[2] == 0.25


def test_only_the_word_that_is_too_wide_is_torn():
    line_of = {line.text: line for line in setter().compose("甲乙Windows丙丁internationally戊己", 6).lines}
    units = [unit.text for line in line_of.values() for unit in line.units]
    assert "Windows" in units
    assert "internationally" not in units
    assert "".join(units) == "甲乙Windows丙丁internationally戊己"


def test_a_word_that_fits_stays_whole_beside_one_that_does_not():
    text = "甲乙丙abcdefghi，丁internationally戊"
    units = [unit.text for line in setter().compose(text, 6).lines for unit in line.units]
    assert "abcdefghi" in units
    assert "internationally" not in units


@pytest.mark.parametrize("measure", [7.0, 7.4, 8.1, 8.6, 9.3, 10.2])
def test_han_and_western_never_come_nearer_than_an_eighth_of_an_em(measure):
    text = "在2020年1月10日有18台农机下田播种5成今年又添3台" * 2
    seen = 0
    for line in setter().compose(text, measure).lines:
        for left, right, gap in zip(line.units, line.units[1:], line.gaps, strict=False):
            if {left.kind.sort, right.kind.sort} == {Sort.HAN, Sort.WESTERN}:
                assert gap >= 1 / 8 - 0.001
                seen += 1
    assert seen > 10


def test_a_word_that_fits_a_line_with_a_mark_behind_it_is_not_torn():
    units = [
        unit.text for line in setter().compose("甲乙丙abcdefghi，丁戊己", 6).lines for unit in line.units
    ]
    assert "abcdefghi" in units


class TwoFaces(PlainMetrics):
    """A font of two faces: the first lacks Š, the second has nothing else."""

    def face(self, text):
        if text == "Š":
            return 1
        return -1 if "Š" in text else 0


def test_a_word_of_two_typefaces_is_set_whole_and_in_order():
    composed = Typesetter(TwoFaces(), Setting()).compose("开着Škoda来，又开着Škoda走了", 6)
    assert "".join(texts(composed)) == "开着Škoda来，又开着Škoda走了"
    letters = [unit for line in composed.lines for unit in line.units if unit.text in {*"Škoda"}]
    assert [unit.face for unit in letters] == [1, 0, 0, 0, 0] * 2
    assert sum("Škoda" in text for text in texts(composed)) == 2, "no line ends inside of it"


ENGLISH = "“It’s a small thing,” said Mr. Zhou, “but ‘it’s ours’.”"


@pytest.mark.parametrize("vertical", [False, True])
def test_curly_quotes_of_english_text_take_no_em_of_their_own(vertical):
    pdf = Pdf(render_pdf(small_edition(ENGLISH), PdfOptions(columns=1, vertical=vertical)))
    glyphs = [glyph for glyph in pdf.glyphs(0) if glyph.tag == "P" and not glyph.text.isdecimal()]
    text = "".join(glyph.text for glyph in glyphs)
    start = text.index("“It")
    line = glyphs[start : start + len(ENGLISH)]
    assert "".join(glyph.text for glyph in line) == ENGLISH
    along = [glyph.along / glyph.size for glyph in line]
    for at, sign in enumerate(ENGLISH[:-1]):
        if sign in "’”":
            assert 0 < along[at + 1] - along[at] < 0.6, ENGLISH[at : at + 2]
        if sign in "“‘" and at and ENGLISH[at - 1] == " ":  # from the space before it to the letter behind it
            assert 0 < along[at + 1] - along[at - 1] < 1.0, ENGLISH[at - 1 : at + 2]
    assert "It’s" in pymupdf.open(stream=render_pdf(small_edition(ENGLISH)), filetype="pdf")[0].get_text()


def test_curly_quotes_round_a_western_word_in_chinese_text_stay_marks_of_their_own():
    assert tokens_of("他说“It’s a ‘small’ thing”。") == [
        *("他", "说", "“", "It’s", " ", "a", " ", "‘", "small", "’", " ", "thing", "”", "。")
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("“Stop,” he said.", ["“Stop,”", " ", "he", " ", "said."]),
        ("(“a”) the boys’ room", ["(“a”)", " ", "the", " ", "boys’", " ", "room"]),
        ("“$5”—— “ x", ["“$5”", "——", " ", "“", " ", "x"]),
        ("¥2, £3", ["¥2,", " ", "£3"]),
        ("票价¥2元", ["票", "价", "¥2", "元"]),
    ],
)
def test_quotes_and_signs_of_money_belong_to_western_words(text, tokens):
    assert tokens_of(text) == tokens


ADDRESSES = (
    "报名者请登录河东市人力资源和社会保障局网站https://www.hedongshirencaiwang.gov.cn/registration/index.html填写报名表。",
    "详情可发邮件至hedongribao_editorial@exampledomain.com.cn，或拨打热线电话咨询，本报将及时答复读者的来信。",
)


@pytest.mark.parametrize("measure", [16.5, 18.0, 20.0, 22.0, 24.0, 28.0, 36.0])
@pytest.mark.parametrize("text", ADDRESSES)
def test_no_row_is_opened_wide_before_an_address(text, measure):
    lines = setter().compose(text, measure, 2.0).lines
    assert "".join(line.text for line in lines) == text
    assert max(line.spread for line in lines) < 0.35
    opened = [
        line for line in lines if not line.text.isascii()
    ]  # in a row of an address alone is no gap to open
    assert {line.fault for line in opened} <= {"", "torn"}
    for before, after in pairwise(line.text for line in lines):
        if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum():
            assert re.search("[A-Za-z0-9]{2}$", before), lines  # no part of one letter
            assert re.match("[A-Za-z0-9]{2}", after), lines


@pytest.mark.parametrize("measure", [24.0, 30.0, 40.0])
def test_an_address_breaks_behind_its_signs_where_that_leaves_no_row_wide(measure):
    text = "详情请看http://www.ab.cn/one/two/three/four/five/six/seven/eight/nine/ten/，欢迎读者来信来电。"
    for line in setter().compose(text, measure).lines[:-1]:
        assert not line.text[-1].isalnum() or not line.text[-1].isascii(), line.text
