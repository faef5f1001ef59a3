"""Headlines and their texts on small pages: what belongs together although other things stand between."""

from dataclasses import replace

from epubmaker.assemble import assemble
from epubmaker.model import Label, Role, SeamTable, SourceText
from epubmaker.seams.subject import subject_model
from epubmaker.segment import split_lines

BRIDGE = "河东镇新建的跨河大桥昨天正式通车。大桥全长三百米，双向四车道。"
BRIDGE_REST = "大桥通车后，跨河两岸居民出行不再绕路，河东镇到县城只要十分钟。"
SCHOOL = "县实验小学昨天举行开学典礼。新学期学校迎来三百名一年级新生。"
SCHOOL_REST = "开学典礼上，新生和家长一起参观了学校，老师给每名新生送上书签。"
FARM = "入秋以来，柑橘种植户抓紧采摘。今年柑橘产量比去年增加两成。"


def articles_of(*rows, subjects=False):
    """Headline and paragraphs of every article; a row is its role and its words. With `subjects` what they speak of is known."""
    lines = split_lines(SourceText("\n\n".join(text for _, text in rows) + "\n"))
    assert [line.text for line in lines] == [text for _, text in rows]
    labels = [Label(role, 0.9, "test") for role, _ in rows]
    ends = SeamTable(((),) * len(rows), (4.0,) * len(rows), (4.0,) * len(rows), in_order=(-4.0,) * len(rows))
    if subjects:
        ends = replace(ends, subjects=subject_model().read([line.text for line in lines]))
    plan = assemble(lines, labels, ends)
    return [
        (
            "".join(lines[n].text for n in article.headline),
            [(chain.kind, "".join(lines[n].text for n in chain.lines)) for chain in article.chains],
        )
        for article in plan.articles
    ]


def body(*texts):
    return [(Role.BODY, text) for text in texts]


def test_a_title_between_two_texts_of_one_article_is_no_headline():
    found = articles_of(
        (Role.BODY, BRIDGE),
        (Role.HEADLINE, "两岸居民不再绕路"),
        (Role.BODY, BRIDGE_REST),
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, SCHOOL),
    )
    assert found == [
        (
            "河东镇跨河大桥通车",
            [(Role.BODY, BRIDGE), (Role.CROSSHEAD, "两岸居民不再绕路"), (Role.BODY, BRIDGE_REST)],
        ),
        ("实验小学举行开学典礼", body(SCHOOL)),
    ]


def test_two_articles_keep_the_headline_between_them():
    found = articles_of(
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BODY, BRIDGE),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, SCHOOL),
    )
    assert found == [("河东镇跨河大桥通车", body(BRIDGE)), ("实验小学举行开学典礼", body(SCHOOL))]


def test_a_text_set_behind_another_article_comes_home():
    found = articles_of(
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, SCHOOL),
        (Role.HEADLINE, "柑橘种植户抓紧采摘"),
        (Role.BODY, FARM),
        (Role.BYLINE, "记者 王小明"),
        (Role.BODY, SCHOOL_REST),
    )
    assert found == [("实验小学举行开学典礼", body(SCHOOL, SCHOOL_REST)), ("柑橘种植户抓紧采摘", body(FARM))]


def test_a_text_that_speaks_of_nothing_else_on_the_page_stands_alone():
    found = articles_of(
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, SCHOOL),
        (Role.BYLINE, "记者 王小明"),
        (Role.BODY, FARM),
    )
    assert [headline for headline, _ in found] == ["实验小学举行开学典礼", ""]


def test_titles_far_from_their_texts_find_them_by_their_words():
    found = articles_of(
        (Role.BODY, BRIDGE),
        (Role.BYLINE, "记者 王小明"),
        (Role.BODY, "本报讯 " + SCHOOL),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.HEADLINE, "河东镇跨河大桥正式通车"),
    )
    assert found == [
        ("河东镇跨河大桥正式通车", body(BRIDGE)),
        ("实验小学举行开学典礼", body("本报讯 " + SCHOOL)),
    ]


def test_the_headline_stands_above_the_byline_and_a_crosshead_may_open_the_text():
    found = articles_of(
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BYLINE, "记者 王小明"),
        (Role.HEADLINE, "两岸居民不再绕路"),
        (Role.BODY, BRIDGE),
    )
    assert found == [("河东镇跨河大桥通车", [(Role.CROSSHEAD, "两岸居民不再绕路"), (Role.BODY, BRIDGE)])]


def test_the_paragraph_with_the_dateline_comes_first_wherever_it_stood():
    opening = f"本报讯 {SCHOOL}"
    found = articles_of(
        (Role.HEADLINE, "柑橘种植户抓紧采摘"),
        (Role.BODY, FARM),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, SCHOOL_REST),
        (Role.BODY, opening),
    )
    assert found == [("柑橘种植户抓紧采摘", body(FARM)), ("实验小学举行开学典礼", body(opening, SCHOOL_REST))]


def test_a_text_that_two_headlines_on_one_side_claim_is_cut_in_two():
    found = articles_of(
        (Role.BODY, BRIDGE),
        (Role.BODY, SCHOOL),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BYLINE, "记者 王强"),
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BODY, FARM),
        (Role.HEADLINE, "柑橘种植户抓紧采摘"),
        subjects=True,
    )
    assert ("河东镇跨河大桥通车", body(BRIDGE)) in found
    assert ("实验小学举行开学典礼", body(SCHOOL)) in found


def with_one_left(opening):
    """A page on which every headline has its text but one, which says nothing of what its text speaks of."""
    return articles_of(
        (Role.BODY, f"{opening}{FARM}"),
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BYLINE, "记者 王强"),
        (Role.BODY, f"本报讯 {BRIDGE}"),
        (Role.HEADLINE, "一堂特殊的课"),
        (Role.BODY, f"本报讯 {SCHOOL}"),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        subjects=True,
    )


def test_the_last_headline_and_the_last_text_belong_together():
    assert with_one_left("本报讯 ")[0] == ("一堂特殊的课", body(f"本报讯 {FARM}"))


def test_a_text_that_opens_no_article_takes_no_headline_that_is_left():
    assert with_one_left("")[0] == ("", body(FARM))


def test_a_tail_behind_the_next_article_is_brought_home():
    found = articles_of(
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BODY, BRIDGE),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, SCHOOL),
        (Role.BODY, SCHOOL_REST),
        (Role.BODY, BRIDGE_REST),
        subjects=True,
    )
    assert found == [
        ("河东镇跨河大桥通车", body(BRIDGE, BRIDGE_REST)),
        ("实验小学举行开学典礼", body(SCHOOL, SCHOOL_REST)),
    ]


def test_an_open_sentence_goes_on_in_the_tail_that_comes_home():
    opening, rest = BRIDGE.removesuffix("。") + "，通车后", BRIDGE_REST
    found = articles_of(
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BODY, opening),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, SCHOOL),
        (Role.BODY, SCHOOL_REST),
        (Role.BODY, rest),
        subjects=True,
    )
    assert found[0] == ("河东镇跨河大桥通车", body(opening + rest))


def test_an_end_that_speaks_of_nothing_before_stays():
    found = articles_of(
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BODY, BRIDGE),
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, SCHOOL),
        (Role.BODY, "参加典礼的还有镇里的干部，大家对新学期充满期待。"),
        subjects=True,
    )
    assert len(found[1][1]) == 2


def test_an_opening_that_a_stray_paragraph_parts_from_its_headline_has_it_all_the_same():
    stray, opening = "家长们说，孩子们都高兴极了。", f"本报讯 {SCHOOL}"
    found = articles_of(
        (Role.HEADLINE, "实验小学举行开学典礼"),
        (Role.BODY, stray),
        (Role.BODY, opening),
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BODY, BRIDGE),
        subjects=True,
    )
    assert found[0] == ("实验小学举行开学典礼", body(opening, stray))


def test_an_opening_of_something_else_stays_without_the_headline_above():
    found = articles_of(
        (Role.HEADLINE, "河东镇跨河大桥通车"),
        (Role.BODY, BRIDGE),
        (Role.BODY, f"本报讯 {FARM}"),
        subjects=True,
    )
    assert found == [("河东镇跨河大桥通车", body(BRIDGE)), ("", body(f"本报讯 {FARM}"))]
