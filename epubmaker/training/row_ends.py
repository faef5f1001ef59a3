"""Learn when a full row that ends no sentence goes on in the next one, in texts wrapped at one width (`order/row_ends.py`).

    python -m epubmaker.training row_ends FOLDER ... -o epubmaker/order/data/row_ends.json

FOLDER is what `python -m epubmaker.training pages --whole` leaves; of each text its form `plain-flush` is read. Such a row goes on,
but for titles that happen to fill their row. Half of the texts are kept back, and what is right of them is printed and noted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from epubmaker.order import read_lines
from epubmaker.order.row_ends import RowEnds, RowEndWeights, row_end_signs
from epubmaker.readers import read_text
from epubmaker.seams import SeamScorer, default_scorer
from epubmaker.segment import split_lines
from epubmaker.text.marks import ends_sentence
from epubmaker.training.logistic import ridge_logistic
from epubmaker.training.read_pages import TrueRow, line_truth

FORM = "plain-flush"
Examples = list[tuple[tuple[float, ...], bool]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn the weights and write them."""
    parser = argparse.ArgumentParser(prog="python -m epubmaker.training row_ends", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=400, help="texts that are read at most")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args(arguments)
    texts = sorted(text for folder in given.folders for text in folder.glob(f"*.{FORM}.txt"))[: given.most]
    with ProcessPoolExecutor(given.jobs) as workers:
        read = list(workers.map(examples, texts))
    learnt, kept = ([example for part in read[start::2] for example in part] for start in (0, 1))
    weights = ridge_logistic(*_table(learnt))
    signs, truth = _table(kept)
    ends = (signs @ weights) <= 0
    closed, found, lost = len(truth) - truth.sum(), (ends * (1 - truth)).sum(), (ends * truth).sum()
    said = (
        f"Learnt by training/row_ends.py from {len(learnt)} full rows of {len(read[::2])} texts of whole articles, wrapped at one "
        f"width; of {len(kept)} rows of as many texts kept back {closed:.0f} go on nowhere: {found:.0f} of them are found, and "
        f"{lost:.0f} others are taken for such."
    )
    print(said)
    stored = {"origin": said} | {
        name: round(float(weight), 3) for name, weight in zip(RowEndWeights._fields, weights, strict=True)
    }
    given.out.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


def examples(text: Path) -> Examples:
    """Return the signs of the full rows of a text that end no sentence, and whether each goes on."""
    lines = split_lines(read_text(text))
    ends = RowEnds.of(lines)
    if ends is None:
        return []
    seams = read_lines(lines, _scorer()).source_seams
    stored = json.loads(text.with_name(text.name.removesuffix(".txt") + ".rows.json").read_text("utf-8"))
    rows = sorted(TrueRow(*row[:6]) for row in stored["rows"])
    starts = [row.start for row in rows]
    truth = [line_truth(line, rows, starts)[1:] for line in lines]
    told = ends.told(lines, seams)
    return [
        (row_end_signs(before, line, seams), goes_on)
        for before, line in pairwise(told)
        if ends.is_full(before, line) is not False
        and line.joint != "blank"
        and not ends_sentence(before.text)
        for goes_on in _goes_on(truth[before.number], truth[line.number])
    ]


def _goes_on(
    before: tuple[object, tuple[int, ...] | None], line: tuple[object, tuple[int, ...] | None]
) -> Iterator[bool]:
    """Yield whether two rows are of one part of one article, or nothing where that is not known."""
    if before[1] and line[1]:
        yield before[0] == line[0] and before[1][0] == line[1][0] and line[1][1] > 0


def _table(found: Examples) -> tuple[np.ndarray, np.ndarray]:
    return np.array([signs for signs, _ in found]), np.array([goes_on for _, goes_on in found], float)


@lru_cache(maxsize=1)
def _scorer() -> SeamScorer:
    return default_scorer()
