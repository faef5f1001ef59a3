"""Rows of placed pages that are set as small titles and name who wrote the text."""

from __future__ import annotations

import pytest
from placed_samples import LEFT, RIGHT, placed_page

from epubmaker.layout import source_of_pages
from epubmaker.layout.page import Reading
from epubmaker.model import Role, Span
from epubmaker.model.placed import PlacedRow
from epubmaker.pipeline import reconstruct


def article(*rows):
    """Return the article that rows make: (text, role) each, in reading order."""
    page = placed_page([(text, 60.0, 60.0 + 13 * at, 9.0, "Song") for at, (text, _) in enumerate(rows)])
    placed = [
        PlacedRow(Span(0, 0), line, 0, role, role is not Role.BODY)
        for line, (_, role) in zip(page.lines, rows, strict=True)
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
