"""From article to article, contents with weight, and what readers of little need; read from the written book."""

import re

import pytest
from epub_reading import NS, Book, has_class, text
from epub_samples import sample
from fontTools.ttLib import TTFont
from pdf_samples import SEEDS, seed_edition

from epubmaker.render.epub import EpubOptions, render_epub, render_volume


@pytest.fixture(scope="module")
def book():
    return Book(render_epub(sample(pages=True)))


def bar(tree):
    (found,) = (nav for nav in tree.iterfind(".//h:nav", NS) if has_class(nav, "ways"))
    return [(text(link), link.get("href")) for link in found.iterfind(".//h:a", NS)]


def test_every_article_leads_to_its_neighbours_and_to_the_contents(book):
    articles = book.articles()
    for number, href in enumerate(articles):
        expected = [("上一篇", articles[number - 1])] if number else []
        expected.append(("目录", "masthead.xhtml"))
        expected += [("下一篇", articles[number + 1])] if number + 1 < len(articles) else []
        assert bar(book.tree(href)) == expected


def test_bars_of_a_volume_stay_in_their_edition():
    volume = Book(render_volume([sample(), sample()]))
    hrefs = [
        target
        for href in volume.articles()
        for _, target in bar(volume.tree(href))
        if href.startswith("e0001")
    ]
    assert all(target.startswith("e0001-") for target in hrefs)


def test_the_masthead_page_shows_first_sentences_and_lengths(book):
    page = book.tree("masthead.xhtml")
    rows = [text(item) for item in page.iterfind(".//h:ol/h:li", NS)]
    assert [link.get("href") for link in page.iterfind(".//h:ol/h:li/h:a", NS)] == book.articles()
    assert "本报讯 昨天放晴，18台农机下田。" in rows[0]
    assert re.search("约[0-9]+字", rows[0])
    assert not any(has_class(span, "opening") for span in book.nav.iterfind(".//h:span", NS))


def test_lengths_are_right():
    edition = seed_edition(SEEDS[0])
    page = Book(render_epub(edition)).tree("masthead.xhtml")
    for item, article in zip(page.iterfind(".//h:ol/h:li", NS), edition.articles, strict=True):
        said = int(re.search("约([0-9]+)字", text(item))[1])
        length = sum(len("".join(b.text.split())) for b in article.blocks if b.kind == "paragraph")
        assert abs(said - length) <= 50


@pytest.mark.parametrize(("language", "vertical", "way"), [
    ("zh-Hant-TW", False, "ltr"), ("zh-Hans", False, "ltr"), ("zh-Hant-TW", True, "rtl"),
])  # fmt: skip
def test_the_direction_of_pages_is_always_said(language, vertical, way):
    book = Book(render_epub(sample(language), EpubOptions(vertical=vertical)))
    assert book.opf.find("opf:spine", NS).get("page-progression-direction") == way


@pytest.mark.parametrize("theme", ["classic", "modern"])
def test_logical_sides_have_physical_ones_before_them_in_horizontal_books_only(theme):
    style = re.sub(r"/\*.*?\*/", "", Book(render_epub(sample(), EpubOptions(theme=theme))).style, flags=re.S)
    sides = {"block-start": "top", "block-end": "bottom", "inline-start": "left", "inline-end": "right"}
    found = 0
    for rule in re.findall(r"\{([^{}]*)\}", style):
        names = [declaration.partition(":")[0].strip() for declaration in rule.split(";")]
        for name in names:
            what, _, side = name.partition("-")
            if side in sides:
                found += 1
                assert f"{what}-{sides[side]}" in names[: names.index(name)], rule
    assert found > 5
    vertical = Book(render_epub(sample(), EpubOptions(theme=theme, vertical=True))).style
    assert "margin-top" not in vertical


def test_embedded_fonts_come_as_woff_and_ttf():
    book = Book(render_epub(sample(), EpubOptions(embed_fonts=True)))
    types = {
        item["href"]: item["media-type"] for item in book.manifest.values() if "font" in item["media-type"]
    }
    assert {name.rpartition(".")[2] for name in types} == {"woff", "ttf"}
    for name in types:
        assert f'url("{name}")' in book.style
        with book.zip.open(f"epub/{name}") as stream:
            font = TTFont(stream)
            assert (font.flavor == "woff") == name.endswith("woff")
            assert font["glyf"] is not None
