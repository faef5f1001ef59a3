"""PDF pages: what is visible is read, in the order of the page, and what cannot be read is refused with a way out."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from placed_samples import HEIGHT, LEFT, RIGHT, WIDTH, article_rows, column, pdf
from reportlab.pdfgen import canvas

from epubmaker import ReadOptions, read_bytes, read_text, reconstruct
from epubmaker.errors import InputDamagedError, InputEmptyError, InputEncryptedError
from epubmaker.model import Role, SourceText, Span
from epubmaker.model.conservation import check_conservation
from epubmaker.model.placed import Box, PlacedLine, PlacedPage, PlacedRow
from epubmaker.restore import rebuild_source

TEXT = "".join([LEFT[0][:13], *LEFT[1:], *RIGHT])


def paragraphs(source):
    return ["".join(block.text for block in article.blocks) for article in reconstruct(source).articles]


def test_an_article_of_two_columns_is_read_down_one_and_then_the_other():
    source = read_bytes(pdf(article_rows()))
    edition = reconstruct(source)
    assert [article.headline for article in edition.articles] == ["河东老街今年变个样"]
    assert paragraphs(source) == [TEXT]
    assert not check_conservation(source, edition)
    assert edition.source.encoding == "pdf"


def test_the_order_in_which_a_pdf_prints_its_lines_does_not_matter():
    rows = article_rows()
    assert paragraphs(read_bytes(pdf(rows[::-1]))) == paragraphs(read_bytes(pdf(rows)))


@pytest.mark.parametrize("turn", [0, 180])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(turn):
    rows = article_rows()
    # printed upside down and shown turned: the reader sees it upright
    source = read_bytes(upside_down(rows) if turn == 180 else pdf(rows))
    assert paragraphs(source) == [TEXT]


def upside_down(rows):
    pdf(rows)  # registers the typeface
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    sheet.setPageRotation(180)
    sheet.translate(WIDTH, HEIGHT)
    sheet.rotate(180)
    for text, x, y, size, _ in rows:
        sheet.setFont("STSong-Light", size)
        sheet.drawString(x, HEIGHT - y - 0.88 * size, text)
    sheet.save()
    return out.getvalue()


def test_what_lies_outside_the_crop_box_is_no_text_of_the_page():
    rows = [*article_rows(), ("裁切线外的色标文字", 60.0, 790.0, 9.0, "")]
    source = read_bytes(pdf(rows, crop=(0, 40, WIDTH, HEIGHT)))
    assert "色标" not in source.text
    assert paragraphs(source) == [TEXT]


def test_the_invisible_layer_of_a_scan_is_its_text():
    assert paragraphs(read_bytes(pdf(article_rows(), mode=3))) == [TEXT]


def test_letters_printed_twice_to_look_bold_are_read_once():
    assert paragraphs(read_bytes(pdf(article_rows(), shift=0.4))) == [TEXT]


def test_pages_of_one_pdf_are_pages_of_one_edition():
    second = [("南桥图书馆新馆开放", 60.0, 100.0, 22.0, ""), *column(RIGHT, 60.0, 140.0)]
    edition = reconstruct(read_bytes(pdf(article_rows(), second)))
    assert [article.headline for article in edition.articles] == ["河东老街今年变个样", "南桥图书馆新馆开放"]
    assert [article.blocks[0].page for article in edition.articles] == ["1", "2"]


def test_radicals_that_stand_for_characters_become_characters_by_an_edit():
    rows = [("本报讯　昨天⼈们在⽂化馆看展览，⽇⽉同辉。", 60.0, 100.0, 9.0, "")]
    source = read_bytes(pdf(rows))
    edition = reconstruct(source)
    text = edition.articles[0].blocks[0].text
    assert "人们在文化馆看展览，日月同辉。" in text
    assert not check_conservation(source, edition)


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("涉\u200b及", "涉及"),
        ("预&nbsp;计", "预计"),
        ("\u2060路作了调整", "路作了调整"),
        ("⽼街改造", "老街改造"),
    ],
)
def test_pages_are_cleaned_as_texts_are_and_lead_back_to_what_was_there(dirty, plain):
    lines = [f"{text}\n" for text, *_ in article_rows()]
    clean_page = source_of(lines)
    source = source_of([line.replace(plain, dirty) for line in lines])
    edition = reconstruct(source)
    assert dirty in source.text
    assert [block.text for block in edition.articles[0].blocks] == [
        block.text for block in reconstruct(clean_page).articles[0].blocks
    ]
    assert rebuild_source(edition) == source.text
    assert not check_conservation(source, edition)


def test_a_row_of_nothing_that_prints_is_no_row_of_the_edition():
    lines = [f"{text}\n" for text, *_ in article_rows()]
    source = source_of([*lines[:3], "\u200b\u2060\n", *lines[3:]])
    edition = reconstruct(source)
    assert "".join(block.text for block in edition.articles[0].blocks) == TEXT
    assert rebuild_source(edition) == source.text
    assert not check_conservation(source, edition)


def source_of(lines):
    """Return rows of one column under a headline as a page whose layout was read."""
    rows, at = [], 0
    for number, line in enumerate(lines):
        size, y = (22.0, 60.0) if number == 0 else (9.0, 100.0 + 13 * number)
        box = Box(60.0, y, 60.0 + size * 15, y + size)
        role = Role.HEADLINE if number == 0 else Role.BODY
        span = Span(at, at + len(line) - 1)
        rows.append(PlacedRow(span, PlacedLine(line[:-1], box, size), 0, role, number == 1))
        at += len(line)
    page = PlacedPage(0, at, WIDTH, HEIGHT, tuple(rows))
    return SourceText("".join(lines), "page.pdf", "pdf", "0" * 64, (page,))


def test_an_encrypted_pdf_says_how_it_is_opened():
    payload = pdf(article_rows(), password="geheim")
    with pytest.raises(InputEncryptedError, match="--password"):
        read_bytes(payload)
    with pytest.raises(InputEncryptedError, match="wrong"):
        read_bytes(payload, options=ReadOptions(password="falsch"))
    assert paragraphs(read_bytes(payload, options=ReadOptions(password="geheim"))) == [TEXT]


def test_a_damaged_pdf_is_refused_in_one_line():
    whole = pdf(article_rows())
    for payload in (b"%PDF-1.7\n", whole[:200], b"%PDF-1.4\n" + bytes(range(256)) * 40):
        with pytest.raises(InputDamagedError) as refused:
            read_bytes(payload, "page.pdf")
        assert "page.pdf" in str(refused.value)
        assert "\n" not in str(refused.value)


def test_a_scan_without_text_points_to_ocr():
    picture = io.BytesIO()
    Image.new("L", (40, 40), 90).save(picture, "PDF")
    with pytest.raises(InputEmptyError, match="--ocr"):
        read_bytes(picture.getvalue())


def test_characters_without_a_meaning_are_no_text():
    rows = [
        ("\ue123\ue124\ue125\ue126\ue127\ue128\ue129", 60.0, 100.0 + 12 * at, 9.0, "") for at in range(20)
    ]
    with pytest.raises((InputDamagedError, InputEmptyError), match="--ocr"):
        read_bytes(pdf(rows))


def test_a_pdf_is_told_by_its_content_and_not_by_its_name(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(pdf(article_rows()))
    assert paragraphs(read_text(path)) == [TEXT]
