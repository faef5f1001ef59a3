"""A text that knows where its characters came from: changes compose, edits lead back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.model import Edit, Span
from epubmaker.model.edits import EditIndex
from epubmaker.restore import Change, TrackedText

SOURCE = "甲乙丙丁戊己庚辛"


def tracked(*spans: tuple[int, int], marks: tuple[int, ...] = ()) -> TrackedText:
    return TrackedText.of_source(SOURCE, [Span(*span) for span in spans], marks)


def test_untouched_text_has_no_edits():
    assert tracked((0, 4)).edits(SOURCE) == ()


def test_a_replacement_a_deletion_and_an_insertion():
    text = tracked((0, 6)).apply(
        [Change(1, 2, "X", "one"), Change(3, 4, "", "two", 0.5), Change(5, 5, "__", "three")]
    )
    assert text.text == "甲X丙戊__己"
    assert text.edits(SOURCE) == (
        Edit(Span(1, 2), "乙", "X", "one"),
        Edit(Span(3, 4), "丁", "", "two", 0.5),
        Edit(Span(5, 5), "", "__", "three"),
    )


def test_an_insertion_at_the_end_changes_the_last_character():
    text = tracked((0, 2)).apply([Change(2, 2, "!", "end")])
    assert text.edits(SOURCE) == (Edit(Span(1, 2), "乙", "乙!", "end"),)


def test_a_second_change_of_an_edited_place_is_one_edit_with_both_rules_and_the_lower_confidence():
    text = tracked((0, 4)).apply([Change(1, 3, "XY", "one", 0.9)]).apply([Change(2, 3, "Z", "two", 0.8)])
    assert text.text == "甲XZ丁"
    assert text.edits(SOURCE) == (Edit(Span(1, 3), "乙丙", "XZ", "one+two", 0.8),)


def test_two_changes_that_meet_in_one_earlier_edit_are_both_made():
    text = tracked((0, 4)).apply([Change(0, 4, "wxyz", "one")])
    text = text.apply([Change(0, 1, "W", "two"), Change(2, 4, "Y", "two")])
    assert text.text == "WxY"
    assert text.edits(SOURCE) == (Edit(Span(0, 4), "甲乙丙丁", "WxY", "one+two"),)


def test_a_change_that_is_undone_leaves_no_edit():
    text = tracked((0, 3)).apply([Change(1, 2, "X", "one")]).apply([Change(1, 2, "乙", "two")])
    assert text.edits(SOURCE) == ()


def test_a_change_over_a_jump_is_cut_there():
    text = tracked((0, 2), (5, 7)).apply([Change(1, 3, "Z", "over")])
    assert text.text == "甲Z庚"
    assert text.edits(SOURCE) == (Edit(Span(1, 2), "乙", "Z", "over"), Edit(Span(5, 6), "己", "", "over"))


def test_of_two_changes_that_overlap_the_first_is_made():
    assert tracked((0, 4)).apply([Change(0, 2, "X", "one"), Change(1, 3, "Y", "two")]).text == "X丙丁"


def test_marks_and_breaks_follow_the_text():
    text = tracked((0, 3), (4, 6), marks=(3, 4)).apply([Change(0, 1, "abc", "one"), Change(3, 3, " ", "two")])
    assert text.text == "abc乙丙 戊己"
    assert text.marks == (5, 7)
    assert text.breaks == (5,)
    assert text.span_of(4, 7) == (Span(2, 3), Span(4, 5))


def test_adjacent_words_of_one_conversion_are_one_edit_and_marks_stay_single():
    text = TrackedText.of_source("后面,,", [Span(0, 4)]).recast(
        [(0, 1, "後"), (1, 2, "麵"), (2, 4, "，，")], "c"
    )
    assert text.text == "後麵，，"
    assert [(edit.before, edit.after) for edit in text.edits("后面,,")] == [
        ("后面", "後麵"),
        (",", "，"),
        (",", "，"),
    ]


def test_cutting_keeps_what_was_dropped_with_the_part_before_it():
    source = "甲 \u200b乙丙"
    text = TrackedText.of_source(source, [Span(0, 5)]).apply([Change(2, 3, "", "invisible")])
    first, second = text.cut(0, 2, source), text.cut(2, 4, source)
    assert (first.text, second.text) == ("甲", "乙丙")
    assert (first.spans, second.spans) == ((Span(0, 3),), (Span(3, 5),))
    assert EditIndex.of(first.edits(source)).text_of(first.spans, source) == "甲"


CHANGES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("XYZ甲,，", max_size=3)).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
    ),
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(spans=st.permutations([(0, 2), (2, 5), (6, 8)]), rounds=st.lists(CHANGES, max_size=4))
def test_edits_always_make_the_text_out_of_the_source(spans, rounds):
    text = tracked(*spans)
    for number, drawn in enumerate(rounds):
        changes = [
            Change(min(start, len(text.text)), min(end, len(text.text)), after, f"rule{number}")
            for start, end, after in drawn
        ]
        if text.text:
            text = text.apply(changes)
        assert len(text.starts) == len(text.ends) == len(text.text)
    edits = text.edits(SOURCE)
    index = EditIndex.of(edits)
    assert index.text_of(text.spans, SOURCE) == text.text
    assert all(edit.before == edit.span.of(SOURCE) for edit in edits)
    again = TrackedText.of_edits(text.text, text.spans, [index.within(span) for span in text.spans])
    assert again.edits(SOURCE) == edits
