"""What stands beside the text on request, read from the written books: citations, numbers, both scripts facing."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace

import pymupdf
import pytest
from conftest import SEEDS
from epub_reading import NS, Book, text
from made import edition_of
from pdf_glyphs import Pdf
from pdf_samples import small_edition
from volume_samples import editions

from epubmaker.convert import convert_text
from epubmaker.errors import OptionError
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf, render_pdf_and_explain, write_pdf_volume

CITATION = re.compile(r"〔第([\d–、]+)行〕")
LONG = "春耕开始后，农机手来到田头，村里的合作社说，今年的播种面积比去年增加两成，天气放晴。"


def han(words: str) -> str:
    return "".join(re.findall(r"[\u4e00-\u9fff]", words))


def cited(told: str) -> list[int]:
    rows: list[int] = []
    for part in told.split("、"):
        first, _, last = part.partition("–")
        rows += range(int(first), int(last or first) + 1)
    return rows


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.stem[:3])
def seed(request):
    return request.param.read_text(encoding="utf-8").split("\n"), edition_of(request.param)


def test_a_citation_of_the_epub_names_the_rows_that_hold_the_paragraph(seed):
    rows, edition = seed
    book = Book(render_epub(edition, EpubOptions(citations=True)))
    found = 0
    for name in book.articles():
        for citation in book.tree(name).iterfind(".//h:span[@class='citation']", NS):
            paragraph = citation.getparent()
            words = han(text(paragraph).replace(text(citation), ""))
            numbers = cited(CITATION.fullmatch(text(citation))[1])
            held = Counter(han("".join(rows[number - 1] for number in numbers)))
            missing = Counter(words) - held
            assert missing.total() <= 0.05 * len(words) + 2, (words, numbers)
            assert all(han(rows[number - 1]) for number in (numbers[0], numbers[-1]))
            found += 1
    paragraphs = [
        block
        for article in edition.articles
        for block in article.blocks
        if block.kind in ("paragraph", "caption")
    ]
    assert found == len(paragraphs)


def test_the_pdf_cites_the_same_rows(seed):
    _, edition = seed
    book = Book(render_epub(edition, EpubOptions(citations=True)))
    told = [
        text(citation)
        for name in book.articles()
        for citation in book.tree(name).iterfind(".//h:span[@class='citation']", NS)
    ]
    document = pymupdf.open(stream=render_pdf(edition, PdfOptions(citations=True)), filetype="pdf")
    whole = "".join("".join(page.get_text().split()) for page in document)
    assert Counter(f"〔第{rows}行〕" for rows in CITATION.findall(whole)) == Counter(told)


def test_an_edition_changed_by_hand_is_cited_by_characters(seed):
    _, edition = seed
    first, *rest = edition.articles
    changed = replace(first, blocks=(replace(first.blocks[0], text="手写的一段。"), *first.blocks[1:]))
    book = Book(render_epub(replace(edition, articles=(changed, *rest)), EpubOptions(citations=True)))
    citation = next(book.tree(book.articles()[0]).iterfind(".//h:span[@class='citation']", NS))
    assert re.fullmatch(r"〔第[\d–、]+字〕", text(citation))


def test_nothing_stands_beside_the_text_unasked():
    edition = small_edition(LONG)
    plain = Book(render_epub(edition))
    assert b"citation" not in plain.read(plain.articles()[0])
    assert b".pair" not in plain.read("style.css")
    assert b".pair" in Book(render_epub(edition, EpubOptions(facing="s2t"))).read("style.css")


def test_every_fifth_line_of_a_story_is_numbered_beside_its_line():
    edition = small_edition(*[LONG * 6] * 3)
    pdf = Pdf(render_pdf(edition, PdfOptions(line_numbers=True, columns=2)))
    glyphs = [glyph for page in range(pdf.pages) for glyph in pdf.glyphs(page)]
    pdf.close()
    lines: dict[tuple[int, int, float], float] = {}
    for glyph in glyphs:
        if glyph.tag == "P" and 9.4 < glyph.size < 9.6 and glyph.text not in "河东日报":
            column = int(glyph.along > 297)
            key = (glyph.page, column, round(glyph.across, 1))
            lines[key] = min(lines.get(key, 1e9), glyph.along)
    text_lines = sorted(key for key in lines if lines[key])
    numbers: dict[tuple[int, int, float], str] = {}
    for glyph in glyphs:
        if 5.8 < glyph.size < 6.0:
            column = int(glyph.along > 280)
            numbers.setdefault((glyph.page, column, glyph.across), "")
            numbers[glyph.page, column, glyph.across] += glyph.text
    told = [(key, int(number)) for key, number in sorted(numbers.items())]
    assert len(told) >= 6
    assert [number for _, number in told] == [5 * n for n in range(1, len(told) + 1)]
    body = [key for key in text_lines if key[2] > min(across for (_, _, across), _ in told) - 5 * 14]
    for (page, column, across), number in told:
        key = body[number - 1]
        assert key[:2] == (page, column)
        assert abs(key[2] - across) < 2.5


def test_paragraphs_of_the_epub_are_numbered_in_each_article():
    book = Book(render_epub(small_edition(LONG, LONG, LONG), EpubOptions(line_numbers=True)))
    tree = book.tree(book.articles()[0])
    numbers = [text(span) for span in tree.iterfind(".//h:span[@class='number']", NS)]
    assert numbers == ["1", "2", "3"]


def test_facing_paragraphs_of_the_epub_are_pairs_in_their_languages():
    book = Book(render_epub(small_edition(LONG, "发展头发，干部干活。"), EpubOptions(facing="s2t")))
    tree = book.tree(book.articles()[0])
    pairs = [[text(part) for part in pair] for pair in tree.iterfind(".//h:div[@class='pair']", NS)]
    assert pairs == [
        [LONG, convert_text(LONG, "s2t").text],
        ["发展头发，干部干活。", "發展頭髮，幹部幹活。"],
    ]
    facing = tree.findall(".//h:p[@class='facing']", NS)
    assert {part.get("lang") for part in facing} == {"zh-Hant"}
    assert text(tree.find(".//h:header/h:p[@class='facing-head']", NS)) == "春耕時節忙"


def rows_of(page, left: bool) -> list[tuple[float, str]]:
    middle = page.rect.width / 2
    clip = pymupdf.Rect(0, 0, middle, 900) if left else pymupdf.Rect(middle, 0, page.rect.width, 900)
    words = page.get_text("dict", clip=clip)["blocks"]
    lines = [
        (round(line["bbox"][1]), "".join(span["text"] for span in line["spans"]))
        for block in words
        for line in block.get("lines", ())
    ]
    return sorted(lines)


def test_a_facing_paragraph_is_of_the_kind_of_its_counterpart():
    """Western words of either are not spread, and a question is one in both."""
    edition = small_edition("网址见https://example.org/archive/daily。", "问：为什么发展？")
    (article,) = edition.articles
    asked = (article.blocks[0], replace(article.blocks[1], form="question"))
    made = replace(edition, articles=(replace(article, blocks=asked),))
    pairs = Book(render_epub(made, EpubOptions(facing="s2t"))).tree("a0001.xhtml").iterfind(".//h:div", NS)
    told = [[set((part.get("class") or "").split()) for part in pair] for pair in pairs]
    assert [other - one for one, other in told] == [{"facing"}, {"facing"}]
    assert "words" in told[0][0]
    assert "question" in told[1][0]


def test_facing_paragraphs_of_the_pdf_begin_on_one_row():
    paragraphs = (LONG * 2, "发展头发，干部干活。" * 9, LONG)
    document = pymupdf.open(
        stream=render_pdf(small_edition(*paragraphs), PdfOptions(facing="s2t")), filetype="pdf"
    )
    left, right = rows_of(document[0], left=True), rows_of(document[0], left=False)
    for paragraph in paragraphs:
        other = convert_text(paragraph, "s2t").text
        own_at = next(at for at, line in left if line.strip().startswith(paragraph[:8]))
        other_at = next(at for at, line in right if line.strip().startswith(other[:8]))
        assert abs(own_at - other_at) <= 1
    assert "春耕時節忙" in "".join(line for _, line in right)


def test_what_is_read_out_goes_paragraph_by_paragraph_and_says_its_language():
    paragraphs = (LONG * 2, "发展头发，干部干活。" * 9)
    pdf = Pdf(render_pdf(small_edition(*paragraphs), PdfOptions(facing="s2t")))
    elements: dict[int, str] = {}
    for glyph in pdf.glyphs(0):
        if glyph.tag == "P":
            elements[glyph.element] = elements.get(glyph.element, "") + glyph.text
    whole = pdf.document.tobytes(no_new_id=True, expand=True)
    pdf.close()
    order = [words for _, words in sorted(elements.items())]
    texts = [
        words
        for words in order
        if words.startswith((LONG[:6], "发展", convert_text(LONG, "s2t").text[:6], "發展"))
    ]
    assert [words[:2] for words in texts] == ["春耕", "春耕", "发展", "發展"]
    assert b"/Lang(zh-Hant)" in whole.replace(b"/Lang (", b"/Lang(")


@pytest.mark.parametrize(
    "options", [{"vertical": True}, {"paper": "A5"}, {"theme": "archive"}, {"index": True}]
)
def test_facing_in_other_forms_keeps_every_paragraph(options):
    edition = next(iter(editions(1)))
    content, said = render_pdf_and_explain(edition, PdfOptions(facing="s2twp", **options))
    assert not [one for one in said if one.code == "glyph-missing"]
    document = pymupdf.open(stream=content, filetype="pdf")
    count = Counter(han("".join(page.get_text() for page in document)))
    for article in edition.articles:
        for block in article.blocks:
            assert not Counter(han(block.text)) - count


def test_a_volume_has_both_scripts_too():
    sink = io.BytesIO()
    write_pdf_volume(editions(2), sink, PdfOptions(facing="s2t"))
    whole = "".join(page.get_text() for page in pymupdf.open(stream=sink.getvalue(), filetype="pdf"))
    assert "圖書館" in whole
    assert "图书馆" in whole


def test_facing_takes_two_columns_and_a_configuration_that_there_is():
    with pytest.raises(OptionError, match="--facing"):
        PdfOptions(facing="s2t", large_print=True)
    with pytest.raises(OptionError, match="--facing"):
        PdfOptions(facing="s2t", columns=3)
    with pytest.raises(OptionError, match="s2x"):
        render_epub(small_edition(LONG), EpubOptions(facing="s2x"))


def test_the_archive_theme_cites_and_numbers_unasked():
    edition = edition_of(SEEDS[0])
    book = Book(render_epub(edition, EpubOptions(theme="archive")))
    first = book.tree(book.articles()[0])
    assert first.find(".//h:span[@class='citation']", NS) is not None
    assert first.find(".//h:span[@class='number']", NS) is not None
    document = pymupdf.open(stream=render_pdf(edition, PdfOptions(theme="archive")), filetype="pdf")
    assert CITATION.search("".join(document[0].get_text().split()))
