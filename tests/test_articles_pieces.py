"""What articles are made of: where paragraphs end, what titles and texts share, how long pages are parted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from epubmaker import read_string
from epubmaker.articles.blocks import Blocks, blocks
from epubmaker.articles.kin import Kin, Texts, kinship
from epubmaker.articles.layout import Paragraph
from epubmaker.articles.paragraphs import PageShape, break_score, is_break, is_truncated, shape_score
from epubmaker.articles.parts import MOST, part_lines, part_seams, parts_of
from epubmaker.label import label_lines
from epubmaker.model import Line, Role, Seam, SeamTable
from epubmaker.roles.tags import Tag
from epubmaker.segment import split_lines

FULL = "河东镇昨天举行新桥通车仪式两岸"  # fifteen em, the measure of all that follows
NEXT = "居民过河不再绕路沿线村庄的果农"


def line(text, number=0, *, joint="newline", measure=15.0, indent=0, opens=None):
    (made,) = split_lines(read_string(text))
    return replace(made, number=number, joint=joint, measure=measure, indent=indent, opens=opens)


def shape_of(*lines, joined=False, in_order=()):
    none = (0.0,) * len(lines)
    return PageShape(
        lines, label_lines(lines), SeamTable(((),) * len(lines), none, none, 0.5, in_order), joined
    )


def score(left, right, after=None, *, joined=False):
    first, second = (
        line(left) if isinstance(left, str) else left,
        line(right, 1) if isinstance(right, str) else right,
    )
    last = None if after is None else line(after, 2)
    return shape_score(first, second, last, shape_of(first, second, joined=joined))


# Where paragraphs end


def test_a_short_line_with_a_stop_ends_a_paragraph_and_a_full_one_goes_on():
    assert score("果农说。", FULL[:13]) > 0
    assert score(FULL, NEXT) < 0
    assert score("果农说。", NEXT) > score("果农说，今后", NEXT)
    assert score("果农说。", NEXT) > score(FULL[:11] + "好。", NEXT) > score(FULL[:14] + "。", NEXT)


def test_an_indent_begins_a_paragraph_whether_printed_or_seen():
    ended = "果农说，今后水果卖得出。"
    assert score(ended, line(NEXT[:13], 1, indent=2)) == pytest.approx(score(ended, NEXT[:13]) + 1.2)
    assert score(ended, NEXT[:13]) > score(ended, NEXT[:11]) > score(ended, NEXT)


def test_marks_that_cannot_stand_there_decide_alone():
    assert score(FULL, "，居民不再绕路") < -10
    assert score("镇长说“", NEXT) < -10
    assert score(FULL, "新华社北京3月4日电　记者") > 10


def test_what_the_text_shows_of_its_paragraphs_outweighs_all_else():
    assert score(FULL, line(NEXT, 1, opens=True)) > 10
    assert score("果农说。", line(NEXT, 1, opens=False)) < -10
    # Of lines that were apart in the source nothing was printed between them.
    assert score(FULL, line(NEXT, 7, opens=True)) < 0


def test_an_empty_row_speaks_for_an_end_but_not_before_a_quotation():
    assert score("果农说。", line(NEXT, 1, joint="blank")) > score("果农说。", NEXT)
    quoted = "“" + NEXT[1:]
    assert score("果农说。", line(quoted, 1, joint="blank")) == pytest.approx(score("果农说。", quoted) + 0.3)


def test_where_rows_are_paragraphs_the_end_of_a_row_is_one():
    apart = line(NEXT, 1, joint="newline")
    inside = line(NEXT, 1, joint="space")
    assert score("果农说。", apart, joined=True) > score("果农说。", inside, joined=True)
    assert score(FULL, apart, joined=True) > score(FULL, inside, joined=True)


def test_tags_weigh_more_than_the_shape():
    left, right = line(FULL), line(NEXT, 1)
    page = shape_of(left, right)
    assert not is_break(left, right, None, 0.0, page)
    assert not is_break(left, right, None, 0.5, page)
    assert is_break(left, right, None, 5.0, page)
    ended = line("果农说。")
    assert is_break(ended, right, None, 0.0, shape_of(ended, right))
    assert not is_break(ended, right, None, -5.0, shape_of(ended, right))


def test_a_half_line_that_ends_nothing_lost_its_end():
    cut, right = line("果农说，今后"), line(NEXT[:13], 1)
    page = replace(
        shape_of(cut, right, in_order=(-2.0, 0.0)),
        seams=SeamTable(((), ()), (0.0, 0.0), (0.0, 0.0), -6.0, (-2.0, 0.0)),
    )
    runs_on = replace(
        page, seams=SeamTable(((Seam(0, 1, 3.0),), ()), (0.0, 0.0), (0.0, 0.0), -6.0, (-2.0, 0.0))
    )
    assert break_score(cut, right, None, page) > break_score(cut, right, None, runs_on) + 3


def test_a_paragraph_is_truncated_at_the_end_of_a_full_line_only():
    assert is_truncated(line(FULL))
    assert is_truncated(line(FULL[:14]))
    assert not is_truncated(line(FULL[:12]))
    assert not is_truncated(line(FULL[:14] + "。"))
    assert not is_truncated(line(FULL[:14] + "："))


def test_blocks_are_cut_from_text_and_crossheads_stand_between():
    rows = [FULL, "果农说。", "新桥的故事", FULL[:13], NEXT]
    lines = [replace(line(text, number), span=line(text).span) for number, text in enumerate(rows)]
    page = Blocks(shape_of(*lines), np.full((5, len(Tag)), 0.5))
    paragraphs = [
        Paragraph(Tag.FIRST, (0, 1)),
        Paragraph(Tag.CROSSHEAD, (2,)),
        Paragraph(Tag.FIRST, (3,)),
        Paragraph(Tag.MORE, (4,)),
    ]
    made = list(blocks(paragraphs, page))
    assert [(chain.kind, chain.lines) for chain in made] == [
        (Role.BODY, (0, 1)),
        (Role.CROSSHEAD, (2,)),
        (Role.BODY, (3, 4)),
    ]
    assert [chain.truncated for chain in made] == [False, False, True]


# What titles and texts share


ROWS = [
    "新桥通车",
    "河东新桥昨天通车仪式",
    "两岸居民过河不绕路",
    "天气晴朗",
    "明天多云转晴气温升高",
    "后天新桥有雨",
]


def kin_of(counted=(False, True, True, False, True, True)):
    lines = split_lines(read_string("\n\n".join(ROWS)))
    none = (0.0,) * len(lines)
    seams = SeamTable(((),) * len(lines), none, none)
    return Kin(lines, seams, [0, 3], [(1, 2), (4, 5)], np.array(counted))


def texts(*ranges):
    start, end, lead = (np.array(column) for column in zip(*ranges, strict=True))
    return Texts(start, end, lead)


def test_a_title_shares_words_with_its_own_text():
    told = kin_of().of([(0,), (3,)], texts((1, 3, 2), (4, 6, 5)))
    assert told.shape == (2, 2, 3)
    assert told[0, 0, 0] > told[0, 1, 0] > 0  # 新桥 stands in both, 通车 in its own only
    assert told[0, 0, 1] == told[0, 0, 0]  # all of it in the lead
    assert told[0, 1, 1] == 0  # what is shared stands behind the lead
    assert (told[..., 2] == 0).all()
    assert (kinship(told) == 3.0 * told[..., 0]).all()


def test_lines_that_may_be_titles_are_no_text():
    told = kin_of(counted=(False, False, True, False, True, True)).of([(0,)], texts((1, 3, 2), (4, 6, 5)))
    assert told[0, 0, 0] == 0
    assert told[0, 1, 0] > 0


def test_nothing_is_shared_where_there_is_nothing():
    assert kin_of().of([], texts((1, 3, 2))).shape == (0, 1, 3)
    assert kin_of().likeness(0, 1, 1) == (0.0, 0.0)
    assert kin_of().alike([], [1]) == (0.0, 0.0)


def test_lines_share_pairs_and_texts_are_as_alike_as_their_words():
    kin = kin_of()
    assert kin.shared(0, 1) == 2  # 新桥, 通车
    assert kin.shared(0, 2) == 0
    assert kin.alike([1], [1]) == (0.0, pytest.approx(1.0))
    assert kin.alike([1], [2])[1] == 0
    assert 0 < kin.alike([1], [5])[1] < 1
    assert kin.likeness(1, 3, 6) == kin.alike([1, 2], [4, 5])


# Long pages


def test_a_part_has_its_own_numbers_and_seams():
    lines = split_lines(read_string("\n".join(ROWS)))
    candidates = ((), (), (Seam(2, 3, 1.0), Seam(2, 5, 2.0)), (Seam(3, 4, 3.0),), (), ())
    seams = SeamTable(candidates, tuple(range(6)), tuple(range(6)), -7.0, tuple(range(6)))
    part = range(2, 5)
    assert [(one.number, one.text) for one in part_lines(lines, part)] == [
        (0, ROWS[2]),
        (1, ROWS[3]),
        (2, ROWS[4]),
    ]
    cut = part_seams(seams, part)
    assert [[(one.left, one.right, one.log_odds) for one in row] for row in cut.candidates] == [
        [(0, 1, 1.0)],
        [(1, 2, 3.0)],
        [],
    ]
    assert (cut.opens, cut.closes, cut.in_order, cut.floor) == ((2, 3, 4), (2, 3, 4), (2, 3, 4), -7.0)


def test_a_page_of_print_is_one_part():
    assert list(parts_of([Tag.FIRST] * MOST)) == [range(MOST)]
    assert list(parts_of([])) == [range(0)]


def test_a_text_without_titles_is_parted_at_a_paragraph():
    tags = [Tag.FIRST if at % 7 == 0 else Tag.MORE for at in range(2 * MOST)]
    parts = list(parts_of(tags))
    assert len(parts) == 3
    assert all(part.start % 7 == 0 for part in parts)
    assert all(len(part) > MOST // 2 for part in parts[:-1])


def test_lines_are_kept_as_they_are():
    assert isinstance(part_lines(split_lines(read_string("河东")), range(1))[0], Line)
