"""Western words and figures among Chinese: their spaces, their gaps, and words that no line or no typeface holds whole."""

from __future__ import annotations

import pytest
from test_typeset_composer import PlainMetrics, setter, texts

from epubmaker.typeset import Setting, Typesetter
from epubmaker.typeset.classes import Sort

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
