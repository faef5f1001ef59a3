"""Pages as other houses set them: titles over pictures, captions beside them, verse, bylines over two rows, grids."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from placed_samples import LEFT, RIGHT, column, level, pdf, placed_page, upright

import epubmaker
from epubmaker.layout import lay_out
from epubmaker.layout.bylines import is_byline
from epubmaker.layout.figures import figures
from epubmaker.layout.frames import frames_of
from epubmaker.layout.gutters import split_at_gutters
from epubmaker.layout.overprint import titles_over
from epubmaker.layout.scale import Scale
from epubmaker.layout.stanzas import verse_rows
from epubmaker.layout.telling import Kind, Told
from epubmaker.model import Role
from epubmaker.model.placed import Box, Picture, PlacedLine
from epubmaker.readers.gaps import BlankGaps
from epubmaker.readers.glyphs import Glyph, set_lines
from epubmaker.readers.pdf import read_pdf

SCALE = Scale(body=9.0, pitch=13.0, font="Song", bold=False, exact=True)
SKY = Picture(Box(60, 60, 360, 180))


def row(text, x, y, size=9.0, font="Song"):
    return PlacedLine(text, Box(x, y, x + len(text) * size, y + size), size, font)


def text_told(count):
    return Told(
        tuple(tuple(0.9 if kind is Kind.TEXT else 0.00625 for kind in Kind) for _ in range(count)), {}
    )


def over(*rows, scale=SCALE):
    return titles_over([SKY], range(len(rows)), rows, scale)


def test_a_title_printed_over_a_picture_is_a_title():
    title = row("河东老街今年变个样", 80, 120, 24.0, "Hei"), row("首期四条巷子开工", 80, 150, 12.0, "Kai")
    assert over(*title) == {0, 1}


def test_what_a_picture_shows_is_no_title():
    chart = [row(f"{number}月", 70 + 40 * number, 160, 7.0) for number in range(1, 7)]
    assert not over(row("降雨量", 80, 70, 20.0, "Hei"), *chart)
    assert not over(row("李明　摄", 300, 168, 8.0, "Kai"))
    measured = Scale(body=9.0, pitch=13.0, font="", bold=False)
    assert not over(row("河东老街今年变个样", 80, 120, 24.0), scale=measured)


def test_a_title_over_a_picture_heads_the_text_below():
    rows = [("河东老街今年变个样", 80.0, 120.0, 24.0, "Hei"), ("李明报告", 400.0, 40.0, 9.0, "Song")]
    rows += column(LEFT, 60.0, 200, font="Song") + column(RIGHT, 220.0, 200, font="Song")
    reading = lay_out(placed_page(rows, pictures=[SKY]))
    assert [one.line.text for one in reading.rows if one.role is Role.HEADLINE] == ["河东老街今年变个样"]


def beside(text, x, font):
    """Return what a picture takes of rows on its right."""
    picture = Picture(Box(60, 60, 200, 180))
    rows = [row(words, x, 64 + 13 * at, font=font) for at, words in enumerate(text)]
    (figure,), _ = figures([picture], set(range(len(rows))), rows, SCALE, text_told(len(rows)))
    return [rows[number].text for number in figure.lines]


def test_a_caption_beside_its_picture_is_known_by_words_and_typeface_or_by_words_and_place():
    caption = ["图为昨天", "老街工地", "的石匠。", "李明　摄"]
    assert beside(caption, 206, "Kai") == caption
    assert beside(caption, 206, "Song") == caption  # nothing else stands beside the picture
    assert beside(["居民说。", *caption, "工期三月", "居民都盼", "路能快些", "修好了。"], 206, "Song") == []
    assert beside(["居民说路好走", "盼了很久"], 206, "Kai") == []
    assert beside(caption, 320, "Kai") == []


def test_who_signs_below_a_picture_signs_the_text():
    picture = Picture(Box(60, 60, 360, 180))
    rows = [row("本报记者　李文博", 78, 184, font="Kai"), row("社区主任介绍，改造方", 220, 184)]
    rows += [row("河东新区老街改造昨天", 60, 197), row("意见，老井和石牌坊都", 220, 197)]
    odds = text_told(4).odds
    likely = tuple(0.8 if kind is Kind.CAPTION else 0.0125 for kind in Kind)
    sure = Told((likely, *odds[1:]), {})
    (figure,), _ = figures([picture], {0, 1, 2, 3}, rows, SCALE, sure)
    assert not figure.lines


POEM = ["雨停在屋檐下", "风从河的那边来", "石阶上长满青苔", "谁家的灯", "燕子又低低地飞过田埂", "井水记得"]


def test_rows_of_verse_are_no_titles_and_rows_of_text_no_verse():
    poem = [row(words, 60, 100 + 13 * at + 13 * (at > 2)) for at, words in enumerate(POEM)]
    assert verse_rows(range(len(poem)), poem, SCALE) == set(range(6))
    prose = [row(words, x, y, size, "Song") for words, x, y, size, _ in column([*LEFT, *RIGHT], 60.0, 100)]
    assert not verse_rows(range(len(prose)), prose, SCALE)
    bold = [row(words, 60, 100 + 13 * at, font="Hei") for at, words in enumerate(POEM)]
    assert not verse_rows(range(len(bold)), bold, SCALE)


@pytest.mark.parametrize(
    "text",
    [
        "○本报首席记者崔雨　任庚　见习生沈悦",
        "□ 本报记者　王强",
        "本報記者謝濤軍　通訊員何建紅",
        "记者 李文　张明　摄影 周敏",
        "本报驻地记者　崔冬邓燕佳",
    ],
)
def test_offices_and_names_are_a_byline(text):
    assert is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "记者　群众关心的问题怎样解",
        "记者在现场看到王家",
        "本报记者手记　他们",
        "李文　王强",
        "通讯员培训班开学",
        "本报记者　昨天上午从市",
    ],
)
def test_other_words_beside_an_office_are_none(text):
    assert not is_byline(text)


def test_a_byline_over_two_columns_is_one_row():
    columns = [row("施工期间公交线路作了调整", x, 113 + 13 * at) for x in (60, 186) for at in range(6)]
    for words in ("○本报首席记者崔雨　任庚　见习生沈悦", "□本报首席通讯员　　沈悦燕任庚佳"):
        byline = row(words, 60, 100)
        assert byline in split_at_gutters([*columns, byline], SCALE)


def test_words_of_a_filled_row_stand_evenly():
    words = [Box(60 + 62 * at, 100, 105 + 62 * at, 109) for at in range(3)]
    filled = [(word, 9.0, "Kai") for word in words]
    # 17 points lie between them: more than a blank, and no row above or below has a gap there
    near = [(Box(60 + 57 * at, 100, 105 + 57 * at, 109), 9.0, "Kai") for at in range(3)]
    assert BlankGaps([(box, size) for box, size, _ in near]).words_of(near) == [1, 2]
    assert not BlankGaps([(box, size) for box, size, _ in filled]).words_of(filled)
    uneven = [near[0], near[1], (Box(170, 100, 215, 109), 9.0, "Kai")]
    assert not BlankGaps([(box, size) for box, size, _ in uneven]).words_of(uneven)


def test_one_character_and_a_blank_begin_no_column():
    left, right = Box(60, 113, 69, 122), Box(78, 113, 105, 122)
    indented = Box(78, 100, 186, 109), Box(78, 126, 186, 135)
    assert BlankGaps([(box, 9.0) for box in (left, right, *indented)]).is_blank(left, right, 9.0)


def test_rows_printed_by_columns_are_rows():
    rows = [
        "河东新区老街改造昨天开工",
        "分三期进行首期改造东门外",
        "的四条巷子涉及居民二百余",
        "户预计明年春天完工施工期",
    ]
    across = [
        glyph(words[at], 60 + 9 * at, 100 + 14 * down) for at in range(12) for down, words in enumerate(rows)
    ]
    assert sorted(line.text for line in set_lines(across)) == sorted(rows)
    down = [
        glyph(words[at], 200 - 14 * column, 100 + 9 * at)
        for column, words in enumerate(rows)
        for at in range(12)
    ]
    assert sorted(line.text for line in set_lines(down) if line.vertical) == sorted(rows)


def glyph(text, x, y):
    return Glyph(text, x, y, Box(x, y - 8, x + 9, y + 1), 9.0)


def turned_by(payload, turn):
    """Return a PDF whose page is shown turned."""
    document = pdfium.PdfDocument(payload)
    document[0].set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(turn):
    rows = column([*LEFT, *RIGHT], 60.0, 100)
    (turned,) = read_pdf(turned_by(pdf(rows), turn), "x.pdf")
    (plain,) = read_pdf(pdf(rows), "x.pdf")
    assert turned == plain


def test_rows_and_columns_of_a_ruled_table_are_one_frame():
    page = Box(0, 0, 600, 800)
    grid = [level(60, y, 360) for y in (100, 140, 180, 220)] + [
        upright(x, 100, 220) for x in (60, 160, 260, 360)
    ]
    rows_too = [level(60, 100, 160), level(60, 220, 160), level(160, 100, 260), level(160, 220, 260)]
    assert frames_of([*grid, *rows_too], page, SCALE) == [Box(60, 100, 360, 220)]


def test_frames_side_by_side_and_within_each_other_stay():
    page = Box(0, 0, 600, 800)
    rules = []
    for x0, y0, x1, y1 in ((60, 100, 200, 300), (210, 100, 350, 300), (80, 150, 180, 250)):
        rules += [level(x0, y0, x1), level(x0, y1, x1), upright(x0, y0, y1), upright(x1, y0, y1)]
    assert len(frames_of(rules, page, SCALE)) == 3


def written(head, rest):
    """Return the names that the page of an article with a byline of two rows gives, and its first paragraph."""
    rows = [("河东老街今年变个样", 60.0, 60.0, 22.0, "")]
    rows += [(head, 78.0, 100.0, 9.0, ""), (rest, 60.0, 113.0, 9.0, "")]
    rows += column([LEFT[0][:13], *LEFT[1:]], 60.0, 126) + column(RIGHT, 220.0, 100, indent=False)
    (article,) = epubmaker.reconstruct(epubmaker.read_bytes(pdf(rows), "x.pdf")).articles
    return [name for byline in article.bylines for name in byline.names], article.blocks[0].text


def test_a_byline_goes_on_in_the_next_row():
    names, text = written("□本报记者　李文博　通讯", "员　周敏")
    assert names == ["李文博", "周敏"]
    assert text.startswith("河东新区老街改造")


def test_a_report_that_names_its_writers_in_brackets_over_two_rows_keeps_its_first_row():
    names, text = written("本报讯（记者　李文博　周", "敏）老街改造工程开工。")
    assert names == ["李文博", "周敏"]
    assert text.startswith("本报讯（记者")
