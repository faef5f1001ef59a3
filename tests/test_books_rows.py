"""Where rows of headings end, how legs stand beside a picture, where a caption stands: as a sub-editor would have them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pymupdf
import pytest
from epub_reading import NS, Book
from epub_samples import sample
from review_browser import browser_page
from test_books_looks import edition_of, lines_of, opened, picture, plain, told

from epubmaker.model import Article, Block, Furniture
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.pdf.makeup import Mark, Piece, balance

_TEXT = "清早的河面上起了一层薄雾，船工把缆绳解开，慢慢撑离码头，岸上的人挥着手，一直看到船影不见。"
_DECK = "首班车坐着两岸三十位老人和孩子；一百名轮渡职工分批转岗"


def story(headline: str, *, deck: str | None = None, length: int = 6) -> Article:
    return Article(headline, "article", headline, deck=deck, blocks=(Block("paragraph", _TEXT),) * length)


# -- rows of headings
def test_a_deck_of_two_clauses_is_broken_between_them():
    edition = edition_of(story("大桥今晨通车", deck=_DECK), story("秋粮开秤"))
    rows = [text for _, _, text in lines_of(opened(edition, paper="A5")) if text and text in _DECK]
    assert "".join(rows) == _DECK
    assert rows[0].endswith("；")


@pytest.mark.parametrize("blank", ["　", " "])
def test_a_headline_of_clauses_that_a_blank_parts_is_broken_between_them(blank):
    """Whether the blank is that of print or that of a keyboard; as many rows are needed as there are clauses."""
    clauses = (
        "城南老码头经历三十年来最长梅雨期",
        "三百名守堤队员连续九昼夜不撤一人",
        "洪峰于昨日凌晨平稳通过闸口",
        "沿江两岸十二个村庄无一受淹",
    )
    edition = edition_of(story(blank.join(clauses), length=12), story("秋粮开秤"))
    shown = {text.strip() for _, _, text in lines_of(opened(edition))}
    assert set(clauses) <= shown


def test_a_clause_that_no_row_holds_is_broken_all_the_same():
    long = "本市今年秋季粮食收购工作全面展开各收储库点备足仓容和资金；请农户放心"
    edition = edition_of(story("秋粮开秤", deck=long), story("大桥今晨通车"))
    rows = [text for _, _, text in lines_of(opened(edition, paper="A5")) if text and text in long]
    assert len(rows) >= 2
    assert "".join(rows) == long


def test_clauses_are_boxes_of_their_own_in_the_epub():
    edition = edition_of(story("大桥今晨通车　摆渡成了往事", deck=_DECK), story("秋粮开秤"))
    book = Book(render_epub(edition))
    first, second = book.tree("a0001.xhtml"), book.tree("a0002.xhtml")
    (headline,) = first.iterfind(".//h:h1", NS)
    assert ["".join(box.itertext()) for box in headline.iterfind("h:span", NS)] == [
        "大桥今晨通车",
        "摆渡成了往事",
    ]
    assert "".join(headline.itertext()) == "大桥今晨通车　摆渡成了往事"
    (deck,) = first.iterfind(".//h:p[@class='deck']", NS)
    assert "".join(deck.itertext()) == _DECK
    assert len(deck.findall("h:span", NS)) == 2
    assert second.find(".//h:h1/h:span", NS) is None


# -- pages
@pytest.mark.parametrize(("before", "form"), [(1, {"columns": 1}), (3, {"large_print": True}), (2, {})])
def test_contents_that_have_room_are_not_parted(before, form):
    titles = [f"第{number}村通了客车" for number in "一二三四五六七八九十"]
    shown = picture(900, 600)
    blocks = (
        *(Block("paragraph", _TEXT),) * before,
        Block("picture", "", picture=shown.id),
        *(Block("paragraph", _TEXT),) * 9,
    )
    lead = Article(
        "lead", "article", "大桥今晨通车　摆渡成了往事", "历时四年零两个月", deck=_DECK, blocks=blocks
    )
    document = opened(edition_of(lead, *map(story, titles), pictures=(shown,)), **form)
    contents = [plain(page.get_text()) for page in document if "本期要目" in plain(page.get_text())]
    assert all(title in contents[0] for title in titles)


@pytest.mark.parametrize("rest", range(30, 46, 3))
def test_legs_behind_a_picture_are_as_long_as_each_other(rest):
    body = [Piece(5, flows=True), Piece(18, keep=True), Piece(3), Piece(rest, flows=True)]
    fill = balance(body, Mark(0), 3, 60)
    assert fill is not None
    assert fill.ends[-1].piece == len(body)
    assert fill.used[0] == 26  # with the picture
    assert abs(fill.used[1] - fill.used[2]) <= 1


def test_text_without_pictures_has_equal_legs_as_before():
    fill = balance([Piece(24, flows=True)], Mark(0), 3, 40)
    assert fill is not None
    assert fill.used == (8, 8, 8)


# -- pictures
def _caption(words: str) -> tuple[pymupdf.Rect, list[pymupdf.Rect]]:
    """Return the box of a picture and those of the rows of its caption."""
    shown = picture(900, 600)
    blocks = (
        Block("paragraph", _TEXT),
        Block("picture", "", picture=shown.id),
        Block("caption", words),
        *(Block("paragraph", _TEXT),) * 5,
    )
    document = opened(
        edition_of(Article("a", "article", "大桥通车", blocks=blocks), pictures=(shown,)), columns=3
    )
    (box,) = [pymupdf.Rect(info["bbox"]) for page in document for info in page.get_image_info()]
    return box, [row for _, row, text in lines_of(document) if text and text in words]


def test_a_caption_of_one_row_stands_in_the_middle_below_its_picture():
    box, (row,) = _caption("雾里的渡口")
    assert abs((row.x0 + row.x1) / 2 - (box.x0 + box.x1) / 2) < 1.5


def test_a_longer_caption_is_a_paragraph():
    box, rows = _caption("雾里的渡口，船工正把最后一班渡船的缆绳解开，岸上站满了来送行的两岸乡亲。")
    assert len(rows) > 1
    assert rows[0].x0 - box.x0 > 10  # its first row stands back
    assert abs(rows[1].x0 - box.x0) < 2


@pytest.mark.validator
@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("size", [(390, 844), (1180, 820)])
def test_a_picture_is_no_larger_than_the_page(tmp_path, tool, vertical, size):
    shown = picture(2400, 1500)
    article = Article(
        "a", "photo", "渡口", blocks=(Block("picture", "", picture=shown.id), Block("caption", "渡口"))
    )
    content = render_epub(
        edition_of(article, told("春耕", (_TEXT, None)), pictures=(shown,)), EpubOptions(vertical=vertical)
    )
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    with browser_page(tool("chromium"), viewport={"width": size[0], "height": size[1]}) as page:
        page.goto((tmp_path / "epub" / "a0001.xhtml").as_uri())
        wide, high = page.evaluate(
            "(({ width, height }) => [width, height])(document.querySelector('figure img').getBoundingClientRect())"
        )
    assert wide <= size[0]
    assert high <= size[1]
    assert wide / high == pytest.approx(1.6, rel=0.02)


def test_words_of_a_headline_are_marked_inside_its_clauses_too():
    book = Book(render_epub(edition_of(story("大桥今晨通车　摆渡成了往事"), story("秋粮开秤"))))
    assert re.search(rb'<span class="clause">[^<]+<wbr/>', book.read("a0001.xhtml"))


WIDEST = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let widest = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) widest = Math.max(widest, box.width);
  }
  return widest;
}
"""


@pytest.mark.validator
@pytest.mark.parametrize("theme", ["classic", "modern", "archive"])
def test_no_row_of_a_wide_screen_is_longer_than_the_eye_finds_back_from(tmp_path, tool, theme):
    long = Furniture("weather", "天气预报与公告" * 30)
    whole = replace(sample(pages=True), furniture=(long,))
    alone = edition_of(told("春耕", (_TEXT * 3, None)))
    options = EpubOptions(theme=theme, notes=True, index=True)
    measured = []
    with browser_page(tool("chromium"), viewport={"width": 1700, "height": 900}) as page:
        for number, edition in enumerate((whole, alone)):
            folder = tmp_path / str(number)
            zipfile.ZipFile(io.BytesIO(render_epub(edition, options))).extractall(folder)
            for document in sorted((folder / "epub").glob("*.xhtml")):
                page.goto(document.as_uri())
                measured.append(page.evaluate(WIDEST))
    assert max(measured) > 500
    assert max(measured) <= 42 * 16 + 1
