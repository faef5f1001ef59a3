"""Text copied out of the PDF, as programs do it by default: paragraphs whole, dates found."""

import itertools
import re
import subprocess

import pypdfium2
import pytest
from made import edition_of
from pdf_glyphs import Pdf
from pdf_samples import SEEDS, small_edition

from epubmaker.render.pdf import PdfOptions, render_pdf
from epubmaker.render.pdf.manuscript import stories_of

BLANK = 0.102  # em; pdf.js reads a wider gap as a blank, whatever ActualText says


def squeezed(text):
    return "".join(text.split())


def share_whole(texts, path):
    paragraphs = [
        squeezed(passage.text)
        for story in stories_of(edition_of(path))
        for passage in story.body
        if passage.role == "paragraph"
    ]
    whole = squeezed("".join(texts))
    return sum(paragraph in whole for paragraph in paragraphs) / len(paragraphs)


@pytest.mark.validator
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_poppler_in_its_default_mode_keeps_paragraphs_whole(path, tool, tmp_path):
    """As Evince, Okular and indexers copy: by place, not by content. Paragraphs that turn a page cannot be whole."""
    (tmp_path / "digest.pdf").write_bytes(render_pdf(edition_of(path)))
    command = [tool("pdftotext"), str(tmp_path / "digest.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert share_whole([text], path) >= 0.8


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_pdfium_keeps_paragraphs_whole(path, vertical):
    """As Chrome copies, also from columns that run from right to left."""
    document = pypdfium2.PdfDocument(render_pdf(edition_of(path), PdfOptions(vertical=vertical)))
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert share_whole(texts, path) >= 0.9


def test_the_date_stands_without_gaps_on_every_page():
    """The head of the first page and running heads: no gap between its glyphs is wide enough for a blank."""
    pdf = Pdf(render_pdf(edition_of(SEEDS[0])))
    day = edition_of(SEEDS[0]).masthead.date
    date = f"{day.year}年{day.month}月{day.day}日"
    for page in range(pdf.pages):
        glyphs = pdf.glyphs(page)
        text = "".join(glyph.text for glyph in glyphs)
        at = [found.start() for found in re.finditer(date, text)]
        assert at, page
        run = glyphs[at[0] : at[0] + len(date)]
        gaps = [
            (right.along - left.along) / left.size - left.advance for left, right in itertools.pairwise(run)
        ]
        assert max(gaps) < BLANK, page
    pdf.close()


DATED = "2020年1月10日至12月5日，市里开了3次会，2019年的账目也公布了。"


@pytest.mark.parametrize("size", range(7, 26, 3))
def test_dates_in_the_text_are_one_string_for_who_reads_by_place(size):
    """By the widths that the file gives, as pdf.js reads: no gap inside a date is wide enough for a blank."""
    pdf = Pdf(render_pdf(small_edition("甲" * size + DATED, DATED * 3), PdfOptions(columns=3)))
    found = 0
    for page in range(pdf.pages):
        glyphs = [glyph for glyph in pdf.glyphs(page) if glyph.tag == "P"]
        text = "".join(glyph.text for glyph in glyphs)
        for match in re.finditer(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年", text):
            run = glyphs[match.start() : match.end()]
            for left, right in itertools.pairwise(run):
                if abs(left.across - right.across) < 0.1:  # of one line
                    assert (right.along - left.along) / left.size - left.width < BLANK, match[0]
            found += 1
    pdf.close()
    assert found >= 10


def test_the_space_in_a_date_is_seen_all_the_same():
    pdf = Pdf(render_pdf(small_edition(DATED * 3), PdfOptions(columns=3)))
    glyphs = [glyph for glyph in pdf.glyphs(0) if glyph.tag == "P" and glyph.size == 9.5]
    pdf.close()
    seen = [
        (right.along - left.along) / left.size - left.advance
        for left, right in itertools.pairwise(glyphs)
        if left.text.isdecimal() and right.text in "年月日" and abs(left.across - right.across) < 0.1
    ]
    assert len(seen) >= 9
    assert all(0.12 < gap < 0.34 for gap in seen)
