"""Embedded fonts, read from the written books: whatever face a style names, each character has a glyph in it or behind it."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pytest
from conftest import SEEDS
from epub_reading import NS, Book, local, text
from epub_samples import of_kinds, sample
from fontTools.ttLib import TTFont
from made import edition_of
from pdf_samples import small_edition

from epubmaker.convert import convert
from epubmaker.render.epub import EpubOptions, render_epub, render_volume

# OpenCC's forms and old printed ones; characters of the other script; letters and signs that one face alone has.
FORMS = "僞啓嫺嬀峯榲潙爲牀竈糉繮羣蔿衆裏鉢鮎麪卽旣眞敎鎭"
RARE = f"他們专门为临时举行严肃会议，{FORMS}，Erdoğan与Łódź，☏◐♫⓵▒，㕮䜣。"


def rare(language: str):
    edition = small_edition(RARE, language=language)
    (article,) = edition.articles
    named = replace(article, headline=f"标题{RARE}", kicker=RARE)
    return replace(edition, articles=(named, replace(article, id="a9", headline="第二篇")))


def facing(number: int, configuration: str, **options) -> bytes:
    return render_epub(
        edition_of(SEEDS[number]), EpubOptions(embed_fonts=True, facing=configuration, **options)
    )


def turned() -> bytes:
    traditional = convert(edition_of(SEEDS[0]), "s2t").edition
    return render_epub(traditional, EpubOptions(embed_fonts=True, facing="t2s", notes=True))


def vertical() -> bytes:
    return render_epub(of_kinds("zh-Hant"), EpubOptions(embed_fonts=True, facing="t2s", vertical=True))


def alone(language: str) -> bytes:
    return render_epub(rare(language), EpubOptions(embed_fonts=True, facing="s2t"))


BOOKS = {
    "facing": lambda: facing(0, "s2t", index=True),
    "second": lambda: facing(1, "s2twp"),
    "turned": turned,
    "vertical": vertical,
    "archive": lambda: render_epub(sample(pages=True), EpubOptions(embed_fonts=True, theme="archive")),
    "volume": lambda: render_volume(
        [sample(), rare("zh-Hans")], EpubOptions(embed_fonts=True, theme="modern")
    ),
    "rare": lambda: alone("zh-Hans"),
    "rare-traditional": lambda: alone("zh-Hant"),
}


@pytest.fixture(scope="module", params=BOOKS)
def book(request):
    return Book(BOOKS[request.param]())


def held(book: Book, flavour: str) -> dict[str, set[str]]:
    """Return the characters of each embedded face of a book, by the name that the style sheet gives it."""
    faces = re.findall(
        r'@font-face \{ font-family: "([^"]+)"; src: url\("([^"]+)"\).*?url\("([^"]+)"\)', book.style
    )
    files = {name: ttf if flavour == "ttf" else woff for name, woff, ttf in faces}
    fonts = {name: TTFont(io.BytesIO(book.zip.read(f"{book.folder}/{file}"))) for name, file in files.items()}
    return {name: set(map(chr, font.getBestCmap())) for name, font in fonts.items()}


def stacks(book: Book) -> list[list[str]]:
    """Return the lists of embedded faces that the style sheet names, each in order."""
    rules = re.sub(r"@font-face \{[^}]*\}", "", book.style)
    found = [re.findall(r'"(Edition \w+)"', value) for value in re.findall(r"font-family:([^;}]*)", rules)]
    return [names for names in found if names]


def shown(book: Book) -> dict[str, set[str]]:
    """Return the characters of a book that a reader sees: all, and those in the other script."""
    seen: dict[str, set[str]] = {"own": set(), "facing": set()}
    for href in book.spine:
        for element in book.tree(href).find("h:body", NS).iter():
            facing = any(
                one.get("class", "").startswith("facing") for one in (element, *element.iterancestors())
            )
            if isinstance(element.tag, str):
                kept = seen["facing" if facing else "own"]
                kept |= set((element.text or "") + "".join(child.tail or "" for child in element))
    return {
        kind: {sign for sign in found if unicodedata.category(sign) not in ("Cc", "Cf", "Zs", "Mn")}
        for kind, found in seen.items()
    }


@pytest.mark.parametrize("flavour", ["woff", "ttf"])
def test_every_character_has_a_glyph_in_each_face_or_one_named_behind_it(book, flavour):
    faces, seen, named = held(book, flavour), shown(book), stacks(book)
    assert len(named) >= 5
    assert len(seen["own"]) > 50
    for stack in named:
        characters = set().union(*(faces.get(name, set()) for name in stack))
        needed = seen["own"] | seen["facing"] if "Edition Facing" in stack else seen["own"]
        assert not needed - characters, (stack, "".join(sorted(needed - characters)))


def test_headings_and_paragraphs_with_a_class_are_drawn_by_their_own_faces(book):
    faces = held(book, "ttf")
    common = faces["Edition Song"]
    for href in book.spine:
        for element in book.tree(href).iterfind("h:body//*", NS):
            if local(element) in ("h1", "h2"):
                assert {sign for sign in text(element) if sign > "\u3000"} & common <= faces["Edition Hei"]
            if element.get("class") in ("byline", "credit"):
                assert {sign for sign in text(element) if sign > "\u3000"} & common <= faces["Edition Kai"]


def test_text_in_the_other_script_is_drawn_by_a_face_of_that_script(book):
    faces = held(book, "ttf")
    facing = {sign for sign in shown(book)["facing"] if "\u4e00" <= sign <= "\u9fff"}
    if facing:
        assert len(facing - faces["Edition Facing"]) <= 0.02 * len(facing) + len(RARE)
        assert set(FORMS) & facing <= faces["Edition Facing"]


def cover(headline: str, language: str, *, vertical: bool = False) -> bytes:
    edition = small_edition("春耕时节忙。", language=language)
    (article,) = edition.articles
    two = (replace(article, headline=headline), replace(article, id="a9", headline="第二篇"))
    book = Book(render_epub(replace(edition, articles=two), EpubOptions(vertical=vertical)))
    return book.zip.read(f"{book.folder}/cover.png")


@pytest.mark.parametrize("vertical", [False, True])
def test_a_cover_shows_characters_that_its_first_face_has_not(vertical):
    drawn = [
        cover(f"{sign}日新聞", "zh-Hant", vertical=vertical)
        for sign in ("爲", "為", "们", "专", "Ł", "〓", "😀")
    ]
    assert drawn[0] == drawn[1]  # one character as it is written in different regions
    assert drawn[5] == drawn[6]  # what no face has
    assert len(set(drawn)) == 5
