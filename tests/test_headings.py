"""Headings are broken between words: in the dictionary's sense, with the edition's names, in both kinds of book."""

import itertools
import re
from dataclasses import replace
from functools import cache, partial

import jieba
import pytest
from epub_reading import Book
from pdf_glyphs import Pdf
from review_browser import browser_page
from test_typeset_composer import setter
from typography import paragraphs_of

from epubmaker.model import Article, Block, Edition, Masthead, SourceInfo
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.headings import TORN, Headings
from epubmaker.render.pdf import PdfOptions, render_pdf
from epubmaker.render.pdf.phrases import break_prices

# Headlines as newspapers set them, made up; long ones need several lines in any column.
HEADLINES = (
    "河东“爱心一日捐”活动启动",
    "市社会矛盾纠纷多元化解联合会成立",
    "持续深化推进清廉河东建设为新发展提供坚强政治保证",
    "构建共建共治共享的社会治理格局",
    "我市召开“十四五”规划企业家座谈会",
    "河东上榜全国农村创新创业典型县市",
    "图书馆延长开放时间方便读者夜间阅读",
    "高速公路服务区充电桩数量今年将增加一倍",
    "与群众面对面交流为企业解决实际困难",
    "第二十一届记者节暨客户端上线发布会举行",
    "2020年全市国内生产总值增长6.5%",
    "乡村医生巡回诊疗受到老年居民欢迎",
)
FORMS = (
    {},
    {"columns": 4},
    {"columns": 2},
    {"paper": "A5"},
    {"paper": "A5", "columns": 1},
    {"paper": "B5"},
    {"vertical": True},
    {"vertical": True, "paper": "A5"},
)
NEVER_LAST, NEVER_FIRST = set("为的与在和对"), set("的了")


@cache
def word_borders(text):
    """Offsets between words as jieba tells them: another segmenter than the library's own tables."""
    borders, at = set(), 0
    for word in jieba.cut(text, HMM=False):
        at += len(word)
        borders.add(at)
    return borders


def edition_of(headlines):
    body = (
        Block(
            "paragraph", "今天上午，第一批农机手来到田头，为春耕做准备，预计本周可以完成播种任务的五成。" * 9
        ),
    )
    articles = tuple(
        Article(f"a{n}", "article", text, kicker=headlines[n - 1] if n % 3 == 0 else None, blocks=body)
        for n, text in enumerate(headlines)
    )
    source = SourceInfo("page.txt", "0" * 64, "utf-8", 0)
    return Edition(source, "zh-Hans", Masthead("河东日报"), articles)


def torn(lines):
    """Yield what is wrong with the line ends of a heading."""
    text = "".join(lines)
    at = 0
    for line, following in itertools.pairwise(lines):
        at += len(line)
        if at not in word_borders(text):
            yield f"{line}/{following}"
        elif line[-1] in NEVER_LAST or following[0] in NEVER_FIRST:
            yield f"{line}|{following}"


def printed_headings(content):
    pdf = Pdf(content)
    try:
        for element in paragraphs_of(pdf, frozenset({"H2", "H3"})):
            yield [line.text for line in element]
    finally:
        pdf.close()


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_no_printed_headline_tears_a_word(form):
    headings = list(printed_headings(render_pdf(edition_of(HEADLINES), PdfOptions(**form))))
    assert {"".join(lines) for lines in headings} >= set(HEADLINES)
    assert [fault for lines in headings for fault in torn(lines)] == []


def test_traditional_headlines_are_read_by_the_same_words():
    simplified = Headings(edition_of(["构建共建共治共享的社会治理格局"]))
    traditional = Headings(replace(edition_of(["構建共建共治共享的社會治理格局"]), language="zh-Hant"))
    one, other = (
        simplified.costs("构建共建共治共享的社会治理格局"),
        traditional.costs("構建共建共治共享的社會治理格局"),
    )
    assert one == other


def test_names_of_the_edition_are_words():
    edition = edition_of(["新发现欧阳锦程作品"])
    assert (
        0 < Headings(edition).costs("新发现欧阳锦程作品")[6] < TORN
    )  # 锦 and 程 are no word without the name
    from epubmaker.model import Byline  # noqa: PLC0415

    named = replace(edition.articles[0], bylines=(Byline("记者", ("欧阳锦程",)),))
    assert Headings(replace(edition, articles=(named,))).costs("新发现欧阳锦程作品")[6] == TORN


def test_what_an_article_keeps_together_stays_together():
    body = (Block("paragraph", "今年的一日捐从周一开始。一日捐由工会发起，一日捐所得用于助学。"),)
    edition = edition_of(["爱心一日捐活动启动"])
    told = replace(edition, articles=(replace(edition.articles[0], blocks=body),))
    assert Headings(told).costs("爱心一日捐活动启动")[4] > Headings(edition).costs("爱心一日捐活动启动")[4]


def test_marks_and_numbers_are_no_line_ends():
    costs = Headings(edition_of(["x"])).costs("全市“十四五”规划，2020年增长6.5%（初步）")
    text = "全市“十四五”规划，2020年增长6.5%（初步）"
    for tie in ("“十", "五”", "，2"[::-1], "20", "6.", ".5", "5%", "（初", "步）"):
        if tie in text:
            assert costs[text.index(tie) + 1] == TORN, tie


LINES = """
() => [...document.querySelectorAll('h1, h2, .kicker, .deck')].map(element => {
  const lines = [];
  let last = null;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (last === null || Math.abs(box.top - last) > box.height / 2) { lines.push(''); last = box.top; }
      lines[lines.length - 1] += node.data[at];
    }
  }
  return lines;
})
"""


@pytest.mark.validator
@pytest.mark.parametrize("theme", ["classic", "modern"])
def test_no_headline_of_an_epub_tears_a_word_on_a_phone(theme, tool, tmp_path):
    """At 100 and 200 percent type on a screen of 360 px, as Chromium sets the lines."""
    options = EpubOptions(theme=theme, embed_fonts=True)  # whatever fonts a machine has
    Book(render_epub(edition_of(HEADLINES), options)).zip.extractall(tmp_path)
    faults, broken = [], 0
    with browser_page(tool("chromium"), viewport={"width": 360, "height": 640}) as page:
        for percent in (100, 200):
            for name in sorted(tmp_path.glob("epub/a*.xhtml")):
                page.goto(name.as_uri())
                page.add_style_tag(content=f"html {{ font-size: {percent}%; }} body {{ margin: 16px; }}")
                for lines in page.evaluate(LINES):
                    broken += len(lines) > 1
                    faults += torn([line for line in lines if line])
    assert faults == []
    assert broken > 10


def test_text_has_no_break_marks():
    book = Book(render_epub(edition_of(HEADLINES)))
    for name in book.articles():
        assert not re.search(rb"<p>[^<]*<wbr", book.read(name)), name


@pytest.mark.parametrize(
    ("headline", "kept"),
    [
        ("外媒：中缅边境一处口岸恢复通关", "中缅"),
        ("国家网信办公布管理办法", "网信办"),
        ("建德村医坚持上门巡诊", "村医"),
    ],
)
def test_characters_that_no_dictionary_joins_are_better_not_parted(headline, kept):
    costs = Headings().costs(headline)
    at = headline.index(kept)
    assert all(costs[at + within] > 0 for within in range(1, len(kept)))
    assert any(kept in piece for piece in Headings().pieces(headline))


def test_words_of_one_character_may_still_be_parted_but_no_adverb_from_its_word():
    assert Headings().pieces("治理要更实更严") == ["治理", "要", "更实", "更严"]
    assert Headings().costs("更多人来这里")[2] == 0  # behind 更多, which is a word


@pytest.mark.parametrize("word", ["新冠", "酒驾", "网信办", "碳中和", "进博会"])
def test_words_that_are_newer_than_the_dictionary_are_not_torn(word):
    costs = Headings().costs(f"昨天各地介绍{word}有关情况")
    assert all(costs[6 + within] == TORN for within in range(1, len(word)))
    assert costs[6] == 0


@pytest.mark.parametrize(
    ("headline", "stray"),
    [
        ("乡村夜校时代已来　村民上课忙", "来"),
        ("从我做起，请把垃圾分好", "请"),
        ("这样的雨太大，出门要当心", "大"),
    ],
)
def test_one_character_of_a_clause_is_not_left_alone(headline, stray):
    costs = Headings().costs(headline)
    at = headline.index(stray)
    inside = at + 1 if headline[at - 1] in "　，" else at
    assert costs[inside] >= 100


def test_a_lone_letter_stays_with_the_character_it_makes_a_word_with():
    assert Headings().costs("昨日A股行情")[3] == TORN
    assert Headings().costs("去年GDP增长")[5] == 0
    assert Headings().costs("各地5G网络建设")[4] < TORN


def test_a_verb_before_a_quotation_is_no_rest_of_a_clause():
    assert Headings().costs("六大措施保“两节”餐桌安全")[4] == 0


def test_a_name_that_only_the_article_knows_is_not_torn():
    headline = "最美民警候选人覃世海平安路上警徽闪耀"
    edition = edition_of([headline])
    body = (Block("paragraph", "覃世海今年46岁。覃世海说，路上平安最要紧。大家都认识覃世海。"),)
    told = replace(edition, articles=(replace(edition.articles[0], blocks=body),))
    at = headline.index("世海")
    assert Headings(told).costs(headline)[at + 1] == TORN
    assert Headings(told).costs(headline)[at] == TORN


def test_a_short_title_or_quotation_stays_whole_where_it_can():
    costs = Headings().costs("各地推进《全民阅读条例》落实")
    assert 0 < costs[7] < TORN  # between 全民 and 阅读
    assert costs[4] == 0
    assert "《全民" in Headings().pieces("各地推进《全民阅读条例》落实")  # a phone's line may still end in it
    assert "“今平湖”" in Headings().pieces("记者节暨“今平湖”客户端上线")


@pytest.mark.parametrize("measure", [12.0, 14.0, 18.0])
@pytest.mark.parametrize(
    ("title", "subtitle"),
    [
        ("从“一条河”到“一座城”", "——看江南水乡如何变"),
        ("坚守三十年", "——记全国劳动模范周明远"),
        ("這一步怎樣走", "——訪省政協委員李靜斌"),
    ],
)
def test_a_subtitle_begins_its_row_with_its_dash(title, subtitle, measure):
    language = "zh-Hant" if "這" in title else "zh-Hans"
    prices = partial(break_prices, headings=Headings(), language=language)
    lines = setter().compose_ragged(f"{title}{subtitle}", measure, prices).lines
    rows = [line.text for line in lines]
    assert rows in ([title, subtitle], [title + subtitle])


@pytest.mark.parametrize("measure", [7.0, 8.0, 10.0, 11.0, 13.0, 15.0])
def test_no_row_parts_a_dash_or_the_first_character_behind_it(measure):
    for text in (
        "坚守三十年——记全国劳动模范周明远",
        "——访省政协委员、河东大学教授李静斌",
        "春到江南——老街新事",
    ):
        lines = setter().compose_ragged(
            text, measure, partial(break_prices, headings=Headings(), language="zh-Hans")
        )
        rows = [line.text for line in lines.lines]
        assert "".join(rows) == text
        assert not [row for row in rows if re.search("(^|[^—])—($|[^—])|——.$|^——$", row)], rows
