"""Pages as recognisers have them: boxes that stray, rows that are lost; and what stands further apart than usual."""

from __future__ import annotations

import pytest
from placed_samples import level, upright

from epubmaker.layout.atoms import Atom, text_blocks
from epubmaker.layout.figures import figures
from epubmaker.layout.heads import head_of
from epubmaker.layout.lost_rows import rows_after_lost_ones
from epubmaker.layout.measured import evened
from epubmaker.layout.page import lay_out
from epubmaker.layout.scale import Scale, scale_of
from epubmaker.layout.telling import Kind, Told
from epubmaker.layout.ties import ties_of
from epubmaker.layout.titles import title_groups
from epubmaker.model import Role
from epubmaker.model.placed import Box, Picture, PlacedLine, Rule, SourcePage

SCALE = Scale(body=10.0, pitch=15.0, font="Song", bold=False, exact=True)
TEXT = "河东老街的改造昨天开工，"


def row(text, x, y, size=10.0, font="Song", *, high=None, wide=None, bold=False):
    wide = len(text) * size if wide is None else wide
    high = size if high is None else high
    return PlacedLine(text, Box(x, y, x + wide, y + high), size if high == size else high, font, bold=bold)


def told(kinds, links=None):
    odds = tuple(tuple(0.96 if kind is own else 0.0025 for kind in Kind) for own in kinds)
    return Told(odds, links or {})


# Sizes that were measured


def test_rows_of_one_type_get_one_size_and_boxes_as_high_about_their_middle():
    made = evened(
        [
            row("新桥通车仪式昨举行", 60, 100, 20.0, "Hei", high=22.0, wide=181.0),
            row("河东老街", 60, 130, 20.0, "Hei", high=18.5, wide=79.0),
        ]
    )
    assert made[0].size == made[1].size == pytest.approx(20.05, abs=0.06)
    assert made[0].box.middle[1] == pytest.approx(111.0)
    assert made[0].box.height == pytest.approx(made[0].size)


def test_types_that_differ_in_size_or_typeface_stay_apart():
    lines = [
        row("新桥通车仪式昨举行", 60, 100, 16.0, "Hei", high=17.0, wide=144.0),
        row("基层监管必读", 60, 130, 14.8, "Hei", high=15.0, wide=88.8),
        row("市民出行更加方便了", 60, 160, 16.2, "Kai", high=17.0, wide=145.8),
    ]
    assert [round(line.size, 1) for line in evened(lines)] == [16.0, 14.8, 16.2]


def test_a_short_row_is_taken_for_one_of_the_type_that_its_height_is_nearest_to():
    lines = [
        row("新桥通车仪式昨天举行", 60, 100, 20.0, "Hei", wide=200.0),
        row("开工", 60, 130, 20.0, "Hei", high=21.6, wide=40.0),
    ]
    assert [line.size for line in evened(lines)] == pytest.approx([20.0, 20.06], abs=0.07)


def test_a_page_tells_how_far_its_rows_stray():
    steady = [row(TEXT, 60, 100 + 15 * at) for at in range(9)]
    assert scale_of(steady).stray == 0.0
    shifts = (0.6, -0.5, 0.2, -0.7, 0.4, 0.0, -0.3, 0.5, -0.6)
    shaken = [row(TEXT, 60, 100 + 15 * at + shift) for at, shift in enumerate(shifts)]
    assert 0.03 < scale_of(shaken).stray < 0.2


@pytest.mark.parametrize(("further", "decks"), [(0.1, 1), (0.4, 0)])
def test_rows_of_a_title_are_parted_only_by_more_than_rows_stray(further, decks):
    lines = [row("新桥通车仪式", 60, top, 20.0, "Hei") for top in (100, 124, 151)]
    head = head_of([0, 1, 2], lines, told([Kind.HEADLINE] * 3), further)
    assert len(head.deck) == decks


# Rows that were lost


def columns(lost, gap=0):
    """Return three columns of ten rows, some rows of the middle one lost (by number), all of them from one on further down."""
    return [
        row(TEXT, 60 + 140 * column, 100 + 15 * at + (gap if at > 4 else 0))
        for column in range(3)
        for at in range(10)
        if column != 1 or at not in lost
    ]


def test_a_column_in_which_a_row_is_lost_is_one_block():
    lines = columns({4})
    lost = rows_after_lost_ones(lines, SCALE)
    assert [(lines[upper].box.y0, lines[lower].box.y0) for lower, upper in lost.items()] == [(145, 175)]
    assert [len(one.lines) for one in text_blocks(range(len(lines)), lines, [], SCALE, lost)] == [10, 9, 10]
    assert len(text_blocks(range(len(lines)), lines, [], SCALE)) == 4


def test_white_through_all_columns_parts_two_texts():
    assert rows_after_lost_ones(columns(set(), gap=15), SCALE) == {}


def test_two_rows_that_are_lost_are_a_gap():
    assert rows_after_lost_ones(columns({4, 5}), SCALE) == {}


def test_a_gap_behind_a_sentence_is_a_lost_row_only_where_the_page_loses_rows():
    lines = columns({7})
    ended = [
        line if line.box.y0 != 190 else row("河东老街的改造昨天开工。", line.box.x0, 190) for line in lines
    ]
    assert rows_after_lost_ones(ended, SCALE) == {}
    torn = [
        row(TEXT, 60 + 140 * column, 400 + 15 * at)
        for column in range(3)
        for at in range(20)
        if column != 1 or at not in (3, 7, 11)
    ]
    assert len(rows_after_lost_ones(ended + torn, SCALE)) == 4


def test_no_row_is_lost_where_a_printed_rule_parts_two_texts():
    lines = columns({4})
    across = Rule(Box(60, 166, 480, 167), "h")
    beside = Rule(Box(190, 100, 191, 250), "v")
    assert rows_after_lost_ones(lines, SCALE, [across]) == {}
    assert len(rows_after_lost_ones(lines, SCALE, [beside])) == 1


# What stands further apart


@pytest.mark.parametrize(
    ("lower", "top", "count"), [(Kind.DECK, 152, 1), (Kind.HEADLINE, 152, 2), (Kind.DECK, 180, 2)]
)
def test_a_deck_may_stand_as_far_below_its_headline_as_two_of_its_rows(lower, top, count):
    lines = [
        row("新桥通车仪式昨天举行", 60, 100, 22.0, "Hei"),
        row("市民出行更加方便", 120, top, 12.0, "Kai"),
    ]
    facts = told([Kind.HEADLINE, lower], {(0, 1): -3.0})
    assert len(title_groups({0, 1}, lines, [], SCALE, facts, {})) == count


def test_a_rule_parts_a_headline_from_what_looks_like_its_deck():
    lines = [
        row("新桥通车仪式昨天举行", 60, 100, 22.0, "Hei"),
        row("市民出行更加方便", 120, 152, 12.0, "Kai"),
    ]
    facts = told([Kind.HEADLINE, Kind.DECK])
    assert len(title_groups({0, 1}, lines, [level(50, 140, 290)], SCALE, facts, {})) == 2


def test_a_text_below_a_picture_below_a_title_is_not_held_against_it():
    lines = [row("新桥通车仪式昨天举行", 60, 100, 22.0, "Hei"), row(TEXT, 60, 300)]
    title, text = Atom("title", lines[0].box, [0], 2.2), Atom("text", lines[1].box, [1])
    facts = told([Kind.HEADLINE, Kind.TEXT], {(0, 1): -3.0})
    picture = Atom("figure", Box(60, 140, 280, 290))
    for atoms, apart in (([title, text], True), ([title, picture, text], False)):
        ties = ties_of(atoms, lines, facts, exact=True)
        assert any(tie.together > 0 for tie in ties) is apart


# Captions


def pictured(texts, kinds, size=9.0, font="Kai", x=60.0, top=88.0):
    lines = [row(text, x, top + 12 * at, size, font) for at, text in enumerate(texts)]
    found, _ = figures([Picture(Box(60, 100, 260, 240))], set(range(len(lines))), lines, SCALE, told(kinds))
    return len(found[0].lines)


@pytest.mark.parametrize(("kind", "size", "font", "rows"), [
    (Kind.NOTE, 9.0, "Kai", 1),
    (Kind.NOTE, 10.0, "Kai", 0),
    (Kind.NOTE, 9.0, "Song", 0),
    (Kind.DECK, 9.0, "Kai", 0),
    (Kind.BYLINE, 9.0, "Kai", 0),
])  # fmt: skip
def test_a_small_row_in_a_typeface_of_its_own_right_above_a_picture_is_its_caption(kind, size, font, rows):
    assert pictured(["改造后的河东老街，市民在散步"], [kind], size, font) == rows


@pytest.mark.parametrize(("wide", "rows"), [(5, 10), (12, 0)])
def test_a_caption_in_a_narrow_strip_beside_its_picture_takes_many_rows(wide, rows):
    assert (
        pictured(["河东老街的改造昨天开工，市民在围观"[:wide]] * 10, [Kind.NOTE] * 10, x=266.0, top=104.0)
        == rows
    )


# Notes and jump lines


def body_of(texts, fonts, rules=()):
    lines = [row("新桥通车仪式昨天举行", 60, 60, 22.0, "Hei", bold=True)]
    lines += [
        row(text, 60 if font == "Song" else 66, 100 + 15 * at, font=font)
        for at, (text, font) in enumerate(zip(texts, fonts, strict=True))
    ]
    reading = lay_out(SourcePage(400, 400, tuple(lines), tuple(rules)))
    return [(found.role, found.line.text) for found in reading.rows if found.article == 0]


def test_a_row_of_text_that_begins_with_a_jump_line_is_text():
    texts = [
        "（上接第一版）河东老街的改造昨天开工，施",
        "工分三期进行，首期改造四条巷子，明年春天",
        "完工。市民说，盼了多年的改造终于来了，今",
        "后出门散步方便得多，老人们也都十分高兴。",
    ]
    rows = body_of(texts, ["Song"] * 4)
    assert [text for role, text in rows if role is Role.BODY] == texts


def test_a_framed_note_above_a_text_is_the_first_of_its_paragraphs():
    note = ["编者按　河东老街的改造昨天", "开工，本报记者前往采访。"]
    texts = [
        "河东老街的改造昨天开工，施工分三期进行，",
        "首期改造四条巷子，明年春天完工。市民说，",
        "盼了多年的改造终于来了，今后出门散步方便",
        "得多，老人们也都十分高兴。",
    ]
    lines = [row("新桥通车仪式昨天举行", 60, 60, 20.0, "Hei", bold=True)]
    lines += [row(text, 80, 104 + 15 * at, font="Kai") for at, text in enumerate(note)]
    lines += [row(text, 60, 160 + 15 * at) for at, text in enumerate(texts)]
    frame = [level(60, 98, 270), level(60, 142, 270), upright(60, 98, 142), upright(270, 98, 142)]
    reading = lay_out(SourcePage(400, 400, tuple(lines), tuple(frame)))
    assert [found.line.text for found in reading.rows if found.article == 0] == [line.text for line in lines]
