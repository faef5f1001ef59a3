"""Simulated pages with line-level truth, from the simulator's page text and gold."""

from __future__ import annotations

import importlib.util
import json
import random
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from epubmaker.label import label_lines
from epubmaker.model import Label, Line, SourceText
from epubmaker.seams.topic import similarity
from epubmaker.segment import split_lines
from epubmaker.training import flattened

# Articles among which those most like the first of a page are sought.
ALIKE_AMONG = 60


@dataclass(frozen=True)
class TruePage:
    """A page with truth by line number.

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


def load_simulator(path: Path | None) -> ModuleType:
    """Import a maker of pages from a file; without one, that of this folder."""
    if path is None:
        return flattened
    spec = importlib.util.spec_from_file_location("simulator", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_articles(path: Path, simulator: ModuleType) -> list[dict[str, Any]]:
    """Read the articles of a file that the simulator would take."""
    return list(simulator.read_articles(path)) if path.stat().st_size > 1 else []


def pages_of(work: Path, part: str, table: Mapping[str, int]) -> dict[str, int]:
    """Return how many pages to make of each corpus in WORK that has articles of a part.

    The table says it for the corpora that the shipped data was learnt from; where none of those is there, all the pages of
    the table are shared out among what there is.
    """
    ending = f"-{part}.jsonl"
    there = sorted(
        path.name.removesuffix(ending)
        for path in (work / "articles").glob(f"*{ending}")
        if path.stat().st_size > 1
    )
    known = {name: table[name] for name in there if name in table}
    return known or {name: -(-sum(table.values()) // len(there)) for name in there}


def simulate(
    articles: list[dict[str, Any]], simulator: ModuleType, styles: list[str], seed: int, name: str
) -> Iterator[TruePage]:
    """Make one page for each style named, and align its truth to its lines."""
    for style, (text, gold) in zip(styles, simulate_texts(articles, simulator, styles, seed), strict=True):
        yield with_truth(text, gold, f"{name}-{style}")


def simulate_texts(
    articles: list[dict[str, Any]], simulator: ModuleType, styles: list[str], seed: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Make the text and the gold of one page for each style named, damage 0.5 to 1.5.

    Of three pages two are of articles much alike: a page of a real newspaper shares its subjects, persons and places, and
    weights learnt on a random mixture would trust the topic too much.
    """
    rng = random.Random(seed)
    pool = articles[:]
    rng.shuffle(pool)
    at = 0
    for number, style in enumerate(styles):
        take = rng.randint(4, 7)
        reach = take if number % 3 == 2 else min(ALIKE_AMONG, len(pool))
        sources = most_alike([pool[(at + k) % len(pool)] for k in range(reach)], take)
        at += take
        yield simulator.Page(rng, style, rng.uniform(0.5, 1.5)).build(sources)


def most_alike(articles: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Return the first article and those most like it in topic."""
    texts = ["".join(article["paras"])[:1500] for article in articles]
    likeness = similarity(texts[:1], texts)[0]
    likeness[0] = 2
    return [articles[k] for k in np.argsort(-likeness, kind="stable")[:count]]


def with_truth(text: str, gold: dict[str, Any], name: str) -> TruePage:
    """Align the pieces of the gold to the lines of a page by their text, in order where a text stands twice."""
    lines = split_lines(SourceText(text))
    places: dict[str, deque[int]] = defaultdict(deque)
    for line in lines:
        places[bare(line.text)].append(line.number)
    successor: dict[int, int] = {}
    opens, closes, known = set(), set(), set()
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
    """Drop white space."""
    return re.sub(r"\s+", "", text)


def read_gold(source: Path, gold: Path) -> TruePage:
    """Align a real page to its gold."""
    return with_truth(source.read_text("utf-8"), json.loads(gold.read_text("utf-8")), source.stem)
