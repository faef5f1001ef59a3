"""Pages of one edition: which files belong together, where a text is cut, how jumps are followed."""

from pathlib import Path

import pytest

from epubmaker import (
    BuildOptions,
    ReconstructOptions,
    build,
    read_edition,
    read_string,
    read_text,
    reconstruct,
)
from epubmaker.batch import PagePattern, plan_tasks
from epubmaker.cli import run
from epubmaker.errors import OptionError
from epubmaker.model import Article, Block, Edition, Masthead, SourceInfo, SourceText, Span
from epubmaker.model.conservation import check_conservation
from epubmaker.pages import join_pages, page_order, split_pages
from epubmaker.pages.jumps import follow_jumps
from epubmaker.readers.corrections import parse_corrections
from epubmaker.restore import rebuild_source


@pytest.mark.parametrize(
    ("template", "stem", "parts"),
    [
        ("{edition}-{page}", "2020-01-10-01", ("2020-01-10", "1")),
        ("{edition}-{page}", "news-A02", ("news", "A2")),
        ("{edition}-{page}", "news-A10", ("news", "A10")),
        ("{edition}-{page}", "news", None),
        ("{edition} 第{page}版", "平湖版 第1版", ("平湖版", "1")),
        ("{edition}第{page}版", "河东日报2021年第12版", ("河东日报2021年", "12")),
        ("{page}_{edition}", "003_x", ("x", "3")),
        ("{edition}(p.{page})", "a(p.7)", ("a", "7")),
        ("{edition}(p.{page})", "a(pX7)", None),
    ],
)
def test_a_pattern_tells_edition_and_page(template, stem, parts):
    assert PagePattern(template).match(stem) == parts


@pytest.mark.parametrize("template", ["{edition}", "{page}", "", "{edition}{page}{page}", "{name}-{page}"])
def test_a_pattern_holds_both_parts_once(template):
    with pytest.raises(OptionError, match=r"\{edition\} and \{page\}"):
        PagePattern(template)


def test_pages_are_in_order():
    assert sorted(["B1", "A10", "2", "A2", "10"], key=page_order) == ["2", "10", "A2", "A10", "B1"]


def test_files_of_one_edition_become_one_task(tmp_path):
    for name in ("x-10.txt", "x-2.txt", "x-01.txt", "y-1.txt", "alone.txt", "sub/x-1.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    tasks = plan_tasks([tmp_path], PagePattern("{edition}-{page}"))
    assert {task.name: ([path.name for path in task.paths], task.pages) for task in tasks} == {
        "alone": (["alone.txt"], ()),
        "sub/x": (["x-1.txt"], ("1",)),
        "x": (["x-01.txt", "x-2.txt", "x-10.txt"], ("1", "2", "10")),
        "y": (["y-1.txt"], ("1",)),
    }


def test_joined_pages_lie_where_they_say():
    sources = [
        SourceText("第一页", "a", "utf-8", "1" * 64),
        SourceText("第二页文字", "b", "gb18030", "2" * 64),
    ]
    source, pages = join_pages(sources, ["1", "2"], "ab")
    assert [source.text[page.start : page.start + len(page.source.text)] for page in pages] == [
        "第一页",
        "第二页文字",
    ]
    assert source.encoding == "utf-8 gb18030"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("一页的文字\n第1版\n还有", [None]),
        ("一页的文字\n\f", [None]),
        ("头一页\n\f第二页\n\f", [None, None]),
        ("第1版\n头一页\n第2版\n第二页\n", ["1", "2"]),
        ("河东版 第1版\n头一页\n河东版 第2版\n第二页\n", ["1", "2"]),
        ("头一页\nA1版\n第二页\nA2版\n", ["A1", "A2"]),
        ("第1版\n头一页\n第1版\n", [None]),
        ("头一页\n第1版\n第二页\n第2版\n又一行", [None]),
        ("第1版头条说，见第2版\n第二行", [None]),
    ],
)
def test_one_text_is_cut_into_pages_only_where_it_says_so(text, labels):
    pages = split_pages(SourceText(text))
    assert [page.label for page in pages] == labels
    for page in pages:
        assert text[page.start : page.start + len(page.source.text)] == page.source.text
    if len(pages) > 1:
        kept = "".join(page.source.text for page in pages)
        assert kept.split() == text.split()


def part(number, page, *texts, headline=None):
    blocks = tuple(
        Block("paragraph", text, (Span(number * 100 + at, number * 100 + at + 1),), page)
        for at, text in enumerate(texts)
    )
    evidence = (("headline", (Span(number * 100 + 50, number * 100 + 60),)),) if headline else ()
    return Article(f"a{number}", "article", headline, blocks=blocks, evidence=evidence)


def edition_of(*articles):
    return Edition(SourceInfo("x", "", "utf-8", 900), "zh-Hans", Masthead(), articles)


def spans_of(edition):
    pieces = [span for article in edition.articles for block in article.blocks for span in block.spans]
    pieces += [span for article in edition.articles for _, spans in article.evidence for span in spans]
    return sorted(pieces + [span for furniture in edition.furniture for span in furniture.spans])


def test_an_article_that_jumps_is_one_article():
    start = edition_of(
        part(1, "1", "全市工作会议昨天", "（下转第3版）", headline="会议召开"),
        part(2, "1", "别的事。", headline="别的"),
        part(3, "3", "（上接第1版）", "在市民中心举行。", "会议强调。", headline="会议召开"),
    )
    joined = follow_jumps(start)
    assert [article.headline for article in joined.articles] == ["会议召开", "别的"]
    first = joined.articles[0].blocks[0]
    assert first.text == "全市工作会议昨天在市民中心举行。"
    assert [(seam.at, seam.moved) for seam in first.seams] == [(8, True)]
    assert [block.text for block in joined.articles[0].blocks[1:]] == ["会议强调。"]
    assert {furniture.text for furniture in joined.furniture} == {
        "（下转第3版）",
        "（上接第1版）",
        "会议召开",
    }
    assert spans_of(joined) == spans_of(start)


def test_whole_paragraphs_are_not_run_together():
    joined = follow_jumps(
        edition_of(part(1, "1", "第一段。", "下转2版"), part(2, "2", "上接第一版", "第二段。"))
    )
    assert [block.text for block in joined.articles[0].blocks] == ["第一段。", "第二段。"]


@pytest.mark.parametrize(
    "articles",
    [
        (part(1, "1", "文。", "（下转第3版）"),),
        (part(1, "1", "文。", "（下转第3版）"), part(2, "2", "（上接第1版）", "续。")),
        (
            part(1, "1", "甲。", "（下转第3版）"),
            part(2, "1", "乙。", "（下转第3版）"),
            part(3, "3", "（上接第1版）", "续。"),
        ),
        (
            part(1, "1", "甲。", "（下转第3版）"),
            part(2, "3", "（上接第1版）", "乙。"),
            part(3, "3", "（上接第1版）", "丙。"),
        ),
    ],
)
def test_a_jump_that_is_not_answered_clearly_is_noted_and_left(articles):
    joined = follow_jumps(edition_of(*articles))
    assert joined.articles == articles
    assert {note.code for note in joined.diagnostics} == {"jump-open"}


HALL = "新落成的科普馆分三层，航天展厅里的火箭模型有六米高，孩子们围着讲解员问个不停，馆长周明远"
HALL_ON = "说，科普馆每周末都有讲座，航天展厅的火箭模型可以动手拆装，讲解员由退休教师担任。"
RICE = "早稻开镰后，农机合作社的收割机开进北港村，种粮大户沈阿林算了一笔账，今年亩产"
RICE_ON = "比去年多五十斤，收割机一天能收八十亩，合作社还帮种粮大户烘干稻谷，北港村的粮仓满了。"
OTHER = "公交公司新开三条线路，首末班车时间延长，市民出行更加方便。"


def test_titles_tell_two_jumps_between_the_same_pages():
    joined = follow_jumps(
        edition_of(
            part(1, "1", "甲文没有说完", "下转第3版", headline="科普馆开馆"),
            part(2, "1", "乙文也没说完", "下转第3版", headline="早稻开镰"),
            part(3, "3", "（上接第1版《早稻开镰》）", "的话。"),
            part(4, "3", "（上接第1版）", "的事。", headline="科普馆开馆"),
        )
    )
    texts = {article.headline: article.blocks[0].text for article in joined.articles}
    assert texts == {"科普馆开馆": "甲文没有说完的事。", "早稻开镰": "乙文也没说完的话。"}
    assert joined.diagnostics == ()


def test_words_tell_two_jumps_between_the_same_pages_and_say_so():
    start = edition_of(
        part(1, "1", HALL, "下转第3版", headline="科普馆开馆"),
        part(2, "1", RICE, "下转第3版", headline="早稻开镰"),
        part(3, "3", "上接第1版", RICE_ON),
        part(4, "3", "上接第1版", HALL_ON),
        part(5, "3", OTHER, headline="公交延长"),
    )
    joined = follow_jumps(start)
    texts = {article.headline: article.blocks[0].text for article in joined.articles}
    assert texts == {"科普馆开馆": HALL + HALL_ON, "早稻开镰": RICE + RICE_ON, "公交延长": OTHER}
    assert {note.code for note in joined.diagnostics} == {"jump-told"}
    assert spans_of(joined) == spans_of(start)


def test_a_lone_jump_line_is_followed_where_a_sentence_is_cut_and_the_words_are_akin():
    start = edition_of(
        part(1, "1", HALL, "下转第3版", headline="科普馆开馆"),
        part(2, "3", RICE_ON),
        part(3, "3", HALL_ON),
        part(4, "3", OTHER, headline="公交延长"),
    )
    joined = follow_jumps(start)
    assert joined.articles[0].blocks[0].text == HALL + HALL_ON
    assert joined.articles[0].blocks[0].seams[0].confidence < 0.7
    assert [note.code for note in joined.diagnostics] == ["jump-told"]
    assert spans_of(joined) == spans_of(start)
    back = follow_jumps(
        edition_of(
            part(1, "1", HALL, headline="科普馆开馆"),
            part(2, "1", RICE, headline="早稻开镰"),
            part(3, "3", "上接第1版", HALL_ON),
            part(4, "3", OTHER, headline="公交延长"),
        )
    )
    assert [article.headline for article in back.articles] == ["科普馆开馆", "早稻开镰", "公交延长"]


@pytest.mark.parametrize(
    "articles",
    [
        # a text that has come to its end goes on nowhere
        (part(1, "1", HALL + "说完了。", "下转第3版"), part(2, "3", HALL_ON), part(3, "3", OTHER)),
        # what has a headline of its own is no rest
        (
            part(1, "1", HALL, "下转第3版"),
            part(2, "3", HALL_ON, headline="科普馆的周末"),
            part(3, "3", OTHER),
        ),
        # another page
        (part(1, "1", HALL, "下转第3版"), part(2, "2", HALL_ON), part(3, "3", OTHER)),
        # nothing akin
        (part(1, "1", HALL, "下转第3版"), part(2, "3", RICE_ON), part(3, "3", OTHER)),
        # two that are akin alike
        (part(1, "1", HALL, "下转第3版"), part(2, "3", HALL_ON), part(3, "3", HALL_ON)),
    ],
)
def test_a_lone_jump_line_stays_where_its_other_part_is_not_plain(articles):
    joined = follow_jumps(edition_of(*articles))
    assert joined.articles == articles
    assert {note.code for note in joined.diagnostics} == {"jump-open"}


def test_pages_of_an_edition_are_found_by_the_command(tmp_path):
    assert Path(plan_tasks([tmp_path / "a-1.txt"], PagePattern("{edition}-{page}"))[0].name).name == "a"


PAGES = (
    "第1版\n社区食堂开张\n\n本报讯 昨天上午，河东区第一家社区食堂正式开张，八百多户居民受益。\n（下转第2版）\n"
    "第2版\n（上接第1版）\n食堂每天供应三餐，六十岁以上老人打八折。\n"
)


@pytest.mark.parametrize("text", [PAGES, PAGES.replace("\n第2版", "\f第2版")])
def test_reconstruct_parts_pages_as_build_does(tmp_path, text):
    path = tmp_path / "paper.txt"
    path.write_text(text, encoding="utf-8")
    build(path, tmp_path / "o", BuildOptions(formats=("epub",)))
    built = read_edition(tmp_path / "o/paper.edition.json")
    assert reconstruct(read_text(path)) == built
    assert {block.page for article in built.articles for block in article.blocks} == {"1", "2"}
    assert run(["reconstruct", str(path), "--json", "-o", str(tmp_path / "e.json")]) == 0
    assert (tmp_path / "e.json").read_bytes() == (tmp_path / "o/paper.edition.json").read_bytes()


def test_corrections_go_to_their_pages_in_reconstruct_too():
    corrections = parse_corrections(
        'corrections = [{ replace = "八百", with = "九百" }, { replace = "打八折", with = "打七折" }]'
    )
    edition = reconstruct(read_string(PAGES), ReconstructOptions(corrections=corrections))
    texts = "".join(block.text for article in edition.articles for block in article.blocks)
    assert "九百多户" in texts
    assert "打七折" in texts


@pytest.mark.parametrize("between", ["\f", "\n\f\n", "\f\f", "\n\f\n\f\n"])
def test_the_source_of_pages_is_rebuilt_with_what_stands_between_them(between):
    page = (
        "海滨日报\n2019年10月3日\n老街改造不搬一户人家\n本报讯　中街的青石板路上，施工队正在更换地下管线。\n"
    )
    source = read_string(between.join((page, page.replace("3日", "4日"), page.replace("老街", "新街"))))
    edition = reconstruct(source)
    assert rebuild_source(edition) == source.text
    assert not check_conservation(source, edition)
