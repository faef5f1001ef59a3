"""Pages as plain text, with the damage that recognisers and extractors do to them, and what they ought to be.

Quicker and rougher than the generator in `pages/`, which sets pages and flattens them by real programs: here rows are cut at a
measure and strewn, so that thousands of broken joins come of a minute. `weights` and `label_titles` learn from them unless
another maker is named by `--simulator` (a module with the same `Page` and `read_articles`). Styles:

ocr   a paragraph is one row, its lines joined by spaces; lines stray to other places, some are lost, marks are ASCII
pdf   a line is a row; headlines and bylines may stand behind their text, headlines may be set twice
rows  columns that stand side by side are read across
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

NEVER_FIRST = frozenset("，。、；：！？）》」』】”’…,;:?!)")
ASCII_MARKS = str.maketrans("，；：？！（）", ",;:?!()")
LOOKALIKES = {"末": "未", "己": "已", "人": "入", "日": "曰", "土": "士", "干": "千", "大": "太", "天": "夫"}
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙", "明华丽强军敏静勇涛芳平刚波辉建国志伟秀文"
MEASURES = (11, 18)  # em of a column, the least and the most
# How often, at damage 1: a line strays, is lost, a paragraph falls into two rows, a sign is misread; a headline stands
# behind its text, is set twice; an article has a byline. Set by eye on the two seeds, and varied with the damage.
STRAYS, LOST, TORN, MISREAD, BEHIND, TWICE, SIGNED = 0.05, 0.01, 0.08, 0.003, 0.4, 0.15, 0.6
FAR = 60  # rows that a line strays at most
MOST_COLUMNS = 5


def read_articles(path: Path) -> list[dict[str, Any]]:
    """Read the articles of a file of JSON lines that make a page."""
    rows = (json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip())
    return usable(rows)


def usable(articles: Iterable[Any]) -> list[Any]:
    """Return the articles with a paragraph that fills more than a line."""
    return [article for article in articles if any(len(text) > MEASURES[1] for text in article["paras"])]


@dataclass
class Row:
    """A row of the page: the pieces of text that stand in it, and whether an empty row goes before."""

    pieces: list[str]
    parted: bool = False


@dataclass
class Page:
    """A maker of one page; `build` may be called once."""

    rng: random.Random
    style: str
    damage: float
    rows: list[Row] = field(default_factory=list)

    def build(self, articles: Sequence[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
        """Return the text of a page of some articles and its gold: headline, and paragraphs by the pieces they were cut into."""
        self.ascii = self.style == "ocr" and self.rng.random() < 0.8
        gold = [self._article(article) for article in articles]
        if self.style == "rows":
            self._read_across()
        elif self.style == "ocr":
            self._stray()
        text = "\n".join(("\n" if row.parted else "") + " ".join(row.pieces) for row in self.rows)
        return text + "\n", {"style": self.style, "articles": gold}

    def _chance(self, rate: float) -> bool:
        return self.rng.random() < min(0.9, rate * self.damage)

    def _article(self, article: dict[str, Any]) -> dict[str, Any]:
        """Set one article; return its gold."""
        measure = self.rng.randint(*MEASURES)
        headline = self._printed(article["title"] or article["paras"][0][: measure - 2].rstrip("，。"))
        heads = [Row(cut(headline, measure), parted=True)]
        if self._chance(TWICE):
            heads[0].pieces = [headline + headline] if len(headline) < measure else [*heads[0].pieces] * 2
        if self.rng.random() < SIGNED:
            name = self.rng.choice(SURNAMES) + "".join(self.rng.sample(GIVEN, 2))
            heads.append(Row([f"本报记者 {name}"]))
        blocks, body = [], []
        for paragraph in article["paras"]:
            pieces = [piece for piece in cut(self._printed(paragraph), measure) if not self._chance(LOST)]
            blocks.append({"kind": "paragraph", "pieces": pieces})
            body += self._set(pieces)
        behind = self.style == "pdf" and self._chance(BEHIND)
        self.rows += [*body, *heads] if behind else [*heads, *body]
        return {"headline": headline, "blocks": [block for block in blocks if block["pieces"]]}

    def _set(self, pieces: list[str]) -> list[Row]:
        """Return the rows of a paragraph."""
        if self.style != "ocr":
            return [Row([piece]) for piece in pieces]
        rows = [Row([], parted=True)]
        for piece in pieces:
            if rows[-1].pieces and self._chance(TORN):
                rows.append(Row([], parted=True))
            rows[-1].pieces.append(piece)
        return [row for row in rows if row.pieces]

    def _printed(self, text: str) -> str:
        """Return a text as it comes out of the recogniser."""
        signs = (
            LOOKALIKES.get(sign, sign) if self._chance(MISREAD) else sign for sign in "".join(text.split())
        )
        printed = "".join(signs)
        return printed.translate(ASCII_MARKS) if self.ascii else printed

    def _stray(self) -> None:
        """Take lines out of their rows and set them somewhere behind, each as a row of its own."""
        for at in reversed(range(len(self.rows))):
            row = self.rows[at]
            for piece in row.pieces[1:]:
                if self._chance(STRAYS):
                    row.pieces.remove(piece)
                    place = min(len(self.rows), at + 1 + self.rng.randrange(FAR))
                    self.rows.insert(place, Row([piece], parted=True))

    def _read_across(self) -> None:
        """Stand the rows in columns of one height and read them from left to right, row by row."""
        columns = self.rng.randint(2, MOST_COLUMNS)
        pieces = [piece for row in self.rows for piece in row.pieces]
        height = -(-len(pieces) // columns)
        standing = [pieces[at : at + height] for at in range(0, len(pieces), height)]
        self.rows = [Row([piece]) for row in zip_longest(*standing) for piece in row if piece is not None]


def cut(text: str, measure: int) -> list[str]:
    """Cut a text at a measure in em; a mark that cannot begin a line stands at the end of the one before."""
    lines, room = [""], float(measure)
    for sign in text:
        wide = 0.5 if ord(sign) < 128 else 1.0
        if wide > room and sign not in NEVER_FIRST:
            lines.append("")
            room = float(measure)
        lines[-1] += sign
        room -= wide
    return [line for line in lines if line]
