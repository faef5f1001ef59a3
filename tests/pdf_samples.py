"""Editions to set: the seeds cut into articles without any reconstruction, so that typography is tested on its own."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import opencc

from epubmaker.model import Article, Block, Byline, Edition, Furniture, Masthead, SourceInfo
from epubmaker.render.pdf import render_pdf

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
_FULL_WIDTH = str.maketrans(",:;?!()", "，：；？！（）")
_KINDS = {2: "crosshead", 5: "caption", 6: "credit"}


def full_width(text: str) -> str:
    """Return marks between Han made full width and straight quotation marks paired, as restoration would."""
    text = re.sub(
        r"(?<=[^\x00-\x7f])[,:;?!()]|[,:;?!()](?=[^\x00-\x7f])", lambda m: m[0].translate(_FULL_WIDTH), text
    )
    halves = text.split('"')
    return "".join(half + ("" if n == len(halves) - 1 else "“”"[n % 2]) for n, half in enumerate(halves))


@cache
def seed_edition(path: Path, language: str = "zh-Hans") -> Edition:
    """Return a seed as an edition of some ten articles with headlines, kickers, bylines, crossheads and captions."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    rows = [re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", block.strip()) for block in blocks]
    rows = [row.replace("\n", " ") for row in rows]
    rows = [full_width(row) for row in rows if len(row) > 3]
    if language != "zh-Hans":
        convert = opencc.OpenCC("s2twp").convert
        rows = [convert(row).translate(str.maketrans("“”‘’", "「」『』")) for row in rows]
    rows = [row for row in rows if len(row) > 20] * 2
    articles = []
    for number, start in enumerate(range(0, len(rows) - 8, 9)):
        blocks = [
            Block(_KINDS.get(n + number % 2, "paragraph"), row)
            for n, row in enumerate(rows[start : start + 8])
        ]
        blocks = [Block(b.kind, b.text[:18] if b.kind == "crosshead" else b.text) for b in blocks]
        articles.append(
            Article(
                id=f"a{number}",
                kind="article",
                headline=rows[start + 8][: 9 + 7 * (number % 4)].strip("，。"),
                kicker=rows[start][:12] if number % 3 == 0 else None,
                deck=rows[start + 1][:21] if number % 3 == 1 else None,
                bylines=(Byline("", (), 1.0, "记者 王小明　通讯员 李大力"),) if number % 2 else (),
                blocks=tuple(blocks[: 8 if number % 4 == 0 else 4]),
            )
        )
    return Edition(
        SourceInfo(path.name, "0" * 64, "utf-8", 0),
        language,
        Masthead("河东日报", "河东报社", date(2020, 1, 10), "星期五", "农历己亥年十二月十六", 4364),
        tuple(articles),
        (Furniture("weather", "今天阴有小雨，东北风4级，最高气温10℃。"), Furniture("masthead", "河东日报")),
        (Furniture("body", "的"),),
    )


@cache
def digest(path: Path) -> bytes:
    """Return the digest of a seed as it is set without options: several files look at the same one."""
    return render_pdf(seed_edition(path))


def small_edition(*texts: str, language: str = "zh-Hans", headline: str = "春耕时节忙") -> Edition:
    """One article whose paragraphs are `texts`."""
    blocks = tuple(Block("paragraph", text) for text in texts)
    return Edition(
        SourceInfo("page.txt", "0" * 64, "utf-8", 0),
        language,
        Masthead("河东日报", date=date(2021, 3, 4)),
        (Article("a1", "article", headline, blocks=blocks),),
    )
