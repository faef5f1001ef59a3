"""An edition of several pages has them in both books: contents, running heads, bookmarks; read from the written files."""

from dataclasses import replace

import pymupdf
from epub_reading import NS, Book, text
from pdf_samples import SEEDS, seed_edition

from epubmaker.model import Furniture
from epubmaker.render.epub import render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf

NAMES = ("第1版 要闻", "第2版 民生", "A3版")


def paged():
    """Return a seed's articles on three printed pages, two of which have a name in their folio."""
    edition = seed_edition(SEEDS[0])
    pages = [("1", "2", "A3")[3 * number // len(edition.articles)] for number in range(len(edition.articles))]
    articles = tuple(
        replace(article, blocks=tuple(replace(block, page=page) for block in article.blocks))
        for article, page in zip(edition.articles, pages, strict=True)
    )
    folios = (
        Furniture("folio", "第1版：要闻", page="1"),
        Furniture("folio", "民生　2版", page="2"),
        Furniture("folio", "A3", page="A3"),
    )
    return replace(edition, articles=articles, furniture=folios), pages


def labels():
    return dict(zip(("1", "2", "A3"), (NAMES[0], NAMES[1], "第A3版"), strict=True))


def opened(edition, **options):
    return pymupdf.open(stream=render_pdf(edition, PdfOptions(**options)), filetype="pdf")


def squeezed(words):
    return "".join(words.split())


def test_bookmarks_are_nested_pages_then_articles_then_crossheads():
    edition, pages = paged()
    outline = opened(edition).get_toc()
    assert [title for level, title, _ in outline if level == 1] == [*labels().values(), "版面其他内容"]
    stories = [title for level, title, _ in outline if level == 2]
    assert stories == [article.headline for article in edition.articles]
    crossheads = [b.text for a in edition.articles for b in a.blocks if b.kind == "crosshead"]
    assert [title for level, title, _ in outline if level == 3] == crossheads
    assert len(pages) == len(stories)


def test_back_matter_is_in_the_bookmarks():
    outline = opened(seed_edition(SEEDS[0])).get_toc()
    assert outline[-1][:2] == [1, "版面其他内容"]


def test_contents_and_sections_name_the_printed_page():
    edition, _ = paged()
    document = opened(edition)
    contents = squeezed(document[0].get_text())
    for label in labels().values():
        assert squeezed(label) in contents
    whole = "".join(squeezed(page.get_text()) for page in document)
    assert all(whole.count(squeezed(label)) >= 2 for label in labels().values())


def test_running_heads_name_the_page_that_the_first_story_is_from():
    edition, pages = paged()
    document = opened(edition)
    toc = document.get_toc()
    starts = {title: page - 1 for level, title, page in toc if level == 2}
    page_of = dict(zip([article.headline for article in edition.articles], pages, strict=True))
    for number in range(1, len(document)):
        clip = pymupdf.Rect(0, 0, document[number].rect.width, 70)
        head = squeezed(document[number].get_text(clip=clip))
        allowed = {
            squeezed(labels()[page_of[t]]) for t, start in starts.items() if start in (number, number - 1)
        }
        named = [squeezed(label) for label in labels().values() if squeezed(label) in head]
        assert len(named) == 1, head
        assert set(named) <= allowed or not allowed


def test_pages_have_labels():
    document = opened(seed_edition(SEEDS[0]))
    assert [page.get_label() for page in document] == [str(n + 1) for n in range(len(document))]


def test_an_edition_of_one_page_has_no_page_level():
    outline = opened(seed_edition(SEEDS[0])).get_toc()
    assert not any("版" in title and level == 1 and title != "版面其他内容" for level, title, _ in outline)


def test_the_contents_of_the_epub_have_pages_by_the_same_names():
    edition, _ = paged()
    book = Book(render_epub(edition))
    tops = book.nav_of("toc").findall("h:ol/h:li", NS)
    found = [text(top.find("h:a", NS)) for top in tops]
    assert [label for label in found if label in labels().values()] == list(labels().values())
    assert [label for label, _ in book.links_of("page-list")] == list(labels().values())
