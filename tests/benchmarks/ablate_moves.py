"""What each move of the search for articles is worth: figures with all moves, and what is lost without each of them.

    OMP_NUM_THREADS=1 PYTHONPATH=.:tests/eval python tests/benchmarks/ablate_moves.py [--seed N] [--times N] [SET ...]

Pages are those of `tests/eval/pages.py` by the names of its sets: `seed-000`, `plain-tight`, `ocr`, ...; `typeset-FORM` are
generated pages of the setting `test`. A move without which no set loses anything is a move too many; one without which every
set gains is worse.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from pages import TruePage, page_set

from epubmaker.articles import MOVES
from epubmaker.evaluation import Figures, evaluate, sum_figures
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain

SHOWN = ("order", "headline", "grouping", "paragraphs")
SETS = (
    "seed-000",
    "seed-002",
    "plain-tight",
    "typeset-plain-tight",
    "typeset-plain-blank",
    "typeset-ocr-reading",
)


def figures(pages: list[TruePage], without: tuple[str, ...]) -> tuple[Figures, float, int]:
    """Return the figures of some pages without some moves, the processor seconds they took, and how many moves were made."""
    start, made = time.process_time(), 0
    found = []
    for page in pages:
        told = reconstruct_and_explain(page.source, ReconstructOptions(without=without))
        made += len(told.moves)
        found.append(evaluate(page.gold, told.edition, page.source.text).figures)
    return sum_figures(found), time.process_time() - start, made


def rows(name: str, pages: list[TruePage]) -> Iterator[str]:
    """Yield a row for a set with all moves, and one for each move it does without."""
    whole, seconds, made = figures(pages, ())
    base = whole.to_dict()
    cells = "".join(f"{_shown(base[figure]):>12}" for figure in SHOWN)
    yield f"{name:22} {'all moves':22}{cells}{seconds:10.1f} s{made:7}"
    for move in sorted(MOVES):
        changed, seconds, made = figures(pages, (move,))
        now = changed.to_dict()
        cells = "".join(f"{_difference(base[figure], now[figure]):>12}" for figure in SHOWN)
        yield f"{'':22} {move:22}{cells}{seconds:10.1f} s{made:7}"


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _difference(one: float | None, other: float | None) -> str:
    return "-" if one is None or other is None else f"{other - one:+.4f}"


def main() -> None:
    """Print a table for each set: figures with all moves, and the difference that each move's absence makes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", default=list(SETS), metavar="SET")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--times", type=int, default=1)
    given = parser.parse_args()
    print(
        f"{'set':22} {'without':22}"
        + "".join(f"{figure:>12}" for figure in SHOWN)
        + f"{'time':>12}{'moves':>7}"
    )
    for name in given.sets:
        for row in rows(name, list(page_set(name, given.seed, given.times))):
            print(row, flush=True)


if __name__ == "__main__":
    main()
