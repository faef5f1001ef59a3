"""Learn what the places of lines in the source say beside the reading order (`articles/standing.py`).

    python -m epubmaker.training standing WORK [WORK ...] -o epubmaker/articles/data/standing.npz

WORK holds pages that `read` has read and that neither the shipped networks nor forests have seen: these forests start from the
word of those and learn what it lacks, on the pages that were read across their columns. Needs LightGBM.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from epubmaker.articles.evidence import Evidence
from epubmaker.articles.layout import read_layout
from epubmaker.articles.stage import known_tags, page_ground, page_rows
from epubmaker.articles.weigh import Weighed, weigher
from epubmaker.roles.ends import line_ends
from epubmaker.roles.tell import settled_tags, tag_model
from epubmaker.training.articles import owners, title_truth, true_runs
from epubmaker.training.forests import learn_beside, write_forests
from epubmaker.training.read_pages import ReadPage, load_pages

TREES = 80  # rounds


@dataclass
class Told:
    """Rows of signs, the log-odds that they begin with, and what is true."""

    signs: list[np.ndarray] = field(default_factory=list)
    start: list[np.ndarray] = field(default_factory=list)
    truth: list[np.ndarray] = field(default_factory=list)

    def add(self, signs: np.ndarray, start: np.ndarray, truth: Sequence[bool] | np.ndarray) -> None:
        """Add rows."""
        if len(signs):
            self.signs.append(signs.astype(np.float32))
            self.start.append(start)
            self.truth.append(np.asarray(truth).astype(int))

    def learn(self) -> dict[str, np.ndarray]:
        """Return the arrays of the forest that is added to what the rows begin with."""
        parts = (np.concatenate(part) for part in (self.signs, self.start, self.truth))
        return learn_beside(*parts, trees=TREES)


def add_page(read: ReadPage, tables: dict[str, Told], chance: np.random.Generator) -> None:
    """Add what a page teaches of cuts, borders and matches."""
    odds = tag_model().odds(read.signs, line_ends(read.lines))
    tags = settled_tags(odds, read.lines, read.labels, known_tags(read.lines, read.labels, {}))
    rows = page_rows(read.lines, read.seams, read.labels)
    ground = page_ground(read.lines, read.seams, tags, rows)
    plain = read_layout(tags.tags, frozenset(), rows)
    if ground.in_source is None or len(plain.paragraphs) < 2:
        return
    of, weighs = read.articles, weigher()
    parted = [of[line] != of[line - 1] or of[line] is None for line in plain.joints]
    if plain.joints:
        first = Evidence(ground, plain)
        _add(
            tables["border"],
            weighs.border,
            (first.borders(plain.joints), first.borders_in_source(plain.joints)),
            parted,
        )
    borders = frozenset(line for line, new in zip(plain.joints, parted, strict=True) if new)
    layout = read_layout(tags.tags, borders, rows)
    evidence, own = Evidence(ground, layout), owners(layout, of)
    gaps = range(1, len(own))
    new_articles = [own[gap] != own[gap - 1] for gap in gaps]
    _add(tables["cut"], weighs.cut, (evidence.cuts(gaps), evidence.cuts_in_source(gaps)), new_articles)
    if layout.titles:
        runs = true_runs(own, chance)
        truth = title_truth(layout, runs, own, of)
        _add(tables["match"], weighs.match, (evidence.matches(runs), evidence.matches_in_source(runs)), truth)


def _add(
    table: Told, weighed: Weighed, signs: tuple[np.ndarray, np.ndarray | None], truth: Sequence[bool]
) -> None:
    ordered, standing = signs
    if standing is not None and truth:
        table.add(*weighed.told(ordered.reshape(len(truth), -1), standing.reshape(len(truth), -1)), truth)


def main(arguments: list[str]) -> None:
    """Learn the forests and write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    tables = {name: Told() for name in ("cut", "border", "match")}
    chance = np.random.default_rng(0)
    for folder in options.work:
        for page in load_pages(folder):
            add_page(page, tables, chance)
    write_forests(options.out, {name: table.learn() for name, table in tables.items()})
