"""Names from a list: known persons, places and foreign names that OpenCC would set by the words their characters make."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from epubmaker.text import patterns as re

# What distinguishes a foreign name, spelt by sound, from Chinese words made of the same characters.
_ONLY_SPELLS = "埃迪蒂弗斯尔姆诺娜茨茹萨塞沃奥维佐伊耶莎妮戈克"
_SPELLS = (
    f"{_ONLY_SPELLS}阿艾安巴贝本比彼宾波伯博布查达丹德杜顿多恩法菲费夫福盖格哈海汉赫霍基吉加杰金卡凯坎科肯库拉莱兰朗劳勒雷利莉列琳林卢鲁路伦"
    "罗洛马玛迈曼梅米密莫默穆内纳尼涅努欧帕佩皮普齐乔切瑞桑瑟沙什史丝苏索塔泰坦特提图托瓦威韦乌希谢辛休雅亚因约泽詹珍芝朱兹森逊"
)
FOREIGN = re.compile(f"[{_SPELLS}]*里[{_SPELLS}里]*")
# Endings of Russian, Persian and Croatian names: 扎里夫, 西里奇, 扎耶采夫, 奥多耶夫采娃, 亚采纽克, but 邻里夫妻, 海里奇怪.
SHORT = re.compile(
    f"弗里|[{_SPELLS}扎西](?:[里采]夫(?![妻妇人子君])|采(?:娃(?!娃)|纽克|维奇|列捷)|里奇(?![怪特妙迹异闻观景幻遇缘才丽石花葩谈葆]))"
)
LEAST = 4  # characters of a foreign name told by its spelling alone, two of which do nothing but spell


def listed_names(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield the names of the list that stand in a Simplified text: start, end, and the Traditional form of a place.

    Where names overlap, the first and of those the longest is taken.
    """
    known, pattern = _list()
    for match in pattern.finditer(text):
        yield match.start(), match.end(), known[match[0]]


def foreign_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of spelling characters in which 里 or 采 only spells: 卡瓦列里, 费德里科, 扎耶采夫."""
    for match in FOREIGN.finditer(text):
        only = sum(character in _ONLY_SPELLS for character in match[0])
        if len(match[0]) >= LEAST and only >= 2 and (not match[0].endswith("里") or only >= 3):
            yield match.start(), match.end()
    for match in SHORT.finditer(text):
        yield match.start(), match.end()


@cache
def _list() -> tuple[dict[str, str | None], re.Pattern[str]]:
    """Return the list and a pattern that finds its names, made once a process."""
    rows = files("epubmaker.convert").joinpath("data", "known_names.txt").read_text("utf-8").splitlines()
    known: dict[str, str | None] = {}
    for row in rows:
        if row and not row.startswith("#"):
            name, _, form = row.partition("\t")
            known[name] = form or None
    ordered = sorted(known, key=lambda name: (-len(name), name))
    return known, re.compile("|".join(map(re.escape, ordered)))
