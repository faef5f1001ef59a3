"""What conventions of print and of writing add to the odds of tags: each by rows it speaks of, and rows it leaves alone."""

from __future__ import annotations

import numpy as np
import pytest

from epubmaker.model import Label, Line, Role, Span
from epubmaker.roles import conventions
from epubmaker.roles.shared import unit_rows
from epubmaker.roles.tags import Tag
from epubmaker.roles.written import as_typed

SENTENCE = "昨天上午，两岸居民都来了。"
TITLE = {Tag.HEADLINE: 1.0}
FIRST = {Tag.FIRST: 1.0}


def lines_of(*texts, joints=(), rows=(), opens=None):
    """Return lines of a page, each on a row of its own unless `rows` says another."""
    joints, rows = dict(joints), dict(rows)
    return [
        Line(
            number,
            Span(100 * number, 100 * number + len(text)),
            text,
            joints.get(number, "newline"),
            rows.get(number, number),
            0,
            float(len(text)),
            opens=opens,
        )
        for number, text in enumerate(texts)
    ]


def odds_of(*told):
    odds = np.zeros((len(told), len(Tag)), np.float32)
    for row, chances in zip(odds, told, strict=True):
        for tag, chance in chances.items():
            row[tag] = chance
    return odds


def chances(odds, number):
    """Return what is likely of a line, by tag."""
    return {
        Tag(at): pytest.approx(float(chance), abs=1e-4) for at, chance in enumerate(odds[number]) if chance
    }


def as_title(odds, number):
    """Return the tag that a line likeliest has, and how likely."""
    return Tag(int(odds[number].argmax())), pytest.approx(float(odds[number].max()), abs=1e-4)


def test_odds_move_to_one_tag_and_leave_a_hundredth():
    odds = odds_of({Tag.FIRST: 0.5, Tag.MORE: 0.3, Tag.DECK: 0.2})
    conventions.moved(odds[0], [Tag.FIRST, Tag.DECK, Tag.BYLINE], Tag.DECK)
    assert chances(odds, 0) == {Tag.FIRST: 0.005, Tag.MORE: 0.3, Tag.DECK: 0.695}


# --- rows


@pytest.mark.parametrize(
    ("joint", "before", "headline"),
    [
        ("space", {Tag.FIRST: 0.9, Tag.HEADLINE: 0.1}, 0.05 / 0.55),
        ("space", {Tag.FIRST: 0.5, Tag.TABLE: 0.3, Tag.HEADLINE: 0.2}, 0.1 / 0.6),
        ("space", FIRST, 0.005 / 0.505),  # a hundredth remains
        ("space", TITLE, 0.5),
        ("newline", FIRST, 0.5),
    ],
)
def test_what_goes_on_in_a_row_of_text_is_text(joint, before, headline):
    given = odds_of(before, {Tag.HEADLINE: 0.5, Tag.MORE: 0.5})
    found = conventions.as_rows(given, lines_of("昨天上午，", "两岸居民", joints={1: joint}))
    assert found[1, Tag.HEADLINE] == pytest.approx(headline, abs=1e-5)
    assert found[1].sum() == pytest.approx(1)
    assert given[1, Tag.HEADLINE] == 0.5  # what was given stays as it was


def test_the_first_row_goes_on_nowhere():
    given = odds_of({Tag.HEADLINE: 0.5, Tag.MORE: 0.5}, FIRST)
    lines = lines_of("两岸居民", "昨天上午，", joints={0: "space"})
    assert (conventions.as_rows(given, lines) == given).all()


def labels_of(*rules):
    return [Label(Role.BODY, 0.5, rule) for rule in rules]


def test_rows_of_a_set_are_crossheads_together():
    given = odds_of({Tag.CROSSHEAD: 0.2, Tag.HEADLINE: 0.8}, FIRST, {Tag.CROSSHEAD: 0.4, Tag.HEADLINE: 0.6})
    found = conventions.as_sets(given, labels_of("parallel", "text", "parallel"))
    share = 12 * 0.3 / (12 * 0.3 + 0.7)  # the mean of both, crossheads twelve times as likely
    sure = share * 0.05 + 0.95
    for number in (0, 2):
        assert chances(found, number) == {Tag.CROSSHEAD: sure, Tag.HEADLINE: 1 - sure}
    assert chances(found, 1) == {Tag.FIRST: 1.0}


def test_a_set_that_is_likelier_something_else_is_made_no_surer():
    given = odds_of(*[{Tag.CROSSHEAD: 0.02, Tag.HEADLINE: 0.98}] * 2)
    found = conventions.as_sets(given, labels_of("parallel", "parallel"))
    assert found[0, Tag.CROSSHEAD] == pytest.approx(0.24 / 1.22, abs=1e-5)


def test_one_row_alone_is_no_set():
    given = odds_of({Tag.CROSSHEAD: 0.4, Tag.HEADLINE: 0.6}, FIRST)
    assert (conventions.as_sets(given, labels_of("parallel", "text")) == given).all()


# --- names and subtitles below headlines


@pytest.mark.parametrize("head", [Tag.HEADLINE, Tag.HEADLINE_ON, Tag.DECK, Tag.KICKER])
def test_a_signed_name_below_a_title_is_a_byline(head):
    given = odds_of({head: 0.6, Tag.FIRST: 0.4}, {Tag.FIRST: 0.7, Tag.BYLINE: 0.3})
    found = conventions.as_signed(given, lines_of("老街改造今天开工", "◎周明远"))
    assert chances(found, 1) == {Tag.FIRST: 0.007, Tag.BYLINE: 0.993}


@pytest.mark.parametrize(
    ("texts", "head"),
    [
        (("老街改造今天开工", "◎周明远"), 0.5),  # no likelier a title than not
        (("老街改造今天开工", "◎报名截止到本月底"), 1.0),
        (("老街改造今天开工", "周明远"), 1.0),
        (("老街改造今天开工", "◎周明远", "一", "二", "三", "四", "◎王小川"), 1.0),  # five rows on: a list
    ],
)
def test_what_is_no_signed_name_stays(texts, head):
    given = odds_of({Tag.HEADLINE: head, Tag.FIRST: 1 - head}, *[FIRST] * (len(texts) - 1))
    assert (conventions.as_signed(given, lines_of(*texts)) == given).all()


def test_a_sign_six_rows_on_belongs_to_another_list():
    texts = ("老街改造今天开工", "◎周明远", "一", "二", "三", "四", "五", "◎王小川")
    found = conventions.as_signed(odds_of(TITLE, *[FIRST] * 7), lines_of(*texts))
    assert as_title(found, 1) == (Tag.BYLINE, 0.99)
    assert as_title(found, 7) == (Tag.FIRST, 1.0)  # no title stands above it


def test_nothing_stands_above_the_first_row():
    given = odds_of(FIRST, TITLE)
    assert (conventions.as_signed(given, lines_of("◎周明远", "老街改造今天开工")) == given).all()


@pytest.mark.parametrize(
    ("texts", "before", "given", "told"),
    [
        (("老街改造", "——河东镇纪事"), TITLE, {Tag.HEADLINE_ON: 0.8, Tag.DECK: 0.2}, {Tag.HEADLINE_ON: 0.008, Tag.DECK: 0.992}),
        (("老街改造", "—河东镇纪事"), TITLE, {Tag.HEADLINE_ON: 0.8, Tag.DECK: 0.2}, {Tag.HEADLINE_ON: 0.8, Tag.DECK: 0.2}),
        (("老街改造", "——河东镇纪事"), FIRST, {Tag.HEADLINE_ON: 1.0}, {Tag.HEADLINE_ON: 1.0}),
        (("老街改造", "老街改造"), TITLE, {Tag.HEADLINE_ON: 0.6, Tag.FIRST: 0.4}, {Tag.HEADLINE_ON: 0.006, Tag.FIRST: 0.994}),
        (("老街改造", "新街改造"), TITLE, {Tag.HEADLINE_ON: 1.0}, {Tag.HEADLINE_ON: 1.0}),
    ],
)  # fmt: skip
def test_a_dash_opens_a_deck_and_the_same_words_once_more_the_text(texts, before, given, told):
    found = conventions.as_subtitles(odds_of(before, given), lines_of(*texts))
    assert chances(found, 1) == told


def test_the_same_words_in_the_same_row_are_no_text():
    given = odds_of(TITLE, {Tag.HEADLINE_ON: 1.0})
    lines = lines_of("老街改造", "老街改造", rows={1: 0})
    assert (conventions.as_subtitles(given, lines) == given).all()


# --- titles that run in


def run_in(*texts, odds=None, joints=()):
    """Return the odds of rows of which the last two stand in one row, the last behind a blank that parts."""
    last = len(texts) - 1
    lines = lines_of(*texts, joints={last: "blank"} | dict(joints), rows={last: last - 1})
    return conventions.as_run_in(odds_of(*odds or [FIRST] * len(texts)), lines)


def test_the_beginning_of_a_row_that_runs_in_is_a_title():
    found = run_in("新桥今天通车", SENTENCE, odds=[FIRST, {Tag.HEADLINE: 0.7, Tag.FIRST: 0.3}])
    assert as_title(found, 0) == (Tag.HEADLINE, 0.99)
    assert as_title(found, 1) == (Tag.FIRST, 0.993)


def test_a_short_name_before_a_text_is_no_title():
    assert as_title(run_in("王建国文", SENTENCE), 0) == (Tag.FIRST, 1.0)
    assert as_title(run_in("王建国文稿", SENTENCE), 0) == (Tag.HEADLINE, 0.99)


def test_rows_above_that_end_no_sentence_are_of_the_same_title():
    found = run_in("甲。", "河东镇的新桥", "昨天正式通车", SENTENCE)
    assert [as_title(found, number)[0] for number in range(4)] == [
        Tag.FIRST,
        Tag.HEADLINE,
        Tag.HEADLINE_ON,
        Tag.FIRST,
    ]


def test_a_title_that_runs_in_has_four_rows_at_most():
    found = run_in("甲乙", "丙丁", "戊己", "庚辛", "壬癸", SENTENCE)
    assert [as_title(found, number)[0] for number in range(5)] == [
        Tag.FIRST,
        Tag.HEADLINE,
        Tag.HEADLINE_ON,
        Tag.HEADLINE_ON,
        Tag.HEADLINE_ON,
    ]


def test_a_title_goes_up_to_no_row_behind_a_blank_one_and_into_no_other_title():
    apart = run_in("河东镇的新桥", "昨天正式通车", SENTENCE, joints={1: "blank"})
    assert [as_title(apart, number)[0] for number in range(2)] == [Tag.FIRST, Tag.HEADLINE]
    headed = run_in("河东镇的新桥", "昨天正式通车", SENTENCE, odds=[TITLE, FIRST, FIRST])
    assert as_title(headed, 1) == (Tag.HEADLINE_ON, 0.99)
    below_name = run_in("周明远", "昨天正式通车", SENTENCE, odds=[{Tag.BYLINE: 1.0}, FIRST, FIRST])
    assert as_title(below_name, 1) == (Tag.HEADLINE, 0.99)


def test_rows_by_themselves_run_in_nowhere():
    given = odds_of(FIRST, FIRST)
    lines = lines_of("新桥今天通车", SENTENCE, joints={1: "blank"})
    assert (conventions.as_run_in(given, lines) == given).all()


# --- texts that somebody typed


@pytest.mark.parametrize(
    ("name", "after", "head", "byline"),
    [
        ("李明", SENTENCE, TITLE, 0.6 / 1.4),  # .2, three times as likely
        ("欧阳文静", SENTENCE, TITLE, 0.6 / 1.4),
        ("李", SENTENCE, TITLE, 0.2),
        ("欧阳文静静", SENTENCE, TITLE, 0.2),
        ("李明", "今年是第三届", TITLE, 0.2),
        ("李明", SENTENCE, FIRST, 0.2),
        ("李明", SENTENCE, {Tag.DECK: 0.6, Tag.FIRST: 0.4}, 0.6 / 1.4),
    ],
)
def test_a_bare_name_below_a_title(name, after, head, byline):
    given = odds_of(head, {Tag.BYLINE: 0.2, Tag.FIRST: 0.8}, FIRST)
    found = as_typed(given, lines_of("老街改造今天开工", name, after))
    assert found[1, Tag.BYLINE] == pytest.approx(byline, abs=1e-5)
    assert given[1, Tag.BYLINE] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("text", "after", "is_label"),
    [
        ("【要闻】", "老街改造今天开工", True),
        ("[要闻]", "老街改造今天开工", True),
        ("〖今日要闻〗", "老街改造今天开工", True),
        ("【要闻】", SENTENCE, False),
        ("【要】", "老街改造今天开工", False),
        ("【要闻】见二版", "老街改造今天开工", False),
        ("【本报讯】", "老街改造今天开工", False),
        ("【一二三四五六七八九】", "老街改造今天开工", False),
    ],
)
def test_words_in_brackets_above_a_title_name_a_section(text, after, is_label):
    found = as_typed(odds_of(FIRST, FIRST), lines_of(text, after))
    assert (as_title(found, 0)[0] == Tag.LABEL) == is_label


@pytest.mark.parametrize(
    ("before", "date", "after", "posted"),
    [
        (TITLE, "2021-03-04", SENTENCE, True),
        ({Tag.BYLINE: 1.0}, "2021年3月4日 10:20", SENTENCE, True),
        (TITLE, "（2021-03-04）", SENTENCE, True),
        (FIRST, "2021-03-04", SENTENCE, False),  # it signs the text above
        (TITLE, "2021-03-04", "第二届集市", False),
        (TITLE, "2021-03-04起", SENTENCE, False),
    ],
)
def test_a_date_between_a_title_and_its_text_says_when_it_was_posted(before, date, after, posted):
    found = as_typed(odds_of(before, FIRST, FIRST), lines_of("老街改造今天开工", date, after))
    assert (as_title(found, 1)[0] == Tag.FURNITURE) == posted


@pytest.mark.parametrize(
    ("texts", "tags"),
    [
        (("信收到了。", "此致", "敬礼！", "读者 王小明"), [Tag.FIRST, Tag.FIRST, Tag.FIRST, Tag.SIGNATURE]),
        (
            ("信收到了。", "祝", "工作顺利！", "一位热心读者"),
            [Tag.FIRST, Tag.FIRST, Tag.FIRST, Tag.SIGNATURE],
        ),
        (("信收到了。", "此致敬礼", "王小明"), [Tag.FIRST, Tag.FIRST, Tag.SIGNATURE]),
        (("信收到了。", "此致", "这里再说一句话。"), [Tag.FIRST, Tag.FIRST, Tag.HEADLINE]),
        (
            ("信收到了。", "工作顺利！", "王小明"),
            [Tag.FIRST, Tag.HEADLINE, Tag.HEADLINE],
        ),  # no regards before it
        (("信收到了。", "此致", "今天来过的那一些从河东镇来的读者"), [Tag.FIRST, Tag.FIRST, Tag.SIGNATURE]),
        (("信收到了。", "此致", "今天来过的那一些从河东镇里来的读者"), [Tag.FIRST, Tag.FIRST, Tag.HEADLINE]),
        (("信收到了。", "此致", "读者", "王小明"), [Tag.FIRST, Tag.FIRST, Tag.SIGNATURE, Tag.HEADLINE]),
    ],
)
def test_how_letters_close(texts, tags):
    given = odds_of(FIRST, *[TITLE] * (len(texts) - 1))
    found = as_typed(given, lines_of(*texts))
    assert [as_title(found, number)[0] for number in range(len(texts))] == tags


@pytest.mark.parametrize(
    ("before", "text", "caption"),
    [
        (FIRST, "村民在田里收麦。（王强摄）", True),
        (FIRST, "村民在田里收麦(资料图)", True),
        ({Tag.VERSE: 1.0}, "村民在田里收麦。（王强 摄影）", True),
        (TITLE, "村民在田里收麦。（王强摄）", False),
        (FIRST, "村民在田里收麦。（王强文）", False),
        (FIRST, "村民在田里收麦。（王强摄）好看", False),
        (FIRST, "麦" * 54 + "（王强摄）", True),
        (FIRST, "麦" * 56 + "（王强摄）", False),
    ],
)
def test_a_row_that_ends_with_who_made_the_picture_is_its_caption(before, text, caption):
    found = as_typed(odds_of(before, FIRST), lines_of("今年的麦子收完了", text))
    assert (as_title(found, 1)[0] == Tag.CAPTION) == caption


@pytest.mark.parametrize(
    ("text", "after", "joint", "opens", "cut"),
    [
        ("本报讯（记者王强）", SENTENCE, "newline", None, True),
        ("本报讯（记者王强）", SENTENCE, "blank", None, False),
        ("本报讯（记者王强）", SENTENCE, "newline", True, False),
        ("本报讯（记者王强）", "老街改造", "newline", None, False),
        ("王强从河东来", SENTENCE, "newline", None, False),
    ],
)
def test_a_dateline_that_fills_a_row_opens_the_text_behind_it(text, after, joint, opens, cut):
    given = odds_of({Tag.HEADLINE: 0.6, Tag.FIRST: 0.4}, {Tag.FIRST: 0.9, Tag.MORE: 0.1})
    found = as_typed(given, lines_of(text, after, joints={1: joint}, opens=opens))
    assert (found[0, Tag.FIRST] > 0.9) == cut
    assert (found[1, Tag.MORE] > 0.9) == cut


def test_sums_are_turned_and_brought_to_length_one():
    matrix, added = np.array([[0.0, 1.0], [2.0, 0.0]]), np.array([0.0, 3.0])
    found = unit_rows((matrix, added), np.array([[0.0, 2.0], [0.0, 0.0], [4.0, 0.0]]))
    # turned, they point to 4 and 3, 0 and 3, 0 and 7
    assert found == pytest.approx(np.array([[0.8, 0.6], [0.0, 1.0], [0.0, 1.0]]))
    nothing = unit_rows((matrix, np.zeros(2)), np.zeros((1, 2)))
    assert nothing.tolist() == [[0.0, 0.0]]
