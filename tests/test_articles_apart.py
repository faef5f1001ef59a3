"""Texts in which an empty row stands between articles and nowhere else."""

from __future__ import annotations

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.pipeline import ReconstructOptions
from epubmaker.readers.corrections import parse_corrections
from epubmaker.restore import rebuild_source

ARTICLES = (
    (
        "社区食堂开到家门口",
        "本报讯（记者 李明）昨天上午，河东区第一家社区食堂正式开张，附近八百多户居民在家门口就能吃上热饭热菜。",
        "老年人享受优惠",
        "食堂每天供应三餐，六十岁以上老人打八折，行动不便的由志愿者送到家里，首批有四十二户。",
        "——年内再开五家",
        "据介绍，今年全区还将开办五家这样的食堂，覆盖所有街道，让更多老人受益，具体地点正在征求意见。",
    ),
    (
        "东山水库除险加固工程完工",
        "经过十四个月的施工，东山水库除险加固工程日前全部完工，并通过了专家组的现场验收。",
        "工程总投资六千二百万元，主要内容有大坝防渗、溢洪道改建和放水设施更新，今年汛期即可发挥作用。",
    ),
    (
        "小学生走进天文台",
        "■记者　周明远",
        "周末，北岸小学的六十名学生来到天文台，透过望远镜看到了土星的光环。",
        "讲解员用一场露天小课堂，回答了孩子们提出的二十多个问题，活动持续到晚上九点。",
    ),
)


def edition_of(between_articles, between_rows="\n", corrections=""):
    text = between_articles.join(between_rows.join(rows) for rows in ARTICLES) + "\n"
    source = read_string(text)
    edition = reconstruct(source, ReconstructOptions(corrections=parse_corrections(corrections)))
    assert rebuild_source(edition) == text
    return edition


def told(edition):
    return [(article.headline, len(article.blocks)) for article in edition.articles]


def test_a_block_is_an_article_and_a_short_row_inside_is_a_crosshead():
    expected = [(ARTICLES[0][0], 5), (ARTICLES[1][0], 2), (ARTICLES[2][0], 2)]
    assert told(edition_of("\n\n")) == expected
    assert told(edition_of("\r\n\r\n", "\r\n")) == expected
    edition = edition_of("\n\n\n")
    assert told(edition) == expected
    assert [str(block.kind) for block in edition.articles[0].blocks][1::2] == ["crosshead", "crosshead"]


@pytest.mark.parametrize("line", ["————————", "==========", "***", "* * *", "-----", "－－－－－"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_line_drawn_in_characters_parts_articles_and_is_declared(line, gap):
    edition = edition_of(f"{gap}{line}{gap}")
    assert told(edition) == [(ARTICLES[0][0], 5), (ARTICLES[1][0], 2), (ARTICLES[2][0], 2)]
    (note,) = [note for note in edition.diagnostics if note.code == "removed"]
    assert len(note.spans) == 2


def test_more_empty_rows_than_usual_part_articles():
    assert told(edition_of("\n\n\n", "\n\n")) == [
        (ARTICLES[0][0], 5),
        (ARTICLES[1][0], 2),
        (ARTICLES[2][0], 2),
    ]


@pytest.mark.parametrize("row", ["…………", "□□□□", "——", "3——5", "O O O"])
def test_other_rows_of_marks_are_kept(row):
    edition = edition_of(f"\n{row}\n")
    assert not [note for note in edition.diagnostics if note.code == "removed"]


def test_empty_rows_between_all_rows_say_nothing_of_articles():
    edition = edition_of("\n\n", "\n\n")
    assert len(edition.articles) < sum(len(rows) for rows in ARTICLES) / 2
    assert edition.articles[0].headline == ARTICLES[0][0]


def test_a_headline_that_a_person_has_named_begins_an_article_in_its_block():
    edition = edition_of("\n\n", corrections='corrections = [{ role = "老年人享受优惠", is = "headline" }]')
    assert told(edition) == [
        (ARTICLES[0][0], 1),
        ("老年人享受优惠", 3),
        (ARTICLES[1][0], 2),
        (ARTICLES[2][0], 2),
    ]


def test_a_title_without_a_text_is_no_part_of_the_next_one():
    edition = edition_of("\n\n昨天的预告没有正文\n\n")
    assert told(edition) == [(ARTICLES[0][0], 5), (ARTICLES[1][0], 2), (ARTICLES[2][0], 2)]
    assert [article.kicker for article in edition.articles] == [None, None, None]
    assert [item.text for item in edition.unplaced] == ["昨天的预告没有正文"] * 2
