"""Header groups: whatever stands beside whatever, no line of a title is lost."""

from itertools import product

import pytest

from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.headers import header_groups
from epubmaker.model import Line, Span, set_width

TITLES = {
    "headline": "全市春季植树活动举行",
    "deck": "――记下乡活动座谈会",
    "kicker": "市领导在会上强调：",
    "kind": "春季植树活动综述",
    "phrases": "种树 浇水 护林",
}


def flow_of(texts):
    """Lines and stretches of titles, each a stretch by itself, the whole one run of neighbours."""
    lines, start = [], 0
    for number, text in enumerate(texts):
        lines.append(
            Line(number, Span(start, start + len(text)), text, "blank", 2 * number, number, set_width(text))
        )
        start += len(text) + 2
    return [Stretch("title", number, (number,)) for number in range(len(lines))], lines


@pytest.mark.parametrize("kinds", list(product(TITLES, repeat=3)), ids="-".join)
def test_no_title_is_lost_whatever_its_neighbours(kinds):
    stretches, lines = flow_of([TITLES[kind] for kind in kinds])
    groups = header_groups(stretches, lines)
    assert sorted(number for group in groups for number in group.lines) == list(range(len(lines)))
    assert all(group.headline for group in groups)


def rows_of(*texts):
    """The kicker and the headline of one run of title rows."""
    lines, start = [], 0
    for number, text in enumerate(texts):
        lines.append(
            Line(number, Span(start, start + len(text)), text, "newline", number, 0, set_width(text))
        )
        start += len(text) + 1
    (group,) = header_groups([Stretch("title", 0, tuple(range(len(lines))))], lines)
    return tuple("".join(texts[n] for n in part) for part in (group.kicker, group.headline))


@pytest.mark.parametrize(
    ("rows", "kicker"),
    [
        (("张明在调研时强调", "坚定信心办好民生实事"), "张明在调研时强调"),
        (("市长在会上：", "今年要把十件民生实事一件一件办好办实"), "市长在会上："),
        (("李大力教授谈新发现：", "一块化石改写一段历史"), ""),  # a headline broken into rows of like length
        (("大桥通车仪式在河上", "举行百余人参加了活动"), ""),
        (("今年产量翻番研发投入却未跟上", "陈皮合作社等来新设备"), ""),  # a word that ends so, no occasion
        (("河东果园采摘正当时", "百万斤陈皮柑橘装车发往各地"), ""),
        (("市长在全市工作会议上", "今年要把十件民生实事一件一件办好办实"), "市长在全市工作会议上"),
    ],
)
def test_rows_of_like_length_are_one_headline_unless_the_first_reports_speech(rows, kicker):
    assert rows_of(*rows) == (kicker, "".join(rows).removeprefix(kicker))


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (("市长在防汛会议上强调", "把责任落到每一段堤坝", "陈立新主持"), (1, 1, 1)),
        (("把责任落到每一段堤坝", "全市干部群众踊跃参加"), (0, 2, 0)),
        (("把责任落到每一段堤坝", "陈立新出席会议"), (0, 1, 1)),
        (("老街新生", "——写在改造工程开工之际"), (0, 1, 1)),
        (("改造工程开工之际", "老街居民说变化"), (1, 1, 0)),
    ],
)
def test_who_presided_and_what_a_dash_opens_is_a_deck(rows, parts):
    lines, start = [], 0
    for number, text in enumerate(rows):
        lines.append(
            Line(number, Span(start, start + len(text)), text, "newline", number, 0, set_width(text))
        )
        start += len(text) + 1
    (group,) = header_groups([Stretch("title", 0, tuple(range(len(lines))))], lines)
    assert (len(group.kicker), len(group.headline), len(group.deck)) == parts
