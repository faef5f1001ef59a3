"""The written file: text that copies out as it went in, fonts, structure, links, sameness of bytes, missing characters."""

import os
import re
import subprocess
import sys

import pymupdf
import pytest
from epub_samples import fuzzed
from pdf_glyphs import Pdf
from pdf_samples import ROOT, SEEDS, digest, seed_edition, small_edition

from epubmaker.errors import OptionError
from epubmaker.model import Edition, Masthead, SourceInfo
from epubmaker.render.fonts import face_path
from epubmaker.render.pdf import PdfOptions, render_pdf, render_pdf_and_explain
from epubmaker.render.pdf.manuscript import stories_of

DATE = "2020年1月10日"


def opened(content):
    return pymupdf.open(stream=content, filetype="pdf")


def squeezed(text):
    return re.sub(r"\s+", "", text)


def passages(edition):
    return [
        squeezed(passage.text) for story in stories_of(edition) for passage in (*story.header, *story.body)
    ]


def extracted(content, tmp_path, tool, *options):
    path = tmp_path / "digest.pdf"
    path.write_bytes(content)
    command = [tool("pdftotext"), *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def without_running_heads(text, edition):
    """Text of all pages in content order, without what is drawn before each page's text: head, page number, turns."""
    masthead = edition.masthead
    day = f"{masthead.date.year}年{masthead.date.month}月{masthead.date.day}日{masthead.weekday}"
    pages = map(squeezed, text.rstrip("\f").split("\f"))
    return "".join(_text_of_page(page, number, (masthead.title, day)) for number, page in enumerate(pages))


def _text_of_page(page, number, heads):
    if number:
        head = re.compile("|".join((*map(re.escape, heads), str(number + 1))))
        for _ in range(3):
            page = head.sub("", page, count=1)
    page = re.sub(r"（下[转轉]第\d+[页頁]）", "", page)
    return re.sub(r"^.{0,80}?（上接第\d+[页頁]）", "", page)


@pytest.mark.validator
@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_all_text_is_extracted_whole_and_in_reading_order(path, vertical, tmp_path, tool):
    edition = seed_edition(path, "zh-Hant-TW" if vertical else "zh-Hans")
    content = render_pdf(edition, PdfOptions(vertical=vertical))
    text = without_running_heads(extracted(content, tmp_path, tool, "-raw"), edition)
    at = 0
    for passage in passages(edition):
        found = text.find(passage, at)
        assert found >= 0, passage
        at = found + len(passage)


@pytest.mark.validator
def test_a_date_and_bylines_are_found_although_gaps_are_set(tmp_path, tool):
    edition = seed_edition(SEEDS[0])
    text = extracted(render_pdf(edition), tmp_path, tool)
    assert DATE in text
    assert text.count("王小明") == sum(bool(article.bylines) for article in edition.articles)
    line = small_edition(f"会议于{DATE}在A4楼举行，GDP增长6.5%，" * 4)
    assert extracted(render_pdf(line), tmp_path, tool, "-raw").replace("\n", "").count(DATE) == 4


def test_characters_beyond_the_basic_plane_copy_right():
    rare = "𬭬𬴊𫘧𬨎"
    document = opened(render_pdf(small_edition(f"人名{rare}在此。")))
    assert rare in document[0].get_text()


@pytest.mark.parametrize("vertical", [False, True])
def test_a_character_no_font_has_is_shown_as_geta_and_copied_as_itself(vertical):
    text = "表情😀与\U00030000字，Škoda与naïve、Ångström。"
    content, diagnostics = render_pdf_and_explain(small_edition(text), PdfOptions(vertical=vertical))
    missing = {d.message.split()[3] for d in diagnostics if d.code == "glyph-missing"}
    assert missing == {"😀", "\U00030000"}
    pdf = Pdf(content)
    copied = "".join(glyph.text for page in range(pdf.pages) for glyph in pdf.glyphs(page))
    pdf.close()
    assert text in copied


def test_no_glyph_is_notdef():
    content = render_pdf(small_edition("表情😀与ſ字，\u200b零宽，Ⅳ①㎡、\ue123私用。"))
    pdf = Pdf(content)
    for page in range(pdf.pages):
        assert b"<0000" not in pdf.document[page].read_contents()
        assert all(glyph.text for glyph in pdf.glyphs(page))
    pdf.close()


def test_a_private_character_carries_replacement_text():
    content = render_pdf(small_edition("私用\ue123字。"))
    assert b"/ActualText <FEFFE123>" in opened(content)[0].read_contents()


def test_a_font_folder_supplies_what_is_missing(tmp_path):
    """A Simplified face as the user's own font: here it stands for a font of rare characters."""
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    (tmp_path / "own.ttf").write_bytes(face_path("hei", "zh-Hans").read_bytes())
    content, diagnostics = render_pdf_and_explain(small_edition("汉字。"), PdfOptions(font_dir=tmp_path))
    assert content.startswith(b"%PDF-1.7")
    assert diagnostics == ()


def test_bytes_are_the_same_every_time(monkeypatch):
    edition = seed_edition(SEEDS[1])
    first = render_pdf(edition)
    assert render_pdf(edition) == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert render_pdf(edition) != first
    assert opened(render_pdf(edition)).metadata["creationDate"].startswith("D:19700102")


def test_bytes_do_not_depend_on_hash_order():
    script = (
        "import sys, hashlib; sys.path.insert(0, 'tests')\n"
        "from pdf_samples import *; from epubmaker.render.pdf import render_pdf\n"
        "print(hashlib.sha256(render_pdf(seed_edition(SEEDS[1]))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


def test_outline_contents_and_links_lead_to_the_articles():
    edition = seed_edition(SEEDS[0])
    document = opened(render_pdf(edition))
    titles = [story.title for story in stories_of(edition)]
    outline = [entry for entry in document.get_toc() if entry[1] in titles and entry[0] == 1]
    assert [entry[1] for entry in outline] == titles
    links = [(page.number, link) for page in document for link in page.get_links()]
    assert [link["page"] + 1 for _, link in links] == [entry[2] for entry in outline]
    for title, (_, _, page) in zip(titles, outline, strict=True):
        assert squeezed(title)[:8] in squeezed(document[page - 1].get_text())


def test_the_contents_show_the_page_numbers():
    edition = seed_edition(SEEDS[0])
    document = opened(render_pdf(edition))
    lines = squeezed(document[0].get_text())
    titles = {story.title for story in stories_of(edition)}
    entries = [(title, page) for level, title, page in document.get_toc() if level == 1 and title in titles]
    assert len(entries) == len(titles)
    for title, page in entries:
        assert f"{squeezed(title)}{page}" in lines


def test_the_file_says_what_it_is():
    document = opened(digest(SEEDS[0]))
    assert document.metadata["title"] == "河东日报 2020年1月10日 星期五"
    assert document.metadata["author"] == "河东日报"
    assert (
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
        in document.get_xml_metadata()
    )
    catalog = document.xref_object(document.pdf_catalog())
    assert "/Lang(zh-Hans)" in catalog.replace(" ", "")
    assert "/Marked true" in catalog


def test_a_vertical_digest_asks_for_no_direction_of_reading():
    """PDFium takes it for the direction of the script and turns every clause round in what it copies."""
    document = opened(render_pdf(seed_edition(SEEDS[0], "zh-Hant-TW"), PdfOptions(vertical=True)))
    assert "/Direction" not in document.xref_object(document.pdf_catalog())


def test_headings_are_tagged_as_headings():
    pdf = Pdf(digest(SEEDS[0]))
    text: dict[str, str] = {}
    for page in range(pdf.pages):
        for glyph in pdf.glyphs(page):
            text[glyph.tag] = text.get(glyph.tag, "") + glyph.text
    pdf.close()
    edition = seed_edition(SEEDS[0])
    assert text["H1"] == "河东日报"
    assert squeezed(text["H2"]).startswith(
        "".join(squeezed(article.headline) for article in edition.articles)
    )
    assert set(text) >= {"H1", "H2", "H3", "P", "Link", "Artifact"}


def test_furniture_stands_at_the_end_and_the_masthead_only_at_the_beginning():
    document = opened(digest(SEEDS[0]))
    assert "东北风4级" in squeezed(document[-1].get_text())
    assert "未归入稿件" in squeezed(document[-1].get_text())


@pytest.mark.validator
def test_fonts_are_embedded_subset_and_one_object_a_face(tmp_path, tool):
    path = tmp_path / "digest.pdf"
    path.write_bytes(digest(SEEDS[0]))
    listing = subprocess.run([tool("pdffonts"), str(path)], capture_output=True, text=True, check=True).stdout
    rows = [row.split() for row in listing.splitlines()[2:]]
    assert len(rows) == 3
    assert all(row[4:7] == ["yes", "yes", "yes"] for row in rows), listing
    assert len({row[0].partition("+")[2] for row in rows}) == 3
    checked = subprocess.run(
        [tool("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_edition_with_nothing_in_it_is_still_a_digest():
    empty = Edition(SourceInfo("x", "", "utf-8", 0), "zh-Hans", Masthead())
    document = opened(render_pdf(empty))
    assert "x" in document[0].get_text()


@pytest.mark.parametrize("form", [{}, {"vertical": True}, {"large_print": True}], ids=str)
@pytest.mark.parametrize("name", sorted(set(fuzzed()) - {"long-headline", "long-title"}))
def test_strange_editions_are_digests(name, form):
    document = opened(render_pdf(fuzzed()[name], PdfOptions(**form)))
    assert len(document) >= 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('[styles.hedline]\nfamily = "kai"', r"\[styles\].*'hedline'.*'headline'"),
        ('[styles.headline]\nfamily = "comic"', r"\[styles\.headline\].*family.*hei.*'comic'"),
        ('[styles.headline]\nalign = "middle"', r"\[styles\.headline\].*align.*centre.*'middle'"),
        ("[styles.headline]\nscale = 99", r"\[styles\.headline\].*scale.*12"),
        ("[a4]\ncolumns = 1", "'a4'.*papers"),
        ("[papers.a4]\ncolumns = 1", r"\[papers\].*'a4'.*'A4'"),
    ],
)
def test_a_theme_that_means_something_else_is_refused_with_its_place(tmp_path, words, said):
    (tmp_path / "theme.toml").write_text('base = "classic"\n')
    (tmp_path / "pdf.toml").write_text(words)
    with pytest.raises(OptionError, match=said):
        render_pdf(small_edition("字"), PdfOptions(theme=tmp_path))


def test_one_value_of_a_theme_changes_that_alone(tmp_path):
    (tmp_path / "theme.toml").write_text('base = "classic"\n')
    (tmp_path / "pdf.toml").write_text('[styles.headline]\nfamily = "kai"\n[styles.body]\nindent = 0\n')
    assert render_pdf(small_edition("字"), PdfOptions(theme=tmp_path)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            '[styles.headline]\nfamili = "kai"',
            r"malformed: \[styles.headline\] has unknown keys \['famili'\]; known",
        ),
        ("[styles]\nheadline = 3", r"malformed: \[styles.headline\] should be a table, not 3"),
        ("papers = 3", r"malformed: \[papers\] should be a table, not 3"),
    ],
)
def test_what_a_theme_of_ones_own_gets_wrong_is_said_once_with_its_table(tmp_path, table, said):
    (tmp_path / "theme.toml").write_text('base = "classic"', encoding="utf-8")
    (tmp_path / "pdf.toml").write_text(table, encoding="utf-8")
    with pytest.raises(OptionError, match=said):
        render_pdf(small_edition("字"), PdfOptions(theme=tmp_path))


def test_options_that_do_not_exist_are_refused(tmp_path):
    with pytest.raises(OptionError, match="A3"):
        PdfOptions(paper="A3")
    with pytest.raises(OptionError, match="9 columns"):
        PdfOptions(columns=9)
    with pytest.raises(OptionError, match="nowhere"):
        render_pdf(small_edition("字"), PdfOptions(theme="nowhere"))
    (tmp_path / "pdf.toml").write_text("[papers.A4]\ncolumns = 3")
    with pytest.raises(OptionError, match="malformed"):
        render_pdf(small_edition("字"), PdfOptions(theme=tmp_path))
    with pytest.raises(OptionError, match="no such folder"):
        PdfOptions(font_dir=tmp_path / "none")
