"""Books of odd matter: tables that no column and no phone holds, files of odd names."""

import io
import re
from dataclasses import replace

import pymupdf
import pytest
from epub_reading import NS, Book
from pdf_samples import small_edition
from PIL import Image

from epubmaker.model import Article, Block
from epubmaker.model.pictures import EditionPicture
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf

MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月")
TOWNS = ("东门街道", "西门街道", "北河镇")


def figure(row: int, column: int) -> str:
    return str(10_000 + 1_000 * row + 37 * column)


def edition(columns: int):
    names = MONTHS[:columns]
    rows = ["\t".join(("单位", *names))]
    rows += ["\t".join((town, *(figure(row, k) for k in range(columns)))) for row, town in enumerate(TOWNS)]
    blocks = [Block("paragraph", row, form="row" if place else "head-row") for place, row in enumerate(rows)]
    article = Article("a1", "article", "各街道用水量", blocks=tuple(blocks))
    return replace(small_edition("河边的新路今天通车。"), articles=(article,))


def words_of(payload: bytes) -> list[str]:
    with pymupdf.open(stream=payload, filetype="pdf") as file:
        return [word[4] for page in file for word in page.get_text("words")]


@pytest.mark.parametrize("options", [{}, {"large_print": True}, {"paper": "A5", "columns": 1}])
@pytest.mark.parametrize("columns", [3, 8, 12])
def test_no_figure_is_parted(columns, options):
    text = " ".join(words_of(render_pdf(edition(columns), PdfOptions(**options))))
    figures = re.findall(r"1[0-9]{4}", text)
    assert sorted(figures) == sorted(figure(row, k) for row in range(len(TOWNS)) for k in range(columns))


def test_a_table_too_wide_says_of_each_cell_which_column_it_is_of():
    made = edition(12)
    blocks = (Block("paragraph", "各街道公布了用水量。"), *made.articles[0].blocks)
    told_first = replace(made, articles=(replace(made.articles[0], blocks=blocks),))
    text = "".join(words_of(render_pdf(told_first, PdfOptions()))).replace("　", "")
    for row, town in enumerate(TOWNS):
        told = "".join(f"{month}{figure(row, k)}" for k, month in enumerate(MONTHS))
        assert f"{town}{told}" in text


@pytest.mark.parametrize("columns", [3, 12])
def test_a_table_that_fits_a_column_or_several_stays_one(columns):
    text = "".join(words_of(render_pdf(edition(columns), PdfOptions())))
    assert "一月10000" not in text
    assert text.count("一月") == 1


@pytest.mark.parametrize(("columns", "wide"), [(3, False), (12, True)])
def test_a_phone_is_told_the_names_of_a_wide_table(columns, wide):
    page = Book(render_epub(edition(columns), EpubOptions())).tree("a0001.xhtml")
    assert (page.find(".//h:table", NS).get("class") == "wide") is wide
    cells = [cell.get("data-name") for cell in page.iterfind(".//h:tbody/h:tr[1]/h:td", NS)]
    assert cells == (["单位", *MONTHS] if wide else [None] * 4)


def test_a_last_row_that_stops_short_does_not_hide_that_a_table_is_wide():
    (article,) = edition(12).articles
    *rows, last = article.blocks
    short = replace(last, text=last.text.rpartition("\t")[0])
    made = replace(edition(12), articles=(replace(article, blocks=(*rows, short)),))
    page = Book(render_epub(made, EpubOptions())).tree("a0001.xhtml")
    assert page.find(".//h:table", NS).get("class") == "wide"
    names = [cell.get("data-name") for cell in page.findall(".//h:tbody/h:tr", NS)[-1].iterfind("h:td", NS)]
    assert names == ["单位", *MONTHS][: len(names)]


def test_a_picture_file_may_begin_with_a_figure():
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    shown = EditionPicture(
        "p1", "image/jpeg", "0" * 64, 40, 30, (0.0, 0.0, 40.0, 30.0), file="2021.jpg", payload=out.getvalue()
    )
    article = Article("a1", "article", "桥", blocks=(Block("picture", "", picture="p1"),))
    made = replace(small_edition("河边的新路今天通车。"), articles=(article,), pictures=(shown,))
    manifest = Book(render_epub(made, EpubOptions())).manifest
    (name,) = (each for each, item in manifest.items() if item["href"] == "2021.jpg")
    assert name[0].isalpha()
