"""Small matter: tables, lists, notices, contacts, advertisements, the weather, masthead and colophon. Invented, but for clauses."""

from __future__ import annotations

import datetime
import random

from .filling import Filling
from .values import Article, Part

WEEKDAYS = "一二三四五六日"


def table(fill: Filling, count: int) -> Article:
    """Return a table: a title, the names of its columns, and rows of cells."""
    rng = fill.rng
    title, names = rng.choice(fill.words.tables)
    heads = tuple(fill(names).split())
    made = Article("table", ambiguous=["order"])
    made.head = [Part("headline", fill(rng.choice(["", "全市", "一周", "{place}"]) + title), "hei")]
    rows = [heads, *(tuple(_cell(fill, name, number + 1) for name in heads) for number in range(count))]
    made.body = [
        Part("table", "　".join(cells), cells=cells, bold=not number) for number, cells in enumerate(rows)
    ]
    return made


# What stands in a table below a name with one of these signs: a pattern, {k} the number of the row.
CELLS = (
    ("次号號", ("{k}",)),
    ("姓人", ("{}",)),
    ("性", ("男", "女")),
    ("电電", ("{phone}",)),
    ("址", ("{street}",)),
    ("队隊位路线線", ("{firm}", "{place}")),
    ("品", ("大米", "面粉", "白菜", "猪肉", "鸡蛋", "豆油", "苹果", "鲫鱼", "土豆")),
)


def _cell(fill: Filling, name: str, number: int) -> str:
    """Return what stands in a table below a column's name."""
    rng = fill.rng
    for signs, patterns in CELLS:
        if any(sign in name for sign in signs):
            return fill(rng.choice(patterns).replace("{k}", str(number)))
    score = f"{rng.randint(0, 5)}:{rng.randint(0, 5)}"
    return rng.choice(
        [f"{rng.uniform(1, 40):.2f}", f"{rng.uniform(-9, 9):+.1f}%", str(rng.randint(3, 99)), score]
    )


def listing(fill: Filling, count: int) -> Article:
    """Return a list: a title and items of one or two patterns."""
    rng = fill.rng
    title, patterns = rng.choice(fill.words.lists)
    made = Article("list", ambiguous=["order"])
    made.head = [Part("headline", fill(title), "hei")]
    for number in range(count):
        pattern = rng.choice(patterns).replace("{n}", str(number + 1))
        made.body.append(Part("list", fill(pattern), "song", 1.0, "left", 0))
    return made


def notice(fill: Filling, day: datetime.date) -> Article:
    """Return a notice with its signature and date, one behind the other at the right."""
    rng = fill.rng
    heads, *texts = rng.choice(fill.words.notices)
    day -= datetime.timedelta(rng.randint(0, 6))
    made = Article("notice")
    made.head = [Part("headline", fill(rng.choice(heads.split("|"))), "hei")]
    made.body = [Part("text", fill(text)) for text in texts]
    dates = [f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日"]
    signs = [fill("{firm}"), rng.choice(dates)]
    signs = [signs[0] + "　" + signs[1]] if rng.random() < 0.25 else signs
    made.body += [
        Part("notice-sign", text, rng.choice(["song", "kai"]), 1.0, "right", rng.choice([0, 2]))
        for text in signs
    ]
    return made


def contacts(fill: Filling) -> Article:
    """Return a boxed call to write or to telephone: a title, a paragraph, rows of contact."""
    rng = fill.rng
    made = Article("notice")
    made.head = [
        Part(
            "headline",
            fill(rng.choice(["征稿启事", "欢迎来电", "新闻线索征集", "读者服务", "诚征美文"])),
            "hei",
        )
    ]
    made.body = [Part("text", fill("本版欢迎各界来稿，内容以{clause}为主，篇幅不限，一经采用即付稿酬。"))]
    rows = rng.sample(fill.words.contacts, rng.randint(1, min(3, len(fill.words.contacts))))
    made.body += [Part("contact", fill(row), rng.choice(["song", "hei"]), 1.0, "left", 0) for row in rows]
    return made


def advert(fill: Filling) -> list[Part]:
    """Return an advertisement: a large row, and small ones."""
    rng = fill.rng
    head = Part("ad", fill(rng.choice(fill.words.advert_heads)), "hei", rng.uniform(1.4, 3), "center", 0, 2)
    rows = [fill(rng.choice(fill.words.adverts)) for _ in range(rng.randint(2, 12))]
    return [
        head,
        *(
            Part("ad", row, rng.choice(["song", "hei"]), 1.0, rng.choice(["left", "center"]), 0)
            for row in rows
        ),
    ]


def weather(fill: Filling) -> list[Part]:
    """Return the weather of some places, one a row, or said in a sentence."""
    rng, words = fill.rng, fill.words
    parts = [Part("weather", fill(rng.choice(words.weather_heads)), "hei", 1.2, "center", 0)]
    if rng.random() < 0.4:
        text = f"今天{rng.choice(words.skies)}，{rng.choice('东南西北')}风{rng.randint(1, 4)}级，最高气温{rng.randint(12, 36)}℃；"
        text += f"明天{rng.choice(words.skies)}，最低气温{rng.randint(-9, 11)}℃。"
        return [*parts, Part("weather", fill(text))]
    for place in rng.sample(words.places, rng.randint(4, 12)):
        wind = f"{rng.choice('东南西北')}风{rng.randint(1, 4)}级" if rng.random() < 0.7 else ""
        cells = [place, rng.choice(words.skies), wind, f"{rng.randint(-9, 12)}℃～{rng.randint(13, 36)}℃"]
        parts.append(Part("weather", fill(" ".join(filter(None, cells))), "song", 1.0, "left", 0))
    return parts


def running_heads(
    fill: Filling, rng: random.Random, issue: tuple[str, str, int] | None = None
) -> tuple[dict[str, object], list[str], list[str]]:
    """Return the facts of an edition, the rows of its masthead, and those of its colophon.

    `issue` is the paper, the day and the number of the page, where they are settled.
    """
    words = fill.words
    day = datetime.date(rng.randint(1998, 2025), rng.randint(1, 12), rng.randint(1, 28))
    paper, section, page = rng.choice(words.papers), rng.choice(words.sections), rng.randint(1, 16)
    if issue:
        paper, day, page = issue[0], datetime.date.fromisoformat(issue[1]), issue[2]
    week = "星期" + WEEKDAYS[day.weekday()]
    facts: dict[str, object] = {
        "title": fill(paper),
        "date": day.isoformat(),
        "weekday": fill(week),
        "issue_number": None,
    }
    dates = [f"{day.year}年{day.month}月{day.day}日", week]
    if page == 1:
        facts["issue_number"] = rng.randint(200, 19999)
        rows = [
            paper,
            "　".join(dates),
            f"第{facts['issue_number']}期",
            rng.choice(["今日8版", "国内统一刊号CN45-0031", "{place}日报社出版"]),
        ]
    else:
        number = rng.choice([f"{page}版", f"第{page}版", f"{page:02d}", f"A{page}"])
        rows = [number, section, rng.choice(["　", " "]).join(dates), rng.choice([paper, "责任编辑　{}", ""])]
        facts["title"] = fill(paper) if paper in rows else None
    foot = [rng.choice(words.colophons)] if rng.random() < 0.7 else []
    return facts, [fill(row) for row in rows if row], [fill(row) for row in foot]
