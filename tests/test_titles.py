"""A headline of two rows on one line: a gap where a clause ends with a row, in every form of contents; its page stays as it is."""

from dataclasses import replace
from itertools import groupby, pairwise

import pymupdf
import pytest
from epub_reading import NS, Book
from pdf_glyphs import Pdf

from epubmaker.cli.stages import outline
from epubmaker.convert import convert
from epubmaker.model import ArticlePlan, Chain, FurniturePlan, Masthead, Plan, Role, SourceText
from epubmaker.render.catalogue import citations_of, record_of
from epubmaker.render.clauses import ends_clause
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf
from epubmaker.render.titles import Titles
from epubmaker.restore import restore
from epubmaker.segment import split_lines

TEXT = "河东镇的老渡口停摆十年之后，昨天清晨又响起了汽笛，第一班船载着四十多名乘客驶向西岸。"
PAGE = "\n\n".join(
    ("河东日报", "渡船停了十年\n今天又开了", TEXT, "我市首个智慧社区\n落户临河街道", TEXT, "果园丰收", TEXT)
)
JOINED, GAPPED, PLAIN = "渡船停了十年今天又开了", "渡船停了十年　今天又开了", "我市首个智慧社区落户临河街道"


@pytest.fixture(scope="module")
def edition():
    """Return an edition of three articles, two of them with headlines of two rows, restored from a page."""
    source = SourceText(PAGE)
    articles = (
        ArticlePlan("article", headline=(1, 2), chains=(Chain(Role.BODY, (3,)),)),
        ArticlePlan("article", headline=(4, 5), chains=(Chain(Role.BODY, (6,)),)),
        ArticlePlan("article", headline=(7,), chains=(Chain(Role.BODY, (8,)),)),
    )
    plan = Plan(articles, furniture=(FurniturePlan(Role.MASTHEAD, (0,)),))
    return restore(source, split_lines(source), plan, Masthead(title="河东日报"))


@pytest.mark.parametrize(
    ("left", "right", "ends"),
    [
        ("渡船停了十年", "今天又开了", True),
        ("渡船停了十年", "今天又開了", True),
        ("持续深化清廉建设", "为新发展提供坚强保证", True),
        ("市委常委会召开会议", "传达学习全会精神", True),
        ("抢抓农时保春播", "全县已播种十万亩", True),
        ("我市首个智慧社区", "落户临河街道", False),
        ("全市三级干部大会", "隆重召开", False),
        ("弘扬延安精神和", "红船精神", False),  # a conjunction goes on
        ("把最好的稻种留在我们的", "家乡", False),
        ("市社会矛盾纠纷多元", "化解联合会成立", False),
        ("2020年全国GDP增", "长百分之六", False),  # inside a word
        ("全省去年生产总值达到3", "5000亿元", False),  # inside a number
        ("渡船停了十年，", "今天又开了", False),  # the comma parts them
        ("喜", "报", False),
    ],
)
def test_a_gap_is_where_a_clause_ends(left, right, ends):
    assert ends_clause(left + right, len(left)) is ends


def test_the_edits_of_an_edition_tell_where_rows_ended(edition):
    titles = Titles.of(edition)
    assert [titles.line(article) for article in edition.articles] == [GAPPED, PLAIN, "果园丰收"]
    assert [article.headline for article in edition.articles] == [JOINED, PLAIN, "果园丰收"]


def test_a_headline_changed_by_hand_is_left_alone(edition):
    changed = replace(edition.articles[0], headline="渡船停了十一年今天又开了")
    assert Titles.of(edition).line(changed) == changed.headline
    assert Titles.of(replace(edition, edits=())).line(edition.articles[0]) == JOINED


def test_the_other_script_has_the_same_gap(edition):
    other = convert(edition, "s2tw").edition
    assert Titles.of(other).line(other.articles[0]) == "渡船停了十年　今天又開了"


def test_every_contents_of_the_epub_has_the_gap_and_the_page_has_not(edition):
    book = Book(render_epub(edition, EpubOptions()))
    for names in (
        [link.text for link in book.nav.iterfind(".//h:a", NS)],
        [text.text for text in book.ncx.iterfind(".//ncx:text", NS)],
    ):
        assert GAPPED in names
        assert PLAIN in names
        assert JOINED not in names
    assert f"{GAPPED}；" in book.opf.find(".//dc:description", NS).text
    page = book.tree("a0001.xhtml")
    assert "".join(page.find(".//h:h1", NS).itertext()) == JOINED
    assert page.find(".//h:title", NS).text == GAPPED


def test_contents_and_bookmarks_of_the_pdf_have_the_gap_and_the_page_has_not(edition):
    with pymupdf.open(stream=render_pdf(edition, PdfOptions()), filetype="pdf") as file:
        assert [title for _, title, _ in file.get_toc()][:2] == [GAPPED, PLAIN]
        text = file[0].get_text().replace("\n", "")
        assert GAPPED in text.replace(" ", "")  # in the contents
        assert text.count(PLAIN) == 2
        assert GAPPED in file.metadata["subject"]
    # set over two rows, it ends the first where the paper did
    assert text.count("今天又开了") == 2


def headline_of(edition, **options):
    """Return the glyphs of the first headline of a PDF, in reading order."""
    pdf = Pdf(render_pdf(edition, PdfOptions(**options)))
    glyphs = [glyph for page in range(pdf.pages) for glyph in pdf.glyphs(page) if glyph.tag == "H2"]
    return [glyph for glyph in glyphs if glyph.element == glyphs[0].element]


@pytest.mark.parametrize("options", [{}, {"vertical": True}, {"large_print": True}])
def test_white_stands_between_two_clauses_on_one_line_of_the_page(edition, options):
    glyphs = headline_of(replace(edition, articles=edition.articles[:1]), **options)
    assert "".join(glyph.text for glyph in glyphs) == JOINED  # nothing is added to the text
    assert len({round(glyph.across) for glyph in glyphs}) == 1
    steps = [(right.along - left.along) / left.size for left, right in pairwise(glyphs)]
    assert [place for place, step in enumerate(steps, 1) if step > 1.5] == [6]
    assert steps[5] == pytest.approx(2.0, abs=0.01)


def test_a_headline_whose_white_finds_no_room_is_broken_between_its_clauses(edition):
    """Its 16 characters find room on a line of large print, which is 16.7 of them long; with white between they do not."""
    left, right = "渡船停了整整十年", "今天早上又开船了"
    page = PAGE.replace("渡船停了十年", left).replace("今天又开了", right)
    lines = split_lines(SourceText(page))
    plan = Plan(
        (ArticlePlan("article", headline=(1, 2), chains=(Chain(Role.BODY, (3,)),)),),
        furniture=(FurniturePlan(Role.MASTHEAD, (0,)),),
    )
    glyphs = headline_of(restore(SourceText(page), lines, plan, Masthead(title="河东日报")), large_print=True)
    rows = ["".join(g.text for g in row) for _, row in groupby(glyphs, lambda glyph: round(glyph.across))]
    assert rows == [left, right]


def test_records_and_the_outline_name_it_so(edition):
    record = record_of(edition, (), EpubOptions())
    assert next(citations_of(edition, record)).title == GAPPED
    assert f"1. {GAPPED}\n" in outline(edition)


def test_a_gap_that_was_printed_stays_full_width_in_contents(edition):
    first = replace(edition.articles[0], headline="刷脸投垃圾　分类更精准", evidence=())
    book = Book(render_epub(replace(edition, articles=(first, *edition.articles[1:])), EpubOptions()))
    assert "刷脸投垃圾　分类更精准" in [link.text for link in book.nav.iterfind(".//h:a", NS)]
