"""Both seeds, all the way from text to book, in every form the issue names."""

from __future__ import annotations

import pytest
from conftest import SEEDS
from epub_reading import Book, newspaper_lines
from epub_samples import edition_lines
from test_epub_valid import check

from epubmaker.convert import convert
from epubmaker.pipeline import reconstruct
from epubmaker.readers import read_text
from epubmaker.render.epub import EpubOptions, render_epub, render_volume

FORMS = {
    "default": (None, EpubOptions()),
    "traditional": ("s2tw", EpubOptions()),
    "vertical": ("s2tw", EpubOptions(vertical=True)),
    "fonts": (None, EpubOptions(embed_fonts=True)),
    "everything": (None, EpubOptions(embed_fonts=True, notes=True, index=True, theme="modern")),
}


@pytest.fixture(scope="module")
def editions():
    return [reconstruct(read_text(seed)) for seed in SEEDS]


@pytest.fixture(scope="module")
def books(editions):
    """Each form of each seed: name -> (edition as set, book)."""
    made = {}
    for seed, edition in zip(SEEDS, editions, strict=True):
        for form, (configuration, options) in FORMS.items():
            shown = convert(edition, configuration).edition if configuration else edition
            made[f"{seed.stem[:3]}-{form}"] = shown, render_epub(shown, options)
    return made


def test_text_of_the_books_equals_the_editions(books):
    assert len(books) == 10
    for name, (edition, book) in books.items():
        assert newspaper_lines(Book(book)) == edition_lines(edition), name


def test_contents_list_every_headline(books):
    for edition, book in books.values():
        labels = [label for label, _ in Book(book).links_of("toc")]
        for article in edition.articles:
            if article.headline:
                assert " ".join(article.headline.split()) in labels


@pytest.mark.validator
def test_epubcheck(books, editions, tool, tmp_path):
    paths = []
    volume = render_volume(editions, EpubOptions(index=True))
    for name, payload in {**{name: book for name, (_, book) in books.items()}, "all": volume}.items():
        paths.append(tmp_path / f"{name}.epub")
        paths[-1].write_bytes(payload)
    assert check(tool("java"), paths) == []
