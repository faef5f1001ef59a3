"""What titles and texts speak of: vectors that add up, the shipped model, and what assembly makes of both."""

from __future__ import annotations

from array import array

import numpy as np
import pytest

from epubmaker.model import Reading, SourceText, Subjects
from epubmaker.seams.subject import BITS, ROWS, STRETCH, SubjectModel, rows_of, subject_model
from epubmaker.segment import split_lines

SAME = Reading(((1.0, 0.0), (0.0, 1.0)), (0.0, 0.0))


def subjects_of(*vectors, title=SAME, text=SAME, lead=SAME, shares=(4.0, 2.0)):
    """Return lines with vectors of two numbers."""
    return Subjects(array("f", [number for one in vectors for number in one]), 2, title, text, lead, shares)


def test_vectors_of_lines_add_up_and_come_to_length_one():
    subjects = subjects_of((3, 0), (0, 4), (5, 5))
    assert len(subjects) == 3
    assert subjects.of_text([0, 1]) == pytest.approx((0.6, 0.8))
    assert subjects.of_text([]) == (0.0, 0.0)


def test_a_reading_turns_and_adds():
    turned = Reading(((0.0, 1.0), (1.0, 0.0)), (0.0, 2.0))
    assert subjects_of((1, 3), title=turned).of_title([0]) == pytest.approx((3 / 18**0.5, 3 / 18**0.5))


def test_agreement_weighs_the_whole_and_the_lead():
    subjects = subjects_of((1, 0), (0, 1))
    here, there = subjects.of_text([0]), subjects.of_text([1])
    assert subjects.agreement(here, here, there) == pytest.approx(4.0)
    assert subjects.agreement(here, there, here) == pytest.approx(2.0)


def test_pairs_and_characters_of_a_line_are_read_marks_left_out():
    owners, rows = rows_of(["山水", "山，水", "山", "，"])
    each = [sorted(rows[owners == number].tolist()) for number in range(4)]
    assert each[0] == each[1]
    assert [len(found) for found in each] == [3, 3, 1, 0]
    assert max(rows) < ROWS
    assert sum(row >= 1 << BITS for row in rows) == 5


def test_long_pages_are_read_in_stretches():
    model = SubjectModel(np.ones((ROWS, 2), np.float32), SAME, SAME, SAME, (1.0, 1.0))
    subjects = model.read(["山水"] * (STRETCH + 1))
    assert len(subjects) == STRETCH + 1
    assert set(subjects.lines) == {3.0}
    assert len(model.read([])) == 0


@pytest.mark.parametrize(
    ("title", "own", "other"),
    [
        ("守住一江碧水", "河长每周沿岸巡查，排污口全部封堵。", "新兵在训练场上练习射击和格斗。"),
        ("在军营里淬炼成钢", "新兵在训练场上练习射击和格斗。", "河长每周沿岸巡查，排污口全部封堵。"),
        ("舌尖上的年味", "腊肉、年糕和饺子摆满了货架。", "球队在加时赛中以一球取胜。"),
        ("绝杀！末轮保级成功", "球队在加时賽中以一球取勝。", "臘肉、年糕和餃子擺滿了貨架。"),
    ],
)
def test_the_shipped_model_knows_subjects_without_a_word_shared(title, own, other):
    subjects = subject_model().read([title, own, other])
    vector = subjects.of_title([0])
    mine, theirs = (
        subjects.agreement(vector, subjects.of_text([line]), subjects.of_lead([line])) for line in (1, 2)
    )
    assert mine > theirs


def lines_of(*texts):
    """Return a line a row."""
    return split_lines(SourceText("\n".join(texts) + "\n"))
