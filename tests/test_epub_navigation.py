"""The ways into the book: contents, NCX, landmarks, printed pages; read from the written file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from epub_reading import EPUB_TYPE, NS, Book, local, text
from epub_samples import fuzzed, paragraph, sample, with_articles

from epubmaker.model import Article
from epubmaker.render.epub import EpubOptions, render_epub


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(render_epub(sample(pages=True)))


def outline(ordered, depth=1):
    """Yield the contents as (depth, label, target)."""
    for line in ordered.iterfind("h:li", NS):
        link = line.find("h:a", NS)
        yield depth, text(link), link.get("href")
        for below in line.iterfind("h:ol", NS):
            yield from outline(below, depth + 1)


def ncx_outline(points, depth=1):
    for point in points.iterfind("ncx:navPoint", NS):
        yield depth, text(point.find("ncx:navLabel", NS)), point.find("ncx:content", NS).get("src")
        yield from ncx_outline(point, depth + 1)


def contents(book: Book):
    return list(outline(book.nav_of("toc").find("h:ol", NS)))


def test_contents_go_by_page_then_article_then_crosshead(book):
    labels = [(depth, label) for depth, label, _ in contents(book)]
    assert labels[:6] == [
        (1, "报头"),
        (1, "第A1版"),
        (2, "春耕时节忙"),
        (3, "机器下田"),
        (3, "种子入库"),
        (1, "第A2版"),
    ]
    assert labels[6][1] == "河上"
    assert labels[-1] == (1, "版面其他内容")
    assert max(depth for depth, _ in labels) == 3


def test_contents_go_by_article_where_no_page_is_known():
    labels = [(depth, label) for depth, label, _ in contents(Book(render_epub(sample())))]
    assert labels[1:4] == [(1, "春耕时节忙"), (2, "机器下田"), (2, "种子入库")]


@pytest.mark.parametrize("name", ["sample", "strange-pages", "equal-headlines", "random", "no-article"])
def test_contents_follow_the_spine(name):
    """Every line leads to a document of the spine, no line leads back, and every article is there."""
    book = Book(render_epub(fuzzed().get(name) or sample(pages=True)))
    lines = contents(book)
    positions = []
    for _, label, target in lines:
        href, _, anchor = target.partition("#")
        order = [e.get("id") for e in book.tree(href).iter()]
        positions.append((book.spine.index(href), order.index(anchor) if anchor else -1))
        assert label.strip()
    assert positions == sorted(positions)
    assert set(book.articles()) <= {target for _, _, target in lines}
    assert max(depth for depth, _, _ in lines) <= 3


def test_ncx_says_the_same_as_the_contents(book):
    assert list(ncx_outline(book.ncx.find("ncx:navMap", NS))) == contents(book)
    assert book.ncx.find(".//ncx:meta[@name='dtb:depth']", NS).get("content") == "3"
    assert text(book.ncx.find("ncx:docTitle", NS)) == book.meta("dc:title")[0]
    ids = [point.get("id") for point in book.ncx.iter("{*}navPoint")]
    assert len(ids) == len(set(ids))
    assert book.opf.find("opf:spine", NS).get("toc") in book.manifest


def test_landmarks(book):
    kinds = {
        link.get(EPUB_TYPE): link.get("href") for link in book.nav_of("landmarks").iterfind(".//h:a", NS)
    }
    assert list(kinds) == ["cover", "titlepage", "toc", "bodymatter"]
    assert kinds["bodymatter"] == book.articles()[0]
    assert kinds["cover"] == book.spine[0]


def test_page_list_leads_to_page_breaks(book):
    pages = book.links_of("page-list")
    assert [label for label, _ in pages] == ["第A1版", "第A2版"]
    for label, target in pages:
        href, _, anchor = target.partition("#")
        (mark,) = [e for e in book.tree(href).iter() if e.get("id") == anchor]
        assert mark.get("role") == "doc-pagebreak"
        assert mark.get("aria-label") == label
    targets = [
        (text(t.find("ncx:navLabel", NS)), t.find("ncx:content", NS).get("src"))
        for t in book.ncx.iter("{*}pageTarget")
    ]
    assert targets == pages


def test_page_break_stands_where_the_page_turns(book):
    tree = book.tree(book.articles()[0])
    marks = [e for e in tree.iter() if e.get(EPUB_TYPE) == "pagebreak"]
    assert [mark.get("aria-label") for mark in marks] == ["第A1版", "第A2版"]
    assert text(marks[1].getparent()) == "新闻点：农机"


def test_a_text_that_jumps_ahead_begins_no_page():
    def story(number, *pages):
        blocks = tuple(paragraph(f"第{number}篇，第{page}版的文字。", page) for page in pages)
        return Article(f"a{number}", "article", f"第{number}篇", blocks=blocks)

    stories = (story(1, "1", "3"), story(2, "1"), story(3, "2", "4"), story(4, "2"), story(5, "3"))
    book = Book(render_epub(with_articles(*stories, title="河东日报")))
    pages = [(label, target.partition("#")[0]) for label, target in book.links_of("page-list")]
    # nothing begins on page 4: it stands where the text comes to it
    assert pages == [
        ("第1版", "a0001.xhtml"),
        ("第2版", "a0003.xhtml"),
        ("第4版", "a0003.xhtml"),
        ("第3版", "a0005.xhtml"),
    ]
    contents = [label for label, _ in book.links_of("toc") if label.endswith("版")]
    assert contents == ["第1版", "第2版", "第3版"]


def test_no_page_list_where_no_page_is_known():
    book = Book(render_epub(sample()))
    assert book.nav_of("page-list") is None
    assert not [e for href in book.spine for e in book.tree(href).iter() if e.get(EPUB_TYPE) == "pagebreak"]


def test_a_single_known_page_holds_everything():
    edition = sample()
    book = Book(render_epub(replace(edition, masthead=replace(edition.masthead, page="3"))))
    assert [label for label, _ in book.links_of("page-list")] == ["第3版"]
    assert [label for depth, label, _ in contents(book) if depth == 1] == ["报头", "第3版", "版面其他内容"]


def test_contents_page_is_in_the_spine(book):
    name = next(item["href"] for item in book.manifest.values() if item.get("properties") == "nav")
    assert book.spine.index(name) == 2


def test_long_headlines_are_cut_in_contents_only():
    book = Book(render_epub(fuzzed()["long-headline"], EpubOptions(vertical=True)))
    label = next(label for label, target in book.links_of("toc") if re.match("a0", target))
    assert label.endswith("……")
    assert len(label) < 80
    heading = next(e for e in book.tree(book.articles()[0]).iter() if local(e) == "h1")
    assert text(heading) == "长" * 3000
