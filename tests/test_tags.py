"""Texts saved with the tags of a web page: the tags are markup, what a browser shows is the text."""

from __future__ import annotations

from time import process_time

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.model.conservation import check_conservation
from epubmaker.restore import rebuild_source
from epubmaker.text.tags import tag_marks

PARAGRAPHS = (
    "本报讯　中街的青石板路上，施工队正在更换地下管线。与以往不同，这次改造没有一户居民搬离。",
    "“边住边修，街坊都在。”住了四十年的陈阿婆说。",
    "据街道负责人介绍，改造工程将于12月底完工，惠及居民326户。",
)
TITLE = "老街改造不搬一户人家"
PAGE = (
    '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>海滨新闻网</title><style>p{color:red}</style></head>\n'
    f'<body class="news">\n<!-- 正文 --><h1>{TITLE}</h1>\n<p>'
    + "</p>\n<p>".join(PARAGRAPHS)
    + '</p><script>var a = "<p>1</p>";</script>\n</body></html>\n'
)
ONE_ROW = f"<h1>{TITLE}</h1><div>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</div>"
BREAKS = f"{TITLE}<br>" + "<br/>".join(PARAGRAPHS) + "<br />"
FORMS = {"page": PAGE, "one row": ONE_ROW, "breaks": BREAKS}


@pytest.mark.parametrize("name", FORMS)
def test_what_a_browser_shows_is_the_text(name):
    source = read_string(FORMS[name])
    edition = reconstruct(source)
    (article,) = edition.articles
    assert article.headline == TITLE
    words = "".join(block.text for block in article.blocks)
    assert all(text in words for text in PARAGRAPHS)
    assert "<" not in words
    assert rebuild_source(edition) == source.text
    assert not check_conservation(source, edition)


def test_tags_inside_a_row_part_nothing():
    text = PAGE.replace("施工队", '<a href="/a">施工队</a>').replace("街坊", "<b>街坊</b>")
    (article,) = reconstruct(read_string(text)).articles
    words = "".join(block.text for block in article.blocks)
    assert all(text in words for text in PARAGRAPHS)


def test_the_title_of_the_window_stays_where_there_is_no_heading():
    text = f"<html><head><title>{TITLE}</title></head><body>" + "".join(
        f"<p>{text}</p>" for text in PARAGRAPHS
    )
    marks = tag_marks(text)
    hidden = {at for mark in marks for at in range(mark.start, mark.end)}
    assert TITLE in "".join(character for at, character in enumerate(text) if at not in hidden)


@pytest.mark.parametrize(
    "text",
    [
        "订阅<大公报>和<人民日报>，<决定>已经印发。",
        "若a<b且b<c，则a<c；PM2.5<75微克。",
        "网页里的<br>是换行。",
        "代码<br>换行<p>",
        "a < b > c",
        "<<论语>>和<<孟子>>",
        "邮箱 <a@b.cn>，<c@d.cn>，<e@f.cn>",
    ],
)
def test_angle_brackets_of_a_text_are_no_tags(text):
    assert tag_marks(text) == []


@pytest.mark.parametrize(
    "text",
    ["<script>" * 20_000, "<!--" * 40_000, "<p" * 60_000, "<p>" * 40_000, "<p " * 40_000 + ">", "<" * 99_999],
)
def test_tags_without_end_take_no_time(text):
    start = process_time()
    tag_marks(f"<html>\n{text}")
    assert process_time() - start < 2.0
