"""Both seeds, all the way from text to book, in every form; and EPUBCheck 5.3 on books of every kind, with one start of Java."""

from __future__ import annotations

import pytest
from check_epub import messages
from conftest import SEEDS
from epub_reading import Book, newspaper_lines
from epub_samples import edition_lines, sample_books
from made import edition_of as of_file
from test_facsimile import facsimile_epubs

from epubmaker.convert import convert
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
    return [of_file(seed) for seed in SEEDS]


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
                assert article.headline.replace("\u3000", "") in [
                    label.replace("\u3000", "") for label in labels
                ]


@pytest.mark.validator
def test_every_book_is_valid(books, editions, tool, tmp_path):
    java = tool("java")
    every = {
        **{name: book for name, (_, book) in books.items()},
        "all": render_volume(editions, EpubOptions(index=True)),
        **{f"sample-{name}": book for name, book in sample_books().items()},
        **{f"facsimile-{name}": book for name, book in facsimile_epubs().items()},
    }
    paths = []
    for name, payload in every.items():
        paths.append(tmp_path / f"{name}.epub")
        paths[-1].write_bytes(payload)
    assert len(paths) == 11 + 34 + 3
    assert messages(paths, java) == []
