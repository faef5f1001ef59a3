"""What reconstruction does with a page, through its one function: order, headlines, bylines, and nothing lost."""

from __future__ import annotations

from itertools import pairwise, zip_longest

import pytest
from columns import bare, set_in_column
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.model import SourceText
from epubmaker.model.conservation import check_conservation
from epubmaker.pipeline import reconstruct
from epubmaker.restore import rebuild_source

WATER = set_in_column(
    "本报讯 昨天上午，市水务局在城东水厂举行开放日活动，二十多名居民走进车间，了解一杯清水从水源地到家门口的"
    "全部旅程，还动手做了实验。",
    "讲解员介绍，原水要经过混凝、沉淀、过滤和消毒四道工序，化验室每两个小时检测一次水质，合格以后才能送入管网。",
    "“以前只知道打开龙头就有水，没想到背后要花这么多功夫。”家住东湖社区的张阿姨说，今后用水要更加节约。",
)
SCHOOL = set_in_column(
    "本报讯 新学期开始以后，实验小学把劳动课搬进了校园后面的菜地，孩子们自己翻土、播种、浇水，每周还要写一篇观察日记。",
    "老师告诉记者，第一批青菜已经长到十厘米高，下个月就能收获，学校准备把这些蔬菜送给附近养老院的老人尝尝鲜。",
    "五年级学生小雨的日记已经写了厚厚一本，她说，看着种子一天天发芽长大，才明白书上说的粒粒皆辛苦是什么意思。",
)
BRIDGE = set_in_column(
    "本报讯 连接南北两岸的新大桥昨天完成了最后一段钢梁的吊装，全桥顺利合龙，为年底建成通车打下了坚实的基础。",
    "项目负责人介绍，大桥全长一千二百米，双向六车道，通车以后两岸居民过江的时间将从半个小时缩短到五分钟左右。",
    "为了保证吊装精度，施工人员利用夜间温度稳定的时段作业，连续奋战四十天，钢梁的误差始终控制在两毫米以内。",
)
STARTS = [k for k, line in enumerate(WATER) if line.startswith(("本报讯", "讲解员", "“"))]
PARAGRAPHS = [bare(WATER[a:b]) for a, b in pairwise([*STARTS, None])]
TITLES = {"水厂开门迎居民": WATER, "菜地里上起劳动课": SCHOOL, "新大桥顺利合龙": BRIDGE}


def edition_of(text):
    source = SourceText(text)
    edition = reconstruct(source)
    assert not check_conservation(source, edition)
    return edition


def body(article):
    return "".join("".join(block.text.split()) for block in article.blocks)


def by_headline(edition):
    return {article.headline: article for article in edition.articles}


def test_an_order_that_is_right_stays():
    page = "\n\n".join(f"{title}\n" + "\n".join(lines) for title, lines in TITLES.items())
    edition = edition_of(page)
    assert [article.headline for article in edition.articles] == list(TITLES)
    assert [body(article) for article in edition.articles] == [bare(lines) for lines in TITLES.values()]
    assert not [seam for a in edition.articles for block in a.blocks for seam in block.seams if seam.moved]


def test_paragraphs_end_where_lines_are_short():
    (article,) = edition_of("水厂开门迎居民\n" + "\n".join(WATER)).articles
    assert ["".join(block.text.split()) for block in article.blocks] == PARAGRAPHS


def test_a_line_of_the_next_column_goes_back_where_it_belongs():
    # Seen where two columns share a row: a line of the right column lands between two of the left one.
    stray = SCHOOL[2]
    rows = [*WATER[:2], stray, *WATER[2:]]
    rest = [*SCHOOL[:2], *SCHOOL[3:]]
    edition = edition_of(f"水厂开门迎居民\n\n{' '.join(rows)}\n\n菜地里上起劳动课\n\n{' '.join(rest)}\n")
    found = by_headline(edition)
    assert body(found["水厂开门迎居民"]) == bare(WATER)
    assert body(found["菜地里上起劳动课"]) == bare(SCHOOL)


def test_three_columns_read_row_by_row_are_untangled():
    rows = [line for row in zip_longest(WATER, SCHOOL, BRIDGE) for line in row if line]
    edition = edition_of("\n".join(rows))
    text = "".join(body(article) for article in edition.articles)
    for lines in (WATER, SCHOOL, BRIDGE):
        assert bare(lines) in text


@pytest.mark.xfail(
    strict=True, reason="titles of pages of one subject: where they stand counts for more than their words"
)
def test_a_headline_may_stand_behind_its_body():
    page = "\n\n".join("\n".join(lines) + f"\n\n{title}" for title, lines in TITLES.items())
    found = by_headline(edition_of(page))
    assert {title: body(found[title]) for title in TITLES} == {t: bare(lines) for t, lines in TITLES.items()}


def test_a_doubled_headline_is_set_once_and_the_removal_recorded():
    title = "水厂开门迎居民"
    edition = edition_of(f"{title}{title}\n\n" + "\n".join(WATER))
    (article,) = edition.articles
    assert article.headline == title
    (removed,) = [note for note in edition.diagnostics if note.code == "removed"]
    assert [span.end - span.start for span in removed.spans] == [len(title)]


def test_every_byline_goes_to_one_article():
    names = dict(zip(TITLES, ("李明", "王强", "陈静"), strict=True))
    page = "\n\n".join(
        f"{title}\n■记者 {names[title]}\n\n" + "\n".join(lines) for title, lines in TITLES.items()
    )
    found = by_headline(edition_of(page))
    assert {title: [b.names for b in found[title].bylines] for title in TITLES} == {
        title: [(name,)] for title, name in names.items()
    }


LINES = st.text(
    st.sampled_from("的一是在水厂孩子大桥记者日年月讯电本报，。！？：；、“”（）《》0123 ABc■—…"), max_size=24
)
PAGES = st.lists(
    st.tuples(LINES, st.sampled_from(["\n", "\n\n", " ", "\r\n", "\u3000", "\n \n"])), max_size=24
)


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_nothing_is_lost_whatever_the_text(pieces):
    text = "".join(line + joint for line, joint in pieces)
    edition = edition_of(text)
    assert rebuild_source(edition) == text


@settings(max_examples=20, deadline=None)
@given(st.permutations([*WATER, *SCHOOL]))
def test_nothing_is_lost_whatever_the_order(lines):
    assert rebuild_source(edition_of("\n".join(lines))) == "\n".join(lines)


@pytest.mark.parametrize("mark", ["", "## "])
@pytest.mark.parametrize("byline", ["本报记者　骆嘉", "文/骆嘉", "首席记者　骆嘉"])
def test_a_byline_right_below_its_title_is_of_the_text_below(mark, byline):
    rows = [
        f"{mark}夏粮收购进度过七成",
        "今年全县设夏粮收购网点三十八个，比去年增加五个，农民售粮平均运距不到六公里。",
        "在城南粮库，排队的农用车从大门口一直延伸到公路边，种粮大户熊有才等了二十分钟。",
        f"{mark}图书馆延长开放到九点半",
        byline,
        "县图书馆从八月一日起延长开放时间，每周五、周六开放到晚上九点半。",
        "河滨步道三百二十盏路灯日前全部换成节能灯，亮灯时间提前到傍晚六点四十分。",
    ]
    first, second = reconstruct(SourceText("\n\n".join(rows))).articles
    assert not first.bylines
    assert [byline.names for byline in second.bylines] == [("骆嘉",)]
