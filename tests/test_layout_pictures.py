"""Captions stand below, above or beside their pictures; titles that stand alone, and rows that are no bylines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epubmaker.layout.articles import Draft
from epubmaker.layout.atoms import Atom
from epubmaker.layout.bare import with_bare_titles
from epubmaker.layout.bylines import may_be_byline
from epubmaker.layout.figures import figures
from epubmaker.layout.picture_rows import split_below_pictures
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Kind, Told
from epubmaker.model import Role
from epubmaker.model.placed import Box, Picture, PlacedLine

SCALE = Scale(body=9.0, pitch=13.0, font="Song", bold=False, exact=True)
PICTURE = Picture(Box(100, 200, 220, 300))


def row(text, x, y, size=9.0):
    return PlacedLine(text, Box(x, y, x + len(text) * size, y + size), size, "Song")


def told(*kinds):
    return Told(tuple(tuple(0.96 if kind is own else 0.0025 for kind in Kind) for own in kinds), {})


def taken(lines, *kinds, pictures=(PICTURE,)):
    """Return the texts of the rows of each piece, and of those that are left."""
    found, gone = figures(pictures, set(range(len(lines))), lines, SCALE, told(*kinds))
    return (
        [[lines[number].text for number in atom.lines] for atom in found],
        [line.text for number, line in enumerate(lines) if number not in gone],
    )


CAPTION = (Kind.CAPTION, Kind.CAPTION, Kind.CREDIT)


@pytest.mark.parametrize(
    ("x", "y"), [(100, 304), (100, 158), (225, 204), (40, 240)], ids=["below", "above", "right", "left"]
)
def test_a_caption_is_its_pictures_wherever_it_stands(x, y):
    words = ["老街的石板路", "昨天铺到桥头", "李明　摄"]
    lines = [row(text, x, y + 13 * at) for at, text in enumerate(words)]
    assert taken(lines, *CAPTION) == ([words], [])


def test_text_around_a_picture_is_no_caption():
    lines = [
        row("全长一千二百米，", 100, 304),
        row("两岸的柳树照旧", 100, 186),
        row("居民说路好走", 225, 240),
    ]
    assert taken(lines, Kind.TEXT, Kind.TEXT, Kind.TEXT) == ([[]], [line.text for line in lines])


def test_a_credit_above_a_picture_takes_no_text_above_it():
    lines = [row("两岸的柳树照旧。", 100, 174), row("李明　摄", 100, 187)]
    assert taken(lines, Kind.TEXT, Kind.CREDIT) == ([["李明　摄"]], ["两岸的柳树照旧。"])


def test_the_caption_below_goes_before_one_above():
    lines = [row("上面另一张的说明", 100, 187), row("这一张的说明文字", 100, 304)]
    (own, other), left = taken(lines, Kind.CAPTION, Kind.CAPTION)
    assert own == ["这一张的说明文字"]
    assert other == ["上面另一张的说明"]  # a caption whose picture the source does not show
    assert not left


def drafts_of(first, second):
    lines = [row(first[0], first[1], first[2], first[3]), row(second[0], second[1], second[2], second[3])]
    lines.append(row("正文开始了", second[1], second[2] + 40))
    full = Draft(headline=[1], body=[(2, Role.BODY, True)])
    return with_bare_titles([Draft(headline=[0]), full], lines, SCALE)


def test_a_short_title_alone_names_the_section_of_what_stands_below_it():
    (draft,) = drafts_of(("百姓生活", 100, 100, 14), ("老街的石板路铺到了桥头", 100, 130, 18))
    assert (draft.column, draft.headline, draft.kicker) == ([0], [1], [])


def test_a_title_over_a_table_in_its_frame_is_its_headline():
    lines = [row("各镇修路情况表", 100, 100, 16), row("石渡", 110, 140), row("31%", 200, 140)]
    table = Draft(body=[(1, Role.BODY, True), (2, Role.BODY, False)])
    over = Draft(headline=[0], frames=[Atom("frame", Box(95, 130, 300, 160))])
    (draft,) = with_bare_titles([over, table], lines, SCALE)
    assert (draft.headline, [number for number, _, _ in draft.body]) == ([0], [1, 2])
    # what stands elsewhere keeps to itself
    lines[1] = row("石渡", 110, 540)
    lines[2] = row("31%", 200, 540)
    assert len(with_bare_titles([over, Draft(body=table.body)], lines, SCALE)) == 2


def test_a_longer_title_alone_leads_to_the_headline_below_it():
    (draft,) = drafts_of(("城市道路改造工程进展顺利", 100, 100, 12), ("老街的石板路铺到了桥头", 100, 130, 18))
    assert (draft.column, draft.headline, draft.kicker) == ([], [1], [0])


@pytest.mark.parametrize("place", [(400, 100), (100, 420), (100, 300)], ids=["beside", "below", "far above"])
def test_a_title_alone_that_stands_elsewhere_stays_by_itself(place):
    lower = 130 if place[1] != 300 else 500
    made = drafts_of(("百姓生活", *place, 14), ("老街的石板路铺到了桥头", 100, lower, 18))
    assert [draft.headline for draft in made] == [[0], [1]]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("本报记者　李明", True),
        ("（李　明）", True),
        ("王芳　文/图", True),
        ("阿来", True),
        ("米歇尔·罗兰", True),
        ("（本报记者　李明", True),
        ("河东讯（本报首席记者　李明", False),
        ("河東訊　（記者 李明", False),
        ("（作者单位：河东人民医院）", False),
        ("（作者系河东文化馆职工）", False),
        ("图片新闻", False),
        ("创新驱动发展战略", False),
        ("全长一千二百米，", False),
    ],
)
def test_a_byline_names_somebody(text, may):
    assert may_be_byline(text) is may


def test_a_caption_set_over_its_picture_is_known_by_its_words_and_typeface():
    def caption(text, y):
        return PlacedLine(text, Box(100, y, 100 + len(text) * 9, y + 9), 9.0, "Hei", bold=True)

    text = row("柳树照旧发芽。", 100, 150)
    own = [caption("▲昨天，居民走过新铺", 174), caption("的石板路。李明　摄", 187)]
    # the network takes its heavy first row for a title
    assert taken([text, *own], Kind.TEXT, Kind.HEADLINE, Kind.CREDIT) == (
        [[one.text for one in own]],
        [text.text],
    )
    # heavy words over a picture that begin and end as no caption does stay a title
    titles = [caption("石板路铺到桥头", 187)]
    assert taken([text, *titles], Kind.TEXT, Kind.HEADLINE)[0] == [[]]


SIDE = Picture(Box(100, 200, 220, 300))
OWN = Scale(body=9.0, pitch=13.0, font="Song", bold=False, exact=True)


def beside(texts, kind, font, *others, y=204.0, size=9.0):
    """Return how many rows right of a picture it takes; `others` stand on the page too."""
    lines = [
        PlacedLine(text, Box(226, y + 13 * at, 226 + len(text) * size, y + 13 * at + size), size, font)
        for at, text in enumerate(texts)
    ]
    every = [*lines, *others]
    kinds = [kind] * len(lines) + [Kind.TEXT] * len(others)
    _, gone = figures([SIDE], set(range(len(every))), every, OWN, told(*kinds))
    return len(gone)


CREDITED = ["东门的老井修好", "了，居民来打水", "尝鲜。李明　摄"]
PLAIN = ["东门的老井修好", "了，居民来打水", "尝鲜。"]


@pytest.mark.parametrize(
    ("texts", "font", "taken_rows"), [(CREDITED, "Song", 3), (PLAIN, "Kai", 3), (PLAIN, "Song", 0)]
)
def test_rows_alone_beside_a_picture_are_its_caption_by_words_or_by_typeface(texts, font, taken_rows):
    kind = Kind.NOTE if font == "Kai" else Kind.TEXT
    assert beside(texts, kind, font) == taken_rows


def test_text_that_goes_on_beside_and_below_a_picture_is_no_caption():
    more = [row("改造还要做三个月。", 226, 243 + 13 * at) for at in range(8)]
    assert beside(PLAIN, Kind.NOTE, "Kai", *more) == 0
    assert (
        beside(["全长一千二百米"] * 9, Kind.NOTE, "Kai", y=201.0) == 0
    )  # too long without the words of captions
    assert beside(PLAIN, Kind.TEXT, "Kai") == 0  # all signs say text
    assert beside(["本报记者　李明"], Kind.NOTE, "Kai") == 0
    assert beside(["老井修好了"], Kind.NOTE, "Hei", size=14.0) == 0  # a title


PAIR = (Picture(Box(100, 200, 200, 280)), Picture(Box(210, 200, 310, 280)))


def under_pair(*lines, kind=Kind.CAPTION):
    """Return the rows that each of two pictures side by side takes."""
    parted = split_below_pictures(lines, PAIR, OWN)
    found, _ = figures(PAIR, set(range(len(parted))), parted, OWN, told(*[kind] * len(parted)))
    return [[parted[number].text for number in atom.lines] for atom in found[:2]]


def wide(text, x, y, x1):
    return PlacedLine(text, Box(x, y, x1, y + 9), 9.0, "Kai")


def test_a_caption_under_two_pictures_is_that_of_the_last():
    shared = [wide("左图：老井修好了。右图：居民来打水，都", 100, 284, 271), wide("说水甜。", 100, 297, 136)]
    assert under_pair(*shared) == [[], [line.text for line in shared]]


def test_captions_on_one_level_are_those_of_the_pictures_above_them():
    edges = (*range(100, 173, 9), 209, *range(218, 273, 9))
    row_of_both = PlacedLine(
        "老井昨天修好了。　居民来打水。", Box(100, 284, 272, 293), 9.0, "Kai", edges=edges
    )
    assert under_pair(row_of_both) == [["老井昨天修好了。"], ["居民来打水。"]]


def test_a_blank_that_is_not_between_the_pictures_parts_nothing():
    text = wide("老井修好了，居民都来　打水。", 100, 284, 226)
    assert split_below_pictures([text], PAIR, OWN) == [text]
    credit = PlacedLine("老井昨天修好了。　　李明　摄", Box(100, 284, 226, 293), 9.0, "Kai")
    placed = replace(credit, edges=(*range(100, 173, 9), 190, 212, *range(221, 249, 9)))
    assert split_below_pictures([placed], PAIR, OWN) == [placed]
    far = replace(text, box=Box(100, 400, 226, 409))
    assert split_below_pictures([far], PAIR, OWN) == [far]


def test_a_short_row_at_the_outer_edge_of_its_strip_is_a_caption():
    tall = Picture(Box(200, 200, 400, 300))
    short = wide("老井修好了。", 100, 202, 154)
    found, _ = figures([tall], {0}, [short], OWN, told(Kind.NOTE))
    assert found[0].lines == [0]
    between = row("井水甜了", 158, 202)
    found, _ = figures([tall], {0, 1}, [short, between], OWN, told(Kind.NOTE, Kind.TEXT))
    assert found[0].lines == []
