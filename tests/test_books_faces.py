"""Faces and marks as one reader sees them in both books: the paper's name, vertical covers, the marks of a region in captions."""

from __future__ import annotations

import io
from dataclasses import replace

import pymupdf
import pytest
from epub_reading import Book
from pdf_samples import ROOT, small_edition
from PIL import Image, ImageChops, ImageDraw, ImageFont

from epubmaker.model import Block
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf

FACES = {
    "kai": "epubmaker-kai-400.ttf",
    "hei": "noto-sans-sc-700.ttf",
    "song": "noto-serif-sc-400.ttf",
}
NAMEPLATES = {"classic": "kai", "modern": "hei", "archive": "song"}
GRID = 64  # pixels of the field on which two drawings of a character are laid


def paper(title: str = "风", language: str = "zh-Hans"):
    edition = small_edition("春耕时节忙，种子备足。", language=language)
    return replace(edition, masthead=replace(edition.masthead, title=title, date=None, publisher=None))


def cover(edition, **options) -> Image.Image:
    book = Book(render_epub(edition, EpubOptions(**options)))
    return Image.open(io.BytesIO(book.zip.read(f"{book.folder}/cover.png"))).convert("L")


def field(ink: Image.Image) -> Image.Image:
    """Return what is drawn, cut to its box and laid on a field of one size."""
    return ink.crop(ink.getbbox()).resize((GRID, GRID))


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Return what share of the darkness of two fields both have at the same place."""
    both, either = ImageChops.darker(one, other), ImageChops.lighter(one, other)
    return sum(both.tobytes()) / sum(either.tobytes())


def as_drawn(sign: str) -> dict[str, Image.Image]:
    """Draw a character with each face that is shipped."""
    found = {}
    for family, file in FACES.items():
        image = Image.new("L", (400, 400))
        face = ImageFont.truetype(str(ROOT / "fonts" / file), 300)
        ImageDraw.Draw(image).text((40, 20), sign, font=face, fill=255)
        found[family] = field(image)
    return found


def nameplate_of_page(edition, theme: str) -> Image.Image:
    page = pymupdf.open(stream=render_pdf(edition, PdfOptions(theme=theme)), filetype="pdf")[0]
    spans = [
        span
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    ]
    name = max(spans, key=lambda span: span["size"])
    assert name["text"] == edition.masthead.title
    shot = page.get_pixmap(dpi=300, clip=pymupdf.Rect(name["bbox"]), colorspace="GRAY")
    return field(ImageChops.invert(Image.frombytes("L", (shot.width, shot.height), shot.samples)))


def largest_sign(picture: Image.Image) -> Image.Image:
    """Return the largest thing on a cover that is as high as it is wide, give or take a half: a lone character."""
    dark = ImageChops.invert(picture).point(lambda value: 255 if value > 128 else 0)
    band = dark.crop((200, 140, picture.width - 200, 760))
    rows = [any(band.crop((0, y, band.width, y + 1)).tobytes()) for y in range(band.height)]
    start = rows.index(True)
    runs, run = [], [start, start]
    for y in range(start, band.height):
        if rows[y]:
            if y - run[1] > 12:
                runs.append(run)
                run = [y, y]
            run[1] = y
    runs.append(run)
    boxes = [band.crop((0, top, band.width, bottom + 1)) for top, bottom in runs]
    square = [one for one in boxes if 0.6 < _shape(one) < 1.6]
    return field(max(square, key=lambda one: one.height))


def _shape(ink: Image.Image) -> float:
    left, top, right, bottom = ink.getbbox()
    return (right - left) / (bottom - top)


@pytest.mark.parametrize("theme", NAMEPLATES)
def test_the_name_of_the_paper_has_one_face_on_the_page_and_on_the_cover(theme):
    edition, told = paper(), as_drawn("风")
    for shown in (nameplate_of_page(edition, theme), largest_sign(_on_white(cover(edition, theme=theme)))):
        like = {family: likeness(shown, drawn) for family, drawn in told.items()}
        assert max(like, key=like.__getitem__) == NAMEPLATES[theme], like


def _on_white(picture: Image.Image) -> Image.Image:
    """Turn round a cover whose name stands white on a field of colour."""
    return ImageChops.invert(picture) if picture.getpixel((20, 200)) < 128 else picture


def test_the_cover_of_a_vertical_book_has_its_name_down_the_right_side():
    edition = paper("河東日報", "zh-Hant-TW")
    across, down = cover(edition), cover(edition, vertical=True)
    assert across.size == down.size == (1600, 2400)
    right = (
        ImageChops.invert(down).point(lambda value: 255 if value > 128 else 0).crop((1190, 150, 1460, 1500))
    )
    left, top, end, bottom = right.getbbox()
    assert bottom - top > 3 * (end - left)
    wide = (
        ImageChops.invert(across).point(lambda value: 255 if value > 128 else 0).crop((140, 140, 1460, 700))
    )
    left, top, end, bottom = wide.getbbox()
    assert end - left > bottom - top


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize(
    ("language", "central"), [("zh-Hant-TW", True), ("zh-Hant-HK", True), ("zh-Hans", False)]
)
def test_marks_stand_where_the_region_sets_them_in_text_and_captions(language, central, vertical):
    """A comma of Taiwan stands in the middle of its square, one of the Mainland in its corner, in kai as in song."""
    for page, box in commas(language, vertical=vertical):
        share = _centre(page, box)
        assert all(0.3 < part < 0.7 for part in share) is central, (box, share)


def commas(language: str, *, vertical: bool = False) -> list[tuple[pymupdf.Page, pymupdf.Rect]]:
    """Return the squares of a comma in the text and of two in a caption below it, and the page they are on."""
    edition = small_edition("河上清晨，渡船未醒。", language=language)
    (article,) = edition.articles
    blocks = (*article.blocks, Block("caption", "渡口，清晨，雨後"))
    content = render_pdf(
        replace(edition, articles=(replace(article, blocks=blocks),)),
        PdfOptions(vertical=vertical, columns=1),
    )
    page = pymupdf.open(stream=content, filetype="pdf")[0]
    found = [
        (page, _square(sign, span["size"], vertical=vertical))
        for block in page.get_text("rawdict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for sign in span["chars"]
        if sign["c"] == "，"
    ]
    assert len(found) == 3
    return found


def _square(sign: dict, size: float, *, vertical: bool) -> pymupdf.Rect:
    """Return the square of a sign; MuPDF takes a sign of a vertical line to stand one square below it."""
    left, top, right, bottom = sign["bbox"]
    return pymupdf.Rect(left, top - size, right, top) if vertical else pymupdf.Rect(left, top, right, bottom)


def _ink(page: pymupdf.Page, box: pymupdf.Rect) -> Image.Image:
    shot = page.get_pixmap(dpi=400, clip=box, colorspace="GRAY")
    ink = ImageChops.invert(Image.frombytes("L", (shot.width, shot.height), shot.samples))
    return ink.point(lambda value: 255 if value > 90 else 0)


def _centre(page: pymupdf.Page, box: pymupdf.Rect) -> tuple[float, float]:
    """Return where in its square the ink of a mark has its middle, as shares of the square."""
    ink = _ink(page, box)
    left, top, right, bottom = ink.getbbox()
    return (left + right) / 2 / ink.width, (top + bottom) / 2 / ink.height
