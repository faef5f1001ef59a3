"""Kinds of text in both books, read back from the written files."""

from __future__ import annotations

import re

import pymupdf
import pytest
from epub_reading import NS, Book
from epub_samples import of_gaps, of_kinds
from pdf_samples import small_edition

from epubmaker.model import Block
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf
from epubmaker.render.pdf.options import PAPERS


def article(number):
    return Book(render_epub(of_kinds())).tree(f"a000{number}.xhtml")


def words(element):
    return "".join(element.itertext()).strip()


def test_items_are_a_list_and_who_signs_stands_below():
    tree = article(1)
    items = [words(item) for item in tree.iterfind(".//h:ul[@class='items']/h:li", NS)]
    assert [text[:2] for text in items] == ["一、", "二、"]
    assert [words(row) for row in tree.iterfind(".//h:p[@class='signature']", NS)] == [
        "河东新区交警大队",
        "2020年2月25日",
    ]


def test_tables_have_rows_cells_and_names_of_columns():
    first, second = article(2).findall(".//h:table", NS)
    names = [(cell.get("scope"), words(cell)) for cell in first.iterfind("h:thead/h:tr/h:th", NS)]
    assert names == [("col", "展区"), ("col", "面积")]
    assert [[words(cell) for cell in row] for row in first.find("h:tbody", NS)] == [
        ["航天", "1200"],
        ["海洋", "800"],
    ]
    assert second.find("h:thead", NS) is None
    assert len(second.findall("h:tbody/h:tr/h:td", NS)) == 6
    assert words(article(2).find(".//h:p[@class='contact']", NS)).startswith("热线电话")


def test_verse_keeps_lines_and_stanzas():
    stanzas = article(3).findall(".//h:div[@class='verse']/h:p", NS)
    assert [[words(line) for line in stanza.iterfind("h:span", NS)] for stanza in stanzas] == [
        ["燕子衔来一纸春光", "落在旧日的屋檐上"],
        ["谁家的孩子跑过石桥", "笑声比风筝还高"],
    ]
    assert [len(stanza.findall("h:br", NS)) for stanza in stanzas] == [1, 1]


def test_speech_says_what_it_is():
    rows = [(row.get("class"), words(row)[:2]) for row in article(4).iterfind(".//h:article/h:p", NS)]
    assert rows == [("question", "记者"), ("answer", "周明"), ("turn", "王强")]


def test_an_index_can_point_to_rows_items_and_lines():
    book = Book(render_epub(of_kinds(), EpubOptions(index=True)))
    assert book.tree("a0002.xhtml").find(".//h:tr[@id='p3']", NS) is not None
    assert book.tree("a0001.xhtml").find(".//h:li[@id='p2']", NS) is not None
    assert book.tree("a0003.xhtml").find(".//h:span[@id='p2']", NS) is not None


def test_only_titles_and_bylines_are_put_into_kai():
    """The characters of questions and rows are set as the text around them."""
    whole = len(render_epub(of_kinds(), EpubOptions(embed_fonts=True)))
    plain = of_kinds()
    assert whole > len(render_epub(plain))


# -- the PDF
def tags(content):
    """Return the structure types of a digest, counted."""
    document = pymupdf.open(stream=content, filetype="pdf")
    objects = (document.xref_object(number) for number in range(1, document.xref_length()))
    return [
        found[1] for text in objects if (found := re.search(r"/S\s*/(\w+)", text)) and "/StructElem" in text
    ]


def rows_of(content):
    """Return the rows of a digest's first page: words that stand at one height, from left to right."""
    page = pymupdf.open(stream=content, filetype="pdf")[0]
    rows = {}
    for x, _, _, y, text, *_ in page.get_text("words"):
        rows.setdefault(round(y), []).append((x, text))
    return [[text for _, text in sorted(row)] for _, row in sorted(rows.items())]


def test_the_digest_tags_lists_and_tables():
    told = tags(render_pdf(of_kinds()))
    counted = {tag: told.count(tag) for tag in ("Table", "TR", "TH", "TD", "L", "LI", "LBody")}
    assert counted == {"Table": 2, "TR": 5, "TH": 2, "TD": 10, "L": 1, "LI": 2, "LBody": 2}


def test_rows_of_a_table_have_as_many_cells_each_though_some_are_empty():
    told = tags(render_pdf(of_gaps(), PdfOptions(columns=1)))
    assert {tag: told.count(tag) for tag in ("Table", "TR", "TH", "TD")} == {
        "Table": 1,
        "TR": 3,
        "TH": 3,
        "TD": 6,
    }


def test_cells_of_a_row_stand_at_one_height_and_columns_below_each_other():
    rows = rows_of(render_pdf(of_kinds(), PdfOptions(columns=1)))
    for cells in (["展区", "面积"], ["航天", "1200"], ["海洋", "800"], ["周一", "义诊", "李静斌"]):
        assert cells in rows


def test_who_signs_stands_at_the_end_of_the_line():
    page = pymupdf.open(stream=render_pdf(of_kinds(), PdfOptions(columns=1)), filetype="pdf")[0]
    ends = {text: x for _, _, x, _, text, *_ in page.get_text("words")}
    margin = max(ends.values())
    assert abs(next(x for text, x in ends.items() if "交警大队" in text) - margin) < 6


def test_a_second_line_of_an_item_hangs():
    page = pymupdf.open(stream=render_pdf(of_kinds(), PdfOptions(columns=3)), filetype="pdf")[0]
    words_of_page = page.get_text("words")
    first = next(word for word in words_of_page if word[4].startswith("二、"))
    below = min(
        (word for word in words_of_page if word[3] > first[3] + 2 and abs(word[0] - first[0]) < 40),
        key=lambda w: w[3],
    )
    assert below[0] > first[0] + 5


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("vertical", [False, True])
def test_nothing_of_a_wide_table_is_lost(paper, vertical):
    """Long cells break, and a table with more cells than a column has room for becomes rows of text."""
    wide = "\t".join(f"第{number}栏文字甚多" for number in range(14))
    long = "\t".join(["序号", "临江街道办事处与社区服务中心联合党支部全体党员", "合计"])
    edition = small_edition("前文。")
    blocks = (
        *edition.articles[0].blocks,
        *(Block("paragraph", text, form="row") for text in (wide, long, long)),
    )
    blocks += tuple(Block("paragraph", f"甲{n}\t乙{n}", form="row") for n in range(40))
    article = edition.articles[0]
    made = type(edition)(
        edition.source,
        edition.language,
        edition.masthead,
        (type(article)("a1", "article", "标题", blocks=blocks),),
    )
    document = pymupdf.open(
        stream=render_pdf(made, PdfOptions(paper=paper, vertical=vertical)), filetype="pdf"
    )
    shown = "".join("".join(page.get_text().split()) for page in document)
    for text in ("第13栏文字甚多", "甲39", "乙39"):
        assert sorted(text) == sorted(set(text) & set(shown)) or text in shown
    assert shown.count("合计") == 2
