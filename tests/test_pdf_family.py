"""The print family: booklets and large print, read from the written files."""

import re
from dataclasses import replace

import pymupdf
import pytest
from pdf_editions import generated
from pdf_glyphs import Pdf
from pdf_samples import SEEDS, digest, seed_edition, small_edition
from typography import judge

from epubmaker.errors import OptionError
from epubmaker.model import Block
from epubmaker.render.pdf import PdfOptions, render_pdf

A4, A5 = (595.28, 841.89), (419.53, 595.28)


def opened(edition, **options):
    return pymupdf.open(stream=render_pdf(edition, PdfOptions(**options)), filetype="pdf")


def folded(document, *, right_bound=False):
    """Return the text of a booklet's pages in the order in which they lie when the sheets are folded into each other."""
    sides = []
    for page in document:
        middle = page.rect.width / 2
        halves = [
            page.get_text(clip=pymupdf.Rect(start, 0, start + middle, page.rect.height))
            for start in (0, middle)
        ]
        sides.append(halves[::-1] if right_bound else halves)
    pages = {}
    total = 2 * len(sides)
    for number, (left, right) in enumerate(sides):
        first, last = number, total - 1 - number
        pages[last if number % 2 == 0 else first] = left
        pages[first if number % 2 == 0 else last] = right
    return ["".join(pages[number].split()) for number in range(total)]


@pytest.mark.parametrize("number", [1, 5, 9, 12])
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(number):
    edition = generated(number)
    single = ["".join(page.get_text().split()) for page in opened(edition, paper="A5")]
    pages = folded(opened(edition, booklet=True))
    assert len(pages) % 4 == 0
    assert len(pages) - len(single) < 4
    for expected, found in zip(single, pages, strict=False):
        assert sorted(expected) == sorted(found)
    assert not any(pages[len(single) :])


def test_sheets_are_a4_on_their_side():
    document = opened(seed_edition(SEEDS[0]), booklet=True)
    assert {(round(page.rect.width), round(page.rect.height)) for page in document} == {(839, 595)}
    assert 2 * round(A5[0]) in range(round(A4[1]) - 4, round(A4[1]) + 1)


def test_a_vertical_booklet_is_bound_on_the_right():
    edition = seed_edition(SEEDS[0], "zh-Hant-TW")
    single = ["".join(page.get_text().split()) for page in opened(edition, paper="A5", vertical=True)]
    pages = folded(opened(edition, booklet=True, vertical=True), right_bound=True)
    for expected, found in zip(single, pages, strict=False):
        assert sorted(expected) == sorted(found)


def test_text_of_a_booklet_stands_away_from_the_fold():
    document = opened(seed_edition(SEEDS[0]), booklet=True)
    page = document[1]
    middle = page.rect.width / 2
    words = [word for word in page.get_text("words") if word[1] > 60]
    left = max(word[2] for word in words if word[2] < middle)
    right = min(word[0] for word in words if word[0] > middle)
    outer = min(*(word[0] for word in words), page.rect.width - max(word[2] for word in words))
    assert min(middle - left, right - middle) > outer + 8


def test_links_of_a_booklet_lead_to_the_side_that_holds_the_story():
    edition = seed_edition(SEEDS[0])
    document = opened(edition, booklet=True)
    titles = {"".join(article.headline.split())[:8] for article in edition.articles if article.headline}
    links = [link for page in document for link in page.get_links()]
    assert len(links) == len(edition.articles)
    for link in links:
        target = "".join(document[link["page"]].get_text().split())
        assert any(title in target for title in titles)
        assert 0 <= link["from"].x0 <= link["from"].x1 <= document[0].rect.width + 1


@pytest.mark.parametrize("theme", ["classic", "modern", "archive"])
def test_large_print_has_no_small_type_and_one_column(theme):
    pdf = Pdf(render_pdf(seed_edition(SEEDS[0]), PdfOptions(large_print=True, theme=theme)))
    sizes = {glyph.size for page in range(pdf.pages) for glyph in pdf.glyphs(page)}
    judgement = judge(pdf)
    pdf.close()
    assert min(sizes) >= 16
    assert len(judgement.columns) == 1
    assert judgement.findings == []


def test_crossheads_in_large_print_have_white_around_them():
    text = "春耕开始后，农机手来到田头，村里的合作社今年的播种面积比去年增加两成。" * 2
    edition = small_edition(text, text)
    story = edition.articles[0]
    blocks = (story.blocks[0], Block("crosshead", "天气放晴"), story.blocks[1])
    edition = replace(edition, articles=(replace(story, blocks=blocks),))
    page = pymupdf.open(stream=render_pdf(edition, PdfOptions(large_print=True)), filetype="pdf")[-1]
    rows = [row for block in page.get_text("dict")["blocks"] for row in block.get("lines", ())]
    found = ["".join(span["text"] for span in row["spans"]) for row in rows]
    at = found.index("天气放晴")
    pitch = rows[at - 1]["spans"][0]["origin"][1] - rows[at - 2]["spans"][0]["origin"][1]
    for one, other in ((at - 1, at), (at, at + 1)):
        assert rows[other]["spans"][0]["origin"][1] - rows[one]["spans"][0]["origin"][1] > 1.3 * pitch


def test_a_note_where_a_story_goes_on_ends_with_the_column():
    document = pymupdf.open(stream=digest(SEEDS[0]), filetype="pdf")
    notes = 0
    for page in document:
        letters = [
            (sign["c"], sign["origin"][0], span["size"])
            for block in page.get_text("rawdict")["blocks"]
            for row in block.get("lines", ())
            for span in row["spans"]
            for sign in span["chars"]
        ]
        edges = {round(at + size, 1) for sign, at, size in letters if "\u4e00" <= sign <= "\u9fff"}
        line = "".join(sign for sign, _, _ in letters)
        for found in re.finditer(r"（下转第\s*\d+\s*页）", line):
            _, at, size = letters[found.end() - 1]
            notes += 1
            assert any(
                abs(at + size / 2 - edge) < 0.3 for edge in edges
            )  # the mark's own half is all that shows
    assert notes


def test_large_print_of_a_traditional_vertical_book():
    edition = seed_edition(SEEDS[1], "zh-Hant-TW")
    pdf = Pdf(render_pdf(edition, PdfOptions(large_print=True, vertical=True)))
    sizes = {glyph.size for page in range(pdf.pages) for glyph in pdf.glyphs(page)}
    pdf.close()
    assert min(sizes) >= 16


def test_wishes_that_contradict_each_other_are_refused():
    with pytest.raises(OptionError, match="--booklet"):
        PdfOptions(booklet=True, paper="B5")
    with pytest.raises(OptionError, match="--large-print"):
        PdfOptions(large_print=True, columns=3)
