"""Rows of titles that are told by the rows of their type around them, pictures of titles that stand alone, heads of regions."""

from __future__ import annotations

import pytest
from placed_samples import LEFT, RIGHT

from epubmaker.layout.articles import Draft, articles_of
from epubmaker.layout.atoms import Atom
from epubmaker.layout.bare import with_pictures_of_titles
from epubmaker.layout.briefs import is_list_of_items
from epubmaker.layout.columns import column_extents, joint_cost
from epubmaker.layout.gutters import split_at_gutters
from epubmaker.layout.oddness import region_cost
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Kind, Told
from epubmaker.layout.title_rows import with_rest_of_titles, without_text_running_on
from epubmaker.model import Role
from epubmaker.model.placed import Box, PlacedLine, bounds

SONG, HEI, KAI = "Song", "Hei", "Kai"
SCALE = Scale(body=9.0, pitch=13.0, font=SONG, bold=False, exact=True)


def row(text, x, y, size=9.0, font=SONG):
    return PlacedLine(text, Box(x, y, x + len(text) * size, y + size), size, font, bold=font == HEI)


def told(kinds):
    """Return what rows are as if somebody was nearly sure of it."""
    return Told(tuple(tuple(0.96 if kind is own else 0.0025 for kind in Kind) for own in kinds), {})


def rows_from(texts, x, y, font=SONG):
    return [row(text, x, y + 13 * at, 9.0, font) for at, text in enumerate(texts)]


# A note that says the title again is none


@pytest.mark.parametrize(
    ("upper", "x", "y", "stays"),
    [
        ("编者按　河东老", 60, 113, False),  # a full row of its type that breaks off
        ("老井保留。", 60, 113, True),  # what ends a sentence, and leaves room
        ("编者按，河东老", 60, 122, True),  # white between
        ("编者按　河东老", 78, 113, True),  # begins further in, as titles in the middle do
    ],
)
def test_a_row_that_goes_on_the_sentence_of_a_text_above_is_no_title(upper, x, y, stays):
    lines = [row(upper, 60, 100, font=KAI), row("街今年怎样改变", x, y, font=KAI)]
    assert without_text_running_on({1}, set(), lines, SCALE) == ({1} if stays else set())


def test_a_row_that_size_or_weight_makes_a_title_stays_one():
    lines = [row("编者按　河东老", 60, 100), row("街今年怎样改变", 60, 113)]
    assert without_text_running_on({1}, {1}, lines, SCALE) == {1}


def test_all_rows_go_that_go_on_one_another():
    lines = rows_from(["编者按　河东老", "街今年怎样改变", "本报今起陆续讲"], 60, 100, KAI)
    assert without_text_running_on({1, 2}, set(), lines, SCALE) == set()


# Rows of a title in the type of the text


def title_of_three(steps):
    """Return a title of three rows and a row of text below it, so far from each other, all in one type."""
    tops = [100.0]
    for step in steps:
        tops.append(tops[-1] + step)
    texts = ["河东老街改造今年", "变了样子居民都说", "盼了很久终于盼到", LEFT[1]]
    return [row(text, 60, top) for text, top in zip(texts, tops, strict=True)]


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((11, 11, 17), {0, 1, 2}),
        ((11, 13, 13), {0, 1}),  # as far as rows of text
        ((11, 11, 11), {0, 1}),  # what follows is no further
    ],
)
def test_rows_closer_than_text_are_of_the_title_that_they_stand_with(steps, found):
    lines = title_of_three(steps)
    unsure = [*([0.0025] * len(Kind))]
    unsure[Kind.TEXT], unsure[Kind.HEADLINE] = 0.55, 0.4
    odds = Told((*told([Kind.HEADLINE] * 2).odds, tuple(unsure), *told([Kind.TEXT]).odds), {})
    assert with_rest_of_titles({0, 1}, {0, 1, 2, 3}, lines, SCALE, odds) == found


def test_a_row_that_is_text_for_certain_is_of_no_title():
    lines = title_of_three((11, 11, 17))
    odds = told([Kind.HEADLINE, Kind.HEADLINE, Kind.TEXT, Kind.TEXT])
    assert with_rest_of_titles({0, 1}, {0, 1, 2, 3}, lines, SCALE, odds) == {0, 1}


# Pictures of titles that stand alone


@pytest.mark.parametrize(("top", "left", "moved"), [(125, 300, True), (160, 300, False), (125, 420, False)])
def test_a_title_that_stands_alone_has_the_picture_right_below_it(top, left, moved):
    lines = [
        row("河东老街改造", 60, 60, 18.0, HEI),
        row(LEFT[0], 60, 100),
        row("新馆开放", 300, 100, 18.0, HEI),
    ]
    picture = Atom("figure", Box(left, top, left + 90, top + 80), [], picture=0)
    text = Draft(headline=[0], body=[(1, Role.BODY, True)], figures=[picture])
    first, alone = with_pictures_of_titles([text, Draft(headline=[2])], lines, SCALE)
    assert (first.figures, alone.figures) == (([], [picture]) if moved else ([picture], []))


def test_a_title_with_text_leaves_pictures_where_they_are():
    lines = [
        row("河东老街改造", 60, 60, 18.0, HEI),
        row("新馆开放", 300, 100, 18.0, HEI),
        row(LEFT[0], 300, 220),
    ]
    picture = Atom("figure", Box(300, 125, 390, 205), [], picture=0)
    owner = Draft(headline=[0], figures=[picture])
    other = Draft(headline=[1], body=[(2, Role.BODY, True)])
    assert with_pictures_of_titles([owner, other], lines, SCALE)[0].figures == [picture]


# Small titles of a region


def region(*parts):
    """Return the lines and pieces of one column, each part (kind, texts, typeface) right below the one before."""
    lines, pieces, kinds = [], [], []
    for kind, texts, font in parts:
        made = rows_from(texts, 60, 100 + 13 * len(lines), font)
        numbers = list(range(len(lines), len(lines) + len(made)))
        rank = 2.0 if kind is Kind.HEADLINE and not lines else 1.0
        name = "text" if kind is Kind.TEXT else "title"
        pieces.append(Atom(name, bounds([line.box for line in made]), numbers, rank, inline=rank < 2.0))
        lines += made
        kinds += [kind] * len(made)
    return lines, pieces, told(kinds)


def headlines(*parts):
    lines, pieces, kinds = region(*parts)
    pieces[0].inline = False
    drafts = articles_of(pieces, lines, SCALE, kinds)
    return ["".join(lines[number].text for number in draft.headline) for draft in drafts]


def test_small_titles_vote_with_those_of_their_typeface():
    text = [*LEFT[1:4], "居民出行不受影响。"]
    parts = [
        (Kind.HEADLINE, ["河东老街改造"], HEI),
        (Kind.TEXT, text, SONG),
        (Kind.CROSSHEAD, ["老井保留"], KAI),
        (Kind.TEXT, text, SONG),
        (Kind.HEADLINE, ["图书馆新馆昨天对读者开放周末延长到九点"], HEI),
        (Kind.TEXT, text, SONG),
        (Kind.HEADLINE, ["文化站修好戏台每逢初一十五都要演出两场"], HEI),
        (Kind.TEXT, text, SONG),
    ]
    assert headlines(*parts) == [parts[at][1][0] for at in (0, 4, 6)]


@pytest.mark.parametrize(
    ("last", "count"), [(["居民都说好。（河东新区", "供稿）"], 2), (["居民都说好，河东新区", "的人都"], 1)]
)
def test_who_signs_over_a_columns_end_ends_an_article(last, count):
    lines, pieces, kinds = region(
        (Kind.HEADLINE, ["河东老街改造"], HEI),
        (Kind.TEXT, [*LEFT[1:4], *last], SONG),
        (Kind.CROSSHEAD, ["春运开始客流比往年明显增多"], HEI),
        (Kind.TEXT, RIGHT[:4], SONG),
    )
    pieces[0].inline = False
    odds = list(kinds.odds)
    unsure = list(odds[6])
    unsure[Kind.HEADLINE], unsure[Kind.CROSSHEAD] = 0.67, 0.29
    odds[6] = tuple(unsure)
    assert len(articles_of(pieces, lines, SCALE, Told(tuple(odds), {}))) == count


def test_a_region_below_a_crosshead_wants_a_headline():
    parts = [(Kind.CROSSHEAD, ["老井保留"], KAI), (Kind.TEXT, [*LEFT[1:4], "居民出行不受影响。"], SONG)]
    lines, pieces, _ = region(*parts)
    costs = []
    for opens in (2.0, -2.0, -9.0):
        pieces[0].opens = opens
        costs.append(region_cost(pieces, pieces, lines, [], SCALE))
    assert costs[1] - costs[0] == pytest.approx(2.0)
    assert costs[2] - costs[0] == pytest.approx(3.0)  # as without any title


@pytest.mark.parametrize(
    ("last", "odd"),
    [
        ("意见，说老井、石牌坊", True),  # a full row inside a sentence
        ("意见，老井都会留下。", False),
        ("居民　王晓明", False),  # who signs leaves room
    ],
)
def test_a_text_that_breaks_off_above_a_small_title_is_odd(last, odd):
    lines, pieces, _ = region(
        (Kind.TEXT, ["河东新区老街改造昨天", "开工，分三期进行，首", "期改造四条巷子，听了", last], SONG),
        (Kind.CROSSHEAD, ["图书馆新馆"], HEI),
        (Kind.TEXT, ["三层阅览室可坐四百人", "，周末延长到晚九点。"], SONG),
    )
    assert joint_cost(pieces, lines, SCALE) == (3.0 if odd else 0.0)


# Items in brief without titles


@pytest.mark.parametrize(
    ("dated", "torn", "items"),
    [
        (2, 0, False),  # two of ten open as news does: a text may quote so
        (2, 1, True),  # a third is known to be of another article than the row above
        (1, 2, False),  # hardly one opens as news does
        (3, 0, True),
    ],
)
def test_paragraphs_are_items_where_enough_open_as_news_does_or_are_torn_from_what_stands_above(
    dated, torn, items
):
    openings = ["本报讯　"] * dated + ["昨日上午"] * (10 - dated)
    lines = []
    for at, opening in enumerate(openings):
        lines += [
            row(f"{opening}河东老街", 78, 100 + 26 * at),
            row("四条巷子改造动工了。", 60, 113 + 26 * at),
        ]
    numbers = list(range(len(lines)))
    text = Atom("text", bounds([line.box for line in lines]), numbers, 1.0)
    links = {(2 * at - 1, 2 * at): -3.0 for at in range(9, 9 - torn, -1)}
    facts = Told(told([Kind.TEXT] * len(lines)).odds, links)
    assert is_list_of_items(None, [text], column_extents([text], SCALE), lines, facts) is items


# Gutters at the foot of an article


def edged(text, x, y, gap_at, gap):
    edges = [float(x)]
    for at, _ in enumerate(text):
        edges[-1] += gap if at == gap_at else 0.0
        edges.append(edges[-1] + 9.0)
    return PlacedLine(text, Box(x, y, edges[-1], y + 9.0), 9.0, SONG, edges=tuple(edges))


@pytest.mark.parametrize(("gap", "parts"), [(10.0, 2), (0.0, 1)])
def test_the_last_row_of_columns_is_split_whatever_crosses_their_gutter_below(gap, parts):
    left, right = "分三期进行首期改造东门外", "轮意见老井石牌坊都会保留"
    lines = [row(text, x, 100 + 13 * at) for at in range(8) for text, x in ((left, 60), (right, 178))]
    lines += [row("河东新区老街改造昨天开工分三期进行首期改造", 60, 240 + 13 * at) for at in range(8)]
    joined = edged(left + right, 60, 204, len(left), gap)
    texts = [line.text for line in split_at_gutters([*lines, joined], SCALE)]
    assert len(texts) - len(lines) == parts
    assert (left + right in texts) == (parts == 1)
