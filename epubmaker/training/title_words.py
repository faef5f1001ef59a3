"""Learn how titles sound: the words of a row of a headline against those of a line of text.

    python -m epubmaker.training.title_words CORPUS_DIR -o epubmaker/label/data/title_words.bin

Titles are those of the corpora's part `train` (see `prepare.py`), whole and cut in two as a headline of two rows is; lines
of text are cut out of the same articles at a random measure, last lines and first lines among them. Judged on part `test`.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from epubmaker.seams.alphabet import alphabet
from epubmaker.training.corpus import weights_in
from epubmaker.training.hashed import in_steps, learn_weights, slots_of, write_words
from epubmaker.training.prepare import PARTS, part_of, read_articles
from epubmaker.training.weights import auc

BITS = 17
RIDGE = 2e-6
ROUNDS = 90
# Titles of speech transcripts are one to a sentence of news; those of newspapers and institutions are what we meet.
CORPORA = {
    "broadcast-news": 0.3,
    "broadcast-news-2012": 0.3,
    "institution-news": 2.0,
    "national-daily-2020": 1.0,
    "national-daily-speeches": 1.0,
    "traditional-news": 1.0,
    "web-news": 1.5,
    "wire-news": 1.5,
}
HALF = 0.35  # weight of a title's half
MOST = 30_000  # articles of one corpus
NO_START = frozenset("，。、；：！？）》」』】”’…")
ADDRESS = re.compile(r"https?:|html?\b|\.com")


class Row(NamedTuple):
    """A row of words: is it a title, how much it counts, and where it comes from."""

    text: str
    is_title: bool
    weight: float
    corpus: str


def cut_lines(paragraph: str, measure: int) -> list[str]:
    """Cut a paragraph into lines, its first indented by two, marks kept off line starts."""
    lines, start, room = [], 0, measure - 2
    while start < len(paragraph):
        end = start + room
        if end < len(paragraph) and paragraph[end] in NO_START:
            end += 1
        lines.append(paragraph[start:end])
        start, room = end, measure
    return lines


def title_rows(title: str, weight: float, corpus: str, rng: random.Random) -> Iterator[Row]:
    """Yield a title whole, and longer ones in two rows."""
    yield Row(title, True, weight, corpus)
    if len(title) > 10:
        cut = len(title) // 2 if rng.random() < 0.5 else rng.randint(4, len(title) - 4)
        yield Row(title[:cut], True, HALF * weight, corpus)
        yield Row(title[cut:], True, HALF * weight, corpus)


def text_rows(paragraphs: list[str], weight: float, corpus: str, rng: random.Random) -> Iterator[Row]:
    """Yield lines of three paragraphs: one anywhere, and more first and last lines than there are."""
    for paragraph in rng.sample(paragraphs, min(3, len(paragraphs))):
        lines = cut_lines(paragraph[:600], rng.randint(11, 24))
        chosen = {rng.randrange(len(lines))}
        chosen |= {len(lines) - 1} if rng.random() < 0.3 else set()
        chosen |= {0} if rng.random() < 0.15 else set()
        for number in sorted(chosen):
            if len(lines[number]) > 1 and not ADDRESS.search(lines[number]):
                yield Row(lines[number], False, weight, corpus)


def gather(folder: Path) -> dict[str, list[Row]]:
    """Gather the rows of the parts `train` and `test`."""
    rng = random.Random(5)
    rows: dict[str, list[Row]] = {part: [] for part in PARTS}
    fold = alphabet().fold
    for corpus, weight in weights_in(folder, CORPORA).items():
        taken = 0
        for article in read_articles(folder / f"{corpus}.jsonl.xz"):
            title = re.sub(r"\s+", "", article.get("title") or "")
            paragraphs = [re.sub(r"\s+", "", paragraph) for paragraph in article["paras"]]
            paragraphs = [paragraph for paragraph in paragraphs if len(paragraph) > 8]
            if not 4 <= len(title) <= 60 or not paragraphs or taken >= MOST:
                continue
            folded = map(fold, article["paras"])
            part = PARTS[part_of(corpus, "".join(paragraph for paragraph in folded if len(paragraph) > 8))]
            rows[part] += title_rows(title, weight, corpus, rng)
            rows[part] += text_rows(paragraphs, weight, corpus, rng)
            taken += 1
        print(corpus, taken, "articles", flush=True)
    return rows


def learn(rows: list[Row]) -> np.ndarray:
    """Learn the weights of the slots, and a constant behind them."""
    weight = np.array([row.weight for row in rows])
    truth = np.array([row.is_title for row in rows])
    return learn_weights(_slots(rows), truth, weight / weight.sum(), RIDGE, ROUNDS)


def _slots(rows: list[Row]) -> csr_matrix:
    return slots_of([row.text for row in rows], BITS)


def report(rows: list[Row], weights: np.ndarray) -> None:
    """Print how well the weights tell titles from text, by corpus."""
    value = _slots(rows) @ weights[:-1] + weights[-1]
    truth = np.array([row.is_title for row in rows])
    for corpus in dict.fromkeys(row.corpus for row in rows):
        own = np.array([row.corpus == corpus for row in rows])
        print(
            corpus,
            own.sum(),
            f"AUC {auc(value[own], truth[own]):.3f} right {((value > 0) == truth)[own].mean():.3f}",
        )
    unstopped = np.array([not re.search(r"[。！？；]|[，、]$", row.text) for row in rows])
    print("without a stop", unstopped.sum(), f"AUC {auc(value[unstopped], truth[unstopped]):.3f}")


def main() -> None:
    """Learn, report and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    rows = gather(options.corpora)
    weights = learn(rows["train"])
    report(rows["test"], weights)
    words = in_steps(weights, BITS)
    report(rows["test"], np.append(np.array(words.weights) * words.step, words.one))
    write_words(words, options.out)


if __name__ == "__main__":
    main()
