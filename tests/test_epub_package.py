"""The package: container, metadata, series, accessibility, cover; read from the written file."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace
from datetime import date

import pytest
from epub_reading import EPUB_TYPE, NS, XML_LANG, Book, local
from epub_samples import sample
from PIL import Image

from epubmaker.errors import OptionError
from epubmaker.model import Masthead
from epubmaker.render.epub import EpubOptions, render_epub


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(render_epub(sample(pages=True)))


def test_mimetype_is_first_stored_and_bare(book):
    first = book.zip.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert book.zip.read("mimetype") == b"application/epub+zip"
    payload = render_epub(sample())
    assert payload[30:38] == b"mimetype"
    assert payload[38:58] == b"application/epub+zip"


def test_names_are_ascii_lower_case_and_sorted(book):
    names = book.zip.namelist()
    inside = [name for name in names if not name.startswith("META-INF/")]
    assert all(name.isascii() and name == name.lower() and " " not in name for name in inside)
    assert len(names) == len(set(names))
    assert names[3:] == sorted(names[3:])


def test_entries_have_fixed_times_and_attributes(book):
    said = {(entry.date_time, entry.external_attr, entry.create_system) for entry in book.zip.infolist()}
    assert said == {((1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3)}


def test_manifest_lists_every_file_once(book):
    hrefs = [item["href"] for item in book.manifest.values()]
    packed = {name.removeprefix(book.folder + "/") for name in book.zip.namelist()}
    assert len(hrefs) == len(set(hrefs))
    assert set(hrefs) == packed - {"mimetype", "META-INF/container.xml", "content.opf"}


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"])
def test_language_is_the_same_everywhere(language):
    book = Book(render_epub(sample(language)))
    assert book.meta("dc:language") == [language]
    assert book.opf.get(XML_LANG) == language
    assert book.ncx.get(XML_LANG) == language
    for href in book.spine:
        root = book.tree(href)
        assert (root.get("lang"), root.get(XML_LANG)) == (language, language), href


@pytest.mark.parametrize("language", ["", "x", '"><a', "中文"])
def test_a_language_that_is_no_tag_is_chinese(language):
    assert Book(render_epub(sample(language))).meta("dc:language") == ["zh"]


def identifier(edition) -> str:
    book = Book(render_epub(edition))
    (value,) = book.meta("dc:identifier")
    assert book.opf.find(".//dc:identifier", NS).get("id") == book.opf.get("unique-identifier")
    assert book.ncx.find(".//ncx:meta[@name='dtb:uid']", NS).get("content") == value
    return value


def test_identifier_is_a_stable_uuid_of_paper_date_issue_and_script():
    edition = sample()
    assert uuid.UUID(identifier(edition).removeprefix("urn:uuid:")).version == 5
    assert identifier(edition) == identifier(replace(edition, articles=(), furniture=()))
    others = [
        replace(edition, language="zh-Hant-TW"),
        replace(edition, masthead=replace(edition.masthead, date=date(2021, 3, 5))),
        replace(edition, masthead=replace(edition.masthead, issue_number=89)),
        replace(edition, masthead=replace(edition.masthead, title="河西日报")),
    ]
    assert len({identifier(each) for each in (edition, *others)}) == 5


def test_editions_without_a_masthead_are_told_apart_by_their_source():
    nameless = replace(sample(), masthead=Masthead())
    other = replace(nameless, source=replace(nameless.source, sha256="b" * 64))
    assert identifier(nameless) != identifier(other)


def test_modified_is_the_issue_day_or_the_epoch_given(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert Book(render_epub(sample())).meta("dcterms:modified") == ["2021-03-04T00:00:00Z"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert Book(render_epub(sample())).meta("dcterms:modified") == ["2023-11-14T22:13:20Z"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(OptionError, match="SOURCE_DATE_EPOCH"):
        render_epub(sample())


def test_dublin_core_says_what_the_masthead_says(book):
    assert book.meta("dc:title") == ["河东日报 2021年3月4日"]
    assert book.meta("dc:date") == ["2021-03-04"]
    assert book.meta("dc:publisher") == ["河东报社"]
    assert book.meta("dc:source") == ["河东日报 纸质版 2021-03-04 总第88期"]


def test_bylines_are_not_creators_of_the_book(book):
    assert book.meta("dc:creator") == ["河东日报"]
    assert book.meta("dc:contributor") == []


def test_series_is_the_paper_and_position_the_issue(book):
    (series,) = book.opf.xpath("//opf:meta[@property='belongs-to-collection']", namespaces=NS)
    refined = {
        element.get("property"): element.text
        for element in book.opf.xpath(f"//opf:meta[@refines='#{series.get('id')}']", namespaces=NS)
    }
    assert series.text == "河东日报"
    assert refined == {"collection-type": "series", "group-position": "88"}
    assert book.meta("calibre:series") == ["河东日报"]
    assert book.meta("calibre:series_index") == ["88"]


def test_an_unknown_date_is_left_out():
    book = Book(render_epub(replace(sample(), masthead=Masthead(title="河东日报"))))
    assert book.meta("dc:date") == []
    assert book.meta("group-position") == []


def test_accessibility_metadata(book):
    assert book.meta("schema:accessMode") == ["textual"]
    assert book.meta("schema:accessModeSufficient") == ["textual"]
    assert book.meta("schema:accessibilityHazard") == ["none"]
    assert book.meta("schema:accessibilitySummary")[0]
    assert {
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "pageBreakMarkers",
        "pageNavigation",
    } <= set(book.meta("schema:accessibilityFeature"))
    assert book.meta("pageBreakSource") == book.meta("dc:source")


def test_page_features_are_claimed_only_with_pages():
    book = Book(render_epub(sample()))
    assert not {"pageBreakMarkers", "pageNavigation"} & set(book.meta("schema:accessibilityFeature"))
    assert book.meta("pageBreakSource") == []


def test_conformance_is_claimed_only_where_someone_evaluated(book):
    assert book.meta("dcterms:conformsTo") == []
    claimed = Book(render_epub(sample(), EpubOptions(evaluated_by="河东图书馆")))
    assert claimed.meta("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert claimed.meta("a11y:certifiedBy") == ["河东图书馆"]


def test_cover_is_a_linear_page_with_a_large_picture(book):
    (item,) = [item for item in book.manifest.values() if "cover-image" in item.get("properties", "")]
    assert book.manifest[book.meta("cover")[0]] == item
    with Image.open(io.BytesIO(book.read(item["href"]))) as picture:
        assert picture.height == 2400
        assert picture.width * 3 == picture.height * 2
    page = book.tree(book.spine[0])
    assert page.find(".//h:img", NS).get("src") == item["href"]
    assert book.opf.find(".//opf:itemref", NS).get("linear", "yes") == "yes"


def test_cover_can_be_left_out():
    book = Book(render_epub(sample(), EpubOptions(cover=False)))
    assert book.meta("cover") == []
    assert not any("cover" in item["href"] for item in book.manifest.values())


def test_every_image_has_alternative_text(book):
    pictures = [image for href in book.spine for image in book.tree(href).iterfind(".//h:img", NS)]
    assert [picture.get("alt") for picture in pictures] == ["河东日报 2021年3月4日封面"]


def test_roles_match_their_epub_types():
    book = Book(render_epub(sample(pages=True), EpubOptions(notes=True)))
    roles = {
        "toc": "doc-toc",
        "page-list": "doc-pagelist",
        "pagebreak": "doc-pagebreak",
        "noteref": "doc-noteref",
        "footnote": "doc-footnote",
        "colophon": "doc-colophon",
    }
    met = set()
    for href in book.spine:
        for element in book.tree(href).iter():
            kind = element.get(EPUB_TYPE) if local(element) not in ("", "a") or element.get("role") else None
            if kind in roles:
                assert element.get("role") == roles[kind], (href, kind)
                met.add(kind)
    assert met == set(roles)
