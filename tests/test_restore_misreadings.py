"""Characters that were probably misread: offered with a confidence, set only on request, and names left alone."""

from __future__ import annotations

import pytest

from epubmaker.model import ArticlePlan, Chain, Masthead, Plan, Role, SourceText, Span
from epubmaker.model.conservation import assert_conserved
from epubmaker.restore import RestoreOptions, TrackedText, rebuild_source, restore
from epubmaker.restore.misreadings import mend_misreadings
from epubmaker.seams.misreadings import find_misreadings
from epubmaker.segment import split_lines

MISREAD = [
    ("他们办理了婚烟登记手续", "烟", "姻"),
    ("全市经济杜会发展取得成效", "杜", "社"),
    ("会议强调要竖持问题导向", "竖", "坚"),
    ("孩子们回到学核上课", "核", "校"),
    ("保护生态坏境人人有责", "坏", "环"),
    ("提高人民生活水乎", "乎", "平"),
]


@pytest.mark.parametrize(("text", "read", "printed"), MISREAD)
def test_a_misread_character_is_found_with_what_it_must_be(text, read, printed):
    (found,) = find_misreadings(["第一段没有错字。", f"{text}，受到欢迎。"])
    assert (found.text, found.at, found.character, found.likely) == (1, text.index(read), read, printed)
    assert 0.8 <= found.confidence < 1


def test_a_character_that_makes_another_word_is_left_alone():
    assert find_misreadings(["这些货款将用于基础设施建设。"]) == []  # 贷款 perhaps, but 货款 is a word


def test_clean_text_and_names_have_none():
    texts = [
        "市领导祁海龙、仲旭东、胡水良、石云良、王道平、蒋娟芬、宋怡玲、汤建萍出席会议。",
        "褚其英宝说，景都佳苑的居民已经习惯了。林埭镇、北河溇社区、乍王线大胜段。",
        "第一次全体会议审议通过了章程，选举产生了第一届理事会。",
        "",
        "Hello, world 2020",
    ]
    assert find_misreadings(texts) == []
    assert find_misreadings([]) == []


def test_traditional_text_is_offered_no_simplified_characters():
    assert all(found.character == "烟" for found in find_misreadings(["他們的婚煙登記手續辦理完畢。"]))


def restored(text: str, options: RestoreOptions):
    source = SourceText(text)
    plan = Plan((ArticlePlan("article", chains=(Chain(Role.BODY, (0,)),)),))
    edition = restore(source, split_lines(source), plan, Masthead(), options)
    assert_conserved(source, edition)
    assert rebuild_source(edition) == text
    return edition


LINE = "记者了解到,他们办理了婚烟登记手续。"


def test_an_offer_shows_the_words_on_either_side():
    (offered,) = restored(LINE, RestoreOptions()).diagnostics
    assert "办理了婚烟登记手续" in offered.message
    assert "“姻”" in offered.message


def test_it_is_offered_and_not_applied_unasked():
    edition = restored(LINE, RestoreOptions())
    assert edition.articles[0].blocks[0].text == "记者了解到，他们办理了婚烟登记手续。"
    (offer,) = edition.diagnostics
    assert (offer.code, offer.spans) == ("ocr-suggestion", (Span(12, 13),))
    assert "“烟”或为“姻”" in offer.message


def test_it_is_applied_on_request_as_an_edit():
    edition = restored(LINE, RestoreOptions(fix_ocr=True))
    assert edition.articles[0].blocks[0].text == "记者了解到，他们办理了婚姻登记手续。"
    assert edition.diagnostics == ()
    (edit,) = [edit for edit in edition.edits if edit.rule == "misreading"]
    assert (edit.span, edit.before, edit.after) == (Span(12, 13), "烟", "姻")
    assert edit.confidence < 1


def test_a_stroke_before_a_doubled_measure_word_is_a_numeral_on_request():
    assert restored("-件件小事。", RestoreOptions(fix_ocr=True)).articles[0].blocks[0].text == "一件件小事。"
    assert restored("-市委小事。", RestoreOptions(fix_ocr=True)).articles[0].blocks[0].text == "-市委小事。"


def test_it_can_be_left_out():
    assert restored(LINE, RestoreOptions(look_for_misreadings=False)).diagnostics == ()


def check_offered(text, read):
    """Check that a reading is offered where it differs from the text, and set only when asked."""
    tracked = TrackedText.of_source(text, (Span(0, len(text)),))
    ((kept, offers),) = mend_misreadings([tracked], RestoreOptions())
    assert kept.text == text
    assert bool(offers) == (text != read)
    ((mended, _),) = mend_misreadings([tracked], RestoreOptions(fix_ocr=True))
    assert mended.text == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("活动于1月1O日举行，请市民参加。", "活动于1月10日举行，请市民参加。"),
        ("本次共募得善款5OO元。", "本次共募得善款500元。"),
        ("全年增长l2%，符合预期。", "全年增长l2%，符合预期。"),
        ("他们用了5l水和OPPO手机。", "他们用了5l水和OPPO手机。"),
    ],
)
def test_letters_in_figures_are_offered_and_set_when_asked(text, read):
    check_offered(text, read)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("人民群众的获得惑不断增强。", "人民群众的获得感不断增强。"),
        ("末来五年，全市要再上台阶。", "未来五年，全市要再上台阶。"),
        ("他自已动手做饭。", "他自己动手做饭。"),
        ("会议指出，巳经完成全年任务。", "会议指出，已经完成全年任务。"),
        ("入民政府和千部职工一起努力。", "人民政府和干部职工一起努力。"),
        ("近曰，幸褔小区的操埸开放。", "近日，幸福小区的操场开放。"),
        ("公司己成立三年，学校己于9月建成。", "公司已成立三年，学校已于9月建成。"),
        ("知己全部到场，舍己为人，固执己见。", "知己全部到场，舍己为人，固执己见。"),
        ("进人新时代，企业进人快车道。", "进入新时代，企业进入快车道。"),
        ("引进人才，先进人物，走进人群，推进人民调解。", "引进人才，先进人物，走进人群，推进人民调解。"),
        ("收人差距缩小，深人基层；招收人员，资深人员。", "收入差距缩小，深入基层；招收人员，资深人员。"),
        ("他加人中国作协，又增加人手。", "他加入中国作协，又增加人手。"),
        ("学习曰语，曰均客流百人，对曰：“本无此事”。", "学习日语，日均客流百人，对曰：“本无此事”。"),
        ("预计l0月通车，I5日闭幕，处理器为I5。", "预计10月通车，15日闭幕，处理器为I5。"),
        ("生态环镜越来越好。", "生态环境越来越好。"),
        ("泪流满面不能自已。", "泪流满面不能自已。"),
        ("周末来这里露营，本末来由说清。", "周末来这里露营，本末来由说清。"),
        ("三千部手机和千部电影。", "三千部手机和千部电影。"),
        ("乙巳年巳时出发，子曰诗云。", "乙巳年巳时出发，子曰诗云。"),
        ("守在疆埸，谢思埸夺冠。", "守在疆埸，谢思埸夺冠。"),
        ("他已近八旬，自己经历过战争。", "他已近八旬，自己经历过战争。"),
    ],
)
def test_words_that_no_text_has_are_set_when_asked(text, read):
    check_offered(text, read)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产值增长8.l%，同比回落O.5个百分点。", "产值增长8.1%，同比回落0.5个百分点。"),
        ("总投资l.2亿元。", "总投资1.2亿元。"),
        ("他巳经走了，末来可期。", "他已经走了，未来可期。"),
        ("王巳成、张末来、李曰文参加会议。", "王巳成、张末来、李曰文参加会议。"),
        ("中华入民共和国成立7O周年，新増岗位5O多个。", "中华人民共和国成立70周年，新增岗位50多个。"),
        ("巳投入使用，巳时到场。", "已投入使用，巳时到场。"),
        ("新入民宿，今年属蛇，逢巳年。", "新入民宿，今年属蛇，逢巳年。"),
        ("软件版本为O.5，文件名是l.2。", "软件版本为O.5，文件名是l.2。"),
    ],
)
def test_letters_in_decimals_and_names_that_look_misread(text, expected):
    edition = restored(text, RestoreOptions(fix_ocr=True))
    assert edition.articles[0].blocks[0].text == expected
