"""The seam scorer on small pages: what it must rank first, and what must not change its answers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from epubmaker.model import Label, Role, SourceText
from epubmaker.order import ReadingOrder, arranged_lines
from epubmaker.seams import default_scorer, of_one_page
from epubmaker.seams.pair_evidence import PAIR_SIGNS
from epubmaker.seams.scorer import LinearSeamScorer
from epubmaker.segment import split_lines

# Written for this test; rows as a column of some fourteen characters sets them.
COURT = """　　昨天上午，市中级人民法院公
开审理了一起建设工程施工合同纠
纷案件，十二名人民代表大会代表
应邀旁听了庭审。
　　庭审中，原告和被告双方围绕工
程质量是否合格展开了激烈的辩论，
审判长宣布休庭后择日宣判。"""
HARVEST = """　　记者从市农业农村局了解到，今
年全市水稻种植面积达到三十万亩，
预计总产量将比去年增加百分之五，
粮食生产实现“十五连丰”。
　　在城东村的田间，收割机来回穿
梭，村民们忙着把刚刚收下来的稻谷
运往晒场，脸上洋溢着丰收的喜悦。"""


def scored(text, earlier=()):
    lines = split_lines(SourceText(text))
    labels = tuple(Label(Role.BODY, 1.0, "test") for _ in lines)
    return lines, default_scorer(earlier).score(lines, labels)


def rows_of(text):
    return text.split("\n")


def test_a_page_of_two_articles_ranks_true_continuations_first():
    lines, table = scored(COURT + "\n\n" + HARVEST)
    inside = [n for n in range(len(lines) - 1) if n not in (3, 6, 10)]
    first = [table.candidates[n][0].right == n + 1 for n in inside]
    assert sum(first) >= len(first) - 1


def test_a_stray_line_is_missed_where_it_belongs_and_not_where_it_stands():
    court, harvest = rows_of(COURT), rows_of(HARVEST)
    stray = harvest.pop(2)
    page = [*court[:2], stray, *court[2:], "", *harvest]
    lines, table = scored("\n".join(page))
    number = {line.text.strip("　"): line.number for line in lines}
    before, host = number["年全市水稻种植面积达到三十万亩，"], number["开审理了一起建设工程施工合同纠"]
    assert table.log_odds(before, number[stray]) > table.log_odds(host, number[stray]) + 1
    assert table.log_odds(host, number[court[2]]) > table.log_odds(host, number[stray]) + 3
    assert table.in_order[host] < table.in_order[number[court[4].strip("　")]]


def test_an_order_that_holds_is_believed_and_one_that_does_not_is_not():
    court, harvest = rows_of(COURT), rows_of(HARVEST)
    _, straight = scored("\n".join([*court, *harvest]))
    _, rows = scored("\n".join(row for pair in zip(court, harvest, strict=True) for row in pair))
    inside = [n for n in range(13) if n not in (3, 6, 10)]
    assert sum(straight.in_order[n] for n in inside) / len(inside) > max(rows.in_order)


def test_paragraphs_open_and_close_where_they_do():
    _, table = scored(COURT + "\n\n" + HARVEST)
    assert all(table.opens[n] > 0 for n in (0, 4, 7, 11))
    assert all(table.closes[n] > 0 for n in (3, 6, 10))
    assert all(table.closes[n] < 0 for n in (0, 1, 2, 8))


def test_both_scripts_are_scored_alike():
    simplified = "市政府召开经济工作会议\n部署今年的发展任务，要\n求各部门认真贯彻落实。"
    traditional = "市政府召開經濟工作會議\n部署今年的發展任務，要\n求各部門認真貫徹落實。"
    assert scored(simplified)[1] == scored(traditional)[1]


def test_marks_of_a_recogniser_change_nothing_but_widths():
    _, printed = scored("会议指出：“要坚持问题导向，抓住主\n要矛盾，补齐短板”；与会代表纷纷表\n示赞同。")
    _, recognised = scored('会议指出:"要坚持问题导向,抓住主\n要矛盾,补齐短板";与会代表纷纷表\n示赞同。')
    assert [seams[0].right for seams in printed.candidates] == [
        seams[0].right for seams in recognised.candidates
    ]


def test_only_text_lines_are_candidates():
    lines = split_lines(SourceText("本市新闻\n市政府昨天召开会议研究部\n署经济工作。"))
    labels = (Label(Role.HEADLINE, 1.0, "test"), *(Label(Role.BODY, 1.0, "test") for _ in range(2)))
    table = default_scorer().score(lines, labels)
    assert table.candidates[0] == ()
    assert table.opens[0] == table.closes[0] == table.in_order[0] == 0
    assert {seam.right for seams in table.candidates for seam in seams} == {1, 2}


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "一", "一\n二", "，，，\n。。。\n!!!", "�\U00020000\ue000\n\U0001f600", "\ud800会议\n召开"],
)
def test_odd_pages_are_scored(text):
    lines, table = scored(text)
    assert len(table.candidates) == len(table.opens) == len(table.closes) == len(table.in_order) == len(lines)
    values = [seam.log_odds for seams in table.candidates for seam in seams]
    assert all(math.isfinite(value) for value in (*values, *table.opens, *table.closes, *table.in_order))


def test_a_page_is_scored_the_same_twice():
    assert scored(COURT + "\n\n" + HARVEST)[1] == scored(COURT + "\n\n" + HARVEST)[1]


def test_candidates_are_ranked_and_say_why():
    _, table = scored(COURT + "\n\n" + HARVEST)
    for seams in table.candidates:
        assert [seam.log_odds for seam in seams] == sorted(
            (seam.log_odds for seam in seams), reverse=True
        ) or seams
    assert dict(table.candidates[0][0].evidence)["language"] > 0


def test_earlier_editions_teach_the_names_of_a_place():
    page = "专程前来参观的客人走进枫荷\n里社区，与居民亲切交谈。\n昨天，记者在沈荡\n镇采访时看到，"
    _, plain = scored(page)
    _, adapted = scored(page, ("枫荷里社区环境整洁，枫荷里社区的居民", "枫荷里的故事"))
    assert adapted.log_odds(0, 1) - adapted.log_odds(0, 3) > plain.log_odds(0, 1) - plain.log_odds(0, 3)


def test_a_long_input_keeps_near_and_likely_candidates_only():
    page = "\n".join([*rows_of(COURT), *rows_of(HARVEST)] * 60)
    lines, table = scored(page)
    assert len(lines) == 840
    assert max(len(seams) for seams in table.candidates) <= 26
    assert (400, 401) in table


def test_what_was_weighed_of_pairs_is_told_beside_the_table():
    lines = split_lines(SourceText(COURT + "\n" + HARVEST))
    labels = tuple(Label(Role.BODY, 1.0, "test") for _ in lines)
    table, evidence = LinearSeamScorer().score_with_evidence(lines, labels)
    assert table == default_scorer().score(lines, labels)
    left, right = np.array([0, 0, 3]), np.array([1, 8, 3])
    told = dict(zip(PAIR_SIGNS, evidence.read(left, right).T, strict=True))
    assert told["ratio"][0] == pytest.approx(table.log_odds(0, 1), abs=1e-4)
    assert told["language"][0] > told["language"][1]  # 院公 | 开审理, not 院公 | 今年全市水稻
    assert not evidence.read(left, right)[2].any()  # no line goes on with itself: nothing was weighed


@pytest.mark.parametrize(
    "sequence", [range(13, -1, -1), [*range(7, 14), *range(7)], [0, 2, 1, *range(3, 14)]]
)
def test_a_page_in_another_order_says_what_it_says_to_who_never_saw_the_first(sequence):
    twice = "\n".join([*rows_of(COURT), *rows_of(HARVEST)[:5], *rows_of(COURT)[:2]])  # two rows stand twice
    lines, _ = scored(twice)
    assert len(lines) == 14
    labels = [Label(Role.BODY, 1.0, "test")] * len(lines)
    arranged = arranged_lines(lines, ReadingOrder(tuple(sequence)))
    page = of_one_page(default_scorer())
    page.score(lines, labels)
    again, fresh = (one.score(arranged, labels) for one in (page, default_scorer()))
    for mine, theirs in zip(again.candidates, fresh.candidates, strict=True):
        assert [seam.right for seam in mine] == [seam.right for seam in theirs]
        assert [seam.log_odds for seam in mine] == pytest.approx([seam.log_odds for seam in theirs], abs=1e-4)
    assert again.in_order == pytest.approx(fresh.in_order, abs=1e-4)


def test_what_one_page_said_is_nothing_to_another():
    page = of_one_page(default_scorer())
    labels = [Label(Role.BODY, 1.0, "test")] * 7
    for text in (COURT, HARVEST, COURT):
        lines = split_lines(SourceText(text))
        assert page.score(lines, labels) == default_scorer().score(lines, labels)


def test_a_scorer_of_somebody_else_stays_as_it_is():
    other = object()
    assert of_one_page(other) is other
