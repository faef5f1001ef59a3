"""What each statement does to lines, labels and plans made by hand."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.amend import amend, share_out
from epubmaker.amend.articles import article_lines
from epubmaker.errors import CorrectionsError
from epubmaker.model import (
    ArticlePlan,
    BylinePlan,
    Chain,
    Diagnostic,
    FurniturePlan,
    Join,
    Label,
    Masthead,
    Plan,
    Role,
    SourceText,
    Span,
)
from epubmaker.model.conservation import check_conservation
from epubmaker.readers.corrections import parse_corrections
from epubmaker.restore import restore
from epubmaker.segment import split_lines

# One line a row; its number is the position of its letter. Two articles: a headline each, a byline, paragraphs of lines.
PAGE = "标题子 甲一行 甲二行 甲三行 乙一行 乙二行 标题丑 记者王 丙一行 丙二行 丁一行 天气晴 无归处"
ROWS = PAGE.split()
SOURCE = SourceText("\n".join(ROWS), "page.txt")
BODY = Role.BODY


def plan() -> Plan:
    return Plan(
        articles=(
            ArticlePlan(
                "article", (0,), chains=(Chain(BODY, (1, 2, 3)), Chain(BODY, (4, 5), truncated=True))
            ),
            ArticlePlan(
                "article",
                (6,),
                bylines=(BylinePlan((7,), 0.4),),
                chains=(Chain(BODY, (8, 9), (Join(8, 9, 0.5, False),)), Chain(BODY, (10,))),
            ),
        ),
        furniture=(FurniturePlan(Role.WEATHER, (11,)),),
        unplaced=(12,),
        diagnostics=(Diagnostic("warning", "seam-unsure", "?", (Span(32, 35), Span(36, 39))),),
    )


def amended(*statements: str, source: SourceText = SOURCE):
    text = "corrections = [\n" + "".join(f"{{ {statement} }},\n" for statement in statements) + "]"
    return amend(source, split_lines(source), parse_corrections(text, "page.txt.corrections.toml"))


def replanned(*statements: str) -> Plan:
    made = amended(*statements).plan(plan())
    placed = [line for article in made.articles for line in article_lines(article)]
    placed += [line for furniture in made.furniture for line in furniture.lines]
    assert sorted([*placed, *made.unplaced]) == list(range(13)), "every line stands once"
    return made


def shape(made: Plan):
    return [[chain.lines for chain in article.chains] for article in made.articles]


def refused(said: str, *statements: str, row: int | None = None):
    where = rf"page\.txt\.corrections\.toml, line {row or '[0-9]+'}: "
    with pytest.raises(CorrectionsError, match=where + f".*{said}"):
        amended(*statements).plan(plan())


def test_without_corrections_nothing_changes():
    made = amend(SOURCE, split_lines(SOURCE), None)
    assert made.plan(plan()) == plan()
    assert made.lines == split_lines(SOURCE)


def test_a_line_taken_out_by_two_joins_leaves_no_gap():
    made = replanned('join = "甲一行", with = "丙一行"', 'join = "丙一行", with = "甲二行"')
    assert shape(made) == [[(1, 8, 2, 3), (4, 5)], [(9,), (10,)]]
    made = replanned('join = "甲一行", with = "甲三行"', 'join = "乙一行", with = "甲二行"')
    assert shape(made) == [[(1, 3), (4, 2, 5)], [(8, 9), (10,)]]


def test_a_join_alone_exchanges_the_ends_of_two_paragraphs():
    assert shape(replanned('join = "甲一行", with = "丙二行"')) == [[(1, 9), (4, 5)], [(8, 2, 3), (10,)]]


def test_a_join_sets_paragraphs_together_and_is_sure():
    made = replanned('join = "甲三行", with = "乙一行"')
    (chain,) = made.articles[0].chains
    assert chain == Chain(BODY, (1, 2, 3, 4, 5), (Join(3, 4, 1.0, False),), truncated=True)


def test_joins_do_not_depend_on_their_order():
    statements = ['join = "甲一行", with = "丙一行"', 'join = "丙一行", with = "乙二行"', 'break = "甲三行"']
    assert replanned(*statements) == replanned(*reversed(statements))


def test_a_join_calls_in_what_was_left_over():
    made = replanned('join = "乙一行", with = "无归处"', 'join = "无归处", with = "天气晴"')
    assert shape(made)[0] == [(1, 2, 3), (4, 12, 11, 5)] or shape(made)[0] == [(1, 2, 3), (4, 12, 11), (5,)]
    assert not made.unplaced
    assert not made.furniture


def test_a_break_begins_a_paragraph():
    assert shape(replanned('break = "甲三行"'))[0] == [(1, 2), (3,), (4, 5)]
    assert replanned('break = "甲一行"') == plan()


def test_decided_joins_are_no_longer_doubted():
    assert plan().diagnostics
    assert not replanned('join = "丙一行", with = "丙二行"').diagnostics
    assert not replanned('break = "丙二行"').diagnostics
    assert replanned('break = "甲三行"').diagnostics == plan().diagnostics


def test_a_paragraph_moves_behind_another_or_under_a_headline():
    assert shape(replanned('move = "乙一行", after = "丙二行"')) == [[(1, 2, 3)], [(8, 9), (4, 5), (10,)]]
    assert shape(replanned('move = "乙二行", after = "标题丑"')) == [[(1, 2, 3)], [(4, 5), (8, 9), (10,)]]
    assert shape(replanned('move = "无归处", after = "甲一行"'))[0] == [(1, 2, 3), (12,), (4, 5)]


def test_articles_are_parted_merged_and_ordered():
    made = replanned('article = "乙一行"')
    assert shape(made) == [[(1, 2, 3)], [(4, 5)], [(8, 9), (10,)]]
    assert [article.headline for article in made.articles] == [(0,), (), (6,)]
    made = replanned('article = "甲三行"')
    assert shape(made) == [[(1, 2)], [(3,), (4, 5)], [(8, 9), (10,)]]
    (whole,) = replanned('merge = "丁一行", into = "甲一行"').articles
    assert [chain.lines for chain in whole.chains] == [(1, 2, 3), (4, 5), (6,), (8, 9), (10,)]
    assert whole.chains[2].kind is Role.CROSSHEAD
    assert [byline.lines for byline in whole.bylines] == [(7,)]
    made = replanned('order = "标题子", after = "标题丑"')
    assert [article.headline for article in made.articles] == [(6,), (0,)]


def test_header_groups_are_set_and_exchanged():
    made = replanned('headline = "标题子", of = "丙一行"', 'headline = "标题丑", of = "甲一行"')
    assert [article.headline for article in made.articles] == [(6,), (0,)]
    made = replanned('headline = "甲一行", of = "甲二行"')
    assert made.articles[0].headline == (1,)
    assert made.unplaced == (0, 12)
    made = replanned('byline = "记者王", of = "甲一行"')
    assert made.articles[0].bylines == (BylinePlan((7,), 1.0),)
    assert not made.articles[1].bylines


def test_roles_hold_whatever_assembly_made_of_them():
    made = replanned('role = "甲三行", is = "crosshead"')
    assert [(chain.kind, chain.lines) for chain in made.articles[0].chains] == [
        (BODY, (1, 2)),
        (Role.CROSSHEAD, (3,)),
        (BODY, (4, 5)),
    ]
    made = replanned('role = "甲一行甲二行", is = "notice"')
    assert FurniturePlan(Role.NOTICE, (1, 2)) in made.furniture
    made = replanned('role = "标题子", is = "deck"')
    assert (made.articles[0].headline, made.articles[0].deck) == ((), (0,))


def test_roles_are_labels_before_assembly():
    labels = tuple(Label(BODY, 0.5, "text") for _ in ROWS)
    made = amended('role = "甲三行", is = "caption"').labels(labels)
    assert made[3] == Label(Role.CAPTION, 1.0, "correction")
    assert made[2] == labels[2]


def test_a_line_is_cut_in_two():
    made = amended('split = "二行甲三"')
    assert [line.text for line in made.lines[1:5]] == ["甲一行", "甲", "二行", "甲三行"]
    assert [line.number for line in made.lines] == list(range(14))
    assert amended('split = "甲二行"').lines == split_lines(SOURCE)


def test_the_second_copy_of_a_title_becomes_a_line_where_a_person_wants_both():
    source = SourceText("我们的家乡我们的家乡\n甲一行\n乙二行乙二行乙二行乙二\n", "page.txt")
    (title, *rest) = split_lines(source)
    assert title.again is not None
    for quoted in ("我们的家乡", "我们的家乡我们的家乡"):
        first, second, *others = amended(f'twice = "{quoted}"', source=source).lines
        assert (first.text, second.text) == ("我们的家乡", "我们的家乡")
        assert (first.again, second.again) == (None, None)
        assert (first.span, second.span) == (title.span, title.again)
        assert [line.text for line in others] == [line.text for line in rest]
        assert [line.number for line in (first, second, *others)] == list(range(4))


def test_a_copy_that_stands_below_stays_below_and_can_be_spoken_of():
    rows = ["老城区旧貌换新颜", "甲一行", "早稻喜获丰收了呀", "乙二行"]
    text = "\n".join([rows[0]] * 2 + [rows[1]] + [rows[2]] * 2 + [rows[3]])
    source = SourceText(text, "page.txt")
    assert [line.text for line in split_lines(source)] == rows
    made = amended('twice = "早稻喜获"', 'role = ["早稻喜获", 2], is = "crosshead"', source=source)
    assert [line.text for line in made.lines] == [*rows[:3], rows[2], rows[3]]
    assert made.lines[0].again is not None, "of the other title nothing was said"
    assert (made.lines[3].row, made.lines[3].joint) == (4, "newline")
    assert made.roles == {3: Role.CROSSHEAD}


def test_the_masthead_is_set():
    corrections = parse_corrections("[masthead]\ndate = 2021-03-04\nissue_number = 7")
    made = amend(SOURCE, split_lines(SOURCE), corrections)
    old = Masthead(
        title="河东日报", weekday="星期五", evidence=(("weekday", ()), ("title", ())), inferred=("date",)
    )
    new, doubts = made.masthead(old, (Diagnostic("warning", "masthead-undated", "?"),))
    assert (new.date.isoformat(), new.issue_number, new.weekday, new.inferred) == ("2021-03-04", 7, None, ())
    assert (new.title, [name for name, _ in new.evidence], doubts) == ("河东日报", ["title"], ())


@pytest.mark.parametrize(
    ("what", "after", "text"),
    [
        ("王 强", "王刚", "记者王刚说，今年收成好"),
        ("收成好", "收成好。", "记者王强说，今年收成好。"),
        ("今年", "", "记者王强说，收成好"),
        ("说,今", "表示,今", "记者王强表示，今年收成好"),
        ("年收", "年的收", "记者王强说，今年的收成好"),
    ],
)
def test_characters_are_retyped_and_the_change_is_recorded(what, after, text):
    source = SourceText("记者王\n强说,今年\n收成好", "page.txt")
    lines = split_lines(source)
    made = amended(f'replace = "{what}", with = "{after}"', source=source)
    one = Plan((ArticlePlan("article", chains=(Chain(BODY, (0, 1, 2)),)),))
    edition = restore(source, lines, made.plan(one), Masthead())
    assert edition.articles[0].blocks[0].text == text
    assert not check_conservation(source, edition)
    assert any(edit.rule.startswith("correction") for edit in edition.edits)


def test_what_was_retyped_is_not_removed_as_a_second_copy():
    source = SourceText("春耕忙了春耕忙了", "page.txt")
    one = Plan((ArticlePlan("article", (0,)),))
    for statement, headline in (
        ('replace = "春耕忙了春耕忙了", with = "夏收"', "夏收"),
        ('replace = ["忙", 1], with = "乐"', "春耕乐了"),
    ):
        made = amended(statement, source=source)
        edition = restore(source, made.lines, made.plan(one), Masthead())
        assert edition.articles[0].headline == headline
        assert not check_conservation(source, edition)


def test_whoever_retypes_the_end_of_a_paragraph_has_seen_it():
    assert not replanned('replace = "乙二行", with = "乙二行。"').articles[0].chains[1].truncated


@pytest.mark.parametrize(
    ("said", "statements", "row"),
    [
        ("nowhere", ['break = "没有的话"'], 2),
        ("stands 4 times; quote more", ['break = "一行"'], 2),
        ("stands 4 times, not 5", ['break = ["一行", 5]'], 2),
        ("in one line", ['join = "甲一", with = "一行甲二"'], 2),
        (
            "contradicts the join on line 2",
            ['join = "甲一行", with = "乙一行"', 'join = "甲一行", with = "丙一行"'],
            3,
        ),
        ("contradicts the join on line 2", ['join = "甲一行", with = "乙一行"', 'break = "乙一行"'], 3),
        ("circle", ['join = "甲三行", with = "乙一行"', 'join = "乙二行", with = "甲一行"'], None),
        ("circle", ['join = "乙二行", with = "乙一行"'], 2),
        (
            "moves this paragraph already",
            ['move = "甲一行", after = "乙一行"', 'move = "甲二行", after = "丙一行"'],
            3,
        ),
        ("circle", ['move = "甲一行", after = "丙一行"', 'move = "丙一行", after = "甲一行"'], 3),
        ("behind itself", ['move = "甲一行", after = "甲三行"'], 2),
        ("use headline", ['move = "标题子", after = "丙一行"'], 2),
        ("no article", ['move = "甲一行", after = "天气晴"'], 2),
        ("role notice above", ['role = "甲一行", is = "notice"', 'role = "甲一行", is = "body"'], 3),
        ("same characters", ['replace = "甲一", with = "子一"', 'replace = "甲一行", with = "丑一行"'], 3),
        ("title or byline", ['join = "甲三行", with = "标题丑"'], 2),
        ("neither line", ['join = "天气晴", with = "无归处"'], 2),
        ("given this text away", ['kicker = "标题子", of = "丙一行"', 'deck = "标题子", of = "甲一行"'], 3),
        ("begins here already", ['article = "甲一行"'], 2),
        ("no paragraph", ['article = "天气晴"'], 2),
        ("one article", ['order = "甲一行", after = "乙一行"'], 2),
    ],
)
def test_a_statement_that_does_not_fit_says_where_and_why(said, statements, row):
    refused(said, *statements, row=row)


def test_quotations_ignore_line_ends_and_the_width_of_marks():
    source = SourceText('他说,"不行\n不行。"\n完了', "page.txt")
    assert [line.text for line in amended('split = "，“不行 不行。”"', source=source).lines][:2] == [
        "他说",
        ',"不行',
    ]
    assert amended('split = ["不行", 2]', source=source).lines == split_lines(source)


def test_corrections_are_shared_out_over_pages():
    source = SourceText("甲文\n同文\f乙文\n同文", "two.txt")
    pages = [Span(0, 5), Span(6, 11)]
    corrections = parse_corrections(
        'corrections = [\n{ break = ["同文", 2] },\n{ join = "甲文", with = ["同文", 1] },\n]'
    )
    first, second = share_out(corrections, source, pages)
    assert [s.verb for s in first.statements] == ["join"]
    assert second.statements[0].what.occurrence == 1
    across = parse_corrections('corrections = [\n{ join = "甲文", with = "乙文" },\n]')
    with pytest.raises(CorrectionsError, match=r"line 2: .*different pages"):
        share_out(across, source, pages)


STATEMENTS = st.one_of(
    st.builds('join = "{}", with = "{}"'.format, st.sampled_from(ROWS), st.sampled_from(ROWS)),
    st.builds('move = "{}", after = "{}"'.format, st.sampled_from(ROWS), st.sampled_from(ROWS)),
    st.builds('break = "{}"'.format, st.sampled_from(ROWS)),
    st.builds('role = "{}", is = "{}"'.format, st.sampled_from(ROWS), st.sampled_from(list(Role))),
    st.builds(
        '{} = "{}", of = "{}"'.format,
        st.sampled_from(["headline", "deck", "byline"]),
        *[st.sampled_from(ROWS)] * 2,
    ),
    st.builds('merge = "{}", into = "{}"'.format, st.sampled_from(ROWS), st.sampled_from(ROWS)),
    st.builds('article = "{}"'.format, st.sampled_from(ROWS)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(STATEMENTS, min_size=1, max_size=6))
def test_whatever_is_said_no_line_is_lost_or_doubled(statements):
    with suppress(CorrectionsError):
        replanned(*statements)
