"""What newspapers call a column of short news, in both scripts."""

from __future__ import annotations

from epubmaker.text import patterns as re

# The place or the field may stand before it, and the marks of a heading or of bold type (Markdown).
COLUMN = re.compile(
    r"(?:#{1,6}[ \t]+)?(?:\*\*)?"
    r"[（(【〔［\[●■◆▲◎★]?[一-鿿]{0,4}(?:(?:[简簡]|短|快|微|要)[讯訊]|短波|短笛|[简簡][报報]|(?:微|小|一句[话話]|[简簡]明)新[闻聞]|集[纳納]"
    r"|速[读讀]|速[递遞]|速[览覽]|速[报報]|快[报報]|快[递遞]|[传傳]真|[扫掃]描|集[锦錦]|拾零|[点點][击擊]|播[报報]|播[读讀]|直通[车車]"
    r"|各地[动動][态態]|[一-鿿]{2}(?:要[闻聞]|消息))[）)】〕］\]●■◆▲◎★]?(?:\*\*)?"
)


def names_short_news(words: str) -> bool:
    """Say whether a title names a column of short news (简讯、短波、微新闻) and says nothing else."""
    return COLUMN.fullmatch(words.strip()) is not None
