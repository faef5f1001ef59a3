"""A whole edition in the other script: text, names, quotation marks, language, spans, edits and the report."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import edition_of

from epubmaker import read_string, reconstruct
from epubmaker.convert import ConvertOptions, Glossary, configuration_names, convert, convert_text
from epubmaker.convert.engine import LANGUAGES
from epubmaker.errors import DependencyError, InputEncodingError, InputMissingError, OptionError
from epubmaker.model import (
    ArticlePlan,
    BylinePlan,
    Chain,
    Edition,
    FurniturePlan,
    Join,
    Masthead,
    Plan,
    Role,
    SeamNote,
    SourceText,
)
from epubmaker.model.conservation import check_conservation
from epubmaker.readers import read_text
from epubmaker.restore import rebuild_source, restore
from epubmaker.segment import split_lines

PAGE = (
    '强国家 兴民族 有你我\n余万里当选\n记者 于建国\n本报讯 余万里先生说:"软件\n'
    '关于下一步的工作,\n和鼠标"都用"重要窗口"。\n今天阴有雨。'
)


@pytest.fixture
def page() -> Edition:
    """Return an edition with a header group, a byline, a block over a jump, and furniture."""
    body = Chain(Role.BODY, (3, 5), (Join(3, 5, 0.8, True),))
    article = ArticlePlan(
        "article",
        kicker=(0,),
        headline=(1,),
        bylines=(BylinePlan((2,)),),
        chains=(body, Chain(Role.BODY, (4,))),
    )
    source = SourceText(PAGE)
    masthead = Masthead(
        title="河东日报", publisher="河东报社", weekday="星期五", lunar_date="农历己亥年", page="头版"
    )
    plan = Plan((article,), furniture=(FurniturePlan(Role.WEATHER, (6,)),))
    return restore(source, split_lines(source), plan, masthead)


@cache
def reconstructed(path: Path) -> tuple[SourceText, Edition]:
    """Return a seed and its edition."""
    return read_text(path), edition_of(path)


def texts(edition: Edition) -> list[str]:
    return [block.text for article in edition.articles for block in article.blocks]


def test_everything_a_reader_sees_is_converted(page):
    edition = convert(page, "s2tw").edition
    (article,) = edition.articles
    assert edition.language == "zh-Hant-TW"
    assert (article.kicker, article.headline) == ("強國家　興民族　有你我", "余萬里當選")
    (byline,) = article.bylines
    assert (byline.role, byline.names, byline.text) == ("記者", ("于建國",), "記者　于建國")
    assert article.dateline == "本報訊"
    assert texts(edition)[0] == "本報訊　余萬里先生說：「軟件和鼠標」都用「重要窗口」。"
    assert texts(edition)[1] == "關於下一步的工作，"
    assert edition.furniture[0].text == "今天陰有雨。"
    masthead = edition.masthead
    assert (masthead.title, masthead.publisher) == ("河東日報", "河東報社")
    assert (masthead.weekday, masthead.lunar_date, masthead.page) == ("星期五", "農曆己亥年", "頭版")


def test_what_is_not_text_stays(page):
    edition = convert(page, "s2twp").edition
    assert edition.source == page.source
    for before, after in zip(page.articles, edition.articles, strict=True):
        assert (after.id, after.kind, after.confidence, after.evidence) == (
            before.id,
            before.kind,
            before.confidence,
            before.evidence,
        )
        assert [block.spans for block in after.blocks] == [block.spans for block in before.blocks]
        assert [block.kind for block in after.blocks] == [block.kind for block in before.blocks]
    assert [piece.spans for piece in edition.furniture] == [piece.spans for piece in page.furniture]


@pytest.mark.parametrize("name", ["s2t", "s2tw", "s2twp", "s2hk"])
def test_the_source_can_still_be_rebuilt_and_is_conserved(page, name):
    edition = convert(page, name).edition
    assert rebuild_source(edition) == PAGE
    assert check_conservation(SourceText(PAGE), edition) == ()


def test_changes_are_edits_that_name_the_configuration(page):
    edits = {edit.before: edit for edit in convert(page, "s2tw").edition.edits}
    assert (edits["强国"].after, edits["强国"].rule) == ("強國", "convert:s2tw")
    assert (edits['"'].rule, edits['"'].after) == ("quote+convert:s2tw", "」")
    assert edits[":"].rule == "mark"


def test_a_seam_moves_with_words_that_change_their_length():
    text = "他写博客\n中间\n谈博客。"
    chain = Chain(Role.BODY, (0, 2), (Join(0, 2, 0.8, True),))
    source = SourceText(text)
    plan = Plan((ArticlePlan("article", chains=(chain, Chain(Role.BODY, (1,)))),))
    edition = convert(restore(source, split_lines(source), plan, Masthead()), "s2twp").edition
    (block, _) = edition.articles[0].blocks
    assert block.text == "他寫部落格談部落格。"
    assert block.seams == (SeamNote(5, 0.8, True),)
    assert rebuild_source(edition) == text


def test_the_report_names_protected_terms_with_their_evidence(page):
    protected = {term.term: term for term in convert(page, "s2twp").report.protected}
    assert (protected["重要窗口"].form, protected["重要窗口"].evidence) == ("重要窗口", "quoted wording")
    assert (protected["于建国"].form, protected["于建国"].evidence) == ("于建國", "byline")
    assert (protected["余万里"].form, protected["余万里"].evidence) == ("余萬里", "form of address")
    assert protected["余万里"].count == 2


def test_the_report_counts_characters_with_several_forms():
    report = convert_text("理发后发现头发，关于此事。", "s2tw").report
    counts = {found.character: dict(found.chosen) for found in report.one_to_many}
    assert counts == {"发": {"髮": 2, "發": 1}, "后": {"後": 1}, "于": {"於": 1}}
    (hair,) = [found for found in report.one_to_many if found.character == "发"]
    assert set(hair.alternatives) >= {"發", "髮"}
    assert len(hair.examples) == len(hair.chosen)
    assert report.changed == 8  # 发 后 发 现 头 发 关 于


def test_there_and_back_is_the_same_text(seed):
    _, original = reconstructed(seed)
    back = convert(convert(original, "s2t").edition, "t2s").edition
    assert texts(back) == texts(original)
    assert [article.headline for article in back.articles] == [
        article.headline for article in original.articles
    ]
    assert [piece.text for piece in back.furniture] == [piece.text for piece in original.furniture]
    assert back.language == original.language
    assert [(edit.span, edit.before, edit.after) for edit in back.edits] == [
        (edit.span, edit.before, edit.after) for edit in original.edits
    ]


def test_seeds_keep_spans_paragraphs_and_source(seed):
    source, original = reconstructed(seed)
    for name in ("s2tw", "s2twp"):
        converted = convert(original, name).edition
        assert [len(article.blocks) for article in converted.articles] == [
            len(article.blocks) for article in original.articles
        ]
        assert check_conservation(source, converted) == ()
        assert rebuild_source(converted) == source.text
        assert not {"“", "”", "‘", "’"} & set("".join(texts(converted)))


def test_an_edition_changed_by_hand_is_converted_without_edits(page):
    article = page.articles[0]
    by_hand = replace(page, articles=(replace(article, headline="余万里未能当选"),))
    edition = convert(by_hand, "s2tw").edition
    assert edition.articles[0].headline == "余萬里未能當選"
    assert edition.edits == ()
    assert edition.diagnostics[-1].code == "untraceable"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("s2t", "zh-Hant"),
        ("s2tw", "zh-Hant-TW"),
        ("s2twp", "zh-Hant-TW"),
        ("s2hk", "zh-Hant-HK"),
        ("t2s", "zh-Hans"),
        ("tw2sp", "zh-Hans"),
        ("t2hk", "zh-Hant-HK"),
    ],
)
def test_language_tags(page, name, language):
    assert convert(page, name).edition.language == language


def test_every_configuration_of_the_installed_opencc_works():
    names = configuration_names()
    assert {"s2t", "s2tw", "s2twp", "s2hk", "t2s", "tw2s", "tw2sp", "hk2s", "t2tw", "t2hk"} <= set(names)
    for name in names:
        assert name.partition("2")[2] in LANGUAGES
        assert convert_text("中文", name).text == "中文"


def test_an_unknown_configuration_is_an_error_that_lists_the_names(page):
    with pytest.raises(OptionError, match=r"'s2x'.*s2twp"):
        convert(page, "s2x")


def test_the_wrong_binding_is_an_error_that_says_what_to_do(page, monkeypatch):
    impostor = ModuleType("opencc")
    impostor.OpenCC = object
    monkeypatch.setitem(sys.modules, "opencc", impostor)
    with pytest.raises(DependencyError, match="pip uninstall opencc-python-reimplemented"):
        convert(page, "s2tw")


def test_no_binding_is_an_error_that_says_what_to_do(page, monkeypatch):
    monkeypatch.setitem(sys.modules, "opencc", None)
    with pytest.raises(DependencyError, match="pip install opencc"):
        convert(page, "s2tw")


# --- the user's own terms


def test_a_glossary_keeps_and_replaces(tmp_path):
    path = tmp_path / "terms.tsv"
    path.write_text("# 专名\n后海\n软件园\t軟體園區\n\n", encoding="utf-8")
    options = ConvertOptions(Glossary.read(path))
    converted = convert_text("后海的软件园，后来的软件。", "s2tw", options)
    assert converted.text == "后海的軟體園區，後來的軟件。"
    assert {term.term: term.evidence for term in converted.report.protected} == {
        "后海": "glossary",
        "软件园": "glossary",
    }


def test_a_glossary_goes_before_names_and_quotation_marks():
    options = ConvertOptions(Glossary.parse("于建国\t於建國\n“双减”\t“雙減”"))
    assert (
        convert_text("市长于建国说“双减”和“双碳”。", "s2tw", options).text == "市長於建國說“雙減”和「雙碳」。"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [("甲\t乙\t丙", "line 1"), ("甲\n\t乙", "line 2"), ("甲\t乙\n甲\t丙", "line 2.*stands above")],
)
def test_a_malformed_glossary_is_an_error_with_its_line(text, said):
    with pytest.raises(OptionError, match=said):
        Glossary.parse(text, "terms.tsv")


def test_a_glossary_that_cannot_be_read_is_an_input_error(tmp_path):
    with pytest.raises(InputMissingError):
        Glossary.read(tmp_path / "none.tsv")
    (tmp_path / "gbk.tsv").write_bytes("后海".encode("gb18030"))
    with pytest.raises(InputEncodingError):
        Glossary.read(tmp_path / "gbk.tsv")


# --- what must hold for any text

ANY = st.text(
    st.sampled_from(
        "市委会后发干里面余于先生教授、，。“”‘’「」『』\"'aZ 9\n\t\ue000\x00\ud800𠀀软件鼠标博客《》"
    ),
    max_size=60,
)


@settings(max_examples=200, deadline=None)
@given(text=ANY, name=st.sampled_from(["s2t", "s2twp", "t2s", "tw2sp", "s2hk", "t2jp"]))
def test_any_text_can_be_converted_and_keeps_its_rows(text, name):
    converted = convert_text(text, name).text
    assert converted.count("\n") == text.count("\n")
    assert [one for one in converted if not one.isprintable()] == [
        one for one in text if not one.isprintable()
    ]


@settings(max_examples=100, deadline=None)
@given(text=ANY)
def test_any_edition_leads_back_to_its_source_after_two_conversions(text):
    source = SourceText(text)
    lines = split_lines(source)
    plan = Plan(
        (ArticlePlan("article", chains=(Chain(Role.BODY, tuple(range(len(lines)))),) if lines else ()),)
    )
    edition = restore(source, lines, plan, Masthead())
    twice = convert(convert(edition, "s2twp").edition, "tw2s").edition
    assert rebuild_source(twice) == text
    assert check_conservation(source, twice) == ()


MIXED = (
    "老街改造不搬一户人家\n本报讯　完颜傑在现场说，翟崑教授看过「老街」二字的採藥图。\n"
    "“边住边修，街坊都在。”他斥钜资买下的宅子也是乾坤湾的一部分,软件由他发布.\n"
)


@pytest.mark.parametrize("there", ["s2t", "s2tw", "s2twp", "s2hk"])
@pytest.mark.parametrize("back", ["t2s", "tw2s", "tw2sp", "hk2s"])
def test_an_edition_is_led_back_by_its_record(there, back):
    """What was Traditional in a Simplified text, and what a dictionary has two forms for, is what it was."""
    source = read_string(MIXED)
    original = reconstruct(source)
    converted = convert(original, there).edition
    returned = convert(converted, back).edition
    assert texts(returned) == texts(original)
    assert returned.articles[0].headline == original.articles[0].headline
    assert rebuild_source(returned) == source.text
    assert check_conservation(source, returned) == ()


def test_an_edition_of_traditional_text_is_not_led_back():
    source = read_string("社區食堂開飯\n本報訊　濱河社區食堂昨天開飯，老人打八折。\n")
    simplified = convert(reconstruct(source), "t2s").edition
    again = convert(convert(simplified, "s2tw").edition, "t2s").edition
    assert texts(again) == texts(simplified)


def test_names_inside_a_longer_change_are_led_back_too():
    """记者陆阳摄影报道, its blanks lost, becomes one change of which the name is a part."""
    text = "大楼今天启用\n\n本报讯（记者陆阳摄影报道）昨天，大楼正式启用，学院师生代表参加了仪式。"
    edition = reconstruct(read_string(text))
    assert [byline.names for byline in edition.articles[0].bylines] == [("陆阳",)]
    there = convert(edition, "s2t").edition
    assert [byline.names for byline in there.articles[0].bylines] == [("陸陽",)]
    back = convert(there, "t2s").edition
    assert back.articles[0].bylines == edition.articles[0].bylines
