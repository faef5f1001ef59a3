"""Learn what the places of lines in the source say beside the reading order (`roles/reread.py`, `articles/standing.py`).

    python -m epubmaker.training standing WORK [WORK ...] --roles epubmaker/roles/data/reread.npz
        --articles epubmaker/articles/data/standing.npz

WORK holds pages that `read` has read and that neither the shipped networks nor forests have seen: these forests start from the
word of those and learn what it lacks. First the roles, read again; then cuts, borders and matches, upon roles that a forest has
read which learnt on the other half of the pages. Needs LightGBM.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np

from epubmaker.articles.evidence import Evidence
from epubmaker.articles.layout import read_layout
from epubmaker.articles.stage import known_tags, page_ground, page_rows
from epubmaker.articles.weigh import Weighed, weigher
from epubmaker.model import is_written
from epubmaker.roles.ends import line_ends
from epubmaker.roles.forests import Forest, forest_of
from epubmaker.roles.reread import LITTLE, reread_signs, reread_with
from epubmaker.roles.tell import settled_tags, tag_model
from epubmaker.training.articles import owners, title_truth, true_runs
from epubmaker.training.forests import learn_beside, write_forests
from epubmaker.training.read_pages import ReadPage, load_pages

TAG_TREES, TREES = (
    50,
    80,
)  # rounds; of half as many the error is a hundredth higher, more gain nothing on pages held apart


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

    def learn(self, trees: int) -> dict[str, np.ndarray]:
        """Return the arrays of the forest that is added to what the rows begin with."""
        parts = (np.concatenate(part) for part in (self.signs, self.start, self.truth))
        return learn_beside(*parts, trees=trees)


@dataclass(frozen=True)
class Page:
    """A page with the word of the shipped networks on it."""

    read: ReadPage
    odds: np.ndarray
    signs: np.ndarray

    @classmethod
    def of(cls, read: ReadPage) -> Page:
        """Ask the networks."""
        odds = tag_model().odds(read.signs, line_ends(read.lines))
        return cls(read, odds, reread_signs(odds, read.signs, read.lines))

    @property
    def half(self) -> int:
        """Return the half of the pages that it belongs to, with all its forms."""
        return sha256(self.read.name.split(".")[0].encode()).digest()[0] % 2


def learn_roles(pages: Sequence[Page]) -> dict[str, np.ndarray]:
    """Return the arrays of the forest that reads roles again."""
    told = Told()
    for page in pages:
        known = page.read.tags >= 0
        known[list(known_tags(page.read.lines, page.read.labels, {}))] = False
        told.add(page.signs[known], np.log(page.odds[known] + LITTLE), page.read.tags[known])
    return told.learn(TAG_TREES)


def add_page(page: Page, forest: Forest, tables: dict[str, Told], chance: np.random.Generator) -> None:
    """Add what a page teaches of cuts, borders and matches, its roles read again by a forest that has not seen it."""
    read = page.read
    again = reread_with(forest, page.odds, page.signs)
    tags = settled_tags(again, read.lines, read.labels, known_tags(read.lines, read.labels, {}))
    rows = page_rows(read.lines, read.seams, read.labels)
    ground = page_ground(read.lines, read.seams, tags, rows)
    plain = read_layout(tags.tags, frozenset(), rows)
    if len(plain.paragraphs) < 2:
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
    parser.add_argument("--roles", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    options = parser.parse_args(arguments)
    read = (page for folder in options.work for page in load_pages(folder) if not is_written(page.lines))
    pages = [Page.of(page) for page in read]
    halves = [forest_of(learn_roles([page for page in pages if page.half == half])) for half in (0, 1)]
    tables = {name: Told() for name in ("cut", "border", "match")}
    chance = np.random.default_rng(0)
    for page in pages:
        add_page(page, halves[1 - page.half], tables, chance)
    write_forests(options.articles, {name: table.learn(TREES) for name, table in tables.items()})
    write_forests(options.roles, {"tags": learn_roles(pages)})
