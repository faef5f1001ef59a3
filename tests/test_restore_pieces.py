"""Lines set after each other as one text, the way back to the source, and what is said of a text that is not mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epubmaker.errors import ConservationError
from epubmaker.model import (
    Article,
    Block,
    Edit,
    Edition,
    Masthead,
    Plan,
    Replacement,
    SourceInfo,
    SourceText,
    Span,
)
from epubmaker.restore import rebuild_source
from epubmaker.restore.strands import CORRECTION, Strands
from epubmaker.segment import split_lines

SOURCE = SourceText("河东新桥\n今天通车。\n\n老街改造\n开工")
LINES = split_lines(SOURCE)


def strands(*replacements):
    return Strands.of(SOURCE, LINES, Plan((), replacements=replacements))


@pytest.mark.parametrize(
    ("numbers", "text", "marks"),
    [
        ((0,), "河东新桥", []),
        ((0, 1), "河东新桥\n今天通车。", [4]),
        ((0, 1, 2), "河东新桥\n今天通车。\n\n老街改造", [4, 10]),
        ((1, 0), "今天通车。河东新桥", [5]),
        ((0, 2), "河东新桥老街改造", [4]),
        ((2, 3, 0, 1), "老街改造\n开工河东新桥\n今天通车。", [4, 7, 11]),
        ((3, 1, 2), "开工今天通车。\n\n老街改造", [2, 7]),
    ],
)
def test_lines_set_after_each_other(numbers, text, marks):
    """What touches in the source keeps what stands between; a mark is where a line ends."""
    tracked = strands().set(numbers)
    assert tracked.text == text
    assert list(tracked.marks) == marks


@pytest.mark.parametrize(
    ("left", "right", "touch"), [(0, 1, True), (1, 2, True), (0, 2, False), (1, 0, False), (0, 0, False)]
)
def test_which_lines_touch(left, right, touch):
    assert strands().touch(left, right) == touch


@pytest.mark.parametrize(
    ("told", "numbers", "text", "before"),
    [
        ((0, 2, 3, "大"), (0, 1), "河东大桥\n今天通车。", ["新"]),
        ((0, 0, 4, "河西"), (0,), "河西", ["河东新桥"]),
        ((1, 0, 2, "昨天"), (2, 1), "老街改造昨天通车。", ["今天"]),
        ((1, 0, 2, "昨天"), (0, 2), "河东新桥老街改造", []),
    ],
)
def test_what_a_person_retyped_is_set_before_any_rule(told, numbers, text, before):
    tracked = strands(Replacement(*told)).set(numbers)
    assert tracked.text == text
    assert [edit.before for edit in tracked.edits(SOURCE.text)] == before
    assert {edit.rule for edit in tracked.edits(SOURCE.text)} <= {CORRECTION}


def test_two_words_of_one_line_are_retyped():
    tracked = strands(Replacement(0, 0, 1, "湖"), Replacement(0, 3, 4, "路")).set((0, 1))
    assert tracked.text == "湖东新路\n今天通车。"


# --- the way back


def edition_of(text, spans, edits=(), characters=5):
    block = Block("paragraph", text, tuple(Span(*span) for span in spans))
    return Edition(
        source=SourceInfo("page.txt", "0" * 64, "utf-8", characters),
        language="zh-Hans",
        masthead=Masthead(),
        articles=(Article(id="a1", kind="article", blocks=(block,)),),
        edits=tuple(Edit(Span(*span), before, after, rule, 1.0) for span, before, after, rule in edits),
    )


@pytest.mark.parametrize(
    ("text", "spans", "edits", "source"),
    [
        ("甲乙丙丁戊", [(0, 5)], [], "甲乙丙丁戊"),
        ("丁戊甲乙丙", [(3, 5), (0, 3)], [], "甲乙丙丁戊"),
        ("甲，丙丁戊", [(0, 5)], [((1, 2), ",", "，", "mark")], "甲,丙丁戊"),
        ("甲丁戊", [(0, 5)], [((1, 3), "  ", "", "space")], "甲  丁戊"),
        ("甲乙子丑戊", [(0, 5)], [((2, 4), "丙丁", "子丑", "word")], "甲乙丙丁戊"),
        ("甲乙丙子丑戊", [(0, 5)], [((3, 4), "丁", "子丑", "word")], "甲乙丙丁戊"),
        ("乙丙丁戊", [(1, 5)], [((0, 1), "甲", "", "removed")], "甲乙丙丁戊"),
        ("一乙丙丁五", [(0, 5)], [((0, 1), "甲", "一", "word"), ((4, 5), "戊", "五", "word")], "甲乙丙丁戊"),
    ],
)
def test_the_source_is_rebuilt_from_spans_and_edits(text, spans, edits, source):
    assert rebuild_source(edition_of(text, spans, edits)) == source


@pytest.mark.parametrize(
    ("text", "spans", "edits"),
    [
        ("甲乙丙丁戊己", [(0, 5)], []),  # longer than what it stands for
        ("甲乙丙丁", [(0, 5)], []),
        ("甲.丙丁戊", [(0, 5)], [((1, 2), ",", "，", "mark")]),
        ("乙丙丁戊", [(1, 5)], []),  # its first character is nowhere
        ("甲乙丙丁", [(0, 4)], []),
    ],
)
def test_an_edition_changed_by_hand_leads_nowhere(text, spans, edits):
    with pytest.raises(ConservationError):
        rebuild_source(edition_of(text, spans, edits))


def test_pieces_of_the_page_are_led_back_too():
    edition = edition_of("甲乙丙", [(0, 3)])
    article = replace(edition.articles[0], headline="丁戊", evidence=(("headline", (Span(3, 5),)),))
    assert rebuild_source(replace(edition, articles=(article,))) == "甲乙丙丁戊"
