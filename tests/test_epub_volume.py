"""Collected volumes: many editions in one book."""

from __future__ import annotations

import weakref
from dataclasses import replace
from datetime import date

import pytest
from epub_reading import NS, Book, newspaper_lines, text
from epub_samples import edition_lines, fuzzed, sample

from epubmaker.errors import InputEmptyError, OptionError
from epubmaker.model import Masthead
from epubmaker.render.epub import EpubOptions, render_volume, volume_name


def of_day(day: int, *, pages: bool = False):
    edition = sample(pages=pages)
    return replace(
        edition, masthead=replace(edition.masthead, date=date(2021, 3, day), weekday=None, issue_number=day)
    )


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(render_volume([of_day(4, pages=True), of_day(5, pages=True), of_day(8)], period="month"))


def top_level(book: Book):
    lines = book.nav_of("toc").find("h:ol", NS).findall("h:li", NS)
    return [(text(line.find("h:a", NS)), line.findall("h:ol/h:li", NS)) for line in lines]


def test_contents_go_by_date_then_article(book):
    lines = top_level(book)
    assert [label for label, _ in lines] == ["报头", "2021年3月4日", "2021年3月5日", "2021年3月8日"]
    assert [text(line.find("h:a", NS)) for line in lines[1][1]][:2] == ["春耕时节忙", "河上"]


def test_text_of_the_volume_is_that_of_its_editions(book):
    editions = [of_day(4, pages=True), of_day(5, pages=True), of_day(8)]
    assert newspaper_lines(book) == [line for edition in editions for line in edition_lines(edition)]


def test_pages_of_different_days_are_told_apart(book):
    labels = [label for label, _ in book.links_of("page-list")]
    assert labels == [f"2021年3月{day}日 第A{page}版" for day in (4, 5) for page in (1, 2)]


def test_package_of_a_volume(book):
    assert book.meta("dc:title") == ["河东日报 合订本 2021年3月4日至2021年3月8日"]
    assert book.meta("dcterms:modified") == ["2021-03-08T00:00:00Z"]
    assert book.meta("group-position") == ["2021.3"]
    assert book.meta("belongs-to-collection") == ["河东日报 合订本"]


def test_every_strange_edition_fits_into_one_volume():
    editions = list(fuzzed().values())
    book = Book(render_volume(iter(editions)))
    assert newspaper_lines(book) == [line for edition in editions for line in edition_lines(edition)]
    assert len(top_level(book)) == len(editions) + 1


def test_editions_pass_through_one_at_a_time():
    """An edition is set before the next one is asked for: memory does not hold them all."""

    class Watched(type(of_day(1))):  # a slotted class cannot be watched, its subclass can
        __slots__ = ("__weakref__",)

    seen: list[weakref.ref] = []

    def editions():
        for day in range(1, 6):
            edition = of_day(day)
            watched = Watched(**{name: getattr(edition, name) for name in edition.__slots__})
            assert sum(each() is not None for each in seen) <= 1
            seen.append(weakref.ref(watched))
            yield watched
            del watched

    render_volume(editions(), EpubOptions(cover=False))
    assert len(seen) == 5


@pytest.mark.parametrize(
    ("period", "name"), [("week", "2020-w53"), ("month", "2021-01"), ("year", "2021"), ("all", "all")]
)
def test_names_of_volumes(period, name):
    assert volume_name(date(2021, 1, 2), period) == name


def test_undated_editions_have_a_volume_of_their_own():
    assert volume_name(None, "week") == "undated"
    assert volume_name(None, "all") == "all"
    book = Book(render_volume([replace(sample(), masthead=Masthead())], period="week"))
    assert book.meta("dc:title") == ["报纸 合订本"]


def test_an_edition_without_a_masthead_does_not_rename_the_volume():
    book = Book(render_volume([of_day(4), replace(sample(), masthead=Masthead())]))
    assert book.meta("belongs-to-collection") == ["河东日报 合订本"]


def test_bad_requests():
    with pytest.raises(OptionError, match="fortnight"):
        volume_name(date(2021, 1, 2), "fortnight")
    with pytest.raises(InputEmptyError):
        render_volume([])
