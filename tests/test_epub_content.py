"""The pages of the book: text, structure, notes, typography, vertical setting; read from the written file."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from epub_reading import EPUB_TYPE, NS, Book, has_class, local, newspaper_lines, text
from epub_samples import edition_lines, fuzzed, sample
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.model import Article, Block, Edition, Masthead, SeamNote, SourceInfo
from epubmaker.render.epub import EpubOptions, render_epub, replaced_characters
from epubmaker.render.epub.text import visible
from epubmaker.render.theme import theme_names

PLAIN, VERTICAL = EpubOptions(), EpubOptions(vertical=True, notes=True, theme="modern")
FUZZED = fuzzed()


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(render_epub(sample(pages=True), EpubOptions(notes=True)))


@pytest.mark.parametrize("options", [PLAIN, VERTICAL], ids=["plain", "vertical"])
@pytest.mark.parametrize("name", ["sample", *FUZZED])
def test_text_of_the_book_equals_the_edition(name, options):
    edition = FUZZED.get(name) or sample(pages=True)
    assert newspaper_lines(Book(render_epub(edition, options))) == edition_lines(edition)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=30), max_size=5), st.text(st.characters(), max_size=20))
def test_any_text_arrives_whole(texts, headline):
    blocks = tuple(Block("paragraph", each) for each in texts)
    edition = Edition(
        SourceInfo("x", "", "utf-8", 0),
        "zh-Hans",
        Masthead(),
        (Article("a", "article", headline, blocks=blocks),),
    )
    book = Book(render_epub(edition, EpubOptions(cover=False)))
    assert newspaper_lines(book) == edition_lines(edition)


@pytest.mark.parametrize("forbidden", ["\0", "\x01", "\x1f", "\x7f", "\ufffe", "\ud800"])
@pytest.mark.parametrize("options", [PLAIN, VERTICAL], ids=["plain", "vertical"])
def test_a_note_quotes_what_no_book_may_hold_by_its_sign(forbidden, options):
    block = Block("paragraph", f"他们走到{forbidden}桥边，看见一只白鹭。", seams=(SeamNote(6, 0.5, True),))
    article = Article("a", "article", "桥", blocks=(block,))
    edition = Edition(SourceInfo("x", "", "utf-8", 0), "zh-Hans", Masthead(), (article,))
    book = Book(render_epub(edition, replace(options, cover=False, notes=True)))
    (page,) = map(book.tree, book.articles())  # a parser that refuses what XML forbids
    (note,) = (text(each) for each in page.iter() if local(each) == "p" and "可信度50%" in text(each))
    assert visible(forbidden) in note


def test_what_cannot_be_carried_is_named():
    assert replaced_characters(sample()) == ()
    found = replaced_characters(FUZZED["surrogates"])
    assert [(each.severity, each.code) for each in found] == [("warning", "character-replaced")] * 3
    assert "U+D800 (1x)" in found[0].message
    assert "\u2400" in replaced_characters(FUZZED["controls"])[0].message


@pytest.mark.parametrize("options", [PLAIN, VERTICAL], ids=["plain", "vertical"])
@pytest.mark.parametrize("name", FUZZED)
def test_fuzzed_books_hold_together(name, options):
    """Every document parses, has a title, unique ids, and links that lead somewhere; no script, nothing remote."""
    book = Book(render_epub(FUZZED[name], options))
    ids = {}
    for href in book.spine:
        tree = book.tree(href)
        found = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(found) == len(set(found)), href
        assert text(tree.find(".//h:title", NS)).strip(), href
        ids[href] = set(found)
    for href in book.spine:
        for element in book.tree(href).iter():
            assert local(element) not in ("script", "iframe", "object", "br")
            if local(element) == "a":
                target, _, anchor = element.get("href").partition("#")
                assert (target or href) in ids, element.get("href")
                assert not anchor or anchor in ids[target or href], element.get("href")
            assert not re.match(r"[a-z]+:", element.get("src", ""))


def test_each_article_has_a_document_with_its_own_title(book):
    titles = [text(book.tree(href).find(".//h:title", NS)) for href in book.articles()]
    assert titles == ["春耕时节忙", "河上", "昨日气温回升，市民出行增多，公园……"]
    assert all(len(book.tree(href).findall(".//h:article", NS)) == 1 for href in book.articles())


def test_header_group_stands_in_order(book):
    header = book.tree(book.articles()[0]).find(".//h:article/h:header", NS)
    found = [
        (local(element), element.get("class"), text(element))
        for element in header.iterdescendants()
        if text(element)
    ]
    assert [entry for entry in found if entry[0] in ("p", "h1")] == [
        ("p", "column", "田间新事"),
        ("p", "kicker", "各地抓住晴好天气"),
        ("h1", None, "春耕时节忙"),
        ("p", "deck", "全市已播种5成"),
        ("p", "byline", "■记者 李明"),
        ("p", "byline", "通讯员 王小强"),
    ]


def test_paragraphs_are_paragraphs(book):
    for href in book.spine:
        tree = book.tree(href)
        assert tree.find(".//h:br", NS) is None
        for element in tree.iter():
            if local(element) in ("p", "h1", "h2"):
                assert text(element) == text(element).strip().lstrip("\u3000"), href


def test_crossheads_are_headings_and_pictures_are_figures(book):
    first, second = (book.tree(href) for href in book.articles()[:2])
    assert [text(heading) for heading in first.iterfind(".//h:h2", NS)] == ["机器下田", "种子入库"]
    caption, credit = second.findall(".//h:figure/h:figcaption/h:p", NS)
    assert (caption.get("class"), text(caption)) == ("caption", "清晨的河面。")
    assert (credit.get("class"), text(credit)) == ("credit", "■摄影 王强")


def test_one_heading_scheme_over_the_whole_book(book):
    """One h1 at most, before anything else; h2 below it; nothing skipped."""
    for href in book.spine:
        levels = [int(local(e)[1]) for e in book.tree(href).iter() if re.fullmatch("h[1-6]", local(e))]
        assert levels.count(1) <= 1, href
        assert all(low - high <= 1 for high, low in pairwise(levels)), href
        assert not levels or levels[0] == 1, href


def test_dateline_is_marked_and_not_doubled(book):
    first = book.tree(book.articles()[0])
    (dateline,) = (element for element in first.iter() if has_class(element, "dateline"))
    assert text(dateline) == "本报讯"
    assert text(first.find(".//h:article", NS)).replace("注1", "").count("本报讯 昨天放晴") == 1


def test_text_is_nfc_everywhere(book):
    composed = Book(render_epub(FUZZED["combining"]))
    for each in (book, composed):
        for href in each.spine:
            assert unicodedata.is_normalized("NFC", each.read(href).decode("utf-8"))


def test_masthead_page_shows_the_masthead(book):
    page = book.tree(book.spine[1])
    shown = [text(element) for element in page.iter() if local(element) in ("h1", "p")]
    assert shown == ["河东日报", "2021年3月4日 星期四", "农历辛丑年正月廿一（推定）", "总第88期", "河东报社"]


def test_furniture_stands_in_a_back_section(book):
    page = book.tree(book.spine[-1])
    sections = {
        s.get("class"): [text(p) for p in s.iterfind("h:p", NS)]
        for s in page.iterfind(".//h:section/h:section", NS)
    }
    assert sections == {
        "weather": ["今天多云。", "明天晴。"],
        "advertisement": ["河东驾校欢迎您"],
        "masthead": ["河东日报 2021年3月4日"],
        "colophon": ["编辑/戴琰 版式/李春"],
        "unplaced": ["的"],
    }


def test_notes_pop_up_where_a_join_is_unsure(book):
    tree = book.tree(book.articles()[0])
    (reference,) = [e for e in tree.iter() if e.get(EPUB_TYPE) == "noteref"]
    (note,) = [e for e in tree.iter() if e.get(EPUB_TYPE) == "footnote"]
    assert reference.get("href") == f"#{note.get('id')}"
    assert "55%" in text(note)
    assert text(reference.getparent()).startswith("本报讯 昨天" + text(reference) + "放晴")
    (back,) = note.iterfind(".//h:a", NS)
    assert back.get("href") == f"#{reference.get('id')}"


def test_no_notes_unless_asked_for():
    book = Book(render_epub(sample()))
    assert not [
        e
        for href in book.spine
        for e in book.tree(href).iter()
        if e.get(EPUB_TYPE) in ("noteref", "footnote")
    ]


def declarations(style: str, selector: str) -> dict[str, str]:
    """Return the declarations of every rule whose selector list holds `selector`."""
    found: dict[str, str] = {}
    for selectors, body in re.findall(
        r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    ):
        if selector in [each.strip() for each in selectors.split(",")]:
            found |= dict(re.findall(r"([a-z-]+)\s*:\s*([^;]+?)\s*(?:;|$)", body))
    return found


@pytest.mark.parametrize("theme", theme_names())
def test_typography_of_the_themes(theme):
    style = Book(render_epub(sample(), EpubOptions(theme=theme))).style
    rules = declarations(style, "p")
    assert {name: rules.get(name) for name in TEXT_RULES} == TEXT_RULES
    assert declarations(style, ".horizontal article")["max-width"] == "42em"  # no longer than a line of print
    assert declarations(style, ".horizontal nav")["max-width"] == "42em"  # nor any rule between articles
    assert "max-width" not in declarations(style, "body")  # readers that page by columns set the body's width
    headings = declarations(style, "h1")
    assert headings["break-after"] == "avoid"
    assert headings["text-wrap"] == "balance"
    assert declarations(style, "em")["font-style"] == "normal"
    assert "text-emphasis" in declarations(style, "em")
    stacks = re.findall(r"font-family:\s*([^;]+);", style)
    assert stacks
    assert all(stack.split(",")[-1].strip() in ("serif", "sans-serif", "cursive") for stack in stacks)
    assert ":lang(zh-Hant)" in style
    assert "@import" not in style
    assert "http" not in style


TEXT_RULES = {
    "text-indent": "2em",
    "margin": "0",
    "text-align": "justify",
    "text-justify": "inter-character",
    "line-break": "strict",
    "text-spacing-trim": "trim-start",
    "text-autospace": "normal",
    "hanging-punctuation": "none",
    "widows": "2",
    "orphans": "2",
}


def test_vertical_book():
    book = Book(render_epub(sample("zh-Hant"), VERTICAL))
    assert book.opf.find("opf:spine", NS).get("page-progression-direction") == "rtl"
    assert book.meta("primary-writing-mode") == ["vertical-rl"]
    assert declarations(book.style, "html.vertical")["writing-mode"] == "vertical-rl"
    assert all(has_class(book.tree(href), "vertical") for href in book.spine)
    assert not any(0xFE10 <= ord(c) < 0xFE50 for href in book.spine for c in book.read(href).decode("utf-8"))


def test_short_numbers_stand_upright_in_vertical_lines():
    book = Book(render_epub(sample(), VERTICAL))
    upright = [text(e) for e in book.tree(book.articles()[0]).iter() if has_class(e, "upright")]
    assert upright == ["5", "18"]
    assert declarations(book.style, ".upright")["text-combine-upright"] == "all"


def test_horizontal_book_has_no_vertical_marks(book):
    assert book.opf.find("opf:spine", NS).get("page-progression-direction") == "ltr"
    assert not any("upright" in book.read(href).decode("utf-8") for href in book.spine)


def test_embedded_fonts_hold_the_characters_of_the_book_and_little_else():
    book = Book(render_epub(sample(), EpubOptions(embed_fonts=True)))
    faces = re.findall(r'@font-face \{ font-family: "([^"]+)"; src: url\("([^"]+)"\)', book.style)
    assert [name for name, _ in faces] == ["Edition Song", "Edition Hei", "Edition Kai"]
    assert book.meta("ibooks:specified-fonts") == ["true"]
    held = {}
    for name, file in faces:
        with book.zip.open(f"{book.folder}/{file}") as stream:
            held[name] = set(TTFont(stream).getBestCmap())
    shown = {
        ord(c)
        for href in book.spine
        for c in html.unescape(text(book.tree(href).find("h:body", NS)))
        if c > " "
    }
    assert shown <= held["Edition Song"]
    assert len(held["Edition Song"]) < len(shown) + 120
    assert set(map(ord, "机器下田")) <= held["Edition Hei"]
    assert set(map(ord, "李明王小强")) <= held["Edition Kai"]


def test_no_fonts_unless_asked_for(book):
    assert not any("font" in item["media-type"] for item in book.manifest.values())
    assert book.meta("ibooks:specified-fonts") == []
