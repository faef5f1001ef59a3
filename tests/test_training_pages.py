"""Pages with known truth: what they print, what their forms hold, and that both say where every piece comes from."""

import json
import random
import re
from collections import Counter
from dataclasses import asdict, replace
from itertools import pairwise

import pytest

from epubmaker.training.__main__ import main as training
from epubmaker.training.pages.align import aligned
from epubmaker.training.pages.command import files_of, flat_forms, write_page
from epubmaker.training.pages.corpus import Corpus, known_characters, read_pool
from epubmaker.training.pages.gold import bound, boxes_of, edition_of, gold_of
from epubmaker.training.pages.kept import make_text
from epubmaker.training.pages.layout import make_edition, make_page
from epubmaker.training.pages.marked import Mark
from epubmaker.training.pages.settings import SETTINGS
from epubmaker.training.pages.streams import in_stream_order
from epubmaker.training.pages.typography import title_rows, wrapped
from epubmaker.training.pages.values import ROLES, Line, Page, Part, Piece

FORMS = {"ocr-rows", "ocr-glued", "ocr-reading", "ocr-paragraphs", "stream", "xycut", "bodies"} | {
    f"plain-{name}"
    for name in [
        "tight",
        "indent",
        "blank",
        "both",
        "apart",
        "wrapped",
        "flush",
        "flush-blank",
        "markdown",
        "crlf",
        "pages",
    ]
}


@pytest.fixture(scope="module")
def corpus():
    return Corpus.invented()


@pytest.fixture(scope="module")
def pages(corpus):
    return [
        (make_page(f"page-{number}", corpus, SETTINGS[name], "1"), SETTINGS[name])
        for number in range(7)
        for name in (SETTINGS if number < 2 else ("train", "test", "wide"))
    ]


@pytest.fixture(scope="module")
def flattened(pages):
    """Return each page with its setting and its forms."""
    return [(page, setting, flat_forms(page, setting)) for page, setting in pages]


def make_house():
    return SETTINGS["train"].house(random.Random(1))


def bare(text):
    return re.sub(r"\s+", "", text)


def source_of(gold, mark):
    """Return the role and the pieces of the part that a mark points at."""
    if mark.article is None:
        return gold["furniture_parts"][mark.block]
    return gold["articles"][mark.article]["parts"][mark.block]


def test_every_role_occurs(pages):
    found = {part.role for page, _ in pages for part in page.parts()}
    assert found == set(ROLES)


def test_the_gold_holds_every_printed_character(pages):
    for page, _ in pages:
        gold = gold_of(page)
        parts = [part for article in gold["articles"] for part in article["parts"]] + gold["furniture_parts"]
        held = Counter("".join(piece for _, pieces in parts for piece in pieces))
        assert held == Counter("".join(piece.text for line in page.lines for piece in line.pieces))


def test_bodies_of_the_gold_are_the_parts_of_the_text(pages):
    for page, _ in pages:
        for article in gold_of(page)["articles"]:
            bodies = [
                pieces for role, pieces in article["parts"] if role in ("text", "dialogue", "verse", "table")
            ]
            blocks = [block["pieces"] for block in article["blocks"]]
            assert [pieces for pieces in blocks if pieces in bodies] == bodies
            if article["headline"]:
                printed = [
                    piece for role, pieces in article["parts"] for piece in pieces if role == "headline"
                ]
                assert bare("".join(printed)) == bare(article["headline"])


def test_nothing_is_printed_outside_the_page_or_over_other_text(pages):
    crossings = 0
    for page, _ in pages:
        boxes = boxes_of(page)
        for line in boxes["lines"]:
            x0, y0, x1, y1 = line["box"]
            assert 0 <= x0 <= x1 <= boxes["width"] + 1
            assert 0 <= y0 <= y1 <= boxes["height"] + 1
        texts = sorted(line["box"] for line in boxes["lines"] if line["role"] == "text")
        crossings += sum(
            a[2] - b[0] > 2 and min(a[3], b[3]) - max(a[1], b[1]) > 2 for a, b in pairwise(texts)
        )
    assert crossings == 0


def test_every_form_is_there_and_its_marks_point_at_what_they_say(flattened):
    for page, _, forms in flattened:
        gold = json.loads(json.dumps(gold_of(page), default=list))
        assert set(forms) == FORMS
        for name, form in forms.items():
            for mark in form.marks:
                assert mark.start < mark.end
                assert not form.text[mark.start].isspace()
                assert not form.text[mark.end - 1].isspace()
                if mark.block is None:
                    assert re.fullmatch(r"第?\d+版.{0,3}", form.text[mark.start : mark.end])
                    continue
                role, pieces = source_of(gold, mark)
                assert role == mark.role
                if name.startswith("plain"):
                    assert bare(form.text[mark.start : mark.end]) in bare("".join(pieces))


def test_all_that_is_not_white_space_is_marked_once(flattened):
    for _, _, forms in flattened:
        for name, form in forms.items():
            ends = [mark.end for mark in form.marks]
            starts = [mark.start for mark in form.marks][1:]
            assert all(end <= start for end, start in zip(ends, starts, strict=False)), name
            outside = form.text
            for mark in reversed(form.marks):
                outside = outside[: mark.start] + outside[mark.end :]
            assert set(bare(outside)) <= (set("#*-") if name == "plain-markdown" else set()), name


def test_a_plain_form_holds_each_part_in_reading_order(flattened):
    for _, _, forms in flattened:
        form = forms["plain-flush"]
        bodies = [mark for mark in form.marks if mark.role == "text"]
        assert bodies == sorted(bodies, key=lambda mark: (mark.article, mark.block, mark.index))


def test_forms_look_as_they_are_called(flattened):
    looks = {
        "plain-blank": lambda text: "\n\n" in text and "　　" not in text,
        "plain-wrapped": lambda text: re.search(r"^　　", text, re.M),
        "plain-crlf": lambda text: "\r\n" in text and not re.search(r"(?<!\r)\n", text),
        "plain-tight": lambda text: "\n\n" not in text.replace("\n\n\n", ""),
        "plain-pages": lambda text: "\f" in text or re.search(r"^第?0?2版", text, re.M),
    }
    for page, setting, forms in flattened:
        verse = any(part.role == "verse" for part in page.parts())
        prose = sum(article.kind in ("article", "boxed", "brief") for article in page.articles)
        for name, holds in looks.items():
            if not (name == "plain-tight" and verse) and not (name == "plain-pages" and prose < 4):
                assert holds(forms[name].text), (page.name, name)
        most = max(setting.widths)
        assert max(len(row) for row in forms["plain-flush"].text.split("\n")) <= 3 * most


def test_the_same_seed_makes_the_same_bytes(corpus):
    made = []
    for _ in range(2):
        page = make_page("same", corpus, SETTINGS["train"], "5")
        made.append(list(files_of(page, flat_forms(page, SETTINGS["train"]))))
    assert made[0] == made[1]
    other = make_page("same", corpus, SETTINGS["train"], "6")
    assert [line.text for line in other.lines] != [line.text for line in page.lines]


def test_settings_share_no_names_patterns_or_layouts():
    train, test = SETTINGS["train"], SETTINGS["test"]
    for name in (
        "surnames",
        "places",
        "firms",
        "labels",
        "briefs",
        "questions",
        "adverts",
        "contacts",
        "notices",
    ):
        assert not set(getattr(train.words, name)) & set(getattr(test.words, name)), name
    assert not set(train.cuttings) & set(test.cuttings)
    assert not set(train.widths) & set(test.widths)
    assert {"pdfplumber", "pypdf"} == set(test.extractors) - set(train.extractors)


def test_streams_hold_every_line_once(pages):
    for page, _ in pages:
        assert Counter(map(id, in_stream_order(page, random.Random(1)))) == Counter(map(id, page.lines))


def test_a_row_that_a_title_opens_is_printed_with_its_text():
    title, text = Part("headline", "短讯"), Part("text", "今天开会。")
    page = printed(("另一篇", 0, 0))
    page.lines.append(Line((Piece("短讯", title, 0), Piece("今天", text, 0)), 0, 20, 50, 10, joint="　"))
    page.lines.append(Line((Piece("开会。", text, 1),), 0, 32, 30, 10))
    page.house = replace(make_house(), stream="bodies")
    assert [line.text for line in in_stream_order(page, random.Random(1))] == [
        "另一篇",
        "短讯　今天",
        "开会。",
    ]


# -- editions of several pages --------------------------------------------------------------------------------------------


def test_an_article_runs_on_to_the_page_that_its_jump_line_names(corpus):
    found = 0
    for number in range(6):
        pages = make_edition(f"edition-{number}", corpus, SETTINGS["test"], "1", 3)
        gold = edition_of(pages)
        assert len({page.facts["date"] for page in pages}) == 1
        for article in gold["articles"]:
            if "continues" not in article:
                continue
            found += 1
            before = gold["articles"][article["continues"]]
            assert before["page"] < article["page"]
            assert str(article["page"]) in before["jump"]
            assert str(before["page"]) in article["jump"]
            assert article["headline"] in ("", before["headline"])
            assert sum(len(piece) for block in article["blocks"] for piece in block["pieces"]) > 30
    assert found > 2


def test_the_pages_of_an_edition_are_bound_into_one_text(corpus):
    setting = SETTINGS["train"]
    pages = make_edition("bound", corpus, setting, "2", 2)
    gold = edition_of(pages)
    made = [flat_forms(page, setting) for page in pages]
    for name in FORMS:
        form = bound(pages, [forms[name] for forms in made])
        assert form.text.count("\f") == 1 + sum(forms[name].text.count("\f") for forms in made)
        for mark in form.marks:
            if mark.block is not None and name.startswith("plain"):
                role, parts = source_of(gold, mark)
                assert role == mark.role
                assert bare(form.text[mark.start : mark.end]) in bare("".join(parts))


# -- what extractors do to printed lines ----------------------------------------------------------------------------------


def printed(*rows, vertical=False):
    """Return a page that holds lines, each (text, x, y), all of one part."""
    part = Part("text", "")
    lines = [
        Line((Piece(text, part, number),), x, y, 10.0 * len(text), 10.0, vertical=vertical)
        for number, (text, x, y) in enumerate(rows)
    ]
    page = Page("small", None, 500, 500, lines=lines)
    page.furniture.append(("colophon", [part]))
    return page


def pieces(form):
    return [(form.text[mark.start : mark.end], mark.index) for mark in form.marks]


def test_a_row_of_two_columns_is_two_pieces():
    page = printed(("春风又绿", 0, 0), ("江南岸边", 0, 12), ("明月何时", 60, 0), ("照我还家", 60, 12))
    assert pieces(aligned(page, "春风又绿    明月何时\n江南岸边照我还家\n")) == [
        ("春风又绿", 0), ("明月何时", 2), ("江南岸边", 1), ("照我还家", 3),
    ]  # fmt: skip


def test_a_text_printed_twice_is_told_apart_by_what_stands_beside_it():
    page = printed(("甲乡开会", 0, 0), ("记者", 0, 12), ("乙镇修路", 200, 300), ("记者", 200, 312))
    assert pieces(aligned(page, "乙镇修路\n记者\n甲乡开会\n记者\n")) == [
        ("乙镇修路", 2), ("记者", 3), ("甲乡开会", 0), ("记者", 1),
    ]  # fmt: skip


def test_a_broken_line_has_several_pieces_and_text_unknown_has_no_role():
    page = printed(("一二三四五六", 0, 0), ("七八九十", 0, 12))
    form = aligned(page, "一二三\n四五六\n甲乙丙\n七八九十\n")
    assert pieces(form) == [("一二三", 0), ("四五六", 0), ("甲乙丙", None), ("七八九十", 1)]
    assert form.marks[2] == Mark(8, 11, None, None, None, None)
    assert form.placed == 1


def test_a_title_that_runs_down_is_found_letter_by_letter_between_other_text():
    page = printed(("天地玄黄", 0, 0), vertical=True)
    assert pieces(aligned(page, "天\n甲乙\n地\n玄 丙\n黄\n")) == [
        ("天", 0), ("甲乙", None), ("地", 0), ("玄", 0), ("丙", None), ("黄", 0),
    ]  # fmt: skip


def test_what_is_lost_is_not_placed():
    form = aligned(printed(("一二三四五六", 0, 0), ("七八九十", 0, 12)), "七八九十\n")
    assert form.placed == pytest.approx(0.4)


# -- rows -----------------------------------------------------------------------------------------------------------------


def test_no_row_opens_with_a_mark_that_may_not():
    rows = wrapped("他说：“这里的路修好了，大家都很高兴。”说完，他笑了。", 8)
    assert "".join(rows) == "他说：“这里的路修好了，大家都很高兴。”说完，他笑了。"
    assert not any(row[0] in "，。：”" for row in rows)


def test_titles_fall_into_rows_of_about_equal_length():
    assert title_rows("山里孩子有了图书室", 12, 3) == ["山里孩子有了图书室"]
    assert title_rows("修好老桥 不怕汛期", 6, 3) == ["修好老桥", "不怕汛期"]
    assert title_rows("山里孩子有了图书室", 2, 3) is None


# -- the command ----------------------------------------------------------------------------------------------------------


def test_the_command_writes_pages_that_real_extractors_have_flattened(tmp_path, capsys):
    pytest.importorskip("pymupdf")
    training(["pages", "--pages", "1", "--seed", "3", "--setting", "train", "--out", str(tmp_path)])
    assert "train-3-0000" in capsys.readouterr().out
    gold = json.loads((tmp_path / "train-3-0000.gold.json").read_text("utf-8"))
    rows = json.loads((tmp_path / "train-3-0000.pymupdf.rows.json").read_text("utf-8"))
    text = (tmp_path / "train-3-0000.pymupdf.txt").read_bytes().decode("utf-8")
    assert rows["placed"] > 0.99
    for mark in (Mark(*row) for row in rows["rows"]):
        if mark.role is not None:
            role, parts = source_of(gold, mark)
            assert role == mark.role
            assert bare(text[mark.start : mark.end]) in bare(parts[mark.index])
    assert (tmp_path / "train-3-0000.pdf").read_bytes().startswith(b"%PDF")


def test_a_corpus_of_ones_own_is_read(tmp_path, corpus):
    path = tmp_path / "own.jsonl"
    rows = [json.dumps(raw, ensure_ascii=False) for raw in corpus.pools[0]]
    path.write_text(
        "\n".join([json.dumps({"title": "", "paras": ["没有标题的文章不能用。"]}), *rows]), "utf-8"
    )
    own = Corpus.of_files([path])
    assert len(own.pools[0]) == len(rows)
    page = make_page("own", own, SETTINGS["test"], "1")
    write_page(page, SETTINGS["test"], tmp_path, pdf=False)
    assert (tmp_path / "own.ocr-glued.rows.json").exists()


def test_a_corpus_without_titles_says_so():
    with pytest.raises(ValueError, match="title"):
        Corpus([[]])


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(SystemExit, match="pages"):
        training(["nothing"])


@pytest.mark.parametrize("script", ["t2s", "s2tw", "s2hk"])
def test_all_faces_have_every_character_that_is_printed(corpus, script):
    source = corpus.source(random.Random(1), script)
    known = known_characters(source.traditional)
    for setting in SETTINGS.values():
        words = source.set(str(asdict(setting.words)))
        assert not {c for c in words if c.isalpha() and ord(c) not in known}
    texts = [raw["title"] + "".join(raw["paras"]) for raw in corpus.pools[0]]
    assert not {c for text in texts for c in source.set(text) if ord(c) not in known}


def test_crossheads_of_a_story_are_told_from_its_text_and_from_what_archives_add():
    prose = "这是第一段，讲的是村里修路的事情，大家都很高兴。"
    raw = {
        "title": "村里修了一条路",
        "paras": [
            "没有正文在前的小标题", prose, "记者 张三", "路通了，心也通了", prose + "又一段。", "“一条路就是一条命”",
            prose + "再一段。", "来源：某某网", "后面没有正文的小标题",
        ],
    }  # fmt: skip
    story = Corpus([[raw]]).source(random.Random(1), "t2s").draw()
    assert story.headings == {"路通了，心也通了", "“一条路就是一条命”"}
    assert story.prose == (prose, prose + "又一段。", prose + "再一段。")
    assert story.paras[1] == "路通了，心也通了"


STORY = {
    "title": "图书馆延长开放时间",
    "paras": [
        "图书馆延长开放时间",
        "本报记者 王建国",
        "市图书馆昨天宣布，从下月起每晚延长开放一小时，周末和节假日也不例外，自习区同样如此。",
        "读者的心愿",
        "“终于等到了这一天。”常来自习的大学生李晓说，过去每晚九点就要收拾书包，常常一道题还没有算完。",
        "真的够用吗？",
        "馆长介绍，延长开放之后，每天的接待能力将提高一成，馆内还将增加两百个座位，并开放新的自习室。",
        "从今年起，全市所有的社区分馆也将陆续延长开放时间，读者可以在任何一处借书还书，十分方便。",
        "图为读者在自习区看书。 李晓 摄",
        "有了新的开放时间，馆里也要增加人手，目前已经招聘了二十名年轻的馆员，下个月就能到岗工作。",
        "责任编辑 陈明",
    ],
}


def test_a_whole_text_keeps_every_paragraph_of_a_story_with_its_role():
    setting = SETTINGS["train"]
    pages = (make_text(f"text-{number}", Corpus([[STORY]]), setting, "1") for number in range(60))
    article = next(
        page.articles[0]
        for page in pages
        if page.house.script == "t2s" and page.articles[0].kind == "article"
    )
    own = "".join(STORY["paras"]).replace(" ", "")
    told = [(part.role, part.text[:4]) for part in article.body if part.text in own]
    assert told == [
        ("byline", "本报记者"),
        ("text", "市图书馆"),
        ("crosshead", "读者的心"),
        ("text", "“终于等"),
        ("text", "真的够用"),
        ("text", "馆长介绍"),
        ("text", "从今年起"),
        ("caption", "图为读者"),
        ("text", "有了新的"),
        ("signature", "责任编辑"),
    ]


def test_whole_texts_come_in_the_plain_forms_with_marks_and_gold(tmp_path):
    training(["pages", "--whole", "--pages", "2", "--seed", "9", "--out", str(tmp_path)])
    for gold in sorted(tmp_path.glob("*.gold.json")):
        name = gold.name.removesuffix(".gold.json")
        forms = {path.name.split(".")[1] for path in tmp_path.glob(f"{name}.*.txt")}
        assert forms == {form for form in FORMS if form.startswith("plain")}
        text = (tmp_path / f"{name}.plain-tight.txt").read_text("utf-8")
        held = json.loads(gold.read_text("utf-8"))
        for article in held["articles"]:
            for block in article["blocks"]:
                if article["kind"] == "article":
                    assert "".join(block["pieces"]) in text


def test_columns_of_short_news_are_no_stories(tmp_path):
    file = tmp_path / "news.jsonl"
    titles = ["国内联播快讯", "河东老街今年变个样", "國際新聞集納"]
    rows = [{"title": title, "paras": ["老井和石牌坊都会保留，居民说盼了很久。"]} for title in titles]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    assert [raw["title"] for raw in read_pool(file, random.Random(1))] == ["河东老街今年变个样"]
