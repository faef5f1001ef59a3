"""Learn which stretch of a page goes on in which (`order/joins.py`).

    python -m epubmaker.training joins PAGES [PAGES ...] [--simulated WORK] -o epubmaker/order/data/joins.npz

PAGES are folders that `pages` has made: every form of a page that turns out to have been read across its columns teaches what its
articles' lines are followed by, from kicker to signature. Needs LightGBM.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from epubmaker.model import Label, Line, Role
from epubmaker.order.across import is_across, possible_joins, reading_of, stretches_of
from epubmaker.order.again import ScoredAgain
from epubmaker.order.alignment import order_numbers
from epubmaker.order.arrange import arranged_lines
from epubmaker.order.decode import first_successors, order_of
from epubmaker.order.joins import join_signs
from epubmaker.order.stage import AHEAD
from epubmaker.readers import read_text
from epubmaker.seams.pair_evidence import PAIR_SIGNS
from epubmaker.seams.scorer import LinearSeamScorer
from epubmaker.segment import split_lines
from epubmaker.training import flattened
from epubmaker.training.forests import learn_beside, write_forests
from epubmaker.training.read_pages import APART, Truth, lines_truth, true_successors
from epubmaker.training.simulated import pages_of, read_articles, simulate

Rows = tuple[np.ndarray, np.ndarray]
# Of each corpus so many simulated pages; as many of another simulator, of the same corpora, taught the shipped forest.
SIMULATED = {"institution-news": 23, "national-daily-2020": 23, "broadcast-news": 11}
STYLES = ("rows", "rows", "ocr")
FORMS = ("ocr-rows", "pdftotext")  # of the forms that are learnt from, those that are read across
TREES, LEAVES, DEEPEST = 400, 63, 10
# Of every tenth page nothing is told of single kinds of evidence, as by a scorer that knows none: the forest has to do without.
UNTOLD = 10
KEPT = 0.3  # of the pairs that are wrong: most are plainly so


@dataclass(frozen=True)
class Known:
    """A page with truth by line number: what each line goes on with; (lines,) of which of them that is known."""

    lines: Sequence[Line]
    after: Mapping[int, int]
    known: np.ndarray


def _is_told(truth: Sequence[Truth], after: Mapping[int, int]) -> np.ndarray:
    """Return of each line whether it is known what it goes on with, (lines,): an article's last line goes on with nothing."""
    last: dict[int, tuple[tuple[int, ...], int]] = {}
    for line, (tag, article, place) in enumerate(truth):
        if article is not None and place is not None and int(tag) not in APART:
            last[article] = max(last.get(article, (place, line)), (place, line))
    lasts = {line for _, line in last.values()}
    return np.array(
        [
            tag >= 0 and (article is None or int(tag) in APART or line in after or line in lasts)
            for line, (tag, article, _) in enumerate(truth)
        ]
    )


def page_rows(page: Known, *, across: bool = True) -> Rows | None:
    """Return signs and truth of the pairs of a page; None where it was not read across, unless `across` is false."""
    numbers, chance = order_numbers(), np.random.default_rng(0)
    scorer, labels = LinearSeamScorer(), [Label(Role.BODY, 1.0, "line")] * len(page.lines)
    seams = scorer.score(page.lines, labels, AHEAD)
    table, chosen = first_successors(seams, numbers)
    order = order_of(chosen)
    if across and not is_across(order.sequence):
        return None
    scored = ScoredAgain(
        order.sequence, *scorer.score_with_evidence(arranged_lines(page.lines, order), labels, AHEAD)
    )
    reading = reading_of(page.lines, seams, table, stretches_of(table, chosen, numbers), scored)
    follows = np.array([page.after.get(line, -1) for line in range(len(page.lines))])
    parts = list(_learnt(possible_joins(reading), page.known, follows, chance))
    signs = np.concatenate([join_signs(reading, left, right) for left, right in parts])
    return signs, np.concatenate([follows[left] == right for left, right in parts])


def _learnt(
    pairs: Iterator[tuple[np.ndarray, np.ndarray]],
    known: np.ndarray,
    follows: np.ndarray,
    chance: np.random.Generator,
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the pairs that are learnt from: all true ones, and a share of the others."""
    for left, right in pairs:
        taken = known[left] & ((follows[left] == right) | (chance.random(len(left)) < KEPT))
        yield left[taken], right[taken]


def _read(path: Path) -> Rows | None:
    lines = split_lines(read_text(path))
    truth = lines_truth(path, lines)
    after = true_successors(truth)
    return page_rows(Known(lines, after, _is_told(truth, after)))


def simulated_pages(work: Path) -> Iterator[Known]:
    """Yield simulated pages of articles of part `train` of what `prepare` has made; of titles they know nothing."""
    for seed, (corpus, count) in enumerate(pages_of(work, "train", SIMULATED).items()):
        articles = read_articles(work / "articles" / f"{corpus}-train.jsonl", flattened)
        styles = [STYLES[page % len(STYLES)] for page in range(count)]
        for page in simulate(articles, flattened, styles, seed, corpus):
            known = np.isin(np.arange(len(page.lines)), sorted(page.known))
            yield Known(page.lines, page.successor, known)


def _simulated(page: Known) -> Rows | None:
    return page_rows(page, across=False)


def _without_evidence(rows: Rows) -> Rows:
    """Return rows as they are where a scorer tells nothing of single kinds of evidence."""
    signs, truth = rows
    silent = signs.copy()
    silent[:, -len(PAIR_SIGNS) :] = 0.0
    return silent, truth


def main(arguments: list[str]) -> None:
    """Learn the forest and write it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--simulated", type=Path, help="what `prepare` has made: simulated pages teach, too")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    paths = [
        path for folder in options.pages for form in FORMS for path in sorted(folder.glob(f"*.{form}.txt"))
    ]
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        read = list(workers.map(_read, paths))
        read += workers.map(_simulated, simulated_pages(options.simulated) if options.simulated else ())
    made = [
        rows if number % UNTOLD else _without_evidence(rows)
        for number, rows in enumerate(rows for rows in read if rows)
    ]
    signs, truth = (np.concatenate([rows[part] for rows in made]) for part in (0, 1))
    start = np.zeros(len(truth))
    forest = learn_beside(signs, start, truth.astype(int), trees=TREES, leaves=LEAVES, deepest=DEEPEST)
    write_forests(str(options.out), {"join": forest})
