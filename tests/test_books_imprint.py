"""Who made a newspaper, and what it is called: one name in every book, series, ISSN, rights; read from the written files."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pymupdf
import pytest
from epub_reading import NS, Book
from epub_samples import sample
from lxml import etree
from pdf_glyphs import Pdf
from PIL import Image

from epubmaker.errors import OptionError
from epubmaker.model import ORDER_DOUBTFUL, Block, Diagnostic, Furniture, Masthead
from epubmaker.render.epub import EpubOptions, render_epub, render_volume
from epubmaker.render.imprint import Imprint, imprint_of, publishers_of
from epubmaker.render.pdf import PdfOptions, render_pdf, write_pdf_volume

DC = {"dc": "http://purl.org/dc/elements/1.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}


def xmp(content, name):
    document = pymupdf.open(stream=content, filetype="pdf")
    tree = etree.fromstring(document.get_xml_metadata().encode())
    return [element.text for element in tree.iterfind(f".//dc:{name}//rdf:li", DC)]


def with_masthead(**fields):
    return replace(sample(), masthead=replace(sample().masthead, **fields))


def test_an_untitled_edition_has_one_name_in_every_book():
    edition = replace(sample(), masthead=Masthead(date=date(2021, 3, 4)))
    book = Book(render_epub(edition))
    document = pymupdf.open(stream=render_pdf(edition), filetype="pdf")
    assert book.meta("dc:title") == ["page 2021年3月4日"]
    assert document.metadata["title"].startswith("page ")


def sizes_of(page) -> dict[str, float]:
    spans = [
        span
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    ]
    return {"".join(span["text"].split()): span["size"] for span in spans}


def test_an_untitled_edition_shows_its_day_large_and_its_file_small():
    masthead = Masthead(date=date(2021, 3, 4), weekday="星期四")
    edition = replace(sample(), masthead=masthead)
    book = Book(render_epub(edition))
    front = book.tree(book.spine[1])
    assert front.find(".//h:h1", NS).text == "2021年3月4日"
    rows = ["".join(row.itertext()) for row in front.iterfind(".//h:section[@class='front']/h:p", NS)]
    assert rows == ["星期四", "原文件：page"]
    document = pymupdf.open(stream=render_pdf(edition), filetype="pdf")
    sizes = sizes_of(document[0])
    assert sizes["2021年3月4日"] == max(sizes.values())
    assert next(size for words, size in sizes.items() if "原文件：page" in words) < 12


def test_an_edition_without_title_and_day_is_called_as_its_file():
    edition = replace(sample(), masthead=Masthead())
    book = Book(render_epub(edition))
    front = book.tree(book.spine[1])
    assert front.find(".//h:h1", NS).text == "page"
    assert "原文件" not in book.read(book.spine[1]).decode()  # it stands there in large type
    document = pymupdf.open(stream=render_pdf(edition), filetype="pdf")
    sizes = sizes_of(document[0])
    assert sizes["page"] == max(sizes.values())
    assert "报纸" not in "".join(page.get_text() for page in document)


def test_a_text_of_one_article_is_called_as_its_headline():
    article = replace(sample().articles[0], headline="春耕时节忙")
    edition = replace(sample(), masthead=Masthead(), articles=(article,))
    book = Book(render_epub(edition))
    assert book.meta("dc:title") == ["春耕时节忙"]
    assert book.meta("dc:source") == ["page.txt"]
    document = pymupdf.open(stream=render_pdf(edition), filetype="pdf")
    assert document.metadata["title"] == "春耕时节忙"
    assert not document.metadata["author"]  # the headline is no newspaper
    dated = replace(edition, masthead=Masthead(date=date(2021, 3, 4)))  # a paper, though untitled
    assert Book(render_epub(dated)).meta("dc:title") == ["page 2021年3月4日"]


@pytest.mark.parametrize("options", [{}, {"paper": "A5"}, {"vertical": True}, {"large_print": True}])
def test_the_name_of_a_file_is_not_torn_where_it_stands_for_a_title(options):
    name = "evening-post_2021-03-04_page-0007"
    edition = sample()
    source = replace(edition.source, name=f"{name}.txt")
    edition = replace(edition, masthead=Masthead(), source=source)
    glyphs = [
        glyph for glyph in Pdf(render_pdf(edition, PdfOptions(**options))).glyphs(0) if glyph.tag == "H1"
    ]
    assert "".join(glyph.text for glyph in glyphs) == name
    assert len({round(glyph.across) for glyph in glyphs}) == 1


def lone(headline="春耕时节忙", **fields):
    article = replace(sample().articles[0], headline=headline)
    return replace(sample(), masthead=Masthead(), articles=(article,), **fields)


def test_the_headline_of_an_article_alone_stands_once():
    edition = lone(furniture=(), unplaced=())
    book = Book(render_epub(edition))
    pages = [book.tree(name) for name in book.spine]
    headings = [h.xpath("string()") for page in pages for h in page.iterfind(".//h:h1", NS)]
    assert headings == ["春耕时节忙"]
    assert [name for name in book.spine if "masthead" in name or "nav" in name] == []
    assert "原文件：page" in "".join(pages[-1].itertext())
    document = pymupdf.open(stream=render_pdf(edition), filetype="pdf")
    assert document[0].get_text().count("春耕时节忙") == 1
    sizes = sizes_of(document[0])
    assert sizes["春耕时节忙"] == max(sizes.values())


def test_a_long_headline_stands_whole_on_the_cover_of_an_article_alone():
    """Covers of headlines that differ in their last character alone are not the same picture: nothing is left out at the end."""
    long = "社区食堂开张满月老人一日三餐有着落街道办事处说下半年还要在三个小区设送餐"
    for length in (15, 19, 25, 30):
        one, other = (
            Book(render_epub(lone(long[:length] + last))).read("cover.png") for last in ("点", "车")
        )
        assert one != other, length


def test_the_headings_of_an_article_alone_begin_at_the_first_level():
    article = lone().articles[0]
    crosshead = Block("crosshead", "水到田头")
    edition = lone()
    edition = replace(
        edition, articles=(replace(article, blocks=(*article.blocks, crosshead, article.blocks[0])),)
    )
    tags = {glyph.tag for glyph in Pdf(render_pdf(edition)).glyphs(0)}
    assert {"H1", "H2"} <= tags
    assert "H3" not in tags


@pytest.mark.parametrize("headline", ["\x01", "\u200b", "\ufffe", " \u3000"])
def test_a_headline_that_prints_nothing_names_no_book(headline):
    book = Book(render_epub(lone(headline)))
    assert book.meta("dc:title") == ["page"]
    tags = [glyph.tag for glyph in Pdf(render_pdf(lone(headline))).glyphs(0) if glyph.tag.startswith("H")]
    assert tags[0] == "H1"
    assert all(int(low[1]) - int(high[1]) <= 1 for high, low in pairwise(tags))  # no level is left out


def test_a_doubt_about_the_order_of_an_article_alone_stands_at_its_head():
    doubt = Diagnostic("warning", ORDER_DOUBTFUL, "x")
    book = Book(render_epub(lone(diagnostics=(doubt,))))
    text = "".join(book.tree("a0001.xhtml").find("h:body", NS).itertext())
    assert 0 <= text.find("没有把握") < text.find("春耕时节忙")


def test_a_volume_names_an_article_alone_once_in_its_contents():
    volume = [lone("春耕时节忙"), lone("夏收场上")]
    book = Book(render_volume(volume))
    labels = [link.text for link in book.nav.iterfind(".//h:nav[@id='toc']//h:a", NS)]
    assert labels.count("春耕时节忙") == labels.count("夏收场上") == 1
    written = io.BytesIO()
    write_pdf_volume(volume, written)
    contents = pymupdf.open(stream=written.getvalue(), filetype="pdf")[0].get_text()
    assert contents.count("春耕时节忙") == contents.count("夏收场上") == 1


def test_the_running_head_of_an_untitled_paper_says_what_the_book_is_called():
    articles = sample().articles * 12
    edition = replace(sample(), masthead=Masthead(date=date(2021, 3, 4)), articles=articles)
    document = pymupdf.open(stream=render_pdf(edition), filetype="pdf")
    head = document[1].get_text("text", clip=(0, 0, 600, 75))
    assert "page" in head
    assert "2021年3月4日" in head
    assert "报纸" not in head


def test_a_titled_edition_does_not_name_its_file():
    edition = replace(sample(), masthead=Masthead("河东日报", date=date(2021, 3, 4)))
    book = Book(render_epub(edition))
    assert not [name for name in book.spine if "原文件".encode() in book.read(name)]
    assert "原文件" not in pymupdf.open(stream=render_pdf(edition), filetype="pdf")[0].get_text()


def test_an_untitled_edition_is_of_no_series():
    book = Book(render_epub(replace(sample(), masthead=Masthead())))
    assert book.meta("belongs-to-collection") == []
    assert book.meta("calibre:series") == []
    assert book.meta("dc:creator") == []


def test_the_newspaper_is_the_creator_and_publishers_stand_alone():
    edition = with_masthead(publisher="河东日报社 中共河东市委 联办")
    book = Book(render_epub(edition))
    assert book.meta("dc:creator") == ["河东日报"]
    creator = book.opf.find(".//dc:creator", NS)
    roles = [
        m.text
        for m in book.opf.iterfind(".//opf:meta[@property='role']", NS)
        if m.get("refines") == "#creator"
    ]
    assert creator.get("id") == "creator"
    assert roles == ["aut"]
    assert book.meta("dc:publisher") == ["河东日报社", "中共河东市委"]
    content = render_pdf(edition)
    assert xmp(content, "creator") == ["河东日报"]
    assert xmp(content, "publisher") == ["河东日报社", "中共河东市委"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("河东报社", ("河东报社",)),
        ("中共河东市委主管主办", ("中共河东市委",)),
        ("主办：河东报业集团；河东广播电视台", ("河东报业集团", "河东广播电视台")),
        ("河东日報社　聯辦", ("河东日報社",)),
        (None, ()),
    ],
)
def test_publishers_are_split(line, names):
    assert publishers_of(with_masthead(publisher=line)) == names


def test_numbers_and_rights_are_read_from_the_page():
    stated = Furniture(
        "colophon",
        "国内统一连续出版物号：CN 33-0012　ISSN 0028-0836\n本报刊登的文章未经授权不得转载。电话123",
    )
    edition = replace(sample(), furniture=(stated,))
    assert imprint_of(edition, Imprint()) == Imprint(
        "0028-0836", "33-0012", "本报刊登的文章未经授权不得转载。"
    )
    book = Book(render_epub(edition))
    assert book.meta("dcterms:identifier") == ["urn:issn:0028-0836", "CN 33-0012"]
    assert book.meta("dc:rights") == ["本报刊登的文章未经授权不得转载。"]
    assert xmp(render_pdf(edition), "rights") == ["本报刊登的文章未经授权不得转载。"]


def test_a_wrong_check_digit_is_no_issn():
    stated = Furniture("colophon", "ISSN 0028-0837")
    assert imprint_of(replace(sample(), furniture=(stated,)), Imprint()).issn == ""
    with pytest.raises(OptionError, match="--issn"):
        Imprint(issn="0028-0837")
    with pytest.raises(OptionError, match="--cn"):
        Imprint(cn="abc")


def test_what_the_caller_knows_goes_before_the_page():
    given = Imprint("0317-8471", "CN 11-1234/D", "河东日报社")
    book = Book(render_epub(sample(), EpubOptions(imprint=given)))
    assert book.meta("dcterms:identifier") == ["urn:issn:0317-8471", "CN 11-1234/D"]
    assert book.meta("dc:rights") == ["河东日报社"]
    assert xmp(render_pdf(sample(), PdfOptions(imprint=given)), "rights") == ["河东日报社"]


def test_the_description_names_the_first_headlines():
    assert Book(render_epub(sample())).meta("dc:description") == ["本期要目：春耕时节忙；河上。"]


def test_a_volume_has_a_series_of_its_own():
    book = Book(
        render_volume([sample(), with_masthead(date=date(2021, 3, 5), issue_number=89)], period="month")
    )
    assert book.meta("calibre:series") == ["河东日报 合订本"]
    assert Book(render_epub(sample())).meta("calibre:series") == ["河东日报"]


def test_articles_keep_their_identifier_when_others_come_before_them():
    edition = sample()
    ids = [
        Book(render_epub(edition)).tree(f"a000{n}.xhtml").find(".//h:article", NS).get("id") for n in (2, 3)
    ]
    later = Book(render_epub(replace(edition, articles=edition.articles[1:])))
    assert [later.tree(f"a000{n}.xhtml").find(".//h:article", NS).get("id") for n in (1, 2)] == ids
    assert len(set(ids)) == 2


def test_the_cover_is_two_to_three():
    book = Book(render_epub(sample()))
    with Image.open(book.zip.open("epub/cover.png")) as picture:
        assert picture.size == (1600, 2400)
