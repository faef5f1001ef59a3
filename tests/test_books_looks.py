"""What a typesetter would mark on a page: parted verse, questions without answers, torn cells, holes beside pictures."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from dataclasses import replace
from datetime import date

import pymupdf
import pytest
from epub_reading import NS, Book
from epub_samples import sample
from pdf_editions import generated
from PIL import Image

from epubmaker.model import Article, Block, Edition, Masthead, SourceInfo
from epubmaker.model.pictures import EditionPicture
from epubmaker.render.epub import render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf

FORMS = (
    {},
    {"columns": 2},
    {"columns": 4},
    {"paper": "A5"},
    {"paper": "B5", "columns": 1},
    {"large_print": True},
)
_TEXT = "昨天放晴，十八台农机同时下田。农机手说，今年用的是新机器，一天能种两百亩，来听课的人站满了田埂。"


def plain(text: str) -> str:
    return "".join(text.split())


def lines_of(document) -> list[tuple[int, pymupdf.Rect, str]]:
    """Every line as it is set: page, place, characters without blanks."""
    return [
        (page.number, pymupdf.Rect(line["bbox"]), plain("".join(span["text"] for span in line["spans"])))
        for page in document
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
    ]


def edition_of(*articles: Article, pictures: tuple[EditionPicture, ...] = (), **masthead) -> Edition:
    facts = {"title": "河东日报", "date": date(2021, 3, 4), **masthead}
    return Edition(
        SourceInfo("page.txt", "0" * 64, "utf-8", 0),
        "zh-Hans",
        Masthead(**facts),
        articles,
        pictures=pictures,
    )


def opened(edition: Edition, **options):
    return pymupdf.open(stream=render_pdf(edition, PdfOptions(**options)), filetype="pdf")


def told(headline: str, *entries: tuple[str, str | None]) -> Article:
    blocks = tuple(Block("paragraph", text, form=form) for text, form in entries)
    return Article(headline, "article", headline, blocks=blocks)


def among(*articles: Article, seed: int) -> Edition:
    """Return the articles between made-up stories, so that they meet all kinds of columns and feet of pages."""
    others = generated(seed).articles
    half = len(others) // 2
    return edition_of(*others[:half], *articles, *others[half:])


# -- verse
STANZAS = (
    ("燕子衔来一纸春光", "落在旧日的屋檐上", "谁家的孩子跑过石桥", "笑声比风筝还高"),
    (
        "母亲把棉被晒在竹竿上",
        "阳光一层一层住了进去",
        "我在夜里想起那种味道",
        "想起井水和半掩的柴门",
        "想起灶膛里的火",
    ),
    ("雨落下来的时候", "油菜花低下了头", "它们懂得让一让"),
)


@pytest.mark.parametrize("number", range(12))
def test_a_stanza_stands_in_one_column(number):
    verse = [
        (line, "verse" if place else "stanza")
        for _ in range(3)
        for stanza in STANZAS
        for place, line in enumerate(stanza)
    ]
    document = opened(among(told("江南三月", *verse), seed=number), **FORMS[number % len(FORMS)])
    lines = lines_of(document)
    for stanza in STANZAS:
        places = [[(page, box) for page, box, text in lines if text.startswith(line[:6])] for line in stanza]
        assert {len(found) for found in places} == {3}
        for together in zip(*places, strict=True):  # the same stanza each time, in the order of the pages
            assert len({page for page, _ in together}) == 1
            assert max(box.x0 for _, box in together) - min(box.x0 for _, box in together) < 1
            assert [box.y0 for _, box in together] == sorted(box.y0 for _, box in together)


@pytest.mark.parametrize("number", range(6))
def test_a_short_poem_is_not_parted(number):
    verse = [
        (line, "verse" if place else "stanza") for stanza in STANZAS[1:] for place, line in enumerate(stanza)
    ]
    lines = lines_of(opened(among(told("短歌", *verse), seed=number)))
    places = [
        next((page, box.x0) for page, box, text in lines if text == line)
        for stanza in STANZAS[1:]
        for line in stanza
    ]
    assert len({page for page, _ in places}) == 1
    assert max(x for _, x in places) - min(x for _, x in places) < 1


# -- speech
@pytest.mark.parametrize("number", range(18))
def test_a_question_stays_with_its_answer(number):
    turns = []
    for turn in range(14):
        turns += [
            (f"问题{turn:02d}：最难的是什么？", "question"),
            (f"回答{turn:02d}：" + _TEXT * (1 + turn % 3), "answer"),
        ]
    document = opened(among(told("对话周明远", *turns), seed=number), **FORMS[number % len(FORMS)])
    lines = lines_of(document)
    for turn in range(14):
        page, box, _ = next(line for line in lines if line[2].startswith(f"问题{turn:02d}"))
        after, below, _ = next(line for line in lines if line[2].startswith(f"回答{turn:02d}"))
        assert page == after
        assert abs(box.x0 - below.x0) < 1
        assert 0 < below.y0 - box.y0 < 60


# -- tables
ROWS = (
    ("指标\t单位\t一季度\t同比增长", "head-row"),
    ("地区生产总值\t亿元\t1286.5\t18.3%", "row"),
    ("规模以上工业增加值\t亿元\t511.9\t27.2%", "row"),
    ("社会消费品零售总额\t亿元\t498.3\t29.8%", "row"),
    ("居民人均可支配收入\t元\t16842\t12.7%", "row"),
)


@pytest.mark.parametrize("options", [form for form in FORMS if form.get("columns") != 4], ids=str)
def test_cells_are_broken_between_words(options):
    document = opened(edition_of(told("主要经济指标公布", (_TEXT, None), *ROWS, (_TEXT, None))), **options)
    said = [text for _, _, text in lines_of(document)]
    for whole in (
        "地区",
        "生产",
        "总值",
        "规模",
        "以上",
        "工业",
        "增加值",
        "社会",
        "零售",
        "总额",
        "居民",
        "人均",
        "收入",
    ):
        assert any(whole in text for text in said), whole


def test_a_table_of_half_a_page_is_not_parted():
    rows = (*ROWS, *((f"第{number}区\t亿元\t{number}.5\t1.2%", "row") for number in range(14)))
    for seed in range(6):
        lines = lines_of(opened(among(told("主要经济指标公布", (_TEXT, None), *rows), seed=seed)))
        page, top = next((page, box) for page, box, text in lines if text.startswith("指标"))
        places = [
            (at, box)
            for at, box, text in lines
            if text.startswith("第") and "区" in text[:4] and "." not in text[:3]
        ]
        assert len(places) >= 14
        assert {at for at, _ in places} == {page}
        assert all(abs(box.x0 - top.x0) < 2 and box.y0 > top.y0 for _, box in places)


def test_figures_of_a_table_stand_at_the_end_of_their_column_in_the_epub():
    book = Book(render_epub(edition_of(told("主要经济指标公布", *ROWS))))
    rows = book.tree("a0001.xhtml").findall(".//h:tr", NS)
    assert [[cell.get("class") for cell in row] for row in rows] == [[None, None, "figure", "figure"]] * len(
        ROWS
    )


# -- pictures
def picture(wide: int, high: int) -> EditionPicture:
    written = io.BytesIO()
    Image.new("RGB", (wide, high), (90, 120, wide % 255)).save(written, "JPEG")
    told_by = hashlib.sha256(written.getvalue()).hexdigest()
    name = f"p{told_by[:12]}"
    return EditionPicture(
        name, "image/jpeg", told_by, wide, high, (0, 0, wide, high), None, f"{name}.jpg", written.getvalue()
    )


@pytest.mark.parametrize("number", range(9))
def test_a_photograph_is_as_wide_as_its_place_and_its_caption_stands_below_it(number):
    shown = (picture(1200, 700), picture(1500, 480), picture(800, 800))
    photos = tuple(
        Article(
            f"p{at}",
            "photo",
            "河上清晨" if at else None,
            blocks=(
                Block("picture", "", picture=one.id),
                Block("caption", f"照片{at}：{_TEXT}{_TEXT}"),
                Block("credit", "王强　摄"),
            ),
        )
        for at, one in enumerate(shown)
    )
    others = generated(number).articles
    edition = edition_of(photos[0], *others[:3], *photos[1:], *others[3:], pictures=shown)
    document = opened(edition)
    columns = _columns(document)
    lines = lines_of(document)
    boxes = [(page.number, pymupdf.Rect(info["bbox"])) for page in document for info in page.get_image_info()]
    assert len(boxes) == 3
    for at in range(3):
        page, caption, _ = next(line for line in lines if line[2].startswith(f"照片{at}"))
        box = min((one for number, one in boxes if number == page), key=lambda one: abs(one.y1 - caption.y0))
        starts = [x for x, _ in columns if x - 2 < box.x0]
        ends = [x for _, x in columns if x + 2 > box.x1]
        fills = abs(box.x0 - starts[-1]) < 2 and abs(box.x1 - ends[0]) < 2
        tall = box.height > 0.4 * document[page].rect.height * 0.85
        assert fills or tall
        assert 0 <= caption.y0 - box.y1 < 30


def _columns(document) -> list[tuple[float, float]]:
    """Where the three columns of A4 begin and end: as most full lines of text do."""
    edges = [Counter(), Counter(), Counter()], [Counter(), Counter(), Counter()]
    for _, box, text in lines_of(document):
        if len(text) >= 14 and box.height < 16:
            place = int(box.x0 // 190)
            edges[0][place][round(box.x0)] += 1
            edges[1][place][round(box.x1)] += 1
    return [(start.most_common(1)[0][0], end.most_common(1)[0][0]) for start, end in zip(*edges, strict=True)]


def test_a_story_without_text_has_no_rules_between_columns():
    silent = Article("a0", "article", "讲述河东背后的故事")
    edition = edition_of(*generated(3).articles[:2], silent, *generated(3).articles[2:])
    for page in opened(edition):
        for drawing in page.get_drawings():
            upright = drawing["rect"].width < 0.5 < drawing["rect"].height
            assert not upright or drawing["rect"].height > 12


# -- what stands at the head, and ways from article to article
def test_the_head_names_the_printed_page():
    edition = edition_of(told("春耕时节忙", (_TEXT, None)), page="4")
    assert "第4版" in plain(opened(edition)[0].get_text())


def test_contents_are_set_where_there_is_something_to_choose():
    one = told("春耕时节忙", (_TEXT, None))
    assert "本期要目" not in opened(edition_of(one))[0].get_text()
    assert "本期要目" in opened(edition_of(one, told("港口夜不停", (_TEXT, None))))[0].get_text()


def test_nothing_is_parted_from_nothing_in_the_ways_between_articles():
    edition = replace(sample(), articles=sample().articles[:3])
    book = Book(render_epub(edition))
    said = []
    for number in (1, 2, 3):
        ways = book.tree(f"a000{number}.xhtml").find(".//h:nav[@class='ways']/h:p", NS)
        said.append(plain("".join(ways.itertext())))
    assert said == ["目录|下一篇", "上一篇|目录|下一篇", "上一篇|目录"]


def test_a_citation_is_not_parted_inside_its_range():
    from epubmaker.model import Span  # noqa: PLC0415

    text = "\n".join([_TEXT] * 60)
    blocks = tuple(
        Block("paragraph", _TEXT[: 20 + 2 * number], spans=(Span(52 * number, 52 * number + 140),))
        for number in range(18)
    )
    article = Article("a1", "article", "春耕时节忙", blocks=blocks)
    edition = edition_of(article)
    edition = replace(edition, source=replace(edition.source, characters=len(text)))
    for _, _, line in lines_of(opened(edition, citations=True)):
        assert not line.endswith("–")


def test_a_lost_end_is_no_part_of_what_the_contents_call_a_story():
    cut = Article("a1", "brief", None, blocks=(Block("paragraph", "河上的船都靠了岸", truncated=True),))
    document = opened(edition_of(cut, told("春耕时节忙", (_TEXT, None))))
    lines = [text for _, _, text in lines_of(document)]
    contents = lines[: lines.index("春耕时节忙")] if "春耕时节忙" in lines else lines[:8]
    assert any(text.startswith("河上的船都靠了岸") for text in contents)
    assert "原文" not in "".join(contents)
    assert "原文以下缺失" in "".join(lines)


def test_a_credit_of_many_rows_is_set_as_text_from_edge_to_edge_and_a_short_one_at_the_end_of_its_row():
    """What recognition takes for a credit may be a paragraph: six rows of unequal length at the right edge are no page."""
    told = "".join(f"河边第{number}座桥的桥头立着石碑，" for number in "一二三四五六七八九")
    long = Article("a1", "article", "春耕", blocks=(Block("paragraph", _TEXT), Block("credit", told)))
    short = Article(
        "a2", "article", "读书", blocks=(Block("paragraph", _TEXT), Block("credit", "王强　李明　摄"))
    )
    lines = lines_of(opened(edition_of(long, short), columns=2))
    credit = [box for _, box, text in lines if len(text) > 4 and text in told]
    assert len(credit) > 3
    full = credit[:-1]
    assert max(box.x0 for box in full) - min(box.x0 for box in full) < 8
    assert max(box.x1 for box in full) - min(box.x1 for box in full) < 8
    (signed,) = [box for _, box, text in lines if text == "王强李明摄"]
    (opening,) = [box for _, box, text in lines if text.startswith(_TEXT[:8]) and box.y0 < signed.y0][-1:]
    assert signed.x0 > opening.x0 + 40


@pytest.mark.parametrize(("times", "options", "columns"), [(3, {}, 1), (20, {}, 3), (3, {"columns": 3}, 3)])
def test_an_article_alone_stands_in_one_column_where_several_would_be_stubs(times, options, columns):
    alone = Article("a1", "article", "春耕", blocks=(Block("paragraph", times * _TEXT),))
    lines = lines_of(opened(edition_of(alone), **options))
    text = [box for _, box, line in lines if len(line) > 10 and line in times * _TEXT]
    starts = Counter(round(box.x0 / 60) for box in text)
    assert len(starts) == columns
