"""Texts in Markdown: marks say what a headline is and where an article begins, and nothing else does."""

from __future__ import annotations

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.restore import rebuild_source

FIRST = "本报讯　昨天上午，河东新区第一家社区食堂正式开张，八百多户居民受益，老人打八折。"
SECOND = "食堂每天供应三餐，附近写字楼的白领也常来光顾，负责人说菜单每周更换一次。"
THIRD = "本报讯　早稻开镰后，农机合作社的收割机开进北港村，种粮大户算了一笔账。"
TEXT = f"""# 社区食堂开张

六十岁以上老人打八折

■记者　周明远

{FIRST}

{SECOND}

农业生产一线见闻

# 早稻开镰

{THIRD}

## 今年亩产高

{SECOND}

谁来种地
"""


def told(text):
    source = read_string(text)
    edition = reconstruct(source)
    assert rebuild_source(edition) == source.text
    return edition.articles


def test_a_mark_makes_a_headline_and_rows_beside_it_are_kicker_and_deck():
    first, second = told(TEXT)
    assert (first.headline, first.deck, first.bylines[0].names) == (
        "社区食堂开张",
        "六十岁以上老人打八折",
        ("周明远",),
    )
    assert (second.headline, second.deck) == ("早稻开镰", None)


def test_unmarked_rows_below_a_text_are_text():
    _, second = told(TEXT)
    assert [(block.kind, block.text) for block in second.blocks] == [
        ("paragraph", THIRD),
        ("crosshead", "今年亩产高"),
        ("paragraph", SECOND),
        ("paragraph", "谁来种地"),
    ]


@pytest.mark.parametrize("count", [2, 12])
def test_the_order_of_a_marked_text_is_its_own(count):
    """However much the sections are alike, none of them is moved, and no article is parted or joined."""
    text = "\n".join(f"# 第{n}则消息\n\n{FIRST}\n\n{SECOND}\n" for n in range(1, count + 1))
    articles = told(text)
    assert [article.headline for article in articles] == [f"第{n}则消息" for n in range(1, count + 1)]
    assert all([block.text for block in article.blocks] == [FIRST, SECOND] for article in articles)


def test_a_headline_without_text_takes_nothing_from_the_next():
    articles = told(f"# 今日头条\n\n# 社区食堂开张\n\n{FIRST}\n\n{SECOND}\n")
    assert [article.headline for article in articles if article.blocks] == ["社区食堂开张"]


def test_text_before_the_first_mark_is_kept_apart():
    articles = told(f"{SECOND}\n\n# 社区食堂开张\n\n{FIRST}\n\n# 早稻开镰\n\n{THIRD}\n")
    assert [article.headline for article in articles] == [None, "社区食堂开张", "早稻开镰"]
    assert articles[0].blocks[0].text == SECOND


def test_a_hash_in_running_text_marks_nothing():
    text = f"社区食堂开张\n{FIRST}\n{SECOND}微博话题#春耕#登上热搜。\n早稻开镰\n{THIRD}\n"
    assert "#春耕#" in "".join(block.text for article in told(text) for block in article.blocks)
