"""What title rows of typed texts head: the next article, or a section of the one above."""

from __future__ import annotations

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.model import Edition
from epubmaker.roles.sections import HEAD, OTHER, TEXT, Row, heads_told, may_be_title, sections_of

POOL = (
    "青浦路游泳池下周六开放",
    "改建了十四个月的青浦路游泳池下周六重新开放，票价与改建前相同，周一闭馆消毒。",
    "泳池水温常年保持在二十六度，更衣室增加到八十个柜子，另设两间家庭更衣室。",
)
BAKERY = (
    "桥西新开一家社区食堂",
    "昨天上午，桥西街道社区食堂开门迎客，首日有三百多位老人前来用餐，八十岁以上的老人一荤两素只收六元。",
    "街道办事处主任崔立平介绍，食堂由空置的邮电所改建，可同时容纳一百二十人就餐。",
)
LOST = (
    "铁路货场捡到一窝小猫",
    "前天夜里，铁路货场值班员霍师傅巡查时听到三号仓里有叫声，循声找去，木箱里躺着五只刚出生的小猫。",
    "目前货场职工轮流给小猫喂奶，想领养的市民可到货场传达室登记。",
)
FEATURE = (
    "一条河的三种活法",
    "漕溪河从城里穿过，全长不过九公里，却养活过船工、菜农和洗衣妇。三代人说起这条河，说的是三件事。",
    "船工的河",
    "八十七岁的纪水生十四岁上船，那时漕溪河上每天有两百多条船，运稻谷、运瓦缸，也运新娘。",
    "他记得河上的规矩：下水让上水，空船让重船，两船相遇先喊号子。",
    "菜农的河",
    "六十年代河上没有了船，两岸的生产队从河里挑水浇菜，一天要挑六十担。",
    "谭桂英说，那时的河水看得见底，挑水时要等小鱼游开。",
    "孩子的河",
    "如今河边修了步道，放学的孩子趴在栏杆上数鸭子，一数就是半个钟头。",
)


def written(*articles: tuple[str, ...], between: str = "\n") -> Edition:
    """Return the edition of a text that holds a row a paragraph."""
    return reconstruct(read_string(between.join("\n".join(rows) for rows in articles)))


def heads(edition: Edition) -> list[str | None]:
    """Return the headlines of an edition."""
    return [article.headline for article in edition.articles]


def kinds(edition: Edition, kind: str) -> list[str]:
    """Return the texts of the blocks of one kind."""
    return [block.text for article in edition.articles for block in article.blocks if block.kind == kind]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_articles_without_datelines_are_articles(between: str) -> None:
    edition = written(POOL, BAKERY, LOST, between=between)
    assert heads(edition) == [POOL[0], BAKERY[0], LOST[0]]
    assert not kinds(edition, "crosshead")


def test_sections_of_a_feature_are_crossheads() -> None:
    edition = written(FEATURE)
    assert heads(edition) == [FEATURE[0]]
    assert kinds(edition, "crosshead") == ["船工的河", "菜农的河", "孩子的河"]


def test_news_below_a_feature_begins_an_article() -> None:
    edition = written(FEATURE, POOL)
    assert heads(edition) == [FEATURE[0], POOL[0]]
    assert kinds(edition, "crosshead") == ["船工的河", "菜农的河", "孩子的河"]


def test_bold_titles_with_plain_rows_beside_them() -> None:
    rows = ("夏季用水高峰将至", f"**{POOL[0]}**", "票价不变，周一闭馆", *POOL[1:])
    edition = written(rows, (f"**{BAKERY[0]}**", *BAKERY[1:]))
    assert heads(edition) == [POOL[0], BAKERY[0]]
    assert edition.articles[0].kicker == "夏季用水高峰将至"
    assert edition.articles[0].deck == "票价不变，周一闭馆"


def test_bold_crossheads_below_a_plain_headline() -> None:
    marked = tuple(f"**{row}**" if row.endswith("的河") else row for row in FEATURE)
    edition = written(marked)
    assert heads(edition) == [FEATURE[0]]
    assert kinds(edition, "crosshead") == ["船工的河", "菜农的河", "孩子的河"]


def test_the_name_of_a_column_above_a_headline() -> None:
    edition = written(POOL, ("街谈", "别让“马上办”变成“马上拖”", *LOST[1:]))
    assert edition.articles[1].column == "街谈"
    assert edition.articles[1].headline == "别让“马上办”变成“马上拖”"


def rows_of(*rows: tuple[str, str]) -> list[Row]:
    return [Row(text, kind) for text, kind in rows]


def test_sections_take_names_and_texts() -> None:
    found = sections_of(
        rows_of(
            ("题", HEAD), ("甲　乙", OTHER), ("文。", TEXT), ("（丙）", OTHER), ("次题", HEAD), ("文。", TEXT)
        )
    )
    assert [(one.head, one.other, one.body) for one in found] == [((0,), (1, 3), (2,)), ((4,), (), (5,))]


def test_names_below_a_title_make_it_certain() -> None:
    told = heads_told(
        rows_of((POOL[0], HEAD), (POOL[1], TEXT), (BAKERY[0], HEAD), ("记者　乙", OTHER), (BAKERY[1], TEXT))
    )
    assert (2,) in told.certain
    assert not told.odds


def test_a_text_without_titles_has_none() -> None:
    assert not heads_told(rows_of((POOL[1], TEXT), (BAKERY[1], TEXT))).odds


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("老街改造", True),
        ("老街改造完成。", False),
        ("他说：", False),
        ("“等一等”", True),
        ("字" * 41, False),
        ("", False),
    ],
)
def test_the_shape_of_a_title(row: str, expected: bool) -> None:
    assert may_be_title(row) is expected
