"""Names of columns of short news, in both scripts, and items without titles."""

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.text.short_news import names_short_news


@pytest.mark.parametrize(
    "words", ["简讯", "簡訊", "一句話新聞", "國際快訊", "社區傳真", "●要闻集纳", "环球扫描", "河東消息"]
)
def test_a_column_of_short_news_is_known_by_its_name(words):
    assert names_short_news(words)


@pytest.mark.parametrize(
    "words", ["", "河东老街今年变个样", "消息", "快讯：一座桥通车", "警惕电信诈骗", "说说短波里的夜晚"]
)
def test_other_titles_are_none(words):
    assert not names_short_news(words)


def test_where_no_title_holds_texts_together_each_dateline_opens_an_item():
    items = [
        "本报讯　昨天上午，河东新区第一家社区食堂正式开张，八百多户居民受益，老人打八折。",
        "新华社北京3月4日电　今年春耕面积比去年增加两成，农机合作社已经备好了收割机。",
        "本报讯　柳溪县图书馆把闭馆时间推迟到晚上九点，下班以后也能借书了。",
    ]
    articles = reconstruct(read_string("\n\n".join(items))).articles
    assert [len(article.blocks) for article in articles] == [1, 1, 1]
