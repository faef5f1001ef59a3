"""Pieces of generated pages by hand: texts cut and joined, printed lines found again, what is true of the lines of a page."""

from __future__ import annotations

import pytest

from epubmaker.training.pages.align import parted, squeeze
from epubmaker.training.pages.corpus import is_heading, whole
from epubmaker.training.pages.fitting import runs_of
from epubmaker.training.pages.jumps import split
from epubmaker.training.pages.values import Article, Part
from epubmaker.training.simulated import with_truth


@pytest.mark.parametrize(
    ("text", "short", "places", "rows"),
    [
        ("甲 乙\n\u200b丙\f", "甲乙丙", [0, 2, 5], [(0, 2), (2, 3)]),
        ("甲乙", "甲乙", [0, 1], [(0, 2)]),
        ("\n\n 甲\r\n乙", "甲乙", [3, 6], [(0, 1), (1, 2)]),
        (" \u3000\n", "", [], []),
        ("", "", [], []),
    ],
)
def test_a_text_without_white_space_knows_its_places_and_rows(text, short, places, rows):
    made = squeeze(text)
    assert (made.text, made.places, made.rows) == (short, places, rows)


@pytest.mark.parametrize(
    ("row", "printed", "found"),
    [
        ("甲乙丙丁", ["甲乙", "丙", "甲", "乙丙丁"], [(10, "甲"), (11, "乙丙丁")]),  # nothing is left over
        ("甲乙", ["甲", "乙", "甲乙"], [(10, "甲乙")]),  # the fewest texts
        ("甲子乙", ["甲", "乙"], [(10, "甲"), (12, "乙")]),
        ("子丑", ["甲"], []),
        ("甲甲", ["甲"], [(10, "甲"), (11, "甲")]),
        ("甲", ["甲乙"], []),  # longer than the row
        ("", ["甲"], []),
    ],
)
def test_printed_texts_of_a_row(row, printed, found):
    hits = parted(row, 10, {text: [] for text in printed})
    assert [(hit.start, hit.text) for hit in hits] == found


@pytest.mark.parametrize(
    ("at", "kept", "rest", "goes_on"),
    [
        (0, [], ["甲乙丙", "丁戊"], []),
        (2, ["甲乙"], ["丙", "丁戊"], ["丙"]),
        (3, ["甲乙丙"], ["丁戊"], []),
        (4, ["甲乙丙", "丁"], ["戊"], ["戊"]),
        (5, ["甲乙丙", "丁戊"], [], []),
        (9, ["甲乙丙", "丁戊"], [], []),
    ],
)
def test_parts_are_cut_behind_so_many_characters(at, kept, rest, goes_on):
    parts = [Part("text", "甲乙丙"), Part("text", "丁戊")]
    before, after = split(parts, at)
    assert [part.text for part in before] == kept
    assert [part.text for part in after] == rest
    assert [part.text for part in after if part.goes_on] == goes_on
    assert all(part.indent == (0 if part.goes_on else 2) for part in (*before, *after))
    assert [part.text for part in parts] == ["甲乙丙", "丁戊"]  # what was given stays as it was


def test_a_title_that_runs_in_is_set_with_the_first_paragraph():
    head, first, second = Part("headline", "题"), Part("text", "甲"), Part("text", "乙")
    assert runs_of(Article(head=[head], body=[first, second])) == [[first], [second]]
    assert runs_of(Article(head=[head], body=[first, second], run_in=True)) == [[head, first], [second]]
    assert runs_of(Article(body=[first], run_in=True)) == [[first]]
    assert runs_of(Article(head=[head], run_in=True)) == []


def test_what_parts_are_in_the_gold():
    roles = ("text", "dialogue", "crosshead", "table", "list", "notice-sign", "headline", "ad")
    kinds = ["paragraph", "paragraph", "crosshead", "row", "item", "signature", "", ""]
    assert [Part(role, "甲").kind for role in roles] == kinds
    assert Part("dialogue", "甲？", question=True).kind == "question"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("新桥今天通车", True),
        ("新桥今天通车。", False),
        ("“新桥今天通车”", True),
        ("新桥今天通车，两岸居民从此过河不再绕路，沿线村庄的果农说今后水果当天就能运到城里", False),
    ],
)
def test_crossheads_are_short_and_no_sentences(text, heading):
    assert is_heading(text) == heading


LONG = "河东镇昨天举行新桥通车仪式，两岸居民过河不再绕路，沿线村庄的果农说今后水果当天就能运到城里。"
OTHER = "镇里还修了两条小路，从村口一直通到河边的码头，渔民说再也不用挑着担子走泥路了。"


@pytest.mark.parametrize(
    ("paragraphs", "kept"),
    [
        ([LONG, OTHER], [LONG, OTHER]),
        (["新桥通车", LONG, OTHER], [LONG, OTHER]),  # the title once more
        (["", LONG, "点击查看全部照片。", OTHER], [LONG, OTHER]),
        (["记者 王强", LONG, OTHER], ["记者 王强", LONG, OTHER]),
        ([LONG], []),  # a story has more than one
        ([LONG, LONG], []),
        ([OTHER[:30] + "。", "今天晴。"], []),  # nothing long
    ],
)
def test_a_story_as_its_archive_has_it(paragraphs, kept):
    assert list(whole(paragraphs)) == kept


def test_pieces_of_the_gold_are_found_in_the_lines_of_a_page():
    blocks = [
        {"kind": "paragraph", "pieces": ["甲甲甲甲", "乙乙 乙乙"]},
        {"kind": "crosshead", "pieces": ["丙丙丙丙"]},
        {"kind": "paragraph", "pieces": ["乙乙乙乙", "哪里也没有"]},
        {"kind": "paragraph", "pieces": ["也没有", "丁丁丁丁"]},
    ]
    page = with_truth(
        "甲甲甲甲\n乙乙乙乙\n\n丙丙丙丙\n乙乙乙乙\n丁丁丁丁\n戊戊\n",
        {"articles": [{"blocks": blocks}]},
        "page",
    )
    assert [line.text[0] for line in page.lines] == list("甲乙丙乙丁戊")
    assert page.successor == {0: 1}
    assert page.opens == {0, 3}
    assert page.closes == {1, 4}
    assert page.known == {0, 1, 2, 3, 4}
    assert len(page.labels) == 6
