"""Pieces of script conversion by hand: which stretch came from which, quotation marks by region, the way back by the record."""

from __future__ import annotations

import pytest

from epubmaker.convert import ConvertOptions, Glossary, convert_text
from epubmaker.convert.alignment import aligned_clauses, even_stretches
from epubmaker.convert.leading_back import NO_RECORD, Record
from epubmaker.convert.quotation import quotation_changes, sets_single_outside


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("甲乙丙丁", "甲二三丁", [(1, 3, "二三")]),
        ("甲乙丙丁", "一乙三丁", [(0, 1, "一"), (2, 3, "三")]),
        ("甲乙丙丁", "甲乙丙四", [(3, 4, "四")]),
        ("甲乙", "甲乙", []),
        ("", "", []),
    ],
)
def test_characters_that_changed_one_for_one(before, after, changed):
    assert even_stretches(before, after) == changed
    assert even_stretches(before, after, 7) == [(low + 7, high + 7, new) for low, high, new in changed]


@pytest.mark.parametrize(
    ("text", "clauses", "changed"),
    [
        ("写作，网", [(0, "写作", "寫作", "寫作"), (3, "网", "網", "網")], [(0, 1, "寫"), (3, 4, "網")]),
        ("他写博客。", [(0, "他写博客", "他寫部落格", "他寫博客")], [(1, 2, "寫"), (2, 4, "部落格")]),
        ("用鼠标写", [(0, "用鼠标写", "用滑鼠寫", "用鼠標寫")], [(1, 3, "滑鼠"), (3, 4, "寫")]),
        ("甲乙", [(0, "甲乙", "甲丙乙", "甲乙")], [(0, 1, "甲丙")]),
        ("甲乙", [(0, "甲乙", "丙甲乙", "甲乙")], [(0, 1, "丙甲")]),
        ("甲乙丙", [(0, "甲乙丙", "甲丙", "甲乙丙")], [(1, 2, "")]),
        ("甲乙丙", [(0, "甲乙丙", "一乙三", "甲乙丙")], [(0, 1, "一"), (2, 3, "三")]),
        (
            "鼠标写博客",
            [(0, "鼠标写博客", "滑鼠寫部落格", "鼠標寫博客")],
            [(0, 2, "滑鼠"), (2, 3, "寫"), (3, 5, "部落格")],
        ),
        (
            "见：甲乙。写",
            [(2, "甲乙", "甲丙乙", "甲乙"), (5, "写", "寫", "寫")],
            [(2, 3, "甲丙"), (5, 6, "寫")],
        ),
        ("甲乙", [(0, "甲乙", "甲乙", "甲乙")], []),
        ("写", [], []),
    ],
)
def test_what_changed_in_clauses(text, clauses, changed):
    assert aligned_clauses(text, clauses) == changed


def test_plain_forms_of_another_length_are_not_compared_with():
    """Where the plain form is longer than what is written, the phrase form is compared with what is written."""
    assert aligned_clauses("甲乙", [(0, "甲乙", "甲丙丁", "甲乙乙")]) == [(1, 2, "丙丁")]


# --- quotation marks


def with_marks(text, **options):
    told = list(text)
    for start, end, mark in quotation_changes(text, **options):
        told[start:end] = mark
    return "".join(told)


@pytest.mark.parametrize(
    ("text", "corner"),
    [
        ("他说“好”。", "他说「好」。"),
        ("他说“‘好’呢”。", "他说「『好』呢」。"),
        ("It’s好", "It’s好"),  # an apostrophe
        ("的’s", "的』s"),
        ("He said “yes” then", "He said “yes” then"),
        ("used “好” as", "used 「好」 as"),
        ("他说“OK”就走", "他说「OK」就走"),
        ("唱 “OK” go", "唱 「OK」 go"),  # Chinese stands before it
        ("the “OK” 歌", "the 「OK」 歌"),
        ("7 “A” 8", "7 「A」 8"),  # no letters beside it
        ("“好", "「好"),
        ("好”", "好」"),
        ("「好」", "「好」"),
    ],
)
def test_marks_of_taiwan(text, corner):
    assert with_marks(text, to_curly=False) == corner


def test_marks_where_the_double_ones_stand_inside():
    assert with_marks("他说“‘好’呢”。", to_curly=False, swapped=True) == "他说『「好」呢』。"
    assert with_marks("他說『「好」呢』。", to_curly=True, swapped=True) == "他說“‘好’呢”。"


def test_marks_of_the_mainland():
    assert with_marks("他說「『好』呢」。", to_curly=True) == "他說“‘好’呢”。"


@pytest.mark.parametrize(
    ("texts", "single"),
    [
        (["『甲「乙」丙』"], True),
        (["「甲『乙』丙」"], False),
        (["『甲「乙」丙』", "『丁「戊」己』", "「甲『乙』丙」"], True),
        (["『甲「乙」丙』", "「甲『乙』丙」"], False),  # as many of both
        (["『甲』"], True),
        (["『甲』", "「乙」"], False),
        (["甲"], False),
        ([], False),
    ],
)
def test_which_marks_stand_outside(texts, single):
    assert sets_single_outside(texts) == single


# --- the record of a conversion

RECORD = Record({"陸陽在此處": [(0, 2, "陆阳"), (4, 5, "处")]}, {"陸陽在此處": [(2, 3)]})


@pytest.mark.parametrize(
    ("text", "asked", "changes"),
    [
        # of the text itself: what is known, and of what is asked what stands in an open place
        (
            "陸陽在此處",
            [(0, 1, "?"), (2, 3, "再"), (4, 5, "!")],
            [(0, 2, "陆阳"), (2, 3, "再"), (4, 5, "处")],
        ),
        ("陸陽在此處", [(1, 3, "?")], [(0, 2, "陆阳"), (4, 5, "处")]),  # which reaches out of it
        # of a part: as the whole has it
        ("陸陽", [(0, 1, "?")], [(0, 2, "陆阳")]),
        ("陽", [(0, 1, "?")], [(0, 1, "阳")]),
        ("此處", [], [(1, 2, "处")]),
        ("陽在", [(0, 1, "?")], [(0, 1, "?")]),  # an open place stands in it
        ("別處", [(0, 1, "别")], [(0, 1, "别")]),
        ("", [], []),
    ],
)
def test_a_converted_text_is_led_back(text, asked, changes):
    assert RECORD.applied(text, asked) == changes


def test_a_change_that_was_uneven_says_nothing_of_its_part():
    record = Record({"部落格裡": [(0, 3, "博客"), (3, 4, "里")]}, {"部落格裡": []})
    assert record.applied("格裡", [(1, 2, "?")]) == [(1, 2, "?")]
    assert record.applied("部落格", []) == [(0, 3, "博客")]


def test_a_name_takes_its_part_of_a_longer_change():
    record = Record({"記者陸陽攝影": [(0, 6, "记者陆阳摄影")]}, {"記者陸陽攝影": []})
    assert record.applied("陸陽", [(0, 1, "?")]) == [(0, 2, "陆阳")]
    assert record.applied("記者", []) == [(0, 2, "记者")]


def test_another_text_may_know_what_the_first_does_not():
    record = Record(
        {"甲後": [(0, 2, "x")], "在後頭": [(1, 2, "后"), (2, 3, "头")]}, {"甲後": [(0, 2)], "在後頭": []}
    )
    assert record.applied("後", [(0, 1, "?")]) == [(0, 1, "后")]


def test_no_record_knows_nothing():
    assert NO_RECORD.applied("後", [(0, 1, "后")]) == [(0, 1, "后")]


# --- what is protected


@pytest.mark.parametrize(
    ("terms", "text", "made"),
    [
        ("后海", "后海后面", "后海後面"),
        ("后海\t後海兒", "后海后面", "後海兒後面"),
        (
            "后\n后海后",
            "后海后面后",
            "后海后面后",
        ),  # the longer term first, the shorter one where it stands alone
        ("后海后\n海后面", "后海后面", "后海后面"),
        (".", "后.面", "後.面"),  # a term is no pattern
    ],
)
def test_terms_of_the_user_come_first(terms, text, made):
    assert convert_text(text, "s2tw", ConvertOptions(Glossary.parse(terms))).text == made


def test_lone_surrogates_and_zeros_stay():
    assert convert_text("后\ud800面\x00后\udfff\ud800来", "s2tw").text == "後\ud800面\x00後\udfff\ud800來"


def test_what_is_quoted_once_is_the_same_wording_elsewhere():
    made = convert_text("“重要软件窗口”是什么？重要软件窗口是窗口，软件不是。", "s2twp").text
    assert made == "「重要軟件窗口」是什麼？重要軟件窗口是窗口，軟體不是。"
