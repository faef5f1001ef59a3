"""Simulated pages for assembly: lines, labels, scored seams, and what is true of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epubmaker.assemble import possible_text
from epubmaker.assemble.headers import doubled_part
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.label.rows import rows_hold_paragraphs
from epubmaker.model import Label, Line, SeamTable
from epubmaker.seams import SeamScorer
from epubmaker.training.simulated import (
    TruePage,
    bare,
    load_simulator,
    read_articles,
    simulate_texts,
    with_truth,
)
from epubmaker.training.varied_pages import varied

STYLES = ("ocr", "ocr", "pdf", "rows")


@dataclass(frozen=True)
class ScoredPage:
    """This is a page with its seams and its truth by line number.

    text, gold   as the simulator made them
    labels       of the labeller alone; assembly settles the doubtful ones by the seams
    article      line of a body -> the article it belongs to
    title        line of a headline -> the article it belongs to
    """

    corpus: str
    text: str
    gold: Mapping[str, Any]
    truth: TruePage
    seams: SeamTable
    article: Mapping[int, int]
    title: Mapping[int, int]

    @property
    def lines(self) -> tuple[Line, ...]:
        """This returns the lines of the page."""
        return self.truth.lines

    @property
    def labels(self) -> tuple[Label, ...]:
        """This returns the labels of the labeller."""
        return self.truth.labels

    @property
    def style(self) -> str:
        """This returns the simulator's name of the damage: ocr, pdf, rows."""
        return self.truth.style

    @property
    def joined(self) -> bool:
        """This says whether the source prints a paragraph a row."""
        return rows_hold_paragraphs(self.lines)

    def shape(self, labels: tuple[Label, ...]) -> PageShape:
        """This returns what assembly reads paragraph ends from."""
        return PageShape(self.lines, labels, self.seams, self.joined)


def scored_page(text: str, gold: Mapping[str, Any], corpus: str, scorer: SeamScorer) -> ScoredPage:
    """This splits, labels and scores a page and aligns its gold."""
    truth = with_truth(text, dict(gold), f"{corpus}-{gold.get('style', '')}")
    seams = scorer.score(truth.lines, possible_text(truth.labels))
    return ScoredPage(corpus, text, gold, truth, seams, _articles(truth, gold), titles_of(truth, gold))


def scored_pages(
    work: Path,
    simulator: Path,
    part: str,
    counts: Mapping[str, int],
    seed: int,
    scorer: SeamScorer,
    *,
    vary: bool = False,
) -> Iterator[ScoredPage]:
    """This makes pages of every corpus named from its articles of a part (`weights`, `test`), and scores them.

    `vary` sets headlines and bylines as newspapers do (`varied_pages.py`).
    """
    module = load_simulator(simulator)
    if vary:
        module = varied(module)
    for number, (corpus, count) in enumerate(counts.items()):
        path = work / ("held-out.jsonl" if corpus == "held-out" else f"articles/{corpus}-{part}.jsonl")
        styles = [STYLES[k % len(STYLES)] for k in range(count)]
        for text, gold in simulate_texts(read_articles(path, module), module, styles, seed + number):
            yield scored_page(text, gold, corpus, scorer)


def _articles(truth: TruePage, gold: Mapping[str, Any]) -> dict[int, int]:
    """This gives every body line its article: the only one that holds its text, or that of the line it continues."""
    places: dict[str, set[int]] = {}
    for number, article in enumerate(gold["articles"]):
        for block in article["blocks"]:
            for piece in block["pieces"]:
                places.setdefault(bare(piece), set()).add(number)
    found = {}
    for line in truth.lines:
        where = places.get(bare(line.text), set())
        if line.number in truth.known and len(where) == 1:
            found[line.number] = next(iter(where))
    return found


def titles_of(truth: TruePage, gold: Mapping[str, Any]) -> dict[int, int]:
    """This finds the lines that are part of a headline: the headline holds their text, no paragraph does."""
    heads = [bare(article["headline"]) for article in gold["articles"]]
    found = {}
    for line in truth.lines:
        if line.number in truth.known:
            continue
        removal = doubled_part(line)
        own = bare(line.text[: removal.start] if removal else line.text)
        holding = [number for number, head in enumerate(heads) if len(own) > 1 and own in head]
        if holding:
            found[line.number] = holding[0]
    return found


def page_parser(description: str) -> argparse.ArgumentParser:
    """This makes the options that scripts share which learn from simulated pages."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--simulator", type=Path, required=True)
    parser.add_argument("-o", "--out", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="of the pages of the tables to make")
    return parser


def drawn_pages(
    options: argparse.Namespace,
    part: str,
    table: Mapping[str, int],
    seed: int,
    scorer: SeamScorer,
    share_varied: float = 0.0,
) -> Iterator[ScoredPage]:
    """This makes the pages of a table; `share_varied` is how many with headlines set otherwise come to one as it is."""
    for vary, share in ((False, 1.0), (True, share_varied)):
        if share:
            counts = {corpus: max(4, int(count * share * options.share)) for corpus, count in table.items()}
            yield from scored_pages(
                options.work, options.simulator, part, counts, seed + 10 * vary, scorer, vary=vary
            )
