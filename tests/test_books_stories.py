"""Stories that are all of one kind, and what stands behind paragraphs, read from the places of words on written pages."""

import io
from dataclasses import replace

import pymupdf
import pytest
from epub_reading import Book
from pdf_samples import small_edition
from PIL import Image

from epubmaker.model import Article, Block, Span
from epubmaker.model.pictures import EditionPicture
from epubmaker.render.epub import render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf
from epubmaker.render.pdf.makeup import Frame, Module, Piece, make_up

POEM = ("我在河边坐下，", "看水慢慢地流。", "一只白鹭飞起来，", "又落在对岸的沙洲。")
PROSE = "今年全市投入麦收的联合收割机达到两千三百台，比去年增加一百五十台，机手们由南向北作业。" * 6
TABLE = (
    "城市\t天气\t最低温度\t最高温度\t风力\t空气质量\t紫外线指数\t穿衣指数",
    "海州\t多云转阵雨\t24℃\t31℃\t东南风3-4级\t良\t中等\t短袖",
    "哈尔滨\t雷阵雨\t18℃\t27℃\t西风4-5级\t优\t弱\t薄外套",
)


def verse(*rows: str) -> tuple[Block, ...]:
    return tuple(Block("paragraph", row, form="verse" if k else "stanza") for k, row in enumerate(rows))


def table(*rows: str) -> tuple[Block, ...]:
    return tuple(Block("paragraph", row, form="row" if k else "head-row") for k, row in enumerate(rows))


def edition(*bodies: tuple[Block, ...]):
    articles = tuple(
        Article(f"a{k + 1}", "article", f"{'甲乙丙'[k]}篇的题目", blocks=body)
        for k, body in enumerate(bodies)
    )
    return replace(small_edition("文"), articles=articles)


def opened(edition, **options):
    return pymupdf.open(stream=render_pdf(edition, PdfOptions(**options)), filetype="pdf")


def rows_of(page) -> list[tuple[float, float, float, str]]:
    """Return left, right, top and text of each row of text."""
    lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", ())]
    told = [(*line["bbox"], "".join(span["text"] for span in line["spans"])) for line in lines]
    return [(left, right, top, text) for left, top, right, _, text in told]


def middle_of(rows, beginning: str) -> float:
    """Return the middle of the widest row whose text begins so."""
    found = [row for row in rows if row[3].startswith(beginning)]
    left, right, _, _ = max(found, key=lambda row: row[1] - row[0])
    return (left + right) / 2


@pytest.mark.parametrize("theme", ["classic", "archive"])
def test_a_poem_alone_stands_in_the_middle_below_its_headline(theme):
    page = opened(edition(verse(*POEM)), theme=theme)[0]
    rows = rows_of(page)
    lefts = {round(left) for left, _, _, text in rows if text[:3] in {row[:3] for row in POEM}}
    assert len(lefts) == 1
    poem = [row for row in rows if row[3][:3] in {verse[:3] for verse in POEM}]
    middle = (min(row[0] for row in poem) + max(row[1] for row in poem)) / 2
    assert abs(middle - middle_of(rows, "甲篇")) < 10
    assert [row[3].strip() for row in sorted(poem, key=lambda row: row[2])] == list(POEM)


def test_the_numbers_of_a_poem_in_the_middle_stand_beside_it():
    rows = rows_of(opened(edition(verse(*POEM, *POEM)), line_numbers=True)[0])
    (number,) = [row for row in rows if row[3].strip() == "5"]
    line = min(
        (row for row in rows if row[3].startswith("我在河边")), key=lambda row: abs(row[2] - number[2])
    )
    assert 0 < line[0] - number[1] < 60


def test_prose_and_verse_together_keep_their_columns():
    rows = rows_of(opened(edition((Block("paragraph", PROSE), *verse(*POEM))))[0])
    left = min(row[0] for row in rows if row[3].startswith("今年全市") or row[3].startswith("我在河边"))
    assert left < 80


def test_a_long_poem_is_set_in_columns():
    stanzas = [block for _ in range(8) for block in verse(*POEM)]
    rows = rows_of(opened(edition(tuple(stanzas)))[0])
    assert len({round(row[0]) for row in rows if row[3].startswith("我在河边")}) == 3


def cells_in_a_row(page, *cells: str) -> bool:
    words = {word[4]: word for word in page.get_text("words")}
    return all(cell in words for cell in cells) and len({round(words[cell][1]) for cell in cells}) == 1


@pytest.mark.parametrize("options", [{}, {"paper": "A5"}])
def test_a_table_that_no_column_holds_goes_over_several(options):
    document = opened(edition(table(*TABLE)), **options)
    pages = list(document)
    assert any(cells_in_a_row(page, "海州", "多云转阵雨", "中等", "短袖") for page in pages)
    assert "".join(page.get_text() for page in pages).count("紫外线指数") == 1


def test_the_rules_of_a_table_are_as_long_as_it_is():
    page = opened(edition(table(*TABLE)), columns=3)[0]
    words = page.get_text("words")
    top = min(word[1] for word in words if word[4] == "城市")
    right = max(word[2] for word in words if word[4] == "穿衣指数")
    reach = [line["rect"] for line in page.get_drawings() if abs(line["rect"].y0 - top) < 12]
    assert reach
    assert all(abs(rect.x1 - right) < 12 for rect in reach)


def test_no_word_and_no_range_of_a_cell_is_parted():
    text = "\n".join(page.get_text() for page in opened(edition((Block("paragraph", PROSE), *table(*TABLE)))))
    for word in ("3-4", "4-5", "哈尔滨", "紫外线"):
        assert word in text


def test_a_dash_stands_for_a_figure_that_lacks():
    rows = ("类别\t人数\t分数", "甲\t12\t539", "乙\t180\t—", "丙\t9\t—", "丁\t24\t8")
    words = opened(edition(table(*rows)))[0].get_text("words")
    ends = {word[4]: word[2] for word in words}
    assert abs(ends["539"] - ends["8"]) < 1
    assert abs(ends["180"] - ends["9"]) < 1


def test_words_with_some_figures_among_them_keep_their_side():
    rows = ("项目\t说明", "甲\t很好的说明", "乙\t12", "丙\t另一种说明")
    words = opened(edition(table(*rows)))[0].get_text("words")
    starts = {word[4]: word[0] for word in words}
    assert abs(starts["12"] - starts["很好的说明"]) < 1


@pytest.mark.parametrize("length", range(6, 30))
def test_a_citation_is_not_parted_and_stretches_no_line(length):
    text = "今年全市投入麦收的联合收割机达到两千三百台机手们由南向北作业"[: length - 1] + "。"
    spans = (Span(0, 120), Span(300, 345))
    rows = rows_of(opened(edition((Block("paragraph", text, spans=spans),)), citations=True, columns=3)[0])
    (cited,) = [row for row in rows if "〔第" in row[3]]
    assert cited[3].rstrip().endswith("字〕")
    told = [row for row in rows if row[3].strip() and row[3].strip()[:8] in text and len(row[3].strip()) > 3]
    assert told
    for left, right, _, row in told:
        assert (right - left) / len(row.strip()) < 1.12 * 9.5


@pytest.mark.parametrize("text", ["屋子有120m²大。", "公式E=mc²很有名。", "水是H₂O。"])
def test_raised_figures_belong_to_their_word(text):
    page = opened(edition((Block("paragraph", text),)))[0]
    rows = page.get_text("rawdict")["blocks"]
    signs = [
        sign
        for block in rows
        for line in block.get("lines", ())
        for span in line["spans"]
        for sign in span["chars"]
    ]
    places = [k for k, sign in enumerate(signs) if sign["c"] in "²₂"]
    assert len(places) == 1
    before, raised = signs[places[0] - 1], signs[places[0]]
    assert abs(raised["origin"][0] - before["bbox"][2]) < 1


def test_an_item_without_headline_is_named_without_its_sign():
    blocks = (Block("paragraph", "●社区举办包粽子比赛，现场气氛热烈。", form="item"),)
    articles = (
        Article("a1", "article", blocks=blocks),
        Article("a2", "article", "有标题", blocks=(Block("paragraph", "正文在此。"),)),
    )
    made = replace(small_edition("文"), articles=articles)
    assert next(title for _, title, _ in opened(made).get_toc()).startswith("社区举办")
    labels = [link.text for link in Book(render_epub(made)).tree("nav.xhtml").iterfind(".//{*}a")]
    assert any(label.startswith("社区举办") for label in labels)


def test_no_word_is_spread_to_fill_a_line():
    texts = (
        "昨天放晴，十八台农机下田。",
        "本报在https://example.com/join上说，Robert来了。",
        "12台农机下田。",
    )
    book = Book(render_epub(small_edition(*texts)))
    classes = [row.get("class") for row in book.tree(book.articles()[0]).iterfind(".//{*}article/{*}p")]
    assert classes == [None, "words", None]
    assert "text-justify: auto" in book.style.split("p.words")[1].split("}")[0]


def with_a_tall_picture():
    """Return an edition whose lead ends in a picture that the room below the contents does not hold."""
    sink = io.BytesIO()
    Image.new("RGB", (300, 400), "#336699").save(sink, "JPEG")
    picture = EditionPicture(
        "p1", "image/jpeg", "0" * 64, 300, 400, (0, 0, 300, 400), None, "p1.jpg", sink.getvalue()
    )
    told = [Block("paragraph", PROSE[:120]) for _ in range(7)]
    lead = (*told, Block("picture", "", picture="p1"), Block("caption", "春天的河边。"))
    return replace(edition(lead, (Block("paragraph", PROSE),)), pictures=(picture,))


@pytest.mark.parametrize("options", [{"vertical": True}, {"paper": "A5"}])
def test_a_tall_picture_does_not_empty_the_front_page(options):
    document = opened(with_a_tall_picture(), **options)
    first = "".join(document[0].get_text().split())
    assert PROSE[:20] in first
    assert sum(len(page.get_image_info()) for page in document) == 1


def test_legs_before_what_is_not_parted_are_of_one_length():
    pieces = [*(Piece(4, flows=True) for _ in range(6)), Piece(18), Piece(2)]
    plate = Module([], [8, 8, 8], strip=1, keep=True, bare=True)
    (first, *_) = make_up([plate, Module(pieces, [11, 7, 7], rank=1)], Frame(3, 30))
    lead = first.parts[1]
    assert (lead.number, lead.closes) == (1, False)
    assert lead.fill.used == (8, 8, 8)


def test_text_without_a_headline_keeps_off_the_rule_of_the_nameplate():
    bare = replace(edition((Block("paragraph", PROSE),)).articles[0], headline=None)
    page = opened(replace(small_edition("文"), articles=(bare,)))[0]
    first = min(row[2] for row in rows_of(page) if row[3].startswith("今年全市"))
    rule = max(line["rect"].y1 for line in page.get_drawings() if line["rect"].y1 < first)
    assert first - rule > 9


def test_a_lead_of_three_rows_leaves_no_column_below_it_empty():
    rows = [Piece(3, flows=True)]
    (first,) = make_up(
        [Module(rows, [7, 4, 4], rank=1), *(Module(rows, [2, 2, 2]) for _ in range(8))], Frame(3, 40)
    )
    lead = first.parts[0]
    assert (lead.number, lead.width) == (0, 1)


def test_a_longer_lead_spans_the_page():
    text = [Piece(8, flows=True) for _ in range(4)]
    brief = [Piece(3, flows=True)]
    (first,) = make_up(
        [Module(text, [7, 4, 4], rank=1), *(Module(brief, [2, 2, 2]) for _ in range(5))], Frame(3, 40)
    )
    assert first.parts[0].width == 3


def test_a_row_before_a_long_address_is_not_spread():
    texts = ("昨天放晴。", "报名表请到https://www.hedongshirencaiwang.gov.cn/registration/index.html下载。")
    book = Book(render_epub(small_edition(*texts)))
    classes = [row.get("class") for row in book.tree(book.articles()[0]).iterfind(".//{*}article/{*}p")]
    assert classes == [None, "words address"]
    assert "p.address { text-align: start; }" in book.style
