"""The index of persons, organisations and places, and the keywords."""

from __future__ import annotations

import re
from dataclasses import replace

import opencc
import pytest
from conftest import ROOT, SEEDS
from epub_reading import EPUB_TYPE, NS, Book, local, newspaper_lines, text
from epub_samples import edition_lines, fuzzed, sample
from made import edition_of

from epubmaker import convert
from epubmaker.model import Article, Block, Byline
from epubmaker.render.epub import EpubOptions, render_epub, render_volume
from epubmaker.render.terms import find_terms, read_words

WITH_INDEX = EpubOptions(index=True)
NEWS = (
    "昨天，市长郭云鹏、曾小梅等市领导来到青浦镇。郭云鹏指出，春耕是大事。",
    "记者祁远山在柳河村看到，垃圾分类的垃圾桶已经换新。祁远山说，垃圾分类要坚持，垃圾分类不难。",
    "嘉兴市农业技术推广中心派人到杭州市学习，杭州市的经验很好。",
)
TRADITIONAL = "昨天，市長郭雲鵬、曾小梅等市領導來到青浦鎮。郭雲鵬指出，春耕是大事。"


def edition(*paragraphs: str, language: str = "zh-Hans"):
    blocks = tuple(Block("paragraph", each) for each in paragraphs)
    byline = Byline("记者", ("李小满" if language == "zh-Hans" else "李小滿",))
    return replace(
        sample(language),
        articles=(
            Article("a1", "article", "青浦镇春耕", bylines=(byline,), blocks=blocks),
            Article("a2", "article", "无人", blocks=(Block("paragraph", "公园里花开了。"),)),
        ),
    )


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(render_epub(edition(*NEWS), WITH_INDEX))


def entries(book: Book) -> dict[str, dict[str, list[str]]]:
    """Return the index as heading -> term -> targets."""
    found: dict[str, dict[str, list[str]]] = {}
    for section in book.tree("index.xhtml").iterfind(".//h:section/h:section", NS):
        heading = section.find("h:h2", NS)
        if heading is None:
            continue
        lines = found.setdefault(text(heading), {})
        for line in section.iterfind(".//h:li", NS):
            lines[text(line.find("h:span", NS))] = [link.get("href") for link in line.iterfind("h:a", NS)]
    return found


def test_persons_are_found_by_evidence_and_nothing_else_is_one(book):
    assert set(entries(book)["人名"]) == {"郭云鹏", "曾小梅", "祁远山"}


def test_who_a_byline_credits_has_an_index_of_their_own(book):
    assert set(entries(book)["记者与通讯员"]) == {"李小满"}


def test_places_and_organisations(book):
    assert {"青浦镇", "柳河村", "杭州市"} <= set(entries(book)["地名"])
    assert set(entries(book)["机构"]) == {"嘉兴市农业技术推广中心"}


def test_references_lead_to_the_first_passage_that_names_the_term(book):
    for terms in entries(book).values():
        for term, targets in terms.items():
            for target in targets:
                href, _, anchor = target.partition("#")
                element = next(e for e in book.tree(href).iter() if not anchor or e.get("id") == anchor)
                assert term in text(element)
    assert entries(book)["人名"]["祁远山"] == [f"{book.articles()[0]}#p2"]


def test_entries_stand_under_their_letters_and_surnames_are_read_as_surnames(book):
    persons = next(
        section
        for section in book.tree("index.xhtml").iterfind(".//h:section/h:section", NS)
        if text(section.find("h:h2", NS)) == "人名"
    )
    letters = [
        (text(part.find("h:h3", NS)), [text(e) for e in part.iter() if e.get(EPUB_TYPE) == "index-term"])
        for part in persons.iterfind("h:section", NS)
    ]
    assert letters == [("G", ["郭云鹏"]), ("Q", ["祁远山"]), ("Z", ["曾小梅"])]


def test_traditional_text_is_indexed_in_its_own_characters():
    found = entries(Book(render_epub(edition(TRADITIONAL, language="zh-Hant-TW"), WITH_INDEX)))
    assert {"郭雲鵬", "曾小梅"} <= set(found["人名"])
    assert set(found["記者與通訊員"]) == {"李小滿"}
    assert "青浦鎮" in found["地名"]


def test_keywords_are_what_the_edition_is_about(book):
    lines = book.tree("keywords.xhtml").findall(".//h:li", NS)
    words = [text(line.find("h:span", NS)) for line in lines]
    assert "垃圾" in words[:2]
    assert not {"昨天", "市长", "郭云鹏"} & set(words)
    assert all(line.find("h:a", NS).get("href") in book.spine for line in lines)


def test_index_is_in_contents_landmarks_spine_and_metadata(book):
    assert [label for label, _ in book.links_of("toc")][-2:] == ["索引", "关键词"]
    assert ("索引", "index.xhtml") in book.links_of("landmarks")
    assert book.spine[-2:] == ["index.xhtml", "keywords.xhtml"]
    assert "index" in book.meta("schema:accessibilityFeature")
    section = book.tree("index.xhtml").find(".//h:section", NS)
    assert (section.get(EPUB_TYPE), section.get("role")) == ("index", "doc-index")
    levels = [int(local(e)[1]) for e in book.tree("index.xhtml").iter() if re.fullmatch("h[1-6]", local(e))]
    assert levels[:3] == [1, 2, 3]


def test_text_of_the_book_is_untouched_by_the_index(book):
    assert newspaper_lines(book) == edition_lines(edition(*NEWS))


def test_no_index_where_nothing_is_named():
    book = Book(render_epub(fuzzed()["no-article"], WITH_INDEX))
    assert "index.xhtml" not in book.spine
    assert "index" not in book.meta("schema:accessibilityFeature")
    assert newspaper_lines(Book(render_epub(fuzzed()["random"], WITH_INDEX))) == edition_lines(
        fuzzed()["random"]
    )


def test_a_volume_has_one_index_that_names_the_days():
    book = Book(render_volume([edition(NEWS[0]), edition(NEWS[0])], WITH_INDEX))
    assert len(entries(book)["人名"]["郭云鹏"]) == 2
    labels = [text(link) for link in book.tree("index.xhtml").iterfind(".//h:li/h:a", NS)]
    assert all(label.startswith("2021年3月4日") for label in labels)


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("慈善爱心活动启动，文明之花盛开，智慧城市建设加快。", "person", set()),
        ("高质量发展是主题，方向明确，金融稳定，于是会议开始。", "person", set()),
        ("欧阳明说，天气很好。", "person", {"欧阳明"}),
        ("来自中国和美国的客人到了北京。", "place", {"中国", "美国", "北京"}),
        ("在青浦镇和柳河村之间", "place", {"青浦镇", "柳河村"}),
        ("城市建设的深度和温度", "place", set()),
        ("平湖市委发文，平湖市政府转发。", "organisation", {"平湖市委", "平湖市政府"}),
        ("多哥总统福雷·纳辛贝来访，约翰斯·霍普金斯大学发表声明。", "person", {"福雷·纳辛贝"}),
        ("他读过《哈利·波特》，外长伊万诺夫表示欢迎。", "person", {"伊万诺夫"}),
        ("上合组织部长会议开幕。", "organisation", {"上合组织"}),  # its end lies inside a word
        ("委内瑞拉总统和于布什总统看来不同，何婆婆买了花椒粉。", "person", {"布什"}),
        (
            "梁家湾村和窦店镇都在黄河边，鄱阳湖在江西。",
            "place",
            {"梁家湾村", "窦店镇", "黄河", "鄱阳湖", "江西"},
        ),
        ("文理学院和人民法院都放假，清华大学不放。", "organisation", {"清华大学"}),
        ("高中生们听东方材料称，花椒粉涨价了，导演武侠片不容易。", "person", set()),
        ("总理李强在雅加达说，公司总经理钱模星兴奋地笑了。", "person", {"李强", "钱模星"}),
        (
            "总经理冈萨罗·马林和牧民阿依古丽·阿德汗握手，英国罗素·法国雨果都来。",
            "person",
            {"冈萨罗·马林", "阿依古丽·阿德汗"},
        ),
        ("大家都富才叫富，专家高超的技术，放飞孔明灯，包吃包住。", "person", set()),
        ("据经开区介绍，他今年住进市里的新房，范孙楼前", "place", set()),
        ("石林乡崔阁村和青石乡江木尔扎村", "place", {"崔阁村"}),
        ("瑞金南路修好了，泡在温泉中看长寿之乡，渤海证券上涨。", "place", set()),
        ("北京时间八时，《伦敦时报》说，小黄山遗址有新发现。", "place", set()),
        ("团结、友谊、合作，减少禁养区，商业的中心区，内地九市", "place", set()),
        ("院士钟南山到了澳门，海南海垦集团在招人。", "place", {"澳门"}),
        ("德国财政部、教育部和二十国集团都发声明。", "organisation", {"德国财政部", "教育部", "二十国集团"}),
        ("登录中国政府网，德国智库经济研究所和法国连锁酒店集团", "organisation", set()),
        ("上海合作组织成员国，长江存储有限公司", "place", set()),
        ("河东县多所学校放假，上海一药业公司和中国顶级公司", "organisation", set()),
        ("四个乡镇和许多社区，伴随着古村，现代化大都市，医师罗平答：", "place", set()),
        ("英·法占领区内，官员吉奥瓦尼-法尔克来了，教授陈军作工作汇报", "person", set()),
        ("朝阳、天津都下雨了，友谊县也是。", "place", {"朝阳", "天津", "友谊县"}),
    ],
)
def test_terms_of_a_sentence(sentence, kind, expected):
    found = {
        sentence[term.start : term.end]
        for term in find_terms(sentence, read_words(sentence), ())
        if term.kind == kind
    }
    assert found == expected


UNMARKED = (
    "本店自开张以来蒙各界光顾今将新到各货列后欲购者请至北京东城本号面议可也外埠函购原班回件账房余孙卓如启"
    "又租屋一区约八千方在南门又賄串县差一案另行登报声明天津分号同此王明远先生另有告白"
)


def test_a_paragraph_without_marks_tells_only_what_is_known_by_itself():
    """Where no mark shows in which name characters belong, nothing is guessed; marks make the same places of it."""
    told = {
        (term.kind, UNMARKED[term.start : term.end])
        for term in find_terms(UNMARKED, read_words(UNMARKED), ())
    }
    assert told == {("place", "北京"), ("place", "天津"), ("person", "王明远")}
    marked = "在柳河村，村党支部书记祁远山说，今年的稻子长得好。"
    whole = f"{UNMARKED}\n{marked}"
    found = {whole[term.start : term.end] for term in find_terms(whole, read_words(whole), ())}
    assert {"柳河村", "祁远山", "北京"} <= found


def _tables(name):
    rows = (ROOT / "tests" / "cases" / name).read_text(encoding="utf-8").splitlines()
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def test_entries_of_the_index_are_right():
    """At least 95 of 100, each counted once: those of both seeds, checked by hand, and of news whose key was written by reading."""
    known = {(seed, entry): verdict == "right" for seed, _, entry, verdict in _tables("index.tsv")}
    right = found = missed = 0
    for path in SEEDS:
        for terms in entries(Book(render_epub(edition_of(path), WITH_INDEX))).values():
            found += len(terms)
            right += sum(known.get((path.stem[:3], term), False) for term in terms)
    kinds = ("person", "organisation", "place")
    for sentence, *expected in (*_tables("index_sentences.tsv"), *_tables("index_news.tsv")):
        told = {kind: set() for kind in kinds}
        for term in find_terms(sentence, read_words(sentence), ()):
            told[term.kind].add(sentence[term.start : term.end])
        for kind, names in zip(kinds, expected, strict=True):
            found += len(told[kind])
            right += len(told[kind] & set(names.split()))
            missed += len(set(names.split()) - told[kind])
    assert found >= 280
    assert right >= 0.95 * found, (right, found)
    assert missed <= 0.21 * found, (
        missed,
        found,
    )  # .15 before the last 24 paragraphs, which name more than is told


def test_an_index_in_traditional_characters_has_the_entries_of_the_simplified_one():
    simplify = opencc.OpenCC("t2s").convert
    plain = edition_of(SEEDS[0])
    expected = entries(Book(render_epub(plain, WITH_INDEX)))
    told = entries(Book(render_epub(convert(plain, "s2t").edition, WITH_INDEX)))
    simplified = {simplify(term) for terms in told.values() for term in terms}
    same = simplified & {term for terms in expected.values() for term in terms}
    assert len(same) >= 0.95 * len(simplified)
