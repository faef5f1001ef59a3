"""Texts whose runs of blanks carry positions are read as the pages that they were; no other text is."""

from __future__ import annotations

import random
import shutil

import pytest
from conftest import ROOT

from epubmaker.arrange.spaced import with_places
from epubmaker.evaluation import evaluate, gold_from_dict, sum_figures
from epubmaker.model import SourceText
from epubmaker.model.corrections import Corrections, Quotation, Statement
from epubmaker.pipeline import ReconstructOptions, reconstruct, reconstruct_and_explain
from epubmaker.readers import read_string
from epubmaker.restore.rebuild import rebuild_source
from epubmaker.training.pages.command import flat_forms
from epubmaker.training.pages.corpus import Corpus
from epubmaker.training.pages.extractors import extracted
from epubmaker.training.pages.gold import gold_of
from epubmaker.training.pages.layout import make_page
from epubmaker.training.pages.pdf import write_pdf
from epubmaker.training.pages.settings import SETTINGS

LEFT = """　　昨天清晨，东街菜场的摊主们
比往常早到了1个钟头。新搭的棚
顶已经盖好，雨水顺着檐沟流进了
街边的暗渠。
　　卖豆腐的老周在这里站了20年
头一回不用穿胶鞋出摊。来买菜的
人也多了，有人从三站路外坐车过
来看个新鲜，提走2斤青菜。""".splitlines()
RIGHT = """　　市场管理处的人说，改造分成
3期，头1期花了4个月，先修棚
顶和水沟，再换电线。
　　二期要添置冷柜和检测台，入
秋以前完工。摊位费今年不涨，老
摊主照旧用原来的位置。
　　到了晚上，棚下的灯会亮到9
点，附近下班晚的人也赶得上。""".splitlines()
OTHER = """　　河东图书馆的新馆上周开门，
3层阅览室里共摆下400张椅子
读者凭证就能进来。
　　馆长在门口站了半天，替头1
批来的人指路。
　　旧馆里的书已经搬来大半，地
方文献另辟了1间，由老馆员看守
周末延长到晚上9点。""".splitlines()
GUTTER = 4


def cells_of(words, cells):
    return sum(cells if character > "\x7f" else 1 for character in words)


def set_side_by_side(*columns, cells=1):
    """Return rows that hold the rows of columns beside each other, as tools write them: an ideograph takes so many cells."""
    starts, at = [], 0
    for column in columns:
        starts.append(at)
        at += max(cells_of(row, cells) for row in column) + GUTTER
    rows = []
    for number in range(max(len(column) for column in columns)):
        row, used = "", 0
        for start, column in zip(starts, columns, strict=True):
            words = column[number] if number < len(column) else ""
            bare = words.lstrip("　")
            begin = start + cells * (len(words) - len(bare))
            if bare:
                row += " " * (begin - used) + bare
                used = begin + cells_of(bare, cells)
        rows.append(row)
    return rows


def page(cells=1):
    """Return a page of two articles: one in two columns under its title, one in the column right of it."""
    body = set_side_by_side(LEFT, RIGHT, OTHER, cells=cells)
    other = body[0].index("河东图书馆")
    head = "第3版    城事    2020年5月8日   星期五"
    one, two = "东街菜场搭起新棚", "河东图书馆开门"
    title = " " * (8 * cells) + one
    title += " " * (cells_of(body[0][:other], cells) + 2 - cells_of(title, cells)) + two
    return "\n".join([head, "", "", title, "", "", *body]) + "\n"


def bodies(edition):
    return ["".join(block.text for block in article.blocks) for article in edition.articles]


def text_of(*columns):
    return "".join(row.strip("　") for column in columns for row in column)


@pytest.mark.parametrize("cells", [1, 2])
def test_columns_are_read_one_after_the_other(cells):
    edition = reconstruct(read_string(page(cells)))
    assert bodies(edition) == [text_of(LEFT, RIGHT), text_of(OTHER)]
    assert [article.headline for article in edition.articles] == ["东街菜场搭起新棚", "河东图书馆开门"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_text_stays_the_files(end):
    source = read_string(page().replace("\n", end))
    edition = reconstruct(source)
    assert rebuild_source(edition) == source.text
    assert edition.source.characters == len(source.text)


def test_an_indent_of_any_number_of_cells_begins_a_paragraph():
    indented = [row.replace("　　", "　　　　　") for row in RIGHT]
    rows = set_side_by_side(LEFT, indented, OTHER)
    edition = reconstruct(read_string("\n".join(rows) + "\n"))
    starts = [block.text[:4] for article in edition.articles for block in article.blocks]
    assert {"市场管理", "二期要添", "到了晚上"} <= set(starts)


def test_a_wide_gap_inside_a_column_is_no_gutter():
    signed = [*OTHER[:-1], "周末人多。     记者   林向东"]
    edition = reconstruct(read_string("\n".join(set_side_by_side(LEFT, RIGHT, signed)) + "\n"))
    whole = "".join(
        [*bodies(edition), *(line.text for a in edition.articles for line in a.bylines if line.text)]
    )
    assert "记者" in whole
    assert "林向东" in whole


def test_pages_are_told_one_by_one():
    plain = "\n".join([*LEFT, *RIGHT]) + "\n"
    edition = reconstruct(read_string(page() + "\f" + plain))
    assert text_of(LEFT, RIGHT) in "".join(bodies(edition))
    assert {block.page for article in edition.articles for block in article.blocks} == {"3", "2"}


def test_corrections_quote_the_text_as_it_is_read():
    statements = (
        Statement("replace", Quotation("2斤青菜"), value="3斤青菜", row=1),
        Statement("break", Quotation("顶和水沟"), row=2),
    )
    options = ReconstructOptions(corrections=Corrections(statements))
    edition = reconstruct(read_string(page()), options)
    assert text_of(LEFT, RIGHT).replace("2斤", "3斤") in bodies(edition)
    assert any(block.text.startswith("顶和水沟") for article in edition.articles for block in article.blocks)


def test_rows_are_explained_as_the_text_has_them():
    source = read_string(page())
    made = reconstruct_and_explain(source)
    starts = [line.span.start for line in made.lines]
    assert starts == sorted(starts)
    assert all(line.span.of(source.text) == line.text for line in made.lines)


TABLE = """　　各摊位的编号如下，请互相转告。
编号      姓名      摊位      电话
01        周大成    甲一      3301
02        林向东    甲二      3302
03        何小满    甲三      3303
04        许春生    乙一      3304
05        郑长河    乙二      3305
06        吴立新    乙三      3306
　　以上名单自下月一日起生效。
"""
VERSE = """          春天的棚子
      雨停在檐上
          像一串没有说完的话
      卖豆腐的人
          把扁担靠在墙边
      他数着铜钱
          也数着归家的鸟
      灯亮了
"""


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([*LEFT, *RIGHT, *OTHER]),
        "\n".join(row.replace("　　", "    ") for row in [*LEFT, *RIGHT, *OTHER]),
        "\n".join(" ".join(rows) for rows in zip(LEFT, RIGHT, OTHER, strict=True)),
        "\n".join("   ".join(rows) for rows in zip(LEFT, RIGHT, OTHER, strict=True)),
        "\n".join(f"{left}\t{right}" for left, right in zip("甲乙丙丁戊己庚辛", LEFT, strict=True)),
        TABLE,
        VERSE,
        "# 东街菜场\n\n- " + "\n- ".join(LEFT) + "\n\n> " + "\n> ".join(RIGHT),
        "          东街菜场搭起新棚\n                    记者   林向东\n" + "\n".join([*LEFT, *RIGHT]),
    ],
    ids=["rows", "indented", "joined", "glued", "numbered", "table", "verse", "markdown", "centred"],
)
def test_other_texts_stay_as_they_are(text):
    source = SourceText(text)
    assert with_places(source) is source


def test_the_seeds_carry_no_positions():
    for path in (ROOT / "seeds").glob("*.txt"):
        source = SourceText(path.read_text(encoding="utf-8"))
        assert with_places(source) is source


@pytest.mark.parametrize(
    "text", ["", "\n\n", "一", " " * 400, "\f", "　" * 50 + "一", "a  b\n" * 30, "\t" * 99]
)
def test_scraps_are_no_pages(text):
    source = SourceText(text)
    assert with_places(source) is source


def test_any_blanks_lose_nothing():
    rng = random.Random(7)
    rows = page().splitlines()
    for _ in range(20):
        cut = [
            row[: rng.randrange(len(row) + 1)] + " " * rng.randrange(6) + row[rng.randrange(len(row) + 1) :]
            for row in rows
        ]
        source = SourceText("\n".join(cut))
        assert rebuild_source(reconstruct(source)) == source.text


@pytest.mark.validator
def test_pages_that_pdftotext_laid_out(tmp_path):
    """Pages of the generator with stories that the repository holds; what a page's forms without positions say stays theirs."""
    if not shutil.which("pdftotext"):
        pytest.skip("needs poppler's pdftotext")

    figures = []
    for number in range(4):
        made = make_page(f"spaced-{number}", Corpus.invented(), SETTINGS["test"], "spaced")
        for form in flat_forms(made, SETTINGS["test"]).values():
            source = SourceText(form.text)
            assert with_places(source) is source
        write_pdf(made, tmp_path / "page.pdf")
        text = extracted(tmp_path / "page.pdf", ["layout"])["layout"].removesuffix("\f")
        source = SourceText(text)
        assert with_places(source).pages
        edition = reconstruct(source)
        assert rebuild_source(edition) == text
        figures.append(evaluate(gold_from_dict(gold_of(made)), edition, text).figures)
    found = sum_figures(figures).to_dict()
    print({name: found[name] for name in ("order", "successors", "headline")})
    assert found["successors"] >= 0.88
