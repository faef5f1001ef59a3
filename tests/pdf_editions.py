"""Made-up editions for the make-up of pages: stories of every length, with and without kicker, deck, crossheads, pictures."""

import random
from datetime import date

from epubmaker.model import Article, Block, Byline, Edition, Furniture, Masthead, SourceInfo

_PHRASES = (
    "春耕开始后", "农机手来到田头", "村里的合作社", "今年的播种面积", "比去年增加两成", "记者在现场看到", "天气放晴",
    "种子站的门开了",
    "河边的新路", "孩子们放学回家", "老师带着学生", "市里的图书馆", "每周开放六天", "读者排起了队", "医生走进社区", "为老人量血压",
    "港口的吊车", "昨夜没有停", "集装箱一个接一个", "工人们轮班作业", "气象台预报", "下周仍有小雨",
    "司机要减速慢行", "交警在路口疏导",
)  # fmt: skip
_TOPICS = ("春耕", "图书馆", "港口", "道路", "学校", "社区", "雨水", "市场", "桥梁", "合作社")
_WHAT = (
    "迎来新变化",
    "今天开放",
    "提前完成任务",
    "服务更多居民",
    "加快建设步伐",
    "受到欢迎",
    "再添新设备",
    "恢复通行",
)


def generated(seed: int) -> Edition:
    """Edition number `seed`: two to sixteen stories, from a brief of two lines to a story of several pages."""
    dice = random.Random(seed)
    articles = tuple(_article(dice, number) for number in range(dice.randint(2, 16)))
    furniture = tuple(
        Furniture("notice", _text(dice, dice.randint(12, 90))) for _ in range(dice.randint(0, 4))
    )
    masthead = Masthead("河东日报", "河东报社", date(2021, 3, 4), "星期四", None, 88)
    return Edition(SourceInfo("page.txt", "0" * 64, "utf-8", 0), "zh-Hans", masthead, articles, furniture)


def _article(dice: random.Random, number: int) -> Article:
    length = int(dice.choice((60, 140, 300, 500, 800, 1300, 2600)) * dice.uniform(0.6, 1.5))
    blocks: list[Block] = []
    while length > 0:
        size = min(length, dice.randint(30, 320))
        if blocks and dice.random() < 0.15:
            blocks.append(Block("crosshead", dice.choice(_TOPICS) + dice.choice(_WHAT)))
        blocks.append(Block("paragraph", _text(dice, size)))
        length -= size
    headline = dice.choice(_TOPICS) + dice.choice(_WHAT)
    if dice.random() < 0.3:
        headline += "　" + dice.choice(_TOPICS) + dice.choice(_WHAT)
    return Article(
        f"a{number}",
        "article",
        headline if dice.random() < 0.95 else None,
        kicker="各地" + dice.choice(_WHAT) if dice.random() < 0.25 else None,
        deck=dice.choice(_TOPICS) + "工作" + dice.choice(_WHAT) if dice.random() < 0.25 else None,
        bylines=(Byline("记者", ("李明",), text="■记者 李明"),) if dice.random() < 0.6 else (),
        blocks=tuple(blocks),
    )


def _text(dice: random.Random, length: int) -> str:
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        parts.append(dice.choice(_PHRASES) + dice.choice("，，，。"))
    return "".join(parts)[:-1] + "。"
