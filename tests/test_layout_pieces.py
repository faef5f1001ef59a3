"""The pieces that pages are laid out of: rows that go on, gutters, measures, columns, neighbours, titles, head and foot."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from placed_samples import HEIGHT, LEFT, RIGHT, WIDTH, level, upright

from epubmaker.layout import lay_out
from epubmaker.layout.atoms import Atom, is_parted, text_blocks
from epubmaker.layout.bylines import opens_text
from epubmaker.layout.columns import column_extents, flow, is_indented, is_short
from epubmaker.layout.frames import frames_of
from epubmaker.layout.furniture import head_and_foot
from epubmaker.layout.gutters import even_edges, split_at_gutters
from epubmaker.layout.heads import head_of
from epubmaker.layout.neighbours import NOBODY, neighbours_of
from epubmaker.layout.scale import Scale, following, scale_of, with_measured_sizes
from epubmaker.layout.signs import SIGNS, row_signs
from epubmaker.layout.tables import titled_below
from epubmaker.layout.telling import Kind, Told
from epubmaker.layout.titles import (
    may_be_label,
    merge_touching_groups,
    names_section,
    take_bylines,
    title_groups,
    title_lines,
)
from epubmaker.model import Role
from epubmaker.model.placed import Box, PlacedLine, SourcePage, bounds

SCALE = Scale(body=9.0, pitch=13.0, font="", bold=False)
FONTS = Scale(body=9.0, pitch=13.0, font="Song", bold=False, exact=True)
PAGE = Box(0, 0, WIDTH, HEIGHT)
NO_LINKS: dict[tuple[int, int], float] = {}


def row(text, x, y, size=9.0, font="", bold=False):
    wide = sum(0.5 if sign < "\x80" else 1 for sign in text) * size
    return PlacedLine(text, Box(x, y, x + wide, y + size), size, font, bold=bold)


def told(lines, kinds, links=NO_LINKS):
    """Return what rows are as if somebody was sure of it."""
    odds = tuple(tuple(0.96 if kind is own else 0.0025 for kind in Kind) for own in kinds)
    assert len(odds) == len(lines)
    return Told(odds, dict(links))


def block(kind, x0, y0, x1, y1, *lines):
    return Atom(kind, Box(x0, y0, x1, y1), list(lines), 1.0)


# Rows that go on a row


@pytest.mark.parametrize(("blank", "blocks"), [(5.0, 1), (13.0, 1), (20.0, 2)])
def test_a_piece_a_blank_apart_goes_on_its_row(blank, blocks):
    lines = [row("河东老街改造昨天开工，施工分三期", 60, 100), row("进行首期", 60, 113)]
    lines.append(row("改造四条巷子", lines[1].box.x1 + blank, 113))
    assert len(text_blocks(range(3), lines, [], SCALE)) == blocks


def test_rows_of_a_column_are_one_block_and_a_far_row_another():
    lines = [row(text, 60, 100 + 13 * at) for at, text in enumerate(LEFT)]
    lines.append(row("另起一处的文字在很远的下面", 60, 100 + 13 * 5 + 12))
    assert [len(one.lines) for one in text_blocks(range(6), lines, [], SCALE)] == [5, 1]


# Rules between


def test_a_rule_parts_only_what_it_lies_between():
    upper, lower = Box(60, 100, 200, 109), Box(60, 140, 200, 149)
    assert is_parted(upper, lower, [level(50, 120, 210)])
    assert not is_parted(upper, lower, [level(50, 90, 210)])
    assert not is_parted(upper, lower, [level(210, 120, 400)])
    assert not is_parted(upper, lower, [level(60, 120, 120)])
    assert is_parted(Box(60, 100, 120, 200), Box(160, 100, 220, 200), [upright(140, 90, 210)])
    assert not is_parted(Box(60, 100, 120, 200), Box(160, 100, 220, 200), [upright(140, 220, 400)])


# Gutters


def columns_with(joined, at, count=2, rows=16):
    """Return rows of columns that stand side by side, in one of which all were joined by a recogniser."""
    texts = ["河东老街改造昨天开工施工", "社区主任介绍方案征求意见", "图书馆新馆昨天对读者开放"][:count]
    lines = []
    for number in range(rows):
        y = 300 + 13 * number
        if number == at:
            lines.append(row(joined, 60, y))
        else:
            lines += [row(text, 60 + 126 * place, y) for place, text in enumerate(texts)]
    return lines


@pytest.mark.parametrize("at", [0, 8, 15])
def test_a_row_over_a_gutter_is_split_wherever_in_the_columns_it_stands(at):
    lines = columns_with("分三期进行首期改造东门外　　轮意见老井石牌坊都会保留", at)
    texts = [line.text for line in split_at_gutters(lines, SCALE)]
    assert "分三期进行首期改造东门外" in texts
    assert "轮意见老井石牌坊都会保留" in texts


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("分三期进行首期改造东门外", "轮意见老井石牌坊都会保留"),
        ("分三期进行，先改造东门，", "轮意见老井石牌坊都会保留"),
        ("于2026年8月全部完工。", "轮意见老井石牌坊都会保留"),
        ("工程分三期。", "轮意见老井石牌坊都会保留"),
    ],
    ids=["full", "a mark at the end", "figures", "a short last row"],
)
def test_a_row_without_white_is_split_between_its_columns_and_not_in_a_word(left, right):
    lines = [line for line in columns_with("", 8) if line.text]
    joined = PlacedLine(left + right, Box(60, 404, 60 + 126 + 108, 413), 9.0)
    texts = [line.text for line in split_at_gutters([*lines, joined], SCALE)]
    assert left in texts
    assert right in texts


def test_a_row_over_two_gutters_is_three():
    joined = "分三期进行首期改造东门外　　轮意见老井石牌坊都会保留　　三层阅览室可坐四百个读者"
    texts = [line.text for line in split_at_gutters(columns_with(joined, 8, count=3), SCALE)]
    assert {"分三期进行首期改造东门外", "轮意见老井石牌坊都会保留", "三层阅览室可坐四百个读者"} <= {*texts}


def test_a_title_over_a_gutter_stays_whole():
    lines = columns_with("河东老街改造", 0)
    lines[0] = row("河东老街今年变个样", 60, 270, 22.0)
    assert "河东老街今年变个样" in [line.text for line in split_at_gutters(lines, SCALE)]


def test_rows_that_cross_a_place_show_that_it_is_no_gutter():
    wide = "河东老街改造昨天开工分三期进行首期改造东门外四条巷子"
    lines = [row(wide, 60, 300 + 13 * at) for at in range(12)]
    lines += [row("短行的文字从中间开始起", 186, 456 + 13 * at) for at in range(3)]
    assert [line.text for line in split_at_gutters(lines, SCALE)] == [line.text for line in lines]


def edged(text, x, y, gap_at=None, gap=0.0, between=0.0):
    """Return a row of which the place of every character is known; one stands a gap further right."""
    edges = [float(x)]
    for at, _ in enumerate(text):
        if at == gap_at:
            edges[-1] += gap
        edges.append(edges[-1] + 9.0 + between)
    return PlacedLine(text, Box(x, y, edges[-1], y + 9.0), 9.0, edges=tuple(edges))


def test_where_characters_stand_is_known_a_gutter_must_be_open():
    left, right = "分三期进行首期改造东门外", "轮意见老井石牌坊都会保留"
    lines = columns_with("", 8)
    lines = [line for line in lines if line.text]
    shut = edged(left + right, 60, 404)
    assert left not in [line.text for line in split_at_gutters([*lines, shut], SCALE)]
    spread = edged(left + right, 60, 404, between=0.8)
    assert left not in [line.text for line in split_at_gutters([*lines, spread], SCALE)]
    opened = edged(left + right, 60, 404, gap_at=12, gap=18.0)
    texts = [line.text for line in split_at_gutters([*lines, opened], SCALE)]
    assert left in texts
    assert right in texts


def test_edges_are_shared_out_by_width():
    assert even_edges(row("新A1桥", 10, 0)) == pytest.approx((10, 19, 23.5, 28, 37))


# Measures


def test_the_size_of_the_text_is_that_of_most_characters():
    lines = [
        row("河东老街今年变个样", 60, 60, 22.0),
        *(row(text, 60, 100 + 13 * n) for n, text in enumerate(LEFT)),
    ]
    found = scale_of(lines)
    assert (found.body, found.pitch) == (9.0, 13.0)
    assert found.exact
    assert not found.knows_fonts


def test_rows_follow_each_other_down_a_column_as_far_as_double_leading():
    near = [row(text, 60, 100 + 13 * at) for at, text in enumerate(LEFT)]
    assert [(a.text, b.text) for a, b in following(near, 9.0)] == list(pairwise(LEFT))
    far = [row(text, 60, 100 + 25 * at) for at, text in enumerate(LEFT)]
    assert following(far, 9.0) == []
    beside = [row("新桥通车仪式", 60, 100), row("新馆昨天开放", 200, 110)]
    assert following(beside, 9.0) == []


def test_sizes_are_told_by_the_width_of_ideographs():
    measured = PlacedLine("河东老街改造", Box(60, 100, 114, 111), 11.0)
    assert [line.size for line in with_measured_sizes([measured])] == [9.0]
    figures = PlacedLine("2021-03", Box(60, 100, 100, 111), 11.0)
    assert [line.size for line in with_measured_sizes([figures])] == [11.0]


# Columns


def numbered(texts, x, y, start):
    return [row(text, x + 18 * (n == 0 and start == 0), y + 13 * n) for n, text in enumerate(texts)]


def test_a_text_set_over_both_columns_is_read_before_them():
    wide = row("一、河东老街改造分三期进行，首期改造东门外的四条巷子，明年完工。", 60, 100)
    left, right = numbered(LEFT, 60, 130, 0), numbered(RIGHT, 216, 130, 1)
    lines = [wide, *left, *right]
    pieces = [
        block("text", 216, 130, 351, 191, *range(6, 11)),
        block("text", 60, 130, 195, 191, *range(1, 6)),
        block("text", 60, 100, 348, 109, 0),
    ]
    assert [piece.lines[0] for piece in flow(pieces, lines, SCALE)] == [0, 1, 6]


def test_columns_are_read_downwards_where_a_sentence_runs_on():
    top_left = [
        row("河东老街改造昨天开工，施工分三", 60, 100),
        row("期进行，首期改造东门外的四条巷", 60, 113),
    ]
    low_left = [row("子，涉及居民二百余户，预计明年", 60, 150), row("春天完工，居民出行不受影响。", 60, 163)]
    top_right = [
        row("社区主任介绍，方案征求了意见。", 234, 100),
        row("老井和石牌坊都会保留在原处。", 216, 113),
    ]
    low_right = [
        row("裁缝铺和茶馆也将迁回原来的地", 234, 150),
        row("方，租金三年不变，居民很高兴。", 216, 163),
    ]
    lines = [*top_left, *low_left, *top_right, *low_right]
    pieces = [
        block("text", 60, 100, 195, 122, 0, 1),
        block("text", 60, 150, 195, 172, 2, 3),
        block("text", 216, 100, 351, 122, 4, 5),
        block("text", 216, 150, 351, 172, 6, 7),
    ]
    assert [piece.lines[0] for piece in flow(pieces, lines, SCALE)] == [0, 2, 4, 6]


def test_a_short_block_stands_in_the_column_of_a_longer_one():
    host = block("text", 60, 100, 195, 165, *range(5))
    inside = block("text", 78, 180, 190, 189, 5)
    beside = block("text", 216, 180, 300, 189, 6)
    extents = column_extents([host, inside, beside], SCALE)
    assert extents[id(inside)] == (60, 195)
    assert extents[id(beside)] == (216, 300)
    assert extents[id(host)] == (60, 195)


def test_indents_and_short_rows_are_told_by_the_column():
    assert is_indented(row("新桥", 78, 0), (60, 195))
    assert not is_indented(row("新桥", 64, 0), (60, 195))
    assert not is_indented(row("新桥", 120, 0), (60, 195))
    assert is_short(row("新桥通车", 60, 0), (60, 195), SCALE)
    assert not is_short(row("河东老街改造昨天开工施工分三", 60, 0), (60, 195), SCALE)


# Neighbours


def test_rows_of_one_column_are_a_run_and_know_who_stands_beside():
    lines = [
        *(row(text, 60, 100 + 13 * at) for at, text in enumerate(LEFT)),
        *(row(text, 216, 100 + 13 * at) for at, text in enumerate(RIGHT)),
    ]
    found = neighbours_of(lines, [], SCALE)
    assert found.length == [5] * 10
    assert found.place == [0, 1, 2, 3, 4] * 2
    assert (found.above[1], found.below[1], found.right[1], found.left[6]) == (0, 2, 6, 1)
    assert (found.above[0], found.below[4], found.left[0], found.right[9]) == (NOBODY,) * 4


def test_rows_of_another_size_are_no_run():
    lines = [
        row("河东老街改造昨天开工", 60, 100),
        row("施工分三期进行首期", 60, 113, 10.5),
        row("改造四条巷子", 60, 127),
    ]
    exact = Scale(9.0, 13.0, "", bold=False, exact=True)
    assert neighbours_of(lines, [], exact).length == [1, 1, 1]
    # Boxes of recognisers differ by as much.
    assert neighbours_of(lines, [], SCALE).length == [3, 3, 3]


def test_a_rule_lies_between_neighbours_only_where_it_lies_above_one_of_them():
    lines = [row("河东老街改造昨天开工", 60, 80), row("施工分三期进行首期", 60, 113)]
    assert neighbours_of(lines, [level(50, 100, 200)], SCALE).ruled_below == [True, False]
    assert neighbours_of(lines, [level(50, 100, 200)], SCALE).length == [1, 1]
    assert neighbours_of(lines, [level(300, 100, 500)], SCALE).ruled_below == [False, False]
    beside = [row("河东老街改造", 60, 100), row("施工分三期", 216, 100)]
    assert neighbours_of(beside, [upright(150, 80, 130)], SCALE).ruled_right == [True, False]
    assert neighbours_of(beside, [upright(150, 200, 400)], SCALE).ruled_right == [False, False]


# Titles


def test_rows_side_by_side_are_one_title_where_they_are_large():
    def groups(size):
        lines = [row("河东老街", 60, 100, size)]
        lines.append(row("今年变样", lines[0].box.x1 + 0.9 * size, 100, size))
        facts = told(lines, [Kind.HEADLINE] * 2)
        return len(title_groups({0, 1}, lines, [], SCALE, facts, {}))

    assert groups(18.0) == 1
    assert groups(11.0) == 2


def test_rows_under_each_other_are_one_title_unless_a_rule_or_all_else_parts_them():
    lines = [row("河东老街今年变个样", 60, 100, 20.0), row("老井牌坊都会保留吗", 60, 124, 20.0)]
    facts = [Kind.HEADLINE] * 2
    assert len(title_groups({0, 1}, lines, [], SCALE, told(lines, facts), {})) == 1
    assert len(title_groups({0, 1}, lines, [level(50, 122, 260)], SCALE, told(lines, facts), {})) == 2
    assert len(title_groups({0, 1}, lines, [], SCALE, told(lines, facts, {(0, 1): -3.0}), {})) == 2
    apart = [lines[0], row("老井牌坊都会保留吗", 60, 170, 20.0)]
    assert len(title_groups({0, 1}, apart, [], SCALE, told(apart, facts), {})) == 2


def test_groups_that_touch_are_one():
    lines = [
        row("春耕", 60, 100, 12.0),
        row("河东老街今年变个样", 60, 115, 20.0),
        row("图书馆新馆开放", 60, 400, 20.0),
    ]
    atoms = [Atom("title", line.box, [n], line.size / 9) for n, line in enumerate(lines)]
    assert [one.lines for one in merge_touching_groups(atoms, lines, [], SCALE)] == [[0, 1], [2]]
    parted = [Atom("title", line.box, [n], line.size / 9) for n, line in enumerate(lines)]
    assert [one.lines for one in merge_touching_groups(parted, lines, [level(50, 113.5, 300)], SCALE)] == [
        [0],
        [1],
        [2],
    ]


@pytest.mark.parametrize(
    ("upper", "lower", "count"),
    [
        (Box(60, 100, 100, 112), Box(60, 115, 300, 135), 1),  # one edge
        (Box(160, 100, 200, 112), Box(60, 115, 300, 135), 1),  # one middle
        (Box(60, 100, 100, 112), Box(92, 115, 300, 135), 2),  # hardly one above the other
        (Box(200, 100, 260, 112), Box(100, 115, 600, 135), 2),  # to neither a middle nor an edge
    ],
)
def test_groups_that_touch_are_one_where_they_are_set_to_each_other(upper, lower, count):
    lines = [PlacedLine("春耕", upper, 12.0), PlacedLine("河东老街今年变个样", lower, 20.0)]
    atoms = [Atom("title", line.box, [n], line.size / 9) for n, line in enumerate(lines)]
    assert len(merge_touching_groups(atoms, lines, [], SCALE)) == count


@pytest.mark.parametrize(("gap", "count"), [(9.0, 1), (15.0, 2)])
def test_upright_rows_side_by_side_are_one_title_where_they_are_close(gap, count):
    first = PlacedLine("河东老街", Box(100, 100, 110, 140), 10.0, vertical=True)
    second = PlacedLine("今年变样", Box(100 - gap - 10, 100, 100 - gap, 140), 10.0, vertical=True)
    lines = [first, second]
    facts = told(lines, [Kind.HEADLINE] * 2)
    assert len(title_groups({0, 1}, lines, [], SCALE, facts, {})) == count


def test_a_row_of_middle_size_is_a_title_with_white_above_whatever_title_stands_there():
    text = [row(words, 60, 140 + 13 * at) for at, words in enumerate(LEFT)]
    before = [row(words, 60, 13 * at) for at, words in enumerate(LEFT[:3])]
    two = [row("老街今年变个大模样", 60, 100, 13.5), row("井和牌坊都会保留下来", 60, 118, 13.5)]
    lines = [*before, *two, *text]
    assert title_lines(range(len(lines)), lines, SCALE) == {3, 4}
    close = [row(words, 60, 60 + 13 * at) for at, words in enumerate(LEFT[:3])]
    lines = [*close, two[0], *text]
    assert title_lines(range(len(lines)), lines, SCALE) == set(), "text right above it"


def test_a_size_little_above_the_text_means_something_only_where_sizes_are_exact():
    lines = [row(words, 60, 113 + 13 * at) for at, words in enumerate(LEFT)]
    lines.append(row("老街变样", 60, 100, 10.5))
    assert title_lines(range(len(lines)), lines, SCALE) == set()
    exact = Scale(body=9.0, pitch=13.0, font="", bold=False, exact=True)
    assert title_lines(range(len(lines)), lines, exact) == {len(LEFT)}


@pytest.mark.parametrize(("count", "titles"), [(2, {0, 1}), (3, set()), (4, set())])
def test_bold_words_side_by_side_are_the_head_of_a_table_and_no_titles(count, titles):
    lines = [row("品名", 60 + 60 * n, 100, 9.0, "Hei", bold=True) for n in range(count)]
    lines += [row(text, 60, 126 + 13 * n, 9.0, "Song") for n, text in enumerate(LEFT)]
    assert title_lines(range(len(lines)), lines, FONTS) == titles


def test_small_bold_words_are_no_titles():
    lines = [row("图片说明", 60, 100, 6.0, "Hei", bold=True)]
    lines += [row(text, 60, 126 + 13 * n, 9.0, "Song") for n, text in enumerate(LEFT)]
    assert title_lines(range(len(lines)), lines, FONTS) == set()


@pytest.mark.parametrize(("reaches", "closed"), [(300, True), (290, True), (160, False), (105, False)])
def test_a_frame_is_closed_on_all_four_sides(reaches, closed):
    rules = [level(60, 100, 260), level(60, 300, 260), upright(60, 100, 300), upright(260, 100, reaches)]
    assert frames_of(rules, PAGE, SCALE) == ([Box(60, 100, 260, 300)] if closed else [])


def test_rows_of_a_ruled_table_are_no_frames_and_boxes_that_share_a_side_are():
    def stack(*heights):
        sides = [upright(x, heights[0], heights[-1]) for x in (60, 130, 260)]
        return frames_of([*(level(60, y, 260) for y in heights), *sides], PAGE, SCALE)

    assert stack(100, 114, 128, 142, 156) == [Box(60, 100, 260, 156)]
    assert stack(100, 200, 320) == [Box(60, 100, 260, 200), Box(60, 200, 260, 320), Box(60, 100, 260, 320)]
    # the band of a title over its box
    assert stack(100, 116, 320) == [Box(60, 116, 260, 320), Box(60, 100, 260, 320)]


def test_a_frame_round_the_whole_page_and_one_of_a_row_are_none():
    for box in (Box(5, 5, WIDTH - 5, HEIGHT - 5), Box(60, 100, 260, 110), Box(60, 100, 80, 300)):
        sides = [level(box.x0, y, box.x1) for y in (box.y0, box.y1)]
        sides += [upright(x, box.y0, box.y1) for x in (box.x0, box.x1)]
        assert frames_of(sides, PAGE, SCALE) == []


def test_rows_in_a_frame_know_how_many_share_it():
    lines = [row(text, 70, 110 + 13 * at) for at, text in enumerate(LEFT)]
    lines.append(row("框外的一行文字在这里", 300, 110))
    sides = [level(60, 100, 260), level(60, 300, 260), upright(60, 100, 300), upright(260, 100, 300)]
    page = SourcePage(WIDTH, HEIGHT, tuple(lines), tuple(sides))
    signs, _ = row_signs(lines, page, SCALE, frames_of(sides, PAGE, SCALE))
    framed = signs[:, SIGNS.index("framed")]
    held = signs[:, SIGNS.index("frame_rows")]
    assert framed.tolist() == [1.0] * len(LEFT) + [0.0]
    assert len(set(held[:-1].tolist())) == 1
    assert held[0] > 0
    assert held[-1] == 0


def test_the_label_of_a_section_is_a_short_title():
    lines = [
        row("本市新闻综合报道", 60, 100, 12.0),
        row("本市新闻综合报道一", 60, 130, 12.0),
        row("本市，新闻", 60, 160),
    ]
    assert names_section([0], lines)
    assert not names_section([1], lines)
    assert not names_section([2], lines)
    assert may_be_label(Atom("title", lines[0].box, [0], 1.3), lines)
    assert not may_be_label(Atom("text", lines[0].box, [0], 1.3), lines)
    assert not may_be_label(Atom("title", lines[0].box, [0], 3.0), lines)


def test_a_byline_right_below_a_title_is_set_with_it():
    lines = [
        row("河东老街今年变个样", 60, 100, 20.0),
        row("本报记者　李明", 80, 124),
        row("本报记者　王强", 80, 300),
    ]
    kinds = [Kind.HEADLINE, Kind.BYLINE, Kind.BYLINE]
    groups = title_groups({0}, lines, [], SCALE, told(lines, kinds), {})
    assert take_bylines(groups, {1, 2}, lines, [], SCALE, told(lines, kinds)) == {1}
    assert groups[0].lines == [0, 1]
    groups = title_groups({0}, lines, [], SCALE, told(lines, kinds), {})
    assert take_bylines(groups, {1, 2}, lines, [level(50, 122, 260)], SCALE, told(lines, kinds)) == set()


def test_bold_rows_of_the_size_of_the_text_are_titles_where_they_are_few():
    def found(count):
        lines = [
            row(f"第{'一二三四五六'[n]}处老井已修好", 60, 100 + 13 * n, 9.0, "Hei", bold=True)
            for n in range(count)
        ]
        lines += [row(text, 60, 113 + 13 * count + 13 * n, 9.0, "Song") for n, text in enumerate(LEFT)]
        return title_lines(range(len(lines)), lines, FONTS)

    assert found(2) == {0, 1}
    assert found(6) == set()


def test_bold_words_side_by_side_are_the_head_of_a_table():
    lines = [
        row(text, 60 + 60 * n, 100, 9.0, "Hei", bold=True) for n, text in enumerate(("村名", "户数", "亩数"))
    ]
    lines += [row(text, 60, 120 + 13 * n, 9.0, "Song") for n, text in enumerate(LEFT)]
    assert title_lines(range(len(lines)), lines, FONTS) == set()


def test_bold_rows_that_stand_apart_are_runs_of_their_own():
    # Six heavy rows in two columns: three and three, each short enough to be a title.
    lines = [row("老井已修好了", 60, 100 + 13 * n, 9.0, "Hei", bold=True) for n in range(3)]
    lines += [row("牌坊也修好了", 260, 100 + 13 * n, 9.0, "Hei", bold=True) for n in range(3)]
    assert title_lines(range(6), lines, FONTS) == set(range(6))


def test_a_section_is_named_by_a_few_characters_without_marks():
    lines = [row("本市要闻", 60, 100), row("老街，变样", 60, 120), row("河东老街今年变个样了吗", 60, 140)]
    assert [names_section([n], lines) for n in range(3)] == [True, False, False]


def test_the_smaller_rows_of_a_title_are_its_kicker_and_deck():
    lines = [
        row("四条巷子明年完工", 60, 80, 12.0),
        row("河东老街今年变个样", 60, 96, 22.0),
        row("居民盼了很久", 60, 122, 12.0),
    ]
    head = head_of([0, 1, 2], lines, told(lines, [Kind.KICKER, Kind.HEADLINE, Kind.DECK]))
    assert (head.kicker, head.headline, head.deck) == ([0], [1], [2])
    # Whoever is unsure, a headline there is: the largest.
    head = head_of([0, 1, 2], lines, told(lines, [Kind.KICKER, Kind.KICKER, Kind.DECK]))
    assert head.headline == [1]


def test_the_typeface_of_most_of_a_headline_is_the_headline():
    lines = [
        row("河东老街今年", 60, 96, 22.0, "Hei", bold=True),
        row("变了一个大样", 60, 120, 22.0, "Hei", bold=True),
        row("老井牌坊还在", 60, 144, 22.0, "Kai"),
    ]
    head = head_of([0, 1, 2], lines, told(lines, [Kind.HEADLINE] * 3))
    assert head.headline == [0, 1]
    assert [*head.kicker, *head.deck, *head.column] == [2]


HEI = {"size": 10.0, "font": "Hei", "bold": True}


@pytest.mark.parametrize(
    ("texts", "tops", "kicker", "headline", "deck"),
    [
        # two rows stand close, the third further away: it is another part, above or below
        (["四条巷子明年完工", "河东老街今年", "变了一个大样"], [80, 96, 109], [0], [1, 2], []),
        (["河东老街今年", "变了一个大样", "居民盼了很久"], [80, 93, 109], [], [0, 1], [2]),
        (["河东老街今年", "变了一个大样", "居民盼了很久"], [80, 93, 106], [], [0, 1, 2], []),
        (["河东老街今年", "变了一个大样"], [80, 96], [], [0, 1], []),
        # a double dash below a headline opens its deck, at the head of a headline it opens that
        (["河东老街今年变样", "——四条巷子明年完工"], [80, 93], [], [0], [1]),
        (["——四条巷子明年完工", "河东老街今年变样"], [80, 93], [], [0, 1], []),
    ],
    ids=["further below", "further above", "even", "two rows", "dash below", "dash above"],
)
def test_rows_of_one_type_are_parted_by_distance_and_by_a_double_dash(texts, tops, kicker, headline, deck):
    lines = [row(text, 60, top, **HEI) for text, top in zip(texts, tops, strict=True)]
    head = head_of(range(len(lines)), lines, told(lines, [Kind.HEADLINE] * len(lines)))
    assert (head.kicker, head.headline, head.deck) == (kicker, headline, deck)


def test_a_piece_on_the_level_of_a_headline_shows_no_distance():
    lines = [row("河东老街今年变", 60, 80, **HEI), row("了", 60, 94, **HEI), row("大样", 75, 94, **HEI)]
    assert head_of([0, 1, 2], lines, told(lines, [Kind.HEADLINE] * 3)).headline == [0, 1, 2]


def test_a_byline_over_two_rows_in_the_type_of_the_headline_is_none_of_it():
    texts = ["河东老街今年", "变了一个大样", "本报首席记者　王", "小明　李红"]
    lines = [row(text, 60, top, **HEI) for text, top in zip(texts, [80, 93, 109, 122], strict=True)]
    head = head_of(range(4), lines, told(lines, [Kind.HEADLINE] * 4))
    assert (head.headline, head.byline) == ([0, 1], [2, 3])


# Tables


def test_news_below_a_table_in_its_column_opens_with_its_title():
    cells = [(f"{column}{line}", line, column) for line in range(5) for column in range(3)]
    lines = [row(text, 60 + 50 * column, 100 + 13 * line) for text, line, column in cells]
    table = [
        Atom("text", bounds([lines[n].box for n in range(k, 15, 3)]), list(range(k, 15, 3)), 1.0)
        for k in range(3)
    ]
    lines += [row("河东老街今年变个样", 60, 200, 13.0), row(LEFT[0], 60, 220)]
    title = Atom("title", lines[15].box, [15], 1.4)
    text = Atom("text", lines[16].box, [16], 1.0)
    kinds = told(lines, [Kind.TABLE] * 15 + [Kind.HEADLINE, Kind.TEXT])
    assert titled_below([*table, title, text], lines, kinds) == [title, text]
    # what follows without a title is a note of the table, and a title over it is its own
    assert titled_below([*table, text], lines, kinds) == []
    above = Atom("title", Box(60, 80, 180, 93), [15], 1.4)
    assert titled_below([above, *table], lines, kinds) == []


# Head and foot


def test_an_article_between_two_wide_rules_is_no_head():
    text = [row("河东老街今年变个样。", 60, 70 + 13 * at) for at in range(3)]
    lines = [row("河东日报　2021年3月4日", 60, 30), *text, row(LEFT[0], 60, 130)]
    rules = [level(40, 50, 560), level(40, 115, 560)]
    assert head_and_foot(lines, rules, PAGE, SCALE) == ({0}, set())
    assert head_and_foot([lines[0], *text[:2], lines[4]], rules, PAGE, SCALE) == ({0, 1, 2}, set())


def test_the_head_of_a_page_ends_at_a_wide_rule_and_the_foot_begins_at_one():
    lines = [
        row("河东日报　2021年3月4日　星期四　第3版", 60, 30),
        *(row(text, 60, 100 + 13 * at) for at, text in enumerate(LEFT)),
        row("责编　李明　版式　王强", 60, 770),
    ]
    rules = [level(40, 50, 560), level(40, 760, 560)]
    assert head_and_foot(lines, rules, PAGE, SCALE) == ({0}, {6})
    # A rule over one column is none of the page's.
    assert head_and_foot(lines, [level(40, 130, 200)], PAGE, SCALE) == ({0}, {6})


def test_a_head_without_a_rule_is_told_by_the_gap_below_it_and_its_words():
    text = [row(text, 60, 100 + 13 * at) for at, text in enumerate(LEFT)]
    assert head_and_foot([row("2021年3月4日　第3版", 60, 30), *text], [], PAGE, SCALE) == ({0}, set())
    assert head_and_foot([row("河东老街今年变个样", 60, 30), *text], [], PAGE, SCALE) == (set(), set())
    assert head_and_foot([*text, row("编辑　李明", 60, 400)], [], PAGE, SCALE) == (set(), set())
    low = [
        row("2021年3月4日　第3版", 60, 300),
        *(row(text, 60, 330 + 13 * at) for at, text in enumerate(LEFT)),
    ]
    assert head_and_foot(low, [], PAGE, SCALE) == (set(), set())


def test_what_belongs_to_the_page_is_in_no_article():
    lines = [
        row("河东日报　2021年3月4日　星期四　第3版", 60, 30),
        row("河东老街今年变个样", 60, 90, 22.0),
        *(row(text, 60, 130 + 13 * at) for at, text in enumerate(LEFT)),
        row("责编　李明　版式　王强", 60, 770),
    ]
    rules = [level(40, 50, 560), level(40, 760, 560)]
    reading = lay_out(SourcePage(WIDTH, HEIGHT, tuple(lines), tuple(rules)))
    by_role = {found.role: found.article for found in reading.rows}
    assert by_role[Role.MASTHEAD] == by_role[Role.COLOPHON] == -1
    assert by_role[Role.BODY] == by_role[Role.HEADLINE] == 0


def test_a_source_that_names_its_articles_is_believed():
    def given(text, article, role, y):
        return PlacedLine(text, Box(60, y, 200, y + 9), 9.0, article=article, role=role)

    lines = [
        given("河东日报", "", Role.MASTHEAD, 20),
        given("老街变样", "b", Role.HEADLINE, 60),
        given("老街改造昨天开工。", "b", Role.BODY, 80),
        given("新馆昨天开放。", "a", Role.BODY, 100),
    ]
    page = SourcePage(WIDTH, HEIGHT, tuple(lines), ordered=True)
    assert [(one.line.text, one.article) for one in lay_out(page).rows] == [
        ("河东日报", -1),
        ("老街变样", 0),
        ("老街改造昨天开工。", 0),
        ("新馆昨天开放。", 1),
    ]


def test_a_row_of_text_between_two_large_rows_parts_them():
    upper, lower = row("河东老街今年变个样", 60, 100, 20.0), row("老井牌坊都会保留吗", 60, 135, 20.0)
    between = row("本报记者从市里获悉，施工分三期", 60, 123)
    facts = [Kind.HEADLINE, Kind.HEADLINE, Kind.HEADLINE]
    assert len(title_groups({0, 1}, [upper, lower], [], SCALE, told([upper, lower], facts[:2]), {})) == 1
    lines = [upper, lower, between]
    assert len(title_groups({0, 1}, lines, [], SCALE, told(lines, facts), {})) == 2
    aside = [upper, lower, row("本报记者从市里获悉", 300, 123)]
    assert len(title_groups({0, 1}, aside, [], SCALE, told(aside, facts), {})) == 1


def test_a_row_that_goes_on_another_for_certain_is_of_its_title():
    lines = [row("河东老街今年变个样", 60, 100, 20.0), row("新颜", 400, 300, 12.0)]
    facts = told(lines, [Kind.HEADLINE] * 2)
    assert len(title_groups({0, 1}, lines, [], SCALE, facts, {})) == 2
    assert [one.lines for one in title_groups({0, 1}, lines, [], SCALE, facts, {1: 0})] == [[0, 1]]


@pytest.mark.parametrize(
    ("words", "is_kicker"),
    [
        ("国台办", True),
        ("市场监管总局", True),
        ("河东日报", True),
        ("黑龙江", True),
        ("王小明", True),
        ("追踪", False),
        ("要闻", False),
        ("大家谈", False),
        ("金融圈", False),
        ("编辑部", False),
        ("关注", False),
        ("百姓生活", False),
    ],
)
def test_who_or_where_above_a_headline_is_its_kicker_and_no_label(words, is_kicker):
    lines = [row(words, 60, 100, 10.0, "Hei", bold=True), row("老街今年变个样", 60, 116, 18.0, "Song")]
    head = head_of([0, 1], lines, told(lines, [Kind.LABEL, Kind.HEADLINE]))
    assert (head.kicker, head.column) == (([0], []) if is_kicker else ([], [0]))


@pytest.mark.parametrize(
    ("first", "second", "is_text"),
    [
        (("本报记者　李明　昨天上午", 78), ("，河东老街的石板路铺到了桥", 60), True),
        (("本报记者　李明　王小红", 78), ("昨天上午，河东老街的石板路", 78), False),  # an indent of its own
        (("本报记者　李明", 78), ("昨天上午，河东老街的石板路", 60), False),  # ends short
        (("本报记者　李明　王小红、王", 78), ("小华　通讯员　王小亮　张小", 60), False),  # more names
    ],
)
def test_the_first_row_of_a_paragraph_is_no_byline_for_naming_its_writer(first, second, is_text):
    lines = [row(text, x, 100 + 13 * at, 9.0, "Song") for at, (text, x) in enumerate((first, second))]
    lines = [replace(one, box=replace(one.box, x1=186.0)) if len(one.text) > 9 else one for one in lines]
    assert opens_text(lines[0], lines[1], 13.0) is is_text
