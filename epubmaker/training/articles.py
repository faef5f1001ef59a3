"""Learn what cuts, borders, matches and continuations are worth (`articles/weigh.py`).

    python -m epubmaker.training articles WORK [WORK ...] --opinions OPINIONS -o epubmaker/articles/data/articles.npz

Upon the opinions of networks on pages that they have not seen (`tags`): so the forests learn from roles as wrong as they will be.
Needs LightGBM.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from epubmaker.articles.evidence import Evidence, Run
from epubmaker.articles.layout import Layout, read_layout
from epubmaker.articles.stage import page_ground, page_rows
from epubmaker.roles.tags import Tag
from epubmaker.roles.tell import LineTags
from epubmaker.training.forests import learn_forest, write_forests
from epubmaker.training.read_pages import ReadPage, load_pages

CHANGED = 0.3  # share of true texts that are also shown cut or run on at a wrong place
MATCHED = 0.5  # of a text's paragraphs that have to be an article's for its title to be theirs
SHOWN_WHOLE = 0.3  # of runs that begin an article that are asked whether they go on with another one
MOST_PAIRS = 400  # of runs of a page


@dataclass
class Table:
    """Rows of signs and whether what they speak for is true."""

    signs: list[np.ndarray] = field(default_factory=list)
    truth: list[bool] = field(default_factory=list)

    def add(self, signs: np.ndarray, truth: Sequence[bool]) -> None:
        """Add rows."""
        if len(truth):
            self.signs.append(signs.astype(np.float32))
            self.truth.extend(truth)

    def learn(self) -> dict[str, np.ndarray]:
        """Return the arrays of the forest learnt from all rows."""
        return learn_forest(np.concatenate(self.signs), np.array(self.truth))


@dataclass
class Tables:
    """The tables of all that is learnt."""

    cut: Table = field(default_factory=Table)
    border: Table = field(default_factory=Table)
    match: Table = field(default_factory=Table)
    follow: Table = field(default_factory=Table)


def add_page(page: ReadPage, odds: np.ndarray, tables: Tables, chance: np.random.Generator) -> None:
    """Add what a page teaches."""
    tags = tuple(Tag(int(tag)) for tag in odds.argmax(axis=1))
    rows = page_rows(page.lines, page.seams)
    ground = page_ground(page.lines, page.seams, LineTags(odds, tags), rows)
    plain = read_layout(tags, frozenset(), rows)
    if len(plain.paragraphs) < 2:
        return
    of = page.articles
    parted = [of[line] != of[line - 1] or of[line] is None for line in plain.joints]
    tables.border.add(Evidence(ground, plain).borders(plain.joints), parted)
    borders = frozenset(line for line, new in zip(plain.joints, parted, strict=True) if new)
    layout = read_layout(tags, borders, rows)
    evidence = Evidence(ground, layout)
    own = owners(layout, of)
    gaps = range(1, len(own))
    tables.cut.add(evidence.cuts(gaps), [own[gap] != own[gap - 1] for gap in gaps])
    if layout.titles:
        _add_matches(layout, evidence, own, of, (tables.match, chance))
    _add_follows(evidence, own, (tables.follow, chance))


def owners(layout: Layout, of: Sequence[int | None]) -> list[int]:
    """Return the article of every paragraph: of most of its lines, else that of the paragraph before."""
    owners: list[int] = []
    for paragraph in layout.paragraphs:
        found = owner(paragraph.lines, of)
        owners.append(found if found is not None else owners[-1] if owners else -1)
    return owners


def owner(lines: Sequence[int], of: Sequence[int | None]) -> int | None:
    """Return the article that most of some lines belong to."""
    votes = Counter(of[line] for line in lines if of[line] is not None)
    return votes.most_common(1)[0][0] if votes else None


def _runs(own: Sequence[int]) -> list[Run]:
    cuts = [0, *(gap for gap in range(1, len(own)) if own[gap] != own[gap - 1]), len(own)]
    return list(pairwise(cuts))


def _add_matches(
    layout: Layout,
    evidence: Evidence,
    own: Sequence[int],
    of: Sequence[int | None],
    to: tuple[Table, np.random.Generator],
) -> None:
    table, chance = to
    runs = true_runs(own, chance)
    truth = title_truth(layout, runs, own, of)
    table.add(evidence.matches(runs).reshape(len(truth), -1), truth)


def true_runs(own: Sequence[int], chance: np.random.Generator) -> list[Run]:
    """Return the runs of paragraphs of one article, and some that begin or end at a wrong place."""
    return list(_with_changed(_runs(own), len(own), chance))


def title_truth(
    layout: Layout, runs: Sequence[Run], own: Sequence[int], of: Sequence[int | None]
) -> list[bool]:
    """Return whether each title is that of each run, run by run."""
    titles = [owner(title.head, of) for title in layout.titles]
    truth = []
    for first, end in runs:
        whole = {at for at, article in enumerate(own) if article == own[first]}
        shared = len(whole & set(range(first, end))) / len(whole | set(range(first, end)))
        opens = min(whole) == first and shared > MATCHED
        truth += [title is not None and title == own[first] and opens for title in titles]
    return truth


def _with_changed(runs: Sequence[Run], count: int, chance: np.random.Generator) -> Iterator[Run]:
    """Yield the true runs, and some that begin or end at a wrong place."""
    for first, end in runs:
        yield first, end
        if end - first > 2 and chance.random() < CHANGED:
            yield first, int(chance.integers(first + 1, end))
        if end - first > 2 and chance.random() < CHANGED:
            yield int(chance.integers(first + 1, end)), end
        if end < count and chance.random() < CHANGED:
            yield first, int(chance.integers(end + 1, count + 1))


def _add_follows(evidence: Evidence, own: Sequence[int], to: tuple[Table, np.random.Generator]) -> None:
    """Add runs that go on with the article of an earlier one, and some that begin their own."""
    table, chance = to
    runs = _runs(own)
    articles = [own[first] for first, _ in runs]
    pairs = []
    for second in range(len(runs)):
        if articles[second] in articles[:second] or chance.random() < SHOWN_WHOLE:
            pairs += [(first, second) for first in range(len(runs)) if first != second]
    if len(pairs) > MOST_PAIRS:
        pairs = [pairs[at] for at in chance.choice(len(pairs), MOST_PAIRS, replace=False)]
    if pairs:
        signs = evidence.follows([(runs[one], runs[other]) for one, other in pairs], len(runs))
        table.add(signs, [articles[one] == articles[other] for one, other in pairs])


def main(arguments: list[str]) -> None:
    """Learn the forests and write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, nargs="+")
    parser.add_argument("--opinions", type=Path, required=True)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    opinions = pickle.loads(options.opinions.read_bytes())
    tables, chance = Tables(), np.random.default_rng(0)
    for folder in options.work:
        for page in load_pages(folder):
            add_page(page, opinions[page.name], tables, chance)
    write_forests(options.out, {name: table.learn() for name, table in vars(tables).items()})
