"""Facsimiles: the pages as they were printed, in both books, linked with the articles both ways."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from dataclasses import replace

import pymupdf
import pytest
from digital_samples import RED, alto, mets, page_image
from lxml import etree
from PIL import Image
from placed_samples import HEIGHT, WIDTH, article_rows, column, pdf
from volume_samples import editions as volume_editions

from epubmaker import build, convert, read_bytes, read_text, reconstruct
from epubmaker.batch import BuildOptions
from epubmaker.cli import run
from epubmaker.edition_file import edition_from_dict, edition_to_dict
from epubmaker.model.conservation import assert_conserved
from epubmaker.model.placed import Box
from epubmaker.readers import ReadOptions
from epubmaker.readers.jpeg import PAGE_BYTES, PAGE_PIXELS, whole_page
from epubmaker.render.epub import EpubOptions, render_epub, render_volume
from epubmaker.render.pdf import PdfOptions, render_pdf, write_pdf_volume

XHTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
FERRY = """渡口昨天恢复通航，首班渡船载着六
十名乘客驶向对岸。船工说，水位已
经连续五天回落，两岸码头也都清理
干净。村民带着菜篮上船，说再不用
绕道三十里去赶集了。""".splitlines()
TITLES = ("河东老街今年变个样", "渡口恢复通航")
PICTURE = (60.0, 240.0, 140.0, 90.0)
FACSIMILE = BuildOptions(epub=EpubOptions(facsimile=True), pdf=PdfOptions(facsimile=True))


def two_articles():
    """Return the rows of a page with two articles, one above the other."""
    lower = [(TITLES[1], 60.0, 400.0, 22.0, ""), *column([FERRY[0][:13], *FERRY[1:]], 60.0, 440.0)]
    return [*article_rows(), *lower]


def edition_of(payload, **options):
    return reconstruct(read_bytes(payload, "paper.pdf", ReadOptions(facsimile=True, **options)))


class Book:
    """An EPUB as a reading system sees it."""

    def __init__(self, payload):
        self._zip = zipfile.ZipFile(io.BytesIO(payload))
        self.names = self._zip.namelist()

    def bytes(self, name):
        return self._zip.read(f"epub/{name}")

    def document(self, name):
        return etree.fromstring(self.bytes(name))

    def documents(self, beginning):
        return sorted(name[5:] for name in self.names if name.startswith(f"epub/{beginning}"))


def headline(book, name):
    return "".join(book.document(name).find(f".//{XHTML}h1").itertext())


def test_nothing_changes_unless_it_is_asked_for(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(two_articles()))
    build(path, tmp_path / "books")
    edition = json.loads((tmp_path / "books" / "paper.edition.json").read_text("utf-8"))
    assert "facsimiles" not in edition
    assert not (tmp_path / "books" / "paper.media").exists()
    assert Book((tmp_path / "books" / "paper.epub").read_bytes()).documents("facsimile") == []
    kept = edition_of(pdf(two_articles()))
    bare = reconstruct(read_bytes(pdf(two_articles()), "paper.pdf"))
    assert render_epub(kept) == render_epub(bare)
    assert render_pdf(kept) == render_pdf(bare)


def test_the_image_shows_the_page_and_each_zone_its_article():
    payload = pdf(two_articles(), picture=PICTURE)
    book = Book(render_epub(edition_of(payload), EpubOptions(facsimile=True)))
    (name,) = book.documents("facsimile")
    page = book.document(name)
    (image,) = page.iter(f"{SVG}image")
    shown = Image.open(io.BytesIO(book.bytes(image.get(HREF))))
    assert shown.width / shown.height == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    (drawing,) = page.iter(f"{SVG}svg")
    assert drawing.get("viewBox") == f"0 0 {shown.width} {shown.height}"
    zones = {headline(book, area.get(HREF)): area for area in page.iter(f"{SVG}a")}
    assert list(zones) == list(TITLES)
    scale = shown.width / WIDTH
    rows = {TITLES[0]: article_rows(), TITLES[1]: two_articles()[len(article_rows()) :]}
    for title, area in zones.items():
        boxes = [
            [float(rect.get(key)) / scale for key in ("x", "y", "width", "height")]
            for rect in area.iter(f"{SVG}rect")
        ]
        for owner, own in rows.items():
            for text, x, y, size, _ in own:
                middle = x + len(text) * size / 2, y + size / 2
                held = [x0 <= middle[0] <= x0 + w and y0 <= middle[1] <= y0 + h for x0, y0, w, h in boxes]
                assert any(held) is (owner == title), (title, text)
    # The picture of the page, a grey slope from black to white, is where it was printed.
    grey = shown.convert("L")
    x, y, w, _h = (part * scale for part in PICTURE)
    assert grey.getpixel((int(x + w / 2), int(y + 4))) < 60
    assert grey.getpixel((int(x + w / 2), int(y - 8))) == 255


def test_every_article_leads_to_its_place_on_the_page_and_back():
    book = Book(render_epub(edition_of(pdf(two_articles())), EpubOptions(facsimile=True)))
    for name in book.documents("a0"):
        (way,) = [
            link.get("href")
            for link in book.document(name).iter(f"{XHTML}a")
            if "facsimile" in (link.get("href") or "")
        ]
        target, _, anchor = way.partition("#")
        (area,) = [area for area in book.document(target).iter(f"{SVG}a") if area.get("id") == anchor]
        assert area.get(HREF) == name
        assert area.get("aria-label") == headline(book, name)
    contents = book.document("nav.xhtml")
    assert "facsimile-1.xhtml" in [link.get("href") for link in contents.iter(f"{XHTML}a")]
    spine = [item.get("idref") for item in book.document("content.opf").iter("{*}itemref")]
    assert "facsimile-1-xhtml" in spine


def test_who_cannot_see_the_page_finds_its_articles_as_a_list():
    book = Book(render_epub(edition_of(pdf(two_articles())), EpubOptions(facsimile=True)))
    page = book.document("facsimile-1.xhtml")
    listed = ["".join(item.itertext()).strip() for item in page.iter(f"{XHTML}li")]
    assert listed == list(TITLES)
    (image,) = page.iter(f"{SVG}image")
    assert "2" in image.get("aria-label")
    assert "alternativeText" in book.bytes("content.opf").decode()


def test_pages_have_one_facsimile_each_with_their_names():
    edition = edition_of(pdf(article_rows(), two_articles()[len(article_rows()) :]))
    book = Book(render_epub(edition, EpubOptions(facsimile=True)))
    assert book.documents("facsimile") == ["facsimile-1.xhtml", "facsimile-2.xhtml"]
    for number, title in enumerate(TITLES, 1):
        page = book.document(f"facsimile-{number}.xhtml")
        assert [headline(book, area.get(HREF)) for area in page.iter(f"{SVG}a")] == [title]
        assert "".join(page.find(f".//{XHTML}h1").itertext()) == f"版面 第{number}版"
    with pymupdf.open(stream=render_pdf(edition, PdfOptions(facsimile=True))) as digest:
        assert [row[1] for row in digest.get_toc() if row[1].startswith("版面")] == [
            "版面",
            "版面 第1版",
            "版面 第2版",
        ]


def test_a_page_of_pictures_among_pages_with_text_is_shown_and_said():
    with pymupdf.open(stream=pdf(article_rows())) as paper:
        picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 40, 60), False)
        page = paper.new_page(width=400, height=600)
        page.insert_image(page.rect, pixmap=picture)
        payload = paper.tobytes()
    edition = edition_of(payload)
    assert [len(facsimile.zones) for facsimile in edition.facsimiles] == [1, 0]
    assert [one.message for one in edition.diagnostics if one.code == "page-without-text"] == [
        "page 2: holds pictures and no text; --ocr reads it"
    ]
    assert [article.headline for article in edition.articles] == [TITLES[0]]


class Digest:
    """A PDF with its links: page, rectangle, page they lead to."""

    def __init__(self, payload):
        self.file = pymupdf.open(stream=payload)

    def links(self, page):
        return [(link["from"], link["page"], link.get("to")) for link in self.file[page].get_links()]

    def images(self, page):
        shown = self.file[page]
        return [box for image in shown.get_images() for box in shown.get_image_rects(image[0])]


@pytest.mark.parametrize(
    "options", [{}, {"vertical": True}, {"paper": "A5"}, {"large_print": True}, {"facing": "s2t"}]
)
def test_the_digest_shows_the_page_last_with_links_both_ways(options):
    edition = edition_of(pdf(two_articles()))
    digest = Digest(render_pdf(edition, PdfOptions(facsimile=True, **options)))
    last = len(digest.file) - 1
    boxes = [box for box in digest.images(last) if not box.is_empty and box.width > 100]
    (box,) = boxes
    assert box.width / box.height == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    assert digest.file[last].rect.contains(box)
    zones = sorted(digest.links(last), key=lambda link: link[0].y0)
    assert len(zones) == 2
    scale = box.width / WIDTH
    title = (
        pymupdf.Point(box.x0 + 100 * scale, box.y0 + 111 * scale),
        pymupdf.Point(box.x0 + 100 * scale, box.y0 + 411 * scale),
    )
    for (area, _, _), point in zip(zones, title, strict=True):
        assert area.contains(point)
    back = [link for page in range(last) for link in digest.links(page) if link[1] == last]
    assert len(back) == 2
    said = digest.file[0].get_text().replace("\n", "").replace(" ", "")
    if not options:
        assert said.count(f"版面见第{last + 1}页") == 2
        for _, page, _ in zones:
            assert page == 0


def test_a_zone_leads_to_the_head_of_its_story():
    digest = Digest(
        render_pdf(edition_of(pdf(two_articles())), PdfOptions(facsimile=True, paper="A5", columns=1))
    )
    last = len(digest.file) - 1
    zones = sorted(digest.links(last), key=lambda link: link[0].y0)
    for (_, page, to), title in zip(zones, TITLES, strict=True):
        places = [box for box in digest.file[page].search_for(title) if box.height > 12]
        assert places
        assert min(abs(box.y0 - to.y) for box in places) < 60


def test_booklets_move_links_with_their_pages():
    digest = Digest(render_pdf(edition_of(pdf(two_articles())), PdfOptions(facsimile=True, booklet=True)))
    (sheet,) = [
        page.number for page in digest.file if any(box.width > 100 for box in digest.images(page.number))
    ]
    (box,) = [box for box in digest.images(sheet) if box.width > 100]
    inside = [link for link, _, _ in digest.links(sheet) if box.contains(link)]
    assert len(inside) == 2


def test_the_edition_file_keeps_the_image_beside_it_and_makes_the_same_books(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(two_articles()))
    assert build(path, tmp_path / "books", FACSIMILE).count("built") == 1
    values = json.loads((tmp_path / "books" / "paper.edition.json").read_text("utf-8"))
    (facsimile,) = values["facsimiles"]
    assert values["version"] == 2
    assert (tmp_path / "books" / "paper.media" / facsimile["file"]).read_bytes().startswith(b"\xff\xd8")
    edition = edition_from_dict(values)
    assert edition_to_dict(edition) == values
    again = tmp_path / "again"
    assert build(tmp_path / "books" / "paper.edition.json", again, FACSIMILE).count("built") == 1
    for kind in ("epub", "pdf"):
        assert (again / f"paper.{kind}").read_bytes() == (tmp_path / "books" / f"paper.{kind}").read_bytes()
    assert build(path, tmp_path / "books", FACSIMILE).count("current") == 1
    assert build(path, tmp_path / "books").count("built") == 1


def test_zones_follow_articles_whatever_becomes_of_their_order():
    edition = edition_of(pdf(two_articles()))
    turned = edition_from_dict(
        {**edition_to_dict(edition), "articles": edition_to_dict(edition)["articles"][::-1]}
    )
    payloads = [one.picture for one in edition.facsimiles]
    turned = replace(
        turned,
        facsimiles=tuple(
            replace(one, picture=picture) for one, picture in zip(turned.facsimiles, payloads, strict=True)
        ),
    )
    book = Book(render_epub(turned, EpubOptions(facsimile=True)))
    areas = list(book.document("facsimile-1.xhtml").iter(f"{SVG}a"))
    tops = {headline(book, area.get(HREF)): float(next(area.iter(f"{SVG}rect")).get("y")) for area in areas}
    assert tops[TITLES[0]] < tops[TITLES[1]]


def test_a_converted_book_shows_the_page_as_it_was_printed():
    edition = edition_of(pdf(two_articles()))
    other = convert(edition, "s2t").edition
    assert other.facsimiles == edition.facsimiles
    book = Book(render_epub(other, EpubOptions(facsimile=True, vertical=True)))
    assert book.document("facsimile-1.xhtml").get("class") == "horizontal"
    assert book.document("a0001.xhtml").get("class") == "vertical"
    assert [
        headline(book, area.get(HREF)) for area in book.document("facsimile-1.xhtml").iter(f"{SVG}a")
    ] == [
        "河東老街今年變個樣",
        "渡口恢復通航",
    ]


def test_conservation_and_the_same_bytes_twice():
    payload = pdf(two_articles())
    source = read_bytes(payload, "paper.pdf", ReadOptions(facsimile=True))
    edition = reconstruct(source)
    assert_conserved(source, edition)
    for render, options in (
        (render_epub, EpubOptions(facsimile=True)),
        (render_pdf, PdfOptions(facsimile=True)),
    ):
        assert render(edition, options) == render(edition_of(payload), options)


def test_a_digitisation_shows_the_image_beside_it_as_it_is(tmp_path):
    page_image().save(tmp_path / "page.jpg", quality=90)
    (tmp_path / "page.xml").write_bytes(alto(image="page.jpg"))
    assert (
        run(
            ["build", str(tmp_path / "page.xml"), "-o", str(tmp_path / "out"), "--facsimile", "--no-pictures"]
        )
        == 0
    )
    (facsimile,) = json.loads((tmp_path / "out" / "page.edition.json").read_text("utf-8"))["facsimiles"]
    kept = (tmp_path / "out" / "page.media" / facsimile["file"]).read_bytes()
    assert kept == (tmp_path / "page.jpg").read_bytes()


def test_a_picture_belongs_to_the_zone_of_its_article(tmp_path):
    page_image().save(tmp_path / "page.png")
    (tmp_path / "page.xml").write_bytes(alto())
    edition = reconstruct(read_text(tmp_path / "page.xml", ReadOptions(facsimile=True)))
    (facsimile,) = edition.facsimiles
    (zone,) = facsimile.zones
    left, top, right, bottom = zone.box
    assert left == pytest.approx(60 / WIDTH, abs=0.01)
    assert top == pytest.approx(100 / HEIGHT, abs=0.01)
    assert bottom == pytest.approx(342 / HEIGHT, abs=0.01)
    assert right == pytest.approx(355 / WIDTH, abs=0.01)


def test_the_pages_of_a_mets_file_are_facsimiles_of_their_own(tmp_path):
    edition = reconstruct(read_text(mets(tmp_path), ReadOptions(facsimile=True)))
    (facsimile,) = edition.facsimiles
    assert facsimile.zones
    assert (facsimile.picture.width, facsimile.picture.height) == (1200, 1600)


def test_where_nothing_shows_the_page_one_line_says_so(tmp_path, capsys):
    (tmp_path / "page.txt").write_text(
        "河东新桥通车\n\n本报讯 昨天新桥通车，两岸居民过河不再绕路。", encoding="utf-8"
    )
    (tmp_path / "page.xml").write_bytes(alto(photo=None))
    for name in ("page.txt", "page.xml"):
        assert run(["build", str(tmp_path / name), "-o", str(tmp_path / "out"), "--facsimile"]) == 0
        (line,) = capsys.readouterr().err.splitlines()
        assert "facsimile" in line
    assert Book((tmp_path / "out" / "page.epub").read_bytes()).documents("facsimile") == []


def test_the_theme_of_archives_shows_facsimiles_that_are_there():
    edition = edition_of(pdf(two_articles()))
    assert Book(render_epub(edition, EpubOptions(theme="archive"))).documents("facsimile")
    assert not Book(
        render_epub(reconstruct(read_bytes(pdf(two_articles()))), EpubOptions(theme="archive"))
    ).documents("fac")


def test_images_of_pages_keep_to_what_readers_take():
    noise = random.Random(4)
    image = Image.frombytes("L", (3000, 4000), noise.randbytes(12_000_000)).convert("RGB")
    made = whole_page(image, Box(0, 0, 300, 400), "1")
    assert len(made.payload) <= PAGE_BYTES
    assert made.pixels[0] * made.pixels[1] <= PAGE_PIXELS
    with Image.open(io.BytesIO(made.payload)) as shown:
        assert (shown.format, shown.size) == ("JPEG", made.pixels)
    small = whole_page(page_image(RED), Box(0, 0, 300, 400), "1")
    assert small.pixels == (1200, 1600)


def volume():
    edition = edition_of(pdf(article_rows(), two_articles()[len(article_rows()) :]))
    return [*volume_editions(2, named=True), edition]


def test_volumes_show_facsimiles_with_links_of_their_own():
    sink = io.BytesIO()
    write_pdf_volume(volume(), sink, PdfOptions(facsimile=True))
    digest = Digest(sink.getvalue())
    shown = [
        page.number for page in digest.file if any(box.width > 100 for box in digest.images(page.number))
    ]
    assert len(shown) == 2
    for page, title in zip(shown, TITLES, strict=True):
        ((_, target, _),) = digest.links(page)
        assert title in digest.file[target].get_text().replace("\n", "")
    book = Book(render_volume(volume(), EpubOptions(facsimile=True)))
    assert len(book.documents("e0003-facsimile")) == 2


def facsimile_epubs():
    """Return EPUBs with facsimiles by name; `test_epub_valid.py` has them checked."""
    edition = edition_of(pdf(article_rows(), two_articles()))
    other = convert(edition, "s2tw").edition
    return {
        "plain": render_epub(edition, EpubOptions(facsimile=True)),
        "vertical": render_epub(other, EpubOptions(vertical=True, theme="archive", embed_fonts=True)),
        "volume": render_volume(volume(), EpubOptions(facsimile=True, index=True)),
    }


def facsimile_pdfs():
    """Return digests with facsimiles by name; `test_pdf_valid.py` has them checked."""
    edition = edition_of(pdf(article_rows(), two_articles()))
    other = convert(edition, "s2tw").edition
    sink = io.BytesIO()
    write_pdf_volume(volume(), sink, PdfOptions(facsimile=True))
    return {
        "plain": render_pdf(edition, PdfOptions(facsimile=True)),
        "vertical": render_pdf(other, PdfOptions(facsimile=True, vertical=True)),
        "booklet": render_pdf(edition, PdfOptions(facsimile=True, booklet=True)),
        "facing": render_pdf(edition, PdfOptions(facsimile=True, facing="s2t", index=True, notes=True)),
        "volume": sink.getvalue(),
    }


def test_a_damaged_zone_in_an_edition_file_is_refused_in_one_line():
    values = edition_to_dict(edition_of(pdf(two_articles())))
    for box in ([0, 0, 1], [0, 0, 2, 1], [0, 0, "1", 1], [0, float("nan"), 1, 1]):
        values["facsimiles"][0]["zones"][0]["box"] = box
        with pytest.raises(Exception, match=re.escape("facsimiles[0].zones[0]")):
            edition_from_dict(values)
