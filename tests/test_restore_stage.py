"""From a plan to an edition: texts, spans, seams, bylines, furniture, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest
from conftest import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from made import edition_of

from epubmaker.errors import ConservationError
from epubmaker.model import (
    ArticlePlan,
    BylinePlan,
    Chain,
    Diagnostic,
    Edition,
    FurniturePlan,
    Join,
    Masthead,
    Plan,
    Role,
    SeamNote,
    SourceText,
    Span,
)
from epubmaker.model.conservation import assert_conserved, check_conservation
from epubmaker.readers import read_text
from epubmaker.restore import RestoreOptions, rebuild_source, restore
from epubmaker.restore.rules.quotes import nests
from epubmaker.segment import split_lines


def restored(text: str, plan: Plan) -> Edition:
    """Return the edition of a text whose rows are its lines."""
    source = SourceText(text)
    edition = restore(
        source, split_lines(source), plan, Masthead(), RestoreOptions(look_for_misreadings=False)
    )
    assert_conserved(source, edition)
    assert rebuild_source(edition) == text
    return edition


def one_article(**parts) -> Plan:
    return Plan((ArticlePlan("article", **parts),))


@cache
def reconstructed(path: Path) -> tuple[SourceText, Edition]:
    """Return a seed and its edition."""
    return read_text(path), edition_of(path)


def codes(edition: Edition) -> list[str]:
    return [diagnostic.code for diagnostic in edition.diagnostics]


def test_lines_that_stand_together_become_one_span():
    edition = restored("初心如磐,使\n命在肩。", one_article(chains=(Chain(Role.BODY, (0, 1)),)))
    (block,) = edition.articles[0].blocks
    assert (block.kind, block.text, block.spans) == ("paragraph", "初心如磐，使命在肩。", (Span(0, 11),))
    assert [(edit.before, edit.after, edit.rule) for edit in edition.edits] == [
        (",", "，", "mark"),
        ("\n", "", "joint"),
    ]


RUNNING = "全市上下周密部署，扎实推进，各项工作取得了新的进展，受到了广大群众的好评，效果十分明显。"


@pytest.mark.parametrize(
    ("running", "headline"),
    [
        (RUNNING, "老旧小区装电梯　居民出行更加方便"),
        ("本报讯 （记者 王小明）" + RUNNING, "老旧小区装电梯　居民出行更加方便"),
        (
            RUNNING.replace("周密", " 周密"),
            "老旧小区装电梯居民出行更加方便",
        ),  # blanks stand anywhere on this page
        (RUNNING[:20], "老旧小区装电梯居民出行更加方便"),  # too little to tell
    ],
)
def test_blanks_of_headings_stay_where_running_text_has_none(running, headline):
    plan = one_article(headline=(0,), chains=(Chain(Role.BODY, (1,)),))
    edition = restored(f"老旧小区装电梯 居民出行更加方便\n{running}", plan)
    assert edition.articles[0].headline == headline


def test_a_jump_leaves_two_spans_and_a_seam_at_its_offset_in_the_restored_text():
    text = "市委常委会 率先\n各级干部跟进\n垂范,带头学习。"
    chain = Chain(Role.BODY, (0, 2), (Join(0, 2, 0.8, True),))
    edition = restored(text, one_article(chains=(chain, Chain(Role.BODY, (1,)))))
    first = edition.articles[0].blocks[0]
    assert first.text == "市委常委会率先垂范，带头学习。"
    assert first.spans == (Span(0, 8), Span(16, 24))
    assert first.seams == (SeamNote(7, 0.8, True),)


def test_an_unsure_join_of_neighbours_is_noted_and_a_sure_one_is_not():
    text = "甲乙丙丁\n戊己庚辛\n壬癸。"
    joins = (Join(0, 1, 0.6, False), Join(1, 2, 0.99, False))
    (block,) = restored(text, one_article(chains=(Chain(Role.BODY, (0, 1, 2), joins),))).articles[0].blocks
    assert block.seams == (SeamNote(4, 0.6, False),)


def test_a_jump_between_latin_words_keeps_a_space():
    text = "由Green\n中间一行\nEnergy承建。"
    edition = restored(text, one_article(chains=(Chain(Role.BODY, (0, 2)), Chain(Role.BODY, (1,)))))
    assert edition.articles[0].blocks[0].text == "由Green Energy承建。"


def test_a_row_set_twice_is_kept_once_and_the_removal_is_declared():
    plan = Plan((ArticlePlan("article", headline=(0,), chains=(Chain(Role.BODY, (1,)),)),))
    edition = restored("春耕时节忙又春耕时节忙又\n正文在此。", plan)
    article = edition.articles[0]
    assert article.headline == "春耕时节忙又"
    assert dict(article.evidence)["headline"] == (Span(0, 6),)
    assert edition.diagnostics == (
        Diagnostic("info", "removed", "标题重复排印，保留一次：春耕时节忙又", (Span(6, 12),)),
    )


def test_the_header_group_has_its_evidence():
    plan = one_article(kicker=(0,), headline=(1, 2), deck=(3,), column=(4,), chains=(Chain(Role.BODY, (5,)),))
    text = "强交流 听意见 促发展\n我市召开“十四五”\n规划座谈会\n-本报综述\n热点追踪\n正文在此。"
    article = restored(text, plan).articles[0]
    assert article.kicker == "强交流　听意见　促发展"
    assert article.headline == "我市召开“十四五”规划座谈会"
    assert article.deck == "——本报综述"
    assert article.column == "热点追踪"
    assert [name for name, _ in article.evidence] == ["kicker", "headline", "deck", "column"]


def test_bylines_share_a_row_without_sharing_characters():
    plan = one_article(bylines=(BylinePlan((0,), 0.9),), chains=(Chain(Role.BODY, (1,)),))
    first, second = restored("■记 者 胡佳英 通讯员 王 强\n正文在此。", plan).articles[0].bylines
    assert (first.role, first.names, first.text, first.confidence) == (
        "记者",
        ("胡佳英",),
        "■记者　胡佳英",
        0.9,
    )
    assert (second.role, second.names, second.text) == ("通讯员", ("王强",), "通讯员　王强")
    assert (first.spans, second.spans) == ((Span(0, 8),), (Span(9, 16),))


def test_a_scrambled_byline_is_read_in_order_and_said_to_be_unsure():
    plan = one_article(bylines=(BylinePlan((0,)),), chains=(Chain(Role.BODY, (1,)),))
    edition = restored("居丹荔 ■记 者 通讯员 徐冰艳\n正文在此。", plan)
    first, second = edition.articles[0].bylines
    assert (first.text, first.names, second.names) == ("■记者　居丹荔", ("居丹荔",), ("徐冰艳",))
    assert first.spans == (Span(4, 8), Span(0, 3))
    assert codes(edition) == ["byline-unsure"]


def test_a_byline_without_an_office_is_kept_as_printed_with_little_confidence():
    plan = one_article(bylines=(BylinePlan((0,)),), chains=(Chain(Role.BODY, (1,)),))
    (byline,) = restored("——\n正文在此。", plan).articles[0].bylines
    assert (byline.names, byline.text) == ((), "——")
    assert byline.confidence <= 0.5


@pytest.mark.parametrize(
    "rows", ["\u200b\n中间\n记者 张三 通讯员 李四", "记者 张三 通讯员 李四\n中间\n\u200b"]
)
def test_a_byline_keeps_what_prints_nothing(rows):
    byline = (0, 2) if rows.startswith("记") else (2, 0)
    plan = one_article(bylines=(BylinePlan(byline),), chains=(Chain(Role.BODY, (1,)),))
    assert [person.names for person in restored(rows, plan).articles[0].bylines] == [("张三",), ("李四",)]


def test_the_dateline_stays_in_the_text():
    edition = restored("本报讯 11月7日上午,\n大会召开。", one_article(chains=(Chain(Role.BODY, (0, 1)),)))
    article = edition.articles[0]
    assert article.dateline == "本报讯"
    assert article.blocks[0].text == "本报讯　11月7日上午，大会召开。"
    assert dict(article.evidence) == {"dateline": (Span(0, 3),)}


def test_only_the_first_paragraph_gives_the_dateline():
    plan = one_article(chains=(Chain(Role.BODY, (0,)), Chain(Role.BODY, (1,))))
    assert restored("大会召开。\n本报讯 昨天闭幕。", plan).articles[0].dateline is None


def test_a_full_last_line_without_a_mark_is_truncated_and_a_short_one_lost_its_mark():
    full = "全市上下始终坚持以人民为中心\n" * 4
    plan = one_article(chains=(Chain(Role.BODY, (0, 1)), Chain(Role.BODY, (2, 3, 4))))
    edition = restored(full + "推动发展", plan)
    broken, unmarked = edition.articles[0].blocks
    assert broken.truncated
    assert not unmarked.truncated
    assert codes(edition) == ["truncated", "mark-lost"]


def test_a_plan_can_say_that_an_end_is_lost():
    (block,) = (
        restored("会议结束。", one_article(chains=(Chain(Role.BODY, (0,), truncated=True),)))
        .articles[0]
        .blocks
    )
    assert block.truncated


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("大会昨天闭幕。（完）", False),
        ("“我们明年再来。”（记者李明）", False),
        ('他说:"下楼就到,很方便."', False),
        ("与会代表参观了展馆（完）", True),
        ("大会昨天闭幕，代表参观", True),
    ],
)
def test_a_note_in_brackets_behind_a_full_stop_ends_a_paragraph(text, lost):
    plan = one_article(chains=(Chain(Role.BODY, (0,), truncated=True),))
    (block,) = restored(text, plan).articles[0].blocks
    assert block.truncated is lost


@pytest.mark.parametrize(
    "end", ["三百多名市民参加", "三百多名市民参加，", "活动的市民比去年多12.5%", "种下的树一共3500"]
)
def test_a_lost_end_is_shown_by_the_words_before_it(end):
    """A figure, a unit or a comma is no end either."""
    text = f"本报讯 昨天上午，全市春季植树活动在河边公园举行，{end}"
    edition = restored(text, one_article(chains=(Chain(Role.BODY, (0,)),)))
    (found,) = edition.diagnostics
    assert found.code in ("truncated", "mark-lost")
    shown = found.message.rpartition("：")[2]
    assert text.endswith(shown)
    assert 4 <= len(shown) < 20, "enough to find the place, and no more"


def test_rows_of_matter_stay_rows_and_sentences_close_up():
    text = "编辑/戴 琰 版式/李春霞\n本社常年法律顾问\n今天阴有时有小雨下午\n到夜里阴。"
    plan = Plan(
        (), furniture=(FurniturePlan(Role.COLOPHON, (0, 1)), FurniturePlan(Role.WEATHER, (2, 3))), unplaced=()
    )
    colophon, weather = restored(text, plan).furniture
    assert (colophon.kind, colophon.text) == ("colophon", "编辑/戴琰 版式/李春霞\n本社常年法律顾问")
    assert (weather.kind, weather.text) == ("weather", "今天阴有时有小雨下午到夜里阴。")


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (["今天 晴到多云 南风3级", "明天 阴有小雨 北风4级"], "今天 晴到多云 南风3级\n明天 阴有小雨 北风4级"),
        (["19:35 黄金剧场：长河", "21:40 夜间新闻"], "19:35 黄金剧场：长河\n21:40 夜间新闻"),
        (["停水路段有中街一带电话", "报修电话：85123456"], "停水路段有中街一带电话\n报修电话：85123456"),
        (["今天阴有时有小雨下午", "到夜里阴。"], "今天阴有时有小雨下午到夜里阴。"),
    ],
)
def test_rows_of_a_listing_stay_rows_and_keep_their_blanks(rows, shown):
    plan = Plan((), furniture=(FurniturePlan(Role.NOTICE, (0, 1)),), unplaced=())
    assert [piece.text for piece in restored("\n".join(rows), plan).furniture] == [shown]


def test_an_open_quotation_that_goes_on_in_the_next_paragraph_is_no_finding():
    text = '他说:"第一点。\n"第二点。"'
    goes_on = restored(text, one_article(chains=(Chain(Role.BODY, (0,)), Chain(Role.BODY, (1,)))))
    assert [block.text for block in goes_on.articles[0].blocks] == ["他说：“第一点。", "“第二点。”"]
    assert codes(goes_on) == []
    alone = restored(
        '他说:"第一点。\n第二点。', one_article(chains=(Chain(Role.BODY, (0,)), Chain(Role.BODY, (1,))))
    )
    assert codes(alone) == ["quote-unpaired"]


def test_a_misread_stroke_is_flagged_and_left():
    edition = restored("-件件小事都是大事。", one_article(chains=(Chain(Role.BODY, (0,)),)))
    assert edition.articles[0].blocks[0].text == "-件件小事都是大事。"
    (found,) = edition.diagnostics
    assert (found.code, found.spans) == ("ocr-residue", (Span(0, 1),))
    assert "一件件" in found.message


def test_the_language_is_the_text_s_own():
    plan = one_article(chains=(Chain(Role.BODY, (0,)),))
    assert restored("这是为了国家的发展。", plan).language == "zh-Hans"
    assert restored("這是為了國家的發展。", plan).language == "zh-Hant"


def test_seeds_come_back_exactly(seed):
    source, edition = reconstructed(seed)
    assert rebuild_source(edition) == source.text
    assert check_conservation(source, edition) == ()


def test_seed_bodies_have_no_ascii_marks_and_no_spaces_between_han_characters(seed):
    _, edition = reconstructed(seed)
    for article in edition.articles:
        for block in article.blocks:
            text = block.text.removeprefix(f"{article.dateline}　")
            assert not set(text) & set(",;?()\"'"), text
            assert ":" not in text
            if block.kind == "paragraph":
                assert not any(character.isspace() for character in text), text


def test_quotation_marks_of_the_seeds_are_paired_or_listed(seed):
    _, edition = reconstructed(seed)
    listed = {span for found in edition.diagnostics if found.code == "quote-unpaired" for span in found.spans}
    for article in edition.articles:
        for block, following in zip_longest(article.blocks, article.blocks[1:]):
            goes_on = following is not None and following.text.startswith("“")
            if not nests(block.text) and not goes_on:
                assert any(
                    inside.start <= span.start < inside.end for span in listed for inside in block.spans
                ), block.text


def test_a_clean_seed_keeps_every_mark_that_was_right():
    _, edition = reconstructed(next(path for path in SEEDS if path.name.startswith("002")))
    changed = [edit for edit in edition.edits if edit.before.strip() and edit.rule != "removed"]
    assert [(edit.before, edit.after) for edit in changed] == [('"', "”")]  # 要完善“大联动"机制


# --- what must hold for any text and any plan

PIECES = st.sampled_from(
    [
        *"市委会，。、：“”‘’\"',;:?!().-—… \t　\n\r\u200b﻿09aZ２Ａ％℃°■记者王《》",
        "\r\n",
        "本报讯 ",
        "……",
        "\x07",
        "𠀀",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join)


@st.composite
def plans(draw, count: int) -> Plan:
    """Any plan in which every line stands once."""
    order = draw(st.permutations(range(count)))
    cuts = sorted(draw(st.lists(st.integers(0, count), max_size=6)))
    groups = [tuple(order[a:b]) for a, b in zip([0, *cuts], [*cuts, count], strict=True)]
    parts = {"headline": groups.pop(), "deck": groups.pop() if groups else ()}
    bylines = (BylinePlan(groups.pop()),) if groups and groups[-1] else ()
    furniture = (
        (FurniturePlan(draw(st.sampled_from([Role.WEATHER, Role.COLOPHON])), groups.pop()),)
        if len(groups) > 1
        else ()
    )
    kinds = [Role.BODY, Role.CROSSHEAD, Role.CAPTION, Role.CREDIT, Role.LABEL]
    chains = tuple(Chain(draw(st.sampled_from(kinds)), group) for group in groups[1:] if group)
    unplaced = groups[0] if groups else ()
    kept = tuple(piece for piece in furniture if piece.lines)
    return Plan((ArticlePlan("article", **parts, bylines=bylines, chains=chains),), kept, unplaced)


@settings(max_examples=500, deadline=None)
@given(text=TEXTS, data=st.data())
def test_any_source_can_be_rebuilt_from_any_plan(text, data):
    lines = split_lines(SourceText(text))
    if not lines:
        return
    plan = data.draw(plans(len(lines)))
    restored(text, plan)


# --- the predicate itself must be able to fail


def test_conservation_sees_a_lost_a_doubled_and_an_unexplained_character():
    source = SourceText("甲乙丙\n丁戊己。")
    plan = one_article(chains=(Chain(Role.BODY, (0,)), Chain(Role.BODY, (1,))))
    edition = restore(source, split_lines(source), plan, Masthead())
    article = edition.articles[0]
    first, second = article.blocks

    def broken(*blocks):
        return check_conservation(source, replace(edition, articles=(replace(article, blocks=blocks),)))

    assert [finding.spans for finding in broken(first)] == [(Span(3, 8),)]
    assert "第" not in broken(first)[0].message
    assert len(broken(first, second, second)) == 1
    assert len(broken(first, replace(second, text="丁戊已。"))) == 1
    assert len(broken(first, replace(second, spans=(Span(4, 99),)))) >= 1
    with pytest.raises(ConservationError, match="丁戊己"):
        assert_conserved(source, replace(edition, articles=(replace(article, blocks=(first,)),)))


def test_an_edition_changed_by_hand_cannot_be_rebuilt():
    edition = restored("甲乙,丙。", one_article(chains=(Chain(Role.BODY, (0,)),)))
    article = edition.articles[0]
    by_hand = replace(
        edition, articles=(replace(article, blocks=(replace(article.blocks[0], text="甲乙丙丁。"),)),)
    )
    with pytest.raises(ConservationError, match="changed by hand"):
        rebuild_source(by_hand)
