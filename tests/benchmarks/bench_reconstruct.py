"""What a page costs and how the cost grows: from 200 to 20,000 lines, stage by stage.

    OMP_NUM_THREADS=1 PYTHONPATH=. python tests/benchmarks/bench_reconstruct.py [--sizes N ...] [PAGE.txt ...]

The lines of the pages given (the seeds, if none) are set one behind the other until there are enough; their characters are
turned at each round, so that no page stands twice. Times are processor seconds on one core, models loaded; memory is the peak
of a process that does nothing else.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from epubmaker.articles import find_articles
from epubmaker.confidence import with_confidence
from epubmaker.kinds import with_forms
from epubmaker.label import label_lines, read_masthead
from epubmaker.model import SourceText
from epubmaker.model.conservation import assert_conserved
from epubmaker.order import arranged_plan, in_source_order, read_lines
from epubmaker.pipeline import reconstruct
from epubmaker.restore import RestoreOptions, restore
from epubmaker.seams import default_scorer
from epubmaker.segment import split_lines

SIZES = (200, 450, 2_000, 6_000, 20_000)
SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*_*.txt"))


def page_of(size: int, paths: list[Path]) -> SourceText:
    """Return a page of `size` lines. Han characters are shifted along the code chart by the number of the round."""
    text = ""
    texts = [path.read_text("utf-8") for path in paths]
    for turn, page in zip(itertools.count(), itertools.cycle(texts), strict=False):
        text += turned(page, turn // len(texts)) + "\n\n"
        lines = split_lines(SourceText(text))
        if len(lines) >= size:
            return SourceText(text[: lines[size - 1].span.end])
    raise AssertionError


def turned(text: str, shift: int) -> str:
    """Another text of the same shape."""
    return "".join(chr(0x4E00 + (ord(c) - 0x4E00 + shift) % 0x5000) if shift and han(c) else c for c in text)


def han(character: str) -> bool:
    """Whether a character is a common Han character, marks and digits of dates aside."""
    return "\u4e00" <= character <= "\u9fff" and character not in "年月日本报讯记者一二三四五六七八九十"


def stages(source: SourceText) -> Iterator[tuple[str, float]]:
    """Yield the processor seconds of each stage of `pipeline.reconstruct_and_explain`."""
    clock = Clock()
    scorer = default_scorer()
    lines = clock("segment", lambda: split_lines(source))
    page = clock("order", lambda: read_lines(lines, scorer))
    labels = clock("label", lambda: label_lines(page.lines))
    found = clock("articles", lambda: find_articles(page.lines, labels, page.seams, {}))
    found = replace(found, plan=clock("kinds", lambda: with_forms(found.plan, page.lines)))
    sure = clock("sure", lambda: with_confidence(found, page.lines, page.seams))
    plan, settled = arranged_plan(sure, page.order), in_source_order(found.labels, page.order)
    masthead, _ = clock("masthead", lambda: read_masthead(lines, settled))
    edition = clock("restore", lambda: restore(source, lines, plan, masthead, RestoreOptions()))
    clock("conserve", lambda: assert_conserved(source, edition))
    yield from clock.spent.items()


class Clock:
    """Measures of calls by name."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def __call__(self, name: str, work: Callable[[], object]):
        started = time.process_time()
        made = work()
        self.spent[name] = time.process_time() - started
        return made


def run(size: int, paths: list[Path], headed: bool) -> None:
    """Print the row of one size, below the names of its columns where it is the first."""
    reconstruct(page_of(60, paths))  # loads the models
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    source = page_of(size, paths)
    lines = len(split_lines(source))
    spent = dict(stages(source))
    total = sum(spent.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if headed:
        print(
            f"{'lines':>6} {'total':>8} {'us/line':>8}"
            + "".join(f"{name:>9}" for name in spent)
            + "   peak MB (models)"
        )
    cells = "".join(f"{seconds:9.3f}" for seconds in spent.values())
    print(
        f"{lines:6} {total:7.2f}s {1e6 * total / lines:8.0f}{cells}   {peak:.0f} ({before:.0f})", flush=True
    )


def main() -> None:
    """Print a row for each size, each from a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PAGE.txt", default=SEEDS)
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES))
    given = parser.parse_args()
    for size in given.sizes:
        arguments = (size, given.paths, size == given.sizes[0])
        worker = multiprocessing.get_context("spawn").Process(target=run, args=arguments)
        worker.start()
        worker.join()


if __name__ == "__main__":
    main()
