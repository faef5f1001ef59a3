"""Simulated pages with line-level truth, from the simulator's page text and gold."""

from __future__ import annotations

import importlib.util
import json
import random
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from epubmaker.label import label_lines
from epubmaker.model import Label, Line, SourceText
from epubmaker.segment import split_lines


@dataclass(frozen=True)
class TruePage:
    """This is a page with truth by line number.

    successor  line number -> the line that continues it in its paragraph
    opens, closes  the lines that open and close a paragraph
    known      the lines of which truth is known
    """

    name: str
    style: str
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    successor: dict[int, int]
    opens: frozenset[int]
    closes: frozenset[int]
    known: frozenset[int]


def load_simulator(path: Path) -> ModuleType:
    """This imports the page simulator from a file."""
    spec = importlib.util.spec_from_file_location("simulator", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_articles(path: Path, simulator: ModuleType) -> list[dict]:
    """This reads the articles of a file that the simulator would take."""
    return list(simulator.read_articles(path)) if path.stat().st_size > 1 else []


def simulate(
    articles: list[dict], simulator: ModuleType, styles: list[str], seed: int, name: str
) -> Iterator[TruePage]:
    """This makes one page for each style named, damage 0.5 to 1.5."""
    rng = random.Random(seed)
    pool = articles[:]
    rng.shuffle(pool)
    at = 0
    for style in styles:
        take = rng.randint(4, 7)
        sources = [pool[(at + k) % len(pool)] for k in range(take)]
        at += take
        text, gold = simulator.Page(rng, style, rng.uniform(0.5, 1.5)).build(sources)
        yield with_truth(text, gold, f"{name}-{style}")


def with_truth(text: str, gold: dict, name: str) -> TruePage:
    """This aligns the pieces of the gold to the lines of a page by their text, in order where a text stands twice."""
    lines = split_lines(SourceText(text))
    places: dict[str, deque[int]] = defaultdict(deque)
    for line in lines:
        places[bare(line.text)].append(line.number)
    successor, opens, closes, known = {}, set(), set(), set()
    for article in gold["articles"]:
        for block in article["blocks"]:
            found = [
                places[bare(piece)].popleft() if places.get(bare(piece)) else -1 for piece in block["pieces"]
            ]
            known |= {number for number in found if number >= 0}
            successor |= {a: b for a, b in pairwise(found) if a >= 0 and b >= 0}
            if found and block.get("kind") == "paragraph":
                opens.add(found[0])
                closes.add(found[-1])
    return TruePage(
        name,
        gold.get("style", ""),
        lines,
        label_lines(lines),
        successor,
        frozenset(opens - {-1}),
        frozenset(closes - {-1}),
        frozenset(known),
    )


def bare(text: str) -> str:
    """This drops white space."""
    return re.sub(r"\s+", "", text)


def read_gold(source: Path, gold: Path) -> TruePage:
    """This aligns a real page to its gold."""
    return with_truth(source.read_text("utf-8"), json.loads(gold.read_text("utf-8")), source.stem)
