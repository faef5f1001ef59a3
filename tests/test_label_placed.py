"""Rows of placed pages that are set as small titles and name who wrote the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from placed_samples import LEFT, RIGHT, placed_page

from epubmaker.layout import source_of_pages
from epubmaker.layout.page import Reading
from epubmaker.model import Role, Span
from epubmaker.model.placed import PlacedRow
from epubmaker.pipeline import reconstruct


def article(*rows):
    """Return the article that rows make: (text, role) each, in reading order, a third one where a paragraph of text opens."""
    page = placed_page([(text, 60.0, 60.0 + 13 * at, 9.0, "Song") for at, (text, *_) in enumerate(rows)])
    placed = [
        PlacedRow(Span(0, 0), line, 0, role, role is not Role.BODY or bool(opens))
        for line, (_, role, *opens) in zip(page.lines, rows, strict=True)
    ]
    source = source_of_pages([(page, Reading(tuple(placed), body=9.0))], "page", "pdf", "0" * 64)
    (made,) = reconstruct(source).articles
    return made


HEAD = [("河东老街今年变个样", Role.HEADLINE)]
TEXT = [(text, Role.BODY) for text in (*LEFT, *RIGHT)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["本报记者　李明"], ("李明",)),
        (["胡静"], ("胡静",)),
        (["记者　沈建国　曹晓", "东"], ("沈建国", "曹晓东")),
    ],
    ids=["with an office", "a name alone", "in two rows"],
)
def test_who_wrote_a_text_is_no_small_title(words, names):
    made = article(*HEAD, *((text, Role.CROSSHEAD) for text in words), *TEXT)
    assert tuple(name for byline in made.bylines for name in byline.names) == names
    assert not any(block.kind == "crosshead" for block in made.blocks)


def test_names_over_the_parts_of_a_text_stay_small_titles():
    made = article(*HEAD, ("胡静", Role.CROSSHEAD), *TEXT[:5], ("李明", Role.CROSSHEAD), *TEXT[5:])
    assert [block.text for block in made.blocks if block.kind == "crosshead"] == ["胡静", "李明"]
    assert made.bylines == ()


def test_a_small_title_of_words_stays_one():
    made = article(*HEAD, ("老井留下", Role.CROSSHEAD), *TEXT)
    assert [block.text for block in made.blocks if block.kind == "crosshead"] == ["老井留下"]


def names_of(made):
    return tuple(name for byline in made.bylines for name in byline.names)


END = ("住在这里的居民说，盼了很久。", Role.BODY)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([("本报记者王小明、", Role.BODY), ("李华", Role.BYLINE)], ("王小明", "李华")),
        ([("本报记者　王小明　李小", Role.BYLINE), ("红", Role.BYLINE)], ("王小明", "李小红")),
        ([("本报记者　王小明", Role.BYLINE), ("李小红", Role.BODY)], ("王小明", "李小红")),
        ([("本报驻地记者　王小明　摄影", Role.BODY), ("记者　李小红", Role.BYLINE)], ("王小明", "李小红")),
        ([("（本报首席记者王小明", Role.BODY), ("见习生　李小红）", Role.BODY)], ("王小明", "李小红")),
        ([("王小明　松原", Role.BYLINE)], ("王小明",)),
        ([("王小明　李红", Role.BYLINE)], ("王小明", "李红")),
    ],
    ids=[
        "listed",
        "torn name",
        "next name",
        "torn office",
        "in brackets",
        "where a reader lives",
        "two names",
    ],
)
def test_rows_that_sign_a_text_together_name_whole_persons(rows, names):
    made = article(*HEAD, *TEXT[:8], END, *rows)
    assert names_of(made) == names
    assert made.blocks[-1].text.endswith("盼了很久。")


def test_brackets_that_open_inside_a_text_keep_their_end():
    made = article(
        *HEAD, *TEXT[:8], ("住在这里的居民说，盼了很久。（本报", Role.BODY), ("记者王小明）", Role.BODY)
    )
    assert made.blocks[-1].text.endswith("（本报记者王小明）")
    assert names_of(made) == ("王小明",)


def test_a_jump_line_goes_on_until_its_brackets_close():
    made = article(*HEAD, ("（上接第2版《河东老街今年变", Role.JUMP_LINE), ("个样》）", Role.BODY), *TEXT)
    assert made.bylines == ()
    assert made.blocks[0].text == "（上接第2版《河东老街今年变个样》）"
    assert made.blocks[1].text.startswith("河东新区")


def test_a_title_that_somebody_says_is_no_byline():
    made = article(("河东时报评论员：着眼全局", Role.HEADLINE), ("做好老街改造", Role.HEADLINE), *TEXT)
    assert made.headline == "河东时报评论员：着眼全局做好老街改造"
    assert made.bylines == ()


def test_a_writer_named_behind_a_note_is_found():
    note = [("编者按：老街怎么改，请听他们说。", Role.BODY, True)]
    page = [*HEAD, *note, ("本报记者　王小明　河东新区老", Role.BODY, True), *TEXT[1:]]
    made = article(*page)
    assert names_of(made) == ("王小明",)


def test_names_that_run_in_behind_a_title_and_go_on_below_are_read_whole():
    """The first row of the paragraph is as short as the title before it leaves it."""
    texts = [("本报驻地记者　王小", 114.0), ("明、李庆东　昨天上午老街的改", 60.0)]
    texts += [("造工程开工了，住在巷子里的人", 60.0), ("都来看，说盼了很久。", 60.0)]
    page = placed_page([("河东老街变样", 60.0, 60.0, 9.0, "Hei")])
    rows = [PlacedRow(Span(0, 0), page.lines[0], 0, Role.HEADLINE, True)]
    for at, (text, x) in enumerate(texts):
        (line,) = placed_page([(text, x, 60.0 + 13 * at, 9.0, "Song")]).lines
        line = replace(line, box=replace(line.box, x1=60.0 + 14 * 9 if at < 3 else line.box.x1))
        rows.append(PlacedRow(Span(0, 0), line, 0, Role.BODY, at == 0))
    whole = replace(page, lines=tuple(row.line for row in rows))
    source = source_of_pages([(whole, Reading(tuple(rows), body=9.0))], "page", "pdf", "0" * 64)
    (made,) = reconstruct(source).articles
    assert names_of(made) == ("王小明", "李庆东")
    assert made.blocks[0].text.startswith("本报驻地记者")
