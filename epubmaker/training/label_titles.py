"""Learn what the labeller weighs: how a row is set against what its words sound like.

    python -m epubmaker.training.label_titles WORK [--simulator FILE]

WORK is what `training/prepare.py` wrote; pages are simulated from its part `weights` and judged on its part `test`. Run it after
`training/title_words.py`. The weights stand in `epubmaker/label/titles.py`; what is printed here is what to copy there.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from epubmaker.label.roles import judged_titles
from epubmaker.label.rows import LabelRow, rows_hold_paragraphs
from epubmaker.label.titles import ROW_A_LINE, ROW_A_PARAGRAPH
from epubmaker.text.marks import ends_sentence
from epubmaker.training.logistic import ridge_logistic
from epubmaker.training.simulated import (
    TruePage,
    bare,
    load_simulator,
    pages_of,
    read_articles,
    simulate_texts,
    with_truth,
)
from epubmaker.training.weights import auc

# City papers have no titles of their own: theirs are the first words of the text.
CORPORA = ("institution-news", "wire-news", "national-daily-2020", "web-news")
STYLES = ("pdf", "ocr", "rows", "ocr")
PAGES = {"weights": 64, "test": 24}
Sample = tuple[bool, tuple[float, ...], bool]  # a row a paragraph, signs, is it a title


def titles_of(truth: TruePage, gold: Mapping[str, Any]) -> dict[int, int]:
    """Find the lines that are part of a headline: the headline holds their text, no paragraph does."""
    heads = [bare(article["headline"]) for article in gold["articles"]]
    found = {}
    for line in truth.lines:
        if line.number in truth.known:
            continue
        own = bare(line.text)
        holding = [number for number, head in enumerate(heads) if len(own) > 1 and own in head]
        if holding:
            found[line.number] = holding[0]
    return found


def samples(work: Path, simulator: Path | None, part: str) -> Iterator[Sample]:
    """Yield the rows of simulated pages that were weighed as titles and of which the truth is known."""
    module = load_simulator(simulator)
    shares = pages_of(work, part, dict.fromkeys(CORPORA, PAGES[part]))
    for number, (corpus, count) in enumerate(shares.items()):
        articles = read_articles(work / f"articles/{corpus}-{part}.jsonl", module)
        styles = [STYLES[k % len(STYLES)] for k in range(count)]
        for text, gold in simulate_texts(articles, module, styles, 555 + number):
            page = with_truth(text, gold, corpus)
            joined = rows_hold_paragraphs(page.lines)
            titles = titles_of(page, gold)
            for row, signs in judged_titles(page.lines):
                is_title = any(line.number in titles for line in row.lines)
                is_text = any(line.number in page.known for line in row.lines) and not _is_crosshead(
                    row, page
                )
                if is_title != is_text:
                    yield joined, signs, is_title


def _is_crosshead(row: LabelRow, page: TruePage) -> bool:
    """Say whether a row is a paragraph that ends no sentence: articles keep their crossheads as such."""
    first, last = row.lines[0].number, row.lines[-1].number
    return first in page.opens and last in page.closes and not ends_sentence(row.text)


def main() -> None:
    """Learn the weights of the two kinds of pages and print how they judge pages not seen, beside the shipped."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--simulator", type=Path, help="a maker of pages other than flattened.py")
    options = parser.parse_args()
    parts = {part: list(samples(options.work, options.simulator, part)) for part in PAGES}
    for name, joined, shipped in (("line", False, ROW_A_LINE), ("paragraph", True, ROW_A_PARAGRAPH)):
        signs, truth = ({}, {})
        for part, found in parts.items():
            own = [sample for sample in found if sample[0] == joined]
            signs[part] = np.array([sample[1] for sample in own], float)
            truth[part] = np.array([sample[2] for sample in own], bool)
        learnt = ridge_logistic(signs["weights"], truth["weights"])
        print(f"row a {name}: {dict(zip(shipped._fields, learnt.round(2).tolist(), strict=True))}")
        for label, weights in (("shipped", np.array(shipped)), ("learnt", learnt)):
            score, right = signs["test"] @ weights, truth["test"]
            missed, wrong = int(((score <= 0) & right).sum()), int(((score > 0) & ~right).sum())
            print(
                f"   {label}: {len(right)} rows, {missed} missed, {wrong} wrong, AUC {auc(score, right):.4f}"
            )


if __name__ == "__main__":
    main()
