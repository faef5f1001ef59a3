"""Simulated pages whose headlines stand as newspapers set them: in a stack, broken unevenly, often with no byline beside.

The simulator gives seven articles of ten a byline right below their headline, breaks long headlines in equal halves, and sets a
blank row above each. What is learnt from that alone trusts bylines and blank rows too much, and takes a kicker or a deck for text.
"""

from __future__ import annotations

import random
import re
from types import ModuleType, SimpleNamespace

NO_BYLINE, UNEVEN, APART, WITH_DECK = 0.6, 0.3, 0.7, 0.12
NO_BLANK_ROWS = 0.15  # of the pages
# Where a title falls into kicker, headline and deck: at a blank, before a dash or a bracket at its end, behind a colon.
PARTS = re.compile(r"\s+|[丨|]|(?=——)|(?=[（(][^（()）]{3,}[)）]$)|(?<=[：:])")
LEAST = 4  # characters of a part
CLAUSE = re.compile(r"(?<=[，。；])[\u4e00-\u9fff]{9,18}(?=[，。；])")


def varied(module: ModuleType) -> SimpleNamespace:
    """This returns the simulator with pages whose headlines and bylines are varied."""

    class VariedPage(module.Page):  # type: ignore[name-defined,misc]
        """This is a page as the simulator makes it, headlines set otherwise."""

        def article(self, source: dict, base: int) -> dict:
            """This lays out an article."""
            laid = super().article(source, base)
            if self.rng.random() < NO_BYLINE:
                laid["by"] = []
            stack = title_stack(source, self.rng)
            if stack:
                rows = [[self.print(row) for row in part] for part in stack]
                laid["head"] = _set_in_rows(rows, self.style, self.rng)
            return laid

        def build(self, sources: list) -> tuple[str, dict]:
            """This makes the page; some sources keep no blank rows."""
            text, gold = super().build(sources)
            if self.rng.random() < NO_BLANK_ROWS:
                text = "\n".join(row for row in text.split("\n") if row)
            return text, gold

    return SimpleNamespace(Page=VariedPage, read_articles=module.read_articles)


def title_stack(source: dict, rng: random.Random) -> list[list[str]] | None:
    """This returns the rows of each part of a headline, None where it stays as it is."""
    title = source["title"].strip()
    parts = [re.sub(r"\s+", "", part) for part in PARTS.split(title) if part and part.strip()]
    clauses = CLAUSE.findall("".join(source["paras"])[120:900])
    if len(parts) > 1 and len(parts) <= 3 and min(map(len, parts)) >= LEAST and sum(map(len, parts)) <= 44:
        return [_broken(part, rng) for part in parts]
    whole = re.sub(r"\s+", "", title)[:40]
    if clauses and rng.random() < WITH_DECK:
        return [_broken(whole, rng), [rng.choice(clauses)]]
    return [_broken(whole, rng)] if rng.random() < UNEVEN else None


def _broken(part: str, rng: random.Random) -> list[str]:
    """This breaks a part of a headline into rows, the last one as short as it comes."""
    if len(part) < 13 or rng.random() < 0.5:
        return [part]
    cut = rng.randint(len(part) // 2, len(part) - 2)
    return [part[:cut], part[cut:]]


def _set_in_rows(parts: list[list[str]], style: str, rng: random.Random) -> list[str]:
    """This returns the rows of a stack, blank rows between its parts as often as not; recognised pages hold a part on a row."""
    blank = rng.random() < APART
    if style == "ocr":
        return [("\n\n" if blank else "\n").join(" ".join(rows) for rows in parts)]
    rows: list[str] = []
    for part in parts:
        rows += ["", *part] if rows and blank else part
    return rows
