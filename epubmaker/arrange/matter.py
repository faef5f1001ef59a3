"""What belongs to the page and to no article: the weather, advertisements. Told by the words of a whole region."""

from __future__ import annotations

from epubmaker.model import Role
from epubmaker.text import patterns as re

# A forecast names places, skies and temperatures and tells no story; an advertisement offers, and says how to be reached.
LONGEST_FORECAST, LONGEST_OFFER = 400, 400  # characters
_DEGREES = re.compile(r"-?\d+\s*℃")
_SKY = re.compile("晴|多云|多雲|阴|陰|[小中大阵]雨|[陣]雨|[小中大]雪|雷")
_OFFER = re.compile(
    "招聘|诚聘|誠聘|出租|转让|轉讓|优惠|優惠|开业|開業|庆典|慶典|惠顾|惠顧|遗失声明|遺失聲明|声明作废|聲明作廢|恭祝|热线|熱線|抢购|搶購|促销|促銷"
)
_REACHED = re.compile(r"(?:电话|電話|地址|联系人|聯繫人|热线|熱線|手机|手機)[:：]")
_STORY = re.compile("本报|本報|新华社|新華社|记者|記者|讯|訊|日电|日電")


def page_matter(text: str) -> Role | None:
    """Return weather or advertisement for a region that is one, None for an article."""
    stops = text.count("。")
    if _STORY.search(text) or stops > 3:
        return None
    if len(text) <= LONGEST_FORECAST and len(_DEGREES.findall(text)) >= 2 and len(_SKY.findall(text)) >= 2:
        return Role.WEATHER
    offers, reached = len(_OFFER.findall(text)), len(_REACHED.findall(text))
    if len(text) <= LONGEST_OFFER and offers and offers + reached >= 2 + stops:
        return Role.ADVERTISEMENT
    return None
