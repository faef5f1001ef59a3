"""The algorithms of assembly, each on an example small enough to check by hand."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.assemble.affinity import Affinity
from epubmaker.assemble.flow import split_flow
from epubmaker.assemble.headers import doubled_part, header_groups
from epubmaker.assemble.interleave import untangle_rows
from epubmaker.order.matching import best_assignment
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.order.successors import END, Successors, best_successors, find_ring
from epubmaker.model import Label, Line, Role, Seam, SeamTable, SourceText, Span
from epubmaker.segment import split_lines
from epubmaker.text.marks import ends_sentence, starts_with_dateline


def titles(text):
    lines = split_lines(SourceText(text))
    labels = [Label(Role.HEADLINE, 0.9, "test")] * len(lines)
    return lines, header_groups(split_flow(lines, labels), lines)


def parts(text):
    lines, groups = titles(text)
    return [
        {
            name: "".join(lines[n].text for n in getattr(group, name))
            for name in ("kicker", "headline", "deck")
            if getattr(group, name)
        }
        for group in groups
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新桥通车\n", [{"headline": "新桥通车"}]),
        ("河东镇新建跨河\n大桥正式通车\n", [{"headline": "河东镇新建跨河大桥正式通车"}]),
        (
            "市长在调研交通工作时强调\n\n让群众出行更方便\n",
            [{"kicker": "市长在调研交通工作时强调", "headline": "让群众出行更方便"}],
        ),
        (
            "让群众出行更方便\n——河东镇交通建设纪实\n",
            [{"headline": "让群众出行更方便", "deck": "——河东镇交通建设纪实"}],
        ),
        (
            "让出行更方便\n\n河东镇三年交通建设综述\n",
            [{"headline": "让出行更方便", "deck": "河东镇三年交通建设综述"}],
        ),
        (
            "修新桥 通公路\n\n河东镇交通建设提速\n",
            [{"kicker": "修新桥 通公路", "headline": "河东镇交通建设提速"}],
        ),
        ("新桥通车\n\n学校开学\n", [{"headline": "新桥通车"}, {"headline": "学校开学"}]),
    ],
)
def test_the_parts_of_a_header_group_are_told_apart(text, expected):
    assert parts(text) == expected


def test_the_second_half_of_a_doubled_title_is_found():
    (line,) = split_lines(SourceText("新桥通车了新桥通车了"))
    removal = doubled_part(line)
    assert removal is not None
    assert line.text[removal.start : removal.end] == "新桥通车了"
    assert doubled_part(split_lines(SourceText("人人"))[0]) is None


@given(st.lists(st.lists(st.integers(-5, 9), min_size=4, max_size=4), min_size=1, max_size=4))
@settings(deadline=None)
def test_assignment_is_as_good_as_the_best_of_all(gains):
    matched = best_assignment([dict(enumerate(row)) for row in gains])
    found = sum(gains[row][column] for row, column in enumerate(matched) if column is not None)
    best = max(
        sum(max(0, gains[row][column]) for row, column in enumerate(order))
        for order in permutations(range(4), len(gains))
    )
    assert found == best
    taken = [column for column in matched if column is not None]
    assert len(taken) == len(set(taken))


def test_an_open_end_is_matched_by_elimination():
    # Both 0 and 1 are best followed by 2, but only 1 has another choice.
    assert best_successors([{2: 5.0}, {2: 6.0, 3: 4.5}, {}, {}]) == [2, 3, END, END]


@given(st.lists(st.dictionaries(st.integers(0, 6), st.floats(0.1, 9), max_size=4), min_size=7, max_size=7))
def test_successors_make_chains_and_no_line_follows_two(gains):
    gains = [{right: gain for right, gain in row.items() if right != left} for left, row in enumerate(gains)]
    chosen = best_successors(gains)
    followed = [right for right in chosen if right != END]
    assert len(followed) == len(set(followed))
    assert not find_ring({left: right for left, right in enumerate(chosen) if right != END})


@given(
    st.lists(st.dictionaries(st.integers(4, 7), st.floats(0.1, 9), max_size=4), min_size=4, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7)), max_size=5),
)
def test_what_is_withdrawn_leaves_the_best_of_the_rest(gains, withdrawn):
    gains = [*gains, {}, {}, {}, {}]  # lines 4 to 7 are followed by none, so there are no rings
    successors = Successors(gains)
    successors.withdraw(withdrawn)
    rest = [
        {right: gain for right, gain in row.items() if (left, right) not in withdrawn}
        for left, row in enumerate(gains)
    ]

    def worth(chosen):
        return sum(gains[left][right] for left, right in enumerate(chosen) if right != END)

    assert not {(left, right) for left, right in enumerate(successors.chosen)} & set(withdrawn)
    assert worth(successors.chosen) == pytest.approx(worth(best_successors(rest)))


def page_of(columns, joined_pairs):
    """A page shape whose seams say exactly which line continues which."""
    count = sum(map(len, columns))
    lines = [
        Line(number, Span(number * 3, number * 3 + 2), "文字", "newline", number, 0, 2.0, 2.0)
        for number in range(count)
    ]
    rows = [[] for _ in range(count)]
    for left, right in joined_pairs:
        rows[left].append(Seam(left, right, 5.0))
    table = SeamTable(tuple(map(tuple, rows)), (-3.0,) * count, (-3.0,) * count)
    return PageShape(lines, [Label(Role.BODY, 0.9, "test")] * count, table, joined=False)


@pytest.mark.parametrize("heights", [(4, 4), (5, 5, 3), (4, 3, 3), (6,)])
def test_interleaved_rows_are_untangled_and_right_ones_left(heights):
    columns, number = [[] for _ in heights], 0
    for row in range(max(heights)):
        for column, height in enumerate(heights):
            if row < height:
                columns[column].append(number)
                number += 1
    pairs = [pair for column in columns for pair in pairwise(column)]
    pairs += [(left[-1], right[0]) for left, right in pairwise(columns)]
    page = page_of(columns, pairs)
    untangled = untangle_rows(range(number), page)
    assert [list(column) for column in untangled] == columns


def test_affinity_finds_the_body_a_title_speaks_of():
    bodies = ["昨天河东镇的新桥正式通车，两岸居民过河不再绕路。", "市第一小学昨天开学，三百名新生走进课堂。"]
    affinity = Affinity(bodies)
    scores = [affinity.of_title("河东新桥通车", body) for body in bodies]
    assert scores[0] > 2 * scores[1]
    assert affinity.of_texts(bodies[0], bodies[0]) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["通车了。", "通车了！”", "……", "“好极了。”", "怎么办？）", "真的?"])
def test_sentence_ends(text):
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["通车，", "通车", "正在修建的“", "一、"])
def test_no_sentence_ends(text):
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("本报讯 昨天", True),
        ("本报讯（记者 张三）昨天", True),
        ("新华社北京1月1日电 今天", True),
        ("本报记者来到现场", False),
        ("本市昨天通车", False),
    ],
)
def test_datelines(text, dated):
    assert starts_with_dateline(text) is dated
