"""What stands where: tables of a few boxes each, worked out by hand, on either side of every distance that the layout asks for.

The text is nine points high and its rows thirteen apart; distances are said in the tables as they stand on the paper.
"""

from __future__ import annotations

import pytest
from placed_samples import level, upright
from test_layout_pieces import FONTS, SCALE, block, row, told

from epubmaker.layout.atoms import core, is_parted, text_blocks
from epubmaker.layout.columns import COSTS as JOINTS
from epubmaker.layout.columns import joint_cost
from epubmaker.layout.dropcaps import with_drop_caps
from epubmaker.layout.frames import frames_of
from epubmaker.layout.neighbours import neighbours_of
from epubmaker.layout.oddness import COSTS, region_cost, region_order
from epubmaker.layout.overprint import beside_titles, titles_over
from epubmaker.layout.scale import scale_of
from epubmaker.layout.stanzas import verse_rows
from epubmaker.layout.tables import rows_of_table
from epubmaker.layout.telling import Kind
from epubmaker.layout.ties import Tie, cut_cost, inner_cost, items_of, ties_of, within
from epubmaker.layout.turning import is_vertical, turned
from epubmaker.model.placed import Box, Picture, PlacedLine, SourcePage

TEN = "河东老街改造昨天开工"


@pytest.mark.parametrize(
    ("y", "x0", "x1", "parted"),
    [
        (104, 50, 210, False),  # the middle of the upper box is at 104.5
        (106, 50, 210, True),
        (144, 50, 210, True),
        (145, 50, 210, False),
        (120, 60, 143, False),  # of 140 points that both share, six tenths are 84
        (120, 60, 146, True),
        (120, 116, 300, False),
        (120, 114, 300, True),
    ],
)
def test_how_much_of_two_boxes_a_rule_parts(y, x0, x1, parted):
    upper, lower = Box(60, 100, 200, 109), Box(60, 140, 200, 149)
    assert is_parted(upper, lower, [level(x0, y, x1)]) is parted
    assert is_parted(lower, upper, [level(x0, y, x1)]) is parted
    # The same on its side.
    left, right = Box(100, 60, 109, 200), Box(140, 60, 149, 200)
    assert is_parted(left, right, [upright(y, x0, x1)]) is parted
    assert is_parted(right, left, [upright(y, x0, x1)]) is parted


def test_boxes_without_a_common_side_are_parted_by_no_rule():
    assert not is_parted(Box(60, 100, 200, 109), Box(210, 140, 300, 149), [level(0, 120, 500)])
    assert not is_parted(Box(60, 100, 69, 200), Box(100, 210, 109, 300), [upright(80, 0, 500)])


@pytest.mark.parametrize(
    ("x", "y", "words", "size", "blocks"),
    [
        (60, 117, TEN, 9, 1),  # 1.32 pitches are 17.16
        (60, 118, TEN, 9, 2),
        (60, 105, TEN, 9, 1),  # half a size is 4.5
        (60, 104, TEN, 9, 2),
        (60, 113, TEN, 10.3, 1),  # 1.15 sizes are 10.35
        (60, 113, TEN, 10.5, 2),
        (88, 113, "河东老街改造昨", 9, 1),  # 3.2 sizes are 28.8
        (90, 113, "河东老街改", 9, 2),
        (110, 113, "河东老街", 9, 1),  # it ends as the row above, at 150, or .6 sizes (5.4) off
        (120, 113, "河东老街", 9, 2),
        (50, 113, TEN + "施工分三期", 9, 1),
    ],
)
def test_which_row_goes_on_a_row(x, y, words, size, blocks):
    lines = [row(TEN, 60, 100), row(words, x, y, size)]
    assert len(text_blocks(range(2), lines, [], SCALE)) == blocks


@pytest.mark.parametrize(("count", "blocks"), [(9, 1), (10, 2)])
def test_a_row_much_wider_than_the_block_above_begins_another(count, blocks):
    lines = [row("河东老街改", 60, 100), row("河东老街改", 60, 113), row(TEN[:count], 60, 126)]
    assert len(text_blocks(range(3), lines, [], SCALE)) == blocks  # 45 points, and four sizes are 36


@pytest.mark.parametrize(
    ("shift", "y", "size", "blocks"), [(0, 2, 9, 1), (0, 3, 9, 2), (0, 0, 10.2, 1), (0, 0, 10.5, 2)]
)
def test_which_piece_stands_on_a_row(shift, y, size, blocks):
    lines = [row(TEN, 60, 100), row("施工分", 60, 113), row("三期", 90 + shift, 113 + y, size)]
    assert len(text_blocks(range(3), lines, [], SCALE)) == blocks


def test_a_rule_between_rows_ends_a_block_and_an_upright_row_begins_one():
    lines = [row(TEN, 60, 100), row(TEN, 60, 113)]
    assert len(text_blocks(range(2), lines, [level(50, 111, 200)], SCALE)) == 2
    stands = [row(TEN, 60, 100), PlacedLine("河东", Box(60, 113, 69, 131), 9.0, vertical=True)]
    assert len(text_blocks(range(2), stands, [], SCALE)) == 2


def test_a_lost_row_is_passed_over():
    lines = [row(TEN, 60, 100), row(TEN, 60, 126)]
    assert len(text_blocks(range(2), lines, [], SCALE)) == 2
    assert [one.lines for one in text_blocks(range(2), lines, [], SCALE, {1: 0})] == [[0, 1]]


@pytest.mark.parametrize(
    ("rows", "sticking", "x0"), [(3, 1, 40), (4, 1, 60), (9, 2, 40), (20, 2, 60), (20, 3, 40)]
)
def test_what_sticks_out_of_a_block_in_a_few_rows_is_left_out(rows, sticking, x0):
    boxes = [Box(40 if at < sticking else 60, 100 + 13 * at, 200, 109 + 13 * at) for at in range(rows)]
    lines = [PlacedLine(TEN, box, 9.0) for box in boxes]
    found = core(block("text", 40, 100, 200, 100 + 13 * rows, *range(rows)), lines)
    assert (found.x0, found.y0, found.x1) == (x0, 100, 200)
    mirrored = [PlacedLine(TEN, Box(300 - box.x1, box.y0, 300 - box.x0, box.y1), 9.0) for box in boxes]
    found = core(block("text", 100, 100, 260, 100 + 13 * rows, *range(rows)), mirrored)
    assert (found.x0, found.x1) == (100, 300 - x0)


# Neighbours


@pytest.mark.parametrize(
    ("lower", "length"),
    [
        (row(TEN, 60, 117), 2),  # 1.35 pitches are 17.55
        (row(TEN, 60, 118), 1),
        (row(TEN, 60, 105), 2),
        (row(TEN, 60, 113, 9.5), 2),  # six hundredths of the larger
        (row(TEN, 60, 113, 9.7), 1),
        (row(TEN, 60, 113, font="Hei"), 1),
        (row(TEN, 104, 113), 2),  # half of 90 points in common
        (row(TEN, 106, 113), 1),
    ],
)
def test_which_rows_are_a_run(lower, length):
    exact = type(SCALE)(9.0, 13.0, "", bold=False, exact=True)
    found = neighbours_of([row(TEN, 60, 100), lower], [], exact)
    assert found.length == [length, length]
    assert found.place == ([0, 1] if length == 2 else [0, 0])


def test_the_nearest_of_those_above_is_the_neighbour_and_what_hardly_shares_a_side_is_none():
    lines = [row(TEN, 60, 60), row(TEN, 60, 80), row(TEN, 60, 100), row(TEN, 124, 120)]
    found = neighbours_of(lines, [], SCALE)
    assert found.above == [-1, 0, 1, -1]  # the last shares 26 of 90 points: three tenths are 27
    assert found.below == [1, 2, -1, -1]
    shifted = [*lines[:3], row(TEN, 122, 120)]
    assert neighbours_of(shifted, [], SCALE).above[3] == 2
    assert neighbours_of(shifted, [], SCALE).below[2] == 3


def test_the_rows_above_and_below_a_run_are_those_of_its_ends():
    lines = [row("大字", 60, 60, 20), *(row(TEN, 60, 100 + 13 * at) for at in range(3)), row("小字", 60, 200)]
    found = neighbours_of(lines, [], SCALE)
    assert found.run == [0, 1, 1, 1, 2]
    assert found.head == [-1, 0, 0, 0, 3]
    assert found.tail == [1, 4, 4, 4, -1]


@pytest.mark.parametrize(("x1", "ruled"), [(113, False), (116, True)])
def test_a_rule_must_cover_six_tenths_of_what_neighbours_share(x1, ruled):
    lines = [row(TEN, 60, 80), row(TEN, 60, 113)]  # 90 points: 54 of them
    found = neighbours_of(lines, [level(60, 100, x1)], SCALE)
    assert found.ruled_below == [ruled, False]
    assert found.ruled_above == [False, ruled]
    beside = [PlacedLine("河东", Box(60, 60, 69, 150), 9.0), PlacedLine("河东", Box(93, 60, 102, 150), 9.0)]
    found = neighbours_of(beside, [upright(80, 60, x1)], SCALE)
    assert found.ruled_right == [ruled, False]
    assert found.ruled_left == [False, ruled]


# What is odd about a region


def article(words=TEN + "，施工", rows=4, *, x=60.0, y=100.0, indent=18.0, last="河东老街改造完了。"):
    """Return the lines and the pieces of a title with a text below it that are not odd in anything."""
    lines = [row("河东老街今年要变个大样，读者来信多", x, y - 40, 20)]
    lines += [row(words, x + (indent if at == 0 else 0), y + 13 * at) for at in range(rows - 1)]
    lines.append(row(last, x, y + 13 * (rows - 1)))
    title = block("title", x, y - 40, x + 140, y - 20, 0)
    title.rank = 2.2
    return lines, [title, block("text", x, y, x + 117, y + 13 * rows - 4, *range(1, rows + 1))]


def odd(lines, pieces, rules=(), scale=SCALE):
    return region_cost(pieces, region_order(pieces, lines, scale), lines, rules, scale)


def test_a_title_and_its_text_are_not_odd():
    assert odd(*article()) == 0.0


def test_each_thing_that_is_odd_costs_its_own():
    assert odd(*article(indent=0.0)) == pytest.approx(COSTS.opens_inside)
    assert odd(*article(last="河东老街改造完了，")) == pytest.approx(COSTS.torn_end)
    lines, pieces = article()
    assert odd(lines, pieces[1:]) == pytest.approx(COSTS.headless)
    figure, captioned = block("figure", 60, 160, 177, 250), block("figure", 60, 160, 177, 250, 1)
    assert odd(lines, [*pieces, figure]) == pytest.approx(COSTS.other_figure)
    assert odd(lines, [*pieces, captioned]) == pytest.approx(COSTS.captioned)
    second = block("title", 60, 20, 200, 40, 0)
    second.rank = 2.0
    assert odd(lines, [*pieces, second]) == pytest.approx(COSTS.extra_title)


@pytest.mark.parametrize(("apart", "cost"), [(51, 0.0), (53, COSTS.hollow)])
def test_a_title_far_from_its_text_costs(apart, cost):
    lines, (title, text) = article()
    title.box = Box(60, 100 - apart - 20, 200, 100 - apart)  # four pitches are 52
    assert odd(lines, [title, text]) == pytest.approx(cost)


@pytest.mark.parametrize(("bottom", "cost"), [(100, COSTS.text_above), (111, 0.0)])
def test_text_right_above_a_title_costs(bottom, cost):
    lines, (title, text) = article()
    title.box = Box(60, bottom, 200, bottom + 20)
    text.box = Box(60, bottom - 110 + (0 if cost else 30), 177, bottom + (0 if cost else 10))
    assert odd(lines, [title, text]) == pytest.approx(cost)


@pytest.mark.parametrize(
    ("rule", "cost"),
    [
        (level(55, 82, 210), "title_rule"),  # right below the title: nearer than two sizes
        (level(55, 98, 89), ""),  # shorter than four sizes
        (level(55, 99.5, 92), "level_rule"),
        (level(55, 130, 210), ""),  # inside of the text: nothing stands below it
        (level(300, 82, 400), ""),
        (level(55, 30, 210), ""),
    ],
)
def test_what_a_level_rule_through_a_region_costs(rule, cost):
    lines, pieces = article()
    if cost == "level_rule":
        pieces[0].box = Box(60, 60, 200, 80)
    expected = getattr(COSTS, cost) if cost else 0.0
    assert odd(lines, pieces, [rule]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("top", "bottom", "cost"), [(100, 144, 0.0), (100, 146, COSTS.upright_rule), (300, 400, 0.0)]
)
def test_what_an_upright_rule_through_a_region_costs(top, bottom, cost):
    lines, (title, left) = article()
    title.box = Box(60, 60, 320, 80)
    at = len(lines)
    lines += [row("春天到了，", 200 + (18 if k == 0 else 0), 100 + 13 * k) for k in range(3)]
    lines.append(row("大家高兴。", 200, 139))
    right = block("text", 200, 100, 317, 148, *range(at, at + 4))
    left.lines[:] = [1, 2, 3, 4]
    pieces = [title, left, right]
    assert odd(lines, pieces, [upright(188, top, bottom)]) - odd(lines, pieces) == pytest.approx(cost)


@pytest.mark.parametrize(
    ("kinds", "cost"),
    [
        (["figure"], 0.3),
        (["frame"], 0.3),
        (["figure", "figure"], 0.6 + 1.2),
        (["title"], 4.0),
        (["title", "figure"], 0.3),
        (["title", "frame"], 0.3 + 4.0),
        (["title", "title", "figure"], 0.3 + 6.0),
        (["title", "figure", "figure"], 0.6 + 6.0),
    ],
)
def test_what_pictures_and_titles_without_a_text_cost(kinds, cost):
    pieces = [block(kind, 60, 60 + 100 * at, 200, 150 + 100 * at) for at, kind in enumerate(kinds)]
    assert region_cost(pieces, [], [], [], SCALE) == pytest.approx(cost)


@pytest.mark.parametrize(("last", "cost"), [("李明 摄", 0.3), ("李明在河边", COSTS.headless)])
def test_a_caption_without_its_picture_is_no_text_without_a_title(last, cost):
    lines = [row("春耕时节，河东的农机下田。" + last, 60, 100)]
    assert odd(lines, [block("text", 60, 100, 200, 109, 0)]) == pytest.approx(cost)


@pytest.mark.parametrize(("opens", "cost"), [(-9.0, 3.0), (-1.0, 1.0), (2.0, 0.0)])
def test_a_small_title_that_may_open_an_article_lessens_the_want_of_a_headline(opens, cost):
    lines, (title, text) = article()
    title.inline, title.opens = True, opens
    assert odd(lines, [title, text]) == pytest.approx(cost + COSTS.inline_title)


# From column to column


@pytest.mark.parametrize(
    ("last", "first", "indent", "cost"),
    [
        ("河东老街改造昨天开工施工分", "三期进行", 0, JOINTS.runs_on),
        ("河东老街改造昨天开工施工分", "三期进行", 18, JOINTS.broken),
        ("河东老街改造昨天就开工了。", "三期进行", 18, JOINTS.new),
        ("河东老街改造昨天就开工了。", "三期进行", 0, JOINTS.unclear),
        ("河东老街改造。", "三期进行", 0, JOINTS.short_then_full),
        ("河东老街改造昨天就开工了。", "本报讯 三期进行", 18, JOINTS.second_news),
        ("河东老街改造昨天开工施工分", "，三期进行", 0, JOINTS.runs_on),
        ("河东老街改造昨天就开工了。", "，三期进行", 0, JOINTS.broken),
    ],
)
def test_what_it_costs_to_go_on_in_the_next_column(last, first, indent, cost):
    full = "河东老街改造昨天开工施工分"
    lines = [*(row(full, 60, 100 + 13 * at) for at in range(3)), row(last, 60, 139)]
    lines += [row(first + "河东老街改造昨天开"[: 13 - len(first)], 200 + indent, 100)]
    lines += [row(full, 200, 113 + 13 * at) for at in range(3)]
    left, right = block("text", 60, 100, 177, 148, 0, 1, 2, 3), block("text", 200, 100, 317, 148, 4, 5, 6, 7)
    assert joint_cost([left, right], lines, SCALE) == pytest.approx(cost)


def test_a_title_that_no_text_follows_costs_and_so_does_one_behind_a_torn_text():
    lines, (title, text) = article()
    assert joint_cost([title, text], lines, SCALE) == 0.0
    assert joint_cost([text, title], lines, SCALE) == pytest.approx(JOINTS.broken)
    assert joint_cost([title, title, text], lines, SCALE) == pytest.approx(JOINTS.broken)
    torn = [*lines[:-1], row("河东老街改造昨天开工施工分", 60, 139)]
    assert joint_cost([text, title, text], torn, SCALE) == pytest.approx(JOINTS.broken)
    assert joint_cost([text, title, text], lines, SCALE) == 0.0


# Ties


def pieces_of_two():
    return [block("title", 60, 60, 200, 80, 0), block("text", 60, 100, 200, 150, 1, 2)]


LONG_TITLE = [row("河东老街今年要变个大样，读者来信多", 60, 60, 20), row(TEN, 60, 100), row(TEN, 60, 113)]


@pytest.mark.parametrize(
    ("links", "exact", "parted", "together"),
    [
        ({(0, 1): 2.0}, True, 1.2, 0.0),
        ({(0, 1): 2.0, (0, 2): 1.0}, True, 0.9, 0.0),
        ({(0, 1): 9.0}, True, 2.4, 0.0),
        ({(1, 0): -2.0}, True, 0.0, 1.2),
        ({(0, 1): -9.0}, True, 0.0, 2.4),
        ({(0, 1): 2.0}, False, 0.6, 0.0),
    ],
)
def test_a_tie_is_the_mean_of_the_links_of_its_rows(links, exact, parted, together):
    kinds = [Kind.HEADLINE, Kind.TEXT, Kind.TEXT]
    (tie,) = ties_of(pieces_of_two(), LONG_TITLE, told(LONG_TITLE, kinds, links), exact=exact)
    assert (tie.one, tie.other) == (1, 2)
    assert (tie.parted, tie.together) == (pytest.approx(parted), pytest.approx(together))


def test_rows_of_one_piece_make_no_tie():
    kinds = [Kind.HEADLINE, Kind.TEXT, Kind.TEXT]
    assert ties_of(pieces_of_two(), LONG_TITLE, told(LONG_TITLE, kinds, {(1, 2): 3.0}), exact=True) == []


@pytest.mark.parametrize(("x1", "together"), [(200, 0.0), (125, 1.2)])
def test_a_picture_between_a_title_and_its_text_takes_the_doubt_away(x1, together):
    pieces = [*pieces_of_two(), block("figure", 60, 81, x1, 99)]
    kinds = [Kind.HEADLINE, Kind.TEXT, Kind.TEXT]
    (tie,) = ties_of(pieces, LONG_TITLE, told(LONG_TITLE, kinds, {(0, 1): -2.0}), exact=True)
    assert tie.together == pytest.approx(together)


def test_ties_cost_where_they_are_cut_and_where_strangers_stand_together():
    ties = [Tie(1, 2, 0.5, 0.0), Tie(2, 4, 0.0, 0.7), Tie(1, 4, 0.3, 0.0)]
    assert within(ties, 0b011) == ties[:1]
    assert within(ties, 0b111) == ties
    assert cut_cost(ties, 0b001) == pytest.approx(0.8)
    assert cut_cost(ties, 0b100) == pytest.approx(0.3)
    assert cut_cost(ties, 0b111) == 0
    assert inner_cost(ties, {1: 0, 2: 0, 4: 0}) == pytest.approx(0.7)
    assert inner_cost(ties, {1: 0, 2: 1, 4: 1}) == pytest.approx(0.5 + 0.7 + 0.3)
    assert inner_cost(ties, {1: 0, 2: 0}) == 0


def test_small_titles_that_open_items_number_what_follows():
    main, first, second = (block("title", 60, y, 200, y + 9) for y in (40, 60, 100))
    texts = [block("text", 60, y, 200, y + 20) for y in (70, 110)]
    picture = block("figure", 60, 140, 200, 200)
    atoms = [main, first, texts[0], second, texts[1], picture]
    second.opens = 1.0
    order = [first, texts[0], second, texts[1]]
    assert items_of(atoms, 0b111111, order) == {1: 0, 2: 0, 4: 0, 8: 1, 16: 1}
    second.opens = 0.0
    assert items_of(atoms, 0b111111, order) == {1: 0, 2: 0, 4: 0, 8: 0, 16: 0, 32: 0}
    first.opens = 1.0
    assert items_of(atoms, 0b111111, order) == {2: 1, 4: 1, 8: 1, 16: 1}
    assert items_of(atoms, 0b000110, order) == {2: 1, 4: 1}


# Pages on their side, tables, frames, large first characters, titles over pictures, verse


def test_a_page_set_vertically_is_turned_to_the_left():
    line = PlacedLine("河东老街", Box(500, 100, 509, 136), 9.0, vertical=True, edges=(1.0, 2.0))
    page = SourcePage(600, 800, (line,), (level(10, 50, 200),), (Picture(Box(20, 30, 40, 90)),))
    found = turned(page)
    assert (found.width, found.height) == (800, 600)
    assert found.lines[0].box == Box(100, 91, 136, 100)
    assert not found.lines[0].vertical
    assert found.lines[0].edges == (1.0, 2.0)
    assert (found.rules[0].axis, found.rules[0].box.x0, found.rules[0].box.y1) == ("v", 50, 590)
    assert found.pictures[0].box == Box(30, 560, 90, 580)


@pytest.mark.parametrize(("upright_rows", "vertical"), [(6, False), (7, True)])
def test_a_page_is_vertical_by_most_of_its_characters(upright_rows, vertical):
    lines = tuple(PlacedLine(TEN, Box(0, 0, 9, 90), 9.0, vertical=at < upright_rows) for at in range(10))
    assert is_vertical(SourcePage(600, 800, lines)) is vertical


def test_cells_on_a_level_are_one_row_of_a_table():
    lines = [row("价", 200, 101), row("米", 60, 100), row("面", 60, 113), row("三", 200, 117)]
    assert rows_of_table(range(4), lines) == [(1, True), (0, False), (2, True), (3, False)]
    lines[3] = row("三", 200, 119)
    assert rows_of_table(range(4), lines)[2:] == [(2, True), (3, True)]


def closed(x0, y0, x1, y1):
    return [level(x0, y0, x1), level(x0, y1, x1), upright(x0, y0, y1), upright(x1, y0, y1)]


def test_frames_come_the_smallest_first():
    page = Box(0, 0, 600, 800)
    rules = [*closed(60, 60, 400, 500), *closed(80, 100, 200, 200), *closed(220, 100, 380, 300)]
    assert frames_of(rules, page, SCALE) == [
        Box(80, 100, 200, 200), Box(220, 100, 380, 300), Box(60, 60, 400, 500),
    ]  # fmt: skip


def capped(size=27.0, gap=3.0, shift=0.0, below=0.0):
    cap = row("河", 60, 100, size)
    beside = cap.box.x1 + gap
    rows = [row("东老街改造昨天", beside + shift * (at % 2), 100 + 13 * at) for at in range(2)]
    return [cap, *rows, row(TEN, 60, 126 + below)]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (capped(), True),
        (capped(size=14.0), False),  # 1.6 sizes are 14.4
        (capped(size=55.0), False),  # six sizes are 54
        (capped(gap=11.0), True),  # 1.3 sizes are 11.7
        (capped(gap=12.0), False),
        (capped(shift=5.0), False),  # half a size is 4.5
        (capped(shift=4.0), True),
        (capped(below=9.0), False),  # 1.6 pitches are 20.8
        (capped(below=7.0), True),
    ],
)
def test_a_large_first_character_is_joined_to_its_row(lines, joined):
    found = with_drop_caps(lines, SCALE)
    if not joined:
        assert found == lines
        return
    assert [line.text for line in found] == ["河东老街改造昨天", "东老街改造昨天", TEN]
    assert found[0].box.x0 == 60 + 18
    assert found[1].box.x0 == 60


def over_picture(top=100.0, size=20.0, words="河东新桥通车", second=130.0):
    lines = [row(words, 80, top, size), row("两岸居民过河不再绕路", 80, second, 12.0)]
    return lines, Picture(Box(60, 90, 360, 300))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (over_picture(), {0, 1}),
        (over_picture(size=16.0), set()),  # 1.8 sizes are 16.2
        (over_picture(words="新桥通"), set()),
        (over_picture(second=149.0), {0, 1}),  # one and a half of the larger size below it
        (over_picture(second=151.0), set()),
        (over_picture(top=70.0), set()),
    ],
)
def test_large_words_in_a_picture_are_a_title(given, found):
    lines, picture = given
    assert titles_over([picture], range(2), lines, FONTS) == found
    assert titles_over([picture], range(2), lines, SCALE) == set()


def test_more_rows_in_a_picture_or_smaller_ones_are_its_own_words():
    lines, picture = over_picture()
    small = [*lines, row("图中文字", 80, 150, 9.5)]
    assert titles_over([picture], range(3), small, FONTS) == set()
    many = [*lines, *(row("两岸居民过河", 80, 150 + 15 * at, 12.0) for at in range(4))]
    assert titles_over([picture], range(6), many, FONTS) == set()
    assert titles_over([picture], range(5), many[:5], FONTS) == set(range(5))


def test_a_picture_with_a_title_in_it_is_the_larger_part_of_itself():
    lines, _picture = over_picture(top=150.0)
    figure = block("figure", 60, 90, 360, 300)
    beside_titles([figure], [0], lines)
    assert figure.box == Box(60, 170, 360, 300)


def poem(count=6, step=13.0, shift=0.0, end="", wide=(4, 6, 5, 7, 3, 8, 9)):
    texts = [TEN[: wide[at % 7]] + (end if at < 2 else "") for at in range(count)]
    return [row(text, 60 + shift * (at % 2), 100 + step * at, font="Song") for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (poem(), 6),
        (poem(5), 0),
        (poem(step=33.0), 6),  # 2.6 pitches are 33.8
        (poem(step=34.0), 0),
        (poem(shift=1.5), 6),  # two tenths of a size are 1.8
        (poem(shift=2.0), 0),
        (poem(end="。"), 0),
        (poem(wide=(7, 7, 7, 7, 3, 8, 9)), 0),
    ],
)
def test_rows_that_begin_together_and_end_apart_are_verse(lines, count):
    assert len(verse_rows(range(len(lines)), lines, FONTS)) == count
    assert verse_rows(range(len(lines)), lines, SCALE) == set()


# The measures of a page


def test_the_measures_of_a_page_are_those_of_most_of_its_text():
    lines = [row(TEN, 60 + (18 if at % 3 == 0 else 0), 100 + 13 * at, font="Song") for at in range(9)]
    lines += [row("大标题", 60, 40, 30, "Hei", bold=True), row("河东老街" * 4, 60, 300, 9.0, "Kai")]
    found = scale_of(lines)
    assert (found.body, found.pitch, found.font, found.bold) == (9.0, 13.0, "Song", False)
    assert (found.indents, found.exact, found.stray) == (True, True, 0.0)
    plain = scale_of([row(TEN, 60, 100 + 13 * at) for at in range(9)])
    assert (plain.font, plain.knows_fonts, plain.indents) == ("", False, False)
    heavy = scale_of([row(TEN, 60, 100 + 13 * at, bold=at < 5) for at in range(9)])
    assert heavy.bold
    uneven = scale_of([row(TEN, 60, 100 + 13 * at, 9.0 + 0.2 * (at % 3)) for at in range(9)])
    assert not uneven.exact


def test_rows_of_a_page_that_stand_off_their_place_are_measured():
    steps = [0, 13, 26, 40, 52, 65, 79, 91]  # 13 13 14 12 13 14 12: the median distance from 13 is one
    found = scale_of([row(TEN, 60, 100 + y) for y in steps])
    assert found.pitch == 13
    assert found.stray == pytest.approx(1.4826 / 9)
