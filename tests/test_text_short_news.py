"""Names of columns of short news, in both scripts."""

import pytest

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
